// Sweeps of parameters that touch neither masks nor step costs: how many runs 32 values are worth.
#pragma once

#include <string>
#include <string_view>

namespace skeptic::bench {

enum class SweptKey { Latency, Bandwidth, Buffers };

/// `tile` as in a design file: with one that is given a sweep runs the pipeline alone, with `auto` values choose tiles of their own.
struct SweepRow {
  std::string_view name, meaning;
  SweptKey key;
  std::string_view tile;
};
inline constexpr SweepRow kSweeps[] = {
    {"latency", "of the decision, 0 to 248 cycles", SweptKey::Latency, "auto"},
    {"bandwidth", "of DRAM, once to three times", SweptKey::Bandwidth, "auto"},
    {"buffers", "1 to 8", SweptKey::Buffers, "auto"},
    {"bandwidth-tile", "the same with a tile in the file", SweptKey::Bandwidth, "{m: 64, n: 64, k: all}"},
};
inline constexpr double kSweepTarget = 1.5;  ///< runs

struct SweepTime {
  double one = 0, all = 0;  ///< CPU seconds of the first value, tensors included, and of all
  bool same = true;         ///< the last value's counts are those of a simulator of its own
};
/// 32 values on ResNet-50, a design that chooses patterns at run time.
SweepTime time_sweep(const SweepRow& row);

}  // namespace skeptic::bench
