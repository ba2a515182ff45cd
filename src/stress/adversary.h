// The input that hurts most: a bounded, seeded search among masks of one density.
#pragma once

#include <cstdint>

#include "design/resolved.h"
#include "simulate/counts.h"

namespace skeptic {

/// What one mask does to a contest on the array alone: DRAM is left out, so that nothing hides behind loads.
struct MaskResult {
  double speedup = 0;  ///< the baseline's compute time over the proposal's
  LayerCounts proposal;
  std::int64_t baseline_cycles = 0;  ///< of computing
};

struct Adversary {
  MaskResult typical;  ///< the median of random masks
  MaskResult worst;    ///< the least speed-up that was found
};

/// One layer of two waves by two, eight granules deep; half of the weights zero, and `density` of the activations not. Random masks, then constructed
/// ones (whole columns dense, whole windows dense, both in turn), then swaps of two values from the worst of these. Values move with their places, so
/// that patterns and choices see the same values at other places. Deterministic in the seed.
Adversary find_worst_mask(const ResolvedDesign& proposal, const ResolvedDesign& baseline, double density, std::uint64_t seed);

}  // namespace skeptic
