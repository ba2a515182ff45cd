// How a number spreads over the inputs that ran.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <vector>

namespace skeptic {

/// Quantiles by nearest rank: p90 is the smallest value that at least 90 % of the values do not exceed, so every quantile is one of the values.
template <typename Value>
struct Distribution {
  Value p50{}, p90{}, p99{};
  double mean = 0;
  Value min{}, max{};
};

/// Of at least one value. The mean is summed in the order of the values.
template <typename Value>
Distribution<Value> distribution(std::vector<Value> values) {
  assert(!values.empty());
  Distribution<Value> made;
  double sum = 0;
  for (const Value& value : values) sum += static_cast<double>(value);
  made.mean = sum / static_cast<double>(values.size());
  std::sort(values.begin(), values.end());
  const auto rank = [&](std::size_t percent) { return values[(percent * values.size() + 99) / 100 - 1]; };
  made.p50 = rank(50), made.p90 = rank(90), made.p99 = rank(99);
  made.min = values.front(), made.max = values.back();
  return made;
}

}  // namespace skeptic
