// Bank conflicts of gathered operands (machine-model, section 4, read: gather).
#pragma once

#include <cstdint>
#include <vector>

#include "simulate/packed.h"

namespace skeptic {

/// Cycles that each column (row) of the wave needs to gather its operands in one step; 0 where that operand is read by window.
struct GatherCycles {
  std::vector<std::int64_t> of_column, of_row;
};

template <typename Word>
void gather_cycles(const ResolvedDesign& design, const Packed<Word>& packed, std::int64_t row_block, std::int64_t column_block, std::int64_t step,
                   GatherCycles& cycles) {
  const std::int64_t slices = packed.plan.active[static_cast<std::size_t>(step)];
  const Word* weights = packed.weights_at(row_block, step);
  const Word* activations = packed.activations_at(column_block, step);
  std::vector<std::int64_t> used;
  const auto add = [&](Word wanted, std::int64_t slice, const OperandBuffer& buffer) {
    const std::int64_t first = packed.plan.window(step, slice) * design.window;
    for (std::uint64_t rest = wanted; rest != 0; rest &= rest - 1) ++used[static_cast<std::size_t>((first + std::countr_zero(rest)) % buffer.banks)];
  };
  const auto slowest = [&](const OperandBuffer& buffer) { return ceil_divide(*std::max_element(used.begin(), used.end()), buffer.ports); };

  cycles.of_column.assign(static_cast<std::size_t>(packed.columns), 0);
  if (design.activations.read == Read::Gather)
    for (std::int64_t column = 0; column < packed.columns; ++column) {
      used.assign(static_cast<std::size_t>(design.activations_buffer.banks), 0);
      for (std::int64_t slice = 0; slice < slices; ++slice) {
        if (packed.inside[packed.column_index(column_block, step, slice, column)] == 0) continue;
        Word any_row = 0;
        for (std::int64_t row = 0; row < packed.rows; ++row) any_row |= weights[slice * packed.rows + row];
        add(static_cast<Word>(any_row & activations[slice * packed.columns + column]), slice, design.activations_buffer);
      }
      cycles.of_column[static_cast<std::size_t>(column)] = slowest(design.activations_buffer);
    }

  cycles.of_row.assign(static_cast<std::size_t>(packed.rows), 0);
  if (design.weights.read == Read::Gather)
    for (std::int64_t row = 0; row < packed.rows; ++row) {
      used.assign(static_cast<std::size_t>(design.weights_buffer.banks), 0);
      for (std::int64_t slice = 0; slice < slices; ++slice) {
        Word any_column = 0;
        for (std::int64_t column = 0; column < packed.columns; ++column) any_column |= activations[slice * packed.columns + column];
        add(static_cast<Word>(any_column & weights[slice * packed.rows + row]), slice, design.weights_buffer);
      }
      cycles.of_row[static_cast<std::size_t>(row)] = slowest(design.weights_buffer);
    }
}

}  // namespace skeptic
