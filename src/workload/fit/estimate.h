// From a trace to its fit.
#pragma once

#include <functional>

#include "workload/fit/fit.h"
#include "workload/fit/moments.h"
#include "workload/trace_file.h"

namespace skeptic {

/// The fit of one tensor; reads every input twice, and holds one at a time.
TensorFit fit_tensor(const TensorShape& shape, std::int64_t inputs, const InputReader& input);

/// Weights of a layer that is no matmul, [M][taps][C/groups].
WeightsFit fit_weights(const Layer& layer, const std::vector<float>& weights);

/// The first `inputs` inputs of a trace; layers that read the same rows are fitted once. `progress(done, of)` is called from any thread after every
/// tensor. Throws UserError: what Trace::operands has.
Fit fit_trace(const Trace& trace, std::int64_t inputs, const std::function<void(std::int64_t, std::int64_t)>& progress = {});

}  // namespace skeptic
