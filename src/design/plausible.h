// What an `unknown` may turn out to be: the values that the review tries.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "design/design.h"

namespace skeptic {

/// As a file writes them: the two ends of a number's plausible range, the lower first; otherwise the choices. Empty where a key must be known.
std::vector<std::string> plausible_values(std::string_view path);

/// The same for one design: values that conflict with what it says (lanes beyond its window, a unit that is no multiple of its granule) are left out,
/// and an end is moved to the nearest value that the design allows. Each can be set with `with`.
std::vector<std::string> unknown_range(const Design& design, const std::string& path);

}  // namespace skeptic
