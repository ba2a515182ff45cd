// Every network of the library runs, and every row makes as many values as its table says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "learn/model.h"
#include "learn/shipped.h"
#include "learn/train.h"
#include "workload/shipped_networks.h"

namespace skeptic {
namespace {

class CountValues : public ForwardHook {
 public:
  void before(const Layer& layer, torch::Tensor& activations, torch::Tensor& weights) override {
    const std::int64_t values = activations.numel() + (weights.defined() ? weights.numel() : 0);
    EXPECT_EQ(values, layer.input_elements()) << layer.name << " reads";
  }
  void after(const Layer& layer, torch::Tensor& values) override {
    EXPECT_EQ(values.numel(), layer.output_elements()) << layer.name << " makes";
    EXPECT_TRUE(values.isfinite().all().item<bool>()) << layer.name;
    ++rows;
  }
  int rows = 0;
};

class EveryNetwork : public testing::TestWithParam<std::string> {};

TEST_P(EveryNetwork, RunsAsItsTableSays) {
  const Network network = load_network(GetParam());
  const torch::NoGradGuard no_gradients;
  const Model model(network, initial_parameters(network, 1));
  const bool text = network.input.size() == 1;
  std::vector<std::int64_t> shape = network.input;
  shape.insert(shape.begin(), 1);
  torch::manual_seed(1);
  CountValues count;
  const torch::Tensor output = model.forward(text ? torch::randint(0, 1000, shape, torch::kInt64) : torch::randn(shape), Phase::Inference, &count);
  EXPECT_EQ(output.numel(), network.output()->output_elements());
  EXPECT_GE(count.rows, 1);
}

std::vector<std::string> networks() {
  std::vector<std::string> names = library_networks();
  // Beside the library: every layout of a vision transformer.
  for (const char* names_of : {"timm", "torchvision", "torch", "huggingface"})
    for (const char* norm : {"pre", "post"})
      names.push_back(std::string("vit:image=16,patch=4,width=24,depth=2,heads=3,mlp=40,classes=7,activation=relu,norm=") + norm +
                      ",names=" + names_of);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Library, EveryNetwork, testing::ValuesIn(networks()), [](const auto& tested) {
  std::string name = tested.param;
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
});

TEST(Shipped, EveryNetworkThatIsShippedHasItsWeights) {
  std::size_t bytes = 0;
  for (const std::string_view name : kShippedNetworks) {
    const ShippedWeights* weights = shipped_weights(name);
    ASSERT_NE(weights, nullptr) << name;
    bytes += weights->bytes.size();
  }
  EXPECT_LT(bytes, std::size_t{4} << 20);
  EXPECT_EQ(shipped_weights("resnet50"), nullptr);
}

}  // namespace
}  // namespace skeptic
