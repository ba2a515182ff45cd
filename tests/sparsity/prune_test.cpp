#include "sparsity/prune.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/random.h"

namespace skeptic {
namespace {

/// One character a position, one string a row: '#' is a slot.
std::vector<std::string> drawn(const Mask& mask) {
  std::vector<std::string> rows;
  for (std::int64_t r = 0; r < mask.rows(); ++r) {
    rows.emplace_back();
    for (std::int64_t c = 0; c < mask.columns(); ++c) rows.back() += mask.get(r, c) ? '#' : '.';
  }
  return rows;
}

using Rows = std::vector<std::string>;

std::vector<std::string> pruned(const std::string& pattern, const std::vector<float>& values, std::int64_t rows = 1) {
  return drawn(slots_of(parse_pattern(pattern), values, rows, static_cast<std::int64_t>(values.size()) / rows));
}

TEST(Prune, KeepsTheLargestOfEveryGroup) { EXPECT_EQ(pruned("2:4", {1, -3, 2, 0.5f, 0, 0, -7, 8}), Rows{".##...##"}); }

TEST(Prune, TiesKeepTheLowerIndex) {
  EXPECT_EQ(pruned("2:4", {0, 0, 0, 0, 1, -1, 1, 1}), Rows{"##..##.."});
  EXPECT_EQ(pruned("1:4", {-0.0f, 0, 5, -5}), Rows{"..#."});
  EXPECT_EQ(pruned("3:5", {2, 1, 1, 1, 2}), Rows{"##..#"});
}

TEST(Prune, DenseAndUnstructuredKeepEveryPosition) {
  EXPECT_EQ(pruned("dense", {0, 1, 0}), Rows{"###"});
  EXPECT_EQ(pruned("unstructured", {0, 1, 0}), Rows{"###"});
}

TEST(Prune, ABlockIsKeptWhole) {
  // Blocks of two: scores 3, 4, 4, 0; the second and the third stay, zeros within them included.
  EXPECT_EQ(pruned("2:4@2", {1, 2, 4, 0, 0, -4, 0, 0}), Rows{"..####.."});
}

TEST(Prune, OuterLevelsScoreWhatInnerLevelsLeft) {
  // 1:2 keeps 5, 3, 4, 4 in the four pairs; all of a pair would have scored 5, 6, 8, 4.
  EXPECT_EQ(pruned("2:4/1:2", {5, 0, 3, 3, 4, 4, 0, 4}), Rows{"#...#..."});
}

TEST(Prune, RowsChooseByThemselves) { EXPECT_EQ(pruned("1:2", {1, 2, 4, 3}, 2), (Rows{".#", "#."})); }

TEST(Prune, TallBlocksShareTheChoice) {
  // Scores over two rows: 1+4 against 3+1; the third row is alone.
  EXPECT_EQ(pruned("1:2@1x2", {1, 3, 4, 1, 1, 2}, 3), (Rows{"#.", "#.", ".#"}));
  // The inner level still differs from row to row: columns 0-1 hold 2+4, columns 2-3 hold 3+1.
  EXPECT_EQ(pruned("1:2@2x2/1:2", {2, 1, 3, 0, 0, 4, 0, 1}, 2), (Rows{"#...", ".#.."}));
}

TEST(Prune, WritesIntoPartOfAMask) {
  const std::vector<float> values{9, 1, 2, 3, 4, 9, 9, 4, 3, 2, 1, 9};  // rows of 6; the first and last column are not pruned
  Mask slots(4, 130);
  write_slots(parse_pattern("2:4"), values.data() + 1, 6, 2, 4, slots, 1, 62);
  EXPECT_EQ(slots.count(), 4);
  EXPECT_TRUE(slots.get(1, 64) && slots.get(1, 65) && slots.get(2, 62) && slots.get(2, 63));
}

TEST(Prune, NothingToPrune) {
  EXPECT_EQ(slots_of(parse_pattern("2:4@4x4"), {}, 0, 16).count(), 0);
  EXPECT_EQ(slots_of(parse_pattern("2:4"), {}, 3, 0).count(), 0);
}

/// Section 2 of the machine model, word by word: sort the blocks of every group by score, keep the first N.
std::vector<std::vector<bool>> sorted_slots(const Pattern& pattern, const std::vector<float>& values, std::int64_t rows, std::int64_t columns) {
  std::vector<std::vector<bool>> held(static_cast<std::size_t>(rows), std::vector<bool>(static_cast<std::size_t>(columns), true));
  for (std::size_t i = pattern.levels.size(); i-- > 0;) {
    const Level& level = pattern.levels[i];
    for (std::int64_t first = 0; first < rows; first += level.height) {
      const std::int64_t last = std::min(rows, first + level.height);
      for (std::int64_t group = 0; group < columns; group += level.group()) {
        std::vector<std::pair<double, std::int64_t>> blocks;  // (-score, first column)
        for (std::int64_t from = group; from < group + level.group(); from += level.block) {
          double score = 0;
          for (std::int64_t r = first; r < last; ++r)
            for (std::int64_t c = from; c < from + level.block; ++c)
              if (held[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)])
                score += std::fabs(double{values[static_cast<std::size_t>(r * columns + c)]});
          blocks.emplace_back(-score, from);
        }
        std::sort(blocks.begin(), blocks.end());
        for (std::size_t b = static_cast<std::size_t>(level.keep); b < blocks.size(); ++b)
          for (std::int64_t r = first; r < last; ++r)
            for (std::int64_t c = blocks[b].second; c < blocks[b].second + level.block; ++c)
              held[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)] = false;
      }
    }
  }
  return held;
}

/// A pattern of one to three levels with groups of at most 512 positions; often one that has a fast way of its own.
Pattern any_pattern(Random& random) {
  Pattern pattern{PatternKind::Structured, {}};
  std::int64_t group = 1;
  for (std::uint64_t levels = 1 + random.below(3); levels > 0 && group <= 64; --levels) {
    Level level;
    const std::int64_t room = 512 / group;
    level.of = random.below(2) == 0 ? std::int64_t{2} << random.below(5) : 1 + static_cast<std::int64_t>(random.below(40));
    level.of = std::min(level.of, room);
    level.keep = 1 + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(level.of)));
    level.block = group * (random.below(3) == 0 ? 1 + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(room / level.of))) : 1);
    group = level.group();
    pattern.levels.insert(pattern.levels.begin(), level);
  }
  if (random.below(3) == 0) pattern.levels.front().height = 1 + static_cast<std::int64_t>(random.below(6));
  return pattern;
}

/// Values with many ties and zeros, or all different; sums of either kind are exact or not.
std::vector<float> any_values(Random& random, std::int64_t count) {
  std::vector<float> values(static_cast<std::size_t>(count));
  const std::uint64_t kind = random.below(3);
  for (float& value : values) {
    if (kind == 0) value = static_cast<float>(static_cast<std::int64_t>(random.below(5)) - 2);
    if (kind == 1) value = static_cast<float>(random.normal());
    if (kind == 2) value = random.below(2) == 0 ? 0.0f : 0.1f * static_cast<float>(static_cast<std::int64_t>(random.below(7)) - 3);
  }
  return values;
}

TEST(Prune, EqualsSortingOnAnyPattern) {
  const bool holds = rc::check("write_slots equals its slow twin", [](std::uint64_t seed) {
    Random random(seed);
    const Pattern pattern = any_pattern(random);
    RC_TAG(static_cast<int>(pattern.levels.size()));
    const std::int64_t groups = 1 + static_cast<std::int64_t>(random.below(3)), rows = 1 + static_cast<std::int64_t>(random.below(9));
    const std::int64_t columns = groups * pattern.group_length();
    const std::vector<float> values = any_values(random, rows * columns);
    const std::int64_t row = static_cast<std::int64_t>(random.below(3)), column = static_cast<std::int64_t>(random.below(100));
    RC_LOG() << pattern.text() << ", " << rows << " rows of " << columns << " at " << row << ", " << column << '\n';

    Mask slots(row + rows + 1, column + columns + 70);
    write_slots(pattern, values.data(), columns, rows, columns, slots, row, column);
    const auto expected = sorted_slots(pattern, values, rows, columns);
    std::int64_t inside = 0;
    for (std::int64_t r = 0; r < rows; ++r)
      for (std::int64_t c = 0; c < columns; ++c) {
        const bool kept = slots.get(row + r, column + c);
        inside += kept ? 1 : 0;
        RC_ASSERT(kept == expected[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)]);
      }
    RC_ASSERT(slots.count() == inside);
    RC_ASSERT(Rational(inside) == Rational(rows * columns) * pattern.density());
    RC_ASSERT(parse_pattern(pattern.text()) == pattern);
  });
  EXPECT_TRUE(holds);
}

/// Each fast group length, every number of kept entries, values of two sizes: all ties that a group can hold.
TEST(Prune, EqualsSortingOnEveryFastGroup) {
  Random random(7);
  for (const std::int64_t of : {2, 4, 8, 16, 32})
    for (std::int64_t keep = 1; keep <= of; ++keep) {
      const Pattern pattern{PatternKind::Structured, {Level{keep, of, 1, 1}}};
      std::vector<float> values(static_cast<std::size_t>(of * 16));
      for (float& value : values) value = random.below(2) == 0 ? -1.0f : 0.5f;
      const Mask slots = slots_of(pattern, values, 1, of * 16);
      const auto expected = sorted_slots(pattern, values, 1, of * 16);
      for (std::int64_t c = 0; c < of * 16; ++c)
        ASSERT_EQ(slots.get(0, c), expected[0][static_cast<std::size_t>(c)]) << keep << ':' << of << " at " << c;
    }
}

}  // namespace
}  // namespace skeptic
