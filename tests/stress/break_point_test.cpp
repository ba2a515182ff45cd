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

TEST(FindBreak, AtOnceIsOneRun) {
  Step step{-1, {}};
  const BreakPoint found = find_break(0, 100, 1.0, std::ref(step));
  EXPECT_EQ(found.kind, Break::AtOnce);
  ASSERT_EQ(found.measured.size(), 1U);
  EXPECT_EQ(found.measured[0].x, 0);
  EXPECT_EQ(found.measured[0].result, 0.5);
}

TEST(FindBreak, NeverMeasuresTheLastValue) {
  Step step{1000, {}};
  const BreakPoint found = find_break(0, 100, 1.0, std::ref(step));
  EXPECT_EQ(found.kind, Break::Never);
  EXPECT_EQ(found.measured.back().x, 100);
}

TEST(FindBreak, AnAxisOfOneValueHoldsOrBreaksAtOnce) {
  Step holds{7, {}}, fails{6, {}};
  EXPECT_EQ(find_break(7, 7, 1.0, std::ref(holds)).kind, Break::Never);
  EXPECT_EQ(find_break(7, 7, 1.0, std::ref(fails)).kind, Break::AtOnce);
}

TEST(FindBreak, ExactlyTheThresholdHolds) {
  const BreakPoint found = find_break(0, 10, 1.0, [](std::int64_t x) { return x <= 4 ? 1.0 : 0.999; });
  EXPECT_EQ(found.kind, Break::Between);
  EXPECT_EQ(found.last_good, 4);
  EXPECT_EQ(found.first_bad, 5);
}

TEST(FindBreak, EveryBreakOfAShortAxisIsFoundToTheInteger) {
  for (std::int64_t last_good = 0; last_good < 99; ++last_good) {
    Step step{last_good, {}};
    const BreakPoint found = find_break(0, 99, 1.0, std::ref(step));
    ASSERT_EQ(found.kind, Break::Between) << last_good;
    EXPECT_EQ(found.last_good, last_good);
    EXPECT_EQ(found.first_bad, last_good + 1);
  }
}

TEST(FindBreak, ALongAxisIsFoundToOnePerCentInAFewDozenRuns) {
  Step step{123'456, {}};
  const BreakPoint found = find_break(0, 1'000'000, 1.0, std::ref(step));
  EXPECT_LE(found.last_good, 123'456);
  EXPECT_GT(found.first_bad, 123'456);
  EXPECT_LE(found.first_bad - found.last_good, found.last_good / 100);
  EXPECT_LT(found.measured.size(), 40U);
}

RC_GTEST_PROP(FindBreak, RunsEachValueOnceAndReportsItSortedWithItsResult, ()) {
  const auto first = *rc::gen::inRange<std::int64_t>(0, 100);
  const auto length = *rc::gen::inRange<std::int64_t>(0, 5000);
  const auto last_good = *rc::gen::inRange<std::int64_t>(first - 1, first + length + 2);
  Step step{last_good, {}};
  const BreakPoint found = find_break(first, first + length, 1.0, std::ref(step));
  RC_ASSERT(found.measured.size() == step.asked.size());
  for (const auto& [x, times] : step.asked) {
    RC_ASSERT(times == 1);
    RC_ASSERT(x >= first && x <= first + length);
  }
  for (std::size_t i = 0; i < found.measured.size(); ++i) {
    RC_ASSERT(found.measured[i].result == (found.measured[i].x <= last_good ? 2.0 : 0.5));
    RC_ASSERT(i == 0 || found.measured[i - 1].x < found.measured[i].x);
  }
  if (last_good < first) RC_ASSERT(found.kind == Break::AtOnce);
  if (last_good >= first + length) RC_ASSERT(found.kind == Break::Never);
  if (found.kind == Break::Between) RC_ASSERT(found.last_good <= last_good && found.first_bad > last_good);
}

}  // namespace
}  // namespace skeptic
