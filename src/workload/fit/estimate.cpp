#include "workload/fit/estimate.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <exception>
#include <map>

#include "base/parallel.h"
#include "base/random.h"
#include "workload/fit/factors.h"
#include "workload/fit/fields.h"

namespace skeptic {
namespace {

using Vector = std::vector<double>;

struct Spread {
  double mean = 0, deviation = 0;
};

Spread spread_of(const Vector& values) {
  Spread spread;
  const double share = 1 / static_cast<double>(values.size());
  for (const double value : values) spread.mean += value * share;
  double variance = 0;
  for (const double value : values) variance += (value - spread.mean) * (value - spread.mean) * share;
  spread.deviation = std::sqrt(variance);
  return spread;
}

/// Pearson's; nothing where one of the two does not vary.
std::optional<double> correlation_of(const Vector& a, const Vector& b) {
  const Spread of_a = spread_of(a), of_b = spread_of(b);
  if (!(of_a.deviation > 1e-9) || !(of_b.deviation > 1e-9 * of_b.mean)) return std::nullopt;
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - of_a.mean) * (b[i] - of_b.mean);
  return rounded(sum / static_cast<double>(a.size()) / (of_a.deviation * of_b.deviation));
}

/// How much a fraction of this law moves with the normal variate behind it: the slope of the regression of the one on the other.
double slope_of(const BetaLaw& law) {
  constexpr int kPoints = 16;
  double along = 0, square = 0;
  for (int i = 0; i < kPoints; ++i) {
    const double share = (i + 0.5) / kPoints, normal = normal_quantile(share);
    along += normal * (beta_quantile(share, law.mean(), law.deviation()) - law.mean());
    square += normal * normal;
  }
  return along / square;
}

/// Loadings [variate][channel] of the channels' fractions on variates of the input.
std::vector<Vector> input_loadings(const Moments& moments, const std::vector<ChannelFit>& channels) {
  const std::int64_t inputs = moments.inputs();
  if (inputs < 2) return {};
  Vector slopes(channels.size(), 0.0), variances(channels.size(), 0.0), means(channels.size(), 0.0);
  for (std::size_t c = 0; c < channels.size(); ++c) {
    for (const Vector& fraction : moments.fractions) means[c] += fraction[c] / static_cast<double>(inputs);
    if (channels[c].zeros) slopes[c] = slope_of(*channels[c].zeros);
    variances[c] = slopes[c] * slopes[c];
  }
  // The covariance over the inputs, without its diagonal, times a vector.
  const auto covariances = [&](const Vector& vector) {
    Vector result(channels.size(), 0.0);
    for (const Vector& fraction : moments.fractions) {
      double along = 0;
      for (std::size_t c = 0; c < channels.size(); ++c)
        if (channels[c].zeros) along += (fraction[c] - means[c]) * vector[c];
      for (std::size_t c = 0; c < channels.size(); ++c)
        if (channels[c].zeros) result[c] += (fraction[c] - means[c]) * (along - (fraction[c] - means[c]) * vector[c]) / static_cast<double>(inputs);
    }
    return result;
  };
  const std::size_t most = std::min({kInputVariates, static_cast<std::size_t>(inputs - 1), channels.size() - 1});
  std::vector<Vector> loadings = common_factors(covariances, variances, most);
  for (Vector& of_variate : loadings)
    for (std::size_t c = 0; c < channels.size(); ++c) of_variate[c] = slopes[c] > 0 ? rounded(of_variate[c] / slopes[c]) : 0;
  return loadings;
}

/// What is told about a tensor, and not drawn from: densities and correlations of its zeros.
void describe(const Moments& moments, TensorFit& fit) {
  Vector means;
  double values = 0, nonzeros = 0, variance = 0;
  for (const Vector& fraction : moments.fractions) means.push_back(spread_of(fraction).mean);
  LagValues lagged{};
  for (std::size_t c = 0; c < moments.channels(); ++c) {
    values += static_cast<double>(moments.shape.vectors() * moments.inputs());
    nonzeros += moments.nonzeros[c];
    variance += moments.variance[c];
    for (std::size_t lag = 0; lag < lagged.size(); ++lag) lagged[lag] += moments.lagged[c][lag];
  }
  fit.density = nonzeros == values ? 1 : rounded(nonzeros / values);
  fit.deviation = rounded(spread_of(means).deviation);
  fit.negative = nonzeros > 0 ? rounded(moments.negative / nonzeros) : 0;
  for (std::size_t lag = 0; lag < lagged.size(); ++lag) fit.correlation[lag] = variance > 0 ? rounded(lagged[lag] / variance) : 0;
  double sum = 0, pairs = 0;
  for (std::size_t c = 1; c < moments.channels(); ++c)
    for (std::size_t d = 0; d < c; ++d) {
      const double scale = std::sqrt(moments.variance[c] * moments.variance[d]);
      if (!(scale > 1e-6)) continue;
      sum += moments.within.at(c, d) / scale;
      pairs += 1;
    }
  fit.channel_correlation = pairs > 0 ? rounded(sum / pairs) : 0;
}

/// How the densities of the input channels go with their weights.
void compare_with_weights(LayerFit& fit) {
  Vector densities;
  for (const ChannelFit& channel : fit.activations.channels) densities.push_back(1 - channel.mean());
  if (!fit.weights->densities.empty()) fit.weight_density = correlation_of(densities, fit.weights->densities);
  fit.weight_magnitude = correlation_of(densities, fit.weights->scales);
}

}  // namespace

TensorFit fit_tensor(const TensorShape& shape, std::int64_t inputs, const InputReader& input) {
  const Moments moments = measure_moments(shape, inputs, input);
  TensorFit fit;
  fit.shape = shape;
  describe(moments, fit);
  fit.channels.resize(moments.channels());
  for (std::size_t c = 0; c < fit.channels.size(); ++c) {
    ChannelFit& channel = fit.channels[c];
    Vector fractions;
    for (const Vector& of_input : moments.fractions) fractions.push_back(of_input[c]);
    const Spread spread = spread_of(fractions);
    channel.zeros = BetaLaw::of(spread.mean, spread.deviation);
    if (!channel.zeros) channel.point = rounded(std::clamp(spread.mean, 0.0, 1.0));
    channel.scale = moments.nonzeros[c] > 0 ? rounded(std::sqrt(moments.squares[c] / moments.nonzeros[c])) : 0;
  }
  fit.own[0] = 1;
  if (fit.density == 1) return fit;
  FittedFields fields = fit_fields(moments, input);
  fit.common = std::move(fields.common);
  fit.own = fields.own;
  const std::vector<Vector> variates = input_loadings(moments, fit.channels);
  for (std::size_t c = 0; c < fit.channels.size(); ++c) {
    for (const Vector& loadings : fields.loadings) fit.channels[c].fields.push_back(loadings[c]);
    for (const Vector& loadings : variates) fit.channels[c].inputs.push_back(loadings[c]);
  }
  return fit;
}

Fit fit_trace(const Trace& trace, std::int64_t inputs, const std::function<void(std::int64_t, std::int64_t)>& progress) {
  Fit fit;
  fit.network = trace.network();
  fit.trace = trace.file();
  fit.pruning = trace.header().pruning;
  if (!fit.pruning.empty()) fit.pruned_by = trace.header().design;
  fit.inputs = inputs;
  fit.masks = trace.header().store == TraceStore::Masks;
  std::vector<const Layer*> layers;
  std::map<std::string, std::size_t> first;  // the layer that fits a tensor for all that read it
  for (const Layer& layer : fit.network.layers) {
    if (layer.kind == LayerKind::Elementwise) continue;
    first.emplace(tensor_name(fit.network, layer), layers.size());
    layers.push_back(&layer);
    fit.layers.push_back({});
    fit.layers.back().name = layer.name;
  }
  std::vector<std::exception_ptr> errors(layers.size());
  std::atomic<std::int64_t> done = 0;
  const auto count = static_cast<std::int64_t>(layers.size());
  parallel_for(count, [&](std::int64_t i) {
    const Layer& layer = *layers[static_cast<std::size_t>(i)];
    LayerFit& result = fit.layers[static_cast<std::size_t>(i)];
    try {
      if (first.at(tensor_name(fit.network, layer)) == static_cast<std::size_t>(i))
        result.activations = fit_tensor(activations_shape(fit.network, layer), inputs,
                                        [&](std::int64_t input) { return trace.activations(layer, input, 1).activations; });
      if (layer.kind == LayerKind::Matmul)
        result.second = fit_tensor(second_shape(layer), inputs, [&](std::int64_t input) { return trace.operands(layer, input, 1).weights; });
      else
        result.weights = fit_weights(layer, trace.weights(layer));
    } catch (...) {
      errors[static_cast<std::size_t>(i)] = std::current_exception();
    }
    if (progress) progress(++done, count);
  });
  for (const std::exception_ptr& error : errors)
    if (error) std::rethrow_exception(error);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    LayerFit& result = fit.layers[i];
    const std::size_t fitted = first.at(tensor_name(fit.network, *layers[i]));
    if (fitted != i) result.activations = fit.layers[fitted].activations;
    if (result.weights) compare_with_weights(result);
  }
  return fit;
}

}  // namespace skeptic
