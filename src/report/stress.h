// The stress test by itself: every axis with its curve, where it breaks, why, and what would lift it.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "stress/axis_run.h"

namespace skeptic {

Json stress_json(const AxisCase& of, const std::vector<AxisFinding>& findings, const std::vector<RealInputs>& real);

/// The head, one axis, and the line that sums up: what `skeptic stress` prints as it goes.
/// `unknowns`: keys that the file leaves open, and that the case has at their kindest.
std::string stress_head(const AxisCase& of, const std::vector<std::string>& unknowns, bool colour);
std::string axis_text(const AxisFinding& finding, const std::vector<RealInputs>& real, bool colour);
std::string stress_summary(const std::vector<AxisFinding>& findings, bool colour);

}  // namespace skeptic
