// Some whole rows of units of a feature map, and what policies ask of them, made when it is first asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "simulate/sides.h"
#include "sparsity/mask.h"
#include "sparsity/pattern.h"

namespace skeptic {

/// A unit: rows of the slab, and positions of them.
struct Extent {
  std::int64_t first_row, last_row, from, to;
  std::int64_t positions() const { return (last_row - first_row) * (to - from); }
};

/// Sums in single precision: with u = 2^-24, within `roundings`·u of their size and positions·2^-120 of the true ones; or infinite or no number.
struct UnitSquares {
  std::vector<float> all, kept;
  std::int64_t roundings = 0;
};

/// Consecutive vectors of one image from a row of units on; units as `Units` cuts them, row by row, the last ones perhaps smaller. `patterns` and
/// `values`
/// ([rows, padded]) live as long as the slab.
class Slab {
 public:
  Slab(const std::vector<Pattern>& patterns, const Units& units, const float* values, std::int64_t rows, std::int64_t padded)
      : patterns_(patterns),
        values_(values),
        rows_(rows),
        padded_(padded),
        pixels_(units.pixels),
        channels_(units.channels),
        slots_(patterns.size()) {}

  std::int64_t rows() const { return rows_; }
  std::int64_t padded() const { return padded_; }
  std::int64_t pixels() const { return pixels_; }
  std::int64_t channels() const { return channels_; }
  std::int64_t units_per_vector() const { return (padded_ + channels_ - 1) / channels_; }
  std::int64_t units() const { return (rows_ + pixels_ - 1) / pixels_ * units_per_vector(); }
  Extent extent(std::int64_t unit) const;
  const float* row(std::int64_t r) const { return values_ + r * padded_; }

  const Mask& nonzeros();
  /// The positions that a pattern of the list keeps.
  const Mask& slots(std::size_t pattern);
  /// By unit: nonzeros; and words of the mask in which a pattern drops one.
  std::vector<std::int64_t> count_nonzeros();
  std::vector<std::int64_t> words_that_lose(std::size_t pattern);
  bool keeps_every_nonzero(std::size_t pattern, const Extent& unit);
  /// By unit, sums of squares: of all its values and of those that a pattern keeps. False, and nothing known, where units are no whole spans of the
  /// kernels.
  bool sum_squares(std::size_t pattern, UnitSquares& squares);

 private:
  const std::vector<Pattern>& patterns_;
  const float* values_;
  std::int64_t rows_, padded_, pixels_, channels_;
  std::optional<Mask> nonzeros_;
  std::vector<std::optional<Mask>> slots_;
};

}  // namespace skeptic
