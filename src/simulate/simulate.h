// The machine model, version 1: cycles, cycle stack and traffic of a design on a layer, exactly.
#pragma once

#include "design/resolved.h"
#include "simulate/counts.h"
#include "simulate/timeline.h"
#include "workload/layer.h"
#include "workload/operands.h"

namespace skeptic {

/// Simulates one layer that the array runs. `output_bits`: bits of the whole stored output where `outputs.encoding: as-read` applies;
/// -1 stores outputs dense. Throws UserError: LayerTile, LayerBuffer, LayerTensorShape. What holds between
/// the keys of a design (an encoding and its skip rule, gather and slack) is for `resolve` to refuse; here it is taken to hold.
LayerCounts simulate_layer(const ResolvedDesign& design, const Layer& layer, const LayerOperands& operands, std::int64_t output_bits = -1);
/// The same with the times behind the counts.
LayerTimeline layer_timeline(const ResolvedDesign& design, const Layer& layer, const LayerOperands& operands, std::int64_t output_bits = -1);

}  // namespace skeptic
