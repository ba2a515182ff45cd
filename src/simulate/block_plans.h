// The blocks of the candidates of `tile: auto` from capacities alone: bits, granules and units, by the few kinds of rows, columns and depths that
// there are (machine-model, section 5).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "simulate/blocks.h"
#include "simulate/reach.h"
#include "simulate/sides.h"

namespace skeptic {

/// Neighbouring blocks of rows or columns that are alike; the first of all stands alone, since other tiles come before it.
struct BlockSpan {
  std::int64_t first = 0, count = 0;
};

/// Blocks of rows of one size.
struct RowPlan {
  struct Rows {
    std::int64_t rows = 0, firsts = 0;  ///< firsts of an xR block among them
    friend bool operator==(const Rows&, const Rows&) = default;
  };
  std::vector<BlockSpan> spans;
  std::vector<Rows> of_span;
};
RowPlan row_plan(const Geometry& geometry, std::int64_t height, std::int64_t tile_m);

/// A range of K' that some blocks cover: what a row of W takes in it, by whether it is the first of an xR block, and what the vectors of A take.
struct DepthKind {
  /// Granules of the vectors that a range of taps reaches.
  struct Part {
    std::size_t taps = 0;  ///< index into DepthPlan::taps
    std::int64_t first_bits = 0, other_bits = 0, granules = 0;
    friend bool operator==(const Part&, const Part&) = default;
  };
  /// Units of channels that are met through a range of taps.
  struct UnitPart {
    std::size_t taps = 0;
    std::int64_t count = 0;
    friend bool operator==(const UnitPart&, const UnitPart&) = default;
  };
  std::int64_t granules = 0, first_bits = 0, other_bits = 0;
  std::int64_t steps = 0;  ///< of a wave
  std::vector<Part> parts;
  std::vector<UnitPart> units;
  friend bool operator==(const DepthKind&, const DepthKind&) = default;

  std::int64_t weight_bits(const RowPlan::Rows& rows) const { return rows.firsts * first_bits + (rows.rows - rows.firsts) * other_bits; }
};

/// Blocks of one depth.
struct DepthPlan {
  std::vector<TapRange> taps;
  std::vector<DepthKind> kinds;
  std::vector<std::size_t> kind_of;  ///< by block
  std::vector<BlockSpan> spans;      ///< blocks of one kind that follow each other; the first and the last stand alone
  std::int64_t steps = 0;            ///< of a wave through all blocks
  const DepthKind& at(std::int64_t depth) const { return kinds[kind_of[static_cast<std::size_t>(depth)]]; }
  std::int64_t count() const { return static_cast<std::int64_t>(kind_of.size()); }
};
DepthPlan depth_plan(const ResolvedDesign& design, const Geometry& geometry, std::int64_t tile_k);

/// What one block of A takes.
struct ActivationBlock {
  std::int64_t bits = 0, granules = 0, units = 0;
};
template <typename ReachOf>
ActivationBlock activation_block(const DepthKind& depth, const ReachOf& reach_of) {
  ActivationBlock block;
  for (const DepthKind::Part& part : depth.parts) {
    const Reach& reach = reach_of(part.taps);
    block.bits += reach.firsts * part.first_bits + (reach.vectors - reach.firsts) * part.other_bits;
    block.granules += reach.vectors * part.granules;
  }
  for (const DepthKind::UnitPart& part : depth.units) block.units += part.count * reach_of(part.taps).unit_rows;
  return block;
}

/// Reach of all blocks of columns of one size by all ranges of taps of one depth.
struct ColumnReach {
  std::vector<std::shared_ptr<const ReachTable>> tables;  ///< by range of taps
  ActivationBlock block(const DepthKind& depth, std::int64_t column) const {
    return activation_block(depth, [&](std::size_t taps) -> const Reach& { return tables[taps]->blocks[static_cast<std::size_t>(column)]; });
  }
};
std::int64_t largest_weights(const RowPlan& rows, const DepthPlan& depths);
std::int64_t largest_activations(const ColumnReach& reach, const DepthPlan& depths);

/// Depths of the candidates, falling.
std::vector<std::int64_t> candidate_depths(const ResolvedDesign& design, const Geometry& geometry);

/// All candidates' blocks in one layer, by the indices of their sizes; made when asked for.
class BlockPlans {
 public:
  BlockPlans(const ResolvedDesign& design, const Geometry& geometry, LayerReach& reach);

  /// Sizes in rising order for rows and columns, in falling order for depths.
  const std::vector<std::int64_t>& sizes_m() const { return m_; }
  const std::vector<std::int64_t>& sizes_n() const { return n_; }
  const std::vector<std::int64_t>& sizes_k() const { return k_; }

  const RowPlan& rows(std::size_t m) const { return rows_[m]; }
  const DepthPlan& depths(std::size_t k) const { return depths_[k]; }
  std::int64_t largest_weights(std::size_t m, std::size_t k) const { return largest_weights_[k * m_.size() + m]; }
  std::int64_t weight_bits() const { return weight_bits_; }          ///< of all blocks of one group, once
  std::int64_t activation_bits() const { return activation_bits_; }  ///< of all that one group touches, once

  const ActivationBlock& first_block(std::size_t n, std::size_t k) const { return columns_[k * n_.size() + n].first; }
  /// No block of A takes more than so many bits.
  bool activations_fit(const Geometry& geometry, std::size_t n, std::size_t k, std::int64_t bits);
  /// Bits of all blocks of A, each whole.
  std::int64_t touched_bits(const Geometry& geometry, std::size_t n, std::size_t k);
  const ColumnReach& columns(const Geometry& geometry, std::size_t n, std::size_t k, bool stays);
  /// Blocks of columns that load alike.
  const std::vector<BlockSpan>& column_spans(const Geometry& geometry, std::size_t n, std::size_t k, bool stays);

 private:
  struct Columns {
    ActivationBlock first;
    std::optional<std::int64_t> largest, touched;
    ColumnReach reach[2];  ///< [stays]
    std::vector<BlockSpan> spans[2];
  };

  LayerReach& reach_;
  ReachRules rules_;
  std::vector<std::int64_t> m_, n_, k_;
  std::vector<RowPlan> rows_;
  std::vector<DepthPlan> depths_;
  std::vector<std::int64_t> largest_weights_;
  std::vector<Columns> columns_;
  std::int64_t weight_bits_ = 0, activation_bits_ = 0;
};

}  // namespace skeptic
