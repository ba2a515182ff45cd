// Whether a network can be run row by row from its table alone: every tensor has a name, and every row reads its inputs as they lie
// (docs/networks.md).
#pragma once

#include "base/diagnostic.h"
#include "workload/layer.h"

namespace skeptic {

/// Everything that stands against it (NetworkLayer); a table without problems needs a checkpoint and an input to run. Machines that are only
/// simulated need less: for them, sizes that fit are enough.
Diagnostics run_problems(const Network& network);

}  // namespace skeptic
