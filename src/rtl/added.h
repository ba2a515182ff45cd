// What a design adds over a dense machine, as hardware: which modules of rtl/, with which parameters, how often. `skeptic rtl` writes and synthesises
// these, and `skeptic cost` prices these: there is no other count.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "design/resolved.h"
#include "rtl/synthesis.h"

namespace skeptic {

/// What a unit is for.
enum class Role {
  Selector,
  Policy,      ///< what sums and chooses, per beat where it is one module
  PolicyTree,  ///< what joins several policy units to one unit of the decision
  Counters,
  ModeTable,
  WeightIndices,
  ActivationIndices,
  WeightMask,  ///< a mask where the encoding is none
  ActivationMask,
  EncodeIndices,
  EncodeSelect,
  Pairs,
  WeightSelect,
  ActivationSelect,
  WeightGather,
  ActivationGather,
  Queue,
  Array,  ///< the array that contains the others: for simulation, and not synthesised as such
};

/// What is on the way from the arrival of a unit to the choice of its pattern.
enum class DecisionPart { None, Selector, Policy };

struct AddedUnit {
  std::string name;  ///< of the module that is written for it: activation_select_2of8
  RtlComponent component;
  std::int64_t copies = 1;
  std::string purpose;
  Role role = Role::Selector;
  DecisionPart decision = DecisionPart::None;
  std::int64_t edges = 0;  ///< of a policy: clock edges from its last input to its output; 0: combinational, its path goes on in the next unit

  bool whole_array() const { return role == Role::Array; }
};

/// Elements of a beat of a policy unit; wider decisions take several units and a tree above them.
inline constexpr std::int64_t kPolicyElements = 16;
/// Units that a mode table holds; a larger one is an SRAM, and counted as such.
inline constexpr std::int64_t kTableUnits = 64;

struct AddedOptions {
  bool magnitudes = false;  ///< values come as magnitudes, not as two's complement
  std::int64_t stages = 0;  ///< ranks of registers in the selectors
};

/// In the order of a datum's way; nothing for a dense machine. Patterns that rtl/ has no selector for have none here.
std::vector<AddedUnit> built_units(const ResolvedDesign& design, const AddedOptions& options);
/// The same. Throws UserError, UnsupportedRtl, for a pattern that the selector cannot be built for.
std::vector<AddedUnit> added_units(const ResolvedDesign& design, const AddedOptions& options);

/// Listed patterns that are selected at run time or imposed, and that the selector cannot be built for.
std::vector<Pattern> unbuilt_patterns(const ResolvedDesign& design);

/// What the design adds and rtl/ does not have, a sentence each.
std::vector<std::string> left_out(const ResolvedDesign& design);

/// ⌈log2 values⌉, at least 1: bits of an index.
std::int64_t index_bits(std::int64_t values);
/// Bits of a number from 0 to `most`.
std::int64_t count_bits(std::int64_t most);

}  // namespace skeptic
