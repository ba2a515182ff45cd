#include "sparsity/nonzeros.h"

#include "sparsity/bit_ranges.h"
#include "sparsity/kernels/kernels.h"

namespace skeptic {

Mask nonzeros_of(const float* values, std::int64_t rows, std::int64_t columns) {
  Mask mask(rows, columns);
  write_runs({values, columns, columns, mask, 0, 0}, rows, pruning_kernels().nonzeros);
  return mask;
}

}  // namespace skeptic
