// The array of processing elements: compute time of a tile, exactly (machine-model, sections 4 and 8).
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "simulate/sides.h"
#include "simulate/tiling.h"

namespace skeptic {

/// Sums over tiles, in cycles; but for the times over all elements too.
struct ArraySums {
  std::int64_t cycles = 0;                ///< ct
  std::int64_t cycles_without_waits = 0;  ///< ct1
  std::int64_t cycles_without_feeds = 0;  ///< ct2: without waits and feeds
  std::int64_t cost0 = 0, cost1 = 0, cost2 = 0, cost = 0;
  std::int64_t edge = 0, imbalance = 0;
  std::int64_t switches = 0;    ///< steps x domains that switched
  std::int64_t first_uses = 0;  ///< of a unit in a tile, summed over domains; read where the choice is made at use
  ArraySums& operator+=(const ArraySums& other);
};

/// What an array did: the compute time of every tile, ct, and sums.
struct ArrayRun {
  std::vector<std::int64_t> cycles;
  ArraySums sums;
};

/// What outlives a tile: the patterns that each column of each array saw last, and how long each PE was busy.
struct ArrayState {
  /// [array]: by column (and slice, for the domain `pe`); 0 before the first.
  std::vector<std::vector<std::uint32_t>> last_patterns;
  std::size_t array = 0;           ///< to which the next block of outputs is dealt
  std::vector<std::int64_t> busy;  ///< [slice][row][column], cycles, of all arrays together

  std::vector<std::uint32_t>& patterns() { return last_patterns[array]; }
  /// The tile has run.
  void pass(const TileStep& tile) {
    if (tile.last_depth && ++array == last_patterns.size()) array = 0;
  }
};

/// The array on one group. Operands are packed once, for any number of runs.
class Array {
 public:
  virtual ~Array() = default;
  /// Tiles of this size in the order in which they run. It is the size that the operands are packed for, but where they suit any.
  virtual ArrayRun run(const Tile& size, const std::vector<TileStep>& tiles, ArrayState& state) = 0;
};

/// The weights of one group, laid out for the array, every range of K' of its tiles: the same for any input. Read by any number of arrays at once.
class PackedWeights {
 public:
  virtual ~PackedWeights() = default;
};

ArrayState initial_state(const ResolvedDesign& design);
/// Whether operands that are packed for one tile suit all: the order of the steps does not depend on where K' is cut.
bool packs_suit_any_tile(const ResolvedDesign& design, const Geometry& geometry);
/// The weights of a group for tiles of this size, whatever the input.
std::unique_ptr<PackedWeights> packed_weights(const ResolvedDesign& design, const Geometry& geometry, const WeightSide& weights, const Tile& tile);
/// `weights` are packed_weights of the same design and geometry, and of the tiles that run. An array that runs again with other tiles remembers
/// more. What is given outlives the array, but for the design.
std::unique_ptr<Array> make_array(const ResolvedDesign& design, const Geometry& geometry, const PackedWeights& weights,
                                  const ActivationSide& activations, bool runs_again);

}  // namespace skeptic
