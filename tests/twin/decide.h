// Which pattern a unit of the feature map takes at run time (machine-model, section 8).
#pragma once

#include <cstdint>
#include <vector>

#include "design/resolved.h"
#include "twin/prune.h"

namespace skeptic::twin {

/// Consecutive vectors of one image × consecutive channels.
struct Unit {
  std::int64_t first_vector = 0, vectors = 0, first_channel = 0, channels = 0;
};

/// The units of one image of `vectors` vectors of C' channels, cut from vector 0 and channel 0.
std::vector<Unit> units_of(const Decision& decide, std::int64_t vectors, std::int64_t padded_channels);

/// The values of a unit; `first` is the image's first vector.
Values values_of(const Unit& unit, const Values& vectors, std::int64_t first);

/// The place in the list of the pattern that the policy picks for these values.
std::int64_t picked(const Policy& policy, const std::vector<Pattern>& patterns, const Values& unit);

}  // namespace skeptic::twin
