// Steps of a wave: which window each slice works on (machine-model, section 4, slices).
#pragma once

#include <cstdint>
#include <vector>

#include "simulate/geometry.h"

namespace skeptic {

/// Slices 0 … active-1 have a window in a step; the others are idle.
struct StepPlan {
  std::int64_t slices = 1;
  std::vector<std::int32_t> windows;  ///< [step][slice]: the window's number along K'; -1 where there is none
  std::vector<std::int32_t> active;   ///< [step]
  std::int64_t steps() const { return static_cast<std::int64_t>(active.size()); }
  std::int64_t window(std::int64_t step, std::int64_t slice) const { return windows[static_cast<std::size_t>(step * slices + slice)]; }
};

StepPlan plan_steps(const ResolvedDesign& design, const Geometry& geometry, std::int64_t position, std::int64_t past_position);

}  // namespace skeptic
