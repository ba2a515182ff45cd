#include "workload/zero_field.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "workload/normal_table.h"

namespace skeptic {
namespace {

std::vector<std::size_t> random_permutation(std::size_t size, Random& random) {
  std::vector<std::size_t> order(size);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = size; i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  return order;
}

/// Shifts the fractions until their mean is `mean`, each in proportion to f(1-f): a dead channel stays dead.
void correct_mean(std::vector<double>& fractions, double mean) {
  for (int pass = 0; pass < 20; ++pass) {
    double sum = 0, weights = 0;
    for (const double f : fractions) {
      sum += f;
      weights += f * (1 - f) + 1e-6;
    }
    const double missing = mean * static_cast<double>(fractions.size()) - sum;
    if (std::abs(missing) < 1e-7 * static_cast<double>(fractions.size())) return;
    for (double& f : fractions) f = std::clamp(f + missing * (f * (1 - f) + 1e-6) / weights, 0.0, 1.0);
  }
}

/// Linear interpolation between nodes that lie `cell` pixels apart, along one axis.
struct Axis {
  std::vector<std::int64_t> node;
  std::vector<float> fraction, norm;  // norm: interpolating independent nodes lowers the variance; this restores 1
  std::int64_t nodes;

  Axis(std::int64_t size, std::int64_t cell) : nodes((size - 1) / cell + 2) {
    for (std::int64_t i = 0; i < size; ++i) {
      const float f = (static_cast<float>(i % cell) + 0.5f) / static_cast<float>(cell);
      node.push_back(i / cell);
      fraction.push_back(f);
      norm.push_back(1.0f / std::sqrt((1 - f) * (1 - f) + f * f));
    }
  }
};

/// A standard normal field: three quarters of its variance smooth, with nodes two pixels apart (more on large images), one quarter white.
/// Its masks correlate as the measured ones do.
class NormalField {
 public:
  NormalField(std::int64_t height, std::int64_t width)
      : cell_(std::max<std::int64_t>(2, (std::min(height, width) + 15) / 16)),
        rows_(height, cell_),
        columns_(width, cell_),
        grid_(static_cast<std::size_t>(rows_.nodes * columns_.nodes)),
        line_(static_cast<std::size_t>(columns_.nodes)) {}

  void draw(std::span<float> plane, Random& random) {
    constexpr float kSmooth = 0.8660254f, kWhite = 0.5f;
    const NormalTable& table = NormalTable::standard();
    table.fill(grid_, random);
    table.fill(plane, random);
    std::size_t at = 0;
    for (std::size_t y = 0; y < rows_.node.size(); ++y) {
      const float* above = grid_.data() + rows_.node[y] * columns_.nodes;
      const float* below = above + columns_.nodes;
      const float scale = rows_.norm[y] * kSmooth;
      for (std::size_t x = 0; x < line_.size(); ++x) line_[x] = (above[x] + (below[x] - above[x]) * rows_.fraction[y]) * scale;
      for (std::size_t x = 0; x < columns_.node.size(); ++x, ++at) {
        const float left = line_[static_cast<std::size_t>(columns_.node[x])], right = line_[static_cast<std::size_t>(columns_.node[x] + 1)];
        plane[at] = (left + (right - left) * columns_.fraction[x]) * columns_.norm[x] + kWhite * plane[at];
      }
    }
  }

 private:
  std::int64_t cell_;
  Axis rows_, columns_;
  std::vector<float> grid_, line_;
};

/// How many zeros each channel has: its fraction of the pixels, rounded so that the rest goes to the next channel in a random order.
std::vector<std::int64_t> zero_counts(const std::vector<double>& fractions, std::int64_t pixels, Random& random) {
  std::vector<std::int64_t> counts(fractions.size());
  const std::vector<std::size_t> order = random_permutation(fractions.size(), random);
  double carried = random.uniform();
  for (const std::size_t c : order) {
    carried += fractions[c] * static_cast<double>(pixels);
    counts[c] = std::clamp(static_cast<std::int64_t>(std::floor(carried)), std::int64_t{0}, pixels);
    carried -= static_cast<double>(counts[c]);
  }
  return counts;
}

/// Makes the `zeros` lowest values 0 and subtracts their highest from the others, which are positive then.
void rectify(std::span<float> plane, std::int64_t zeros, std::vector<float>& sorted) {
  if (zeros == static_cast<std::int64_t>(plane.size())) {
    std::fill(plane.begin(), plane.end(), 0.0f);
    return;
  }
  float threshold = 0;
  if (zeros == 0) {
    threshold = *std::min_element(plane.begin(), plane.end()) - 0.01f;
  } else {
    sorted.assign(plane.begin(), plane.end());
    std::nth_element(sorted.begin(), sorted.begin() + (zeros - 1), sorted.end());
    threshold = sorted[static_cast<std::size_t>(zeros - 1)];
  }
  for (float& value : plane) value = std::max(value - threshold, 0.0f);
}

}  // namespace

std::vector<double> channel_zero_fractions(std::int64_t channels, double mean, double deviation, Random& random) {
  std::vector<double> fractions(static_cast<std::size_t>(channels));
  const std::vector<std::size_t> order = random_permutation(fractions.size(), random);
  for (std::size_t i = 0; i < fractions.size(); ++i)
    fractions[order[i]] = beta_quantile((static_cast<double>(i) + 0.5) / static_cast<double>(channels), mean, deviation);
  correct_mean(fractions, mean);
  return fractions;
}

std::vector<double> vary_zero_fractions(std::vector<double> fractions, double mean, double deviation, Random& random) {
  for (double& f : fractions) f = std::clamp(f + random.normal() * deviation * 2 * std::sqrt(f * (1 - f)), 0.0, 1.0);
  correct_mean(fractions, mean);
  return fractions;
}

void fill_rectified(std::span<float> image, std::int64_t height, std::int64_t width, const std::vector<double>& zero_fractions, Random& random) {
  const std::size_t channels = zero_fractions.size(), pixels = static_cast<std::size_t>(height * width);
  assert(image.size() == channels * pixels);
  const std::vector<std::int64_t> zeros = zero_counts(zero_fractions, height * width, random);
  NormalField field(height, width);
  constexpr std::size_t kTogether = 16;  // channels, so that the transposed writes fill cache lines
  std::vector<float> planes(kTogether * pixels), sorted;
  for (std::size_t first = 0; first < channels; first += kTogether) {
    const std::size_t count = std::min(kTogether, channels - first);
    for (std::size_t c = 0; c < count; ++c) {
      const std::span plane(planes.data() + c * pixels, pixels);
      field.draw(plane, random);
      rectify(plane, zeros[first + c], sorted);
    }
    for (std::size_t p = 0; p < pixels; ++p)
      for (std::size_t c = 0; c < count; ++c) image[p * channels + first + c] = planes[c * pixels + p];
  }
}

}  // namespace skeptic
