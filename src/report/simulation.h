// A simulation's results: JSON for programs, tables for people.
#pragma once

#include <optional>
#include <string>

#include "base/json.h"
#include "cost/cost.h"
#include "design/resolved.h"
#include "simulate/counts.h"

namespace skeptic {

/// Of all inputs together: cycles, compute_cycles, lanes, stack, dropped, and the same by layer under "layers"; integers are never formatted.
/// `spent`: joules, where the technology has a table. `batch_cycles` are those of every batch, `cycles_of_batch` their quantiles.
Json simulation_json(const NetworkCounts& counts, const std::optional<Energy>& spent);

/// The cycle stack in total with bars, how cycles spread over the inputs, and one line a layer. `colour`: escape codes for a terminal.
std::string simulation_text(const ResolvedDesign& design, const NetworkCounts& counts, bool colour);

}  // namespace skeptic
