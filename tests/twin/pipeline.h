// Load, select, decode, compute and store of the tiles, with one DRAM channel in an explicit order (machine-model, sections 5 and 6).
#pragma once

#include <cstdint>
#include <vector>

#include "simulate/counts.h"

namespace skeptic::twin {

/// Cycles of one tile in each stage.
struct StageLengths {
  std::int64_t load = 0, select = 0, decode = 0, compute = 0, store = 0;
};

struct Interval {
  std::int64_t start = 0, finish = 0;
};

struct Times {
  Interval load, select, decode, compute, store;
};

struct Schedule {
  std::vector<Times> tiles;
  std::vector<std::vector<std::int64_t>> by_array;  ///< numbers of tiles, in the order in which the array runs them
  std::int64_t end() const;
};

/// `arrays`: of each tile, the one that runs it, of so many. Loads and stores take turns by the tile's place on its array, then by array.
Schedule schedule(const std::vector<StageLengths>& lengths, const std::vector<std::int64_t>& arrays, std::int64_t count, std::int64_t buffers);

/// What the arrays wait for between compute stages and at the layer's end, in cycles: `load`, `store`, `select` and `decode` of the stack; of several
/// arrays also `edge` and `imbalance`.
Stack waits(const Schedule& schedule);

}  // namespace skeptic::twin
