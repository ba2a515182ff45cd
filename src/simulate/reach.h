// How many vectors of A a block of columns reaches by a range of taps (machine-model, section 5), counted many at a time: of every tap, columns in
// order reach vectors in order, so what a block reaches by it is a stretch of the vectors that the tap reaches at all.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "simulate/geometry.h"
#include "simulate/sides.h"

namespace skeptic {

/// What a block of columns reaches of A by a range of taps: distinct vectors, those among them that come first in an xR block, and distinct units
/// along the vectors.
struct Reach {
  std::int64_t vectors = 0, firsts = 0, unit_rows = 0;
  friend bool operator==(const Reach&, const Reach&) = default;
};

struct TapRange {
  std::int64_t first = 0, last = 0;
  friend auto operator<=>(const TapRange&, const TapRange&) = default;
};

struct ReachTable {
  std::vector<Reach> blocks;  ///< by block of columns
  Reach sum, largest;         ///< over the blocks, each number on its own
};

/// What of a vector is counted beside itself.
struct ReachRules {
  std::int64_t height = 1,
               pixels = 0;  ///< of the pattern's blocks; of the units, 0 without any
  friend auto operator<=>(const ReachRules&, const ReachRules&) = default;
};
ReachRules reach_rules(const ResolvedDesign& design);

/// The reach of one layer, kept for the designs to come.
class LayerReach {
 public:
  /// The first block alone, of any size.
  Reach first_block(const Geometry& shape, const ReachRules& rules, std::int64_t tile_n, const TapRange& taps);
  /// Of blocks of `tile_n` columns; where the layer stays in the buffer, without what an earlier block or a lower tap has reached.
  std::shared_ptr<const ReachTable> get(const Geometry& shape, const ReachRules& rules, std::int64_t tile_n, bool stays, const TapRange& taps);

 private:
  void find_reached(const Geometry& shape);
  /// [block of columns][tap, of taps + 1]: what the block's taps before it are the first to reach; without units.
  const std::vector<Reach>& new_by_tap(const Geometry& shape, const ReachRules& rules, std::int64_t tile_n);

  std::map<std::tuple<ReachRules, std::int64_t, bool, TapRange>, std::shared_ptr<const ReachTable>> tables_;
  std::map<std::pair<ReachRules, std::int64_t>, std::vector<Reach>> new_by_tap_;
  std::vector<std::vector<std::uint64_t>> reached_;  ///< by tap: a bit for every vector
};

}  // namespace skeptic
