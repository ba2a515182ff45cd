// How many rows of a mask have a one at each position; the closed form of multiplications: Σ over positions of the product of two counts.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace skeptic {

/// Counts ones by position, 64 positions at a time: plane b holds bit b of 64 counters.
class PositionCounter {
 public:
  explicit PositionCounter(std::int64_t positions) : positions_(positions), planes_(static_cast<std::size_t>((positions + 63) / 64)) {}

  void add(std::span<const std::uint64_t> row) {
    for (std::size_t word = 0; word < row.size(); ++word) {
      std::uint64_t carry = row[word];
      std::vector<std::uint64_t>& planes = planes_[word];
      for (std::size_t bit = 0; carry != 0; ++bit) {
        if (bit == planes.size()) planes.push_back(0);
        const std::uint64_t next = planes[bit] & carry;
        planes[bit] ^= carry;
        carry = next;
      }
    }
  }

  std::vector<std::int64_t> counts() const {
    std::vector<std::int64_t> counts(static_cast<std::size_t>(positions_), 0);
    for (std::size_t position = 0; position < counts.size(); ++position) {
      const std::vector<std::uint64_t>& planes = planes_[position / 64];
      for (std::size_t bit = 0; bit < planes.size(); ++bit) counts[position] += static_cast<std::int64_t>(planes[bit] >> (position % 64) & 1) << bit;
    }
    return counts;
  }

 private:
  std::int64_t positions_;
  std::vector<std::vector<std::uint64_t>> planes_;
};

}  // namespace skeptic
