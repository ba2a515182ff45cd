// Options that several commands share.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "base/json.h"
#include "stress/laboratory.h"
#include "stress/setting.h"

namespace skeptic {

/// --network, --trace, --fit, --input, --inputs, --batch, --layers, --zeros, --spread, --channel-zeros, --seed; and beside them --weights and
/// --activations.
struct SettingOptions {
  Setting setting;
  bool network_given = false;
  std::int64_t memory_limit_mb = 0;
  void add_to(CLI::App& command);
  /// After parsing: what goes with what; a trace's or a fit's network becomes the setting's. Throws UserError.
  void check(const CLI::App& command);
  /// Bytes: --memory-limit, or four fifths of the machine's memory.
  std::int64_t memory_limit() const;
};

/// --set key=value, as often as wanted.
struct SetOptions {
  std::vector<std::string> sets;
  void add_to(CLI::App& command);
  Subject apply(const std::string& reference) const;
};

/// --json FILE; - is standard output.
struct JsonOption {
  std::string file;
  void add_to(CLI::App& command);
  bool wanted() const { return !file.empty(); }
  bool to_standard_output() const { return file == "-"; }
  /// Before anything runs: throws UserError where the file cannot be written or is one of `inputs`, as check_output says.
  void check(const std::vector<std::string>& inputs = {}) const;
  void write(const Json& json) const;
};

/// The files that a setting reads, where it names them.
std::vector<std::string> files_of(const Setting& setting);

bool colour_wanted();
/// Columns of the terminal, within what reads well; 100 where there is none.
int terminal_width();

}  // namespace skeptic
