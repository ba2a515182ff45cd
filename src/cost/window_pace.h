// How many values one window of an operand can hold, how many bits they are in the buffer, and how fast a PE can be through with it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/rational.h"
#include "design/resolved.h"

namespace skeptic {

/// The windows of an operand under one of its patterns.
struct WindowKind {
  std::string pattern;                ///< "4:8", "zeros", "dense", "nothing skipped"
  std::int64_t fewest = 0, most = 0;  ///< slots: positions that may count
  Rational value_bits;                ///< for each slot, with what its encoding adds to each stored value
  Rational fixed_bits;                ///< whatever the slots: metadata by position, or all values where nothing is packed

  /// Bits that a buffer delivers for a window of so many slots (machine-model, section 4, feed).
  Rational bits(std::int64_t slots) const { return fixed_bits + Rational(slots) * value_bits; }
};

/// One for each pattern that the operand can have. A pattern of height R is charged as its first row, which carries the outer level's metadata. csr
/// is taken at 16 bits an index, run-length without padding zeros.
std::vector<WindowKind> window_kinds(const Operand& operand, std::int64_t window);

/// The fewest cycles that a window with work takes in a PE, given how many slots either operand has in it: the masks meet in at least
/// slots_w + slots_a - window positions.
std::int64_t fewest_cycles(const ResolvedDesign& design, std::int64_t weight_slots, std::int64_t activation_slots);

}  // namespace skeptic
