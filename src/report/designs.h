// The library as prior art: years, what runs, mechanisms.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "design/design.h"

namespace skeptic {

/// One row a design: year, name, runs or what it waits for, mechanisms. `designs`: as the library lists them; the text sorts them by year.
Json designs_json(const std::vector<Design>& designs);
std::string designs_text(const std::vector<Design>& designs, bool colour, int width);

/// One design: citation, mechanisms with what they are and whose, parameters, what a simulation leaves out; and what it is beside the library, itself
/// left out: also of a design that cannot be simulated.
Json design_json(const Design& design);
std::string design_text(const Design& design, bool colour, int width);

}  // namespace skeptic
