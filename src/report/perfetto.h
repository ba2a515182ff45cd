// The times of one run or several as a trace that ui.perfetto.dev and chrome://tracing open: the Trace Event Format, as JSON (docs/perfetto.md).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "design/resolved.h"
#include "simulate/timeline.h"

namespace skeptic {

/// Slices of tiles that a run has at most in a trace; where a run has more tiles, slices of its longest layers stand for several.
inline constexpr std::int64_t kMostTileSlices = 50000;

/// One design's times.
struct TimedRun {
  const NetworkTimeline& timeline;
  const ResolvedDesign& design;
  std::int64_t runs = 1;  ///< batches that the command ran, of which this is the first
};

/// All of them from time zero, one below the other. `most_slices`: of each.
std::string trace_events(const std::vector<TimedRun>& runs, std::int64_t most_slices = kMostTileSlices);

}  // namespace skeptic
