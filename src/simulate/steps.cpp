#include "simulate/steps.h"

#include <algorithm>

namespace skeptic {
namespace {

/// Deals windows [from, to) to the slices: slice l's next window in step s is from + l·stride + s·advance, while it is below its end.
void deal(StepPlan& plan, std::int64_t from, std::int64_t to, bool blocked) {
  const std::int64_t count = to - from, steps = ceil_divide(count, plan.slices);
  for (std::int64_t step = 0; step < steps; ++step) {
    std::int32_t active = 0;
    for (std::int64_t slice = 0; slice < plan.slices; ++slice) {
      const std::int64_t window = blocked ? slice * steps + step : step * plan.slices + slice;
      plan.windows.push_back(window < count ? static_cast<std::int32_t>(from + window) : -1);
      if (window < count) ++active;
    }
    plan.active.push_back(active);
  }
}

}  // namespace

StepPlan plan_steps(const ResolvedDesign& design, const Geometry& shape, std::int64_t position, std::int64_t past_position) {
  StepPlan plan;
  plan.slices = design.array_k;
  if (design.slices == Slices::Interleaved) {
    deal(plan, position / design.window, past_position / design.window, false);
    return plan;
  }
  for (std::int64_t at = position; at < past_position;) {
    const std::int64_t past = std::min(past_position, (at / shape.padded + 1) * shape.padded);
    deal(plan, at / design.window, past / design.window, true);
    at = past;
  }
  return plan;
}

}  // namespace skeptic
