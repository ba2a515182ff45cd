// Where something that gets worse along an axis falls below a threshold.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace skeptic {

/// One measurement along an axis.
struct AxisPoint {
  std::int64_t x = 0;
  double result = 0;
};

enum class Break {
  AtOnce,   ///< below the threshold at the axis's first value
  Between,  ///< holds at `last_good`, not at `first_bad`
  Never,    ///< holds at the axis's last value
};

struct BreakPoint {
  Break kind = Break::Never;
  std::int64_t last_good = 0, first_bad = 0;  ///< of Between
  std::vector<AxisPoint> measured;            ///< all that was run, by x
};

/// The break point of `result` >= `threshold` over the integers first … last: steps that grow fourfold up to the break, then bisection to
/// neighbouring integers, or to 1 % of the value where the axis is long. `result` is taken to fall along the axis; each x is run once.
BreakPoint find_break(std::int64_t first, std::int64_t last, double threshold, const std::function<double(std::int64_t)>& result);

}  // namespace skeptic
