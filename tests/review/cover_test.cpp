#include "review/cover.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <bit>
#include <functional>

namespace skeptic {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(MinimumCover, ByHand) {
  EXPECT_THAT(minimum_cover({{2020, "a", 0b001}, {2021, "b", 0b110}, {2022, "c", 0b111}}, 0b111), ElementsAre(2));
  EXPECT_THAT(minimum_cover({{2020, "a", 0b001}, {2021, "b", 0b110}, {2022, "c", 0b011}}, 0b111), ElementsAre(0, 1));
  EXPECT_THAT(minimum_cover({{2020, "a", 0b001}}, 0), IsEmpty());
  // What nobody asks for counts for nothing.
  EXPECT_THAT(minimum_cover({{2020, "a", 0b1001}, {2019, "b", 0b0001}}, 0b0001), ElementsAre(1));
}

// A greedy choice takes the set of four first and needs three.
TEST(MinimumCover, IsExactWhereGreedIsNot) {
  EXPECT_THAT(minimum_cover({{2020, "four", 0b011110}, {2020, "left", 0b000111}, {2020, "right", 0b111000}}, 0b111111), ElementsAre(1, 2));
}

TEST(MinimumCover, OfEquallyFewTheOneThatWasCompleteFirst) {
  // 2015 with 2022 was complete in 2022, 2020 with 2021 in 2021.
  EXPECT_THAT(minimum_cover({{2015, "a", 0b01}, {2022, "b", 0b10}, {2020, "c", 0b01}, {2021, "d", 0b10}}, 0b11), ElementsAre(0, 3));
  EXPECT_THAT(minimum_cover({{2020, "b", 0b1}, {2020, "a", 0b1}}, 0b1), ElementsAre(1));
}

/// All subsets, one after the other.
std::vector<std::size_t> by_trial(const std::vector<CoverSet>& sets, std::uint64_t wanted) {
  std::vector<std::size_t> best;
  bool found = false;
  const auto key = [&](const std::vector<std::size_t>& cover) {
    std::vector<int> years;
    std::vector<std::string> names;
    for (const std::size_t i : cover) years.push_back(sets[i].year), names.push_back(sets[i].name);
    std::sort(years.begin(), years.end(), std::greater<>());
    std::sort(names.begin(), names.end());
    return std::tuple(cover.size(), years, names);
  };
  for (std::uint32_t subset = 0; subset < 1U << sets.size(); ++subset) {
    std::vector<std::size_t> cover;
    std::uint64_t has = 0;
    for (std::size_t i = 0; i < sets.size(); ++i)
      if ((subset >> i & 1) != 0) cover.push_back(i), has |= sets[i].has;
    if ((has & wanted) != wanted) continue;
    if (!found || key(cover) < key(best)) best = cover;
    found = true;
  }
  return best;
}

TEST(MinimumCover, IsWhatTrialFinds) {
  EXPECT_TRUE(rc::check("as all subsets tried", [] {
    std::vector<CoverSet> sets;
    std::uint64_t all = 0;
    const auto count = *rc::gen::inRange(1, 10);
    for (int i = 0; i < count; ++i) {
      sets.push_back({*rc::gen::inRange(2015, 2020), std::string(1, static_cast<char>('a' + i)), *rc::gen::inRange<std::uint64_t>(0, 1024)});
      all |= sets.back().has;
    }
    const std::uint64_t wanted = all & *rc::gen::inRange<std::uint64_t>(0, 1024);
    RC_ASSERT(minimum_cover(sets, wanted) == by_trial(sets, wanted));
  }));
}

}  // namespace
}  // namespace skeptic
