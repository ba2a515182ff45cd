// How long a run-time choice takes at the least, as gates: the selectors and the policy unit of rtl/ by the shipped table of syntheses, at the
// design's node and clock. The same path as src/rtl/decision.h, without tools and for any parameters.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cost/technology.h"
#include "design/resolved.h"

namespace skeptic {

/// What lies between two registers on the way from a unit's arrival to its pattern.
struct DecisionStep {
  std::string module;       ///< "selector of 4:8", "energy_sums with sum_tree"
  double fo4 = 0;           ///< fan-out-of-4 delays of its longest path, the fewest in any library of the table
  double nanoseconds = 0;   ///< at the node; cells alone, without wires
  std::int64_t cycles = 1;  ///< stages at the design's clock, and one more for a policy unit of two clock edges
  Confidence confidence = Confidence::B;
  std::string source;
};

/// A lower bound: no wires, no registers' own delay, even cuts.
struct DecisionPath {
  std::vector<DecisionStep> steps;  ///< the slowest selector, where there is one that rtl/ can build; the policy units
  std::string rule;                 ///< which library the delays are of
  Figure fo4;                       ///< seconds, at the node
  double clock = 0;                 ///< gigahertz
  std::int64_t stated = 0;          ///< cycles, as the design has it

  std::int64_t cycles() const;
  double nanoseconds() const;
  double depth() const;  ///< FO4 delays in all
  bool stated_too_short() const { return stated < cycles(); }
  /// "selector of 4:8, 20.8 FO4 delays, 0.406 ns, 1 cycle; then …".
  std::string text() const;
  Confidence confidence() const;
};

/// Of a consumer that chooses among several patterns: nothing else has a latency that a design states.
std::optional<DecisionPath> decision_path(const ResolvedDesign& design, const Technology& technology);

}  // namespace skeptic
