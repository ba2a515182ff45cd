// Rows of a network against values worked out by hand.
#include "learn/model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "learn/machine_view.h"
#include "workload/network_file.h"

namespace skeptic {
namespace {

using testing::ElementsAre;
using testing::FloatNear;
using testing::Pointwise;

Network table(const std::string& input, const std::string& rows) {
  return parse_network("name: test\ntitle: t\nsource: s\nactivation: relu\ninput: " + input + "\nlayers:\n" + rows, "test.yaml");
}

torch::Tensor tensor(std::vector<float> values, std::vector<std::int64_t> shape) { return torch::tensor(values).reshape(shape); }

std::vector<float> run(const Network& network, const Parameters& parameters, const torch::Tensor& input) {
  const torch::NoGradGuard no_gradients;
  return values_of(Model(network, parameters).forward(input, Phase::Inference, nullptr).contiguous());
}

TEST(Model, AConvolutionIsNormalisedByTheCheckpointsStatistics) {
  const Network network =
      table("[1, 2, 2]",
            "  - {name: conv, kind: convolution, inputs: [input], in: 1, out: 1, image: 2, kernel: 1, batch-norm: bn, weights: conv.weight}\n"
            "  - {name: relu, kind: relu, inputs: [conv], elements: 4}\n");
  const Parameters parameters{{"conv.weight", tensor({2}, {1, 1, 1, 1})},
                              {"bn.weight", tensor({3}, {1})},
                              {"bn.bias", tensor({-1}, {1})},
                              {"bn.running_mean", tensor({4}, {1})},
                              {"bn.running_var", tensor({4}, {1})}};
  // 3 (2x - 4) / sqrt(4 + 1e-5) - 1 = 3x - 7, and no less than 0.
  EXPECT_THAT(run(network, parameters, tensor({1, 2, 3, 4}, {1, 1, 2, 2})), Pointwise(FloatNear(1e-4F), {0.0F, 0.0F, 2.0F, 5.0F}));
}

TEST(Model, PaddedChannelsTakeEveryOtherPixel) {
  const Network network =
      table("[2, 2, 2]", "  - {name: shortcut, kind: pad-channels, inputs: [input], reads: [2], elements-in: 2, elements-out: 4}\n");
  EXPECT_THAT(run(network, {}, tensor({1, 2, 3, 4, 5, 6, 7, 8}, {1, 2, 2, 2})), ElementsAre(0, 1, 5, 0));
}

TEST(Model, PoolsMayStickOut) {
  const std::string pool = "  - {name: pool, kind: max-pool, inputs: [input], channels: 1, image: 4, kernel: 3, stride: 2";
  const torch::Tensor image = torch::arange(16, torch::kFloat32).reshape({1, 1, 4, 4});
  EXPECT_THAT(run(table("[1, 4, 4]", pool + "}\n"), {}, image), ElementsAre(10));
  EXPECT_THAT(run(table("[1, 4, 4]", pool + ", ceil: true}\n"), {}, image), ElementsAre(10, 11, 14, 15));
}

TEST(Model, AHeadReadsTheFirstToken) {
  const Network network =
      table("[1, 1, 2]",
            "  - {name: patches, kind: convolution, inputs: [input], in: 1, out: 2, image: [1, 2], kernel: 1, weights: p.weight}\n"
            "  - {name: position, kind: position, inputs: [patches], elements-in: 4, elements-out: 6, parameters: 8, tensors: [cls, pos]}\n"
            "  - {name: head, kind: linear, inputs: [position], reads: [2], in: 2, out: 1, bias: true, weights: head.weight}\n");
  const Parameters parameters{{"p.weight", tensor({1, -1}, {2, 1, 1, 1})},
                              {"cls", tensor({10, 20}, {1, 1, 2})},
                              {"pos", tensor({1, 2, 3, 4, 5, 6}, {1, 3, 2})},
                              {"head.weight", tensor({1, 100}, {1, 2})},
                              {"head.bias", tensor({0.5}, {1})}};
  EXPECT_THAT(run(network, parameters, tensor({7, 8}, {1, 1, 1, 2})), ElementsAre(11 + 2200 + 0.5));
}

/// One head of width 1 over two tokens, q, k and v packed in one row.
TEST(Model, AttentionIsPackedAsQueriesKeysAndValues) {
  const Network network =
      table("[1, 1, 1]",
            "  - {name: patches, kind: convolution, inputs: [input], in: 1, out: 1, image: 1, kernel: 1, weights: p.weight}\n"
            "  - {name: position, kind: position, inputs: [patches], elements-in: 1, elements-out: 2, parameters: 3, tensors: [cls, pos]}\n"
            "  - {name: qkv, kind: linear, inputs: [position], in: 1, out: 3, tokens: 2, weights: qkv.weight}\n"
            "  - {name: scores, kind: matmul, inputs: [qkv], reads: [4], heads: 1, in: 1, out: 2, tokens: 2}\n"
            "  - {name: softmax, kind: softmax, inputs: [scores], elements: 4}\n"
            "  - {name: context, kind: matmul, inputs: [softmax, qkv], reads: [4, 2], heads: 1, in: 2, out: 1, tokens: 2}\n");
  const Parameters parameters{{"p.weight", tensor({1}, {1, 1, 1, 1})},
                              {"cls", tensor({1}, {1, 1, 1})},
                              {"pos", tensor({0, 0}, {1, 2, 1})},
                              {"qkv.weight", tensor({1, 0.5, 10}, {3, 1})}};
  // Tokens 1 and 2: q 1, 2; k 0.5, 1; v 10, 20. Scores of token 0: 0.5, 1; of token 1: 1, 2.
  const auto mean = [](double a, double b) { return static_cast<float>((10 * std::exp(a) + 20 * std::exp(b)) / (std::exp(a) + std::exp(b))); };
  EXPECT_THAT(run(network, parameters, tensor({2}, {1, 1, 1, 1})), Pointwise(FloatNear(1e-4F), {mean(0.5, 1), mean(1, 2)}));
}

class Watcher : public ForwardHook {
 public:
  void before(const Layer& layer, torch::Tensor& activations, torch::Tensor& weights) override {
    seen.push_back(layer.name);
    if (layer.name == "second") activations = activations * 0 + 3;
    EXPECT_FALSE(weights.defined());
  }
  void after(const Layer& layer, torch::Tensor&) override { seen.push_back(layer.name + " done"); }
  std::vector<std::string> seen;
};

TEST(Model, AHookReplacesWhatALayerReads) {
  const Network network = table("[1, 1, 1]",
                                "  - {name: first, kind: convolution, inputs: [input], in: 1, out: 1, image: 1, kernel: 1, weights: a}\n"
                                "  - {name: second, kind: convolution, inputs: [first], in: 1, out: 1, image: 1, kernel: 1, weights: b}\n");
  Watcher watcher;
  const torch::NoGradGuard no_gradients;
  const Model model(network, {{"a", tensor({5}, {1, 1, 1, 1})}, {"b", tensor({7}, {1, 1, 1, 1})}});
  EXPECT_THAT(values_of(model.forward(tensor({1}, {1, 1, 1, 1}), Phase::Inference, &watcher)), ElementsAre(21));
  EXPECT_THAT(watcher.seen, ElementsAre("first", "first done", "second", "second done"));
}

}  // namespace
}  // namespace skeptic
