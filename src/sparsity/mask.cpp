#include "sparsity/mask.h"

#include <algorithm>

namespace skeptic {

std::int64_t Mask::count(std::int64_t row, std::int64_t from, std::int64_t to) const {
  std::int64_t ones = 0;
  for (std::int64_t column = from; column < to; column += 64)
    ones += std::popcount(bits(row, column, static_cast<int>(std::min<std::int64_t>(64, to - column))));
  return ones;
}

std::int64_t Mask::count() const {
  std::int64_t ones = 0;
  for (const std::uint64_t word : bits_) ones += std::popcount(word);
  return ones;
}

}  // namespace skeptic
