// Tiles of a layer: the order in which they run, what each must load, and the choice of `tile: auto` (machine-model, section 5).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "simulate/blocks.h"
#include "simulate/sides.h"

namespace skeptic {

/// One tile of a group: the numbers of its blocks, and whether its blocks come from DRAM.
struct TileStep {
  std::int64_t row_block, column_block, depth_block;
  bool loads_weights, loads_activations;
  bool last_depth;  ///< stores its outputs
};

/// The tiles of one group in the order in which they run. A block is loaded unless the tile before had the same, or the layer stays in the buffer
/// and an earlier tile loaded it.
struct TileWalk {
  std::int64_t row_blocks, column_blocks, depth_blocks;
  Order order;
  bool weights_stay, activations_stay;

  std::int64_t count() const { return row_blocks * column_blocks * depth_blocks; }

  std::int64_t outer_blocks() const { return order == Order::MOuter ? row_blocks : column_blocks; }
  std::int64_t inner_blocks() const { return order == Order::MOuter ? column_blocks : row_blocks; }

  template <typename Visit>
  void for_each(const Visit& visit) const {
    for (std::int64_t outer = 0; outer < outer_blocks(); ++outer)
      for (std::int64_t inner = 0; inner < inner_blocks(); ++inner) for_each_depth(outer, inner, visit);
  }

  /// The tiles of one block of outputs, given by its places in the two loops around the depth.
  template <typename Visit>
  void for_each_depth(std::int64_t outer, std::int64_t inner, const Visit& visit) const {
    for (std::int64_t depth = 0; depth < depth_blocks; ++depth) visit(step(outer, inner, depth));
  }

  TileStep step(std::int64_t outer, std::int64_t inner, std::int64_t depth) const {
    const bool m_outer = order == Order::MOuter, first = outer == 0 && inner == 0;
    const std::int64_t row = m_outer ? outer : inner, column = m_outer ? inner : outer;
    const bool new_outer = inner == 0, new_inner = inner > 0 || inner_blocks() > 1, new_depth = depth_blocks > 1;
    const bool new_row = first || (m_outer ? new_outer : new_inner), new_column = first || (m_outer ? new_inner : new_outer);
    return {row,
            column,
            depth,
            (new_row || new_depth) && (!weights_stay || column == 0),
            (new_column || new_depth) && (!activations_stay || row == 0),
            depth + 1 == depth_blocks};
  }
};

TileWalk tile_walk(const ResolvedDesign& design, const Geometry& geometry, const Tile& tile);

/// Steps that a wave takes through a range of K': windows dealt to the slices (section 4).
std::int64_t steps_of(const ResolvedDesign& design, const Geometry& geometry, std::int64_t position, std::int64_t past_position);

/// Capacity of an operand's whole layer, all groups, in bits.
std::int64_t weights_layer_capacity(const GranuleCapacity& capacity, const Pattern& pattern, const Geometry& geometry);
std::int64_t activations_layer_capacity(const GranuleCapacity& capacity, const Pattern& pattern, const Geometry& geometry);

/// The tile that the design's file gives, or the best that fits. Throws UserError: LayerTile where a given one is no multiple of the array or of the
/// granule, LayerBuffer where it does not fit or where nothing does, with the smallest buffer that would do.
class BlockTables;
Tile choose_tile(const ResolvedDesign& design, const Geometry& geometry, const std::string& layer, BlockTables& tables);

/// Granules that a tile loads of each operand, distinct units among those of A, and bits of metadata: what a tile's stages are made of.
struct TileLoads {
  std::int64_t weight_bits = 0, weight_metadata_bits = 0, weight_granules = 0;
  std::int64_t activation_bits = 0, activation_metadata_bits = 0, activation_granules = 0;
  std::int64_t units = 0;
  TileLoads& operator+=(const TileLoads& other) {
    weight_bits += other.weight_bits, weight_metadata_bits += other.weight_metadata_bits, weight_granules += other.weight_granules;
    activation_bits += other.activation_bits, activation_metadata_bits += other.activation_metadata_bits;
    activation_granules += other.activation_granules;
    units += other.units;
    return *this;
  }
};

/// Cycles of the select and decode stages of a tile that loads this.
std::int64_t select_cycles(const ResolvedDesign& design, const TileLoads& loads);
std::int64_t decode_cycles(const ResolvedDesign& design, const TileLoads& loads);

/// Counts distinct units among ranges of granules of one block at a time.
class UnitCounter {
 public:
  UnitCounter(const std::optional<Units>& units, const Geometry& geometry) : units_(units ? &*units : nullptr), granule_(geometry.granule) {
    if (units_ != nullptr) stamp_.assign(static_cast<std::size_t>(geometry.images() * units_->units_per_image * units_->units_per_vector), -1);
  }
  void start_block() { ++block_, count_ = 0; }
  void add(std::int64_t vector, std::int64_t first_granule, std::int64_t past_granule) {
    if (units_ == nullptr) return;
    const std::int64_t last = units_->unit(vector, past_granule * granule_ - 1);
    for (std::int64_t unit = units_->unit(vector, first_granule * granule_); unit <= last; ++unit) {
      if (stamp_[static_cast<std::size_t>(unit)] == block_) continue;
      stamp_[static_cast<std::size_t>(unit)] = block_;
      ++count_;
    }
  }
  std::int64_t count() const { return count_; }

 private:
  const Units* units_;
  std::int64_t granule_;
  std::int64_t block_ = -1, count_ = 0;
  std::vector<std::int64_t> stamp_;
};

}  // namespace skeptic
