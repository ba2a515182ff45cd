// Channel permutation: an order of a layer's input channels in which a pattern keeps more of the weights' magnitude. The idea is that of Pool and Yu,
// "Channel Permutations for N:M Sparsity", NeurIPS 2021; the search is this project's own (docs/machine-model-notes.md).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sparsity/pattern.h"

namespace skeptic {

/// How far a search goes. It counts work instead of looking at a clock, so that its result is the same everywhere.
struct PermutationBudget {
  /// Comparisons of one channel's magnitude in one row with what one position keeps there. The default is about a second of one core.
  std::int64_t comparisons = 12'000'000'000;
  /// After how many random steps away that led nowhere better the search ends.
  int escapes = 64;
};

/// An order of the channels: position p holds channel result[p]. `magnitudes` are absolute values [rows][channels]; the taps of a convolution are
/// rows of their own, and so are the rows of other layers that share the order. Where a pattern's choice is shared by R rows (xR), rows are taken R
/// at a time from row 0: callers lay out each tap's rows one behind the other and fill up with rows of zeros. Channels are padded with zeros at the
/// end to whole groups, as the machine pads them. Never keeps less than the identity, which is also the result where nothing is gained and for
/// patterns that are not structured. Groups of thousands of positions, and tensors whose first sums would spend the budget, are dealt but not
/// searched.
std::vector<std::int32_t> permute_channels(const Pattern& pattern, std::span<const float> magnitudes, std::int64_t rows, std::int64_t channels,
                                           const PermutationBudget& budget = {}, std::uint64_t seed = 1);

/// The share of the sum of magnitudes that the pattern keeps when the channels stand in this order; 1 where the sum is 0. An empty permutation is the
/// identity. Pruned as everywhere, by write_slots.
double kept_magnitude(const Pattern& pattern, std::span<const float> magnitudes, std::int64_t rows, std::int64_t channels,
                      std::span<const std::int32_t> permutation = {});

/// Where every channel went: inverse(p)[p[i]] = i.
std::vector<std::int32_t> inverse(std::span<const std::int32_t> permutation);

}  // namespace skeptic
