// --perfetto FILE of every command that runs designs.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "app/output_file.h"
#include "stress/comparison.h"

namespace skeptic {

class TimelineOption {
 public:
  void add_to(CLI::App& command);
  bool wanted() const { return !file_.empty(); }
  bool to_standard_output() const { return file_ == "-"; }
  NamedOutput output() const { return {"--perfetto", file_}; }
  /// Throws UserError: a setting whose runs have no times.
  void check(const Setting& setting) const;
  /// Runs the designs for their times, where wanted; else an empty text.
  std::string trace_of(Laboratory& laboratory, const Contest& contest, const Setting& setting) const;
  void write(const std::string& trace) const;

 private:
  std::string file_;
};

}  // namespace skeptic
