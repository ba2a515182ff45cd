#include "workload/fit/fields.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "workload/fit/blobs.h"
#include "workload/fit/factors.h"

namespace skeptic {
namespace {

using Vector = std::vector<double>;

/// Thresholds of less density than this tell nothing about the field behind them.
constexpr double kLeastDensity = 1e-3;
constexpr double kMostLasting = 0.95;

/// The zeros of the inputs, projected on common factors: v_k(p) = Σ_c loading_kc · zero_c(p), about the channels' fractions.
struct Projections {
  std::vector<LagValues> lagged;  ///< [factor]: mean over inputs of v(p) v(p + lag)
  Vector variance;                ///< [factor]
  std::vector<Vector> profile;    ///< [factor][kind of position]: mean over inputs
};

Projections project(const Moments& moments, const std::vector<Vector>& loadings, const InputReader& input) {
  const TensorShape& shape = moments.shape;
  const PositionKinds kinds(shape);
  const std::size_t channels = moments.channels(), vectors = static_cast<std::size_t>(shape.vectors());
  const double share = 1 / static_cast<double>(moments.inputs());
  Projections result{std::vector<LagValues>(loadings.size(), LagValues{}), Vector(loadings.size(), 0.0),
                     std::vector<Vector>(loadings.size(), Vector(kinds.count(), 0.0))};
  Vector vectors_of(kinds.count(), 0.0), plane(vectors);
  for (std::size_t v = 0; v < vectors; ++v) vectors_of[kinds.of(static_cast<std::int64_t>(v))] += 1;
  for (std::int64_t i = 0; i < moments.inputs(); ++i) {
    const std::vector<float> values = input(i);
    const Vector& fraction = moments.fractions[static_cast<std::size_t>(i)];
    for (std::size_t k = 0; k < loadings.size(); ++k) {
      double mean = 0;
      for (std::size_t c = 0; c < channels; ++c) mean += loadings[k][c] * fraction[c];
      for (std::size_t v = 0; v < vectors; ++v) {
        double sum = -mean;
        for (std::size_t c = 0; c < channels; ++c) sum += values[v * channels + c] == 0 ? loadings[k][c] : 0;
        plane[v] = sum;
        result.variance[k] += sum * sum / static_cast<double>(vectors) * share;
        const std::size_t kind = kinds.of(static_cast<std::int64_t>(v));
        result.profile[k][kind] += sum / vectors_of[kind] * share;
      }
      for (std::size_t lag = 0; lag < kFitLags.size(); ++lag)
        if (has_lag(shape, kFitLags[lag])) result.lagged[k][lag] += lagged_product(shape, kFitLags[lag], plane) * share;
    }
  }
  return result;
}

/// A profile by kind, spread over the vectors.
Vector spread(const TensorShape& shape, const Vector& profile) {
  const PositionKinds kinds(shape);
  Vector plane;
  for (std::int64_t v = 0; v < shape.vectors(); ++v) plane.push_back(profile[kinds.of(v)]);
  return plane;
}

double mean_square(const Vector& plane) {
  double sum = 0;
  for (const double value : plane) sum += value * value;
  return sum / static_cast<double>(plane.size());
}

/// What a projection's covariances have of the fields alone: without what every channel has with itself.
void remove_own(const Moments& moments, const Vector& loadings, LagValues& lagged, double& variance) {
  for (std::size_t c = 0; c < loadings.size(); ++c) {
    const double square = loadings[c] * loadings[c];
    for (std::size_t lag = 0; lag < lagged.size(); ++lag) lagged[lag] -= square * moments.lagged[c][lag];
    variance -= square * moments.variance[c];
  }
}

/// The part of a projection that is the same in all inputs; takes it out of the covariances.
void take_lasting(const Moments& moments, Vector profile, double of_all, LagValues& lagged, double& variance, CommonField& field) {
  const double inputs = static_cast<double>(moments.inputs());
  const Vector plane = spread(moments.shape, profile);
  const double seen = mean_square(plane);
  if (moments.inputs() < 2 || !(seen > 0) || !(variance > 0)) return;
  // The mean over the inputs varies also by chance: by what one input varies, averaged over a kind's vectors and over the inputs.
  const double kinds = static_cast<double>(profile.size()), vectors = static_cast<double>(moments.shape.vectors());
  const double lasting = (inputs * seen - of_all * kinds / vectors) / (inputs - 1);
  if (!(lasting > 0)) return;
  field.lasting = rounded(std::min(kMostLasting, lasting / variance));
  if (!(field.lasting > 1e-3)) {
    field.lasting = 0;
    return;
  }
  for (std::size_t lag = 0; lag < lagged.size(); ++lag)
    if (has_lag(moments.shape, kFitLags[lag])) lagged[lag] -= lagged_product(moments.shape, kFitLags[lag], plane) * lasting / seen;
  variance -= lasting;
  for (double& value : profile) value = rounded(value / std::sqrt(seen));
  field.profile = std::move(profile);
}

/// Where common fields leave some kinds of position denser than others in all inputs: a field that lasts altogether, with the same loading on every
/// channel. `found` is the projection on the sum of all channels. Nothing where chance explains it.
std::optional<CommonField> lasting_density(const Moments& moments, const Vector& found, double of_all, const FittedFields& fields, double& loading) {
  const double channels = static_cast<double>(moments.channels()), inputs = static_cast<double>(moments.inputs());
  if (moments.inputs() < 2) return std::nullopt;
  double density = 0;
  for (const TetrachoricFactors& threshold : moments.thresholds) density += threshold[0];
  if (!(density > kLeastDensity * channels)) return std::nullopt;
  Vector profile = found;
  for (std::size_t k = 0; k < fields.common.size(); ++k) {
    if (fields.common[k].lasting <= 0) continue;
    double sum = 0;
    for (std::size_t c = 0; c < moments.channels(); ++c) sum += fields.loadings[k][c] * moments.thresholds[c][0];
    for (std::size_t kind = 0; kind < profile.size(); ++kind)
      profile[kind] -= sum * std::sqrt(fields.common[k].lasting) * fields.common[k].profile[kind];
  }
  for (double& value : profile) value /= density;
  const double seen = mean_square(spread(moments.shape, profile));
  const double chance = of_all / (density * density) * static_cast<double>(profile.size()) / static_cast<double>(moments.shape.vectors()) / inputs;
  if (!(seen > 2 * chance)) return std::nullopt;
  loading = rounded(std::min(0.5, std::sqrt(seen - chance)));
  CommonField field;
  field.blobs[0] = 1;
  field.lasting = 1;
  for (const double value : profile) field.profile.push_back(rounded(value / std::sqrt(seen)));
  return field;
}

/// From the correlation of zeros that a field causes, at a lag over at the same pixel, to the field's own. Zeros of strongly loaded channels fall off
/// faster than the field does; the median threshold and the channels' typical loading stand for all.
double correlation_behind(double ratio, const Moments& moments, const Vector& factor) {
  double weights = 0, square = 0;
  for (std::size_t c = 0; c < factor.size(); ++c) {
    const double density = moments.thresholds[c][0], weight = factor[c] * factor[c];
    if (!(density > kLeastDensity)) continue;
    weights += weight;
    square += weight * weight / (density * density);
  }
  if (!(weights > 0)) return ratio;
  const double between = std::clamp(square / weights, 0.01, kMostCorrelation);
  const TetrachoricFactors median = tetrachoric_factors(0);
  return field_correlation(ratio * mask_covariance(between, median, median), median, median) / between;
}

/// The correlation of a common field as it will be drawn: that of its blobs, and of its lasting part.
LagValues drawn_correlation(const TensorShape& shape, const BlobBasis& basis, const CommonField& field) {
  LagValues result = basis.correlation(field.blobs);
  const Vector plane = field.lasting > 0 ? spread(shape, field.profile) : Vector{};
  for (std::size_t lag = 0; lag < result.size(); ++lag) {
    if (!has_lag(shape, kFitLags[lag])) continue;
    result[lag] *= 1 - field.lasting;
    if (field.lasting > 0) result[lag] += field.lasting * lagged_product(shape, kFitLags[lag], plane);
  }
  return result;
}

/// Of the own fields, all channels together: what common fields leave of the correlation between neighbours.
BlobShares own_blobs(const Moments& moments, const BlobBasis& basis, const FittedFields& fields) {
  std::vector<LagValues> common;
  for (const CommonField& field : fields.common) common.push_back(drawn_correlation(moments.shape, basis, field));
  LagValues left{};
  double weights = 0;
  for (std::size_t c = 0; c < moments.channels(); ++c) {
    const TetrachoricFactors& threshold = moments.thresholds[c];
    if (threshold[0] < kLeastDensity) continue;
    const double weight = threshold[0] * threshold[0];
    double own = 1;
    for (const Vector& loadings : fields.loadings) own -= loadings[c] * loadings[c];
    weights += weight * own;
    for (std::size_t lag = 0; lag < left.size(); ++lag) {
      double correlation = field_correlation(moments.lagged[c][lag], threshold, threshold);
      for (std::size_t k = 0; k < common.size(); ++k) correlation -= fields.loadings[k][c] * fields.loadings[k][c] * common[k][lag];
      left[lag] += weight * correlation;
    }
  }
  for (double& correlation : left) correlation = weights > 0 ? std::clamp(correlation / weights, -0.5, 1.0) : 0;
  return basis.shares(left);
}

}  // namespace

FittedFields fit_fields(const Moments& moments, const InputReader& input) {
  const std::size_t channels = moments.channels();
  const BlobBasis basis(moments.shape);
  FittedFields fields;
  fields.own[0] = 1;
  if (moments.shape.vectors() == 1) return fields;

  // The fields' covariances, each times the densities at the two thresholds: to first order the covariance of the zeros.
  BelowDiagonal linear(channels);
  Vector variances(channels);
  for (std::size_t c = 0; c < channels; ++c) {
    const TetrachoricFactors& a = moments.thresholds[c];
    variances[c] = a[0] * a[0];
    for (std::size_t d = 0; d < c; ++d) {
      const TetrachoricFactors& b = moments.thresholds[d];
      linear.at(c, d) = field_correlation(moments.within.at(c, d), a, b) * a[0] * b[0];
    }
  }
  std::vector<Vector> factors = common_factors([&](const Vector& v) { return linear.times(v); }, variances, std::min(kCommonFields, channels - 1));
  factors.emplace_back(channels, 1.0);  // the sum of all channels is measured with them
  Projections projections = project(moments, factors, input);
  for (std::size_t k = 0; k + 1 < factors.size(); ++k) {
    CommonField field;
    double variance = projections.variance[k];
    remove_own(moments, factors[k], projections.lagged[k], variance);
    take_lasting(moments, std::move(projections.profile[k]), projections.variance[k], projections.lagged[k], variance, field);
    LagValues correlation{};
    for (std::size_t lag = 0; lag < correlation.size(); ++lag)
      correlation[lag] = variance > 0 ? std::clamp(correlation_behind(projections.lagged[k][lag] / variance, moments, factors[k]), -0.5, 1.0) : 0;
    field.blobs = basis.shares(correlation);
    fields.common.push_back(std::move(field));
    Vector loadings(channels, 0.0);
    for (std::size_t c = 0; c < channels; ++c)
      if (moments.thresholds[c][0] > 0) loadings[c] = rounded(factors[k][c] / moments.thresholds[c][0]);
    fields.loadings.push_back(std::move(loadings));
  }
  double loading = 0;
  if (std::optional<CommonField> field = lasting_density(moments, projections.profile.back(), projections.variance.back(), fields, loading)) {
    fields.common.push_back(std::move(*field));
    fields.loadings.emplace_back(channels, loading);
  }
  fields.own = own_blobs(moments, basis, fields);
  return fields;
}

}  // namespace skeptic
