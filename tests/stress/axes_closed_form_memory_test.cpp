// Axes of the memory and of the decision: one tile, whose stages stand one behind the other.
#include "stress/closed_form.h"
#include "stress/equal_area.h"

namespace skeptic {
namespace {

/// One row, 64 tokens of 64 values: 256 windows of 16.
const std::string kLayer = "linear:in=64,out=1,tokens=64";
constexpr std::int64_t kWindows = 256;

/// A step takes the longer of its feed and of its cost, the first feed and the last cost are seen; a load and a store.
std::int64_t fed(std::int64_t feed, std::int64_t cost) { return feed + (kWindows - 1) * std::max(feed, cost) + cost + 2; }

// 32 bits a cycle feed a dense window of 16 x 16 bits in eight cycles, and with a bit for every position in 8.5; it computes for sixteen. So plain
// values hold up to twice the time for a word, and a bitmask to 1.88 times; half of the speed is left at 400 % and at 376 %.
TEST(MetadataWidth, BreaksWhereTheFeedIsLonger) {
  const Subject proposal = skipper({{"memory.activations.width", "32 bits/cycle"}});
  const AxisFinding finding = on_axis("metadata-width", proposal, bare(), layer_alone(kLayer, 0.0), 0.5);
  ASSERT_EQ(finding.curves.size(), 2U);
  for (const AxisCurve& curve : finding.curves) {
    const std::int64_t bits = curve.label == "none" ? 256 : 272;
    const auto speedup = [&](std::int64_t x) { return ratio(kWindows * 16 + 2, fed(up(bits * x, 3200), 16)); };
    expect_curve(curve, speedup);
    expect_break(finding, curve.claim, [&](std::int64_t x) { return speedup(x) >= 0.5; });
    EXPECT_EQ(curve.cause, Slot::Feed) << curve.label;
  }
  EXPECT_NEAR(static_cast<double>(finding.curves[0].claim.last_good), 400, 13);
  EXPECT_LT(finding.curves[1].claim.first_bad, finding.curves[0].claim.last_good);
}

// Sixteen positions of a window on B banks of p ports: 16/B/p reads of the fullest, and four cycles of four lanes.
TEST(Banks, BreakWhereTheFullestBankSays) {
  const Settings four{{"fabric.lanes", "4"}};
  const AxisFinding finding = on_axis("banks", skipper(four).with("operands.activations.read", "gather"), bare(four), layer_alone(kLayer, 0.0), 1);
  ASSERT_EQ(finding.curves.size(), 2U);
  for (std::int64_t ports = 1; ports <= 2; ++ports) {
    const AxisCurve& curve = finding.curves[static_cast<std::size_t>(ports - 1)];
    const auto speedup = [&](std::int64_t x) {
      const std::int64_t banks = 64 >> x;
      return ratio(4 * kWindows + 2, kWindows * std::max<std::int64_t>(4, up(up(16, banks), ports)) + 2);
    };
    EXPECT_EQ(curve.label, ports == 1 ? "activations, 1 port a bank" : "activations, 2 ports a bank");
    expect_curve(curve, speedup);
    expect_break(finding, curve.claim, [&](std::int64_t x) { return speedup(x) >= 1; });
    EXPECT_EQ(finding.plan.names[static_cast<std::size_t>(curve.claim.first_bad)], ports == 1 ? "2" : "1");
  }
}

// 1 GB/s are eight bits a cycle. Both load 65 x 64 values of 16 bits and store 64; sixteen lanes compute for 256 cycles and one for 4096.
TEST(DramBandwidth, BreaksWhereLoadsHideTheComputing) {
  const Settings slow{{"memory.dram.bandwidth", "32 GB/s"}};
  const AxisFinding finding = on_axis("dram-bandwidth", bare(slow).with("fabric.lanes", "16"), bare(slow), layer_alone(kLayer), 4);
  const auto speedup = [](std::int64_t x) {
    const std::int64_t moved = up(65 * 64 * 16 * x, 25600) + up(64 * 16 * x, 25600);
    return ratio(moved + kWindows * 16, moved + kWindows);
  };
  expect_curve(finding.curves.front(), speedup);
  expect_break(finding, finding.curves.front().claim, [&](std::int64_t x) { return speedup(x) >= 4; });
  EXPECT_EQ(finding.curves.front().cause, Slot::Load);
}

// 256 bits a cycle feed a window in one cycle, which sixteen lanes take to compute; one lane takes sixteen. Over 200 % a feed takes three.
TEST(ReadWidth, BreaksWhereTheFeedIsLonger) {
  const Settings narrow{{"memory.activations.width", "256 bits/cycle"}};
  const AxisFinding finding = on_axis("read-width", bare(narrow).with("fabric.lanes", "16"), bare(narrow), layer_alone(kLayer), 7);
  const auto speedup = [](std::int64_t x) { return ratio(fed(up(x, 100), 16), fed(up(x, 100), 1)); };
  expect_curve(finding.curves.front(), speedup);
  EXPECT_EQ(finding.curves.front().claim.last_good, 200);
  EXPECT_EQ(finding.curves.front().claim.first_bad, 201);
  EXPECT_EQ(finding.curves.front().cause, Slot::Feed);
}

// A bit a cycle: a layer's time is its bits. Half of the activations are zero; with b bits a value and one of a mask for each position they take
// b/2 + 1, and the row, the outputs and the computing are alike.
TEST(Precision, BreaksWhereTheMaskWeighs) {
  const Settings slow{{"memory.dram.bandwidth", "0.125 GB/s"}, {"fabric.lanes", "16"}};
  const Setting setting = layer_alone("linear:in=1024,out=1,tokens=64", 0.5);
  const Subject proposal = skipper(slow).with({{"operands.activations.encoding", "bitmask"}, {"fabric.empty-window", "1"}});
  const AxisFinding finding = on_axis("precision", proposal, bare(slow), setting, 1.5);
  const std::int64_t values = 1024 * 64, kept = nonzeros(operands_of(setting).activations), cycles = values / 16;
  const auto speedup = [&](std::int64_t x) {
    const std::int64_t bits = 16 >> x, alike = 1024 * bits + 64 * bits + cycles;
    return ratio(alike + values * bits, alike + kept * bits + values);
  };
  expect_curve(finding.curves.front(), speedup);
  expect_break(finding, finding.curves.front().claim, [&](std::int64_t x) { return speedup(x) >= 1.5; });
  EXPECT_EQ(finding.plan.names[static_cast<std::size_t>(finding.curves.front().claim.first_bad)], "4 bits");
}

/// One of three patterns for sixteen units of 16 tokens by 64 channels.
const std::string kUnits = "linear:in=256,out=16,tokens=64";
Subject chooser() {
  return example("dynamic-4of8").with({{"tile", "{m: all, n: all, k: all}"}, {"memory.weights.size", "4 MiB"}, {"memory.activations.size", "4 MiB"}});
}

// Sixteen units at x cycles each stand between the load and the computing: from one cycle a unit on, 16 cycles more each.
TEST(DecisionRate, BreaksWhereTheUnitsSay) {
  Laboratory laboratory;
  const Comparison one = compare(laboratory, {chooser(), static_2to4()}, layer_alone(kUnits));
  const double claim = 0.8 * one.speedup();
  const AxisFinding finding = on_axis("decision-rate", chooser(), static_2to4(), layer_alone(kUnits), claim);
  const auto speedup = [&](std::int64_t x) { return ratio(one.baseline_cycles, one.proposal_cycles + 16 * (x - 1)); };
  expect_curve(finding.curves.front(), speedup);
  expect_break(finding, finding.curves.front().claim, [&](std::int64_t x) { return speedup(x) >= claim; });
  EXPECT_EQ(finding.curves.front().cause, Slot::Select);
}

// In lockstep every step that switches takes x cycles more.
TEST(SwitchCost, BreaksWhereTheSwitchesSay) {
  const Setting setting = layer_alone(kUnits, 0.6);
  Laboratory laboratory;
  const Comparison none = compare(laboratory, {chooser().with("operands.activations.decide.switch", "0 cycles"), static_2to4()}, setting);
  const std::int64_t switches = laboratory.run(none.proposal, setting).switches();
  ASSERT_GT(switches, 0);
  const double claim = 0.8 * none.speedup();
  const AxisFinding finding = on_axis("switch-cost", chooser(), static_2to4(), setting, claim);
  const auto speedup = [&](std::int64_t x) { return ratio(none.baseline_cycles, none.proposal_cycles + switches * x); };
  expect_curve(finding.curves.front(), speedup);
  expect_break(finding, finding.curves.front().claim, [&](std::int64_t x) { return speedup(x) >= claim; });
}

// Areas of memories are no closed form: every eighth KiB up to the break is tried here, one after the other, and then every one.
TEST(IndexStorage, BreaksAtTheFirstKibibyteThatLoses) {
  const Subject baseline = static_2to4(), proposal = example("dynamic-4of8").with("clock", "0.745 GHz");  // hardly a gain from the start
  const Setting setting = layer_alone("linear:in=256,out=512,tokens=512", 0.9);
  const AxisFinding finding = on_axis("index-storage", proposal, baseline, setting, 1);
  const BreakPoint& found = finding.curves.front().even;
  ASSERT_EQ(found.kind, Break::Between);
  Laboratory laboratory;
  const auto gain = [&](std::int64_t x) {
    const Subject with = proposal.with("operands.activations.decide.state", std::to_string(x) + " KiB");
    return gain_at_equal_area(laboratory, {with, baseline}, setting);
  };
  std::int64_t first = 0;
  while (gain(first + 8) >= 1) first += 8;
  while (gain(first) >= 1) ++first;
  EXPECT_GT(first, found.last_good);
  EXPECT_LE(first, found.first_bad);
}

}  // namespace
}  // namespace skeptic
