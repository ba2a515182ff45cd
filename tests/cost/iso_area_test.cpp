// The baseline at another area, with cycles that are known.
#include "cost/iso_area.h"

#include <gtest/gtest.h>

#include "cost/designs.h"

namespace skeptic {
namespace {

const Technology& technology() {
  static const Technology table = load_technology(45);
  return table;
}

double arrays(const ResolvedDesign& design) { return area(inventory(design, technology())).arrays; }

/// As many cycles as an array that never waits would take for 10^9 multiplications, rounded up.
std::int64_t ideal(const ResolvedDesign& design) { return (1'000'000'000 + design.multipliers() - 1) / design.multipliers(); }

TEST(IsoArea, TheSequenceIsNearlySquare) {
  EXPECT_EQ(grown({16, 16}), (ArrayShape{17, 16}));
  EXPECT_EQ(grown({17, 16}), (ArrayShape{17, 17}));
  EXPECT_EQ(grown({4, 16}), (ArrayShape{5, 16}));
  EXPECT_EQ(grown({16, 4}), (ArrayShape{16, 5}));
  EXPECT_EQ(shrunk({17, 16}), (ArrayShape{16, 16}));
  EXPECT_EQ(shrunk({16, 16}), (ArrayShape{16, 15}));
  EXPECT_EQ(shrunk({4, 16}), (ArrayShape{4, 15}));
  EXPECT_EQ(shrunk({1, 1}), (ArrayShape{1, 1}));
  for (ArrayShape shape{2, 1}; shape.m < 40; shape = grown(shape)) EXPECT_EQ(grown(shrunk(shape)), shape);
}

TEST(IsoArea, InterpolatesPerformanceInArea) {
  const ResolvedDesign baseline = two_of_four();
  const double low = arrays(with_array(baseline, {17, 16})), high = arrays(with_array(baseline, {17, 17}));
  const auto cycles_of = [](const ResolvedDesign& design) -> std::int64_t {
    if (design.array_m == 17 && design.array_n == 16) return 1200;
    if (design.array_m == 17 && design.array_n == 17) return 1000;
    ADD_FAILURE() << "only the two arrays around the target are simulated";
    return 1;
  };
  const auto at = [&](double share) { return *iso_area_cycles(baseline, technology(), low + share * (high - low), Denominator::Arrays, cycles_of); };
  const IsoArea half = at(0.5);
  EXPECT_EQ(half.below.shape, (ArrayShape{17, 16}));
  EXPECT_EQ(half.above.shape, (ArrayShape{17, 17}));
  EXPECT_DOUBLE_EQ(half.below.area, low);
  EXPECT_DOUBLE_EQ(half.above.area, high);
  EXPECT_EQ(half.below.cycles, 1200);
  EXPECT_EQ(half.above.cycles, 1000);
  EXPECT_NEAR(half.cycles, 2 / (1.0 / 1200 + 1.0 / 1000), 1e-9);
  EXPECT_NEAR(at(0.25).cycles, 1 / (0.75 / 1200 + 0.25 / 1000), 1e-6);
  EXPECT_NEAR(half.base_area, arrays(baseline), 1e-12);
  EXPECT_NEAR(half.growth(), half.target / arrays(baseline), 1e-12);
  EXPECT_TRUE(half.reached);
}

TEST(IsoArea, OfItsOwnAreaIsItself) {
  for (const ArrayShape shape : {ArrayShape{16, 16}, ArrayShape{4, 16}, ArrayShape{16, 4}, ArrayShape{1, 1}}) {
    const ResolvedDesign baseline = with_array(two_of_four(), shape);
    int calls = 0;
    const IsoArea same = *iso_area_cycles(baseline, technology(), arrays(baseline), Denominator::Arrays, [&](const ResolvedDesign& design) {
      ++calls;
      return ideal(design);
    });
    EXPECT_EQ(same.below.shape, shape);
    EXPECT_EQ(same.above.shape, shape);
    EXPECT_EQ(calls, 1);
    EXPECT_EQ(same.cycles, static_cast<double>(ideal(baseline)));
    EXPECT_DOUBLE_EQ(same.growth(), 1);
  }
}

TEST(IsoArea, ShrinksTowardsSmallerTargets) {
  const ResolvedDesign baseline = with_array(two_of_four(), {4, 16});
  const IsoArea less = *iso_arrays(baseline, technology(), 0.999 * arrays(baseline), Denominator::Arrays);
  EXPECT_EQ(less.below.shape, (ArrayShape{4, 15}));
  EXPECT_EQ(less.above.shape, (ArrayShape{4, 16}));
  const IsoArea nothing = *iso_area_cycles(baseline, technology(), 0, Denominator::Arrays, ideal);
  EXPECT_FALSE(nothing.reached);
  EXPECT_EQ(nothing.below.shape, (ArrayShape{1, 1}));
  EXPECT_EQ(nothing.cycles, static_cast<double>(ideal(with_array(baseline, {1, 1}))));
}

TEST(IsoArea, AreaGrowsAlongTheSequence) {
  for (const ResolvedDesign& design : {tiny_dense(), two_of_four(), dynamic_four_of_eight()}) {
    double last = 0;
    for (ArrayShape shape{1, 1}; shape.m < 64; shape = grown(shape)) {
      const double now = arrays(with_array(design, shape));
      EXPECT_GT(now, last);
      last = now;
    }
  }
}

TEST(IsoArea, BuffersAndDramStay) {
  const ResolvedDesign baseline = two_of_four(), larger = with_array(baseline, {20, 20});
  const Area before = area(inventory(baseline, technology())), after = area(inventory(larger, technology()));
  EXPECT_DOUBLE_EQ(before[Group::Buffers], after[Group::Buffers]);
  EXPECT_EQ(larger.lanes, baseline.lanes);
  EXPECT_EQ(larger.array_k, baseline.array_k);
  EXPECT_TRUE(larger.dram_bandwidth == baseline.dram_bandwidth);
  EXPECT_EQ(larger.weights_buffer.size_bits, baseline.weights_buffer.size_bits);
}

TEST(IsoArea, ATileThatNoLongerFitsIsReleased) {
  ResolvedDesign design = two_of_four();
  design.tile = TileSize{64, 64, std::nullopt};
  EXPECT_TRUE(with_array(design, {16, 32}).tile.has_value());
  EXPECT_FALSE(with_array(design, {17, 16}).tile.has_value());
  EXPECT_FALSE(with_array(design, {16, 17}).tile.has_value());
  design.tile = TileSize{};  // all
  EXPECT_TRUE(with_array(design, {17, 17}).tile.has_value());
  design.tile = TileSize{64, 64, std::nullopt};
  const IsoArea iso = *iso_arrays(design, technology(), arrays(design) * 1.001, Denominator::Arrays);
  EXPECT_FALSE(iso.below.tile_released);
  EXPECT_TRUE(iso.above.tile_released);
}

TEST(IsoArea, ChipNeedsAnArea) {
  ResolvedDesign baseline = two_of_four(), proposal = dynamic_four_of_eight();
  EXPECT_FALSE(iso_arrays(baseline, technology(), 100, Denominator::Chip).has_value());
  EXPECT_FALSE(iso_area(baseline, proposal, technology(), Denominator::Chip, IsoRule::Absolute, ideal).has_value());
  proposal.chip_area = 100;
  EXPECT_TRUE(iso_area(baseline, proposal, technology(), Denominator::Chip, IsoRule::Absolute, ideal).has_value());
}

// All of the added area in the array: the chip's rest cancels, so the chip gives what the arrays with their buffers give.
TEST(IsoArea, AbsoluteRuleSpendsAllOfIt) {
  ResolvedDesign baseline = two_of_four();
  const ResolvedDesign proposal = dynamic_four_of_eight();
  baseline.chip_area = 100;
  const IsoArea whole = *iso_area(baseline, proposal, technology(), Denominator::ArraysAndBuffers, IsoRule::Absolute, ideal);
  const IsoArea chip = *iso_area(baseline, proposal, technology(), Denominator::Chip, IsoRule::Absolute, ideal);
  EXPECT_EQ(whole.below.shape, chip.below.shape);
  EXPECT_NEAR(whole.cycles, chip.cycles, 1e-6 * whole.cycles);
  EXPECT_LE(whole.below.area, whole.target);
  EXPECT_GE(whole.above.area, whole.target);
  EXPECT_GT(whole.growth(), chip.growth());
}

// In proportion: the larger the denominator, the less the array grows.
TEST(IsoArea, ProportionalRuleFollowsTheDenominator) {
  ResolvedDesign baseline = two_of_four();
  const ResolvedDesign proposal = dynamic_four_of_eight();
  baseline.chip_area = 100;
  const auto at = [&](Denominator denominator) { return *iso_area(baseline, proposal, technology(), denominator, IsoRule::Proportional, ideal); };
  const IsoArea of_arrays = at(Denominator::Arrays), whole = at(Denominator::ArraysAndBuffers), chip = at(Denominator::Chip);
  const IsoArea absolute = *iso_area(baseline, proposal, technology(), Denominator::Arrays, IsoRule::Absolute, ideal);
  EXPECT_NEAR(of_arrays.cycles, absolute.cycles, 1e-6 * absolute.cycles);
  EXPECT_LT(of_arrays.cycles, whole.cycles);
  EXPECT_LT(whole.cycles, chip.cycles);
  EXPECT_EQ(chip.below.shape, (ArrayShape{16, 16}));
  EXPECT_EQ(chip.above.shape, (ArrayShape{17, 16}));
  const double all = area(inventory(baseline, technology())).arrays_and_buffers;
  EXPECT_NEAR(whole.growth(), area(inventory(proposal, technology())).arrays_and_buffers / all, 1e-9);
  EXPECT_EQ(whole.denominator, Denominator::ArraysAndBuffers);
  EXPECT_EQ(whole.rule, IsoRule::Proportional);
}

}  // namespace
}  // namespace skeptic
