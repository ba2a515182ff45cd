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

/// Writes cost1 of `width` PEs of a row to `out`, and returns Σ (cost1 - cost0). A width that is known makes it a few vector operations.
template <int kShift, typename Word>
inline std::uint32_t row_costs(Word weights, const Word* activations, int width, std::uint8_t lanes, std::uint8_t empty, std::uint8_t* out) {
  constexpr int kMost = 16;
  std::uint8_t cost0[kMost], cost1[kMost];
  for (int column = 0; column < width; ++column) {
    const std::uint8_t x = ones(static_cast<Word>(weights & activations[column]));
    const std::uint8_t rounded = static_cast<std::uint8_t>(x + lanes - 1);
    cost0[column] = kShift >= 0 ? static_cast<std::uint8_t>(rounded >> (kShift & 7)) : static_cast<std::uint8_t>(rounded / lanes);
    cost1[column] = std::max(cost0[column], empty);
  }
  std::uint32_t added = 0;
  for (int column = 0; column < width; ++column) {
    out[column] = cost1[column];
    added += static_cast<std::uint32_t>(cost1[column] - cost0[column]);
  }
  return added;
}

/// Writes cost1 of every PE with work to cost[slice][row][column] (strides of the whole array), and returns Σ (cost1 - cost0). Lanes are 2^kShift, or
/// any number where that is negative.
template <int kShift, typename Word>
std::int64_t step_costs(const StepShape& shape, const Word* weights, const Word* activations, const LaneDivider& divider, std::uint8_t empty,
                        std::uint8_t* cost) {
  constexpr int kBlock = 16;
  const std::uint8_t lanes = divider.lanes;
  std::int64_t empty_cycles = 0;
  for (std::int64_t slice = 0; slice < shape.slices; ++slice) {
    const Word* a = activations + slice * shape.array_columns;
    for (std::int64_t row = 0; row < shape.rows; ++row) {
      const Word w = weights[slice * shape.array_rows + row];
      std::uint8_t* out = cost + (slice * shape.array_rows + row) * shape.array_columns;
      std::int64_t column = 0;
      for (; column + kBlock <= shape.columns; column += kBlock) empty_cycles += row_costs<kShift>(w, a + column, kBlock, lanes, empty, out + column);
      if (column < shape.columns)
        empty_cycles += row_costs<kShift>(w, a + column, static_cast<int>(shape.columns - column), lanes, empty, out + column);
    }
  }
  return empty_cycles;
}

template <typename Word>
using StepCosts = std::int64_t (*)(const StepShape&, const Word*, const Word*, const LaneDivider&, std::uint8_t, std::uint8_t*);

/// The loop for this many lanes.
template <typename Word>
StepCosts<Word> step_costs_loop(const LaneDivider& divider) {
  if (!divider.power_of_two) return step_costs<-1, Word>;
  constexpr StepCosts<Word> kLoops[] = {step_costs<0, Word>, step_costs<1, Word>, step_costs<2, Word>, step_costs<3, Word>,
                                        step_costs<4, Word>, step_costs<5, Word>, step_costs<6, Word>};
  return kLoops[divider.shift];
}

}  // namespace skeptic
