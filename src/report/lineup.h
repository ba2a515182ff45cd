// Many designs beside each other: a row each.
#pragma once

#include <string>

#include "base/json.h"
#include "stress/lineup.h"

namespace skeptic {

/// {"network", "images", "inputs", "designs": […], "not_run": […]}. Every design is named with what it costs at the area of the first, what it drops,
/// who dominates it, and what its simulation leaves out.
Json lineup_json(const Lineup& lineup);
/// The table, who cannot run, and what simulations leave out.
std::string lineup_text(const Lineup& lineup, bool colour);

}  // namespace skeptic
