#include "twin/prune.h"

#include <algorithm>
#include <cmath>

namespace skeptic::twin {
namespace {

/// Keeps the N highest of the M blocks that start at `group`, in rows [first, last).
void keep_highest(const Level& level, const Values& rows, std::size_t first, std::size_t last, std::int64_t group, Bits& kept) {
  std::vector<double> score(level.of, 0);
  for (std::int64_t b = 0; b < level.of; ++b)
    for (std::size_t r = first; r < last; ++r)
      for (std::int64_t c = 0; c < level.block; ++c) {
        const std::int64_t position = group + b * level.block + c;
        if (kept[r][position]) score[b] += std::fabs(static_cast<double>(rows[r][position]));
      }
  std::vector<bool> chosen(level.of, false);
  for (std::int64_t n = 0; n < level.keep; ++n) {
    std::int64_t best = -1;
    for (std::int64_t b = 0; b < level.of; ++b)
      if (!chosen[b] && (best < 0 || score[b] > score[best])) best = b;
    chosen[best] = true;
  }
  for (std::int64_t b = 0; b < level.of; ++b)
    if (!chosen[b])
      for (std::size_t r = first; r < last; ++r)
        for (std::int64_t c = 0; c < level.block; ++c) kept[r][group + b * level.block + c] = false;
}

}  // namespace

Bits slots_of(const Pattern& pattern, const Values& rows) {
  Bits kept;
  for (const auto& row : rows) kept.emplace_back(row.size(), true);
  for (auto level = pattern.levels.rbegin(); level != pattern.levels.rend(); ++level)
    for (std::size_t first = 0; first < rows.size(); first += level->height)
      for (std::size_t group = 0; group < rows[first].size(); group += level->group())
        keep_highest(*level, rows, first, std::min(first + level->height, rows.size()), static_cast<std::int64_t>(group), kept);
  return kept;
}

Values pruned(const Values& rows, const Bits& slots) {
  Values result = rows;
  for (std::size_t r = 0; r < rows.size(); ++r)
    for (std::size_t c = 0; c < rows[r].size(); ++c)
      if (!slots[r][c]) result[r][c] = 0;
  return result;
}

}  // namespace skeptic::twin
