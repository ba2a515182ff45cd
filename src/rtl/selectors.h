// The parameters of the magnitude selector (rtl/selector.sv) for a pattern.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sparsity/pattern.h"

namespace skeptic {

/// Values of a module's parameters, in the order of its header.
using ParameterValues = std::vector<std::pair<std::string, std::int64_t>>;

/// The levels of a pattern that choose something: those that keep all of their blocks are left out.
std::vector<Level> choosing_levels(const Pattern& pattern);
/// Whether the selector can be built: one or two levels that choose, blocks of single rows.
bool selectable(const Pattern& pattern);
/// `pattern` is selectable. Values of `bits` bits: two's complement if `absolute`, magnitudes otherwise; `stages` ranks of registers.
ParameterValues selector_parameters(const Pattern& pattern, std::int64_t bits, bool absolute, std::int64_t stages);

}  // namespace skeptic
