// Two designs on the same inputs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "stress/laboratory.h"

namespace skeptic {

/// A proposal, and what it claims to beat.
struct Contest {
  Subject proposal, baseline;
};

/// Measured: cycles of both, summed over the inputs, time by each one's own clock.
struct Comparison {
  Subject proposal, baseline;
  Setting setting;
  std::int64_t proposal_cycles = 0, baseline_cycles = 0;
  double proposal_seconds = 0, baseline_seconds = 0;
  std::vector<std::int64_t> proposal_batches{}, baseline_batches{};  ///< cycles of every batch, in order
  bool proposal_open_loop = false, baseline_open_loop = false;       ///< as NetworkCounts has it
  std::string proposal_pruned_by{}, baseline_pruned_by{};            ///< likewise
  std::int64_t inputs = 1;

  /// Baseline's time over the proposal's.
  double speedup() const { return baseline_seconds / proposal_seconds; }
  /// The same of every batch by itself.
  std::vector<double> speedups() const;
  /// "skeptic compare PROPOSAL BASELINE …".
  std::string command() const;
};

Comparison compare(Laboratory& laboratory, const Contest& contest, const Setting& setting);

double seconds(const ResolvedDesign& design, std::int64_t cycles);

}  // namespace skeptic
