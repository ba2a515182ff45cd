#include "twin/decide.h"

#include <algorithm>

namespace skeptic::twin {
namespace {

double energy(const Values& rows) {
  double sum = 0;
  for (const auto& row : rows)
    for (const float value : row) sum += static_cast<double>(value) * static_cast<double>(value);
  return sum;
}

std::int64_t nonzeros(const Values& rows) {
  std::int64_t count = 0;
  for (const auto& row : rows)
    for (const float value : row) count += value != 0;
  return count;
}

}  // namespace

std::vector<Unit> units_of(const Decision& decide, std::int64_t vectors, std::int64_t padded_channels) {
  const std::int64_t channels = decide.channels.value_or(padded_channels);
  std::vector<Unit> units;
  for (std::int64_t v = 0; v < vectors; v += decide.pixels)
    for (std::int64_t c = 0; c < padded_channels; c += channels)
      units.push_back({v, std::min(decide.pixels, vectors - v), c, std::min(channels, padded_channels - c)});
  return units;
}

Values values_of(const Unit& unit, const Values& vectors, std::int64_t first) {
  Values values;
  for (std::int64_t v = 0; v < unit.vectors; ++v) {
    const auto begin = vectors[first + unit.first_vector + v].begin() + unit.first_channel;
    values.emplace_back(begin, begin + unit.channels);
  }
  return values;
}

std::int64_t picked(const Policy& policy, const std::vector<Pattern>& patterns, const Values& unit) {
  const std::int64_t positions = static_cast<std::int64_t>(unit.size() * unit.front().size());
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    const Values kept = pruned(unit, slots_of(patterns[i], unit));
    bool qualifies = false;
    switch (policy.kind) {
      case PolicyKind::Cover:
        qualifies = nonzeros(kept) == nonzeros(unit);
        break;
      case PolicyKind::Energy:
        qualifies = energy(kept) >= policy.limits.front() * energy(unit);
        break;
      case PolicyKind::Density:
        qualifies = static_cast<double>(nonzeros(unit)) / static_cast<double>(positions) <= policy.limits[i];
        break;
    }
    if (qualifies) return static_cast<std::int64_t>(i);
  }
  return static_cast<std::int64_t>(patterns.size()) - 1;
}

}  // namespace skeptic::twin
