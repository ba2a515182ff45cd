// The inner loops of pruning, one set for every instruction set (Highway picks the best that the machine has). All sets write the same bits.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace skeptic {

/// Groups of N:M that the kernels rank: M is 2, 4, 8, 16 or 32.
inline constexpr bool ranks_groups_of(std::int64_t of) { return of == 2 || of == 4 || of == 8 || of == 16 || of == 32; }
/// Consecutive values whose squares are summed up.
inline constexpr std::int64_t kSquaresSpan = 8;

/// Bounds of a share of a sum, and of what is too small for it.
struct Share {
  float low = 0, high = 0, least = 0;
};

/// `count` values, one after another, and a bit for each: bit i of `words` is that of values[i]; ceil(count/64) words are written, and bits past
/// `count` are 0.
struct PruningKernels {
  std::string_view name;  ///< as simulate's Kernels
  /// Ones where a value is not 0.
  void (*nonzeros)(const float* values, std::int64_t count, std::uint64_t* words);
  /// Ones for the `keep` values of each group of `of` with the largest absolute values, of equal ones the first; ordered as their bits are, so that
  /// what is no number counts as larger than infinity. `count` is a multiple of `of`.
  void (*keep)(const float* values, std::int64_t count, int of, int keep, std::uint64_t* words);
  /// By span of eight values (`count` is a multiple), the sum of all their squares, and of those whose bit is one. In single precision, in any order,
  /// products fused with sums or not: with u = 2^-24 a sum is within 9·u of its size and 2^-120 of the true one; or it is infinite or no number.
  void (*squares)(const float* values, std::int64_t count, const std::uint64_t* words, float* all, float* kept);
  /// numbers[i] becomes numbers[2i] + numbers[2i + 1], for an even count of numbers.
  void (*add_pairs)(float* numbers, std::int64_t count);
  /// By unit, as bits: kept > high·all + least; and kept < low·all - least with a finite `all`. In single precision.
  void (*compare)(const float* kept, const float* all, std::int64_t count, const Share& share, std::uint64_t* above, std::uint64_t* below);
};

/// Those that this machine runs, the best first.
std::span<const PruningKernels* const> available_pruning_kernels();
/// The set in use: the best, unless another was chosen.
const PruningKernels& pruning_kernels();
/// Chooses a set by its name; false where the machine has none of that name. Not while something is pruned.
bool choose_pruning_kernels(std::string_view name);

}  // namespace skeptic
