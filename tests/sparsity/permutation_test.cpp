#include "sparsity/permutation.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>
#include <tuple>
#include <vector>

#include "base/random.h"
#include "sparsity/group_score.h"
#include "sparsity/stripe_search.h"

namespace skeptic {
namespace {

using Order = std::vector<std::int32_t>;

Order identity(std::int64_t channels) {
  Order order(static_cast<std::size_t>(channels));
  std::iota(order.begin(), order.end(), 0);
  return order;
}

std::vector<float> half_normal(Random& random, std::int64_t count) {
  std::vector<float> values(static_cast<std::size_t>(count));
  for (float& value : values) value = static_cast<float>(std::fabs(random.normal()));
  return values;
}

// Two rows; 2:4 keeps the two highest of each four. In the given order the first row's four large values share a group, and so do the second row's:
//   9 8 7 6 | 0 0 0 0   keeps 17 of 30
//   0 0 0 0 | 9 8 7 6   keeps 17 of 30
// Two of each in either group keep everything.
TEST(Permutation, SpreadsWhatIsLarge) {
  const std::vector<float> values{9, 8, 7, 6, 0, 0, 0, 0, 0, 0, 0, 0, 9, 8, 7, 6};
  const Pattern pattern = parse_pattern("2:4");
  EXPECT_DOUBLE_EQ(kept_magnitude(pattern, values, 2, 8), 34.0 / 60);
  EXPECT_DOUBLE_EQ(kept_magnitude(pattern, values, 2, 8, Order{0, 1, 4, 5, 2, 3, 6, 7}), 1);
  EXPECT_DOUBLE_EQ(kept_magnitude(pattern, values, 2, 8, permute_channels(pattern, values, 2, 8)), 1);
}

// 1:2 of six channels; the third group of four channels under 2:4 is half padding, which keeps what is there.
TEST(Permutation, PaddingIsRoom) {
  // One row, 9 8 7 6 5 4 in 2:4: 9 8 | 5 4 are kept of 39; with the smallest two in the full group and two large ones beside the padding, 9 8 | 7 6.
  const std::vector<float> values{9, 8, 7, 6, 5, 4};
  const Pattern pattern = parse_pattern("2:4");
  EXPECT_DOUBLE_EQ(kept_magnitude(pattern, values, 1, 6), 26.0 / 39);
  EXPECT_DOUBLE_EQ(kept_magnitude(pattern, values, 1, 6, permute_channels(pattern, values, 1, 6)), 30.0 / 39);
}

// 2:4/1:2: of each pair the larger, of four pairs the two with the larger sums. Row 8 7 6 5 4 3 2 1: pairs 8 6 4 2, kept 14; with 8 and 7, and 6 and
// 5, apart, the two best pairs are 8 and 7: 15 is the most that two values can be.
TEST(Permutation, FollowsTheLevelsOfAPattern) {
  const std::vector<float> values{8, 7, 6, 5, 4, 3, 2, 1};
  const Pattern pattern = parse_pattern("2:4/1:2");
  EXPECT_DOUBLE_EQ(kept_magnitude(pattern, values, 1, 8), 14.0 / 36);
  EXPECT_DOUBLE_EQ(kept_magnitude(pattern, values, 1, 8, permute_channels(pattern, values, 1, 8)), 15.0 / 36);
}

// 1:2@1x2: two rows share their choice. Columns sum to 10 9 | 2 1: 12 of 22 are kept; with 10 and 9 apart 19.
TEST(Permutation, FollowsRowsThatShareAChoice) {
  const std::vector<float> values{4, 5, 1, 0, 6, 4, 1, 1};
  const Pattern pattern = parse_pattern("1:2@1x2");
  EXPECT_DOUBLE_EQ(kept_magnitude(pattern, values, 2, 4), 12.0 / 22);
  EXPECT_DOUBLE_EQ(kept_magnitude(pattern, values, 2, 4, permute_channels(pattern, values, 2, 4)), 19.0 / 22);
}

TEST(Permutation, IsTheIdentityWhereNothingCanBeGained) {
  Random random(1);
  const std::vector<float> values = half_normal(random, 16 * 32);
  const std::vector<float> equal(16 * 32, 0.5F), none(16 * 32, 0.0F);
  EXPECT_EQ(permute_channels(parse_pattern("dense"), values, 16, 32), identity(32));
  EXPECT_EQ(permute_channels(parse_pattern("unstructured"), values, 16, 32), identity(32));
  EXPECT_EQ(permute_channels(parse_pattern("4:4"), values, 16, 32), identity(32));
  EXPECT_EQ(permute_channels(parse_pattern("2:4"), equal, 16, 32), identity(32));
  EXPECT_EQ(permute_channels(parse_pattern("2:4"), none, 16, 32), identity(32));
  EXPECT_EQ(kept_magnitude(parse_pattern("2:4"), none, 16, 32), 1);
  // A group of one layer: whatever the order, the same four channels meet.
  EXPECT_EQ(permute_channels(parse_pattern("2:4"), std::span(values).first(16 * 4), 16, 4), identity(4));
  // Weights that the pattern has already pruned.
  std::vector<float> pruned(values);
  for (std::size_t i = 0; i < pruned.size(); i += 4) pruned[i] = pruned[i + 2] = 0;
  EXPECT_EQ(permute_channels(parse_pattern("2:4"), pruned, 16, 32), identity(32));
}

/// Every way to put channels 0 … 7 into groups of `size`, as orders: 35 for groups of four, 105 for pairs.
void all_groupings(std::size_t size, const Order& rest, const Order& order, std::vector<Order>& found) {
  if (rest.empty()) return found.push_back(order);
  for (std::size_t chosen = 0; chosen < std::size_t{1} << rest.size(); ++chosen) {
    if ((chosen & 1) == 0 || std::popcount(chosen) != static_cast<int>(size)) continue;
    Order longer(order), left;
    for (std::size_t i = 0; i < rest.size(); ++i) ((chosen >> i & 1) != 0 ? longer : left).push_back(rest[i]);
    all_groupings(size, left, longer, found);
  }
}

// Of eight channels every order that matters can be tried. The search finds the best in nearly all cases.
TEST(Permutation, IsNearlyOptimalOnEightChannels) {
  for (const auto& [text, size, orders] :
       {std::tuple{"2:4", 4, 35}, std::tuple{"1:4", 4, 35}, std::tuple{"1:2", 2, 105}, std::tuple{"2:4/1:2", 2, 105}}) {
    const Pattern pattern = parse_pattern(text);
    std::vector<Order> all;
    all_groupings(static_cast<std::size_t>(size), identity(8), {}, all);
    ASSERT_EQ(all.size(), static_cast<std::size_t>(orders));
    Random random(5);
    double share = 0, worst = 1, gain = 0, possible = 0;
    constexpr int kCases = 50;
    for (int i = 0; i < kCases; ++i) {
      const std::int64_t rows = 1 + static_cast<std::int64_t>(random.below(40));
      const std::vector<float> values = half_normal(random, rows * 8);
      double best = 0;
      for (const Order& order : all) best = std::max(best, kept_magnitude(pattern, values, rows, 8, order));
      const double before = kept_magnitude(pattern, values, rows, 8);
      const double found = kept_magnitude(pattern, values, rows, 8, permute_channels(pattern, values, rows, 8));
      share += found / best / kCases;
      worst = std::min(worst, found / best);
      gain += found - before;
      possible += best - before;
    }
    EXPECT_GE(share, 0.999) << text;
    EXPECT_GE(worst, 0.99) << text;
    EXPECT_GE(gain, 0.98 * possible) << text;
  }
}

Pattern any_pattern(Random& random) {
  constexpr std::array kPatterns{"2:4",       "1:4",         "4:8",     "1:2",      "3:4",     "2:5",         "1:2@3",      "2:4/1:2",
                                 "2:4@8/2:4", "1:2/1:2/1:2", "2:4@1x2", "2:4@1x16", "1:2@4x3", "2:4@4x3/1:2", "2:4@16/1:2", "20:24@2"};
  return parse_pattern(kPatterns[random.below(kPatterns.size())]);
}

/// With ties and zeros, or all different; channels may differ in size.
std::vector<float> any_magnitudes(Random& random, std::int64_t rows, std::int64_t channels) {
  std::vector<float> values(static_cast<std::size_t>(rows * channels));
  const std::uint64_t kind = random.below(3);
  std::vector<double> size(static_cast<std::size_t>(channels), 1);
  if (kind == 2)
    for (double& one : size) one = 0.1 + 3 * random.uniform();
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = kind == 0 ? static_cast<float>(random.below(4))
                          : static_cast<float>(std::fabs(random.normal()) * size[i % static_cast<std::size_t>(channels)]);
  return values;
}

bool is_permutation_of(const Order& order, std::int64_t channels) {
  Order sorted(order);
  std::sort(sorted.begin(), sorted.end());
  return sorted == identity(channels);
}

TEST(Permutation, NeverKeepsLessThanTheIdentity) {
  const bool holds = rc::check("kept after >= kept before", [](std::uint64_t seed) {
    Random random(seed);
    const Pattern pattern = any_pattern(random);
    const std::int64_t rows = 1 + static_cast<std::int64_t>(random.below(30)), channels = 1 + static_cast<std::int64_t>(random.below(70));
    const std::vector<float> values = any_magnitudes(random, rows, channels);
    RC_LOG() << pattern.text() << ", [" << rows << "][" << channels << "]\n";
    const PermutationBudget budget{static_cast<std::int64_t>(random.below(4'000'000)), static_cast<int>(random.below(6))};
    const Order found = permute_channels(pattern, values, rows, channels, budget, seed);
    RC_ASSERT(is_permutation_of(found, channels));
    RC_ASSERT(kept_magnitude(pattern, values, rows, channels, found) >= kept_magnitude(pattern, values, rows, channels));
    RC_ASSERT(permute_channels(pattern, values, rows, channels, budget, seed) == found);
  });
  EXPECT_TRUE(holds);
}

/// Whole numbers whose largest is 4095: what the columns hold without rounding.
std::vector<float> whole_magnitudes(Random& random, std::int64_t rows, std::int64_t channels) {
  std::vector<float> values(static_cast<std::size_t>(rows * channels));
  for (float& value : values) value = random.below(3) == 0 ? static_cast<float>(random.below(5)) : static_cast<float>(500 + random.below(3596));
  values[random.below(values.size())] = 4095;
  return values;
}

// The fast arithmetic of the search against pruning itself: what groups keep, and what a swap of two positions is worth.
TEST(GroupScore, IsWhatPruningKeeps) {
  const bool holds = rc::check("score_group equals write_slots; worth equals a swap", [](std::uint64_t seed) {
    Random random(seed);
    const Pattern pattern = any_pattern(random);
    const std::int64_t length = pattern.group_length(), rows = 1 + static_cast<std::int64_t>(random.below(40));
    const std::int64_t channels = 2 * length;
    const std::vector<float> values = whole_magnitudes(random, rows, channels);
    RC_LOG() << pattern.text() << ", " << rows << " rows\n";
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    const auto kept = [&](const Order& order) { return std::llround(sum * kept_magnitude(pattern, values, rows, channels, order)); };
    const ChannelColumns columns(pattern, values, rows, channels);
    Order order = identity(channels);
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    std::vector<PositionScore> scores(order.size());
    std::int64_t before = 0;
    for (const std::int64_t from : {std::int64_t{0}, length})
      before += score_group(pattern, columns, std::span(order).subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(length)),
                            std::span(scores).subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(length)));
    RC_ASSERT(before == kept(order));

    const std::size_t a = random.below(static_cast<std::uint64_t>(length)),
                      b = static_cast<std::size_t>(length) + random.below(static_cast<std::uint64_t>(length));
    const Order pair{order[a], order[b]};
    std::vector<std::int64_t> at_a(2), at_b(2);
    const std::vector<const PositionScore*> positions{&scores[a], &scores[b]};
    const std::vector<std::int64_t*> worth{at_a.data(), at_b.data()};
    score_channels(columns, pair, positions, worth);
    std::swap(order[a], order[b]);
    RC_ASSERT(kept(order) - before == at_a[1] + at_b[0] - at_a[0] - at_b[1]);
  });
  EXPECT_TRUE(holds);
}

// A budget is a count of work: more of it never keeps less in a descent, and hardly any of it is the order that it starts from.
TEST(Permutation, UsesItsBudget) {
  Random random(11);
  const std::vector<float> values = half_normal(random, 96 * 128);
  const Pattern pattern = parse_pattern("2:4");
  double last = kept_magnitude(pattern, values, 96, 128);
  for (const std::int64_t comparisons : {0, 4'000'000, 20'000'000, 200'000'000}) {
    const double kept = kept_magnitude(pattern, values, 96, 128, permute_channels(pattern, values, 96, 128, {comparisons, 0}));
    EXPECT_GE(kept, last) << comparisons;
    last = kept;
  }
  EXPECT_GT(last, kept_magnitude(pattern, values, 96, 128) + 0.01);
}

// More channels than are searched at once: 640 of them in two parts, changed from round to round. All channels with large values stand together at
// first; apart, none of them is lost.
TEST(Permutation, SearchesManyChannelsInParts) {
  constexpr std::int64_t kRows = 8, kChannels = 640;
  std::vector<float> values(kRows * kChannels, 0.0F);
  for (std::int64_t r = 0; r < kRows; ++r)
    for (std::int64_t c = 0; c < kChannels; ++c)
      if ((c / 80) % 8 == r) values[static_cast<std::size_t>(r * kChannels + c)] = 1 + static_cast<float>(c % 7);
  const Pattern pattern = parse_pattern("2:4");
  EXPECT_LT(kept_magnitude(pattern, values, kRows, kChannels), 0.7);
  const Order found = permute_channels(pattern, values, kRows, kChannels, {400'000'000, 8});
  EXPECT_TRUE(is_permutation_of(found, kChannels));
  EXPECT_EQ(kept_magnitude(pattern, values, kRows, kChannels, found), 1);
}

TEST(Permutation, HasAnInverse) {
  const Order order{2, 0, 3, 1};
  EXPECT_EQ(inverse(order), (Order{1, 3, 0, 2}));
  EXPECT_EQ(inverse(inverse(order)), order);
  EXPECT_TRUE(inverse(Order{}).empty());
}

}  // namespace
}  // namespace skeptic
