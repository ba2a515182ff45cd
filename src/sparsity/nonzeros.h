// Where values are not zero.
#pragma once

#include <cstdint>

#include "sparsity/mask.h"

namespace skeptic {

/// Ones where `values` ([rows, columns], row-major) are not 0.
Mask nonzeros_of(const float* values, std::int64_t rows, std::int64_t columns);

}  // namespace skeptic
