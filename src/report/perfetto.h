// The times of a run as a trace that ui.perfetto.dev and chrome://tracing open: the Trace Event Format, as JSON (docs/perfetto.md).
#pragma once

#include <cstdint>
#include <string>

#include "design/resolved.h"
#include "simulate/timeline.h"

namespace skeptic {

/// Slices of tiles that a trace has at most; where a run has more tiles, slices of its longest layers stand for several.
inline constexpr std::int64_t kMostTileSlices = 50000;

/// `runs`: batches that the command ran, of which this is the first.
std::string trace_events(const NetworkTimeline& timeline, const ResolvedDesign& design, std::int64_t runs,
                         std::int64_t most_slices = kMostTileSlices);

}  // namespace skeptic
