// The tiles of a layer, the blocks that they use and what is loaded of them (machine-model, section 5).
#pragma once

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "design/resolved.h"
#include "twin/product.h"

namespace skeptic::twin {

/// Rows and columns of O, positions of K'; where a range says `all` it is the product's own.
struct TileShape {
  std::int64_t m = 0, n = 0, k = 0;
};

/// One tile of one product; ranges are half open and end at the product's edge.
struct Tile {
  std::size_t product = 0;
  std::int64_t row = 0, row_end = 0, column = 0, column_end = 0, position = 0, position_end = 0;
  bool stores(const Product& of) const { return position_end == of.positions(); }
  std::int64_t outputs() const { return (row_end - row) * (column_end - column); }
};

/// (row of W, granule of K') and (vector, granule of C').
using Granules = std::set<std::pair<std::int64_t, std::int64_t>>;

struct Blocks {
  Granules weights, activations;
};

/// The array that runs each tile: whole blocks of outputs, in turn over all products.
std::vector<std::int64_t> arrays_of(const ResolvedDesign& design, const std::vector<Tile>& tiles);

std::vector<Tile> tiles_of(const ResolvedDesign& design, const std::vector<Product>& products, const TileShape& shape);

/// The two blocks that a tile uses.
Blocks blocks_of(const Product& product, const Tile& tile);

/// What each tile loads of its blocks into the buffers of its array.
std::vector<Blocks> loads_of(const ResolvedDesign& design, const std::vector<Product>& products, const std::vector<Tile>& tiles);

std::int64_t capacity(const Side& side, const Granules& granules);

/// The windows of one wave of a tile, by step and slice: their index in K', or nothing.
std::vector<std::vector<std::optional<std::int64_t>>> deal(const ResolvedDesign& design, const Product& product, const Tile& tile);

/// Cycles of the stages between load and compute for what a tile loads.
std::int64_t decided_units(const ResolvedDesign& design, const Product& product, const Granules& activations);
std::int64_t select_cycles(const ResolvedDesign& design, const Product& product, const Granules& activations);
std::int64_t decode_cycles(const ResolvedDesign& design, const Blocks& loaded);

/// The explicit tile, checked, or the chosen one. Throws UserError: LayerTile, LayerBuffer, UnsupportedEncoding.
TileShape tile_shape(const ResolvedDesign& design, const Operand& weights, const std::vector<Product>& products, const std::string& layer);

}  // namespace skeptic::twin
