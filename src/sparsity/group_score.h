// What groups of channels keep under a pattern, and what each position of a group would keep with another channel on it: the arithmetic of the search
// for a channel permutation.
//
// With everything else in place, a row keeps base + max(0, x - t) as a function of the magnitude x at one position: the channel counts as soon as x
// exceeds the threshold t at which it displaces another. So one sum over the rows says what a channel is worth at a position, and a swap of two
// positions of different groups is worth the difference of four such sums.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sparsity/pattern.h"

namespace skeptic {

/// Eight rows.
using RowLanes [[gnu::vector_size(16)]] = std::int16_t;
inline constexpr std::int64_t kRowLanes = 8;
inline constexpr std::int32_t kLargestMagnitude = 4095;  ///< sixteen of them fit 16 bits
inline constexpr std::int32_t kPadding = -1;             ///< the channel of zeros

/// Magnitudes as integers of 12 bits, channel by channel: sums are exact, and equal in whatever order they are taken. The unit is such that the
/// largest magnitude is 4095, or 32 times the mean, whichever is the lesser; what is larger counts as that.
class ChannelColumns {
 public:
  ChannelColumns(const Pattern& pattern, std::span<const float> magnitudes, std::int64_t rows, std::int64_t channels);

  std::int64_t channels() const { return channels_; }
  /// Vectors of a channel. Rows that share a choice fill vectors of their own; what is left over is zero.
  std::int64_t vectors() const { return vectors_; }
  /// Vectors of the rows that share a choice; 0 where every row chooses for itself.
  std::int64_t vectors_of_block() const { return vectors_of_block_; }
  const RowLanes* column(std::int32_t channel) const { return data_.data() + (channel == kPadding ? channels_ : channel) * vectors_; }

 private:
  std::int64_t channels_, vectors_ = 0, vectors_of_block_ = 0;
  std::vector<RowLanes> data_;
};

/// For one position: a row's x is worth max(0, x - threshold); where rows share a choice, together max(0, Σ max(0, x - threshold) - deficit).
struct PositionScore {
  std::vector<RowLanes> thresholds;
  std::vector<std::int64_t> deficits;  ///< by block of rows; empty where every row chooses for itself
  std::int64_t threshold_sum = 0;
};

/// The magnitude that a group of positions keeps. `positions`, if not empty, receives the score of each.
std::int64_t score_group(const Pattern& pattern, const ChannelColumns& columns, std::span<const std::int32_t> channels,
                         std::span<PositionScore> positions);

/// What each of `channels` is worth at each of `positions`: worth[position][channel].
void score_channels(const ChannelColumns& columns, std::span<const std::int32_t> channels, std::span<const PositionScore* const> positions,
                    std::span<std::int64_t* const> worth);

}  // namespace skeptic
