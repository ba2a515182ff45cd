#include "stress/break_point.h"

#include <algorithm>

namespace skeptic {

BreakPoint find_break(std::span<const std::int64_t> samples, bool continuous, double threshold, const std::function<double(std::int64_t)>& result) {
  BreakPoint found{threshold};
  std::vector<bool> holds;
  for (const std::int64_t x : samples) holds.push_back(result(x) >= threshold);
  const auto first = std::find(holds.begin(), holds.end(), false);
  if (first == holds.end()) return found;
  const auto again = std::find(first, holds.end(), true);
  if (again != holds.end()) found.regained = samples[static_cast<std::size_t>(again - holds.begin())];
  if (first == holds.begin()) {
    found.kind = Break::AtOnce;
    return found;
  }
  const auto i = static_cast<std::size_t>(first - holds.begin());
  std::int64_t good = samples[i - 1], bad = samples[i];
  while (continuous && bad - good > std::max<std::int64_t>(1, (good - samples.front()) / 100)) {
    const std::int64_t middle = good + (bad - good) / 2;
    (result(middle) >= threshold ? good : bad) = middle;
  }
  found.kind = Break::Between;
  found.last_good = good, found.first_bad = bad;
  return found;
}

std::vector<std::int64_t> fourfold(std::int64_t first, std::int64_t last) {
  std::vector<std::int64_t> samples{first};
  for (std::int64_t step = 1; samples.back() < last; step *= 4) samples.push_back(std::min(last, first + step));
  return samples;
}

}  // namespace skeptic
