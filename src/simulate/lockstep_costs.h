// The common case in a tight loop: one step of an array whose elements go in lockstep and read whole windows.
//
// Beside the costs themselves it keeps what the cycle stack needs: how long every element was busy, and how many windows were empty. The words of a
// whole block of columns lie together, so that one row is a few vector operations.
#pragma once

#include <cstdint>
#include <vector>

#include "simulate/step_costs.h"

namespace skeptic {

/// Sums over some steps; 16 bits an element, so they must be taken out before they reach 65536.
struct LockstepSums {
  std::vector<std::uint16_t> busy;  ///< [slice][row][column], cost1
  std::int64_t empty_windows = 0;   ///< windows of elements with work where S_w AND S_a is empty
};

/// Adds one step; returns the largest cost. `kColumns` = 0: any number. Needs empty <= 1, at most 255 rows, and lanes = 2^kShift.
template <int kColumns, int kShift, typename Word>
std::uint8_t lockstep_step(const StepShape& shape, const Word* weights, const Word* activations, std::uint8_t empty, LockstepSums& sums) {
  constexpr int kBlock = kColumns > 0 ? kColumns : 64;
  const std::int64_t columns = kColumns > 0 ? kColumns : shape.columns;
  std::uint8_t largest = 0;
  for (std::int64_t slice = 0; slice < shape.slices; ++slice)
    for (std::int64_t first = 0; first < columns; first += kBlock) {
      const int width = kColumns > 0 ? kColumns : static_cast<int>(std::min<std::int64_t>(kBlock, columns - first));
      const Word* a = activations + slice * shape.array_columns + first;
      std::uint8_t most[kBlock] = {}, none[kBlock] = {};
      for (std::int64_t row = 0; row < shape.rows; ++row) {
        const Word w = weights[slice * shape.array_rows + row];
        std::uint16_t* busy = sums.busy.data() + (slice * shape.array_rows + row) * shape.array_columns + first;
        for (int column = 0; column < width; ++column) {
          const std::uint8_t x = ones(static_cast<Word>(w & a[column]));
          const std::uint8_t cost0 = static_cast<std::uint8_t>(static_cast<std::uint8_t>(x + ((1 << kShift) - 1)) >> kShift);
          const std::uint8_t cost1 = std::max(cost0, empty);
          busy[column] = static_cast<std::uint16_t>(busy[column] + cost1);
          most[column] = std::max(most[column], cost1);
          none[column] = static_cast<std::uint8_t>(none[column] + (x == 0 ? 1 : 0));
        }
      }
      for (int column = 0; column < width; ++column) {
        largest = std::max(largest, most[column]);
        sums.empty_windows += none[column];
      }
    }
  return largest;
}

template <typename Word>
using LockstepStep = std::uint8_t (*)(const StepShape&, const Word*, const Word*, std::uint8_t, LockstepSums&);

/// The loop for this many columns and lanes; null where no loop fits, and the general one must do.
template <typename Word>
LockstepStep<Word> lockstep_loop(std::int64_t columns, std::int64_t lanes) {
  const auto by_lanes = [&]<int kColumns>() -> LockstepStep<Word> {
    switch (lanes) {
      case 1:
        return lockstep_step<kColumns, 0, Word>;
      case 2:
        return lockstep_step<kColumns, 1, Word>;
      case 4:
        return lockstep_step<kColumns, 2, Word>;
      case 8:
        return lockstep_step<kColumns, 3, Word>;
      case 16:
        return lockstep_step<kColumns, 4, Word>;
      default:
        return nullptr;
    }
  };
  switch (columns) {
    case 8:
      return by_lanes.template operator()<8>();
    case 16:
      return by_lanes.template operator()<16>();
    case 32:
      return by_lanes.template operator()<32>();
    default:
      return by_lanes.template operator()<0>();
  }
}

}  // namespace skeptic
