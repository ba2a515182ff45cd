#include "stress/scenarios.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "stress/proposals.h"

namespace skeptic {
namespace {

TEST(InputVariance, ADenseMachineTakesTheSameCyclesOnBothInputs) {
  Laboratory laboratory;
  const InputVariance found = input_variance(laboratory, {static_2to4(), Subject::load("dense")}, one_layer());
  EXPECT_EQ(found.sparse.proposal_cycles, found.dense.proposal_cycles);
  EXPECT_EQ(found.sparse.baseline_cycles, found.dense.baseline_cycles);
  EXPECT_EQ(found.sparse.setting.zeros, 0.60);
  EXPECT_EQ(found.dense.setting.zeros, 0.15);
}

TEST(InputVariance, ASkipperOfZerosIsSlowerOnTheDenseInput) {
  Laboratory laboratory;
  const InputVariance found = input_variance(laboratory, {example("two-sided"), static_2to4()}, one_layer());
  EXPECT_GT(found.proposal_ratio(), 1.1);
  EXPECT_GT(found.sparse.speedup(), found.dense.speedup());
  EXPECT_EQ(found.sparse.baseline_cycles, found.dense.baseline_cycles);
}

TEST(InputVariance, RecordedTensorsMakeWayForSyntheticOnes) {
  Laboratory laboratory;
  Setting setting = one_layer();
  setting.weights_file = "no such file", setting.activations_file = "nor this";
  EXPECT_FALSE(input_variance(laboratory, {static_2to4(), static_2to4()}, setting).dense.setting.recorded());
}

TEST(ChannelSkew, BlockedSlicesStarveWhereInterleavedOnesShare) {
  Laboratory laboratory;
  // Eight windows a tap, so that blocked and interleaved slices hold different channels; elements that run apart, so that each one's own work shows.
  const Subject proposal =
      example("two-sided").with({{"operands.activations.read", "window"}, {"fabric.window", "8"}, {"fabric.sync", "{domain: pe, slack: 4}"}});
  const ChannelSkew found = channel_skew(laboratory, {proposal, static_2to4()}, one_layer());
  EXPECT_GT(found.blocked.proposal_cycles, found.interleaved.proposal_cycles);
  EXPECT_GT(found.blocked_idle, found.interleaved_idle);
  EXPECT_GE(found.blocked_starved, found.interleaved_starved);
  EXPECT_EQ(found.elements, 16 * 4 * 4);  // a quarter of the columns on four slices
  EXPECT_LE(found.blocked_starved, found.elements);
  for (const Comparison* comparison : {&found.blocked, &found.interleaved}) {
    const ResolvedDesign design = resolve(comparison->proposal.design());
    EXPECT_EQ(design.multipliers(), resolve(proposal.design()).multipliers());
    EXPECT_EQ(comparison->setting.network, "skewed64");
    EXPECT_EQ(comparison->setting.channel_zeros, (std::vector<double>{0.7, 0.1}));
  }
}

TEST(ChannelSkew, AMachineThatSkipsNoActivationDoesNotNotice) {
  Laboratory laboratory;
  const ChannelSkew found = channel_skew(laboratory, {static_2to4(), static_2to4()}, one_layer());
  EXPECT_EQ(found.blocked_idle, 0);
  EXPECT_EQ(found.interleaved_idle, 0);
  EXPECT_DOUBLE_EQ(found.blocked.speedup(), 1.0);
}

TEST(BatchSweep, RunsOneEightAndThirtyTwoImages) {
  Laboratory laboratory;
  const BatchSweep sweep = batch_sweep(laboratory, {example("dynamic-4of8"), static_2to4()}, one_layer());
  ASSERT_EQ(sweep.batches.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    const Comparison& at = sweep.batches[i];
    EXPECT_EQ(at.setting.images, (std::vector<std::int64_t>{1, 8, 32})[i]);
    EXPECT_EQ(at.setting.layers, one_layer().layers);
    if (i == 0) continue;
    // A batch amortises weights: more cycles than of one image, at most as many for each.
    const Comparison& before = sweep.batches[i - 1];
    EXPECT_GT(at.baseline_cycles, before.baseline_cycles);
    EXPECT_GT(at.proposal_cycles, before.proposal_cycles);
    EXPECT_LE(at.baseline_cycles * before.setting.images, before.baseline_cycles * at.setting.images);
  }
}

TEST(PatternChange, ADesignWithoutDecisionHasNone) {
  Laboratory laboratory;
  EXPECT_FALSE(pattern_change(laboratory, static_2to4(), one_layer()).has_value());
  EXPECT_FALSE(pattern_change(laboratory, example("two-sided"), one_layer()).has_value());
}

TEST(PatternChange, ComparesWithTheDensestStructuredPattern) {
  Laboratory laboratory;
  const std::optional<PatternChange> found = pattern_change(laboratory, example("dynamic-4of8"), one_layer());
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->pattern, "4:8");
  const ResolvedDesign fixed = resolve(found->fixed.design());
  EXPECT_FALSE(fixed.activations.run_time());
  EXPECT_EQ(fixed.activations.pattern, parse_pattern("4:8"));
  // 64 vectors of 64 channels in units of 16 x 64: four units, each with one of three patterns.
  ASSERT_EQ(found->units.size(), 3U);
  EXPECT_EQ(std::accumulate(found->units.begin(), found->units.end(), std::int64_t{0}), 4);
  EXPECT_GE(found->decisions, 4);
  const NetworkCounts& fixed_counts = laboratory.run(found->fixed, one_layer());
  EXPECT_EQ(fixed_counts.decided_units(), 0);
  EXPECT_EQ(fixed_counts.switches(), 0);
  EXPECT_EQ(found->fixed_cycles, fixed_counts.cycles());
  EXPECT_EQ(found->changing_cycles, laboratory.run(example("dynamic-4of8"), one_layer()).cycles());
  EXPECT_GT(found->changing_joules, 0);
  EXPECT_GT(found->fixed_joules, 0);
}

TEST(PatternChange, OneDensePatternHasNothingToFix) {
  Laboratory laboratory;
  EXPECT_FALSE(pattern_change(laboratory, example("dynamic-4of8").with("operands.activations.patterns", "[dense]"), one_layer()).has_value());
}

TEST(LatencySweeps, DesignsWithoutAConsumersDecisionHaveNone) {
  Laboratory laboratory;
  EXPECT_TRUE(latency_sweeps(laboratory, {static_2to4(), static_2to4()}, one_layer(), 1.0).empty());
  EXPECT_TRUE(
      latency_sweeps(laboratory, {example("dynamic-4of8").with("operands.activations.decide.by", "producer"), static_2to4()}, one_layer(), 1.0)
          .empty());
}

class LatencySweepsOf : public testing::TestWithParam<const char*> {};

TEST_P(LatencySweepsOf, SpeedupNeverRisesWithLatencyAndBreaksWhereTheySay) {
  Laboratory laboratory;
  // One tile for all latencies: `auto` may take another at another latency.
  const Contest contest{example("dynamic-4of8").with("tile", "{m: 16, n: 16, k: all}"), static_2to4()};
  const Setting setting = resnet20({GetParam()});
  const double at_zero =
      compare(laboratory, {contest.proposal.with("operands.activations.decide.latency", "0 cycles"), contest.baseline}, setting).speedup();
  const std::vector<LatencySweep> sweeps = latency_sweeps(laboratory, contest, setting, 0.8 * at_zero);
  ASSERT_EQ(sweeps.size(), 2U);
  EXPECT_EQ(sweeps[0].when, "tile");
  EXPECT_EQ(sweeps[1].when, "use");
  EXPECT_DOUBLE_EQ(sweeps[0].at_zero, at_zero);
  for (const LatencySweep& sweep : sweeps) {
    EXPECT_EQ(sweep.written, 15);
    EXPECT_LE(sweep.at_written, sweep.at_zero);
    EXPECT_DOUBLE_EQ(sweep.points.front().result, sweep.at_zero);
    for (std::size_t i = 1; i < sweep.points.size(); ++i)
      EXPECT_LE(sweep.points[i].result, sweep.points[i - 1].result) << sweep.when << ", " << sweep.points[i].x << " cycles";
    for (const BreakPoint* found : {&sweep.claim_break, &sweep.even_break}) {
      EXPECT_DOUBLE_EQ(found->threshold, found == &sweep.claim_break ? sweep.claim : 1.0);
      for (const AxisPoint& point : sweep.points) {
        const bool holds = found->kind == Break::Between ? point.x <= found->last_good : found->kind == Break::Never;
        EXPECT_EQ(point.result >= found->threshold, holds) << sweep.when << ", " << point.x << " cycles";
      }
    }
    EXPECT_EQ(sweep.claim_break.kind, Break::Between);  // at 16384 cycles a layer of some thousands has lost more than a fifth
  }
}

INSTANTIATE_TEST_SUITE_P(Layers, LatencySweepsOf, testing::Values("layer1.0.conv1", "layer3.1.conv1"));

TEST(LargestLayers, AreTheOnesWithMostMultiplicationsInTheNetworksOrder) {
  const Network network = load_network("resnet50");
  const std::vector<std::string> chosen = largest_layers(network, 3);
  ASSERT_EQ(chosen.size(), 3U);
  std::int64_t least = network.macs();
  std::vector<std::size_t> places;
  for (const std::string& name : chosen) {
    ASSERT_NE(network.find(name), nullptr);
    least = std::min(least, network.find(name)->macs());
    places.push_back(static_cast<std::size_t>(network.find(name) - network.layers.data()));
  }
  EXPECT_TRUE(std::is_sorted(places.begin(), places.end()));
  EXPECT_EQ(std::find(chosen.begin(), chosen.end(), network.layers.front().name), chosen.end())
      << "the first layer reads the image, which has no zeros";
  EXPECT_GE(least, network.macs() / 100);
  EXPECT_TRUE(largest_layers(load_network("skewed64"), 3).empty() || largest_layers(load_network("skewed64"), 3) == std::vector<std::string>{"conv"});
}

}  // namespace
}  // namespace skeptic
