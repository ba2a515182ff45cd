// The files that `skeptic rtl` writes: a module for every unit that a design adds, the modules that these use, and a README that says what is what.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rtl/added.h"

namespace skeptic {

struct RtlFile {
  std::string name;
  std::string text;
};

/// A module without parameters: the unit's component with the unit's values.
std::string unit_module(const AddedUnit& unit);

/// What every README begins with.
inline constexpr std::string_view kReadmeStart = "# What ";

/// All files: units first, then the library's modules, sorted; README.md last. `results` is added to the README as it is.
std::vector<RtlFile> rtl_files_of(const ResolvedDesign& design, const std::vector<AddedUnit>& units, const std::string& results);

}  // namespace skeptic
