#include "simulate/dealing.h"

namespace skeptic {
namespace {

/// What of one operand the arrays have loaded: [array][block of rows or of columns].
class Seen {
 public:
  Seen(std::int64_t arrays, std::int64_t blocks) : blocks_(blocks), seen_(static_cast<std::size_t>(arrays * blocks), false) {}
  /// Whether it is new to the array, which it is no longer.
  bool first(std::int64_t array, std::int64_t block) {
    const auto at = static_cast<std::size_t>(array * blocks_ + block);
    if (seen_[at]) return false;
    return seen_[at] = true;
  }

 private:
  std::int64_t blocks_;
  std::vector<bool> seen_;
};

}  // namespace

std::vector<TileStep> dealt_blocks(const TileWalk& walk, const Dealing& dealing) {
  std::vector<TileStep> dealt;
  const std::int64_t inner = walk.inner_blocks(), blocks = walk.outer_blocks() * inner;
  dealt.reserve(static_cast<std::size_t>(blocks));
  Seen rows(walk.weights_stay ? dealing.arrays : 0, walk.row_blocks), columns(walk.activations_stay ? dealing.arrays : 0, walk.column_blocks);
  for (std::int64_t block = 0; block < blocks; ++block) {
    const std::int64_t array = dealing.array_of(block), before = block - dealing.arrays;
    TileStep step = walk.step(block / inner, block % inner, 0);
    // A block is the same as the tile's before where that was of the one range of K' and of the same rows (columns).
    const bool follows = before >= 0 && walk.depth_blocks == 1;
    const TileStep last = follows ? walk.step(before / inner, before % inner, 0) : TileStep{};
    step.loads_weights = walk.weights_stay ? rows.first(array, step.row_block) : !follows || last.row_block != step.row_block;
    step.loads_activations = walk.activations_stay ? columns.first(array, step.column_block) : !follows || last.column_block != step.column_block;
    dealt.push_back(step);
  }
  return dealt;
}

std::vector<TileStep> dealt_tiles(const TileWalk& walk, const Dealing& dealing) {
  std::vector<TileStep> tiles;
  tiles.reserve(static_cast<std::size_t>(walk.count()));
  if (dealing.arrays == 1) {
    walk.for_each([&](const TileStep& step) { tiles.push_back(step); });
    return tiles;
  }
  for (TileStep step : dealt_blocks(walk, dealing))
    for (step.depth_block = 0; step.depth_block < walk.depth_blocks; ++step.depth_block) {
      step.last_depth = step.depth_block + 1 == walk.depth_blocks;
      tiles.push_back(step);
    }
  return tiles;
}

std::vector<std::vector<FirstSight>> first_sights(const Dealing& dealing, const std::vector<TileStep>& blocks) {
  std::vector<std::vector<FirstSight>> sights(static_cast<std::size_t>(dealing.arrays));
  for (std::size_t block = 0; block < blocks.size(); ++block)
    if (blocks[block].loads_activations)
      sights[static_cast<std::size_t>(dealing.array_of(static_cast<std::int64_t>(block)))].push_back(
          {blocks[block].column_block, static_cast<std::int64_t>(block)});
  return sights;
}

}  // namespace skeptic
