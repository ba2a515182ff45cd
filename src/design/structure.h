// The part of a key that is structure: two designs in which it is equal differ in parameters alone.
#pragma once

#include <string>
#include <string_view>

#include "design/design.h"

namespace skeptic {

/// The mechanisms that a key has a part in, as text; empty for parameters and labels.
std::string structure_of(const Design& design, std::string_view path);

}  // namespace skeptic
