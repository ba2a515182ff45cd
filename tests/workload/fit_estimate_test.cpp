// There and back: tensors that are drawn with known parameters are fitted, and the parameters come out again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "support/random_trace.h"
#include "workload/fit/draw.h"
#include "workload/fit/estimate.h"
#include "workload/fit/fit_file.h"
#include "workload/fit/fitted_source.h"

namespace skeptic {
namespace {

std::vector<float> drawn(const TensorFit& fit, std::uint64_t seed, std::int64_t input) {
  std::vector<float> values(static_cast<std::size_t>(fit.shape.elements()));
  draw_tensor(fit, seed, input, values);
  return values;
}

TensorFit fitted(const TensorFit& from, std::int64_t inputs, std::uint64_t seed = 1) {
  return fit_tensor(from.shape, inputs, [&](std::int64_t input) { return drawn(from, seed, input); });
}

/// Channels of all kinds: a dead one, one that is always on, and others whose fractions move together over the inputs.
TensorFit known() {
  TensorFit fit;
  fit.shape = {16, 16, 12, 0};
  fit.density = 0.5;
  CommonField common;
  common.blobs = {0.2, 0, 0.8, 0, 0, 0, 0, 0};
  fit.common = {common};
  fit.own = {0.5, 0.5, 0, 0, 0, 0, 0, 0};
  for (int c = 0; c < 12; ++c) {
    ChannelFit channel;
    channel.scale = 1.5;
    channel.fields = {c < 2 ? 0 : 0.6};
    channel.inputs = {c < 2 ? 0 : 0.8};
    if (c == 0)
      channel.point = 1;
    else if (c == 1)
      channel.point = 0;
    else
      channel.zeros = BetaLaw::of(0.2 + 0.05 * c, 0.1);
    fit.channels.push_back(channel);
  }
  fit.channels[0].scale = 0;
  return fit;
}

TEST(FitEstimate, ParametersComeBack) {
  const TensorFit from = known(), found = fitted(from, 256);
  double density = 0;
  for (std::size_t c = 0; c < 12; ++c) {
    SCOPED_TRACE(c);
    density += (1 - from.channels[c].mean()) / 12;
    EXPECT_NEAR(found.channels[c].mean(), from.channels[c].mean(), 0.01);
    EXPECT_EQ(found.channels[c].zeros.has_value(), c >= 2);
    if (c < 2) continue;
    EXPECT_NEAR(found.channels[c].zeros->deviation(), 0.1, 0.015);
    EXPECT_NEAR(found.channels[c].scale, 1.5, 0.1);
  }
  EXPECT_NEAR(found.density, density, 0.005);
  // Ten channels of twelve deviate by 0.1; of their variance 0.64 is common: 0.1 · sqrt(0.64 + 0.36 / 10) · 10 / 12.
  EXPECT_NEAR(found.deviation, 0.0685, 0.01);
  EXPECT_EQ(found.negative, 0);
  ASSERT_FALSE(found.common.empty());
  double blobs = 0;
  for (std::size_t c = 2; c < 12; ++c) {
    // What is drawn is the product of two channels' loadings; so all fields together count.
    double own = 0, variates = 0;
    for (const double loading : found.channels[c].fields) own += loading * loading;
    for (const double loading : found.channels[c].inputs) variates += loading * loading;
    EXPECT_NEAR(own, 0.36, 0.12) << c;
    EXPECT_NEAR(variates, 0.64, 0.2) << c;
  }
  for (std::size_t b = 1; b < 4; ++b) blobs += found.common[0].blobs[b];
  EXPECT_GT(blobs, 0.6);  // 0.8 of the field are blobs
}

/// What a reader sees of a tensor, from tensors that are drawn from its fit.
TEST(FitEstimate, AFitOfDrawnTensorsDrawsTheSameKind) {
  const TensorFit first = fitted(known(), 64), second = fitted(first, 64, 7);
  EXPECT_NEAR(second.density, first.density, 0.01);
  EXPECT_NEAR(second.deviation, first.deviation, 0.01);
  EXPECT_GT(first.channel_correlation, 0.1);
  EXPECT_NEAR(second.channel_correlation, first.channel_correlation, 0.02);
  EXPECT_GT(first.correlation[0], 0.2);
  for (std::size_t lag = 0; lag < kFitLags.size(); ++lag) EXPECT_NEAR(second.correlation[lag], first.correlation[lag], 0.03) << lag;
}

// Two channels at one pixel, both of median threshold and fraction 1/2 in every input, loadings 0.6: the covariance is arcsin(0.36) / 2 pi, the
// correlation 4 times that, 0.2344; the pixels of an image have its own mean, which takes a little of it.
TEST(FitEstimate, CorrelationOfChannelsIsTheClosedForm) {
  TensorFit fit = known();
  fit.common[0].blobs = {1, 0, 0, 0, 0, 0, 0, 0};
  for (ChannelFit& channel : fit.channels) {
    channel.zeros.reset();
    channel.point = 0.5, channel.scale = 1;
    channel.fields = {0.6};
  }
  const TensorFit found = fitted(fit, 100);
  EXPECT_NEAR(found.channel_correlation, 4 * std::asin(0.36) / (2 * 3.14159265358979323846), 0.01);
  EXPECT_NEAR(found.density, 0.5, 1e-6);
  EXPECT_NEAR(found.deviation, 0, 1e-6);
}

TEST(FitEstimate, BordersThatLastComeBack) {
  // The border of an image is always zero in the second half of the channels.
  const TensorShape shape{12, 12, 8, 0};
  const auto input = [&](std::int64_t i) {
    std::vector<float> values;
    Random random(derive_seed(1, "border", static_cast<std::uint64_t>(i)));
    for (std::int64_t p = 0; p < 144; ++p)
      for (int c = 0; c < 8; ++c) {
        const bool border = p < 12 || p >= 132 || p % 12 == 0 || p % 12 == 11;
        values.push_back((border && c >= 4) || random.uniform() < 0.3 ? 0.0F : 1.0F);
      }
    return values;
  };
  const TensorFit fit = fit_tensor(shape, 40, input);
  double of_border = 0, of_inside = 0;
  for (std::int64_t i = 0; i < 40; ++i) {
    const std::vector<float> values = drawn(fit, 1, i);
    for (std::int64_t p = 0; p < 144; ++p)
      for (std::size_t c = 4; c < 8; ++c)
        (p < 12 || p >= 132 || p % 12 == 0 || p % 12 == 11 ? of_border : of_inside) += values[static_cast<std::size_t>(p) * 8 + c] == 0 ? 1 : 0;
  }
  EXPECT_GT(of_border / (40 * 44 * 4), 0.85);  // all of them, in the real ones
  EXPECT_NEAR(of_inside / (40 * 100 * 4), 0.3, 0.08);
}

TEST(FitDraw, DeadChannelsStayDeadAndFullOnesFull) {
  const TensorFit found = fitted(known(), 32);
  EXPECT_EQ(found.channels[0].point, 1);
  EXPECT_EQ(found.channels[1].point, 0);
  for (std::int64_t i = 0; i < 8; ++i) {
    const std::vector<float> values = drawn(found, 3, i);
    for (std::size_t v = 0; v < values.size(); v += 12) {
      ASSERT_EQ(values[v], 0);
      ASSERT_NE(values[v + 1], 0);
    }
  }
}

TEST(FitDraw, TensorsWithoutZerosHaveNoneAndKeepTheirScale) {
  const TensorShape shape{4, 8, 6, 0};
  Random random(5);
  std::vector<float> values(static_cast<std::size_t>(shape.elements()) * 20);
  for (float& value : values) value = static_cast<float>(2 * random.normal() + 1);
  const auto elements = static_cast<std::ptrdiff_t>(shape.elements());
  const TensorFit fit =
      fit_tensor(shape, 20, [&](std::int64_t i) { return std::vector<float>(values.begin() + i * elements, values.begin() + (i + 1) * elements); });
  EXPECT_EQ(fit.density, 1);
  EXPECT_NEAR(fit.negative, 0.3085, 0.02);  // P(Z < -1/2)
  double squares = 0, negative = 0;
  for (std::int64_t i = 0; i < 20; ++i)
    for (const float value : drawn(fit, 1, i)) {
      ASSERT_NE(value, 0);
      squares += static_cast<double>(value) * value;
      negative += value < 0 ? 1 : 0;
    }
  const double count = static_cast<double>(values.size());
  EXPECT_NEAR(std::sqrt(squares / count), std::sqrt(5.0), 0.1);
  EXPECT_NEAR(negative / count, fit.negative, 0.02);
}

TEST(FitDraw, TheSameTwiceAndOthersWithAnotherSeedOrInput) {
  const TensorFit fit = known();
  EXPECT_EQ(drawn(fit, 1, 4), drawn(fit, 1, 4));
  EXPECT_NE(drawn(fit, 1, 4), drawn(fit, 2, 4));
  EXPECT_NE(drawn(fit, 1, 4), drawn(fit, 1, 5));
}

// Of a few inputs already the mean of many: what moves all channels is a low-discrepancy sequence.
TEST(FitDraw, EightInputsHaveNearlyTheMeanDensity) {
  const TensorFit fit = known();
  double zeros = 0, expected = 0;
  for (std::int64_t i = 0; i < 8; ++i)
    for (const float value : drawn(fit, 1, i)) zeros += value == 0 ? 1 : 0;
  for (const ChannelFit& channel : fit.channels) expected += channel.mean() / 12;
  EXPECT_NEAR(zeros / (8 * 256 * 12), expected, 0.015);
}

class FitWeights : public ::testing::Test {
 protected:
  Layer layer_ = *small_network().find("conv2");  // 16 x 3 x 3 x 16
  std::vector<float> weights(const std::function<bool(std::int64_t)>& zero) const {
    Random random(9);
    std::vector<float> values;
    for (std::int64_t i = 0; i < 16 * 9 * 16; ++i)
      values.push_back(zero(i) ? 0.0F : static_cast<float>(random.normal()) * static_cast<float>(1 + i % 16));
    return values;
  }
};

TEST_F(FitWeights, DenseOnesHaveTheirChannelsMagnitudes) {
  const WeightsFit fit = fit_weights(layer_, weights([](std::int64_t) { return false; }));
  EXPECT_EQ(fit.density, 1);
  EXPECT_TRUE(fit.densities.empty() && fit.rows.empty() && fit.taps.empty() && fit.pattern.empty());
  const WeightsFit again = fit_weights(layer_, draw_weights(fit, layer_, 3));
  ASSERT_EQ(fit.scales.size(), 16u);
  for (std::size_t c = 0; c < 16; ++c) {
    EXPECT_NEAR(fit.scales[c], static_cast<double>(c + 1), 0.25 * static_cast<double>(c + 1));
    EXPECT_NEAR(again.scales[c], fit.scales[c], 0.25 * fit.scales[c]);
  }
}

TEST_F(FitWeights, APatternIsFoundAndFollowed) {
  const auto values = weights([](std::int64_t i) { return i % 4 >= 2; });
  const WeightsFit fit = fit_weights(layer_, values);
  EXPECT_EQ(fit.pattern, "2:4");
  EXPECT_EQ(fit.density, 0.5);
  const std::vector<float> found = draw_weights(fit, layer_, 1);
  for (std::size_t group = 0; group < found.size(); group += 4)
    EXPECT_EQ(std::count(found.begin() + static_cast<std::ptrdiff_t>(group), found.begin() + static_cast<std::ptrdiff_t>(group) + 4, 0.0F), 2);
}

TEST_F(FitWeights, UnevenZerosKeepTheirRowsChannelsAndTaps) {
  // Row r has zeros in channels below r; the last tap has none at all.
  const auto values = weights([](std::int64_t i) { return i / 16 % 9 == 8 || i % 16 < i / 144; });
  const WeightsFit fit = fit_weights(layer_, values), again = fit_weights(layer_, draw_weights(fit, layer_, 1));
  EXPECT_EQ(fit.pattern, "");
  EXPECT_EQ(fit.taps.back(), 0);
  EXPECT_EQ(again.taps.back(), 0);
  EXPECT_EQ(again.rows, fit.rows);  // as many nonzeros, row by row
  EXPECT_EQ(again.density, fit.density);
  EXPECT_LT(again.densities.front(), again.densities.back());
  for (std::size_t c = 0; c < 16; ++c) EXPECT_NEAR(again.densities[c], fit.densities[c], 0.2) << c;
}

class FitOfTrace : public ::testing::Test {
 protected:
  FitOfTrace() { write_random_trace(file(), small_network(), trace_header(6)); }
  std::string file() const { return folder_.file("t.trace"); }
  TraceFolder folder_;
};

TEST_F(FitOfTrace, HoldsEveryLayerAndWhatTheTraceSays) {
  const Fit fit = fit_trace(Trace(file()), 4);
  EXPECT_EQ(fit.network.name, "small");
  EXPECT_EQ(fit.trace, file());
  EXPECT_EQ(fit.inputs, 4);
  EXPECT_FALSE(fit.masks);
  EXPECT_EQ(fit.pruned_by, "");
  ASSERT_EQ(fit.layers.size(), 4u);
  EXPECT_EQ(fit.layers[2].name, "product");
  ASSERT_TRUE(fit.layers[2].second);
  EXPECT_FALSE(fit.layers[2].weights);
  EXPECT_EQ(fit.layers[2].activations.shape, (TensorShape{2, 18, 16, 0}));
  EXPECT_EQ(fit.layers[3].activations.shape, (TensorShape{6, 6, 16, 0}));  // 36 tokens of a network of images
  EXPECT_EQ(fit.layers[1].activations.channels, fit.find("conv2")->activations.channels);
  EXPECT_EQ(fit.find("conv3"), nullptr);
  // Every value is zero with a probability of 0.3 to 0.7, and by chance once in 31.
  EXPECT_NEAR(fit.layers[1].activations.density, 0.48, 0.15);
  EXPECT_NEAR(fit.layers[1].activations.negative, 0.5, 0.05);
}

TEST_F(FitOfTrace, TheSameOnAnyNumberOfThreads) {
  const Trace trace(file());
  const Fit many = fit_trace(trace, 6);
  const tbb::global_control one(tbb::global_control::max_allowed_parallelism, 1);
  EXPECT_EQ(fit_json(fit_trace(trace, 6)).dump(), fit_json(many).dump());
}

TEST_F(FitOfTrace, TheSourceDrawsWhatIsAskedFor) {
  auto fit = std::make_shared<Fit>(fit_trace(Trace(file()), 6));
  const FittedSource source(fit, "f.json", 5);
  EXPECT_EQ(source.describe(), "tensors of seed 5 drawn from f.json, the fit of 6 inputs of small");
  EXPECT_TRUE(source.measured());
  EXPECT_FALSE(source.masks());
  EXPECT_EQ(source.pruning(), "");
  EXPECT_EQ(source.size(), std::nullopt);
  for (const Layer& layer : fit->network.layers) {
    if (layer.kind == LayerKind::Elementwise) continue;
    SCOPED_TRACE(layer.name);
    const LayerOperands both = source.operands(layer, 2, 2), second = source.operands(layer, 3, 1);
    EXPECT_EQ(both.images, 2);
    EXPECT_TRUE(std::equal(second.activations.begin(), second.activations.end(),
                           both.activations.end() - static_cast<std::ptrdiff_t>(second.activations.size())));
    if (layer.kind == LayerKind::Matmul)
      EXPECT_TRUE(std::equal(second.weights.begin(), second.weights.end(), both.weights.end() - static_cast<std::ptrdiff_t>(second.weights.size())));
    else
      EXPECT_EQ(second.weights, both.weights);
    EXPECT_EQ(source.activations(layer, 2, 2).activations, both.activations);
  }
  fit->masks = true;
  fit->pruned_by = "mine", fit->pruning = "key";
  const FittedSource masks(fit, "f.json", 5);
  EXPECT_EQ(masks.describe(), "tensors of seed 5 drawn from f.json, the fit of 6 inputs of small, masks alone, measured with the pruning of mine");
  EXPECT_EQ(masks.pruning(), "key");
  for (const float value : masks.activations(*fit->network.find("conv2"), 0, 1).activations) EXPECT_TRUE(value == 0 || value == 1);
}

}  // namespace
}  // namespace skeptic
