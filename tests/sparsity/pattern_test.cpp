#include "sparsity/pattern.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace skeptic {
namespace {

PatternError error_of(const std::string& text) {
  try {
    const Pattern pattern = parse_pattern(text);
    ADD_FAILURE() << text << " was taken for " << pattern.text();
  } catch (const PatternError& error) {
    return error;
  }
  return {-1, {}, {}};
}

void expect_error(const std::string& text, int column, const std::string& message, const std::string& expected) {
  const PatternError error = error_of(text);
  EXPECT_EQ(error.column, column) << text;
  EXPECT_EQ(error.message, message) << text;
  EXPECT_EQ(error.expected, expected) << text;
}

TEST(Pattern, DenseAndUnstructuredHaveNoLevels) {
  const Pattern dense = parse_pattern("dense");
  EXPECT_EQ(dense.kind, PatternKind::Dense);
  EXPECT_FALSE(dense.structured());
  EXPECT_EQ(dense.group_length(), 1);
  EXPECT_EQ(dense.height(), 1);
  EXPECT_EQ(dense.density(), Rational(1));
  EXPECT_EQ(parse_pattern("unstructured").kind, PatternKind::Unstructured);
}

TEST(Pattern, OneLevel) {
  const Pattern pattern = parse_pattern("2:4");
  EXPECT_THAT(pattern.levels, testing::ElementsAre(Level{2, 4, 1, 1}));
  EXPECT_EQ(pattern.group_length(), 4);
  EXPECT_EQ(pattern.density(), Rational(1, 2));
}

TEST(Pattern, ABlockDefaultsToTheInnerGroup) {
  const Pattern pattern = parse_pattern("2:4/1:2");
  EXPECT_THAT(pattern.levels, testing::ElementsAre(Level{2, 4, 2, 1}, Level{1, 2, 1, 1}));
  EXPECT_EQ(pattern.group_length(), 8);
  EXPECT_EQ(pattern.density(), Rational(1, 4));
}

TEST(Pattern, WrittenBlocks) {
  const Pattern pattern = parse_pattern("2:4@16/1:2");
  EXPECT_THAT(pattern.levels, testing::ElementsAre(Level{2, 4, 16, 1}, Level{1, 2, 1, 1}));
  EXPECT_EQ(pattern.group_length(), 64);
  EXPECT_EQ(pattern.density() * Rational(pattern.group_length()), Rational(16));
}

TEST(Pattern, BlocksOfSeveralRows) {
  const Pattern pattern = parse_pattern("2:4@16x16/1:2");
  EXPECT_THAT(pattern.levels, testing::ElementsAre(Level{2, 4, 16, 16}, Level{1, 2, 1, 1}));
  EXPECT_EQ(pattern.height(), 16);
  EXPECT_EQ(parse_pattern("1:4@8x2").levels.front(), (Level{1, 4, 8, 2}));
}

TEST(Pattern, TextIsTheShortestForm) {
  for (const std::string text :
       {"dense", "unstructured", "2:4", "4:4", "1:1", "2:4/1:2", "2:4@16/1:2", "2:4@16x16/1:2", "2:4@1x8", "1:2/3:4/2:4", "1:4@3"})
    EXPECT_EQ(parse_pattern(text).text(), text);
  EXPECT_EQ(parse_pattern("2:4@1").text(), "2:4");
  EXPECT_EQ(parse_pattern("2:4@2x1/1:2@1").text(), "2:4/1:2");
  EXPECT_EQ(parse_pattern("02:004").text(), "2:4");
}

TEST(Pattern, KeepsMoreThanItHas) {
  expect_error("5:4", 0, "\"5:4\" keeps 5 of 4", "N:M with N <= M");
  expect_error("1:2/5:4@2", 4, "\"5:4@2\" keeps 5 of 4", "N:M with N <= M");
}

TEST(Pattern, Zeros) {
  expect_error("0:4", 0, "N is 0", "1 to 4096");
  expect_error("0:0", 0, "N is 0", "1 to 4096");
  expect_error("2:0", 2, "M is 0", "1 to 4096");
  expect_error("2:4@0", 4, "the block is 0", "1 to 4096");
  expect_error("2:4@4x0", 6, "the block's height is 0", "1 to 1000000000");
}

TEST(Pattern, NotAPattern) {
  const std::string grammar = R"("dense", "unstructured", or levels such as "2:4", "2:4/1:2", "2:4@16x16/1:2")";
  expect_error("", 0, "\"\" is not a pattern", grammar);
  expect_error("half", 0, "\"half\" is not a pattern", grammar);
  expect_error("2", 1, "\"2\" is not a pattern", grammar);
  expect_error("2:", 2, "\"2:\" is not a pattern", grammar);
  expect_error(":4", 0, "\":4\" is not a pattern", grammar);
  expect_error("2:4/", 4, "\"2:4/\" is not a pattern", grammar);
  expect_error("2:4 ", 3, "\"2:4 \" is not a pattern", grammar);
  expect_error("-2:4", 0, "\"-2:4\" is not a pattern", grammar);
  expect_error("2:4@", 4, "\"2:4@\" is not a pattern", grammar);
  expect_error("2:4x4", 3, "\"2:4x4\" is not a pattern", grammar);
  expect_error("2:4@4x", 6, "\"2:4@4x\" is not a pattern", grammar);
  expect_error("dense/2:4", 0, "\"dense/2:4\" is not a pattern", grammar);
  expect_error(std::string("2:4\0", 4), 3, std::string("\"2:4\0\" is not a pattern", 23), grammar);
}

TEST(Pattern, NumbersBeyondTheLimits) {
  expect_error("2:4097", 2, "M is larger than 4096", "1 to 4096");
  expect_error("99999999999999999999999999:4", 0, "N is larger than 4096", "1 to 4096");
  expect_error("2:4@99999999999999999999", 4, "the block is larger than 4096", "1 to 4096");
  expect_error("2:4@4x1000000001", 6, "the block's height is larger than 1000000000", "1 to 1000000000");
  expect_error("2:4@2048", 0, "\"2:4@2048\" makes groups of 8192 positions", "at most 4096");
  expect_error("1:3/2:64/2:64", 0, "\"1:3\" makes groups of 12288 positions", "at most 4096");
  EXPECT_EQ(parse_pattern("1:1/2:64/2:64").group_length(), 4096);
}

TEST(Pattern, ABlockHoldsWholeInnerGroups) {
  expect_error("2:4@6/2:4", 0, "the block of \"2:4@6\" holds no whole number of inner groups", "a multiple of 4");
  expect_error("2:4@2/2:4", 0, "the block of \"2:4@2\" holds no whole number of inner groups", "a multiple of 4");
}

TEST(Pattern, OnlyTheOutermostLevelSharesRows) {
  expect_error("2:4/1:2@1x4", 4, "\"1:2@1x4\" shares rows on an inner level", "xR on the outermost level only");
}

}  // namespace
}  // namespace skeptic
