// Choosing a pattern at run time (machine-model, section 8): a policy looks at a unit of the feature map and picks from the design's list.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "design/resolved.h"
#include "simulate/sides.h"

namespace skeptic {

/// Values of one group, padded: [vectors][padded], row-major.
struct PaddedMap {
  std::int64_t vectors = 0, padded = 0;
  std::vector<float> values;
};

/// Fills `units.pattern` with the policy's picks and `slots` ([vectors, padded], 0 before) with the positions that the picked patterns keep.
/// `before` is the image before the map's first, for `from: previous-input`; null where there is none.
void choose_patterns(const Operand& operand, const PaddedMap& map, const PaddedMap* before, Units& units, Mask& slots);

}  // namespace skeptic
