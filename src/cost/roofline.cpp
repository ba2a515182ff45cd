#include "cost/roofline.h"

#include "base/rational.h"
#include "cost/inventory_parts.h"
#include "cost/window_pace.h"

namespace skeptic {
namespace {

constexpr double kByte = 8;

MemoryRoof memory(Roof roof, double bits, double metadata_bits, std::optional<double> bits_per_second, std::int64_t multiplications) {
  MemoryRoof found;
  found.roof = roof;
  found.bytes = bits / kByte;
  found.metadata_bytes = metadata_bits / kByte;
  if (bits_per_second) found.bandwidth = *bits_per_second / kByte;
  const auto count = static_cast<double>(multiplications);
  if (bits > 0) found.intensity = count / found.bytes;
  if (bits > metadata_bits) found.intensity_without_metadata = count / (found.bytes - found.metadata_bytes);
  if (found.intensity && found.bandwidth) found.ceiling = *found.intensity * *found.bandwidth;
  return found;
}

std::optional<double> bits_per_second(const ResolvedDesign& design, const OperandBuffer& buffer) {
  if (!buffer.width) return std::nullopt;
  return static_cast<double>(design.arrays) * buffer.width->value() * design.clock.value();
}

/// Rates, ceiling and binding roof from what a row counts.
void finish(RooflineRow& row) {
  if (row.seconds > 0) {
    row.attained = static_cast<double>(row.multiplications) / row.seconds;
    row.dense_attained = static_cast<double>(row.dense) / row.seconds;
  }
  row.ceiling = row.peak;
  row.binds = Roof::Peak;
  for (const MemoryRoof& roof : row.memories)
    if (roof.ceiling && *roof.ceiling < row.ceiling) row.ceiling = *roof.ceiling, row.binds = roof.roof;
}

/// Bits moved.
struct Moved {
  double dram = 0, dram_metadata = 0, weights = 0, weights_metadata = 0, activations = 0, activations_metadata = 0;
};

Moved moved(const ResolvedDesign& design, const LayerCounts& layer) {
  Moved bits;
  bits.dram = static_cast<double>(layer.weights.dram_bits + layer.activations.dram_bits + layer.store_bits);
  bits.dram_metadata = static_cast<double>(layer.weights.dram_metadata_bits + layer.activations.dram_metadata_bits);
  bits.weights = static_cast<double>(layer.weights.buffer_read_bits);
  bits.weights_metadata = bits.weights * read_metadata_share(layer.weights, design.weights);
  bits.activations = static_cast<double>(layer.activations.buffer_read_bits);
  bits.activations_metadata = bits.activations * read_metadata_share(layer.activations, design.activations);
  return bits;
}

void place_under_roofs(const ResolvedDesign& design, const Moved& bits, RooflineRow& row) {
  row.memories.push_back(memory(Roof::Dram, bits.dram, bits.dram_metadata, design.dram_bandwidth.value(), row.multiplications));
  if (!row.vector) {
    row.memories.push_back(
        memory(Roof::WeightBuffer, bits.weights, bits.weights_metadata, bits_per_second(design, design.weights_buffer), row.multiplications));
    row.memories.push_back(memory(Roof::ActivationBuffer, bits.activations, bits.activations_metadata,
                                  bits_per_second(design, design.activations_buffer), row.multiplications));
  }
  finish(row);
}

}  // namespace

std::optional<double> dense_positions(const ResolvedDesign& design) {
  if (design.empty_window == 0) return std::nullopt;
  std::int64_t fewest = 0;
  for (const WindowKind& weights : window_kinds(design.weights, design.window))
    for (const WindowKind& activations : window_kinds(design.activations, design.window)) {
      const std::int64_t cycles = fewest_cycles(design, weights.fewest, activations.fewest);
      fewest = fewest == 0 ? cycles : std::min(fewest, cycles);
    }
  return static_cast<double>(design.window) / static_cast<double>(fewest);
}

Roofline roofline(const ResolvedDesign& design, const NetworkCounts& counts) {
  Roofline found;
  const double clock = design.clock.value();
  const std::int64_t elements = design.arrays * design.array_m * design.array_n * design.array_k;
  found.total.name = "total";
  found.total.peak = static_cast<double>(design.multipliers()) * clock;
  if (const auto positions = dense_positions(design)) found.total.dense_peak = *positions * static_cast<double>(elements) * clock;
  Moved sum;
  for (const LayerCounts& layer : counts.layers) {
    const Moved bits = moved(design, layer);
    RooflineRow row;
    row.name = layer.name;
    row.seconds = static_cast<double>(layer.cycles) / clock;
    row.vector = layer.tile_m == 0;
    if (row.vector) {
      row.multiplications = row.useful = row.dense = layer.vector_operations;
      row.peak = static_cast<double>(design.arrays * design.vector_lanes.value_or(0)) * clock;
      row.dense_peak = row.peak;
    } else {
      row.multiplications = layer.stack[Slot::Useful] + layer.stack[Slot::Ineffectual];
      row.useful = layer.stack[Slot::Useful];
      row.dense = layer.macs;
      row.peak = found.total.peak;
      row.dense_peak = found.total.dense_peak;
      found.total.multiplications += row.multiplications;
      found.total.useful += row.useful;
      found.total.dense += row.dense;
      found.total.seconds += row.seconds;
      sum.dram += bits.dram, sum.dram_metadata += bits.dram_metadata;
      sum.weights += bits.weights, sum.weights_metadata += bits.weights_metadata;
      sum.activations += bits.activations, sum.activations_metadata += bits.activations_metadata;
    }
    place_under_roofs(design, bits, row);
    found.layers.push_back(std::move(row));
  }
  place_under_roofs(design, sum, found.total);
  return found;
}

}  // namespace skeptic
