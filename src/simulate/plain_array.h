// The array, an element and a step at a time: for the rare shapes that the kernels cannot run (see waves_fit), and for comparison with them.
#pragma once

#include <memory>

#include "simulate/array.h"

namespace skeptic {

std::unique_ptr<PackedWeights> plain_weights(const ResolvedDesign& design, const Geometry& geometry, const WeightSide& weights, const Tile& tile);
/// `weights` are plain_weights of the same design and geometry, and of the tiles that run. What is given outlives the array, but for the design.
std::unique_ptr<Array> make_plain_array(const ResolvedDesign& design, const Geometry& geometry, const PackedWeights& weights,
                                        const ActivationSide& activations);

}  // namespace skeptic
