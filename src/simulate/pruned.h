// A design's pruning as a change of values: what a network computes with when the design's own policy is part of its forward pass.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "design/resolved.h"
#include "workload/layer.h"
#include "workload/operands.h"

namespace skeptic {

/// Everything of a design that decides which values it drops, as text: designs of equal keys compute the same network. Empty: it drops nothing
/// (patterns that are dense or unstructured, on both operands).
std::string pruning_key(const ResolvedDesign& design);

/// Whether pruning reads more of the activations than which of them are zero: then masks alone cannot be pruned.
bool prunes_by_magnitude(const ResolvedDesign& design);

/// Zeroes the weights (not of a matmul) that the design's pattern drops, as the simulator does. The layout is that of LayerOperands. `order`: that in
/// which the pattern sees the layer's channels (Permutations::of), null where they stand as they are.
void prune_weights(const ResolvedDesign& design, const Layer& layer, const std::vector<std::int32_t>* order, LayerOperands& operands);

/// Zeroes the activations that the design's pattern, or its choice at run time, drops. `before` is the input before the first, for
/// `from: previous-input`; null where there is none.
void prune_activations(const ResolvedDesign& design, const Layer& layer, const std::vector<std::int32_t>* order, LayerOperands& operands,
                       const LayerOperands* before);

}  // namespace skeptic
