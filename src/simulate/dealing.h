// Which array runs which tile, where several share the DRAM channel, and what each must load (docs/machine-model-notes.md, "Arrays on one channel").
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "simulate/tiling.h"

namespace skeptic {

/// Blocks of outputs are dealt to the arrays in turn, over all groups of a layer: block b to array b mod `arrays`, with all its ranges of K', since
/// its partial sums stay in the accumulators of one array.
struct Dealing {
  std::int64_t arrays = 1;
  std::int64_t first_block = 0;  ///< of the group, in the layer
  std::int64_t array_of(std::int64_t block) const { return (first_block + block) % arrays; }
};

/// The first tile of every block of outputs of one group, in order, with what it loads: the others of the block load the same of their ranges of K'.
std::vector<TileStep> dealt_blocks(const TileWalk& walk, const Dealing& dealing);
/// The tiles of one group in their order, as TileWalk has them, each with what it loads on its own array: not what the array's tile before it had,
/// nor, where the layer stays in the buffer, what the array loaded earlier in this group. Of activations that stay, `loads_activations` says that the
/// array sees this block of columns for the first time.
std::vector<TileStep> dealt_tiles(const TileWalk& walk, const Dealing& dealing);

/// Blocks of columns of one group in the order in which an array first sees them, and the block of outputs at which it does: [array][…].
struct FirstSight {
  std::int64_t column_block = 0, block = 0;
};
std::vector<std::vector<FirstSight>> first_sights(const Dealing& dealing, const std::vector<TileStep>& blocks);

}  // namespace skeptic
