// How many rows of a mask have a one at each position; the closed form of multiplications: Σ over positions of the product of two counts.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace skeptic {

/// Counts ones by position, 64 positions at a time: plane b of a word holds bit b of 64 counters.
class PositionCounter {
 public:
  explicit PositionCounter(std::int64_t positions) : positions_(positions), planes_(static_cast<std::size_t>((positions + 63) / 64) * kPlanes, 0) {}

  /// At most 2^kPlanes - 1 rows.
  void add(std::span<const std::uint64_t> row) {
    std::uint64_t* planes = planes_.data();
    for (std::uint64_t carry : row) {
      for (std::size_t bit = 0; carry != 0; ++bit) {
        const std::uint64_t next = planes[bit] & carry;
        planes[bit] ^= carry;
        carry = next;
      }
      planes += kPlanes;
    }
    ++rows_;
  }

  std::vector<std::int64_t> counts() const {
    std::vector<std::int64_t> counts(static_cast<std::size_t>(positions_), 0);
    const int used = std::bit_width(rows_);
    for (std::size_t position = 0; position < counts.size(); ++position) {
      const std::uint64_t* planes = planes_.data() + position / 64 * kPlanes;
      for (int bit = 0; bit < used; ++bit) counts[position] += static_cast<std::int64_t>(planes[bit] >> (position % 64) & 1) << bit;
    }
    return counts;
  }

 private:
  static constexpr std::size_t kPlanes = 40;
  std::int64_t positions_;
  std::uint64_t rows_ = 0;
  std::vector<std::uint64_t> planes_;
};

}  // namespace skeptic
