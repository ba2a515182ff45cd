// The naive twin: the machine model (sections 1 to 8, one layer) written from its text alone, value by value and bit by bit, with sets and maps.
// It shares no algorithm with src/: only the structs that carry designs, layers and counts, and exact rationals.
#pragma once

#include "design/resolved.h"
#include "simulate/counts.h"
#include "workload/layer.h"
#include "workload/operands.h"

namespace skeptic::twin {

/// What `skeptic::simulate_layer` must return, field by field. Throws UserError: LayerTile, LayerBuffer, LayerTensorShape, UnsupportedEncoding,
/// UnsupportedCombination.
LayerCounts simulate_layer(const ResolvedDesign& design, const Layer& layer, const LayerOperands& operands, std::int64_t output_bits = -1);

}  // namespace skeptic::twin
