#include "workload/recorded.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

#include "workload/sources.h"
#include "workload/user_error.h"

namespace skeptic {
namespace {

using ::testing::ElementsAre;

/// A folder with a checkpoint of two layers, written anew for every test.
class Recorded : public ::testing::Test {
 protected:
  Recorded()
      : folder_(std::filesystem::path(::testing::TempDir()) /
                ("skeptic_recorded_" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()))) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    Layer convolution;
    convolution.name = "conv";
    convolution.in_channels = 2;
    convolution.out_channels = 2;
    convolution.in_height = 2;
    convolution.in_width = 3;
    convolution.kernel_height = 1;
    convolution.kernel_width = 2;
    convolution.weights_name = "conv.weight";
    convolution.activations_name = "x";
    Layer linear;
    linear.name = "fc";
    linear.kind = LayerKind::Linear;
    linear.in_channels = 2;
    linear.out_channels = 3;
    linear.weights_name = "fc.weight";
    linear.activations_name = "pooled";
    Layer relu;
    relu.name = "relu";
    relu.kind = LayerKind::Elementwise;
    relu.operation = "relu";
    network_.layers = {convolution, relu, linear};
  }
  ~Recorded() override { std::filesystem::remove_all(folder_); }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  Network network_;

 private:
  std::filesystem::path folder_;
};

TEST_F(Recorded, IsTransposedToTheMachinesLayout) {
  // Weights [M][C][R][S]: the value says m, c, s. Activations [C][H][W]: c, h, w.
  write_safetensors(path("w.safetensors"),
                    {{"module.conv.weight", {{2, 2, 1, 2}, {0, 1, 10, 11, 100, 101, 110, 111}}}, {"module.fc.weight", {{3, 2}, {1, 2, 3, 4, 5, 6}}}},
                    {});
  write_safetensors(path("a.safetensors"), {{"x", {{1, 2, 2, 3}, {0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112}}}, {"pooled", {{2}, {7, 8}}}},
                    {});
  const RecordedSource source(network_, path("w.safetensors"), path("a.safetensors"));
  const LayerOperands convolution = source.operands(network_.layers[0], 0, 1);
  EXPECT_THAT(convolution.weights, ElementsAre(0, 10, 1, 11, 100, 110, 101, 111));                       // [M][R][S][C]
  EXPECT_THAT(convolution.activations, ElementsAre(0, 100, 1, 101, 2, 102, 10, 110, 11, 111, 12, 112));  // [H][W][C]
  const LayerOperands linear = source.operands(network_.layers[2], 0, 1);
  EXPECT_THAT(linear.weights, ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_THAT(linear.activations, ElementsAre(7, 8));
  EXPECT_EQ(source.describe(), "recorded tensors: weights of " + path("w.safetensors") + ", activations of one image of " + path("a.safetensors"));
  EXPECT_EQ(user_error([&] { source.operands(network_.layers[0], 0, 8); }),
            path("a.safetensors") +
                ": error: activations of 8 images are asked for; one image is recorded [tensor-missing]\n"
                "  expected: a batch of 1\n  use synthetic tensors for larger batches\n");
}

TEST_F(Recorded, EverythingThatIsMissingOrMisshapenIsReportedAtOnce) {
  write_safetensors(path("w.safetensors"), {{"conv.weigth", {{1}, {0}}}, {"fc.weight", {{2, 3}, {1, 2, 3, 4, 5, 6}}}}, {});
  write_safetensors(path("a.safetensors"), {{"pooled", {{3}, {7, 8, 9}}}}, {});
  EXPECT_EQ(
      user_error([&] { RecordedSource(network_, path("w.safetensors"), path("a.safetensors")); }),
      path("w.safetensors") +
          ": error: there is no tensor \"conv.weight\", the weights of layer \"conv\" [tensor-missing]\n"
          "  expected: a tensor of shape [2, 2, 1, 2]\n  did you mean \"conv.weigth\"?\n" +
          path("a.safetensors") +
          ": error: there is no tensor \"x\", the activations of layer \"conv\" [tensor-missing]\n  expected: a tensor of shape [2, 2, 3]\n" +
          path("w.safetensors") +
          ": error: tensor \"fc.weight\", the weights of layer \"fc\", has the shape [2, 3] [layer-tensor-shape]\n  expected: a tensor of shape [3, "
          "2]\n" +
          path("a.safetensors") +
          ": error: tensor \"pooled\", the activations of layer \"fc\", has the shape [3] [layer-tensor-shape]\n  expected: a tensor of shape [2]\n");
}

TEST_F(Recorded, LayersWithoutNamesOrWithTwoActivations) {
  write_safetensors(path("w.safetensors"), {}, {});
  write_safetensors(path("a.safetensors"), {{"x", {{2, 2, 3}, std::vector<float>(12, 1)}}}, {});
  network_.layers[0].weights_name.clear();
  network_.layers[2].kind = LayerKind::Matmul;
  EXPECT_EQ(
      user_error([&] { RecordedSource(network_, path("w.safetensors"), path("a.safetensors")); }),
      path("w.safetensors") +
          ": error: the network's table names no weights for layer \"conv\" [tensor-missing]\n  expected: a tensor of shape [2, 2, 1, 2]\n" +
          path("a.safetensors") +
          ": error: layer \"fc\" multiplies two activations, which are not recorded [tensor-missing]\n  use synthetic tensors for this network\n");
}

/// ResNet-20 on the first test image of CIFAR-10, recorded by another framework.
class RecordedResNet20 : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::filesystem::path data = std::filesystem::path(SKEPTIC_SHARED) / "data";
    weights_ = (data / "weights" / "resnet20_cifar10.safetensors").string();
    activations_ = (data / "reference" / "resnet20_image0_activations.safetensors").string();
    if (!std::filesystem::exists(weights_) || !std::filesystem::exists(activations_)) GTEST_SKIP() << "no " << weights_ << " or " << activations_;
  }
  std::string weights_, activations_;
};

TEST_F(RecordedResNet20, EveryLayerIsThere) {
  const Network network = load_network("resnet20");
  const RecordedSource source(network, weights_, activations_);
  for (const Layer& layer : network.layers) {
    if (layer.kind == LayerKind::Elementwise) continue;
    const LayerOperands operands = source.operands(layer, 0, 1);
    EXPECT_EQ(static_cast<std::int64_t>(operands.activations.size()), layer.input_elements()) << layer.name;
    const std::int64_t trained = layer.kind == LayerKind::Linear ? layer.parameters - layer.out_channels : layer.parameters - 2 * layer.out_channels;
    EXPECT_EQ(static_cast<std::int64_t>(operands.weights.size()), trained) << layer.name;
  }
}

/// One layer of the network in the machine's layout: O[p][q][m] = sum over r, s, c of W[m][r][s][c] · X[p·stride + r - pad][q·stride + s - pad][c].
std::vector<double> convolve(const Layer& layer, const LayerOperands& operands) {
  std::vector<double> output;
  for (std::int64_t p = 0; p < layer.out_height(); ++p)
    for (std::int64_t q = 0; q < layer.out_width(); ++q)
      for (std::int64_t m = 0; m < layer.out_channels; ++m) {
        double sum = 0;
        for (std::int64_t r = 0; r < layer.kernel_height; ++r)
          for (std::int64_t s = 0; s < layer.kernel_width; ++s) {
            const std::int64_t y = p * layer.stride + r - layer.pad_height, x = q * layer.stride + s - layer.pad_width;
            if (y < 0 || y >= layer.in_height || x < 0 || x >= layer.in_width) continue;
            for (std::int64_t c = 0; c < layer.in_channels; ++c)
              sum +=
                  double{
                      operands.weights[static_cast<std::size_t>(((m * layer.kernel_height + r) * layer.kernel_width + s) * layer.in_channels + c)]} *
                  double{operands.activations[static_cast<std::size_t>((y * layer.in_width + x) * layer.in_channels + c)]};
          }
        output.push_back(sum);
      }
  return output;
}

/// Convolution, batch normalisation and ReLU of a layer give what was recorded behind it: weights, activations and geometry are as the other
/// framework has them.
void expect_reproduces(const std::string& name, const std::string& norm, const std::string& recorded, const std::string& weights_file,
                       const std::string& activations_file) {
  const Network network = load_network("resnet20");
  const Layer& layer = *network.find(name);
  const RecordedTensors tensors(weights_file, activations_file);
  const std::vector<double> output = convolve(layer, tensors.operands(layer));
  const Tensors checkpoint = read_safetensors(weights_file), activations = read_safetensors(activations_file);
  const auto parameter = [&](const std::string& kind, std::int64_t m) {
    return double{checkpoint.at("module." + norm + kind).values[static_cast<std::size_t>(m)]};
  };
  const Tensor& expected = activations.at(recorded);
  ASSERT_THAT(expected.shape, ElementsAre(layer.out_channels, layer.out_height(), layer.out_width()));
  double worst = 0;
  const std::int64_t pixels = layer.out_height() * layer.out_width();
  for (std::int64_t i = 0; i < pixels * layer.out_channels; ++i) {
    const std::int64_t m = i % layer.out_channels, pixel = i / layer.out_channels;
    const double scale = parameter(".weight", m) / std::sqrt(parameter(".running_var", m) + 1e-5);
    const double value = std::max(0.0, (output[static_cast<std::size_t>(i)] - parameter(".running_mean", m)) * scale + parameter(".bias", m));
    worst = std::max(worst, std::abs(value - double{expected.values[static_cast<std::size_t>(m * pixels + pixel)]}));
  }
  EXPECT_LT(worst, 1e-3) << name;
}

TEST_F(RecordedResNet20, ConvolutionsReproduceWhatWasRecordedBehindThem) {
  expect_reproduces("conv1", "bn1", "relu0", weights_, activations_);
  expect_reproduces("layer1.0.conv1", "layer1.0.bn1", "layer1.0.relu1", weights_, activations_);
  expect_reproduces("layer2.0.conv1", "layer2.0.bn1", "layer2.0.relu1", weights_, activations_);  // stride 2
  expect_reproduces("layer3.2.conv1", "layer3.2.bn1", "layer3.2.relu1", weights_, activations_);
}

TEST_F(RecordedResNet20, LinearReproducesTheLogits) {
  const Network network = load_network("resnet20");
  const RecordedTensors tensors(weights_, activations_);
  const LayerOperands operands = tensors.operands(*network.find("linear"));
  const Tensors checkpoint = read_safetensors(weights_), activations = read_safetensors(activations_);
  for (std::size_t m = 0; m < 10; ++m) {
    double sum = double{checkpoint.at("module.linear.bias").values[m]};
    for (std::size_t k = 0; k < 64; ++k) sum += double{operands.weights[m * 64 + k]} * double{operands.activations[k]};
    EXPECT_NEAR(sum, activations.at("logits").values[m], 1e-3);
  }
}

TEST_F(RecordedResNet20, ActivationsBehindRectifiersHaveTheZerosThatOneImageMayHave) {
  // Smallest and largest zero fraction of one of the first 1,000 test images (resnet20_activation_stats.json).
  const Tensors activations = read_safetensors(activations_);
  const auto zeros = [&](const std::string& name) {
    const std::vector<float>& values = activations.at(name).values;
    return static_cast<double>(std::count(values.begin(), values.end(), 0.0f)) / static_cast<double>(values.size());
  };
  EXPECT_GE(zeros("relu0"), 0.281799);
  EXPECT_LE(zeros("relu0"), 0.536499);
  EXPECT_GE(zeros("layer1.0.relu1"), 0.380493);
  EXPECT_LE(zeros("layer1.0.relu1"), 0.560181);
  EXPECT_GE(zeros("layer1.0.relu2"), 0.197327);
  EXPECT_LE(zeros("layer1.0.relu2"), 0.42334);
}

}  // namespace
}  // namespace skeptic
