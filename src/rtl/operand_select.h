// What stands between a window of operands and the lanes of a processing element: which places of the window a lane may have to take its next value
// from, and so how many inputs its multiplexer has. Derived from the cost rule of the machine model (sections 3 and 4): a PE with x values to
// multiply takes ceil(x/lanes) cycles, whatever x it is. docs/cost.md, "Select", has the derivation; `skeptic rtl` and `skeptic cost` both take it
// from here.
#pragma once

#include <cstdint>
#include <vector>

#include "design/resolved.h"
#include "sparsity/pattern.h"

namespace skeptic {

/// Whether a pattern keeps less than everything.
bool leaves_out(const Pattern& pattern);

/// The most slots that any window can hold (windows start at multiples of `window`).
std::int64_t window_slots(const Pattern& pattern, std::int64_t window);

/// How one operand's window arrives at a PE.
struct Delivery {
  bool restricts = false;       ///< some positions of the window may be left out
  bool packed = false;          ///< only its stored values arrive
  std::int64_t slots = 0;       ///< values that may count: at most these many
  std::int64_t value_bits = 0;  ///< of a window, at most
  std::int64_t mask_bits = 0;   ///< metadata that say which positions the values are; 0 where nothing is left out
};
Delivery delivery(const Operand& operand, std::int64_t window);

/// Inputs of each lane's multiplexer; 1 is a wire, 0 a lane that never works.
struct OperandSelect {
  std::vector<std::int64_t> weights, activations;
};
OperandSelect operand_select(const ResolvedDesign& design);

/// Two-input multiplexers of one bit: an n:1 multiplexer takes n-1.
std::int64_t mux2(const std::vector<std::int64_t>& inputs);

/// Streams of windows that the buffers feed: one a row (column) and slice; one a PE where its columns (rows) drift apart (section 4,
/// Synchronisation).
std::int64_t weight_streams(const ResolvedDesign& design);
std::int64_t activation_streams(const ResolvedDesign& design);

/// g of machine-model section 1.
std::int64_t granule_of(const ResolvedDesign& design);

}  // namespace skeptic
