#include "rtl/selectors.h"

#include <cassert>

namespace skeptic {

std::vector<Level> choosing_levels(const Pattern& pattern) {
  std::vector<Level> levels;
  for (const Level& level : pattern.levels)
    if (level.keep < level.of) levels.push_back(level);
  return levels;
}

bool selectable(const Pattern& pattern) {
  const std::size_t levels = choosing_levels(pattern).size();
  return pattern.height() == 1 && (levels == 1 || levels == 2);
}

ParameterValues selector_parameters(const Pattern& pattern, std::int64_t bits, bool absolute, std::int64_t stages) {
  assert(selectable(pattern));
  const std::vector<Level> levels = choosing_levels(pattern);
  const Level &outer = levels.front(), &inner = levels.back();
  const bool two = levels.size() == 2;
  return {{"LEVELS", two ? 2 : 1},
          {"KEEP0", inner.keep},
          {"OF0", inner.of},
          {"BLOCK0", inner.block},
          {"KEEP1", two ? outer.keep : 1},
          {"OF1", two ? outer.of : 2},
          {"BLOCK1", two ? outer.block : 1},
          {"BITS", bits},
          {"ABSOLUTE", absolute ? 1 : 0},
          {"STAGES", stages},
          {"GROUP", outer.group()}};
}

}  // namespace skeptic
