#include "stress/break_point.h"

#include <algorithm>
#include <map>
#include <optional>

namespace skeptic {

BreakPoint find_break(std::int64_t first, std::int64_t last, double threshold, const std::function<double(std::int64_t)>& result) {
  std::map<std::int64_t, double> known;
  const auto holds = [&](std::int64_t x) {
    const auto [at, fresh] = known.try_emplace(x, 0.0);
    if (fresh) at->second = result(x);
    return at->second >= threshold;
  };
  BreakPoint found;
  if (!holds(first)) {
    found.kind = Break::AtOnce;
  } else {
    std::int64_t good = first;
    std::optional<std::int64_t> bad;
    for (std::int64_t step = 1; !bad && good < last; step *= 4) {
      const std::int64_t next = std::min(last, first + step);
      if (holds(next))
        good = next;
      else
        bad = next;
    }
    if (bad) {
      while (*bad - good > std::max<std::int64_t>(1, (good - first) / 100)) {
        const std::int64_t middle = good + (*bad - good) / 2;
        (holds(middle) ? good : *bad) = middle;
      }
      found.kind = Break::Between;
      found.last_good = good;
      found.first_bad = *bad;
    }
  }
  for (const auto& [x, value] : known) found.measured.push_back({x, value});
  return found;
}

}  // namespace skeptic
