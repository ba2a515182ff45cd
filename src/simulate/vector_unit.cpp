#include "simulate/vector_unit.h"

#include <algorithm>

namespace skeptic {

bool on_vector_unit(const ResolvedDesign& design, const Layer& layer) {
  return design.vector_lanes.has_value() && (layer.kind == LayerKind::Elementwise || layer.depthwise());
}

LayerCounts vector_counts(const ResolvedDesign& design, const Layer& layer, std::int64_t images) {
  LayerCounts counts;
  counts.name = layer.name;
  counts.lanes = design.multipliers();
  counts.macs = layer.macs() * images;
  const std::int64_t operations = layer.kind == LayerKind::Elementwise ? layer.operations * images : counts.macs;
  counts.vector_operations = operations;
  counts.activations.dram_bits = layer.input_elements() * images * design.activations.bits;
  if (layer.depthwise()) counts.weights.dram_bits = layer.macs() / (layer.out_height() * layer.out_width()) * design.weights.bits;
  counts.store_bits = layer.output_elements() * images * design.output_bits;
  const std::int64_t bits = counts.activations.dram_bits + counts.weights.dram_bits + counts.store_bits;
  counts.cycles = std::max(ceil_divide(operations, design.arrays * *design.vector_lanes), ceil_divide(bits, design.dram_rate()));
  counts.stack[Slot::Vector] = counts.cycles * counts.lanes;
  return counts;
}

}  // namespace skeptic
