// Products of random tensors, run on a design.
#pragma once

#include <cstdint>
#include <vector>

#include "simulate/simulate.h"

namespace skeptic {

/// W [m, k] times n columns of k activations, of which `zeros` are 0.
inline LayerCounts run_product(const ResolvedDesign& design, std::int64_t m, std::int64_t n, std::int64_t k, double zeros, std::uint64_t seed = 1) {
  Layer layer;
  layer.name = "product";
  layer.kind = LayerKind::Linear;
  layer.out_channels = m;
  layer.in_channels = k;
  layer.tokens = n;
  LayerOperands operands;
  std::uint64_t state = seed;
  const auto fill = [&](std::vector<float>& values, std::int64_t count, double share) {
    for (std::int64_t i = 0; i < count; ++i) {
      state = state * 6364136223846793005U + 1442695040888963407U;
      const auto drawn = static_cast<double>(state >> 33) / 2147483648.0;
      values.push_back(drawn < share ? 0.0F : static_cast<float>(0.1 + drawn));
    }
  };
  fill(operands.weights, m * k, 0);
  fill(operands.activations, n * k, zeros);
  return simulate_layer(design, layer, operands);
}

}  // namespace skeptic
