// The array on one tile: every element, every step, every domain (machine-model, sections 4, 6 and 8).
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "base/rational.h"
#include "simulate/counts.h"
#include "twin/tile.h"

namespace skeptic::twin {

/// What outlives a tile: by domain and column of the array, the last non-empty set of patterns.
using LastPatterns = std::map<std::pair<std::int64_t, std::int64_t>, std::set<std::int64_t>>;

struct TileRun {
  std::int64_t cycles = 0;                  ///< ct
  Stack stack;                              ///< of these, in lane slots
  std::vector<std::int64_t> busy;           ///< by element
  std::int64_t switches = 0;                ///< steps × domains
  std::int64_t decided_at_use = 0;          ///< units × domains that made a step wait, counted also where the latency is 0
  Rational weights_read, activations_read;  ///< bits
};

TileRun run_tile(const ResolvedDesign& design, const Operand& weights, const Product& product, const Tile& tile, LastPatterns& last);

}  // namespace skeptic::twin
