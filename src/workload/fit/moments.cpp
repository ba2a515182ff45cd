#include "workload/fit/moments.h"

#include <bit>
#include <cassert>

#include "base/random.h"

namespace skeptic {
namespace {

/// The zeros of one input: a bit a vector, by channel.
class Planes {
 public:
  explicit Planes(const TensorShape& shape)
      : words_(static_cast<std::size_t>((shape.vectors() + 63) / 64)), bits_(words_ * static_cast<std::size_t>(shape.channels)) {}

  void read(const std::vector<float>& values, std::size_t channels) {
    std::fill(bits_.begin(), bits_.end(), 0);
    for (std::size_t i = 0; i < values.size(); ++i)
      if (values[i] == 0) bits_[i % channels * words_ + i / channels / 64] |= std::uint64_t{1} << (i / channels % 64);
  }
  std::int64_t common(std::size_t a, std::size_t b) const {
    std::int64_t count = 0;
    for (std::size_t w = 0; w < words_; ++w) count += std::popcount(bits_[a * words_ + w] & bits_[b * words_ + w]);
    return count;
  }

 private:
  std::size_t words_;
  std::vector<std::uint64_t> bits_;
};

/// Covariances of all channels with themselves at one lag.
void add_lagged(const TensorShape& shape, std::size_t lag_index, const std::vector<float>& centred, double share, std::vector<LagValues>& lagged) {
  const PixelLag& lag = kFitLags[lag_index];
  if (!has_lag(shape, lag)) return;
  const std::size_t channels = static_cast<std::size_t>(shape.channels);
  std::vector<float> row(channels);
  std::vector<double> sum(channels, 0.0);
  for (std::int64_t y = 0; y + lag.down < shape.height; ++y) {
    std::fill(row.begin(), row.end(), 0.0F);
    for (std::int64_t x = 0; x + lag.right < shape.width; ++x) {
      const float* from = centred.data() + (shape.leading + y * shape.width + x) * shape.channels;
      const float* to = from + (lag.down * shape.width + lag.right) * shape.channels;
      for (std::size_t c = 0; c < channels; ++c) row[c] += from[c] * to[c];
    }
    for (std::size_t c = 0; c < channels; ++c) sum[c] += row[c];
  }
  const double pairs = static_cast<double>((shape.height - lag.down) * (shape.width - lag.right));
  for (std::size_t c = 0; c < channels; ++c) lagged[c][lag_index] += sum[c] / pairs * share;
}

}  // namespace

std::vector<double> BelowDiagonal::times(const std::vector<double>& vector) const {
  std::vector<double> result(size_, 0.0);
  const double* entry = entries_.data();
  for (std::size_t row = 1; row < size_; ++row) {
    double sum = 0;
    for (std::size_t column = 0; column < row; ++column, ++entry) {
      sum += *entry * vector[column];
      result[column] += *entry * vector[row];
    }
    result[row] += sum;
  }
  return result;
}

Moments measure_moments(const TensorShape& shape, std::int64_t inputs, const InputReader& input) {
  assert(inputs > 0);
  const std::size_t channels = static_cast<std::size_t>(shape.channels);
  const double vectors = static_cast<double>(shape.vectors()), share = 1 / static_cast<double>(inputs);
  Moments moments{shape,
                  {},
                  BelowDiagonal(channels),
                  std::vector<LagValues>(channels, LagValues{}),
                  std::vector<double>(channels, 0.0),
                  std::vector<TetrachoricFactors>(channels, TetrachoricFactors{}),
                  std::vector<double>(channels, 0.0),
                  std::vector<double>(channels, 0.0)};
  Planes planes(shape);
  std::vector<float> centred;
  for (std::int64_t i = 0; i < inputs; ++i) {
    const std::vector<float> values = input(i);
    assert(values.size() == static_cast<std::size_t>(shape.elements()));
    planes.read(values, channels);
    std::vector<double> fraction(channels);
    for (std::size_t c = 0; c < channels; ++c) {
      fraction[c] = static_cast<double>(planes.common(c, c)) / vectors;
      moments.variance[c] += fraction[c] * (1 - fraction[c]) * share;
      moments.nonzeros[c] += vectors - static_cast<double>(planes.common(c, c));
      if (fraction[c] <= 0 || fraction[c] >= 1) continue;
      const TetrachoricFactors factors = tetrachoric_factors(normal_quantile(fraction[c]));
      for (std::size_t n = 0; n < factors.size(); ++n) moments.thresholds[c][n] += factors[n] * share;
    }
    for (std::size_t c = 1; c < channels; ++c) {
      if (fraction[c] <= 0 || fraction[c] >= 1) continue;
      for (std::size_t d = 0; d < c; ++d)
        moments.within.at(c, d) += (static_cast<double>(planes.common(c, d)) / vectors - fraction[c] * fraction[d]) * share;
    }
    centred.resize(values.size());
    for (std::size_t v = 0; v < values.size(); ++v) {
      const std::size_t c = v % channels;
      centred[v] = static_cast<float>((values[v] == 0 ? 1 : 0) - fraction[c]);
      moments.squares[c] += static_cast<double>(values[v]) * static_cast<double>(values[v]);
      moments.negative += values[v] < 0 ? 1 : 0;
    }
    for (std::size_t lag = 0; lag < kFitLags.size(); ++lag) add_lagged(shape, lag, centred, share, moments.lagged);
    moments.fractions.push_back(std::move(fraction));
  }
  return moments;
}

}  // namespace skeptic
