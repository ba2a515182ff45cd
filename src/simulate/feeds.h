// Cycles to read a step's operands from their buffers (machine-model, section 4, feed).
#pragma once

#include <cstdint>
#include <vector>

#include "simulate/sides.h"
#include "simulate/steps.h"

namespace skeptic {

/// Domains of the full array, D of section 4.
std::int64_t domain_count(const ResolvedDesign& design);

/// By block of rows (columns) and step: one figure, or one for every domain that differs. Empty where the buffer has no width.
struct Feeds {
  std::int64_t of_step = 1;  ///< 1; rows (columns) of the array; or slices times as many, [slice][element]
  std::vector<std::int64_t> cycles;
  const std::int64_t* at(std::int64_t block, std::int64_t step, std::int64_t steps) const {
    return cycles.empty() ? nullptr : cycles.data() + (block * steps + step) * of_step;
  }
  std::int64_t largest() const;
};

Feeds weight_feeds(const ResolvedDesign& design, const Geometry& geometry, const StepPlan& plan, const WeightSide& weights);
Feeds activation_feeds(const ResolvedDesign& design, const Geometry& geometry, const StepPlan& plan, const ActivationSide& activations);

/// No step takes longer to feed.
long double feed_bound(const ResolvedDesign& design);

/// Bits that the array reads of each operand from its buffer over the whole group: every domain reads its own copy.
struct BufferReads {
  std::int64_t weights = 0, activations = 0;
};
std::int64_t weight_reads(const ResolvedDesign& design, const Geometry& geometry, const WeightSide& weights);
std::int64_t activation_reads(const ResolvedDesign& design, const Geometry& geometry, const ActivationSide& activations);

}  // namespace skeptic
