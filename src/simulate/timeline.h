// When which tile is in which stage, and what the arrays wait for meanwhile: the times behind a layer's cycles and its stack.
#pragma once

#include <string>
#include <vector>

#include "simulate/counts.h"
#include "simulate/dealt_pipeline.h"

namespace skeptic {

/// An array that computes nothing.
struct ArrayWait {
  std::int64_t array = 0;
  Slot slot{};  ///< where the stack has it: load, select, decode, store; of several arrays also edge and imbalance
  CycleRange when;
};

/// One layer on one batch; times from its start.
struct LayerTimeline {
  LayerCounts counts;
  std::int64_t arrays = 1;
  std::vector<TileTimes> tiles;  ///< in their order; none on the vector unit
  std::vector<ArrayWait> waits;  ///< by array, in the order of time; together with the computing they fill every array's time
};

struct NetworkTimeline {
  std::string network;
  std::vector<LayerTimeline> layers;  ///< one after the other
};

/// The waits between the tiles of a layer that ends at `end` (machine-model, section 6; docs/machine-model-notes.md for several arrays).
std::vector<ArrayWait> waits_between(const std::vector<TileTimes>& tiles, std::int64_t arrays, std::int64_t end);

}  // namespace skeptic
