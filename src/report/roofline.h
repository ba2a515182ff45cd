// The roofline: rates, intensities and what binds, layer by layer.
#pragma once

#include <string>

#include "base/json.h"
#include "cost/cost.h"
#include "cost/roofline.h"

namespace skeptic {

Json roofline_json(const Roofline& roofline);
std::string roofline_text(const Roofline& roofline, bool colour);

/// Joules and watts of a run.
Json run_power_json(const Energy& energy);
std::string run_power_text(const Energy& energy, bool colour);

}  // namespace skeptic
