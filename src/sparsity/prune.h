// Pruning values to a pattern (machine-model, section 2), with its tie rule: on equal scores the lower index is kept.
#pragma once

#include <cstdint>
#include <span>

#include "sparsity/mask.h"
#include "sparsity/pattern.h"

namespace skeptic {

/// The slots of `values` ([rows, columns], row-major, `columns` a multiple of the pattern's group length).
/// The innermost level is pruned first, in every row by itself, then outwards; a block's score is the sum, in double precision, of the
/// absolute values that it still holds. Rows are taken `height` at a time from row 0; the last may be fewer.
/// Dense and unstructured patterns: every position is a slot.
Mask slots_of(const Pattern& pattern, std::span<const float> values, std::int64_t rows, std::int64_t columns);

/// The same, for some rows of a larger mask: writes rows [first_row, first_row + rows) and columns [first_column, first_column + columns)
/// of `slots`, which are 0 before. Row r of `values` starts at values[r * stride].
void write_slots(const Pattern& pattern, const float* values, std::int64_t stride, std::int64_t rows, std::int64_t columns, Mask& slots,
                 std::int64_t first_row, std::int64_t first_column);

}  // namespace skeptic
