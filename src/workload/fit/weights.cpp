// Fitting and drawing weights.
#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "base/random.h"
#include "sparsity/pattern.h"
#include "sparsity/prune.h"
#include "workload/fit/draw.h"
#include "workload/fit/estimate.h"
#include "workload/normal_table.h"

namespace skeptic {
namespace {

/// Weights as [rows][taps][channels], channels counted in the row's group.
struct WeightsShape {
  std::size_t rows, taps, channels, groups;
  explicit WeightsShape(const Layer& layer) {
    groups = layer.kind == LayerKind::Convolution ? static_cast<std::size_t>(layer.groups) : 1;
    rows = static_cast<std::size_t>(layer.out_channels);
    taps = static_cast<std::size_t>(layer.kernel_height * layer.kernel_width);
    channels = static_cast<std::size_t>(layer.in_channels) / groups;
  }
  std::size_t depth() const { return taps * channels; }
  /// The input channel of all groups that a value belongs to.
  std::size_t input(std::size_t row, std::size_t position) const { return row / (rows / groups) * channels + position % channels; }
};

/// The slots of a pattern, or whether all values lie in them.
Mask slots(const Pattern& pattern, const std::vector<float>& weights, const WeightsShape& shape) {
  const std::size_t group = static_cast<std::size_t>(pattern.group_length()), padded = (shape.channels + group - 1) / group * group;
  std::vector<float> values(shape.rows * shape.taps * padded, 0.0F);
  for (std::size_t tap = 0; tap < shape.rows * shape.taps; ++tap)
    std::copy_n(weights.begin() + static_cast<std::ptrdiff_t>(tap * shape.channels), shape.channels,
                values.begin() + static_cast<std::ptrdiff_t>(tap * padded));
  return slots_of(pattern, values, static_cast<std::int64_t>(shape.rows * shape.taps), static_cast<std::int64_t>(padded));
}

bool in_slot(const Mask& kept, const WeightsShape& shape, std::size_t value) {
  return kept.get(static_cast<std::int64_t>(value / shape.channels), static_cast<std::int64_t>(value % shape.channels));
}

/// The sparsest of kWeightPatterns that all weights follow, if it is what makes them sparse.
std::string followed_pattern(const std::vector<float>& weights, const WeightsShape& shape, double density) {
  for (const std::string_view text : kWeightPatterns) {
    const Pattern pattern = parse_pattern(text);
    const double most = static_cast<double>(pattern.levels[0].keep) / static_cast<double>(pattern.levels[0].of);
    if (density > 1.2 * most || density < 0.8 * most) continue;
    const Mask kept = slots(pattern, weights, shape);
    bool follows = true;
    for (std::size_t i = 0; i < weights.size() && follows; ++i) follows = weights[i] == 0 || in_slot(kept, shape, i);
    if (follows) return std::string(text);
  }
  return {};
}

/// The rate of an exponential clock that has rung by time 1 with this probability.
double rate(double density) { return -exact_log(std::max(1 - density, 1e-12)); }

/// A row of `count` nonzeros: every position runs a race at a speed that grows with its channel's and its tap's density, and the first are nonzero.
/// In a row of average density each channel and each tap has nearly its own.
void sparsify_row(std::span<float> row, std::size_t count, const std::vector<double>& speeds, Random& random) {
  std::vector<std::pair<double, std::size_t>> race;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const double time = -exact_log((static_cast<double>(random.next() >> 12) + 0.5) * 0x1p-52);
    race.emplace_back(speeds[i] > 0 ? time / speeds[i] : 1e300, i);
  }
  count = std::min(count, race.size());
  std::nth_element(race.begin(), race.begin() + static_cast<std::ptrdiff_t>(count), race.end());
  for (std::size_t i = count; i < race.size(); ++i) row[race[i].second] = 0;
}

}  // namespace

WeightsFit fit_weights(const Layer& layer, const std::vector<float>& weights) {
  const WeightsShape shape(layer);
  assert(weights.size() == shape.rows * shape.depth());
  const std::size_t inputs = shape.channels * shape.groups;
  std::vector<double> squares(inputs, 0.0), nonzeros(inputs, 0.0), of_rows(shape.rows, 0.0), of_taps(shape.taps, 0.0);
  for (std::size_t row = 0; row < shape.rows; ++row)
    for (std::size_t position = 0; position < shape.depth(); ++position) {
      const double value = weights[row * shape.depth() + position];
      if (value == 0) continue;
      const std::size_t input = shape.input(row, position);
      squares[input] += value * value;
      nonzeros[input] += 1;
      of_rows[row] += 1;
      of_taps[position / shape.channels] += 1;
    }
  WeightsFit fit;
  const double all = std::accumulate(of_rows.begin(), of_rows.end(), 0.0);
  for (std::size_t c = 0; c < inputs; ++c) fit.scales.push_back(nonzeros[c] > 0 ? rounded(std::sqrt(squares[c] / nonzeros[c])) : 0);
  if (all == static_cast<double>(weights.size())) return fit;
  fit.density = rounded(all / static_cast<double>(weights.size()));
  for (const double count : nonzeros) fit.densities.push_back(rounded(count / static_cast<double>(weights.size() / inputs)));
  for (const double count : of_rows) fit.rows.push_back(rounded(count / static_cast<double>(shape.depth())));
  for (const double count : of_taps) fit.taps.push_back(rounded(count / static_cast<double>(shape.rows * shape.channels)));
  fit.pattern = followed_pattern(weights, shape, fit.density);
  return fit;
}

std::vector<float> draw_weights(const WeightsFit& fit, const Layer& layer, std::uint64_t seed) {
  const WeightsShape shape(layer);
  std::vector<float> weights(shape.rows * shape.depth());
  Random random(derive_seed(derive_seed(seed, "weights"), layer.name.c_str()));
  NormalTable::standard().fill(weights, random);
  for (std::size_t row = 0; row < shape.rows; ++row)
    for (std::size_t position = 0; position < shape.depth(); ++position)
      weights[row * shape.depth() + position] *= static_cast<float>(fit.scales[shape.input(row, position)]);
  if (!fit.pattern.empty()) {
    const Mask kept = slots(parse_pattern(fit.pattern), weights, shape);
    for (std::size_t i = 0; i < weights.size(); ++i)
      if (!in_slot(kept, shape, i)) weights[i] = 0;
  } else if (!fit.densities.empty()) {
    std::vector<double> speeds(shape.depth());
    for (std::size_t row = 0; row < shape.rows; ++row) {
      for (std::size_t position = 0; position < shape.depth(); ++position)
        speeds[position] = rate(fit.densities[shape.input(row, position)]) * rate(fit.taps[position / shape.channels]);
      const double count = fit.rows[row] * static_cast<double>(shape.depth());
      sparsify_row(std::span(weights).subspan(row * shape.depth(), shape.depth()), static_cast<std::size_t>(count + 0.5), speeds, random);
    }
  }
  return weights;
}

}  // namespace skeptic
