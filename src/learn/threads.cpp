#include "learn/threads.h"

#include <torch/torch.h>

/// OpenBLAS's own; absent where another library does the matrix products.
extern "C" void openblas_set_num_threads(int threads) __attribute__((weak));

namespace skeptic {

void compute_on_one_thread() {
  at::set_num_threads(1);
  if (openblas_set_num_threads != nullptr) openblas_set_num_threads(1);
}

}  // namespace skeptic
