// What the tables leave open: sums, differences and ratios of figures that are off by factors; and the reasons of those factors.
#include "cost/interval.h"

#include <gtest/gtest.h>

#include <cmath>

#include "cost/designs.h"
#include "cost/power.h"

namespace skeptic {
namespace {

constexpr Confidence kA = Confidence::A, kB = Confidence::B, kC = Confidence::C, kR = Confidence::R;

TEST(Interval, OfASumIsTheSumOfItsEnds) {
  const Interval all = interval({{100, kA, "a"}, {10, kB, "b"}, {4, kC, "c"}, {2, kR, "r"}});
  EXPECT_NEAR(all.low, 95 + 8.5 + 2.8 + 1, 1e-12);
  EXPECT_DOUBLE_EQ(all.value, 116);
  EXPECT_NEAR(all.high, 105 + 11.5 + 5.2 + 4, 1e-12);
}

TEST(Interval, WhatBothHaveOfOneFigureCancels) {
  const Terms before{{100, kC, "x"}, {10, kA, "y"}}, after{{100, kC, "x"}, {30, kA, "y"}};
  const Interval more = difference_interval(before, after);
  EXPECT_NEAR(more.low, 20 * 0.95, 1e-12);
  EXPECT_NEAR(more.high, 20 * 1.05, 1e-12);
  // (100x + 30y) / (100x + 10y) is largest where y is high and x low.
  const Interval times = ratio_interval(before, after);
  EXPECT_NEAR(times.value, 130.0 / 110, 1e-12);
  EXPECT_NEAR(times.high, (70 + 30 * 1.05) / (70 + 10 * 1.05), 1e-12);
  EXPECT_NEAR(times.low, (130 + 30 * 0.95) / (130 + 10 * 0.95), 1e-12);
  const Interval same = ratio_interval(before, before);
  EXPECT_DOUBLE_EQ(same.low, 1);
  EXPECT_DOUBLE_EQ(same.high, 1);
}

TEST(Interval, DifferentFiguresDoNot) {
  const Interval times = ratio_interval({{10, kB, "x"}}, {{20, kB, "y"}});
  EXPECT_NEAR(times.low, 2 * 0.85 / 1.15, 1e-12);
  EXPECT_NEAR(times.high, 2 * 1.15 / 0.85, 1e-12);
}

// Another port of the same table is the same figure: it is off in the same direction, and a little further.
TEST(Interval, BetweenRowsIsTheSameTable) {
  const Interval more = difference_interval({{10, kA, "t"}}, {{10, kB, "t; between the table's rows"}});
  EXPECT_NEAR(more.low, 8.5 - 9.5, 1e-12);
  EXPECT_NEAR(more.high, 11.5 - 10.5, 1e-12);
}

TEST(Interval, HoldsEveryChoiceOfFactors) {
  const Technology technology = load_technology(7);
  const Terms before = area_terms(inventory(two_of_four(), technology)), after = area_terms(inventory(dynamic_four_of_eight(), technology));
  const Interval times = ratio_interval(before, after), more = difference_interval(before, after), all = interval(after);
  EXPECT_LE(times.low, times.value);
  EXPECT_LE(times.value, times.high);
  // Everything at one end: a ratio of the sums that is among the choices.
  const double low = interval(after).low / interval(before).low, high = interval(after).high / interval(before).high;
  for (const double ratio : {low, high}) {
    EXPECT_LE(times.low, ratio + 1e-12);
    EXPECT_GE(times.high, ratio - 1e-12);
  }
  EXPECT_GT(more.low, 0);
  EXPECT_LT(more.high - more.low, all.high - all.low);
}

TEST(Interval, TermsAddUpToAreaAndPower) {
  const Technology technology = load_technology(22);
  const ResolvedDesign design = dynamic_four_of_eight();
  const Inventory parts = inventory(design, technology);
  const PeakPower peak = peak_power(design, parts, technology);
  double square_millimetres = 0;
  for (const Component& part : parts.components) square_millimetres += part.total_area();
  EXPECT_NEAR(interval(area_terms(parts)).value, square_millimetres, 1e-12);
  EXPECT_LT(interval(area_terms(parts, true)).value, square_millimetres);
  EXPECT_NEAR(interval(power_terms(design, parts, technology)).value, peak.total(), 1e-9 * peak.total());
}

// B: CACTI's own rows at 45 nm, each against the line through its neighbours.
TEST(Uncertainty, ALineBetweenRowsIsWithinB) {
  const SramTable rows = load_technology(45).sram.front();
  for (const SramColumn* column : {&rows.area, &rows.read})
    for (std::size_t i = 1; i + 1 < rows.size_bits.size(); ++i) {
      const auto at = [&](std::size_t j) { return std::log(static_cast<double>(rows.size_bits[j])); };
      const double share = (at(i) - at(i - 1)) / (at(i + 1) - at(i - 1));
      const double line = std::pow(column->values[i - 1], 1 - share) * std::pow(column->values[i + 1], share);
      EXPECT_GE(line / column->values[i], uncertainty(kB).low) << i;
      EXPECT_LE(line / column->values[i], uncertainty(kB).high) << i;
    }
}

// C: CACTI's areas and reads at 45 nm times the factors that logic is scaled with, against CACTI's own at 32 and 22 nm.
TEST(Uncertainty, AnotherNodeIsMostlyWithinC) {
  const SramTable from = load_technology(45).sram.front();
  int outside = 0;
  double furthest = 1;
  const auto compare = [&](const SramColumn& there, const SramColumn& here, double factor) {
    for (std::size_t i = 0; i < there.values.size(); ++i) {
      const double off = here.values[i] * factor / there.values[i];
      outside += off < uncertainty(kC).low || off > uncertainty(kC).high;
      furthest = std::max(furthest, off);
    }
  };
  const SramTable of32 = load_technology(32).sram.front(), of22 = load_technology(22).sram.front();
  compare(of32.area, from.area, 0.46);
  compare(of32.read, from.read, 0.6593);
  compare(of22.area, from.area, 0.2517);
  compare(of22.read, from.read, 0.2941);
  EXPECT_EQ(outside, 2);
  EXPECT_NEAR(furthest, 1.50, 0.01);
}

}  // namespace
}  // namespace skeptic
