// Costs of one step: popcount(S_w AND S_a) of every PE, and from it the cycles that the PE takes (machine-model, section 4).
//
// Plain loops over words of the window's size, written so that a compiler turns them into vector code.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <type_traits>

namespace skeptic {

/// Ones of a word, without a table or an instruction that a baseline processor may lack.
template <typename Word>
constexpr std::uint8_t ones(Word word) {
  using W = Word;
  W v = static_cast<W>(word - static_cast<W>(static_cast<W>(word >> 1) & static_cast<W>(0x5555555555555555ULL)));
  v = static_cast<W>(static_cast<W>(v & static_cast<W>(0x3333333333333333ULL)) +
                     static_cast<W>(static_cast<W>(v >> 2) & static_cast<W>(0x3333333333333333ULL)));
  v = static_cast<W>(static_cast<W>(v + static_cast<W>(v >> 4)) & static_cast<W>(0x0F0F0F0F0F0F0F0FULL));
  if constexpr (sizeof(W) >= 2) v = static_cast<W>(v + static_cast<W>(v >> 8));
  if constexpr (sizeof(W) >= 4) v = static_cast<W>(v + static_cast<W>(v >> 16));
  if constexpr (sizeof(W) >= 8) v = static_cast<W>(v + static_cast<W>(v >> 32));
  return static_cast<std::uint8_t>(v & 0x7F);
}

/// ceil(x / lanes) for x <= 64, lanes <= 64; a shift where lanes is a power of two.
struct LaneDivider {
  std::uint8_t lanes;
  std::uint8_t shift;
  bool power_of_two;
  explicit LaneDivider(std::int64_t count)
      : lanes(static_cast<std::uint8_t>(count)),
        shift(static_cast<std::uint8_t>(std::countr_zero(static_cast<std::uint64_t>(count)))),
        power_of_two(std::has_single_bit(static_cast<std::uint64_t>(count))) {}
};

/// Sizes of the part of the array that has work, and of the whole.
struct StepShape {
  std::int64_t rows, columns, slices;      ///< with a row, a column, a window
  std::int64_t array_rows, array_columns;  ///< strides of the words
};

/// Writes cost1 of every PE with work to cost[slice][row][column] (strides of the whole array), and returns Σ (cost1 - cost0).
template <bool kPowerOfTwo, typename Word>
std::int64_t step_costs(const StepShape& shape, const Word* weights, const Word* activations, const LaneDivider& divider, std::uint8_t empty,
                        std::uint8_t* cost) {
  std::int64_t empty_cycles = 0;
  for (std::int64_t slice = 0; slice < shape.slices; ++slice) {
    const Word* a = activations + slice * shape.array_columns;
    for (std::int64_t row = 0; row < shape.rows; ++row) {
      const Word w = weights[slice * shape.array_rows + row];
      std::uint8_t* out = cost + (slice * shape.array_rows + row) * shape.array_columns;
      std::uint32_t added = 0;
      for (std::int64_t column = 0; column < shape.columns; ++column) {
        const std::uint8_t x = ones(static_cast<Word>(w & a[column]));
        const std::uint8_t rounded = static_cast<std::uint8_t>(x + divider.lanes - 1);
        const std::uint8_t cost0 =
            kPowerOfTwo ? static_cast<std::uint8_t>(rounded >> divider.shift) : static_cast<std::uint8_t>(rounded / divider.lanes);
        const std::uint8_t cost1 = std::max(cost0, empty);
        out[column] = cost1;
        added += static_cast<std::uint8_t>(cost1 - cost0);
      }
      empty_cycles += added;
    }
  }
  return empty_cycles;
}

}  // namespace skeptic
