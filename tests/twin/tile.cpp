#include "twin/tile.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace skeptic::twin {
namespace {

/// The capacity of one operand in all products of the layer.
std::int64_t whole_capacity(const std::vector<Product>& products, Side Product::*side) {
  std::int64_t bits = 0;
  for (const Product& product : products)
    for (const auto& row : (product.*side).granules)
      for (const Granule& granule : row) bits += granule.capacity;
  return bits;
}

void append_range(std::vector<std::pair<std::int64_t, std::int64_t>>& ranges, std::int64_t length, std::int64_t step) {
  for (std::int64_t begin = 0; begin < length; begin += step) ranges.emplace_back(begin, std::min(begin + step, length));
}

}  // namespace

std::vector<Tile> tiles_of(const ResolvedDesign& design, const std::vector<Product>& products, const TileShape& shape) {
  std::vector<Tile> tiles;
  for (std::size_t p = 0; p < products.size(); ++p) {
    std::vector<std::pair<std::int64_t, std::int64_t>> rows, columns, positions;
    append_range(rows, products[p].rows, shape.m);
    append_range(columns, products[p].columns, shape.n);
    append_range(positions, products[p].positions(), shape.k);
    const bool m_outer = design.order == Order::MOuter;
    for (const auto& outer : m_outer ? rows : columns)
      for (const auto& inner : m_outer ? columns : rows)
        for (const auto& k : positions) {
          const auto& row = m_outer ? outer : inner;
          const auto& column = m_outer ? inner : outer;
          tiles.push_back({p, row.first, row.second, column.first, column.second, k.first, k.second});
        }
  }
  return tiles;
}

Blocks blocks_of(const Product& product, const Tile& tile) {
  Blocks blocks;
  const std::int64_t per_tap = product.padded_channels / product.granule;
  for (std::int64_t granule = tile.position / product.granule; granule < tile.position_end / product.granule; ++granule) {
    for (std::int64_t m = tile.row; m < tile.row_end; ++m) blocks.weights.insert({m, granule});
    for (std::int64_t n = tile.column; n < tile.column_end; ++n)
      if (const auto vector = product.source[n][granule / per_tap]) blocks.activations.insert({*vector, granule % per_tap});
  }
  return blocks;
}

std::vector<std::int64_t> arrays_of(const ResolvedDesign& design, const std::vector<Tile>& tiles) {
  std::vector<std::int64_t> arrays;
  std::set<std::tuple<std::size_t, std::int64_t, std::int64_t>> dealt;  // product, row and column of a block of outputs
  for (const Tile& tile : tiles) {
    dealt.insert({tile.product, tile.row, tile.column});
    arrays.push_back((static_cast<std::int64_t>(dealt.size()) - 1) % design.arrays);
  }
  return arrays;
}

std::vector<Blocks> loads_of(const ResolvedDesign& design, const std::vector<Product>& products, const std::vector<Tile>& tiles) {
  const bool weights_stay = whole_capacity(products, &Product::weights) <= design.weights_buffer.size_bits;
  const bool activations_stay = whole_capacity(products, &Product::activations) <= design.activations_buffer.size_bits;
  const std::vector<std::int64_t> arrays = arrays_of(design, tiles);
  std::map<std::pair<std::int64_t, std::size_t>, Blocks> loaded;  // by array and product
  std::map<std::int64_t, Tile> before;                            // the array's last tile
  std::vector<Blocks> loads;
  for (std::size_t t = 0; t < tiles.size(); ++t) {
    const Tile& tile = tiles[t];
    Blocks load = blocks_of(products[tile.product], tile);
    Blocks& known = loaded[{arrays[t], tile.product}];
    if (weights_stay) std::erase_if(load.weights, [&](const auto& granule) { return known.weights.contains(granule); });
    if (activations_stay) std::erase_if(load.activations, [&](const auto& granule) { return known.activations.contains(granule); });
    const auto last = before.find(arrays[t]);
    if (last != before.end() && last->second.product == tile.product && last->second.position == tile.position) {
      if (last->second.row == tile.row) load.weights.clear();
      if (last->second.column == tile.column) load.activations.clear();
    }
    before[arrays[t]] = tile;
    known.weights.insert(load.weights.begin(), load.weights.end());
    known.activations.insert(load.activations.begin(), load.activations.end());
    loads.push_back(std::move(load));
  }
  return loads;
}

std::int64_t capacity(const Side& side, const Granules& granules) {
  std::int64_t bits = 0;
  for (const auto& [row, granule] : granules) bits += side.granules[row][granule].capacity;
  return bits;
}

std::vector<std::vector<std::optional<std::int64_t>>> deal(const ResolvedDesign& design, const Product& product, const Tile& tile) {
  const std::int64_t slices = design.array_k;
  std::vector<std::vector<std::int64_t>> parts;  // windows that are dealt together: the whole tile, or one tap's part of it
  std::int64_t last_tap = -1;
  for (std::int64_t position = tile.position; position < tile.position_end; position += design.window) {
    const std::int64_t tap = design.slices == Slices::Blocked ? position / product.padded_channels : 0;
    if (parts.empty() || tap != last_tap) parts.emplace_back();
    last_tap = tap;
    parts.back().push_back(position / design.window);
  }
  std::vector<std::vector<std::optional<std::int64_t>>> steps;
  for (const auto& windows : parts) {
    const auto count = static_cast<std::int64_t>(windows.size());
    const std::int64_t run = ceil_divide(count, slices);
    for (std::int64_t t = 0; t < run; ++t) {
      std::vector<std::optional<std::int64_t>> step(slices);
      for (std::int64_t l = 0; l < slices; ++l) {
        const std::int64_t i = design.slices == Slices::Blocked ? l * run + t : t * slices + l;
        if (i < count) step[l] = windows[i];
      }
      steps.push_back(step);
    }
  }
  return steps;
}

std::int64_t decided_units(const ResolvedDesign& design, const Product& product, const Granules& activations) {
  if (!design.activations.run_time()) return 0;
  std::set<std::int64_t> units;
  for (const auto& [vector, granule] : activations) units.insert(product.unit[vector][granule]);
  return static_cast<std::int64_t>(units.size());
}

std::int64_t select_cycles(const ResolvedDesign& design, const Product& product, const Granules& activations) {
  const auto& decide = design.activations.decide;
  if (!decide || decide->by != DecideBy::Consumer || decide->when != DecideWhen::Tile || activations.empty()) return 0;
  return decide->latency + ceil_divide(decided_units(design, product, activations), decide->rate);
}

std::int64_t decode_cycles(const ResolvedDesign& design, const Blocks& loaded) {
  if (!design.decode_rate) return 0;
  std::int64_t granules = 0;
  if (design.weights.encoding.kind != EncodingKind::None) granules += static_cast<std::int64_t>(loaded.weights.size());
  const bool stored_unpruned = design.activations.run_time() && design.activations.decide->by == DecideBy::Consumer;
  if (design.activations.encoding.kind != EncodingKind::None && !stored_unpruned) granules += static_cast<std::int64_t>(loaded.activations.size());
  return ceil_divide(granules, *design.decode_rate);
}

}  // namespace skeptic::twin
