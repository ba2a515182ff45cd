#include "workload/channel_classes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "workload/network_file.h"

namespace skeptic {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// The classes, each as its layers; one that is not as wide as its layers read fails.
std::vector<std::vector<std::string>> classes(const Network& network) {
  std::vector<std::vector<std::string>> found;
  const ChannelClasses all = channel_classes(network);
  for (std::size_t i = 0; i < all.classes.size(); ++i) {
    for (const std::string& layer : all.classes[i].layers) {
      EXPECT_EQ(all.find(layer), i);
      EXPECT_EQ(network.find(layer)->in_channels, all.classes[i].channels) << layer;
    }
    found.push_back(all.classes[i].layers);
  }
  return found;
}

Network made(const std::string& rows) {
  return parse_network("name: made\ntitle: made\nsource: made\nactivation: relu\ninput: [8, 4, 4]\nlayers:\n" + rows, "made.yaml");
}
/// Two convolutions of 8 channels around what is between `a` and the row that the second reads.
Network around(const std::string& rows, const std::string& read) {
  return made("  - {name: a, kind: convolution, inputs: [input], in: 8, out: 8, image: 4, kernel: 1, weights: a}\n" + rows +
              "  - {name: z, kind: convolution, inputs: [" + read + "], in: 8, out: 8, image: 4, kernel: 1, weights: z}\n");
}

TEST(ChannelClasses, PinInputAndOutput) {
  EXPECT_THAT(classes(around("", "a")), ElementsAre(ElementsAre("z")));
  // The output is read as well: its order is given.
  EXPECT_THAT(classes(made("  - {name: a, kind: convolution, inputs: [input], in: 8, out: 8, image: 4, kernel: 1, weights: a}\n"
                           "  - {name: z, kind: convolution, inputs: [a], in: 8, out: 8, image: 4, kernel: 1, weights: z}\n"
                           "  - {name: sum, kind: add, inputs: [a, z], elements: 128}\n")),
              IsEmpty());
}

TEST(ChannelClasses, PassThroughOperationsOnEachChannel) {
  EXPECT_THAT(classes(around("  - {name: n, kind: batch-norm, inputs: [a], elements: 128, parameters: 16}\n"
                             "  - {name: r, kind: relu, inputs: [n], elements: 128}\n"
                             "  - {name: p, kind: max-pool, inputs: [r], channels: 8, image: 4, kernel: 3, pad: 1}\n",
                             "p")),
              ElementsAre(ElementsAre("z")));
}

TEST(ChannelClasses, AddsTieTensors) {
  // b reads what a makes, and its output is added to it: z reads the same order.
  EXPECT_THAT(classes(around("  - {name: b, kind: convolution, inputs: [a], in: 8, out: 8, image: 4, kernel: 1, weights: b}\n"
                             "  - {name: s, kind: add, inputs: [b, a], elements: 128}\n",
                             "s")),
              ElementsAre(ElementsAre("b", "z")));
  // The input's order is given, so that of what is added to it is.
  EXPECT_THAT(classes(around("  - {name: s, kind: add, inputs: [a, input], elements: 128}\n", "s")), IsEmpty());
}

TEST(ChannelClasses, DepthwiseConvolutionsHandTheOrderOn) {
  EXPECT_THAT(classes(around("  - {name: d, kind: convolution, inputs: [a], in: 8, out: 8, image: 4, kernel: 1, groups: 8, weights: d}\n", "d")),
              ElementsAre(ElementsAre("d", "z")));
  // Twice as many channels out as in: an order of its own kind.
  EXPECT_THAT(classes(made("  - {name: a, kind: convolution, inputs: [input], in: 8, out: 8, image: 4, kernel: 1, weights: a}\n"
                           "  - {name: d, kind: convolution, inputs: [a], in: 8, out: 16, image: 4, kernel: 1, groups: 8, weights: d}\n"
                           "  - {name: z, kind: convolution, inputs: [d], in: 16, out: 8, image: 4, kernel: 1, weights: z}\n")),
              IsEmpty());
}

TEST(ChannelClasses, GroupedConvolutionsArePinnedOnBothSides) {
  EXPECT_THAT(classes(around("  - {name: g, kind: convolution, inputs: [a], in: 8, out: 8, image: 4, kernel: 1, groups: 2, weights: g}\n", "g")),
              IsEmpty());
}

TEST(ChannelClasses, ConcatenatedAndPaddedChannelsArePinned) {
  EXPECT_THAT(classes(made("  - {name: a, kind: convolution, inputs: [input], in: 8, out: 4, image: 4, kernel: 1, weights: a}\n"
                           "  - {name: b, kind: convolution, inputs: [input], in: 8, out: 4, image: 4, kernel: 1, weights: b}\n"
                           "  - {name: c, kind: concat, inputs: [a, b], elements: 128}\n"
                           "  - {name: x, kind: convolution, inputs: [a], in: 4, out: 4, image: 4, kernel: 1, weights: x}\n"
                           "  - {name: z, kind: convolution, inputs: [c], in: 8, out: 8, image: 4, kernel: 1, weights: z}\n")),
              IsEmpty());
  EXPECT_THAT(classes(made("  - {name: a, kind: convolution, inputs: [input], in: 8, out: 8, image: 4, kernel: 1, weights: a}\n"
                           "  - {name: p, kind: pad-channels, inputs: [a], reads: [32], elements-in: 32, elements-out: 64}\n"
                           "  - {name: x, kind: convolution, inputs: [a], in: 8, out: 8, image: 4, kernel: 1, weights: x}\n"
                           "  - {name: z, kind: convolution, inputs: [p], in: 16, out: 8, image: 2, kernel: 1, weights: z}\n")),
              IsEmpty());
}

TEST(ChannelClasses, AFlattenedImageIsPinned) {
  EXPECT_THAT(classes(made("  - {name: a, kind: convolution, inputs: [input], in: 8, out: 8, image: 4, kernel: 1, weights: a}\n"
                           "  - {name: f, kind: linear, inputs: [a], in: 128, out: 4, weights: f}\n"
                           "  - {name: h, kind: linear, inputs: [f], in: 4, out: 4, weights: h}\n")),
              ElementsAre(ElementsAre("h")));
  // An image of one pixel is a vector of its channels.
  EXPECT_THAT(classes(made("  - {name: a, kind: convolution, inputs: [input], in: 8, out: 8, image: 4, kernel: 1, weights: a}\n"
                           "  - {name: p, kind: average-pool, inputs: [a], channels: 8, image: 4, kernel: 4}\n"
                           "  - {name: f, kind: linear, inputs: [p], in: 8, out: 4, weights: f}\n")),
              ElementsAre(ElementsAre("f")));
}

// The shortcuts pad channels, which pins the stages; what is inside a block is free.
TEST(ChannelClasses, OfResNet20) {
  std::vector<std::vector<std::string>> expected;
  for (const char* block : {"1.0", "1.1", "1.2", "2.0", "2.1", "2.2", "3.0", "3.1", "3.2"})
    expected.push_back({"layer" + std::string(block) + ".conv2"});
  EXPECT_EQ(classes(load_network("resnet20")), expected);
}

// Its shortcuts are convolutions: a stage has one order, everywhere but at the network's input.
TEST(ChannelClasses, OfResNet50) {
  const Network network = load_network("resnet50");
  const ChannelClasses found = channel_classes(network);
  EXPECT_EQ(found.classes.size(), 37u);   // the first pool, 4 stages, 2 in each of 16 blocks
  EXPECT_EQ(found.by_layer.size(), 53u);  // all layers but conv1
  EXPECT_FALSE(found.find("conv1"));
  const auto layers_of = [&](const std::string& layer) { return found.classes[found.find(layer).value()].layers; };
  EXPECT_THAT(layers_of("layer1.0.conv1"), ElementsAre("layer1.0.conv1", "layer1.0.downsample.0"));
  EXPECT_THAT(layers_of("layer2.0.conv1"), ElementsAre("layer1.1.conv1", "layer1.2.conv1", "layer2.0.conv1", "layer2.0.downsample.0"));
  EXPECT_THAT(layers_of("fc"), ElementsAre("layer4.1.conv1", "layer4.2.conv1", "fc"));
  EXPECT_THAT(layers_of("layer3.2.conv3"), ElementsAre("layer3.2.conv3"));
}

TEST(ChannelClasses, OfMobileNetV2) {
  const ChannelClasses found = channel_classes(load_network("mobilenetv2"));
  const auto layers_of = [&](const std::string& layer) { return found.classes[found.find(layer).value()].layers; };
  EXPECT_THAT(layers_of("features.1.conv.1"), ElementsAre("features.1.conv.0.0", "features.1.conv.1"));
  EXPECT_THAT(layers_of("features.3.conv.0.0"), ElementsAre("features.3.conv.0.0", "features.4.conv.0.0"));
  EXPECT_THAT(layers_of("classifier.1"), ElementsAre("classifier.1"));
}

// Position embeddings pin the stream of tokens; heads pin what goes into and comes out of attention.
TEST(ChannelClasses, OfTransformers) {
  std::vector<std::vector<std::string>> vit, bert;
  for (int i = 0; i < 12; ++i) {
    vit.push_back({"encoder.layers.encoder_layer_" + std::to_string(i) + ".mlp.3"});
    bert.push_back({"encoder.layer." + std::to_string(i) + ".output.dense"});
  }
  EXPECT_EQ(classes(load_network("vit-b-16")), vit);
  EXPECT_EQ(classes(load_network("bert-base")), bert);
}

// What a fire module squeezes is read by both of its expansions.
TEST(ChannelClasses, OfSqueezeNet) {
  const auto found = classes(load_network("squeezenet1.1"));
  ASSERT_FALSE(found.empty());
  EXPECT_THAT(found.front(), ElementsAre("features.3.squeeze"));
  EXPECT_THAT(found.at(1), ElementsAre("features.3.expand1x1", "features.3.expand3x3"));
  EXPECT_EQ(found.size(), 9u);  // 8 modules, and the first layer's output
}

}  // namespace
}  // namespace skeptic
