#include "workload/synthetic.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>
#include <string>

#include "base/diagnostic.h"
#include "base/random.h"
#include "workload/dataflow.h"
#include "workload/normal_table.h"
#include "workload/zero_field.h"

namespace skeptic {
namespace {

constexpr double kRectifierZeros = 0.5;
constexpr double kChannelDeviation = 0.15;  // of a channel's fraction over images, at a fraction of 1/2

/// An activation tensor of one image: `height` x `width` vectors of `channels`.
struct ImageShape {
  std::int64_t height, width, channels;
  std::int64_t elements() const { return height * width * channels; }
};

/// Images [first, past).
struct Images {
  std::int64_t first, past;
  std::int64_t count() const { return past - first; }
};

std::uint64_t tensor_seed(const SyntheticOptions& options, const char* what, const Layer& layer) {
  const std::string tensor = layer.inputs.empty() ? layer.name : fmt::format("{}", fmt::join(layer.inputs, " "));
  return derive_seed(derive_seed(options.seed, what), tensor.c_str());
}

std::span<float> image_of(std::vector<float>& values, std::int64_t image, std::int64_t elements) {
  return std::span(values).subspan(static_cast<std::size_t>(image * elements), static_cast<std::size_t>(elements));
}

void fill_normal(std::span<float> values, Random random, float deviation) {
  NormalTable::standard().fill(values, random, [deviation](float normal, std::uint32_t) { return normal * deviation; });
}

/// GELU(x) = x·P(X < x), and P is what x is the quantile of.
void fill_gelu(std::span<float> values, Random random) {
  NormalTable::standard().fill(values, random,
                               [](float normal, std::uint32_t bits) { return normal * ((static_cast<float>(bits) + 0.5f) * 0x1p-32f); });
}

void fill_softmax(std::span<float> values, std::int64_t vector, Random random) {
  NormalTable::standard().fill(values, random, [](float normal, std::uint32_t) { return static_cast<float>(exact_exp(normal)); });
  for (std::size_t row = 0; row < values.size(); row += static_cast<std::size_t>(vector)) {
    const std::span weights = values.subspan(row, static_cast<std::size_t>(vector));
    double sum = 0;
    for (const float weight : weights) sum += weight;
    for (float& weight : weights) weight = static_cast<float>(weight / sum);
  }
}

/// The mean zero fraction of an image: the first has the one that was asked for, later ones come in pairs around it.
double image_mean(double mean, double deviation, std::uint64_t seed, std::int64_t image) {
  if (image == 0) return mean;
  Random random(derive_seed(seed, "pair", static_cast<std::uint64_t>((image + 1) / 2)));
  const double offset = std::min({deviation * (0.5 + random.uniform()), mean, 1 - mean});
  const bool up = (random.next() & 1) == static_cast<std::uint64_t>(image & 1);
  return up ? mean + offset : mean - offset;
}

/// The two deviations that together give channels of one image the deviation `spread`: of their lasting fractions, and of an image's own.
struct Spread {
  double lasting, own;
};

Spread split_spread(double mean, double spread) {
  const double widest = mean * (1 - mean);  // the variance of fractions that are all 0 or 1
  const double variance = std::min(spread * spread, 0.98 * widest);
  const double own = std::min(kChannelDeviation, 0.5 * std::sqrt(variance));
  // vary_zero_fractions adds 4 own² E[f(1-f)], and E[f(1-f)] = widest - lasting².
  return {std::sqrt(std::max(0.0, (variance - 4 * own * own * widest) / (1 - 4 * own * own))), own};
}

void fill_zeros(std::vector<float>& values, const Images& images, const ImageShape& shape, double mean, const SyntheticOptions& options,
                std::uint64_t seed) {
  const Spread spread = split_spread(mean, options.spread);
  Random channels(derive_seed(seed, "channels"));
  const std::vector<double> lasting = channel_zero_fractions(shape.channels, mean, spread.lasting, channels);
  for (std::int64_t image = images.first; image < images.past; ++image) {
    Random random(derive_seed(seed, "image", static_cast<std::uint64_t>(image)));
    const std::vector<double> fractions = vary_zero_fractions(lasting, image_mean(mean, options.image_deviation, seed, image), spread.own, random);
    fill_rectified(image_of(values, image - images.first, shape.elements()), shape.height, shape.width, fractions, random);
  }
}

void fill_channel_zeros(std::vector<float>& values, const Images& images, const ImageShape& shape, const std::vector<double>& given,
                        std::uint64_t seed) {
  std::vector<double> fractions;
  for (std::int64_t c = 0; c < shape.channels; ++c)
    fractions.push_back(given[static_cast<std::size_t>(c) * given.size() / static_cast<std::size_t>(shape.channels)]);
  for (std::int64_t image = images.first; image < images.past; ++image) {
    Random random(derive_seed(seed, "image", static_cast<std::uint64_t>(image)));
    fill_rectified(image_of(values, image - images.first, shape.elements()), shape.height, shape.width, fractions, random);
  }
}

std::vector<float> activations(const Network& network, const Layer& layer, const Images& images, const SyntheticOptions& options) {
  const bool convolution = layer.kind == LayerKind::Convolution, matmul = layer.kind == LayerKind::Matmul;
  const ImageShape shape{convolution ? layer.in_height : 1, convolution ? layer.in_width : layer.tokens * (matmul ? layer.groups : 1),
                         layer.in_channels};
  const std::uint64_t seed = tensor_seed(options, "activations", layer);
  std::vector<float> values(static_cast<std::size_t>(images.count() * shape.elements()));
  const ActivationFunction function = activation_function_read(network, layer);
  if (!matmul && !options.channel_zeros.empty()) {
    fill_channel_zeros(values, images, shape, options.channel_zeros, seed);
  } else if (function == ActivationFunction::Rectifier || function == ActivationFunction::SquaredRectifier ||
             (function == ActivationFunction::Smooth && options.zeros)) {
    fill_zeros(values, images, shape, options.zeros.value_or(kRectifierZeros), options, seed);
  } else {
    for (std::int64_t image = images.first; image < images.past; ++image) {
      const std::span<float> part = image_of(values, image - images.first, shape.elements());
      const Random random(derive_seed(seed, "image", static_cast<std::uint64_t>(image)));
      if (function == ActivationFunction::Smooth)
        fill_gelu(part, random);
      else if (reads_softmax(network, layer))
        fill_softmax(part, shape.channels, random);
      else
        fill_normal(part, random, 1.0f);
    }
  }
  if (function == ActivationFunction::SquaredRectifier)
    for (float& value : values)
      if (value > 0) value = std::max(value * value, std::numeric_limits<float>::min());  // what is no zero stays none
  return values;
}

/// Zeros the smallest of `row`, so many that the fraction is met; of equally large ones the last.
void prune_row(std::span<float> row, double fraction) {
  const auto zeros = static_cast<std::size_t>(std::floor(fraction * static_cast<double>(row.size()) + 0.5));
  if (zeros == 0) return;
  std::vector<std::size_t> order(row.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::nth_element(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(zeros - 1), order.end(), [&](std::size_t a, std::size_t b) {
    const float of_a = std::fabs(row[a]), of_b = std::fabs(row[b]);
    return of_a != of_b ? of_a < of_b : a > b;
  });
  for (std::size_t i = 0; i < zeros; ++i) row[order[i]] = 0;
}

std::vector<float> weights(const Layer& layer, const Images& images, const SyntheticOptions& options) {
  const std::int64_t reduction =
      layer.in_channels / (layer.kind == LayerKind::Convolution ? layer.groups : 1) * layer.kernel_height * layer.kernel_width;
  if (layer.kind != LayerKind::Matmul) {
    std::vector<float> values(static_cast<std::size_t>(layer.out_channels * reduction));
    fill_normal(values, Random(derive_seed(derive_seed(options.seed, "weights"), layer.name.c_str())),
                1.0f / std::sqrt(static_cast<float>(reduction)));
    if (options.weight_zeros > 0) {
      Random rows(derive_seed(derive_seed(options.seed, "rows"), layer.name.c_str()));
      const std::vector<double> fractions = channel_zero_fractions(layer.out_channels, options.weight_zeros, options.weight_spread, rows);
      for (std::int64_t row = 0; row < layer.out_channels; ++row)
        prune_row(std::span(values).subspan(static_cast<std::size_t>(row * reduction), static_cast<std::size_t>(reduction)),
                  fractions[static_cast<std::size_t>(row)]);
    }
    return values;
  }
  const std::int64_t elements = layer.groups * layer.out_channels * reduction;
  std::vector<float> values(static_cast<std::size_t>(images.count() * elements));
  const std::uint64_t seed = tensor_seed(options, "matmul", layer);
  for (std::int64_t image = images.first; image < images.past; ++image)
    fill_normal(image_of(values, image - images.first, elements), Random(derive_seed(seed, "image", static_cast<std::uint64_t>(image))), 1.0f);
  return values;
}

}  // namespace

void check(const SyntheticOptions& options) {
  Diagnostics diagnostics;
  const auto fraction = [&](double value, const std::string& what) {
    if (!(value >= 0 && value <= 1))
      diagnostics.push_back({DiagnosticId::CommandLine, {}, fmt::format("{} is {}", what, value), "a fraction from 0 to 1", {}});
  };
  if (options.zeros) fraction(*options.zeros, "the zero fraction");
  fraction(options.spread, "the spread of the channels' zero fractions");
  fraction(options.image_deviation, "the deviation of the images' zero fractions");
  fraction(options.weight_zeros, "the zero fraction of the weights");
  fraction(options.weight_spread, "the spread of the rows' zero fractions");
  for (std::size_t i = 0; i < options.channel_zeros.size(); ++i)
    fraction(options.channel_zeros[i], fmt::format("the zero fraction of channel {}", i));
  if (!diagnostics.empty()) throw UserError(std::move(diagnostics));
}

LayerOperands synthetic_operands(const Network& network, const Layer& layer, std::int64_t images, const SyntheticOptions& options,
                                 std::int64_t first) {
  assert(layer.kind != LayerKind::Elementwise && images > 0 && first >= 0);
  check(options);
  const Images range{first, first + images};
  return {images, weights(layer, range, options), activations(network, layer, range, options), {}};
}

}  // namespace skeptic
