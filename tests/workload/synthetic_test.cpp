#include "workload/synthetic.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <vector>

#include "workload/normal_table.h"
#include "workload/sources.h"
#include "workload/user_error.h"
#include "workload/zero_field.h"

namespace skeptic {
namespace {

using ::testing::Each;
using ::testing::Gt;

/// relu -> convolution of the given size.
Network one_convolution(std::int64_t channels, std::int64_t size) {
  Network network;
  Layer relu, convolution;
  relu.name = "relu";
  relu.kind = LayerKind::Elementwise;
  relu.operation = "relu";
  relu.inputs = {"input"};
  convolution.name = "conv";
  convolution.in_channels = channels;
  convolution.out_channels = 8;
  convolution.in_height = convolution.in_width = size;
  convolution.inputs = {"relu"};
  network.layers = {relu, convolution};
  return network;
}

/// Zero fractions of the channels of one image of [pixels][channels] values.
std::vector<double> channel_zeros(const std::vector<float>& values, std::int64_t channels, std::int64_t pixels, std::int64_t image = 0) {
  std::vector<double> zeros(static_cast<std::size_t>(channels));
  for (std::int64_t i = 0; i < pixels * channels; ++i)
    if (values[static_cast<std::size_t>(image * pixels * channels + i)] == 0)
      zeros[static_cast<std::size_t>(i % channels)] += 1.0 / static_cast<double>(pixels);
  return zeros;
}
double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}
double deviation_of(const std::vector<double>& values) {
  const double mean = mean_of(values);
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return std::sqrt(sum / static_cast<double>(values.size()));
}
double zero_fraction(const std::vector<float>& values) {
  return static_cast<double>(std::count(values.begin(), values.end(), 0.0f)) / static_cast<double>(values.size());
}

TEST(SyntheticZeros, MeanIsWhatWasAskedFor) {
  for (const std::int64_t channels : {64, 256})
    for (const std::int64_t size : {7, 14, 56})
      for (const double zeros : {0.0, 0.05, 0.15, 0.5, 0.6, 0.9, 1.0})
        for (const std::int64_t images : {1, 2, 3}) {
          if (size == 56 && images > 1) continue;
          const Network network = one_convolution(channels, size);
          SyntheticOptions options;
          options.zeros = zeros;
          const LayerOperands operands = synthetic_operands(network, network.layers[1], images, options);
          EXPECT_NEAR(zero_fraction(operands.activations), zeros, 0.01) << channels << " channels, " << size << "², " << images << " images";
        }
}

TEST(SyntheticZeros, SpreadOverChannelsIsWhatWasAskedFor) {
  for (const std::int64_t channels : {64, 256})
    for (const std::int64_t size : {7, 28})
      for (const double spread : {0.1, 0.2, 0.33, 0.4})
        for (const std::uint64_t seed : {1, 2, 3}) {
          const Network network = one_convolution(channels, size);
          SyntheticOptions options;
          options.spread = spread;
          options.seed = seed;
          const LayerOperands operands = synthetic_operands(network, network.layers[1], 1, options);
          const double realised = deviation_of(channel_zeros(operands.activations, channels, size * size));
          EXPECT_NEAR(realised, spread, 0.035) << channels << " channels, " << size << "², seed " << seed;
        }
}

TEST(SyntheticZeros, WithoutSpreadAllChannelsAreEqual) {
  const Network network = one_convolution(64, 28);
  SyntheticOptions options;
  options.spread = 0;
  const std::vector<double> zeros = channel_zeros(synthetic_operands(network, network.layers[1], 1, options).activations, 64, 784);
  for (const double fraction : zeros) EXPECT_NEAR(fraction, 0.5, 1.01 / 784);
}

TEST(SyntheticZeros, AreHalfBehindARectifierByDefaultAndOthersArePositive) {
  const Network network = one_convolution(64, 14);
  const LayerOperands operands = synthetic_operands(network, network.layers[1], 1, {});
  EXPECT_NEAR(zero_fraction(operands.activations), 0.5, 0.001);
  EXPECT_THAT(operands.activations, Each(testing::Ge(0.0f)));
  const double spread = deviation_of(channel_zeros(operands.activations, 64, 196));
  EXPECT_NEAR(spread, 0.33, 0.035);
}

/// The correlation of a channel's zeros with those `lag` pixels to the right, over the channels that are neither dead nor dense.
double mask_correlation(const std::vector<float>& values, std::int64_t channels, std::int64_t size, std::int64_t lag) {
  const std::vector<double> zeros = channel_zeros(values, channels, size * size);
  double covariance = 0, variance = 0;
  for (std::int64_t c = 0; c < channels; ++c) {
    const double mean = zeros[static_cast<std::size_t>(c)];
    if (mean * (1 - mean) < 0.02) continue;
    const auto zero = [&](std::int64_t y, std::int64_t x) {
      return (values[static_cast<std::size_t>((y * size + x) * channels + c)] == 0 ? 1.0 : 0.0) - mean;
    };
    double sum = 0;
    for (std::int64_t y = 0; y < size; ++y)
      for (std::int64_t x = 0; x + lag < size; ++x) sum += zero(y, x) * zero(y, x + lag);
    covariance += sum / static_cast<double>(size * (size - lag));
    variance += mean * (1 - mean);
  }
  return covariance / variance;
}

// Real ones correlate by 0.37, 0.12 and 0.06 at 1, 2 and 4 pixels (medians over ResNet-20's ReLUs); independent zeros by 0.
TEST(SyntheticZeros, LieInBlobs) {
  const Network network = one_convolution(64, 32);
  const LayerOperands operands = synthetic_operands(network, network.layers[1], 1, {});
  EXPECT_NEAR(mask_correlation(operands.activations, 64, 32, 1), 0.37, 0.05);
  EXPECT_NEAR(mask_correlation(operands.activations, 64, 32, 2), 0.12, 0.05);
  EXPECT_NEAR(mask_correlation(operands.activations, 64, 32, 4), 0.02, 0.05);
}

TEST(SyntheticZeros, DifferFromImageToImage) {
  const Network network = one_convolution(128, 14);
  const LayerOperands operands = synthetic_operands(network, network.layers[1], 3, {});
  const std::size_t image = 128 * 196;
  std::vector<double> means;
  std::vector<std::vector<double>> channels;
  for (std::int64_t i = 0; i < 3; ++i) {
    channels.push_back(channel_zeros(operands.activations, 128, 196, i));
    means.push_back(mean_of(channels.back()));
  }
  EXPECT_NEAR(means[0], 0.5, 1e-3);
  EXPECT_NEAR(means[1] + means[2], 1, 2e-3);  // a pair, around what was asked for
  EXPECT_GT(std::abs(means[1] - means[0]), 0.005);
  EXPECT_LT(std::abs(means[1] - means[0]), 0.02);
  // A channel keeps its character, and not its exact density.
  std::vector<double> change;
  for (std::size_t c = 0; c < 128; ++c) change.push_back(channels[1][c] - channels[2][c]);
  EXPECT_GT(deviation_of(change), 0.05);
  EXPECT_LT(deviation_of(change), 0.25);
  int different = 0;
  for (std::size_t i = 0; i < image; ++i) different += (operands.activations[image + i] == 0) != (operands.activations[2 * image + i] == 0);
  EXPECT_GT(different, static_cast<int>(image) / 8);
}

TEST(SyntheticZeros, OfAnImageDoNotDependOnTheBatch) {
  const Network network = one_convolution(48, 9);
  const LayerOperands one = synthetic_operands(network, network.layers[1], 1, {}), five = synthetic_operands(network, network.layers[1], 5, {}),
                      three = synthetic_operands(network, network.layers[1], 3, {});
  EXPECT_TRUE(std::equal(one.activations.begin(), one.activations.end(), five.activations.begin()));
  EXPECT_TRUE(std::equal(three.activations.begin(), three.activations.end(), five.activations.begin()));
  EXPECT_EQ(one.weights, five.weights);
}

TEST(SyntheticZeros, ByChannelAreExact) {
  const Network network = one_convolution(64, 10);
  SyntheticOptions options;
  options.channel_zeros.assign(64, 0.7);
  std::fill(options.channel_zeros.begin() + 32, options.channel_zeros.end(), 0.1);
  const LayerOperands operands = synthetic_operands(network, network.layers[1], 2, options);
  for (const std::int64_t image : {0, 1}) {
    const std::vector<double> zeros = channel_zeros(operands.activations, 64, 100, image);
    for (std::size_t c = 0; c < 64; ++c) EXPECT_NEAR(zeros[c], c < 32 ? 0.7 : 0.1, 1e-9 + 0.01) << c;
    EXPECT_NEAR(mean_of(zeros), 0.4, 2e-4);
  }
  // Two entries over 64 channels: halves.
  options.channel_zeros = {0.7, 0.1};
  EXPECT_EQ(synthetic_operands(network, network.layers[1], 2, options).activations, operands.activations);
}

TEST(SyntheticZeros, OfVectorsWithoutAnImage) {
  // A linear layer of one token behind a ReLU: every channel is zero or not, and half of them are.
  Network network = one_convolution(512, 1);
  network.layers[1].kind = LayerKind::Linear;
  const LayerOperands operands = synthetic_operands(network, network.layers[1], 1, {});
  EXPECT_EQ(std::count(operands.activations.begin(), operands.activations.end(), 0.0f), 256);
}

TEST(SyntheticOperands, ReadersOfOneTensorGetTheSameValues) {
  const Network network = load_network("resnet50");
  const LayerOperands first = synthetic_operands(network, *network.find("layer2.0.conv1"), 1, {});
  const LayerOperands shortcut = synthetic_operands(network, *network.find("layer2.0.downsample.0"), 1, {});
  EXPECT_EQ(first.activations, shortcut.activations);
  EXPECT_NE(first.activations, synthetic_operands(network, *network.find("layer1.2.conv1"), 1, {}).activations);
  EXPECT_NE(synthetic_operands(network, *network.find("layer1.1.conv2"), 1, {}).weights,
            synthetic_operands(network, *network.find("layer1.2.conv2"), 1, {}).weights);
}

TEST(SyntheticOperands, SeedsDiffer) {
  const Network network = one_convolution(64, 7);
  SyntheticOptions other;
  other.seed = 2;
  const LayerOperands a = synthetic_operands(network, network.layers[1], 1, {}), b = synthetic_operands(network, network.layers[1], 1, other);
  EXPECT_NE(a.weights, b.weights);
  EXPECT_NE(a.activations, b.activations);
  EXPECT_EQ(a.activations, synthetic_operands(network, network.layers[1], 1, {}).activations);
}

TEST(SyntheticOperands, WeightsAreNormal) {
  const Network network = load_network("resnet50");
  const Layer& layer = *network.find("layer3.1.conv2");
  const std::vector<float> weights = synthetic_operands(network, layer, 1, {}).weights;
  ASSERT_EQ(weights.size(), 256u * 256 * 9);
  double sum = 0, squares = 0, fourth = 0;
  int within = 0;
  for (const float weight : weights) {
    const double x = weight * std::sqrt(256.0 * 9);
    sum += x;
    squares += x * x;
    fourth += x * x * x * x;
    within += std::abs(x) < 1;
    ASSERT_NE(weight, 0);
  }
  const double n = static_cast<double>(weights.size());  // 589,824: one standard error of the mean is 0.0013
  EXPECT_NEAR(sum / n, 0, 0.005);
  EXPECT_NEAR(squares / n, 1, 0.007);
  EXPECT_NEAR(fourth / n, 3, 0.06);
  EXPECT_NEAR(within / n, 0.6827, 0.003);
}

TEST(SyntheticOperands, ShapesOfEveryKind) {
  const Network mobilenet = load_network("mobilenetv2"), vit = load_network("vit-b-16");
  const LayerOperands depthwise = synthetic_operands(mobilenet, *mobilenet.find("features.1.conv.0.0"), 2, {});
  EXPECT_EQ(depthwise.weights.size(), 32u * 9);
  EXPECT_EQ(depthwise.activations.size(), 2u * 32 * 112 * 112);
  const LayerOperands linear = synthetic_operands(vit, *vit.find("encoder.layers.encoder_layer_0.mlp.0"), 2, {});
  EXPECT_EQ(linear.weights.size(), 3072u * 768);
  EXPECT_EQ(linear.activations.size(), 2u * 197 * 768);
  const LayerOperands scores = synthetic_operands(vit, *vit.find("encoder.layers.encoder_layer_0.self_attention.scores"), 2, {});
  EXPECT_EQ(scores.weights.size(), 2u * 12 * 197 * 64);
  EXPECT_EQ(scores.activations.size(), 2u * 12 * 197 * 64);
  EXPECT_FALSE(std::equal(scores.weights.begin(), scores.weights.begin() + 12 * 197 * 64, scores.weights.begin() + 12 * 197 * 64));
}

TEST(SyntheticOperands, OfATransformerAreDenseUnlessZerosAreAskedFor) {
  const Network vit = load_network("deit-s");
  const std::vector<float> image = synthetic_operands(vit, *vit.find("patch_embed.proj"), 1, {}).activations;
  EXPECT_EQ(zero_fraction(image), 0);
  EXPECT_NEAR(static_cast<double>(std::count_if(image.begin(), image.end(), [](float v) { return v < 0; })) / static_cast<double>(image.size()), 0.5,
              0.01);

  const Layer& gelu = *vit.find("blocks.3.mlp.fc2");
  const std::vector<float> smooth = synthetic_operands(vit, gelu, 1, {}).activations;
  EXPECT_EQ(zero_fraction(smooth), 0);
  EXPECT_NEAR(*std::min_element(smooth.begin(), smooth.end()), -0.17, 0.001);  // the GELU's minimum
  double sum = 0;
  for (const float value : smooth) sum += value;
  EXPECT_NEAR(sum / static_cast<double>(smooth.size()), 0.2821, 0.005);  // E[x P(X<x)] = 1/(2 sqrt pi)

  const std::vector<float> weights = synthetic_operands(vit, *vit.find("blocks.3.attn.context"), 1, {}).activations;
  EXPECT_THAT(weights, Each(Gt(0.0f)));
  double row = 0;
  for (std::size_t i = 0; i < 197; ++i) row += weights[197 * 5 + i];
  EXPECT_NEAR(row, 1, 1e-5);

  SyntheticOptions sparse;
  sparse.zeros = 0.7;
  EXPECT_NEAR(zero_fraction(synthetic_operands(vit, gelu, 1, sparse).activations), 0.7, 0.01);
  EXPECT_EQ(zero_fraction(synthetic_operands(vit, *vit.find("blocks.3.mlp.fc1"), 1, sparse).activations), 0);
  EXPECT_EQ(zero_fraction(synthetic_operands(vit, *vit.find("blocks.3.attn.context"), 1, sparse).activations), 0);
}

// So et al., Primer, NeurIPS 2021: the square of what a ReLU leaves, so the same zeros, and the same weights behind them.
TEST(SyntheticOperands, BehindASquaredReluAreTheSquaresOfThoseBehindARelu) {
  const auto drawn = [](const std::string& function, const SyntheticOptions& options) {
    const Network network = load_network("linear:in=64,out=8,tokens=32,activation=" + function);
    return synthetic_operands(network, *network.find("layer"), 2, options);
  };
  SyntheticOptions usual, given;
  given.channel_zeros = {0.9, 0.1};
  for (const SyntheticOptions& options : {usual, given}) {
    const LayerOperands plain = drawn("relu", options), squared = drawn("squared-relu", options);
    EXPECT_EQ(squared.weights, plain.weights);
    ASSERT_EQ(squared.activations.size(), plain.activations.size());
    EXPECT_NEAR(zero_fraction(squared.activations), 0.5, 0.02);
    for (std::size_t i = 0; i < plain.activations.size(); ++i)
      ASSERT_FLOAT_EQ(squared.activations[i], plain.activations[i] * plain.activations[i]) << i;
  }
}

TEST(SyntheticOperands, OptionsOutsideTheirRange) {
  SyntheticOptions options;
  options.zeros = 1.5;
  options.spread = -0.1;
  options.channel_zeros = {0.5, 2};
  EXPECT_EQ(user_error([&] { check(options); }),
            "error: the zero fraction is 1.5 [command-line]\n  expected: a fraction from 0 to 1\n"
            "error: the spread of the channels' zero fractions is -0.1 [command-line]\n  expected: a fraction from 0 to 1\n"
            "error: the zero fraction of channel 1 is 2 [command-line]\n  expected: a fraction from 0 to 1\n");
}

TEST(SyntheticOperands, SourceDescribesItself) {
  const Network network = one_convolution(64, 7);
  EXPECT_EQ(SyntheticSource(network, {}).describe(),
            "synthetic tensors of seed 1: normal weights, activations with 50 % zeros behind rectifiers and none elsewhere, channel spread 0.33");
  SyntheticOptions options;
  options.zeros = 0.15;
  options.seed = 7;
  EXPECT_EQ(SyntheticSource(network, options).describe(),
            "synthetic tensors of seed 7: normal weights, activations with 15 % zeros behind activation functions, channel spread 0.33");
  options.channel_zeros = {0.7, 0.1};
  EXPECT_EQ(SyntheticSource(network, options).describe(),
            "synthetic tensors of seed 7: normal weights, activations with given zero fractions of 2 channels");
  EXPECT_EQ(SyntheticSource(network, options).operands(network.layers[1], 0, 2).activations,
            synthetic_operands(network, network.layers[1], 2, options).activations);
}

// An image's values do not depend on which one is asked for first.
TEST(SyntheticOperands, ImagesFromAnyOneOn) {
  const Network network = one_convolution(64, 7);
  for (const bool channels : {false, true}) {
    SyntheticOptions options;
    if (channels) options.channel_zeros = {0.7, 0.1};
    const SyntheticSource source(network, options);
    const LayerOperands all = source.operands(network.layers[1], 0, 5);
    const std::size_t of_one = all.activations.size() / 5;
    for (const std::int64_t first : {1, 3}) {
      const LayerOperands two = source.operands(network.layers[1], first, 2);
      const auto begin = all.activations.begin() + static_cast<std::ptrdiff_t>(of_one) * first;
      EXPECT_EQ(two.images, 2);
      EXPECT_EQ(two.weights, all.weights);
      EXPECT_EQ(two.activations, std::vector<float>(begin, begin + static_cast<std::ptrdiff_t>(2 * of_one)));
    }
  }
}

std::uint64_t hash(const std::vector<float>& values) {
  std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a over the bits
  for (const float value : values) hash = (hash ^ std::bit_cast<std::uint32_t>(value)) * 0x100000001b3;
  return hash;
}

// Results are the same bytes on every machine and with every compiler: these numbers change only with the generator itself.
TEST(SyntheticOperands, AreTheSameEverywhere) {
  const Network resnet = load_network("resnet20"), vit = load_network("deit-s");
  const LayerOperands convolution = synthetic_operands(resnet, *resnet.find("layer2.1.conv1"), 2, {});
  EXPECT_EQ(hash(convolution.weights), 11397351186474426707u);
  EXPECT_EQ(hash(convolution.activations), 10535229243528933558u);
  EXPECT_EQ(hash(synthetic_operands(vit, *vit.find("blocks.0.attn.context"), 1, {}).activations), 14508420832201595930u);
}

TEST(NormalTable, FollowsTheQuantile) {
  const NormalTable& table = NormalTable::standard();
  float previous = -10;
  for (std::uint64_t bits = 0; bits < (std::uint64_t{1} << 32); bits += 999'983) {
    const float value = table.quantile(static_cast<std::uint32_t>(bits));
    const double exact = normal_quantile((static_cast<double>(bits) + 0.5) * 0x1p-32);
    EXPECT_NEAR(value, exact, std::abs(exact) < 2.5 ? 1e-4 : 0.02) << bits;
    EXPECT_GE(value, previous);
    previous = value;
  }
  EXPECT_NEAR(table.quantile(0), -6.34, 0.01);
  EXPECT_NEAR(table.quantile(0xffffffff), 6.34, 0.01);
}

TEST(ZeroField, ChannelFractionsFollowTheBetaDistribution) {
  Random random(3);
  const std::vector<double> fractions = channel_zero_fractions(1000, 0.5, 0.28867513459481287, random);  // the uniform distribution's deviation
  std::vector<double> sorted = fractions;
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t i = 0; i < sorted.size(); ++i) EXPECT_NEAR(sorted[i], (static_cast<double>(i) + 0.5) / 1000, 1e-4);
  EXPECT_NE(fractions, sorted);
  EXPECT_NEAR(mean_of(channel_zero_fractions(7, 0.9, 0.29, random)), 0.9, 1e-6);
}

/// Zeros of every row of a layer's weights.
std::vector<std::int64_t> zeros_of_rows(const std::vector<float>& weights, std::int64_t rows) {
  std::vector<std::int64_t> zeros(static_cast<std::size_t>(rows), 0);
  const std::size_t length = weights.size() / zeros.size();
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (weights[i] == 0) ++zeros[i / length];
  return zeros;
}

TEST(Synthetic, WeightZerosAreTheSmallestOfEveryRow) {
  const Network network = load_network("linear:in=100,out=40,tokens=2");
  const Layer& layer = *network.find("layer");
  SyntheticOptions options;
  const std::vector<float> whole = synthetic_operands(network, layer, 1, options).weights;
  options.weight_zeros = 0.3;
  const std::vector<float> pruned = synthetic_operands(network, layer, 1, options).weights;
  for (const std::int64_t zeros : zeros_of_rows(pruned, 40)) EXPECT_EQ(zeros, 30);
  for (std::size_t row = 0; row < 40; ++row) {
    float largest_gone = 0, smallest_kept = 1e9F;
    for (std::size_t i = row * 100; i < row * 100 + 100; ++i)
      if (pruned[i] == 0)
        largest_gone = std::max(largest_gone, std::fabs(whole[i]));
      else
        EXPECT_EQ(pruned[i], whole[i]), smallest_kept = std::min(smallest_kept, std::fabs(whole[i]));
    EXPECT_LE(largest_gone, smallest_kept);
  }
}

TEST(Synthetic, WeightSpreadMakesRowsUneven) {
  const Network network = load_network("linear:in=1000,out=400,tokens=2");
  SyntheticOptions options;
  options.weight_zeros = 0.5, options.weight_spread = 0.2;
  double sum = 0, squares = 0;
  for (const std::int64_t zeros : zeros_of_rows(synthetic_operands(network, *network.find("layer"), 1, options).weights, 400)) {
    const double share = static_cast<double>(zeros) / 1000;
    sum += share, squares += share * share;
  }
  const double mean = sum / 400;
  EXPECT_NEAR(mean, 0.5, 0.02);
  EXPECT_NEAR(std::sqrt(squares / 400 - mean * mean), 0.2, 0.02);
}

}  // namespace
}  // namespace skeptic
