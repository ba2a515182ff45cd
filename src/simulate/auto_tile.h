// `tile: auto`: of every candidate that fits, the first to end in the pipeline with data-independent lengths (machine-model, section 5).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "simulate/block_plans.h"
#include "simulate/reach.h"
#include "simulate/tiling.h"

namespace skeptic {

/// What is known of one layer's blocks, kept for the designs to come: a sweep of a latency or of a bandwidth asks for the same again.
class BlockTables {
 public:
  BlockPlans& plans(const ResolvedDesign& design, const Geometry& geometry);
  LayerReach& reach() { return *reach_; }
  /// The tile that was best last, for whatever design: a good guess for the next one.
  const std::optional<Tile>& last_best() const { return last_best_; }
  void remember(const Tile& best) { last_best_ = best; }

 private:
  std::optional<Tile> last_best_;
  std::shared_ptr<LayerReach> reach_ = std::make_shared<LayerReach>();
  std::map<std::string, std::shared_ptr<BlockPlans>> plans_;
};

/// Capacities of the largest blocks of any tile, in bits, one copy.
struct BlockNeeds {
  std::int64_t weights = 0, activations = 0, accumulators = 0;
};

BlockNeeds block_needs(const ResolvedDesign& design, const Geometry& geometry, const Tile& tile);
/// Of the smallest candidate.
BlockNeeds smallest_needs(const ResolvedDesign& design, const Geometry& geometry);
/// Nothing where no candidate fits.
std::optional<Tile> best_tile(const ResolvedDesign& design, const Geometry& geometry, BlockTables& tables);

}  // namespace skeptic
