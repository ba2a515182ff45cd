// Several arrays on one channel: everything on the chip as often, and the work of a run shared among them.
#include <gtest/gtest.h>

#include "cost/cost.h"
#include "cost/designs.h"
#include "cost/layers.h"
#include "cost/power.h"
#include "cost/roofline.h"

namespace skeptic {
namespace {

constexpr std::int64_t kArrays = 4;

std::vector<ResolvedDesign> designs() {
  ResolvedDesign gathers = two_of_four(), producer = dynamic_four_of_eight();
  gathers.activations.read = Read::Gather;
  producer.activations.decide->by = DecideBy::Producer;
  ResolvedDesign vector = tiny_dense();
  vector.vector_lanes = 4, vector.accumulator_bits = 32 * kKibibytes;
  return {vector, two_of_four(), gathers, dynamic_four_of_eight(), producer};
}

ResolvedDesign many(ResolvedDesign design) {
  design.arrays = kArrays;
  return design;
}

TEST(Arrays, HaveEverythingAsOften) {
  for (const ResolvedDesign& one : designs()) {
    const Inventory before = inventory(one), after = inventory(many(one));
    ASSERT_EQ(before.components.size(), after.components.size());
    for (std::size_t i = 0; i < before.components.size(); ++i) {
      EXPECT_EQ(after.components[i].count, kArrays * before.components[i].count) << before.components[i].name();
      EXPECT_EQ(after.components[i].detail, "4 arrays, each: " + before.components[i].detail);
    }
    EXPECT_NEAR(area(after).arrays_and_buffers, kArrays * area(before).arrays_and_buffers, 1e-9);
    const Technology technology = load_technology(one.technology);
    const PeakPower power_before = peak_power(one, before, technology), power_after = peak_power(many(one), after, technology);
    EXPECT_NEAR(power_after.total(), kArrays * power_before.total(), 1e-9);
    EXPECT_EQ(power_after.dram, power_before.dram);  // one channel
  }
}

// The same events on more arrays take the same energy, row by row; what leaks is as much more as there is.
TEST(Arrays, ShareTheWorkOfARun) {
  for (const ResolvedDesign& one : designs()) {
    NetworkCounts counts;
    counts.layers = {run_product(one, 24, 70, 64, 0.5)};
    LayerCounts vector;
    vector.cycles = 100, vector.activations.dram_bits = 640, vector.store_bits = 480;
    if (one.vector_lanes) counts.layers.push_back(vector);
    const Energy before = energy(one, counts), after = energy(many(one), counts);
    ASSERT_EQ(before.rows.size(), after.rows.size());
    for (std::size_t i = 0; i < before.rows.size(); ++i) {
      const Spent spent = before.rows[i].spent;
      const bool leaks = spent == Spent::LogicLeakage || spent == Spent::SramLeakage;
      EXPECT_NEAR(after.rows[i].joules / before.rows[i].joules, leaks ? kArrays : 1, 1e-9) << one.name << ", " << row(spent).key;
    }
    EXPECT_NEAR(after.leakage.total() / before.leakage.total(), kArrays, 1e-9);
  }
}

TEST(Arrays, RaiseEveryRoofButTheChannels) {
  for (ResolvedDesign one : designs()) {
    one.weights_buffer.width = one.activations_buffer.width = Rational(200);
    NetworkCounts counts;
    counts.layers = {run_product(many(one), 96, 70, 64, 0.5)};
    const RooflineRow before = roofline(one, counts).layers.front(), after = roofline(many(one), counts).layers.front();
    EXPECT_DOUBLE_EQ(after.peak, kArrays * before.peak);
    EXPECT_DOUBLE_EQ(*after.dense_peak, kArrays * *before.dense_peak);
    EXPECT_DOUBLE_EQ(*after.memories[0].ceiling, *before.memories[0].ceiling);
    EXPECT_DOUBLE_EQ(*after.memories[1].ceiling, kArrays * *before.memories[1].ceiling);
    EXPECT_LE(after.attained, after.ceiling * (1 + 1e-9)) << one.name;
  }
}

}  // namespace
}  // namespace skeptic
