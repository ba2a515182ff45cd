// The tile of a layer: the written one, checked, or every candidate of `tile: auto` run through the pipeline (machine-model, section 5).
#include <algorithm>
#include <tuple>

#include "base/diagnostic.h"
#include "twin/pipeline.h"
#include "twin/tile.h"

namespace skeptic::twin {
namespace {

[[noreturn]] void fail(DiagnosticId id, const std::string& message) { throw UserError(Diagnostic{id, {}, message, "", ""}); }

bool whole_reduction(const Encoding& encoding) { return encoding.kind == EncodingKind::RunLength || encoding.kind == EncodingKind::Csr; }

bool fits(const ResolvedDesign& design, const std::vector<Product>& products, const TileShape& shape) {
  for (const Tile& tile : tiles_of(design, products, shape)) {
    const Product& product = products[tile.product];
    const Blocks blocks = blocks_of(product, tile);
    if (capacity(product.weights, blocks.weights) * design.buffers > design.weights_buffer.size_bits) return false;
    if (capacity(product.activations, blocks.activations) * design.buffers > design.activations_buffer.size_bits) return false;
    if (design.accumulator_bits && std::min(shape.m, product.rows) * std::min(shape.n, product.columns) * 32 > *design.accumulator_bits) return false;
  }
  return true;
}

/// When the layer would end, and the bits that it would move, were capacities its loads and every window full.
std::pair<std::int64_t, std::int64_t> estimate(const ResolvedDesign& design, const Operand& weights, const std::vector<Product>& products,
                                               const TileShape& shape) {
  const std::vector<Tile> tiles = tiles_of(design, products, shape);
  const std::vector<Blocks> loads = loads_of(design, products, tiles);
  Rational density(1);
  if (weights.skip == Skip::Pattern)
    for (const Level& level : weights.pattern.levels) density = density * Rational(level.keep, level.of);
  const std::int64_t window_cycles = ceil_divide(Rational(design.window) * density, Rational(design.lanes));
  std::vector<StageLengths> lengths;
  std::int64_t bits = 0;
  for (std::size_t t = 0; t < tiles.size(); ++t) {
    const Tile& tile = tiles[t];
    const Product& product = products[tile.product];
    const std::int64_t in = capacity(product.weights, loads[t].weights) + capacity(product.activations, loads[t].activations);
    const std::int64_t out = tile.stores(product) ? tile.outputs() * design.output_bits : 0;
    const std::int64_t waves = ceil_divide(tile.row_end - tile.row, design.array_m) * ceil_divide(tile.column_end - tile.column, design.array_n);
    lengths.push_back({ceil_divide(in, design.dram_rate()), select_cycles(design, product, loads[t].activations), decode_cycles(design, loads[t]),
                       waves * static_cast<std::int64_t>(deal(design, product, tile).size()) * window_cycles, ceil_divide(out, design.dram_rate())});
    bits += in + out;
  }
  return {schedule(lengths, arrays_of(design, tiles), design.arrays, design.buffers).end(), bits};
}

TileShape automatic(const ResolvedDesign& design, const Operand& weights, const std::vector<Product>& products, const std::string& layer) {
  const Product& product = products.front();
  std::vector<std::int64_t> ms{design.array_m}, ns{design.array_n}, ks{product.positions()};
  while (ms.back() < product.rows) ms.push_back(ms.back() * 2);
  while (ns.back() < product.columns) ns.push_back(ns.back() * 2);
  if (!whole_reduction(weights.encoding) && !whole_reduction(design.activations.encoding))
    for (;;) {
      const std::int64_t half = round_up(ceil_divide(ks.back(), 2), product.granule * design.array_k);
      if (half >= ks.back()) break;
      ks.push_back(half);
    }
  using Rank = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t>;  // end, bits, -k, -n, -m
  std::optional<Rank> best;
  for (const std::int64_t m : ms)
    for (const std::int64_t n : ns)
      for (const std::int64_t k : ks) {
        if (!fits(design, products, {m, n, k})) continue;
        const auto [end, bits] = estimate(design, weights, products, {m, n, k});
        const Rank rank{end, bits, -k, -n, -m};
        if (!best || rank < *best) best = rank;
      }
  if (!best) fail(DiagnosticId::LayerBuffer, "no tile of layer " + layer + " fits the buffers");
  return {-std::get<4>(*best), -std::get<3>(*best), -std::get<2>(*best)};
}

TileShape written(const ResolvedDesign& design, const Operand& weights, const std::vector<Product>& products, const std::string& layer) {
  const Product& product = products.front();
  const TileSize& tile = *design.tile;
  if (tile.k && (whole_reduction(weights.encoding) || whole_reduction(design.activations.encoding)))
    fail(DiagnosticId::UnsupportedEncoding, "run-length and csr need tile.k all");
  if ((tile.m && *tile.m % design.array_m != 0) || (tile.n && *tile.n % design.array_n != 0) ||
      (tile.k && *tile.k % (product.granule * design.array_k) != 0))
    fail(DiagnosticId::LayerTile, "the tile of layer " + layer + " is not a multiple of the array and of the granule");
  const TileShape shape{tile.m.value_or(product.rows), tile.n.value_or(product.columns), tile.k.value_or(product.positions())};
  if (!fits(design, products, shape)) fail(DiagnosticId::LayerBuffer, "the tile of layer " + layer + " does not fit the buffers");
  return shape;
}

}  // namespace

TileShape tile_shape(const ResolvedDesign& design, const Operand& weights, const std::vector<Product>& products, const std::string& layer) {
  return design.tile ? written(design, weights, products, layer) : automatic(design, weights, products, layer);
}

}  // namespace skeptic::twin
