// One operand of a range of K', cut into blocks of the array's size and laid out for the kernels (kernels/kernels.h).
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "simulate/kernels/kernels.h"
#include "simulate/sides.h"
#include "simulate/steps.h"

namespace skeptic {

/// The windows of every row (or vector) of a mask, cut into planes: what a block's words are copied from.
class WindowPlanes {
 public:
  /// `outside`: one row more, of taps outside the image; null where there is none.
  WindowPlanes(const Mask& mask, const Mask* outside, std::int64_t window, const Kernels& kernels);
  int planes() const { return planes_; }
  std::int64_t fours() const { return fours_; }      ///< planes of a window come four together
  std::int64_t windows() const { return windows_; }  ///< of a row
  std::int64_t outside_row() const { return rows_ - 1; }
  /// Planes 4·four … 4·four + 3 of a window, the first in the lowest byte; those of the windows behind it follow.
  const std::uint32_t* at(std::int64_t four, std::int64_t row, std::int64_t window) const {
    return words_.data() + (four * rows_ + row) * windows_ + window;
  }

 private:
  std::int64_t rows_, windows_, fours_;
  int planes_;
  std::vector<std::uint32_t> words_;  ///< [four][row][window]

  void cut(const Mask& mask, std::int64_t row, std::int64_t as, std::int64_t window, int plane_bits);
};

/// Words of all blocks, by slice; elements beyond the edge and steps without a window are 0.
struct QuadWords {
  std::int64_t slices = 1, quads = 0, planes = 1, stride = kLaneGroup;  ///< stride: elements of a plane, padded
  std::unique_ptr<std::uint8_t[]> bytes;                                ///< [block][slice][quad][plane][element][step]
  std::int64_t block_bytes() const { return slices * quads * planes * stride * kQuad; }
  const std::uint8_t* at(std::int64_t block, std::int64_t slice) const {
    return bytes.get() + block * block_bytes() + slice * quads * planes * stride * kQuad;
  }
};

/// Rows of W in blocks of `elements`.
QuadWords weight_quads(const StepPlan& plan, const WindowPlanes& planes, std::int64_t rows, std::int64_t elements);
/// Columns of O in blocks of `elements`; a column's windows lie in the vectors that its taps reach.
QuadWords activation_quads(const StepPlan& plan, const WindowPlanes& planes, const Geometry& geometry, std::int64_t elements);

}  // namespace skeptic
