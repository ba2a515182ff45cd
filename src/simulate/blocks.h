// Which granules of A a tile touches, and which of them it loads (machine-model, section 5).
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <vector>

#include "simulate/geometry.h"

namespace skeptic {

/// Sizes of a tile in one layer: columns and rows of O, positions of K'. `k` is a multiple of granule x array.k, or the whole depth.
struct Tile {
  std::int64_t m = 1, n = 1, k = 1;
  friend bool operator==(const Tile&, const Tile&) = default;
};

/// Enumerates the distinct (vector, granule) pairs of the blocks of A, as ranges of granules of one vector.
///
/// A block's columns reach a vector through taps; for a range of K' the granules of a tap fall into at most three runs that share a range of
/// taps, so vectors are collected once a run. Where the whole layer stays in the buffer, a granule is loaded by the first block that touches it: the
/// first block of columns that reaches its vector, at the lowest tap by which it does.
class ActivationBlocks {
 public:
  ActivationBlocks(const Geometry& geometry, std::int64_t tile_n, std::int64_t tile_k, bool stays)
      : shape_(geometry), tile_n_(tile_n), tile_k_(tile_k), stays_(stays), stamp_(static_cast<std::size_t>(geometry.vectors), -1) {
    if (!stays_) return;
    std::vector<std::int64_t> all(static_cast<std::size_t>(column_blocks()));
    std::iota(all.begin(), all.end(), 0);
    visit_in(all);
  }

  /// Where the layer stays in the buffer: these blocks of columns alone are loaded, in this order. Without it, all in turn.
  void visit_in(const std::vector<std::int64_t>& order) {
    first_.assign(static_cast<std::size_t>(shape_.vectors), {});
    for (const std::int64_t block : order)
      for (std::int64_t tap = 0; tap < shape_.taps; ++tap)
        for (std::int64_t column = block * tile_n_; column < std::min(shape_.columns, (block + 1) * tile_n_); ++column) {
          const std::int64_t vector = shape_.vector_at(tap, column);
          if (vector >= 0 && first_[static_cast<std::size_t>(vector)].column_block < 0) first_[static_cast<std::size_t>(vector)] = {block, tap};
        }
  }

  std::int64_t column_blocks() const { return ceil_divide(shape_.columns, tile_n_); }
  std::int64_t depth_blocks() const { return ceil_divide(shape_.depth(), tile_k_); }

  /// Granules [first_granule, past_granule) of every tap in [first_tap, last_tap].
  struct Run {
    std::int64_t first_granule, past_granule, first_tap, last_tap;
  };

  /// The runs of a range of K': at most three, with granules ascending.
  static std::vector<Run> runs(const Geometry& shape, std::int64_t tile_k, std::int64_t depth_block) {
    const std::int64_t per_tap = shape.granules_per_tap();
    const std::int64_t from = depth_block * tile_k / shape.granule;
    const std::int64_t to = std::min(shape.granules(), from + tile_k / shape.granule);
    const std::int64_t head = from % per_tap, tail = (to - 1) % per_tap + 1;
    std::array<std::int64_t, 4> cuts{0, head, tail, per_tap};
    std::sort(cuts.begin(), cuts.end());
    std::vector<Run> found;
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
      if (cuts[i] == cuts[i + 1]) continue;
      const std::int64_t first_tap = from / per_tap + (cuts[i] < head ? 1 : 0);
      const std::int64_t last_tap = (to - 1) / per_tap - (cuts[i] >= tail ? 1 : 0);
      if (first_tap <= last_tap) found.push_back({cuts[i], cuts[i + 1], first_tap, last_tap});
    }
    return found;
  }

  /// visit(vector) for the distinct vectors that a block of columns reaches by a range of taps; where the layer stays in the buffer, those alone that
  /// no earlier block and no lower tap has reached.
  template <typename Visit>
  void for_each_vector(std::int64_t column_block, std::int64_t first_tap, std::int64_t last_tap, const Visit& visit) {
    const std::int64_t first_column = column_block * tile_n_, past_column = std::min(shape_.columns, first_column + tile_n_);
    ++stamps_;
    for (std::int64_t tap = first_tap; tap <= last_tap; ++tap)
      for (std::int64_t column = first_column; column < past_column; ++column) {
        const std::int64_t vector = shape_.vector_at(tap, column);
        if (vector < 0 || stamp_[static_cast<std::size_t>(vector)] == stamps_) continue;
        stamp_[static_cast<std::size_t>(vector)] = stamps_;
        if (stays_) {
          const First& first = first_[static_cast<std::size_t>(vector)];
          if (first.column_block != column_block || first.tap < first_tap || first.tap > last_tap) continue;
        }
        visit(vector);
      }
  }

  /// visit(vector, first granule, past the last granule), granules counted within a vector. Where the layer stays in the buffer, only what no earlier
  /// block has loaded; otherwise all that the block touches.
  template <typename Visit>
  void for_each(std::int64_t column_block, std::int64_t depth_block, const Visit& visit) {
    for (const Run& run : runs(shape_, tile_k_, depth_block))
      for_each_vector(column_block, run.first_tap, run.last_tap, [&](std::int64_t vector) { visit(vector, run.first_granule, run.past_granule); });
  }

 private:
  struct First {
    std::int64_t column_block = -1, tap = -1;
  };

  const Geometry& shape_;
  std::int64_t tile_n_, tile_k_;
  bool stays_;
  std::int64_t stamps_ = -1;
  std::vector<std::int64_t> stamp_;
  std::vector<First> first_;
};

}  // namespace skeptic
