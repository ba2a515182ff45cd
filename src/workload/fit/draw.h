// From a fit to tensors; the same on every machine.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "workload/fit/fit.h"

namespace skeptic {

/// One input, [vectors][channels]. The variates that move an input's channels together are low-discrepancy sequences over the inputs (Halton's,
/// shifted by the seed), so that a few inputs already have the mean and the spread of many.
void draw_tensor(const TensorFit& fit, std::uint64_t seed, std::int64_t input, std::span<float> values);

/// Weights of a layer that is no matmul, as LayerOperands has them: normal, of each input channel's magnitude; where the fitted ones have zeros, with
/// their pattern, or with their density in every row and nearly in every input channel.
std::vector<float> draw_weights(const WeightsFit& fit, const Layer& layer, std::uint64_t seed);

}  // namespace skeptic
