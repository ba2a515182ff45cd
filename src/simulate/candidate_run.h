// One candidate of `tile: auto` in the pipeline, with data-independent lengths (machine-model, section 5): rows of tiles that are alike are skipped
// by whole periods, and a candidate that can no longer win is left.
#pragma once

#include <cstdint>
#include <optional>
#include <tuple>
#include <vector>

#include "simulate/block_plans.h"
#include "simulate/pipeline.h"
#include "simulate/tiling.h"

namespace skeptic {

/// When a candidate ends, and what breaks ties: bits, -k, -n, -m. Less is better.
using Rank = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t>;

/// Lengths of stages in one layer of a design.
class TileCosts {
 public:
  TileCosts(const ResolvedDesign& design, const Geometry& shape);
  const ResolvedDesign& design() const { return design_; }
  const Geometry& shape() const { return shape_; }
  const Rational& rate() const { return rate_; }  ///< DRAM bits per cycle

  /// Computing of the whole layer, given the steps of a wave through the depth; and of one tile.
  std::int64_t compute(std::int64_t all_steps) const { return shape_.groups * compute(shape_.rows, shape_.columns, all_steps); }
  std::int64_t compute(std::int64_t rows, std::int64_t columns, std::int64_t steps) const;

 private:
  const ResolvedDesign& design_;
  const Geometry& shape_;
  Rational rate_;
  std::int64_t step_cycles_;
};

/// What a candidate's tiles load.
struct CandidateLoad {
  Tile tile;
  TileWalk walk;
  const RowPlan& rows;
  const DepthPlan& depths;
  const ColumnReach& columns;
  const std::vector<BlockSpan>& column_spans;
};

/// A walk of the same layer in tiles of another size.
inline TileWalk with_tile(TileWalk walk, const Geometry& shape, const Tile& tile) {
  walk.row_blocks = ceil_divide(shape.rows, tile.m);
  walk.column_blocks = ceil_divide(shape.columns, tile.n);
  walk.depth_blocks = ceil_divide(shape.depth(), tile.k);
  return walk;
}

/// `bound` holds the exact bits. Nothing as soon as it is known not to come before `best`.
std::optional<Rank> run_candidate(const TileCosts& costs, const CandidateLoad& load, const Rank& bound, const std::optional<Rank>& best);

}  // namespace skeptic
