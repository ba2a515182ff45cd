// The table itself: whatever it says about a key must be readable as a value of this key.
#include "design/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "design/value.h"
#include "designs.h"

namespace skeptic {
namespace {

/// Errors of a text as the value of a row.
std::string errors_of(const Row& row, const std::string& written) {
  const Source source("schema", written);
  Errors errors;
  parse_value(row, parse_yaml(source, errors), source, errors);
  return errors.empty() ? "" : format(errors.sorted());
}

TEST(Schema, PathsAreUniqueAndDocumented) {
  std::set<std::string_view> paths;
  for (const Row& row : schema()) {
    EXPECT_TRUE(paths.insert(row.path).second) << row.path;
    EXPECT_TRUE(row.documentation.ends_with(".") || row.documentation.ends_with("`.")) << row.path;
    EXPECT_EQ(find_row(row.path), &row);
  }
  EXPECT_EQ(find_row("fabric"), nullptr);
  EXPECT_TRUE(is_group("fabric"));
  EXPECT_FALSE(is_group("clock"));
  EXPECT_FALSE(is_group("fabr"));
}

TEST(Schema, FallbacksAndPlausibleValuesAreValues) {
  for (const Row& row : schema()) {
    if (row.presence == Presence::Default && row.path != "name") {
      EXPECT_EQ(errors_of(row, std::string(row.fallback)), "") << row.path;
    }
    for (const std::string& value : alternatives(row.plausible)) EXPECT_EQ(errors_of(row, value), "") << row.path;
    EXPECT_EQ(row.minimum.empty(), row.maximum.empty()) << row.path;
    if (!row.minimum.empty()) {
      EXPECT_EQ(errors_of(row, std::string(row.minimum)), "") << row.path;
      EXPECT_EQ(errors_of(row, std::string(row.maximum)), "") << row.path;
    }
    EXPECT_EQ(row.kind == Kind::Choice || row.kind == Kind::ChoiceList, !row.choices.empty()) << row.path;
  }
}

// "Any value may be unknown": all but the version, labels, what the fabric is, who chooses, the word `auto`, and mechanisms of which this version
// simulates one choice, so that the others stand for no number.
TEST(Schema, WhatCannotBeUnknown) {
  std::vector<std::string> known;
  for (const Row& row : schema())
    if (row.plausible.empty() && row.role != Role::Label) known.emplace_back(row.path);
  EXPECT_THAT(known, testing::ElementsAre("runs", "fabric.kind", "fabric.delivery", "fabric.balance", "operands.precision", "operands.weights.chosen",
                                          "operands.weights.from", "operands.weights.per", "operands.weights.metadata", "operands.weights.gate",
                                          "operands.activations.chosen", "operands.activations.rule", "operands.activations.from",
                                          "operands.activations.per", "operands.activations.metadata", "operands.activations.gate", "tile"));
}

TEST(Schema, PlausibleEndsAreInOrder) {
  for (const Row& row : schema()) {
    const std::vector<std::string> ends = alternatives(row.plausible);
    if (ends.size() != 2) continue;
    const Value low = schema_value(row, ends[0]), high = schema_value(row, ends[1]);
    if (std::holds_alternative<Rational>(low.data) && std::holds_alternative<Rational>(high.data)) {
      EXPECT_LT(number(low), number(high)) << row.path;
    }
  }
}

TEST(Schema, Groups) {
  EXPECT_THAT(children("fabric"), testing::ElementsAre("kind", "delivery", "array", "arrays", "slices", "lanes", "window", "empty-window", "order",
                                                       "sync", "balance", "decode"));
  EXPECT_THAT(children("claims[]"), testing::ElementsAre("speedup", "over", "on", "batch"));
  EXPECT_THAT(children(""), testing::ElementsAre("skeptic", "name", "extends", "citation", "year", "claims", "runs", "clock", "fabric", "operands",
                                                 "tile", "vector", "memory", "chip", "technology"));
  EXPECT_THAT(paths_below("tile"), testing::ElementsAre("tile", "tile.m", "tile.n", "tile.k"));
  EXPECT_TRUE(is_below("fabric.array.m", "fabric"));
  EXPECT_TRUE(is_below("fabric", "fabric"));
  EXPECT_FALSE(is_below("fabricated", "fabric"));
}

TEST(Schema, Expectations) {
  EXPECT_EQ(expectation(*find_row("clock")), "a frequency from 1 MHz to 100 GHz, in Hz, kHz, MHz or GHz");
  EXPECT_EQ(expectation(*find_row("operands.activations.decide.latency")), "a time from 0 cycles to 1000000 cycles");
  EXPECT_EQ(expectation(*find_row("fabric.lanes")), "an integer from 1 to 64");
  EXPECT_EQ(expectation(*find_row("tile")), "auto, or a mapping with m, n and k");
  EXPECT_EQ(expectation(*find_row("tile.m")), "an integer from 1 to 1000000000, or all");
  EXPECT_EQ(expectation(*find_row("fabric.sync.domain")), "array, row, column or pe");
}

}  // namespace
}  // namespace skeptic
