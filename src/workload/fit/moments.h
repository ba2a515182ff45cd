// What is measured of a tensor's zeros, one input after the other.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "workload/fit/fit.h"
#include "workload/fit/normal_law.h"

namespace skeptic {

/// Values of one input: [vectors][channels]. Called twice for every input, in order.
using InputReader = std::function<std::vector<float>(std::int64_t input)>;

/// Entries of a symmetric matrix below the diagonal.
class BelowDiagonal {
 public:
  explicit BelowDiagonal(std::size_t size) : size_(size), entries_(size * (size - (size > 0 ? 1 : 0)) / 2, 0.0) {}
  std::size_t size() const { return size_; }
  double& at(std::size_t row, std::size_t column) { return entries_[row * (row - 1) / 2 + column]; }
  double at(std::size_t row, std::size_t column) const { return entries_[row * (row - 1) / 2 + column]; }
  /// The matrix with zeros on its diagonal, times a vector.
  std::vector<double> times(const std::vector<double>& vector) const;

 private:
  std::size_t size_;
  std::vector<double> entries_;
};

/// A zero counts as 1, a nonzero as 0. "Within" is about the channel's fraction in the same input.
struct Moments {
  TensorShape shape;
  std::vector<std::vector<double>> fractions;  ///< [input][channel]: zeros
  BelowDiagonal within;                        ///< covariance of two channels at one position, mean over inputs
  std::vector<LagValues> lagged;               ///< [channel]: covariance with itself at a lag, mean over inputs; 0 where the image is too small
  std::vector<double> variance;                ///< [channel]: within, mean over inputs
  std::vector<TetrachoricFactors> thresholds;  ///< [channel]: of the thresholds that give the fractions, means over inputs
  std::vector<double> squares, nonzeros;       ///< [channel]: sums over everything
  double negative = 0;                         ///< how many values are

  std::size_t channels() const { return variance.size(); }
  std::int64_t inputs() const { return static_cast<std::int64_t>(fractions.size()); }
};

Moments measure_moments(const TensorShape& shape, std::int64_t inputs, const InputReader& input);

/// Whether the image has a pair of pixels at this lag.
inline bool has_lag(const TensorShape& shape, const PixelLag& lag) { return lag.down < shape.height && lag.right < shape.width; }

/// The mean of values(p) · values(p + lag) over the pairs of pixels at this lag; values are those of all vectors.
template <typename Values>
double lagged_product(const TensorShape& shape, const PixelLag& lag, const Values& values) {
  double sum = 0;
  for (std::int64_t y = 0; y + lag.down < shape.height; ++y) {
    const std::size_t from = static_cast<std::size_t>(shape.leading + y * shape.width);
    const std::size_t to = from + static_cast<std::size_t>(lag.down * shape.width + lag.right);
    for (std::size_t x = 0; x < static_cast<std::size_t>(shape.width - lag.right); ++x) sum += values[from + x] * values[to + x];
  }
  return sum / static_cast<double>((shape.height - lag.down) * (shape.width - lag.right));
}

}  // namespace skeptic
