// The axes: break points that are known in closed form, what must not change along an axis, and designs that an axis says nothing about.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/diagnostic.h"
#include "stress/axis_run.h"
#include "stress/proposals.h"

namespace skeptic {
namespace {

using Kind = Break;

TEST(Axes, AnUnknownNameIsADiagnostic) {
  try {
    axis("decision-latncy");
    FAIL();
  } catch (const UserError& error) {
    EXPECT_EQ(std::string(error.what()),
              "error: there is no axis \"decision-latncy\" [command-line]\n"
              "  expected: activation-density, input-variance, channel-spread, channel-halves, row-spread, balance, decision-latency, decision-rate, "
              "switch-cost, "
              "index-storage, "
              "metadata-width, banks, batch, ragged-sizes, odd-layers, attention, adversarial-mask, activation-function, previous-input, "
              "dram-bandwidth, read-width, "
              "precision, scale\n"
              "  did you mean \"decision-latency\"?\n");
  }
}

Setting small(const std::string& network = "linear:in=64,out=16,tokens=16") {
  Setting setting;
  setting.network = network;
  setting.layers = {"layer"};
  return setting;
}

const AxisCurve& only(const AxisFinding& finding) {
  EXPECT_EQ(finding.curves.size(), 1u);
  return finding.curves.front();
}

// One tile: its latency stands before all computing, so that c cycles without latency become c + L, and s = b / (c + L) holds up to b/s - c.
TEST(DecisionLatency, BreaksWhereTheArithmeticSays) {
  Laboratory laboratory;
  const Subject proposal = example("dynamic-4of8")
                               .with({{"tile", "{m: all, n: all, k: all}"},
                                      {"operands.activations.decide.latency", "0 cycles"},
                                      {"memory.weights.size", "4 MiB"},
                                      {"memory.activations.size", "4 MiB"}});
  const Comparison none = compare(laboratory, {proposal, static_2to4()}, small());
  const double claim = 0.8 * none.speedup();
  const AxisFinding finding = run_axis(laboratory, axis("decision-latency"), {{proposal, static_2to4()}, small(), claim});
  ASSERT_EQ(finding.curves.size(), 3u);
  const BreakPoint& found = finding.curves.front().claim;
  const auto holds = [&](std::int64_t latency) {
    return static_cast<double>(none.baseline_cycles) / static_cast<double>(none.proposal_cycles + latency) >= claim;
  };
  ASSERT_EQ(found.kind, Kind::Between);
  EXPECT_TRUE(holds(found.last_good)) << found.last_good;
  EXPECT_FALSE(holds(found.first_bad)) << found.first_bad;
  EXPECT_LE(found.first_bad - found.last_good, std::max<std::int64_t>(1, found.last_good / 100));
  EXPECT_EQ(finding.curves.front().cause, Slot::Select);
}

TEST(ActivationDensity, AStaticPatternIgnoresIt) {
  Laboratory laboratory;
  const AxisCurve curve = only(run_axis(laboratory, axis("activation-density"), {{static_2to4(), Subject::load("dense")}, small(), 1.5}));
  for (const CurvePoint& point : curve.points) EXPECT_EQ(point.result, curve.points.front().result) << point.x;
}

TEST(ActivationDensity, ASkipperOfZerosBreaksOnIt) {
  Laboratory laboratory;
  const Subject proposal = example("two-sided").with("operands.activations.read", "window");
  const AxisCurve curve = only(run_axis(laboratory, axis("activation-density"), {{proposal, Subject::load("dense")}, small(), 1.0}));
  for (std::size_t i = 1; i < curve.points.size(); ++i) EXPECT_LE(curve.points[i].result, curve.points[i - 1].result + 1e-9) << curve.points[i].x;
  EXPECT_GT(curve.points.front().result, curve.points.back().result);
}

// The reduction is one step, all rows and columns one tile, activations are not skipped: lockstep over the array takes what each wave's densest row
// takes. Sorting is best, in pairs the waves are the same, and dealing every wave one of the densest rows is worst
// (tests/simulate/row_order_test.cpp).
TEST(LoadBalancing, OrdersComeOutAsTheArithmeticSays) {
  Laboratory laboratory;
  const Subject proposal = Subject::load("dense").with({{"fabric.array", "{m: 4, n: 4, k: 1}"},
                                                        {"fabric.lanes", "1"},
                                                        {"fabric.window", "64"},
                                                        {"operands.weights.pattern", "unstructured"},
                                                        {"operands.weights.skip", "zeros"},
                                                        {"memory.weights.width", "none"},
                                                        {"memory.activations.width", "none"},
                                                        {"tile", "{m: all, n: all, k: all}"}});
  const AxisFinding finding = run_axis(laboratory, axis("balance"), {{proposal, Subject::load("dense")}, small(), 1.0});
  std::map<std::string, const AxisCurve*> ways;
  for (const AxisCurve& curve : finding.curves) ways[curve.label] = &curve;
  ASSERT_EQ(ways.size(), 5u);
  EXPECT_EQ(finding.plan.note, "half of the weights zero");
  for (const std::int64_t x : finding.plan.samples) {
    const double none = ways.at("unbalanced")->at(x)->result, sorted = ways.at("sort")->at(x)->result;
    EXPECT_LE(ways.at("interleave")->at(x)->result, none) << x;
    EXPECT_LE(none, sorted) << x;
    EXPECT_EQ(ways.at("pair")->at(x)->result, sorted) << x;
    EXPECT_GE(ways.at("queue")->at(x)->result, none) << x;
  }
  EXPECT_LT(ways.at("interleave")->at(45)->result, 0.9 * ways.at("sort")->at(45)->result);
}

// Orders that the proposal has itself make way for the one at hand; what does not go with its other mechanisms is left out and said.
TEST(LoadBalancing, IsOneStrategyAtATime) {
  const auto plan = [](const Subject& proposal) { return axis("balance").plan({{proposal, static_2to4()}, small(), 1.0}); };
  const Subject sparten = Subject::load("sparten");
  for (const AxisWay& way : plan(sparten).ways) {
    const ResolvedDesign design = resolve(way.at(0).contest.proposal.design());
    EXPECT_EQ((design.balance != Balance::None) + (design.slack > 1), way.label == "unbalanced" ? 0 : 1) << way.label;
  }
  EXPECT_EQ(plan(sparten).ways.size(), 5u);
  EXPECT_EQ(plan(example("two-sided")).ways.size(), 4u);
  EXPECT_EQ(plan(example("two-sided")).note, "half of the weights zero, no queue: operands are gathered in lockstep");
  const AxisPlan tall = plan(sparten.with({{"fabric.balance", "none"}, {"operands.weights.pattern", "\"2:4@1x2\""}}));
  EXPECT_EQ(tall.ways.size(), 2u);
  EXPECT_EQ(tall.note, "half of the weights zero, no order: neighbouring rows share a choice");
}

TEST(DramBandwidth, TwoEqualDesignsStayEqual) {
  Laboratory laboratory;
  const AxisCurve curve = only(run_axis(laboratory, axis("dram-bandwidth"), {{static_2to4(), static_2to4()}, small(), 1.0}));
  for (const CurvePoint& point : curve.points) EXPECT_EQ(point.result, 1.0) << point.x;
  EXPECT_EQ(curve.claim.kind, Kind::Never);
}

TEST(SwitchCost, MoreIsNeverFaster) {
  Laboratory laboratory;
  Setting setting = small("conv:in=128,out=64,image=14,kernel=3,pad=1");
  setting.zeros = 0.6;  // units on both sides of the limit
  const AxisCurve curve = only(
      run_axis(laboratory, axis("switch-cost"), {{example("dynamic-4of8").with("tile", "{m: 64, n: 48, k: all}"), static_2to4()}, setting, 1.0}));
  for (std::size_t i = 1; i < curve.points.size(); ++i) EXPECT_LE(curve.points[i].result, curve.points[i - 1].result) << curve.points[i].x;
  EXPECT_EQ(curve.cause, Slot::Switch);
}

TEST(IndexStorage, MoreIsNeverAGain) {
  Laboratory laboratory;
  const AxisCurve curve = only(run_axis(laboratory, axis("index-storage"), {{example("dynamic-4of8"), static_2to4()}, wide_layer(), 1.0}));
  for (std::size_t i = 1; i < curve.points.size(); ++i) EXPECT_LE(curve.points[i].result, curve.points[i - 1].result) << curve.points[i].x;
  EXPECT_LT(curve.points.back().result, curve.points.front().result);
}

TEST(Axes, SpareDesignsWithoutTheMechanism) {
  Laboratory laboratory;
  const AxisCase of{{static_2to4(), Subject::load("dense")}, small(), 1.5};
  const auto why = [&](const char* name) { return run_axis(laboratory, axis(name), of).plan.spared; };
  EXPECT_EQ(why("row-spread"), "no zero of the weights is skipped but by a pattern, and a pattern leaves every row as many");
  EXPECT_EQ(why("balance"), why("row-spread"));
  EXPECT_EQ(why("decision-latency"), "no decision stands between an input and the array");
  EXPECT_EQ(why("switch-cost"), "one pattern holds from the first step to the last");
  EXPECT_EQ(why("index-storage"), "no state is kept for a decision");
  EXPECT_EQ(why("metadata-width"), "activations carry no metadata");
  EXPECT_EQ(why("banks"), "operands are read by whole windows, and a window never conflicts with itself");
  EXPECT_EQ(why("previous-input"), "nothing is chosen at run time, so nothing can be predicted wrongly");
}

TEST(Axes, TheDocumentIsUpToDate) { EXPECT_EQ(read_file(SKEPTIC_SOURCE "/docs/axes.md"), axes_markdown()) << "./run document axes > docs/axes.md"; }

TEST(Axes, EveryOneRunsOnEveryExample) {
  std::set<std::string_view> names;
  for (const AxisRow& row : axes()) EXPECT_TRUE(names.insert(row.name).second) << row.name;
  for (const char* name : {"dynamic-4of8", "two-sided", "only-4of8"}) {
    Laboratory laboratory;
    const AxisCase of{{example(name), static_2to4()}, small(), 1.2};
    for (const AxisRow& row : axes()) {
      if (row.name == std::string_view("attention") || row.name == std::string_view("odd-layers")) continue;  // sizes of their own: seconds
      SCOPED_TRACE(std::string(name) + ", " + std::string(row.name));
      const AxisFinding finding = run_axis(laboratory, row, of);
      EXPECT_EQ(finding.plan.spared.empty(), !finding.curves.empty());
      for (const AxisCurve& curve : finding.curves) {
        ASSERT_GE(curve.points.size(), finding.plan.samples.size());
        for (const CurvePoint& point : curve.points) EXPECT_GT(point.result, 0) << point.x;
      }
    }
  }
}

class LatencyOn : public testing::TestWithParam<const char*> {};

TEST_P(LatencyOn, SpeedupNeverRisesWithLatencyAndBreaksWhereItSays) {
  Laboratory laboratory;
  // One tile for all latencies: `auto` may take another at another latency.
  const Contest contest{example("dynamic-4of8").with("tile", "{m: 16, n: 16, k: all}"), static_2to4()};
  const Setting setting = resnet20({GetParam()});
  const double at_zero =
      compare(laboratory, {contest.proposal.with("operands.activations.decide.latency", "0 cycles"), contest.baseline}, setting).speedup();
  const AxisFinding finding = run_axis(laboratory, axis("decision-latency"), {contest, setting, 0.8 * at_zero});
  ASSERT_EQ(finding.curves.size(), 3U);
  EXPECT_DOUBLE_EQ(finding.curves.front().points.front().result, at_zero);
  for (const AxisCurve& curve : finding.curves) {
    for (std::size_t i = 1; i < curve.points.size(); ++i)
      EXPECT_LE(curve.points[i].result, curve.points[i - 1].result) << curve.label << ", " << curve.points[i].x << " cycles";
    for (const BreakPoint* found : {&curve.claim, &curve.even})
      for (const CurvePoint& point : curve.points) {
        const bool holds = found->kind == Break::Between ? point.x <= found->last_good : found->kind == Break::Never;
        EXPECT_EQ(point.result >= found->threshold, holds) << curve.label << ", " << point.x << " cycles";
      }
    EXPECT_EQ(curve.claim.kind, Break::Between);  // at 16384 cycles a layer of some thousands has lost more than a fifth
    EXPECT_EQ(curve.claim.regained, std::nullopt);
  }
}

INSTANTIATE_TEST_SUITE_P(Layers, LatencyOn, testing::Values("layer1.0.conv1", "layer3.1.conv1"));

AxisPlan batch_plan(const std::string& network, std::vector<std::string> layers = {}) {
  Setting setting;
  setting.network = network, setting.layers = std::move(layers);
  return axis("batch").plan({{example("dynamic-4of8"), static_2to4()}, setting});
}

// Of ResNet-50 the layer behind a ReLU with the most weights; of ViT-B/16, where the second layer of a perceptron has 605,184 inputs a token
// sequence and 256 of them are too many, the first one, with 151,296.
TEST(BatchAxis, RunsWhatABatchSharesOnUpTo256Images) {
  const AxisPlan cnn = batch_plan("resnet50");
  EXPECT_EQ(cnn.names, (std::vector<std::string>{"256", "128", "64", "32", "16", "8", "4", "2", "1"}));
  EXPECT_EQ(cnn.note, "layer4.1.conv2, which has the most weights of those that are quick with many images");
  EXPECT_EQ(cnn.ways.front().at(1).setting.images, 128);
  EXPECT_EQ(cnn.ways.front().at(1).setting.layers, std::vector<std::string>{"layer4.1.conv2"});
  EXPECT_EQ(batch_plan("vit-b-16").note, "encoder.layers.encoder_layer_0.mlp.0, which has the most weights of those that are quick with many images");
  EXPECT_EQ(batch_plan("resnet50", {"conv1", "layer1.0.conv1"}).note,
            "up to 64 images: more take too much memory, and no law says exactly what values would do that were not drawn");
}

TEST(SwitchCost, TellsHowOftenMeasuredInputsSwitch) {
  Laboratory laboratory;
  AxisCase of{{example("dynamic-4of8"), static_2to4()}, resnet20({"layer1.0.conv1"})};
  of.measured = {resnet20({"layer1.0.conv1", "layer1.1.conv1", "layer2.1.conv1", "layer3.1.conv2"})};
  const NetworkCounts& counts = laboratory.run(of.contest.proposal, of.measured.front());
  ASSERT_GT(counts.switches(), 0);
  const auto period = [](const auto& of_what) { return static_cast<double>(of_what.first) / static_cast<double>(of_what.second); };
  std::pair<std::int64_t, std::int64_t> all{counts.compute_cycles(), counts.switches()}, most{1, 0};
  std::string name;
  for (const LayerCounts& layer : counts.layers)
    if (layer.switches * most.first > most.second * layer.compute_cycles) most = {layer.compute_cycles, layer.switches}, name = layer.name;
  const AxisFinding finding = run_axis(laboratory, axis("switch-cost"), of);
  ASSERT_EQ(finding.notes.size(), 1U);
  EXPECT_EQ(
      finding.notes.front(),
      fmt::format("measured: on 1 input of resnet20 patterns change {} times, once in {:.1f} cycles of computing; most often in {}, once in {:.1f}; "
                  "at 4 cycles each that is {:.1f} % of the lane slots",
                  counts.switches(), period(all), name, period(most),
                  100 * static_cast<double>(counts.stack()[Slot::Switch]) / static_cast<double>(counts.stack().total())));
}

}  // namespace
}  // namespace skeptic
