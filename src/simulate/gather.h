// Bank conflicts of gathered operands (machine-model, section 4, read: gather).
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <utility>
#include <vector>

#include "simulate/packed.h"

namespace skeptic {

/// Cycles that each column (row) of the wave needs to gather its operands in one step; 0 where that operand is read by window.
struct GatherCycles {
  std::vector<std::int32_t> of_column, of_row;
};

/// How many operands of one element lie in each bank.
class Banks {
 public:
  explicit Banks(const OperandBuffer& buffer) : ports_(static_cast<std::int32_t>(buffer.ports)), used_(static_cast<std::size_t>(buffer.banks), 0) {
    for (std::int64_t place = 0; place < buffer.banks + 64; ++place) bank_.push_back(static_cast<std::int32_t>(place % buffer.banks));
  }
  /// The bank of a window's first position.
  std::int64_t first(std::int64_t position) const { return position % static_cast<std::int64_t>(used_.size()); }
  template <typename Word>
  void add(Word wanted, std::int64_t first) {
    for (std::uint64_t rest = wanted; rest != 0; rest &= rest - 1)
      ++used_[static_cast<std::size_t>(bank_[static_cast<std::size_t>(first + std::countr_zero(rest))])];
  }
  /// Cycles of the fullest; and starts afresh.
  std::int32_t take() {
    const std::int32_t most = *std::max_element(used_.begin(), used_.end());
    std::fill(used_.begin(), used_.end(), 0);
    return (most + ports_ - 1) / ports_;
  }

 private:
  std::int32_t ports_;
  std::vector<std::int32_t> used_, bank_;
};

/// One operand against the other: for each of `count` elements, the positions that it needs, where some element of the other side has work with it.
template <typename Word, typename Inside>
void gather_side(const StepPlan& plan, std::int64_t step, std::int64_t window, const Word* own, std::int64_t count, const Word* other,
                 std::int64_t others, Banks& banks, const Inside& inside, std::vector<std::int32_t>& cycles) {
  const std::int64_t slices = plan.active[static_cast<std::size_t>(step)];
  std::vector<std::pair<Word, std::int64_t>> wanted;  // by slice: of any element of the other side; the bank of the window's first position
  for (std::int64_t slice = 0; slice < slices; ++slice) {
    Word any = 0;
    for (std::int64_t i = 0; i < others; ++i) any = static_cast<Word>(any | other[slice * others + i]);
    wanted.emplace_back(any, banks.first(plan.window(step, slice) * window));
  }
  for (std::int64_t i = 0; i < count; ++i) {
    for (std::int64_t slice = 0; slice < slices; ++slice) {
      const auto& [any, first] = wanted[static_cast<std::size_t>(slice)];
      if (inside(slice, i)) banks.add(static_cast<Word>(any & own[slice * count + i]), first);
    }
    cycles[static_cast<std::size_t>(i)] = banks.take();
  }
}

/// The banks of both operands' buffers.
struct GatherBanks {
  Banks weights, activations;
};

template <typename Word>
void gather_cycles(const ResolvedDesign& design, const Packed<Word>& packed, std::int64_t row_block, std::int64_t column_block, std::int64_t step,
                   GatherBanks& banks, GatherCycles& cycles) {
  const Word* weights = packed.weights_at(row_block, step);
  const Word* activations = packed.activations_at(column_block, step);
  cycles.of_column.assign(static_cast<std::size_t>(packed.columns), 0);
  if (design.activations.read == Read::Gather) {
    const std::uint8_t* inside = packed.inside.data() + packed.column_index(column_block, step, 0, 0);
    gather_side(
        packed.plan(), step, design.window, activations, packed.columns, weights, packed.rows, banks.activations,
        [&](std::int64_t slice, std::int64_t column) { return inside[slice * packed.columns + column] != 0; }, cycles.of_column);
  }
  cycles.of_row.assign(static_cast<std::size_t>(packed.rows), 0);
  if (design.weights.read == Read::Gather)
    gather_side(
        packed.plan(), step, design.window, weights, packed.rows, activations, packed.columns, banks.weights,
        [](std::int64_t, std::int64_t) { return true; }, cycles.of_row);
}

}  // namespace skeptic
