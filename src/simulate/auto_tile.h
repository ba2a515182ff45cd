// `tile: auto`: every candidate that fits is run through the pipeline with data-independent lengths; the first to end is taken (machine-model, section 5).
#pragma once

#include <optional>

#include "simulate/tiling.h"

namespace skeptic {

/// Capacities of the largest blocks of any tile, in bits, one copy.
struct BlockNeeds {
  std::int64_t weights = 0, activations = 0, accumulators = 0;
};

BlockNeeds block_needs(const ResolvedDesign& design, const Geometry& geometry, const Tile& tile);
/// Of the smallest candidate.
BlockNeeds smallest_needs(const ResolvedDesign& design, const Geometry& geometry);
/// Nothing where no candidate fits.
std::optional<Tile> best_tile(const ResolvedDesign& design, const Geometry& geometry);

}  // namespace skeptic
