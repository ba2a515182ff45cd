#include "workload/zero_field.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "workload/blob_field.h"

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

/// Three quarters of its variance smooth, with nodes two pixels apart (more on large images), one quarter white. Its masks correlate as the measured
/// ones do.
BlobField usual_field(std::int64_t height, std::int64_t width) {
  const std::int64_t cell = std::max<std::int64_t>(2, (std::min(height, width) + 15) / 16);
  return {height, width, {{{cell, cell}, 0.8660254f}, {{}, 0.5f}}, BlobOrigin::Corner};
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

void fill_rectified(std::span<float> image, std::int64_t height, std::int64_t width, const std::vector<double>& zero_fractions, Random& random) {
  const std::size_t channels = zero_fractions.size();
  assert(image.size() == channels * static_cast<std::size_t>(height * width));
  const std::vector<std::int64_t> zeros = zero_counts(zero_fractions, height * width, random);
  BlobField field = usual_field(height, width);
  std::vector<float> sorted;
  fill_planes(image, channels, [&](std::size_t channel, std::span<float> plane) {
    field.draw(plane, random);
    rectify(plane, zeros[channel], sorted);
  });
}

}  // namespace skeptic
