// The kernels in plain C++, for machines without a vector unit that Highway knows.
#pragma once

#include "sparsity/kernels/kernels.h"

namespace skeptic::portable {

void nonzeros(const float* values, std::int64_t count, std::uint64_t* words);
void keep(const float* values, std::int64_t count, int of, int keep, std::uint64_t* words);
void squares(const float* values, std::int64_t count, const std::uint64_t* words, float* all, float* kept);
void add_pairs(float* numbers, std::int64_t count);
void compare(const float* kept, const float* all, std::int64_t count, const Share& share, std::uint64_t* above, std::uint64_t* below);

}  // namespace skeptic::portable
