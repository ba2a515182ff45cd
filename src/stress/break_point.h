// Where something that gets worse along an axis falls below a threshold.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace skeptic {

enum class Break {
  AtOnce,   ///< below the threshold at the axis's first sample
  Between,  ///< holds at `last_good`, not at `first_bad`
  Never,    ///< holds at all samples
};

struct BreakPoint {
  double threshold = 1;
  Break kind = Break::Never;
  std::int64_t last_good = 0, first_bad = 0;  ///< of Between; next to each other, or a percent apart
  std::optional<std::int64_t> regained{};     ///< the first sample behind the break at which it holds again
};

/// The first crossing of `result` >= `threshold`: the samples in their rising order, then, where there are values between them, bisection between the
/// last good and the first bad one, to neighbouring integers or to a percent of the way from the first sample. Each x is asked for once, and every
/// sample is.
BreakPoint find_break(std::span<const std::int64_t> samples, bool continuous, double threshold, const std::function<double(std::int64_t)>& result);

/// Samples from first to last in steps that grow fourfold.
std::vector<std::int64_t> fourfold(std::int64_t first, std::int64_t last);

}  // namespace skeptic
