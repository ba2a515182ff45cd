// Scale: where arrays on one channel give way, known in closed form, and what is said of it.
#include "stress/scale.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stress/axis_run.h"
#include "stress/proposals.h"

namespace skeptic {
namespace {

using testing::ElementsAre;

/// 4 x 4 elements of one lane on windows of 4 at 1 GHz, 8 bits, tiles of the array's size, 128 bits of DRAM a cycle, buffers that hold all.
Subject one_lane() {
  return Subject::load("dense").with({{"clock", "1 GHz"},
                                      {"fabric.array", "{m: 4, n: 4, k: 1}"},
                                      {"fabric.lanes", "1"},
                                      {"fabric.window", "4"},
                                      {"operands.weights.bits", "8"},
                                      {"operands.activations.bits", "8"},
                                      {"operands.outputs.bits", "8"},
                                      {"memory.weights.width", "none"},
                                      {"memory.activations.width", "none"},
                                      {"memory.dram.bandwidth", "16 GB/s"},
                                      {"tile", "{m: 4, n: 4, k: all}"}});
}
/// The same with 2:4 weights, stored as they are: half of the cycles and the same bits.
Subject half() { return one_lane().with({{"operands.weights.pattern", "\"2:4\""}, {"operands.weights.skip", "pattern"}}); }

/// 64 x 16 tiles of 4 rows and 4 columns of 256 values: blocks of 8192 bits, 64 cycles each.
Setting square() {
  Setting setting;
  setting.network = "linear:in=256,out=256,tokens=64";
  setting.layers = {"layer"};
  return setting;
}

TEST(Scale, TakesAsManyArraysAsThePeakNeeds) {
  ResolvedDesign design = resolve(Subject::load("dense").design());  // 512 multipliers at 1.41 GHz: 1.44 TOPS
  EXPECT_DOUBLE_EQ(peak_operations(design), 512 * 2 * 1.41e9);
  EXPECT_THAT(array_counts(design), ElementsAre(1, 2, 4, 8, 16, 32, 64, 128, 256, 512));
  design.arrays = 7;  // counted from one, whatever the file says
  EXPECT_EQ(array_counts(design).size(), 10U);
  design.lanes = 64, design.array_m = 4096;
  EXPECT_EQ(array_counts(design), (std::vector<std::int64_t>{1}));
  EXPECT_EQ(array_counts(resolve(one_lane().design())).back(), 4096);  // 32 GOPS each: the most that there can be
}

// The baseline computes 256 cycles a tile, 262,144 in all; the proposal half of that. Both operands stay in the buffers of each array: with P <= 16
// arrays a row of W goes to P of them and a column of A to one, 64·P + 16 blocks of 64 cycles; outputs take 256·64·8/128 = 1024. So the channel is at
// work for
//   P = 1: 6144, P = 2: 10,240, P = 4: 18,432, P = 8: 34,816
// where computing takes 262,144/P or 131,072/P. Up to 4 arrays both are bound by computing (32,768 against 18,432), from 8 on both by the channel
// (34,816 against 32,768).
TEST(Scale, BreaksWhereTheChannelIsLongerThanTheComputing) {
  Laboratory laboratory;
  const AxisFinding finding = run_axis(laboratory, axis("scale"), {{half(), one_lane()}, square(), 1.5});
  ASSERT_EQ(finding.curves.size(), 1U);
  const AxisCurve& curve = finding.curves.front();
  ASSERT_EQ(finding.plan.names.size(), 13U);
  EXPECT_EQ(finding.plan.names.back(), "4096");
  ASSERT_EQ(curve.claim.kind, Break::Between);
  EXPECT_EQ(finding.plan.names[static_cast<std::size_t>(curve.claim.last_good)], "4");
  EXPECT_EQ(finding.plan.names[static_cast<std::size_t>(curve.claim.first_bad)], "8");
  EXPECT_NEAR(curve.at(0)->result, 2, 0.05);
  EXPECT_GT(curve.at(2)->result, 1.9);
  EXPECT_LT(curve.at(3)->result, 1.1);
  EXPECT_EQ(curve.cause, Slot::Load);
  for (const CurvePoint& point : curve.points) {
    EXPECT_EQ(point.lanes, std::int64_t{16} << point.x);
    EXPECT_GE(point.result, 1 - 1e-9);  // the same bits, and never more computing
  }
}

TEST(Scale, SaysWhatGivesWay) {
  Laboratory laboratory;
  const Scaling scaling = measure_scaling(laboratory, {half(), one_lane()}, square());
  ASSERT_EQ(scaling.points.size(), 13U);
  EXPECT_EQ(scaling.multipliers, 16);
  EXPECT_DOUBLE_EQ(scaling.peak, 4096 * 32e9);
  // Bits as above: moved by P arrays in a P-th of one array's time.
  EXPECT_DOUBLE_EQ(scaling.points[3].dram_bits, 34'816 * 128);
  ASSERT_TRUE(scaling.dram_short);
  EXPECT_EQ(*scaling.dram_short, 8);  // 34,816 cycles of the channel in 131,000 / 8; at 4 arrays 18,432 in 131,000 / 4
  EXPECT_DOUBLE_EQ(scaling.dram_given, 128e9);
  ASSERT_TRUE(scaling.gives_way);
  EXPECT_EQ(scaling.points[*scaling.gives_way].arrays, 8);
  EXPECT_LT(scaling.pace(scaling.points[3]), 0.5);
  EXPECT_GT(scaling.pace(scaling.points[2]), 0.9);
  EXPECT_EQ(scaling.grown, Slot::Load);
  ASSERT_TRUE(scaling.slower);
  EXPECT_EQ(scaling.points[*scaling.slower].arrays, 8);
  EXPECT_EQ(scaling.decision_units, 0);
  EXPECT_EQ(scaling.metadata_bits, 0);
  for (const std::string& line : scaling_lines(scaling)) EXPECT_EQ(line.find("decisions"), std::string::npos) << line;
}

// The bandwidth that is said to bring the speed-up back does, and a twentieth less does not.
TEST(Scale, TheBandwidthThatKeepsTheSpeedUp) {
  Laboratory laboratory;
  const Settings larger{
      {"fabric.array", "{m: 64, n: 64, k: 1}"}, {"tile", "{m: 64, n: 64, k: all}"}, {"fabric.lanes", "2"}, {"memory.dram.bandwidth", "512 GB/s"}};
  const Subject small = half().with(larger), base = one_lane().with(larger);
  Setting setting = square();
  setting.network = "linear:in=1024,out=1024,tokens=1024";
  const Scaling scaling = measure_scaling(laboratory, {small, base}, setting);
  EXPECT_EQ(scaling.all().arrays, 32);  // 8,192 multipliers at 1 GHz: 16.4 TOPS
  ASSERT_TRUE(scaling.slower);
  ASSERT_TRUE(scaling.dram_keeps);
  EXPECT_GT(*scaling.dram_keeps, scaling.dram_given);
  const auto speedup = [&](double bits) {
    const std::string bandwidth = fmt::format("{:.9g} GB/s", bits / 8e9);
    const Contest contest = with_arrays({small, base}, 32);
    return compare(laboratory, {contest.proposal.with("memory.dram.bandwidth", bandwidth), contest.baseline.with("memory.dram.bandwidth", bandwidth)},
                   setting)
        .speedup();
  };
  EXPECT_GE(speedup(*scaling.dram_keeps), 0.9 * scaling.one().speedup);
  EXPECT_LT(speedup(0.95 * *scaling.dram_keeps), 0.9 * scaling.one().speedup);
}

TEST(Scale, CountsDecisionsAndMetadata) {
  Laboratory laboratory;
  Setting setting = square();
  const Subject proposal = example("dynamic-4of8");
  const Scaling scaling = measure_scaling(laboratory, {proposal, static_2to4()}, setting);
  const ResolvedDesign design = resolve(proposal.design());
  EXPECT_EQ(scaling.decision_units, scaling.all().arrays);
  EXPECT_DOUBLE_EQ(scaling.decided_given, design.activations.decide->rate.value() * design.clock.value() * static_cast<double>(scaling.all().arrays));
  const NetworkCounts& all = laboratory.run(with_arrays({proposal, static_2to4()}, scaling.all().arrays).proposal, setting);
  EXPECT_DOUBLE_EQ(scaling.all().decided, static_cast<double>(all.decided_units()));
  EXPECT_GT(scaling.metadata_bits, 0);
  const std::vector<std::string> lines = scaling_lines(scaling);
  EXPECT_THAT(lines, testing::Contains(testing::StartsWith("decisions: 512 units, which at the pace of one array choose for ")));
  EXPECT_THAT(lines, testing::Contains("weights: 8192 banks in all arrays, read at 590 kbit/cycle, and 590 kbit/cycle are given"));
}

TEST(Scale, SparesWhatIsThereAlready) {
  Laboratory laboratory;
  const Subject large = one_lane().with({{"fabric.array", "{m: 4096, n: 64, k: 1}"}, {"tile", "auto"}});
  EXPECT_EQ(run_axis(laboratory, axis("scale"), {{large, one_lane()}, square(), 1.5}).plan.spared, "one array reaches 400 TOPS already");
}

}  // namespace
}  // namespace skeptic
