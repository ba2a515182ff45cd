// The simulator against the naive twin on one case.
#pragma once

#include <string>

#include "support/random_case.h"

namespace skeptic {

/// Empty where both return the same integers, or refuse the case with the same diagnostic; else the first figure that differs, both values, and the
/// case.
std::string difference_from_twin(const RandomCase& random);

}  // namespace skeptic
