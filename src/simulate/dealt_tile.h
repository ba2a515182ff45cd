// `tile: auto` of several arrays that share the DRAM channel (docs/machine-model-notes.md, "Arrays on one channel").
#pragma once

#include <optional>

#include "simulate/block_plans.h"

namespace skeptic {

/// Of the candidates of machine-model, section 5, that fit one array's buffers, the first to end on all arrays, with the same lengths and ties.
/// `guess`: what may be good. Nothing where no candidate fits.
std::optional<Tile> best_dealt_tile(const ResolvedDesign& design, const Geometry& geometry, BlockPlans& plans, const std::optional<Tile>& guess);

}  // namespace skeptic
