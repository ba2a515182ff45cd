#include "simulate/permuted.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/random.h"
#include "simulate/designs.h"
#include "simulate/simulate.h"
#include "simulate/simulator.h"
#include "sparsity/permutation.h"
#include "workload/network_file.h"
#include "workload/tensor.h"

namespace skeptic {
namespace {

using Order = std::vector<std::int32_t>;

/// Convolutions a, b, c in a row, each with what the last one makes; 16 channels inside.
Network three_convolutions() {
  return parse_network(
      "name: three\ntitle: three\nsource: made\nactivation: relu\ninput: [16, 4, 4]\nlayers:\n"
      "  - {name: a, kind: convolution, inputs: [input], in: 16, out: 16, image: 4, kernel: 3, pad: 1, weights: a}\n"
      "  - {name: b, kind: convolution, inputs: [a], in: 16, out: 16, image: 4, kernel: 3, pad: 1, weights: b}\n"
      "  - {name: d, kind: convolution, inputs: [a], in: 16, out: 16, image: 4, kernel: 3, pad: 1, groups: 16, weights: d}\n"
      "  - {name: sum, kind: add, inputs: [b, d], elements: 256}\n"
      "  - {name: c, kind: convolution, inputs: [sum], in: 16, out: 8, image: 4, kernel: 1, weights: c}\n",
      "three.yaml");
}

std::vector<float> normal(const Layer& layer) {
  Random random(derive_seed(3, layer.name.c_str()));
  std::vector<float> weights(
      static_cast<std::size_t>(layer.out_channels * layer.in_channels / layer.groups * layer.kernel_height * layer.kernel_width));
  for (float& weight : weights) weight = static_cast<float>(random.normal());
  return weights;
}

std::vector<float> magnitudes(std::vector<float> weights) {
  for (float& weight : weights) weight = std::fabs(weight);
  return weights;
}

// Channels 0 1 2 of two rows and two vectors, in the order 2 0 1.
TEST(Permuted, MovesTheChannelsOfBothOperands) {
  const Product made = product({{1, 2, 3}, {4, 5, 6}}, {{7, 8, 9}, {10, 11, 12}});
  const LayerOperands moved = permuted(made.layer, made.operands, {2, 0, 1});
  EXPECT_EQ(moved.weights, (std::vector<float>{3, 1, 2, 6, 4, 5}));
  EXPECT_EQ(moved.activations, (std::vector<float>{9, 7, 8, 12, 10, 11}));
  EXPECT_TRUE(moved.before.empty());
  const LayerOperands back = permuted(made.layer, moved, inverse(Order{2, 0, 1}));
  EXPECT_EQ(back.weights, made.operands.weights);
  EXPECT_EQ(back.activations, made.operands.activations);
}

// Every tap of a convolution has its own run of channels; of a depthwise one, every channel its own run of taps.
TEST(Permuted, MovesTapsWithTheirChannels) {
  Layer layer;
  layer.kernel_height = 1, layer.kernel_width = 2, layer.in_width = 2;
  layer.in_channels = 2, layer.out_channels = 1;
  EXPECT_EQ(permuted(layer, {1, {1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}}, {1, 0}).weights, (std::vector<float>{2, 1, 4, 3}));
  EXPECT_EQ(permuted(layer, {1, {1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}}, {1, 0}).before, (std::vector<float>{10, 9, 12, 11}));
  layer.groups = layer.out_channels = 2;
  EXPECT_EQ(permuted(layer, {1, {1, 2, 3, 4}, {5, 6, 7, 8}, {}}, {1, 0}).weights, (std::vector<float>{3, 4, 1, 2}));
  EXPECT_EQ(permuted(layer, {1, {1, 2, 3, 4}, {5, 6, 7, 8}, {}}, {1, 0}).activations, (std::vector<float>{6, 5, 8, 7}));
}

TEST(Permutations, AreFoundForClassesOfLayers) {
  const Network network = three_convolutions();
  std::map<std::string, int> asked;
  const Permutations permutations(network, [&](const Layer& layer) {
    ++asked[layer.name];
    return normal(layer);
  });
  const Pattern pattern = parse_pattern("2:4");
  EXPECT_EQ(permutations.of(*network.find("a"), pattern), nullptr);  // reads the network's input
  const Order* order = permutations.of(*network.find("b"), pattern);
  ASSERT_NE(order, nullptr);
  // d hands a's order on to the sum, so c has it as well.
  EXPECT_EQ(permutations.of(*network.find("d"), pattern), order);
  EXPECT_EQ(permutations.of(*network.find("c"), pattern), order);
  EXPECT_THAT(asked, testing::ElementsAre(testing::Pair("b", 1), testing::Pair("c", 1)));

  // It is the order for both layers, one above the other.
  std::vector<float> both = magnitudes(normal(*network.find("b")));
  const std::vector<float> of_c = magnitudes(normal(*network.find("c")));
  both.insert(both.end(), of_c.begin(), of_c.end());
  EXPECT_GT(kept_magnitude(pattern, both, 16 * 9 + 8, 16, *order), kept_magnitude(pattern, both, 16 * 9 + 8, 16) + 0.005);
  EXPECT_DOUBLE_EQ(kept_magnitude(pattern, both, 16 * 9 + 8, 16, *order),
                   kept_magnitude(pattern, both, 16 * 9 + 8, 16, permute_channels(pattern, both, 16 * 9 + 8, 16)));
  // Patterns have orders of their own.
  permutations.of(*network.find("c"), parse_pattern("1:4"));
  EXPECT_EQ(asked["c"], 2);
  EXPECT_EQ(permutations.of(*network.find("c"), parse_pattern("dense")), nullptr);
}

TEST(Permutations, AreTheSameInParallel) {
  const Network network = load_network("resnet20");
  const Pattern pattern = parse_pattern("2:4");
  const Permutations one(network, normal), other(network, normal);
  std::vector<const Layer*> layers;
  for (const Layer& layer : network.layers) layers.push_back(&layer);
  other.find(layers, pattern);
  int free = 0;
  for (const Layer& layer : network.layers) {
    const Order *a = one.of(layer, pattern), *b = other.of(layer, pattern);
    ASSERT_EQ(a == nullptr, b == nullptr) << layer.name;
    if (a == nullptr) continue;
    EXPECT_EQ(*a, *b) << layer.name;
    ++free;
  }
  EXPECT_EQ(free, 9);
}

TEST(Permutations, StayWhereNothingIsGained) {
  const Network network = three_convolutions();
  const Permutations permutations(network, [](const Layer& layer) { return std::vector<float>(normal(layer).size(), 1.0F); });
  EXPECT_EQ(permutations.of(*network.find("b"), parse_pattern("2:4")), nullptr);
}

// Two rows share a choice: rows of one tap, not the two taps of a row. Kept by 1:2@1x2 in either tap: the larger of the sums of two channels over
// both rows. Tap 0 has 4 5 | 1 0 and 6 4 | 1 1, tap 1 nothing: channels 0 and 1 must part.
TEST(Permutations, StackRowsThatShareAChoice) {
  Layer layer;
  layer.kernel_width = 2, layer.in_width = 2;
  layer.in_channels = 4, layer.out_channels = 2;
  const std::vector<float> weights{4, 5, 1, 0, /* tap 1 */ 0, 0, 0, 0, /* row 1 */ 6, 4, 1, 1, /* tap 1 */ 0, 0, 0, 0};
  const Order order = own_permutation(layer, weights, parse_pattern("1:2@1x2"));
  ASSERT_EQ(order.size(), 4u);
  const auto group = [&](std::int32_t channel) { return (std::find(order.begin(), order.end(), channel) - order.begin()) / 2; };
  EXPECT_NE(group(0), group(1));
  // A block taller than the layer is as tall as the layer.
  EXPECT_EQ(own_permutation(layer, weights, parse_pattern("1:2@1x1000000000")), order);
  layer.groups = 2, layer.in_channels = 8;
  EXPECT_TRUE(own_permutation(layer, weights, parse_pattern("1:2@1x2")).empty());
}

/// Normal weights and activations, the same for every input but for the activations.
class Normal : public TensorSource {
 public:
  LayerOperands operands(const Layer& layer, std::int64_t first, std::int64_t images) const override {
    LayerOperands made;
    made.images = images;
    made.weights = normal(layer);
    for (std::int64_t image = first; image < first + images; ++image) {
      Random random(derive_seed(4, layer.name.c_str(), static_cast<std::uint64_t>(image)));
      for (std::int64_t i = 0; i < layer.input_elements(); ++i) made.activations.push_back(std::max(0.0F, static_cast<float>(random.normal())));
    }
    return made;
  }
  std::string describe() const override { return "normal"; }
};

ResolvedDesign two_of_four(bool permuted) {
  ResolvedDesign design = paper_design();
  design.array_m = 2, design.array_n = 2;
  design.weights.pattern = parse_pattern("2:4");
  design.weights.skip = Skip::Pattern;
  design.activations.skip = Skip::Zeros;
  design.weights.permuted = permuted;
  return design;
}

// A layer is run on the operands that the class's order makes of its own; layers that are pinned, on their own.
TEST(PermutedSimulation, IsThatOfPermutedOperands) {
  const Network network = three_convolutions();
  const auto source = std::make_shared<Normal>();
  const Permutations permutations(network, *source);
  const NetworkCounts counts = Simulator(network, source, 2).run(two_of_four(true));
  int permuted_layers = 0;
  for (const LayerCounts& layer : counts.layers) {
    const Layer& row = *network.find(layer.name);
    const Order* order = permutations.of(row, parse_pattern("2:4"));
    LayerOperands room;
    const LayerOperands operands = source->operands(row, 0, 2);
    EXPECT_EQ(layer, simulate_layer(two_of_four(false), row, permuted(row, operands, order, room))) << layer.name;
    if (order != nullptr) ++permuted_layers;
  }
  EXPECT_EQ(counts.layers.size(), 4u);
  EXPECT_EQ(permuted_layers, 3);
}

TEST(PermutedSimulation, OfOneLayerIsAClassOfItsOwn) {
  const Layer row = *three_convolutions().find("b");
  const LayerOperands operands = Normal().operands(row, 0, 1);
  const Order order = own_permutation(row, operands.weights, parse_pattern("2:4"));
  EXPECT_EQ(simulate_layer(two_of_four(true), row, operands), simulate_layer(two_of_four(false), row, permuted(row, operands, order)));
  EXPECT_GT(simulate_layer(two_of_four(true), row, operands).kept_magnitude(),
            simulate_layer(two_of_four(false), row, operands).kept_magnitude() + 0.005);
}

// What is cached of one is not taken for the other.
TEST(PermutedSimulation, DoesNotMixWithTheOther) {
  for (const std::int64_t batches : {1, 3}) {
    const auto simulator = [&] { return Simulator(three_convolutions(), std::make_shared<Normal>(), Batches{1, batches, 1}); };
    Simulator one = simulator();
    const NetworkCounts with = one.run(two_of_four(true)), without = one.run(two_of_four(false));
    EXPECT_EQ(one.run(two_of_four(true)).layers, with.layers);
    EXPECT_EQ(simulator().run(two_of_four(false)).layers, without.layers);
    EXPECT_NE(with.layers, without.layers);
    EXPECT_GT(with.weights_kept_magnitude(), without.weights_kept_magnitude() + 0.003);
    EXPECT_EQ(with.dropped_weights(), without.dropped_weights());
  }
}

// Of 2:4 on 1 -2 3 4 | 5 0 0 6: 7 + 11 of 21. Nothing is pruned: 1.
TEST(KeptMagnitude, ByHand) {
  const Product made = product({{1, -2, 3, 4, 5, 0, 0, 6}}, {{1, 1, 1, 1, 1, 1, 1, 1}});
  const LayerCounts counts = simulate_layer(two_of_four(false), made.layer, made.operands);
  EXPECT_EQ(counts.weights_magnitude, 21);
  EXPECT_EQ(counts.weights_kept, 18);
  EXPECT_DOUBLE_EQ(counts.kept_magnitude(), 18.0 / 21);
  EXPECT_EQ(simulate_layer(paper_design(), made.layer, made.operands).kept_magnitude(), 1);
  EXPECT_EQ(NetworkCounts{}.weights_kept_magnitude(), 1);
}

// The machine prunes a convolution's weights row by row, its rows of one tap together where they share a choice: what the search stacks.
TEST(KeptMagnitude, OfAConvolutionIsThatOfItsTaps) {
  Layer layer = *three_convolutions().find("b");
  layer.out_channels = 7;  // in blocks of three rows: 3, 3, 1
  const LayerOperands operands = Normal().operands(layer, 0, 1);
  ResolvedDesign design = two_of_four(false);
  design.weights.pattern = parse_pattern("2:4@1x3");
  std::vector<float> stacked;
  for (std::size_t tap = 0; tap < 9; ++tap) {
    for (std::size_t row = 0; row < 7; ++row)
      for (std::size_t c = 0; c < 16; ++c) stacked.push_back(std::fabs(operands.weights[(row * 9 + tap) * 16 + c]));
    stacked.resize((tap + 1) * 9 * 16, 0.0F);  // two rows of zeros
  }
  EXPECT_NEAR(simulate_layer(design, layer, operands).kept_magnitude(), kept_magnitude(design.weights.pattern, stacked, 81, 16), 1e-12);
  const Order order = own_permutation(layer, operands.weights, design.weights.pattern);
  EXPECT_EQ(order, permute_channels(design.weights.pattern, stacked, 81, 16));
  design.weights.permuted = true;
  EXPECT_NEAR(simulate_layer(design, layer, operands).kept_magnitude(), kept_magnitude(design.weights.pattern, stacked, 81, 16, order), 1e-12);
}

/// Weights of a convolutional checkpoint as the machine sees them, and what 2:4 keeps of those layers that can be permuted.
struct Kept {
  double before = 0, after = 0;
};
Kept kept_of(const std::string& name, const std::string& file) {
  const Network network = load_network(name);
  Tensors tensors;
  for (auto& [tensor, values] : read_safetensors(file)) tensors[tensor.starts_with("module.") ? tensor.substr(7) : tensor] = std::move(values);
  const auto weights_of = [&](const Layer& layer) {
    const std::vector<float>& values = tensors.at(layer.weights_name).values;
    const auto taps = static_cast<std::size_t>(layer.kernel_height * layer.kernel_width), channels = static_cast<std::size_t>(layer.in_channels);
    std::vector<float> moved(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) moved[(i / (channels * taps) * taps + i % taps) * channels + i / taps % channels] = values[i];
    return moved;
  };
  const Permutations permutations(network, weights_of);
  const ChannelClasses classes = channel_classes(network);
  const Pattern pattern = parse_pattern("2:4");
  Kept kept;
  double all = 0;
  for (const Layer& layer : network.layers) {
    if (!classes.find(layer.name)) continue;
    const std::vector<float> weights = magnitudes(weights_of(layer));
    const auto rows = static_cast<std::int64_t>(weights.size()) / layer.in_channels;
    double sum = 0;
    for (const float weight : weights) sum += static_cast<double>(weight);
    const Order* order = permutations.of(layer, pattern);
    all += sum;
    kept.before += sum * kept_magnitude(pattern, weights, rows, layer.in_channels);
    kept.after += sum * kept_magnitude(pattern, weights, rows, layer.in_channels, order == nullptr ? Order{} : *order);
  }
  return {kept.before / all, kept.after / all};
}

const std::string kWeights = SKEPTIC_SHARED "/data/weights/";

// Trained weights; no published figure, so these are this search's own, with a little room.
TEST(Permutations, OfTrainedWeights) {
  if (!std::filesystem::exists(kWeights)) GTEST_SKIP() << "no weights at " << kWeights;
  const Kept small = kept_of("resnet20", kWeights + "resnet20_cifar10.safetensors");
  EXPECT_NEAR(small.before, 0.7602, 0.0001);
  EXPECT_GE(small.after, 0.771);
  const Kept large = kept_of("resnet32", kWeights + "resnet32_cifar10.safetensors");
  EXPECT_NEAR(large.before, 0.7623, 0.0001);
  EXPECT_GE(large.after, 0.7735);
}

// Pruned to 2:4 already: 2:4 keeps all of it, permuted or not.
TEST(Permutations, OfPrunedWeights) {
  const std::string file = kWeights + "resnet20_cifar10_pruned_2to4.safetensors";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no weights at " << file;
  const Kept kept = kept_of("resnet20", file);
  EXPECT_EQ(kept.before, 1);
  EXPECT_EQ(kept.after, 1);
}

}  // namespace
}  // namespace skeptic
