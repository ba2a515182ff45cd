// Loops over independent work. Results never depend on the number of threads: each index writes its own place.
#pragma once

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <cstdint>

namespace skeptic {

/// body(i) for i in [0, count), on all threads that the process allows, each index once.
template <typename Body>
void parallel_for(std::int64_t count, const Body& body) {
  tbb::parallel_for(std::int64_t{0}, count, body);
}

/// How many threads a parallel_for takes at most; for bounds of memory, never for results.
inline std::int64_t threads() { return tbb::this_task_arena::max_concurrency(); }

}  // namespace skeptic
