// Ranges of bits in rows of 64-bit words, and rows of a mask from runs of bits without gaps.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "sparsity/mask.h"

namespace skeptic {

/// Adds bits [column, column + length) to a row, length <= 64; `bits` has none beyond.
inline void put_bits(std::span<std::uint64_t> words, std::int64_t column, std::uint64_t bits, int length) {
  const auto word = static_cast<std::size_t>(column >> 6);
  const int shift = static_cast<int>(column & 63);
  words[word] |= bits << shift;
  if (shift + length > 64) words[word + 1] |= bits >> (64 - shift);
}

/// Calls action(word, mask) for each word of a row that holds a part of bits [from, to).
template <typename Action>
void for_words(std::int64_t from, std::int64_t to, const Action& action) {
  for (std::int64_t column = from; column < to;) {
    const int shift = static_cast<int>(column & 63);
    const auto length = static_cast<int>(std::min<std::int64_t>(64 - shift, to - column));
    const std::uint64_t ones = length == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << length) - 1;
    action(static_cast<std::size_t>(column >> 6), ones << shift);
    column += length;
  }
}

/// Rows of values and the part of a mask that is theirs, which is 0 before: rows from `first_row` on, columns from `first_column` on.
struct Region {
  const float* values;
  std::int64_t stride;  ///< from a row's first value to the next one's
  std::int64_t columns;
  Mask& slots;
  std::int64_t first_row, first_column;

  const float* row(std::int64_t r) const { return values + r * stride; }
  std::span<std::uint64_t> words(std::int64_t r) const { return slots.row(first_row + r); }
};

/// Fills the first `rows` rows of a region by `kernel(values, count, words)`, which makes one bit for each of `count` values in a run, 64 a word.
/// Rows that are short and follow each other go through it together.
template <typename Kernel>
void write_runs(const Region& region, std::int64_t rows, const Kernel& kernel) {
  constexpr std::int64_t kTogether = 4096;
  if (rows == 0 || region.columns == 0) return;
  const bool adjoining = region.stride == region.columns;
  if (region.columns % 64 == 0 && region.first_column % 64 == 0) {
    if (adjoining && region.slots.columns() == region.columns) return kernel(region.values, rows * region.columns, region.words(0).data());
    for (std::int64_t r = 0; r < rows; ++r) kernel(region.row(r), region.columns, region.words(r).data() + region.first_column / 64);
    return;
  }
  const std::int64_t together = adjoining ? std::clamp<std::int64_t>(kTogether / region.columns, 1, rows) : 1;
  std::vector<std::uint64_t> run(static_cast<std::size_t>((together * region.columns + 63) / 64 + 1),
                                 0);  // one more: the last bits are read in pairs
  for (std::int64_t first = 0; first < rows; first += together) {
    const std::int64_t count = std::min(together, rows - first);
    kernel(region.row(first), count * region.columns, run.data());
    for (std::int64_t r = 0; r < count; ++r) {
      const auto words = region.words(first + r);
      for (std::int64_t c = 0; c < region.columns; c += 64) {
        const auto length = static_cast<int>(std::min<std::int64_t>(64, region.columns - c));
        const std::int64_t at = r * region.columns + c;
        const auto word = static_cast<std::size_t>(at >> 6);
        const int shift = static_cast<int>(at & 63);
        std::uint64_t bits = run[word] >> shift;
        if (shift != 0) bits |= run[word + 1] << (64 - shift);
        if (length < 64) bits &= (std::uint64_t{1} << length) - 1;
        put_bits(words, region.first_column + c, bits, length);
      }
    }
  }
}

}  // namespace skeptic
