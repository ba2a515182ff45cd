// Rows of parameters that state two values at once, or one of all parts.
#pragma once

#include <string>

#include "papers/collect.h"

namespace skeptic::papers {

/// "rows x columns : 32 x 16", "weights / activations : 4 b / 8 b": two values for two words of the label, `plain` in small letters.
bool read_pair(const Sentence& one, const std::string& plain, Standing standing, Collector& collector);
/// "PEs x lanes: 1024" are all multipliers, "ports per bank (both): 1" those of both memories.
bool read_of_all(const Sentence& one, const std::string& plain, Standing standing, Collector& collector);

}  // namespace skeptic::papers
