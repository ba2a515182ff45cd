// The source document's two inputs, by name and by arithmetic.
#include "stress/closed_form.h"
#include "stress/scenarios.h"

namespace skeptic {
namespace {

// "One input has 60 % activation sparsity, the next 15 %." Whoever skips zeros one by one takes 0.85/0.40 times as long for the second; the claim of
// a machine that is twice as fast on the first falls between the two.
TEST(Source, OneInputOf60AndOneOf15PercentZeros) {
  const Setting setting = layer_alone("linear:in=64,out=1,tokens=256");
  Laboratory laboratory;
  const InputVariance found = input_variance(laboratory, {skipper(), bare()}, setting);
  EXPECT_NEAR(static_cast<double>(found.sparse.proposal_cycles), 0.40 * 64 * 256 + 2, 1.01);
  EXPECT_NEAR(static_cast<double>(found.dense.proposal_cycles), 0.85 * 64 * 256 + 2, 1.01);
  EXPECT_NEAR(found.proposal_ratio(), 2.125, 0.001);
  EXPECT_EQ(found.sparse.baseline_cycles, found.dense.baseline_cycles);
  EXPECT_GT(found.sparse.speedup(), 2);
  EXPECT_LT(found.dense.speedup(), 1.2);
  const BreakPoint claim = run_axis(laboratory, axis("activation-density"), {{skipper(), bare()}, setting, 2}).curves.front().claim;
  ASSERT_EQ(claim.kind, Break::Between);
  EXPECT_GT(claim.last_good, 40);
  EXPECT_LT(claim.first_bad, 85);
}

// "The first 32 channels have 70 % sparsity, the last 32 only 10 %." Four slices of 16 channels: blocked, two have 0.3 and two 0.9 of their positions
// to do, so that two of four elements starve and a third of all slots wait; interleaved, each has a window of both.
TEST(Source, First32ChannelsAt70AndLast32At10Percent) {
  const Settings four{{"fabric.array", "{m: 1, n: 4, k: 1}"}, {"fabric.window", "8"}, {"fabric.sync", "{domain: pe, slack: 1}"}};
  Laboratory laboratory;
  const ChannelSkew found = channel_skew(laboratory, {skipper(four), bare(four)}, layer_alone("skewed64"));
  EXPECT_EQ(found.slices, 4);
  EXPECT_EQ(found.elements, 4);
  EXPECT_EQ(found.blocked_starved, 2);
  EXPECT_EQ(found.interleaved_starved, 0);
  EXPECT_NEAR(found.blocked_idle, 1.0 / 3, 0.05);
  EXPECT_LT(found.interleaved_idle, 0.1);
  EXPECT_NEAR(found.interleaved.speedup() / found.blocked.speedup(), 0.9 / 0.6, 0.15);
}

}  // namespace
}  // namespace skeptic
