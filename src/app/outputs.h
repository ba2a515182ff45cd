// Where results are written: an option for every renderer, and the checks that come before long work.
#pragma once

#include <CLI/CLI.hpp>
#include <array>
#include <string>
#include <vector>

#include "app/output_file.h"
#include "report/render.h"

namespace skeptic {

/// --json FILE, --markdown FILE, --html FILE …: one for every row of renderers(); - is standard output.
class OutputOptions {
 public:
  void add_to(CLI::App& command);
  /// Before anything runs. `inputs`: files that are read, and names that may be files; `more`: what else the command writes. Throws UserError: an
  /// output that cannot be written, that is an input or another output, two outputs on standard output, or a page where this program has none.
  void check(const std::vector<std::string>& inputs, const std::vector<NamedOutput>& more = {}) const;
  bool to_standard_output() const;
  bool wanted() const;
  /// All is rendered before the first file is written.
  void write(const Rendered& rendered) const;

 private:
  std::array<std::string, kRendererCount> files_;
};

}  // namespace skeptic
