// Text in LaTeX: whatever the user wrote is printed as it is and never runs. The result is ASCII, and stands in captions, cells and labels.
#pragma once

#include <string>
#include <string_view>

namespace skeptic {

/// Words. Long ones may break behind their dots, slashes, hyphens and underscores. What has no known sign is printed as its code, U+4E2D.
std::string latex_text(std::string_view text);

/// One line of fixed width that may break at its spaces, none of which is lost; every character stays the one that was typed.
std::string latex_code(std::string_view line);

}  // namespace skeptic
