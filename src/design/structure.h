// The part of a value that is structure: two values with the same structure differ in parameters alone.
#pragma once

#include <string>
#include <string_view>

#include "design/design.h"

namespace skeptic {

/// "N:M" for 2:4 and for 4:8, "N:M/N:M" for 2:4/1:2; the word of a choice; the name of an encoding or of a policy's rule; for an integer mechanism
/// (`slack`) whether it is its default. Empty for parameters and labels. A key that is not written has the structure of its default.
std::string structure_of(const Design& design, std::string_view path);
std::string structure_of(std::string_view path, const Value& value);

/// "N:M@B/N:M": a pattern without its numbers. Blocks of the default size are not named.
std::string form_of(const Pattern& pattern);

}  // namespace skeptic
