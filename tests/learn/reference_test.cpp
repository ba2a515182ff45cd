// Real networks on real images, against the figures of another framework (../shared/data/reference).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/file.h"
#include "base/json.h"
#include "learn/checkpoint_file.h"
#include "learn/trace.h"

namespace skeptic {
namespace {

const std::string kData = SKEPTIC_SHARED "/data/";
constexpr std::int64_t kMemory = std::int64_t{8} << 30;

bool go_on(std::int64_t, std::int64_t) { return true; }

TraceReport traced(const std::string& network, const std::string& weights, std::int64_t count) {
  const Model model = load_model(network, kData + "weights/" + weights, kMemory);
  TraceRequest request;
  request.inputs = count;
  return trace(model, *image_inputs(kData + "images/cifar10/test_first1000.bin", model.network()), request, go_on);
}

Json reference(const std::string& name) { return Json::parse(read_file(kData + "reference/" + name)); }

class Reference : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kData + "reference")) GTEST_SKIP() << "../shared/data is not here";
  }
};

/// Top-1 to the image, zero fractions of every ReLU, their spread over images and channels, and sixteen inputs' logits.
void agrees_with(const std::string& network, const std::string& weights, const std::string& file) {
  const Json all = reference(file), &set = all["sets"]["test_first1000"];
  const TraceReport report = traced(network, weights, 1000);
  EXPECT_EQ(report.correct, set["correct"].get<std::int64_t>());
  EXPECT_EQ(report.labelled, 1000);
  ASSERT_EQ(report.functions.size(), set["layers"].size());
  for (std::size_t i = 0; i < report.functions.size(); ++i) {
    const Json& layer = set["layers"][i];
    const ZeroReport& own = report.functions[i];
    EXPECT_EQ(own.name, layer["name"].get<std::string>());
    EXPECT_NEAR(own.mean, layer["zero_frac_mean"].get<double>(), 1e-5) << own.name;
    EXPECT_NEAR(own.deviation, layer["zero_frac_std_over_images"].get<double>(), 1e-5) << own.name;
    EXPECT_NEAR(own.least, layer["zero_frac_min_image"].get<double>(), 1e-3) << own.name;
    EXPECT_NEAR(own.most, layer["zero_frac_max_image"].get<double>(), 1e-3) << own.name;
    EXPECT_EQ(own.dead_channels, layer["dead_channels"].get<std::int64_t>()) << own.name;
    ASSERT_EQ(own.channels.size(), layer["channel_zero_frac"].size());
    for (std::size_t c = 0; c < own.channels.size(); ++c) EXPECT_NEAR(own.channels[c], layer["channel_zero_frac"][c].get<double>(), 1e-4) << own.name;
  }
  const Json& logits = all["logits_first16_of_test_first1000"];
  ASSERT_EQ(logits.size(), 16);
  for (std::size_t n = 0; n < logits.size(); ++n)
    for (std::size_t k = 0; k < logits[n].size(); ++k) EXPECT_NEAR(report.logits[n * 10 + k], logits[n][k].get<double>(), 1e-3);
}

TEST_F(Reference, ResNet20) { agrees_with("resnet20", "resnet20_cifar10.safetensors", "resnet20_activation_stats.json"); }
TEST_F(Reference, ResNet32) { agrees_with("resnet32", "resnet32_cifar10.safetensors", "resnet32_activation_stats.json"); }
TEST_F(Reference, ResNet20PrunedTo2of4) {
  agrees_with("resnet20", "resnet20_cifar10_pruned_2to4.safetensors", "resnet20_pruned_2to4_activation_stats.json");
}

/// Its sizes are read off the checkpoint; what leaves no trace in shapes is said.
TEST_F(Reference, VisionTransformer) {
  const Json all = reference("vit_cifar10_activation_stats.json");
  const TraceReport report = traced("vit:heads=8,activation=relu,norm=post,preprocess=cifar10", "vit_d128_l6_cifar10.safetensors", 1000);
  EXPECT_DOUBLE_EQ(static_cast<double>(report.correct) / 1000, all["top1"].get<double>());
  ASSERT_EQ(report.functions.size(), 6);
  ASSERT_EQ(report.attention.size(), 6);
  for (std::size_t i = 0; i < 6; ++i) {
    const Json &attention = all["layers"][2 * i], &relu = all["layers"][2 * i + 1];
    EXPECT_NEAR(report.attention[i].mean, attention["frac_mean"].get<double>(), 1e-5);
    EXPECT_NEAR(report.functions[i].mean, relu["zero_frac_mean"].get<double>(), 1e-5);
    EXPECT_NEAR(report.functions[i].deviation, relu["zero_frac_std_over_images"].get<double>(), 1e-5);
  }
}

/// One image, every tensor of the network: what each layer reads is what the other framework's layer before it made.
TEST_F(Reference, EveryActivationOfOneImage) {
  const Model model = load_model("resnet20", kData + "weights/resnet20_cifar10.safetensors", kMemory);
  const Tensors golden = read_safetensors(kData + "reference/resnet20_image0_activations.safetensors");
  class Compare : public ForwardHook {
   public:
    explicit Compare(const Tensors& golden) : golden_(golden) {}
    void before(const Layer&, torch::Tensor&, torch::Tensor&) override {}
    void after(const Layer& layer, torch::Tensor& values) override {
      const auto found = golden_.find(layer.name);
      if (found == golden_.end()) return;
      ++compared;
      const torch::Tensor other = torch::tensor(found->second.values).reshape(values.sizes());
      EXPECT_LT((values - other).abs().max().item<double>(), 1e-4) << layer.name;
    }
    int compared = 0;

   private:
    const Tensors& golden_;
  } compare(golden);
  const torch::NoGradGuard no_gradients;
  model.forward(image_inputs(kData + "images/cifar10/test_first1000.bin", model.network())->input(0).unsqueeze(0), Phase::Inference, &compare);
  EXPECT_EQ(compare.compared, 20);  // nineteen ReLUs and the pool
}

/// The checkpoint that is pruned to 2:4 already loses nothing more in its 3 x 3 layers, and keeps its answers.
TEST_F(Reference, APrunedCheckpointSurvivesItsOwnPattern) {
  const Model model = load_model("resnet20", kData + "weights/resnet20_cifar10_pruned_2to4.safetensors", kMemory);
  const auto inputs = image_inputs(kData + "images/cifar10/test_first1000.bin", model.network());
  TraceRequest request;
  request.inputs = 200;
  const TraceReport whole = trace(model, *inputs, request, go_on);
  request.design = resolve(load_design("ampere-2to4"));
  const TraceReport pruned = trace(model, *inputs, request, go_on);
  for (const LayerReport& layer : pruned.layers)
    if (layer.zeros.name.starts_with("layer")) EXPECT_EQ(layer.dropped.weights, 0) << layer.zeros.name;
  EXPECT_GE(pruned.correct, whole.correct - 10);
}

}  // namespace
}  // namespace skeptic
