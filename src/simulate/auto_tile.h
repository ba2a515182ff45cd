// `tile: auto`: every candidate that fits is run through the pipeline with data-independent lengths; the first to end is taken (machine-model,
// section 5).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "simulate/tiling.h"

namespace skeptic {

/// Bits and granules of the blocks of one operand, from capacities alone.
struct BlockTable {
  struct Block {
    std::int64_t bits = 0, granules = 0, units = 0;
  };
  std::int64_t depth_blocks = 1;
  std::vector<Block> blocks;  ///< [row or column block][depth block]
  std::int64_t total_bits = 0, largest = 0;
  const Block& at(std::int64_t block, std::int64_t depth) const { return blocks[static_cast<std::size_t>(block * depth_blocks + depth)]; }
  void add(const Block& block) {
    blocks.push_back(block);
    total_bits += block.bits;
    largest = std::max(largest, block.bits);
  }
};

/// What a block of columns reaches of A by a range of taps: distinct vectors, those among them that come first in an xR block, and distinct units
/// along the vectors.
struct Reach {
  std::int64_t vectors = 0, firsts = 0, unit_rows = 0;
};

/// Block tables of one layer, kept for the designs to come: a sweep of a latency or of a bandwidth asks for the same ones.
class BlockTables {
 public:
  std::shared_ptr<const BlockTable> get(const std::string& key, const std::function<BlockTable()>& make);
  std::shared_ptr<const std::vector<Reach>> reach(const std::string& key, const std::function<std::vector<Reach>()>& make);

 private:
  static constexpr std::int64_t kLargestKept = 4096;  ///< blocks
  std::map<std::string, std::shared_ptr<const BlockTable>> tables_;
  std::map<std::string, std::shared_ptr<const std::vector<Reach>>> reach_;
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
