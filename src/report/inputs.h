// What several inputs have in common in every report: how the numbers spread over them, and what their activations were measured with.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/json.h"
#include "report/style.h"
#include "simulate/counts.h"
#include "simulate/distribution.h"

namespace skeptic {

/// p50, p90, p99 (nearest rank), mean, min, max.
template <typename Value>
Json distribution_json(const Distribution<Value>& found) {
  return Json{{"p50", found.p50}, {"p90", found.p90}, {"p99", found.p99}, {"mean", found.mean}, {"min", found.min}, {"max", found.max}};
}

/// "8 images" where they ran as one batch, "sum of 1,000 inputs", "sum of 992 inputs in batches of 32".
std::string inputs_words(std::int64_t images, std::int64_t inputs);

/// "input", or "batch" where several run together.
std::string batch_word(std::int64_t images);

/// The quantiles of the cycles of a batch, and a histogram; nothing of a single batch.
std::string batches_text(std::int64_t images, const std::vector<std::int64_t>& batch_cycles, const Style& style);

/// A sentence where a result is open-loop, or where the inputs were measured with a design's pruning; empty otherwise.
std::string loop_words(bool open_loop, const std::string& pruned_by);

}  // namespace skeptic
