// Pruning to a pattern, literally (machine-model, section 2).
#pragma once

#include <vector>

#include "sparsity/pattern.h"

namespace skeptic::twin {

using Values = std::vector<std::vector<float>>;
using Bits = std::vector<std::vector<bool>>;

/// One where the position is a slot. Every row has the same length, a multiple of the pattern's group length; rows are taken in R's from the first.
Bits slots_of(const Pattern& pattern, const Values& rows);

/// The values with zeros outside the slots.
Values pruned(const Values& rows, const Bits& slots);

}  // namespace skeptic::twin
