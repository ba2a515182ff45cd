// The kernels in plain C++, for machines without a vector unit that Highway knows. Written so that a compiler can turn them into vector code.
#pragma once

#include "simulate/kernels/kernels.h"

namespace skeptic::portable {

inline constexpr int kPlaneBits = 8;

void costs(const CostBlock& block);
void largest_of_steps(const std::uint8_t* most, std::int64_t lane_stride, std::int64_t quads, std::uint8_t* largest);
std::int64_t sum_of_largest(const std::uint8_t* most, std::int64_t lane_stride, std::int64_t quads);
void sum_steps(const std::uint8_t* most, std::int64_t lane_stride, std::int64_t first, std::int64_t past, std::uint32_t* sums);
void drift(const DriftStep& step);
void drift_run(const DriftRun& run);
void fullest_banks(const std::uint64_t* words, std::int64_t count, std::int64_t banks, std::uint8_t* most);
void spread(const std::uint32_t* words, std::int64_t elements, std::int64_t planes, std::uint8_t* to, std::int64_t plane_bytes);
std::uint64_t and_count(const std::uint8_t* a, const std::uint8_t* b, std::int64_t bytes, std::int64_t rounds);

}  // namespace skeptic::portable
