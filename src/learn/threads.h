// One thread a computation: sums are then made in one order, and results do not depend on how many threads there are.
#pragma once

namespace skeptic {

/// For the calling thread's torch operations, and for all of OpenBLAS's. Several such threads may run side by side.
void compute_on_one_thread();

}  // namespace skeptic
