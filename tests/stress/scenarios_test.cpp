#include "stress/scenarios.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

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
  std::set<std::string> shapes;
  for (const std::string& name : chosen) shapes.insert(shape_key(*network.find(name)));
  EXPECT_EQ(shapes.size(), 3U);
  EXPECT_EQ(chosen.front(), "layer1.0.conv2");
  // Of a GELU transformer only the second layers of its perceptrons are behind an activation function, all of one shape.
  EXPECT_EQ(largest_layers(load_network("vit-b-16"), 3), std::vector<std::string>{"encoder.layers.encoder_layer_0.mlp.3"});
  EXPECT_TRUE(largest_layers(load_network("skewed64"), 3).empty() || largest_layers(load_network("skewed64"), 3) == std::vector<std::string>{"conv"});
}

}  // namespace
}  // namespace skeptic
