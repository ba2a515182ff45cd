// What must hold between the keys of a design (machine-model, sections 4 to 8).
#pragma once

#include "design/design.h"
#include "design/errors.h"

namespace skeptic {

/// Adds every conflict among values that are known; an unknown value conflicts with nothing yet.
void check_conflicts(const Design& design, Errors& errors);

}  // namespace skeptic
