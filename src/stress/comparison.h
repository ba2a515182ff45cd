// Two designs on the same inputs.
#pragma once

#include <cstdint>
#include <optional>

#include "stress/laboratory.h"

namespace skeptic {

/// A proposal, and what it claims to beat.
struct Contest {
  Subject proposal, baseline;
};

/// Measured: cycles of both, time by each one's own clock.
struct Comparison {
  Subject proposal, baseline;
  Setting setting;
  std::int64_t proposal_cycles = 0, baseline_cycles = 0;
  double proposal_seconds = 0, baseline_seconds = 0;
  /// Baseline's time over the proposal's.
  double speedup() const { return baseline_seconds / proposal_seconds; }
  /// "skeptic compare PROPOSAL BASELINE …".
  std::string command() const;
};

Comparison compare(Laboratory& laboratory, const Contest& contest, const Setting& setting);

double seconds(const ResolvedDesign& design, std::int64_t cycles);

}  // namespace skeptic
