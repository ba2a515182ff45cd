// Which places of a window a lane may take its next value from, against hand counts and against every mask of small patterns.
#include "rtl/operand_select.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <set>

#include "cost/designs.h"

namespace skeptic {
namespace {

using Inputs = std::vector<std::int64_t>;

/// Whether the positions of one group are what `pattern` keeps, from level `i` inwards: exactly N blocks that hold anything, each what its inner
/// groups keep.
bool keeps(const Pattern& pattern, std::size_t i, std::uint64_t mask) {
  const Level& level = pattern.levels[i];
  std::int64_t kept = 0;
  for (std::int64_t block = 0; block < level.of; ++block) {
    const std::uint64_t part = mask >> (block * level.block) & ((std::uint64_t{1} << level.block) - 1);
    if (part == 0) continue;
    ++kept;
    if (i + 1 == pattern.levels.size()) {
      if (std::popcount(part) != level.block) return false;
      continue;
    }
    const std::int64_t inner = pattern.levels[i + 1].group();
    for (std::int64_t group = 0; group < level.block / inner; ++group)
      if (!keeps(pattern, i + 1, part >> (group * inner) & ((std::uint64_t{1} << inner) - 1))) return false;
  }
  return kept == level.keep;
}

/// Every mask of one group.
std::vector<std::uint64_t> masks(const Pattern& pattern) {
  std::vector<std::uint64_t> all;
  for (std::uint64_t mask = 0; mask < std::uint64_t{1} << pattern.group_length(); ++mask)
    if (keeps(pattern, 0, mask)) all.push_back(mask);
  return all;
}

const std::vector<const char*> kSmall{"1:2",     "1:4",     "2:4",       "3:4",   "4:4",       "2:8",      "4:8",
                                      "1:2/1:2", "2:4/1:2", "1:2@4/2:4", "2:3@2", "1:2@2/1:2", "1:3@4/2:4"};

TEST(WindowSlots, IsTheMostOfAllMasks) {
  for (const char* text : kSmall) {
    const Pattern pattern = parse_pattern(text);
    const std::int64_t group = pattern.group_length();
    const std::vector<std::uint64_t> all = masks(pattern);
    for (const std::int64_t window : {1, 2, 3, 4, 6, 8, 16, 24}) {
      std::int64_t most = 0;
      for (std::int64_t start = 0; start < group * window; start += window) {
        std::int64_t kept = 0;  // groups are independent: each gives its most
        for (std::int64_t g = start / group; g * group < start + window; ++g) {
          std::int64_t best = 0;
          for (const std::uint64_t mask : all) {
            std::int64_t inside = 0;
            for (std::int64_t position = 0; position < group; ++position)
              if (mask >> position & 1 && g * group + position >= start && g * group + position < start + window) ++inside;
            best = std::max(best, inside);
          }
          kept += best;
        }
        most = std::max(most, kept);
      }
      EXPECT_EQ(window_slots(pattern, window), most) << text << ", window " << window;
    }
  }
}

TEST(WindowSlots, OfUnrestrictedPatternsAreTheWindow) {
  EXPECT_EQ(window_slots(parse_pattern("dense"), 8), 8);
  EXPECT_EQ(window_slots(parse_pattern("unstructured"), 8), 8);
  EXPECT_EQ(window_slots(parse_pattern("2:4@16/1:2"), 8), 4);  // a block of 16 holds whole windows, each kept half
}

/// Where lane `lane` finds its values over every mask of a window of `groups` groups, kept value j going to lane j mod lanes.
std::set<std::int64_t> places(const Pattern& pattern, std::int64_t groups, std::int64_t lanes, std::int64_t lane) {
  const std::vector<std::uint64_t> all = masks(pattern);
  std::set<std::int64_t> found;
  std::vector<std::size_t> chosen(static_cast<std::size_t>(groups), 0);
  while (true) {
    std::int64_t slot = 0;
    for (std::int64_t g = 0; g < groups; ++g)
      for (std::int64_t position = 0; position < pattern.group_length(); ++position)
        if (all[chosen[static_cast<std::size_t>(g)]] >> position & 1 && slot++ % lanes == lane) found.insert(g * pattern.group_length() + position);
    std::size_t digit = 0;
    while (digit < chosen.size() && ++chosen[digit] == all.size()) chosen[digit++] = 0;
    if (digit == chosen.size()) return found;
  }
}

// The multiplexers must reach every place; they may reach more: the published 2:4 circuit is a 4:1 where 3:1 would do.
TEST(OperandSelect, ReachesEveryPlaceThatAnyMaskNeeds) {
  for (const char* text : kSmall) {
    ResolvedDesign design = two_of_four();
    design.weights.pattern = parse_pattern(text);
    if (design.weights.pattern.density() == Rational(1)) continue;
    const std::int64_t group = design.weights.pattern.group_length();
    for (const std::int64_t groups : {1, 2}) {
      if (group > 8 && groups > 1) continue;
      design.window = group * groups;
      for (design.lanes = 1; design.lanes <= std::min<std::int64_t>(4, design.window); ++design.lanes) {
        const OperandSelect select = operand_select(design);
        for (std::int64_t lane = 0; lane < design.lanes; ++lane) {
          const auto needed = static_cast<std::int64_t>(places(design.weights.pattern, groups, design.lanes, lane).size());
          const std::int64_t inputs = select.activations[static_cast<std::size_t>(lane)];
          EXPECT_GE(inputs, needed) << text << ", window " << design.window << ", lane " << lane << " of " << design.lanes;
          EXPECT_LE(inputs, design.window);
          EXPECT_EQ(inputs == 0, needed == 0);
        }
      }
    }
  }
}

// One 4:1 multiplexer for each kept lane and operand bit; the compressed weights are wired.
TEST(OperandSelect, TwoOfFourIsTheTensorCore) {
  const OperandSelect select = operand_select(two_of_four());
  EXPECT_EQ(select.activations, (Inputs{4, 4}));
  EXPECT_EQ(select.weights, (Inputs{1, 1}));
  EXPECT_EQ(mux2(select.activations), 6);
  EXPECT_EQ(mux2(select.weights), 0);
}

TEST(OperandSelect, LanesThatTakeTurnsReachMoreGroups) {
  ResolvedDesign design = two_of_four();
  design.window = 8;  // four slots on two lanes: each takes one of both groups
  EXPECT_EQ(operand_select(design).activations, (Inputs{8, 8}));
  EXPECT_EQ(operand_select(design).weights, (Inputs{2, 2}));
  design.lanes = 4;  // four slots on four lanes: each stays in its group
  EXPECT_EQ(operand_select(design).activations, (Inputs{4, 4, 4, 4}));
  design.lanes = 8;  // the last four never work
  EXPECT_EQ(operand_select(design).activations, (Inputs{4, 4, 4, 4, 0, 0, 0, 0}));
  EXPECT_EQ(mux2(operand_select(design).activations), 12);
}

TEST(OperandSelect, DenseIsWiresOrASequence) {
  ResolvedDesign design = tiny_dense();
  EXPECT_EQ(operand_select(design).weights, (Inputs{1, 1}));
  design.window = 8;
  EXPECT_EQ(operand_select(design).weights, (Inputs{4, 4}));
  EXPECT_EQ(operand_select(design).activations, (Inputs{4, 4}));
  design.lanes = 3;
  EXPECT_EQ(operand_select(design).weights, (Inputs{3, 3, 2}));
}

TEST(OperandSelect, OuterLevelsOverWholeWindowsCostNothingThere) {
  ResolvedDesign design = two_of_four();
  design.weights.pattern = parse_pattern("2:4@16/1:2");
  design.window = 8;
  design.lanes = 4;
  EXPECT_EQ(operand_select(design).activations, (Inputs{2, 2, 2, 2}));
  design.weights.pattern = parse_pattern("2:4/1:2");  // eight positions, two kept anywhere
  design.lanes = 2;
  EXPECT_EQ(operand_select(design).activations, (Inputs{8, 8}));
  design.weights.pattern = parse_pattern("2:4@2");  // pairs kept whole: a slot keeps its place in the pair
  design.lanes = 4;
  EXPECT_EQ(operand_select(design).activations, (Inputs{4, 4, 4, 4}));
}

TEST(OperandSelect, UnpackedOperandsAreSelectedOnBothSides) {
  ResolvedDesign design = two_of_four();
  design.weights.encoding.kind = EncodingKind::None;
  EXPECT_EQ(operand_select(design).weights, (Inputs{4, 4}));
  EXPECT_EQ(operand_select(design).activations, (Inputs{4, 4}));
}

TEST(OperandSelect, ZerosMayBeAnywhere) {
  ResolvedDesign design = tiny_dense();
  design.window = 8;
  design.activations.skip = Skip::Zeros;
  design.activations.encoding.kind = EncodingKind::Bitmask;
  EXPECT_EQ(operand_select(design).weights, (Inputs{8, 8}));
  EXPECT_EQ(operand_select(design).activations, (Inputs{4, 4}));  // packed: up to eight values, in turns
}

TEST(OperandSelect, TwoSidedTakesAnyPair) {
  const ResolvedDesign design = dynamic_four_of_eight();
  const OperandSelect select = operand_select(design);
  EXPECT_EQ(select.weights, (Inputs{4, 4}));      // the packed weights of a window: four
  EXPECT_EQ(select.activations, (Inputs{8, 8}));  // dense is listed: up to eight values
}

TEST(Delivery, CountsValuesAndMask) {
  const Delivery offset = delivery(two_of_four().weights, 4);
  EXPECT_TRUE(offset.packed);
  EXPECT_EQ(offset.value_bits, 2 * 16);
  EXPECT_EQ(offset.mask_bits, 2 * 2);
  const Delivery dense = delivery(two_of_four().activations, 4);
  EXPECT_FALSE(dense.restricts);
  EXPECT_EQ(dense.value_bits, 4 * 16);
  EXPECT_EQ(dense.mask_bits, 0);
  const Delivery bitmask = delivery(dynamic_four_of_eight().activations, 8);
  EXPECT_EQ(bitmask.value_bits, 8 * 16);
  EXPECT_EQ(bitmask.mask_bits, 8);
}

TEST(Streams, AreShared) {
  ResolvedDesign design = tiny_dense();  // 2 x 3
  design.array_k = 2;
  const auto streams = [&](Domain domain) {
    design.domain = domain;
    return std::pair(weight_streams(design), activation_streams(design));
  };
  EXPECT_EQ(streams(Domain::Array), std::pair(std::int64_t{4}, std::int64_t{6}));
  EXPECT_EQ(streams(Domain::Row), std::pair(std::int64_t{4}, std::int64_t{12}));
  EXPECT_EQ(streams(Domain::Column), std::pair(std::int64_t{12}, std::int64_t{6}));
  EXPECT_EQ(streams(Domain::Pe), std::pair(std::int64_t{12}, std::int64_t{12}));
}

}  // namespace
}  // namespace skeptic
