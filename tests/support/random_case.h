// Small random designs, layers and tensors over the whole space of the machine model, for comparing implementations of it.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "design/resolved.h"
#include "workload/layer.h"
#include "workload/operands.h"

namespace skeptic {

struct RandomCase {
  std::uint64_t seed = 0;
  ResolvedDesign design;
  Layer layer;
  LayerOperands operands;
  std::int64_t output_bits = -1;  ///< as `simulate_layer` takes it; not -1 where the design's outputs are as-read
  /// The case in a design file's words, the layer's shape and every value.
  std::string text() const;
};

/// The seed determines the case, on every machine. Every combination is valid, but for a few in a hundred whose buffers are too small for the
/// layer (LayerBuffer). Values are multiples of 1/4 below 8 with many zeros and ties, so that no sum depends on its order.
/// Odd seeds go to the corners of the model (random_corners.h).
RandomCase random_case(std::uint64_t seed);
/// A case that a fuzzer's bytes choose; its seed is 0.
RandomCase random_case(std::span<const std::uint8_t> bytes);

/// The pattern in a design file's words.
std::string pattern_text(const Pattern& pattern);

}  // namespace skeptic
