// Layers that the vector unit runs (machine-model, section 9).
#pragma once

#include <cstdint>

#include "design/resolved.h"
#include "simulate/counts.h"
#include "workload/layer.h"

namespace skeptic {

/// Whether the design runs the layer on its vector unit: element-wise and depthwise layers, where there is one.
bool on_vector_unit(const ResolvedDesign& design, const Layer& layer);

/// max(operations/lanes, bits in and out/rate), each rounded up; tensors dense: inputs at the activations' bits, depthwise weights at the weights',
/// outputs at the outputs'.
LayerCounts vector_counts(const ResolvedDesign& design, const Layer& layer, std::int64_t images);

}  // namespace skeptic
