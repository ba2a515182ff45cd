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
  std::int64_t end() const { return tiles.empty() ? 0 : tiles.back().store.finish; }
};

Schedule schedule(const std::vector<StageLengths>& lengths, std::int64_t buffers);

/// The array's waits between compute stages, in cycles: `load`, `store`, `select` and `decode` of the stack.
Stack waits(const Schedule& schedule);

}  // namespace skeptic::twin
