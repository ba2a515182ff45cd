// What a trace keeps and counts, with and without a design's pruning in the forward pass.
#include "learn/trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "learn/machine_view.h"
#include "simulate/pruned.h"
#include "workload/network_file.h"

namespace skeptic {
namespace {

using testing::ElementsAre;

/// Inputs that are given, one label each.
class Given : public InputSource {
 public:
  Given(std::vector<std::vector<float>> values, std::vector<std::int64_t> shape) : values_(std::move(values)), shape_(std::move(shape)) {}
  std::int64_t size() const override { return static_cast<std::int64_t>(values_.size()); }
  torch::Tensor input(std::int64_t index) const override { return torch::tensor(values_[static_cast<std::size_t>(index)]).reshape(shape_); }
  std::int64_t label(std::int64_t index) const override { return index % 2; }
  std::string describe() const override { return "given inputs"; }

 private:
  std::vector<std::vector<float>> values_;
  std::vector<std::int64_t> shape_;
};

bool go_on(std::int64_t, std::int64_t) { return true; }

/// Two 1 x 1 convolutions of four channels on one pixel, with a ReLU between them; the logits are the second one's first two channels… all four.
Network two_layers() {
  return parse_network(
      "name: two\ntitle: t\nsource: s\nactivation: relu\ninput: [4, 1, 1]\nlayers:\n"
      "  - {name: first, kind: convolution, inputs: [input], in: 4, out: 4, image: 1, kernel: 1, weights: a}\n"
      "  - {name: relu, kind: relu, inputs: [first], elements: 4}\n"
      "  - {name: second, kind: convolution, inputs: [relu], in: 4, out: 2, image: 1, kernel: 1, weights: b}\n",
      "two.yaml");
}

Model two_layer_model() {
  return {two_layers(),
          {{"a", torch::eye(4).reshape({4, 4, 1, 1})}, {"b", torch::tensor({1.0F, 1.0F, 1.0F, 1.0F, 8.0F, 4.0F, 2.0F, 1.0F}).reshape({2, 4, 1, 1})}}};
}

ResolvedDesign design_with(const std::vector<std::pair<std::string, std::string>>& sets) {
  Design design = load_design("dense");
  for (const auto& [key, value] : sets) design = with(design, key, value);
  return resolve(design);
}

std::string temporary(const std::string& name) { return (std::filesystem::path(testing::TempDir()) / name).string(); }

TEST(Trace, CountsZerosByInputAndChannel) {
  const Given inputs({{1, -1, 2, 0}, {3, -1, -1, 0}}, {4, 1, 1});
  TraceRequest request;
  request.inputs = 2;
  const TraceReport report = trace(two_layer_model(), inputs, request, go_on);
  ASSERT_EQ(report.functions.size(), 1);
  const ZeroReport& relu = report.functions.front();
  EXPECT_EQ(relu.name, "relu");
  EXPECT_THAT(relu.shape, ElementsAre(4, 1, 1));
  EXPECT_DOUBLE_EQ(relu.mean, 5.0 / 8);  // 2 of 4 zeros, then 3 of 4
  EXPECT_DOUBLE_EQ(relu.deviation, 1.0 / 8);
  EXPECT_DOUBLE_EQ(relu.least, 0.5);
  EXPECT_DOUBLE_EQ(relu.most, 0.75);
  EXPECT_THAT(relu.channels, ElementsAre(0, 1, 0.5, 1));
  EXPECT_EQ(relu.dead_channels, 2);
  EXPECT_DOUBLE_EQ(relu.largest, 3);
  ASSERT_EQ(report.layers.size(), 2);
  EXPECT_DOUBLE_EQ(report.layers[0].zeros.mean, 0.25);
  EXPECT_DOUBLE_EQ(report.layers[1].zeros.mean, 5.0 / 8);
  EXPECT_THAT(report.logits, ElementsAre(3, 12, 3, 24));
  EXPECT_EQ(report.labelled, 2);
  EXPECT_EQ(report.correct, 1);  // both say class 1; the labels are 0 and 1
}

/// 1:2 on activations: the first layer sees 1 of each pair, the second what is left of that, and the trace holds what came before its own pruning.
TEST(Trace, PruningIsPartOfTheNetwork) {
  const Given inputs({{5, 1, 2, 3}}, {4, 1, 1});
  TraceRequest request;
  request.inputs = request.kept = 1;
  request.file = temporary("closed.trace");
  request.design =
      design_with({{"operands.activations.pattern", "\"1:2\""}, {"operands.activations.chosen", "fixed"}, {"operands.activations.skip", "pattern"}});
  const TraceReport report = trace(two_layer_model(), inputs, request, go_on);
  const Trace written(request.file);
  EXPECT_EQ(written.header().pruning, "activations 1:2");
  EXPECT_THAT(written.operands(*written.network().find("first"), 0, 1).activations, ElementsAre(5, 1, 2, 3));
  EXPECT_THAT(written.operands(*written.network().find("second"), 0, 1).activations, ElementsAre(5, 0, 0, 3));
  EXPECT_THAT(report.logits, ElementsAre(8, 43));
  EXPECT_EQ(report.layers[0].dropped.activations, 2);
  EXPECT_DOUBLE_EQ(report.layers[0].dropped.energy, 5);
  EXPECT_DOUBLE_EQ(report.layers[0].dropped.energy_of, 39);
  EXPECT_EQ(report.layers[1].dropped.activations, 0);
}

/// 1:2 on weights keeps 8 of (8, 4) and 2 of (2, 1), and on a tie the first.
TEST(Trace, WeightsArePrunedAndTheFileHoldsThemWhole) {
  const Given inputs({{1, 1, 1, 1}}, {4, 1, 1});
  TraceRequest request;
  request.inputs = request.kept = 1;
  request.file = temporary("weights.trace");
  request.design = design_with({{"operands.weights.pattern", "\"1:2\""}, {"operands.weights.skip", "pattern"}});
  const TraceReport report = trace(two_layer_model(), inputs, request, go_on);
  EXPECT_THAT(report.logits, ElementsAre(2, 10));
  EXPECT_EQ(report.layers[0].dropped.weights, 0);  // an identity has one nonzero a row
  EXPECT_EQ(report.layers[1].dropped.weights, 4);
  EXPECT_DOUBLE_EQ(report.layers[1].dropped.weights_kept, 12);
  EXPECT_DOUBLE_EQ(report.layers[1].dropped.weights_magnitude, 19);
  const Trace written(request.file);
  EXPECT_THAT(written.operands(*written.network().find("second"), 0, 1).weights, ElementsAre(1, 1, 1, 1, 8, 4, 2, 1));
}

TEST(Trace, AChoiceFromThePreviousInputLooksBack) {
  // The first input keeps the last pattern, dense; the second what 1:2 would have covered of the first.
  const Given inputs({{5, 0, 0, 3}, {5, 1, 2, 3}}, {4, 1, 1});
  TraceRequest request;
  request.inputs = request.kept = 2;
  request.file = temporary("previous.trace");
  request.design = design_with({{"operands.activations.chosen", "run-time"},
                                {"operands.activations.patterns", "[\"1:2\", dense]"},
                                {"operands.activations.skip", "pattern"},
                                {"operands.activations.decide.by", "producer"},
                                {"operands.activations.decide.from", "previous-input"},
                                {"operands.activations.decide.policy", "cover"},
                                {"operands.activations.decide.unit", "{pixels: 1, channels: all}"},
                                {"operands.activations.decide.switch", "0 cycles"},
                                {"operands.activations.decide.state", "0 KiB"}});
  trace(two_layer_model(), inputs, request, go_on);
  const Trace written(request.file);
  const LayerOperands second = written.operands(*written.network().find("second"), 0, 2);
  EXPECT_THAT(second.activations, ElementsAre(5, 0, 0, 3, 5, 0, 0, 3));
}

TEST(Trace, AnInputsValuesDoNotDependOnTheOthers) {
  std::vector<std::vector<float>> values;
  for (int n = 0; n < 70; ++n) values.push_back({static_cast<float>(n), 1.0F / (1 + n), -2, 3});
  const Given inputs(values, {4, 1, 1});
  TraceRequest all, one;
  all.inputs = 70;
  one.first = 41;
  one.inputs = 1;
  const TraceReport many = trace(two_layer_model(), inputs, all, go_on), single = trace(two_layer_model(), inputs, one, go_on);
  EXPECT_EQ(many.logits[82], single.logits[0]);
  EXPECT_EQ(many.logits[83], single.logits[1]);
}

TEST(Trace, AThresholdCutsWhatASmoothFunctionLeaves) {
  const Network network = parse_network(
      "name: g\ntitle: t\nsource: s\nactivation: gelu\ninput: [2, 1, 1]\nlayers:\n"
      "  - {name: gelu, kind: gelu, inputs: [input], elements: 2}\n"
      "  - {name: conv, kind: convolution, inputs: [gelu], in: 2, out: 1, image: 1, kernel: 1, weights: w}\n",
      "g.yaml");
  const Model model(network, {{"w", torch::ones({1, 2, 1, 1})}});
  const Given inputs({{10, -3}}, {2, 1, 1});  // GELU: 10 and -0.00405
  TraceRequest request;
  EXPECT_DOUBLE_EQ(trace(model, inputs, request, go_on).layers[0].zeros.mean, 0);
  request.threshold = 0.01;
  const TraceReport cut = trace(model, inputs, request, go_on);
  EXPECT_DOUBLE_EQ(cut.layers[0].zeros.mean, 0.5);
  ASSERT_EQ(cut.thresholds.size(), 1);
  EXPECT_EQ(cut.thresholds[0].activations, 1);
  EXPECT_NEAR(cut.thresholds[0].energy / cut.thresholds[0].energy_of, 1.64e-7, 1e-9);
}

TEST(Trace, AnInterruptionLeavesNoFile) {
  const Given inputs({{5, 1, 2, 3}}, {4, 1, 1});
  TraceRequest request;
  request.inputs = request.kept = 1;
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "interrupted";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  request.file = (folder / "never.trace").string();
  EXPECT_THROW(trace(two_layer_model(), inputs, request, [](std::int64_t, std::int64_t) { return false; }), Interrupted);
  EXPECT_TRUE(std::filesystem::is_empty(folder));
}

}  // namespace
}  // namespace skeptic
