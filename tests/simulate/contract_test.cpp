// The cases of the contract: designs and tensors with the integers that two independent implementations agreed on. A case is a test, on
// every instruction set.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "base/file.h"
#include "base/json.h"
#include "design/design.h"
#include "simulate/chosen_kernels.h"
#include "simulate/simulate.h"
#include "workload/tensor.h"

namespace skeptic {
namespace {

constexpr int kCases = 40;

struct Product {
  Layer layer;
  LayerOperands operands;
};

/// W [M,K], A [K,N]; column n of A is vector n.
Product matrix_product(const Tensor& weights, const Tensor& activations) {
  Product product;
  product.layer.kind = LayerKind::Linear;
  product.layer.out_channels = weights.shape.at(0);
  product.layer.in_channels = weights.shape.at(1);
  product.layer.tokens = activations.shape.at(1);
  product.operands.weights = weights.values;
  for (std::int64_t n = 0; n < product.layer.tokens; ++n)
    for (std::int64_t k = 0; k < product.layer.in_channels; ++k)
      product.operands.activations.push_back(activations.values.at(static_cast<std::size_t>(k * product.layer.tokens + n)));
  return product;
}

/// W [M,R,S,C], X [images,H,W,C].
Product convolution(const Tensor& weights, const Tensor& activations, const nlohmann::json& options) {
  Product product;
  Layer& layer = product.layer;
  layer.kind = LayerKind::Convolution;
  layer.out_channels = weights.shape.at(0);
  layer.kernel_height = weights.shape.at(1), layer.kernel_width = weights.shape.at(2);
  layer.in_channels = weights.shape.at(3);
  layer.in_height = activations.shape.at(1), layer.in_width = activations.shape.at(2);
  layer.stride = options.at("stride");
  layer.pad_height = layer.pad_width = options.at("pad");
  product.operands = {activations.shape.at(0), weights.values, activations.values};
  return product;
}

void expect_integers(const LayerCounts& counts, const nlohmann::json& expected) {
  EXPECT_EQ(counts.cycles, expected.at("cycles").get<std::int64_t>());
  EXPECT_EQ(counts.compute_cycles, expected.at("compute_cycles").get<std::int64_t>());
  EXPECT_EQ(counts.choices.dropped, expected.at("dropped").get<std::int64_t>());
  ASSERT_EQ(expected.at("stack").size(), kStack.size());
  for (const SlotRow& row : kStack) EXPECT_EQ(counts.stack[row.slot], expected.at("stack").at(std::string(row.key)).get<std::int64_t>()) << row.key;
  EXPECT_EQ(counts.stack.total(), counts.cycles * counts.lanes);
}

class Contract : public testing::TestWithParam<int> {};

TEST_P(Contract, EveryIntegerIsEqual) {
  const std::string number = std::to_string(1000 + GetParam()).substr(1);
  const std::filesystem::path folder = std::filesystem::path(SKEPTIC_SHARED) / "contract" / number;
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no contract case at " << folder;

  const ResolvedDesign design = resolve(load_design((folder / "design.yaml").string()));
  const Tensor weights = read_npy((folder / "weights.npy").string()), activations = read_npy((folder / "activations.npy").string());
  const std::filesystem::path options = folder / "convolution.json";
  Product product = std::filesystem::exists(options) ? convolution(weights, activations, nlohmann::json::parse(read_file(options.string())))
                                                     : matrix_product(weights, activations);
  product.layer.name = number;
  const nlohmann::json expected = nlohmann::json::parse(read_file((folder / "expected.json").string()));
  for (const Kernels* set : available_kernels()) {
    const ChosenKernels chosen(set->name);
    SCOPED_TRACE(set->name);
    expect_integers(simulate_layer(design, product.layer, product.operands), expected);
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, Contract, testing::Range(0, kCases),
                         [](const testing::TestParamInfo<int>& test) { return "Case" + std::to_string(1000 + test.param).substr(1); });

}  // namespace
}  // namespace skeptic
