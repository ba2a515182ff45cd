#include "workload/fit/draw.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <utility>

#include "base/random.h"
#include "workload/fit/blobs.h"
#include "workload/fit/normal_law.h"
#include "workload/normal_table.h"
#include "workload/zero_field.h"

namespace skeptic {
namespace {

constexpr std::array<std::int64_t, kInputVariates> kHaltonBases{2, 3, 5, 7};

/// The radical inverse: the digits of `index` mirrored at the point.
double radical_inverse(std::int64_t index, std::int64_t base) {
  double sum = 0, digit = 1 / static_cast<double>(base);
  for (; index > 0; index /= base, digit /= static_cast<double>(base)) sum += digit * static_cast<double>(index % base);
  return sum;
}

std::vector<double> input_variates(std::size_t count, std::uint64_t seed, std::int64_t input) {
  std::vector<double> variates;
  Random shifts(derive_seed(seed, "inputs"));
  for (std::size_t k = 0; k < count; ++k) {
    double share = radical_inverse(input, kHaltonBases[k]) + shifts.uniform();
    if (share >= 1) share -= 1;
    variates.push_back(normal_quantile(std::clamp(share, 1e-9, 1 - 1e-9)));
  }
  return variates;
}

/// The fraction of zeros of every channel in one input.
std::vector<double> draw_fractions(const TensorFit& fit, std::uint64_t seed, std::int64_t input, Random& random) {
  const std::vector<double> variates = input_variates(fit.channels.front().inputs.size(), seed, input);
  std::vector<double> fractions;
  for (const ChannelFit& channel : fit.channels) {
    double normal = 0, own = 1;
    for (std::size_t k = 0; k < variates.size(); ++k) {
      normal += channel.inputs[k] * variates[k];
      own -= channel.inputs[k] * channel.inputs[k];
    }
    normal += std::sqrt(std::max(0.0, own)) * random.normal();
    fractions.push_back(channel.zeros ? beta_quantile(normal_distribution(normal), channel.zeros->mean(), channel.zeros->deviation())
                                      : channel.point);
  }
  return fractions;
}

/// The mean square of what a standard normal variate has above the threshold that leaves this fraction below.
double mean_square_above(double fraction) {
  const double share = std::clamp(fraction, 0.001, 0.999), threshold = normal_quantile(share);
  return 1 + threshold * threshold - threshold * normal_density(threshold) / (1 - share);
}

/// Values of both signs, none zero: normal, shifted so that the share of negative ones is right; half-normal where all have one sign.
void fill_dense(const TensorFit& fit, std::span<float> values, Random& random) {
  const bool one_sign = fit.negative <= 0 || fit.negative >= 1;
  const double shift = one_sign ? 0 : normal_quantile(fit.negative);
  std::vector<float> scales;
  for (const ChannelFit& channel : fit.channels) scales.push_back(static_cast<float>(channel.scale / std::sqrt(1 + shift * shift)));
  NormalTable::standard().fill(values, random);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const float normal = values[i] - static_cast<float>(shift);
    const float value = one_sign ? (fit.negative >= 1 ? -1.0F : 1.0F) * std::abs(normal) : normal;
    values[i] = value * scales[i % scales.size()];
    if (values[i] == 0) values[i] = fit.negative >= 1 ? -1e-30F : 1e-30F;
  }
}

/// A field over all vectors; those that are no pixels have independent values.
class TensorField {
 public:
  TensorField(const TensorShape& shape, std::vector<BlobPart> parts)
      : leading_(static_cast<std::size_t>(shape.leading)), image_(shape.height, shape.width, std::move(parts), BlobOrigin::Random) {}
  void draw(std::span<float> plane, Random& random) {
    NormalTable::standard().fill(plane.first(leading_), random);
    image_.draw(plane.subspan(leading_), random);
  }

 private:
  std::size_t leading_;
  BlobField image_;
};

std::vector<std::vector<float>> draw_common(const TensorFit& fit, const BlobBasis& basis, Random& random) {
  const PositionKinds kinds(fit.shape);
  std::vector<std::vector<float>> planes;
  for (const CommonField& field : fit.common) {
    std::vector<float> plane(static_cast<std::size_t>(fit.shape.vectors()));
    TensorField(fit.shape, basis.parts(field.blobs)).draw(plane, random);
    const float moving = static_cast<float>(std::sqrt(1 - field.lasting)), lasting = static_cast<float>(std::sqrt(field.lasting));
    for (std::size_t v = 0; v < plane.size() && field.lasting > 0; ++v)
      plane[v] = moving * plane[v] + lasting * static_cast<float>(field.profile[kinds.of(static_cast<std::int64_t>(v))]);
    planes.push_back(std::move(plane));
  }
  return planes;
}

}  // namespace

void draw_tensor(const TensorFit& fit, std::uint64_t seed, std::int64_t input, std::span<float> values) {
  assert(values.size() == static_cast<std::size_t>(fit.shape.elements()) && fit.channels.size() == static_cast<std::size_t>(fit.shape.channels));
  Random random(derive_seed(seed, "input", static_cast<std::uint64_t>(input)));
  if (fit.density == 1) {
    fill_dense(fit, values, random);
    return;
  }
  const std::vector<double> fractions = draw_fractions(fit, seed, input, random);
  const std::vector<std::int64_t> zeros = zero_counts(fractions, fit.shape.vectors(), random);
  const BlobBasis basis(fit.shape);
  const std::vector<std::vector<float>> common = draw_common(fit, basis, random);
  TensorField own(fit.shape, basis.parts(fit.own));
  std::vector<float> sorted;
  fill_planes(values, fit.channels.size(), [&](std::size_t c, std::span<float> plane) {
    const ChannelFit& channel = fit.channels[c];
    own.draw(plane, random);
    double left = 1;
    for (const double loading : channel.fields) left -= loading * loading;
    const float of_own = static_cast<float>(std::sqrt(std::max(0.0, left)));
    for (float& value : plane) value *= of_own;
    // A common field is high where there are many zeros.
    for (std::size_t k = 0; k < common.size(); ++k) {
      const float loading = static_cast<float>(channel.fields[k]);
      for (std::size_t p = 0; p < plane.size(); ++p) plane[p] -= loading * common[k][p];
    }
    rectify(plane, zeros[c], sorted);
    const float scale = static_cast<float>((channel.scale > 0 ? channel.scale : 1) / std::sqrt(mean_square_above(channel.mean())));
    for (float& value : plane)
      if (value != 0) value = value * scale * (fit.negative > 0 && random.uniform() < fit.negative ? -1.0F : 1.0F);
  });
}

}  // namespace skeptic
