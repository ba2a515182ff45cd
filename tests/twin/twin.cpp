#include "twin/twin.h"

#include "base/diagnostic.h"
#include "twin/array.h"
#include "twin/pipeline.h"
#include "twin/product.h"
#include "twin/tile.h"

namespace skeptic::twin {
namespace {

/// Gather is defined for lockstep, where the whole row or column of a bank set moves together.
void require_gather(const ResolvedDesign& design, Read read, Domain own) {
  if (read == Read::Gather && (design.slack != 1 || (design.domain != Domain::Array && design.domain != own)))
    throw UserError(Diagnostic{DiagnosticId::UnsupportedCombination, {}, "gather needs slack 1 and a domain that moves its banks together", "", ""});
}

/// Loads of one tile and one operand, into its traffic; returns the bits.
std::int64_t load(const Side& side, const Granules& granules, OperandTraffic& traffic) {
  std::int64_t bits = 0;
  for (const auto& [row, granule] : granules) {
    bits += side.granules[row][granule].dram_bits;
    traffic.dram_metadata_bits += side.granules[row][granule].dram_metadata;
  }
  traffic.dram_bits += bits;
  return bits;
}

}  // namespace

LayerCounts simulate_layer(const ResolvedDesign& design, const Layer& layer, const LayerOperands& operands, std::int64_t output_bits) {
  require_gather(design, design.activations.read, Domain::Column);
  require_gather(design, design.weights.read, Domain::Row);
  const Operand weights = weights_operand(design, layer);
  const std::vector<Product> products = products_of(design, layer, operands);
  const TileShape shape = tile_shape(design, weights, products, layer.name);
  const std::vector<Tile> tiles = tiles_of(design, products, shape);
  const std::vector<Blocks> loads = loads_of(design, products, tiles);
  const std::vector<std::int64_t> arrays = arrays_of(design, tiles);
  const std::int64_t outputs = products.front().rows * products.front().columns * static_cast<std::int64_t>(products.size());
  const auto& decide = design.activations.decide;

  LayerCounts counts;
  counts.name = layer.name;
  counts.lanes = design.multipliers();
  counts.tiles = static_cast<std::int64_t>(tiles.size());
  counts.tile_m = shape.m;
  counts.tile_n = shape.n;
  counts.tile_k = shape.k;
  counts.pe_busy.assign(design.array_m * design.array_n * design.array_k, 0);
  counts.choices.units.assign(design.activations.listed().size() * (design.activations.run_time() ? 1 : 0), 0);

  std::map<std::int64_t, LastPatterns> last;  // by array
  Rational weights_read, activations_read;
  std::vector<StageLengths> lengths;
  for (std::size_t t = 0; t < tiles.size(); ++t) {
    const Product& product = products[tiles[t].product];
    const TileRun run = run_tile(design, weights, product, tiles[t], last[arrays[t]]);
    std::int64_t in = load(product.weights, loads[t].weights, counts.weights) + load(product.activations, loads[t].activations, counts.activations);
    const std::int64_t units = decided_units(design, product, loads[t].activations);
    if (decide && decide->by == DecideBy::Producer && design.activations.encoding.kind != EncodingKind::None) {
      const std::int64_t bits = units * ceil_log2(design.activations.patterns.size());
      counts.activations.dram_bits += bits;
      counts.activations.dram_metadata_bits += bits;
      in += bits;
    }
    std::int64_t out = 0;
    if (tiles[t].stores(product))
      out = output_bits < 0 ? tiles[t].outputs() * design.output_bits : ceil_divide(output_bits * tiles[t].outputs(), outputs);
    counts.store_bits += out;
    lengths.push_back({ceil_divide(in, design.dram_rate()), select_cycles(design, product, loads[t].activations), decode_cycles(design, loads[t]),
                       run.cycles, ceil_divide(out, design.dram_rate())});
    if (decide && decide->by == DecideBy::Consumer) counts.decided_units += decide->when == DecideWhen::Tile ? units : run.decided_at_use;
    counts.compute_cycles += run.cycles;
    counts.switches += run.switches;
    for (int s = 0; s < kSlots; ++s) counts.stack.slots[s] += run.stack.slots[s];
    for (std::size_t p = 0; p < run.busy.size(); ++p) counts.pe_busy[p] += run.busy[p];
    weights_read = weights_read + run.weights_read;
    activations_read = activations_read + run.activations_read;
  }
  counts.weights.buffer_read_bits = ceil_divide(weights_read, Rational(1));
  counts.activations.buffer_read_bits = ceil_divide(activations_read, Rational(1));

  const Schedule pipeline = schedule(lengths, arrays, design.arrays, design.buffers);
  const Stack waiting = waits(pipeline);
  for (int s = 0; s < kSlots; ++s) counts.stack.slots[s] += waiting.slots[s] * design.array_multipliers();
  counts.cycles = pipeline.end();

  double dropped_energy = 0;
  for (const Product& product : products) {
    counts.macs += product.rows * product.columns * product.taps * product.channels;
    for (std::size_t i = 0; i < product.units_by_pattern.size(); ++i) counts.choices.units[i] += product.units_by_pattern[i];
    counts.choices.dropped += product.dropped;
    counts.activation_energy += product.energy;
    dropped_energy += product.dropped_energy;
  }
  counts.choices.dropped_energy = counts.activation_energy > 0 ? dropped_energy / counts.activation_energy : 0;
  return counts;
}

}  // namespace skeptic::twin
