// What a design adds over a dense machine, as hardware: which modules of rtl/, with which parameters, how often.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "design/resolved.h"
#include "rtl/synthesis.h"

namespace skeptic {

/// What is on the way from the arrival of a unit to the choice of its pattern.
enum class DecisionPart { None, Selector, Policy };

struct AddedUnit {
  std::string name;  ///< of the module that is written for it: activation_select_2of8
  RtlComponent component;
  std::int64_t copies = 1;
  std::string purpose;
  DecisionPart decision = DecisionPart::None;
  std::int64_t edges = 0;    ///< of a policy: clock edges from a unit's last beat to the choice
  bool whole_array = false;  ///< the array that contains the others: for simulation, and not synthesised as such
};

/// Elements of a beat of a policy unit; wider decisions take several units and a tree above them.
inline constexpr std::int64_t kPolicyElements = 16;
/// Units that a mode table holds; a larger one is an SRAM, and counted as such.
inline constexpr std::int64_t kTableUnits = 64;

struct AddedOptions {
  bool magnitudes = false;  ///< values come as magnitudes, not as two's complement
  std::int64_t stages = 0;  ///< ranks of registers in the selectors
};

/// The policy unit of a run-time choice among several patterns, for beats of at most kPolicyElements of the elements that are decided in a cycle.
struct PolicyUnit {
  RtlComponent component;
  std::string rule;           ///< "keeps 0.95 of the sum of squares"
  std::int64_t elements = 0;  ///< decided in a cycle
  std::int64_t copies = 1;
  std::int64_t edges = 0;  ///< clock edges from a unit's last beat to the choice
};
std::optional<PolicyUnit> policy_unit(const ResolvedDesign& design, bool magnitudes);
/// Of the tensor before a producer's choice, a copy for each policy unit; and of the chosen patterns, one.
RtlComponent producer_counters(const ResolvedDesign& design, const PolicyUnit& policy);
RtlComponent mode_table(const ResolvedDesign& design);

/// In the order of a datum's way; nothing for a dense machine. Throws UserError, UnsupportedRtl, for a pattern that the selector cannot be built for.
std::vector<AddedUnit> added_units(const ResolvedDesign& design, const AddedOptions& options);

/// What the design adds and rtl/ does not have, a sentence each.
std::vector<std::string> left_out(const ResolvedDesign& design);

}  // namespace skeptic
