// load → select → decode → compute → store, one DRAM channel (machine-model, section 5).
#pragma once

#include <cstdint>
#include <vector>

namespace skeptic {

/// Lengths of one tile's stages, in cycles.
struct TileStages {
  std::int64_t load = 0, select = 0, decode = 0, compute = 0, store = 0;
};

/// When a layer ends, and what the array waited for: the waits and the computing sum to `end`.
struct PipelineTimes {
  std::int64_t end = 0;
  std::int64_t wait_load = 0, wait_select = 0, wait_decode = 0, wait_store = 0;
};

/// Tiles in order; `buffers` >= 1 tiles are loaded ahead.
PipelineTimes run_pipeline(const std::vector<TileStages>& tiles, std::int64_t buffers);

}  // namespace skeptic
