#include "stress/break_point.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

namespace skeptic {
namespace {

/// A function that holds up to `last_good`, and how often it was asked for each x.
struct Step {
  std::int64_t last_good;
  std::map<std::int64_t, int> asked;
  double operator()(std::int64_t x) {
    ++asked[x];
    return x <= last_good ? 2.0 : 0.5;
  }
};

/// Over the integers first … last, in steps that grow fourfold.
BreakPoint between(std::int64_t first, std::int64_t last, Step& step) { return find_break(fourfold(first, last), true, 1.0, std::ref(step)); }

TEST(Fourfold, GoesFromEndToEnd) {
  EXPECT_EQ(fourfold(3, 3), (std::vector<std::int64_t>{3}));
  EXPECT_EQ(fourfold(0, 16), (std::vector<std::int64_t>{0, 1, 4, 16}));
  EXPECT_EQ(fourfold(10, 30), (std::vector<std::int64_t>{10, 11, 14, 26, 30}));
}

TEST(FindBreak, AtOnceMeasuresTheSamplesAlone) {
  Step step{-1, {}};
  EXPECT_EQ(between(0, 100, step).kind, Break::AtOnce);
  EXPECT_EQ(step.asked, (std::map<std::int64_t, int>{{0, 1}, {1, 1}, {4, 1}, {16, 1}, {64, 1}, {100, 1}}));
}

TEST(FindBreak, NeverMeasuresTheLastValue) {
  Step step{1000, {}};
  EXPECT_EQ(between(0, 100, step).kind, Break::Never);
  EXPECT_EQ(step.asked.rbegin()->first, 100);
}

TEST(FindBreak, AnAxisOfOneValueHoldsOrBreaksAtOnce) {
  Step holds{7, {}}, fails{6, {}};
  EXPECT_EQ(between(7, 7, holds).kind, Break::Never);
  EXPECT_EQ(between(7, 7, fails).kind, Break::AtOnce);
}

TEST(FindBreak, ExactlyTheThresholdHolds) {
  const BreakPoint found = find_break(fourfold(0, 10), true, 1.0, [](std::int64_t x) { return x <= 4 ? 1.0 : 0.999; });
  EXPECT_EQ(found.kind, Break::Between);
  EXPECT_EQ(found.threshold, 1.0);
  EXPECT_EQ(found.last_good, 4);
  EXPECT_EQ(found.first_bad, 5);
}

TEST(FindBreak, EveryBreakOfAShortAxisIsFoundToTheInteger) {
  for (std::int64_t last_good = 0; last_good < 99; ++last_good) {
    Step step{last_good, {}};
    const BreakPoint found = between(0, 99, step);
    ASSERT_EQ(found.kind, Break::Between) << last_good;
    EXPECT_EQ(found.last_good, last_good);
    EXPECT_EQ(found.first_bad, last_good + 1);
  }
}

TEST(FindBreak, ALongAxisIsFoundToOnePerCentInAFewDozenRuns) {
  Step step{123'456, {}};
  const BreakPoint found = between(0, 1'000'000, step);
  EXPECT_LE(found.last_good, 123'456);
  EXPECT_GT(found.first_bad, 123'456);
  EXPECT_LE(found.first_bad - found.last_good, found.last_good / 100);
  EXPECT_LT(step.asked.size(), 40U);
}

// 2 - x/100 is at 1.5 up to x = 50.
TEST(FindBreak, TakesAnySamples) {
  const auto line = [](std::int64_t x) { return 2 - static_cast<double>(x) / 100; };
  const BreakPoint found = find_break(std::vector<std::int64_t>{0, 10, 100, 1000}, true, 1.5, line);
  EXPECT_EQ(found.kind, Break::Between);
  EXPECT_EQ(found.last_good, 50);
  EXPECT_EQ(found.first_bad, 51);
  EXPECT_EQ(find_break(std::vector<std::int64_t>{0, 10}, true, 1.5, line).kind, Break::Never);
  EXPECT_EQ(find_break(std::vector<std::int64_t>{60, 100}, true, 1.5, line).kind, Break::AtOnce);
}

TEST(FindBreak, SaysWhereItHoldsAgain) {
  const auto holds_on = [](std::vector<std::int64_t> good) {
    return find_break(std::vector<std::int64_t>{0, 4, 8, 12}, false, 1.0,
                      [good](std::int64_t x) { return std::count(good.begin(), good.end(), x) > 0 ? 2.0 : 0.5; });
  };
  EXPECT_EQ(holds_on({0, 4, 12}).regained, 12);
  EXPECT_EQ(holds_on({8}).kind, Break::AtOnce);
  EXPECT_EQ(holds_on({8}).regained, 8);
  EXPECT_EQ(holds_on({0, 4}).regained, std::nullopt);
  EXPECT_EQ(holds_on({0, 4, 8, 12}).regained, std::nullopt);
}

TEST(FindBreak, StaysBetweenSamplesWhereThereIsNothingBetween) {
  const BreakPoint found = find_break(std::vector<std::int64_t>{0, 4, 8, 12}, false, 1.0, [](std::int64_t x) { return x == 8 ? 0.5 : 2.0; });
  EXPECT_EQ(found.kind, Break::Between);
  EXPECT_EQ(found.last_good, 4);
  EXPECT_EQ(found.first_bad, 8);
}

RC_GTEST_PROP(FindBreak, RunsEachValueOnceAndBracketsTheBreak, ()) {
  const auto first = *rc::gen::inRange<std::int64_t>(0, 100);
  const auto length = *rc::gen::inRange<std::int64_t>(0, 5000);
  const auto last_good = *rc::gen::inRange<std::int64_t>(first - 1, first + length + 2);
  Step step{last_good, {}};
  const BreakPoint found = between(first, first + length, step);
  for (const auto& [x, times] : step.asked) {
    RC_ASSERT(times == 1);
    RC_ASSERT(x >= first && x <= first + length);
  }
  if (last_good < first) RC_ASSERT(found.kind == Break::AtOnce);
  if (last_good >= first + length) RC_ASSERT(found.kind == Break::Never);
  if (found.kind == Break::Between) RC_ASSERT(found.last_good <= last_good && found.first_bad > last_good);
}

}  // namespace
}  // namespace skeptic
