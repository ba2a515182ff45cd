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

struct AddedOptions {
  bool magnitudes = false;  ///< values come as magnitudes, not as two's complement
  std::int64_t stages = 0;  ///< ranks of registers in the selectors
};

/// In the order of a datum's way; nothing for a dense machine. Throws UserError, UnsupportedRtl, for a pattern that the selector cannot be built for.
std::vector<AddedUnit> added_units(const ResolvedDesign& design, const AddedOptions& options);

/// What the design adds and rtl/ does not have, a sentence each.
std::vector<std::string> left_out(const ResolvedDesign& design);

/// Elements of a beat of a policy unit; wider decisions take several units and a tree above them.
inline constexpr std::int64_t kPolicyElements = 16;
/// Units that a mode table holds; a larger one is an SRAM, and counted as such.
inline constexpr std::int64_t kTableUnits = 64;

}  // namespace skeptic
