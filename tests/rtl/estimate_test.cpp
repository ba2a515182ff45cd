// What modules take by the shipped table: measured rows as they are, others by structure; and how far structure is off between rows.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "rtl/synthesis_estimate.h"

namespace skeptic {
namespace {

SynthesisTable small_table() {
  return {"",
          {{{"a", "", "", "", 2.0, 0.5, 0.5}, 45, ""}, {{"b", "", "", "", 1.0, 0.25, 0.1}, 7, ""}, {{"c", "", "", "", 4.0, 1.0, 0}, 130, ""}},
          {{"operand_multiplexer LANES=2 INPUTS=4 BITS=8 INDEX_BITS=2", "", "a", 200, 1, 30},
           {"operand_multiplexer LANES=2 INPUTS=4 BITS=8 INDEX_BITS=2", "", "b", 130, 1, 8},
           {"operand_multiplexer LANES=2 INPUTS=4 BITS=8 INDEX_BITS=2", "", "c", 440, 3, 0},
           {"operand_multiplexer LANES=8 INPUTS=4 BITS=8 INDEX_BITS=2", "", "a", 1000, 2, 120}}};
}

RtlComponent multiplexer(std::int64_t lanes) { return {"operand_multiplexer", {{"LANES", lanes}, {"INPUTS", 4}, {"BITS", 8}, {"INDEX_BITS", 2}}}; }

// NAND2: 200/2, 130/1, 440/4. FO4: 1/0.5, 1/0.25, 3/1.
TEST(Estimate, OfAMeasuredComponentIsTheMiddleLibrarys) {
  const SynthesisEstimate found = estimate(small_table(), multiplexer(2));
  EXPECT_TRUE(found.measured());
  EXPECT_EQ(found.libraries, 3U);
  EXPECT_DOUBLE_EQ(found.nand2.middle, 110);
  EXPECT_DOUBLE_EQ(found.nand2.least, 100);
  EXPECT_DOUBLE_EQ(found.nand2.most, 130);
  EXPECT_DOUBLE_EQ(found.fo4.middle, 3);
  EXPECT_DOUBLE_EQ(found.fo4.least, 2);
  // Toggles: 30/0.5 and 8/0.1; library c says nothing of power.
  EXPECT_EQ(found.with_power, 2U);
  EXPECT_DOUBLE_EQ(found.toggles.middle, 70);
  EXPECT_DOUBLE_EQ(found.toggles.least, 60);
}

TEST(Estimate, OfOneLibraryIsWhatItSays) {
  const LibraryUnits units{"a", "", "", "", 2.0, 0.5, 0.5};
  const SynthesisEstimate found = estimate(multiplexer(5), in_units(300, 2, 40, units, "made up"));
  EXPECT_TRUE(found.measured());
  EXPECT_EQ(found.libraries, 1U);
  EXPECT_DOUBLE_EQ(found.nand2.middle, 150);
  EXPECT_DOUBLE_EQ(found.fo4.least, 4);
  EXPECT_DOUBLE_EQ(found.toggles.most, 80);
  EXPECT_EQ(estimate(multiplexer(5), in_units(300, 2, 0, {"b", "", "", "", 2.0, 0.5, 0}, "made up")).with_power, 0U);
}

TEST(Estimate, OfOthersGoesByStructureFromTheNearest) {
  const SynthesisEstimate three = estimate(small_table(), multiplexer(3));
  EXPECT_FALSE(three.measured());
  EXPECT_EQ(three.measured_as, "operand_multiplexer LANES=2 INPUTS=4 BITS=8 INDEX_BITS=2");
  EXPECT_DOUBLE_EQ(three.nand2.middle, 165);
  EXPECT_DOUBLE_EQ(three.toggles.middle, 105);
  EXPECT_DOUBLE_EQ(three.fo4.middle, 3);  // more lanes are not deeper
  const SynthesisEstimate six = estimate(small_table(), multiplexer(6));
  EXPECT_EQ(six.measured_as, "operand_multiplexer LANES=8 INPUTS=4 BITS=8 INDEX_BITS=2");
  EXPECT_DOUBLE_EQ(six.nand2.middle, 375);
  EXPECT_FALSE(has_module(small_table(), "selector"));
  EXPECT_TRUE(has_module(small_table(), "operand_multiplexer"));
}

TEST(Estimate, OfCommonComponentsIsMeasured) {
  for (const RtlComponent& component : common_components()) {
    const SynthesisEstimate found = estimate(component);
    EXPECT_TRUE(found.measured()) << text_of(component);
    EXPECT_EQ(found.libraries, 5U);
    EXPECT_LE(found.nand2.least, found.nand2.middle);
    EXPECT_LE(found.nand2.middle, found.nand2.most);
    EXPECT_GT(found.fo4.least, 0);
    EXPECT_EQ(found.with_power, 5U);
    EXPECT_GT(found.toggles.least, 0);
  }
}

/// Each measured row from the nearest other row of its module: quotient to what was measured.
void leave_one_out(std::vector<double>& areas, std::vector<double>& depths, std::vector<double>& energies) {
  for (const RtlComponent& component : common_components()) {
    SynthesisTable others = shipped_synthesis();
    std::erase_if(others.results, [&](const TableResult& row) { return row.component == text_of(component); });
    if (!has_module(others, component.module)) continue;
    const SynthesisEstimate guess = estimate(others, component), truth = estimate(component);
    areas.push_back(guess.nand2.middle / truth.nand2.middle);
    depths.push_back(guess.fo4.least / truth.fo4.least);
    energies.push_back(guess.toggles.middle / truth.toggles.middle);
  }
}

// Why a scaled row has confidence C: a row that is left out comes back within 30 % of its area, mostly.
TEST(Estimate, StructureIsMostlyWithinC) {
  std::vector<double> areas, depths, energies;
  leave_one_out(areas, depths, energies);
  const auto outside = [](const std::vector<double>& values) {
    return std::count_if(values.begin(), values.end(), [](double value) { return value < 0.7 || value > 1.3; });
  };
  RecordProperty("rows", static_cast<int>(areas.size()));
  EXPECT_LE(outside(areas), static_cast<std::ptrdiff_t>(areas.size() / 8)) << testing::PrintToString(areas);
  EXPECT_LE(outside(energies), static_cast<std::ptrdiff_t>(energies.size() / 8)) << testing::PrintToString(energies);
  EXPECT_LE(outside(depths), static_cast<std::ptrdiff_t>(depths.size() / 4)) << testing::PrintToString(depths);
}

// Why a measured row has confidence B: the libraries beside the middle one are mostly within 15 % of it.
TEST(Estimate, LibrariesMostlyAgreeWithinB) {
  int near = 0, all = 0;
  for (const RtlComponent& component : common_components()) {
    const double middle = estimate(component).nand2.middle;
    for (const TableResult& row : shipped_synthesis().results)
      if (row.component == text_of(component)) {
        const double off = row.area / shipped_synthesis().library(row.library)->units.nand2_area / middle;
        near += off >= 0.85 && off <= 1.15;
        ++all;
      }
  }
  EXPECT_GE(near, all * 7 / 10) << near << " of " << all;
}

}  // namespace
}  // namespace skeptic
