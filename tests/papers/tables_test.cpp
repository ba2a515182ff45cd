// Tables: columns of versions beside the design, what was required beside what was reached, results relative to the paper's own, measures in
// brackets; and sizes that are told by another size.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "papers/stated.h"

namespace skeptic::papers {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

Paper read(const std::string& markdown) {
  return read_paper(arrange_source("# Willow: an engine for sparse networks\n\nWillow is an accelerator.\n\n## Machine\n\n" + markdown + "\n",
                                   SourceKind::Markdown, "a.md"));
}

std::string table(const std::vector<std::vector<std::string>>& rows, const std::string& caption = {}) {
  std::string text = caption.empty() ? "" : "Table 1: " + caption + "\n\n";
  for (std::size_t r = 0; r < rows.size(); ++r) {
    text += "|";
    for (const std::string& cell : rows[r]) text += " " + cell + " |";
    text += "\n";
    if (r > 0) continue;
    text += "|";
    for (std::size_t c = 0; c < rows[r].size(); ++c) text += "---|";
    text += "\n";
  }
  return text;
}

TEST(Tables, VersionsBesideTheDesign) {
  // Heads, and which of the columns is the design's.
  const struct {
    std::vector<std::string> heads;
    const char* clock;
  } cases[] = {{{"Item", "Willow", "Willow Classic (2019)"}, "1 GHz"},
               {{"Item", "FPGA prototype", "ASIC (this thesis)"}, "500 MHz"},
               {{"Item", "Rev. A", "Rev. B"}, "500 MHz"},
               {{"Item", "as specified", "as measured"}, "500 MHz"},
               {{"Item", "Willow (2019)", "Willow 2"}, "500 MHz"},
               {{"Item", "Required", "Reached"}, "500 MHz"},
               {{"Item", "Willow", "test chip"}, "1 GHz"},
               {{"No.", "Item", "Required", "Reached", "Status"}, "500 MHz"}};
  for (const auto& one : cases) {
    const bool numbered = one.heads[0] == "No.";
    const auto row = [&](const char* number, const char* label, const char* first, const char* second) {
      return numbered ? std::vector<std::string>{number, label, first, second, "met"} : std::vector<std::string>{label, first, second};
    };
    const Paper paper = read(table(
        {one.heads, row("R1", "Clock", "1 GHz", "500 MHz"), row("R2", "Weight SRAM", "64 KB", "128 KB"), row("R3", "DRAM", "12 GB/s", "25 GB/s")}));
    EXPECT_THAT(values(paper, "clock"), ElementsAre(one.clock)) << one.heads[1] << " | " << one.heads[2];
    EXPECT_THAT(values(paper, "memory.weights.size"), ElementsAre(std::string(one.clock) == "1 GHz" ? "64 KB" : "128 KB")) << one.heads[1];
  }
}

TEST(Tables, CyclesDividedByOurs) {
  const Paper paper = read(table({{"Network", "Dense", "SCNN", "Energy"}, {"VGG-16", "5.2", "1.6", "2.1"}, {"ResNet-50", "3.8", "1.5", "1.8"}},
                                 "Cycles of the machine in the head, divided by cycles of Willow; energy of the dense one divided by ours."));
  EXPECT_THAT(results(paper, "claims.speedup"),
              UnorderedElementsAre("5.2 over dense on VGG-16", "1.6 over scnn on VGG-16", "3.8 over dense on resnet50", "1.5 over scnn on resnet50"));
  EXPECT_THAT(values(paper, "claims.energy"), UnorderedElementsAre("2.1", "1.8"));
}

TEST(Tables, WhatStandsInBrackets) {
  const Paper paper = read(table({{"Network", "over dense", "over SCNN"}, {"VGG-16", "3.4 (2.6)", "1.2"}, {"ResNet-50", "2.0 (1.8)", "1.1"}},
                                 "Speed-up of Willow. In brackets: quotient of energies."));
  EXPECT_THAT(results(paper, "claims.speedup"),
              UnorderedElementsAre("3.4 over dense on VGG-16", "1.2 over scnn on VGG-16", "2.0 over dense on resnet50", "1.1 over scnn on resnet50"));
  EXPECT_THAT(results(paper, "claims.energy"), UnorderedElementsAre("2.6 over dense on VGG-16", "1.8 over dense on resnet50"));
}

TEST(Tables, SavingsInPerCentByTheCaption) {
  const Paper paper = read(
      table({{"Network", "against dense", "against SCNN"}, {"VGG-16", "71", "24"}}, "Energy saved, in per cent of what the other machine needs."));
  EXPECT_THAT(results(paper, "claims.energy"), UnorderedElementsAre("71% over dense on VGG-16", "24% over scnn on VGG-16"));
}

TEST(Tables, SizesByAnother) {
  const auto sizes = [](const std::string& text) {
    const Paper paper = read(text);
    return std::vector<std::vector<std::string>>{values(paper, "memory.weights.size"), values(paper, "memory.activations.size")};
  };
  const std::vector<std::string> small{"64 KB"}, large{"128 KB"};
  EXPECT_THAT(sizes("The weight buffer holds 64 KB. That of the activations is twice as large."), ElementsAre(small, large));
  EXPECT_THAT(sizes("We set aside 64 KB for activations and twice that for the weights."), ElementsAre(large, small));
  EXPECT_THAT(sizes("Weights have 128 KB of SRAM, and activations half as much."), ElementsAre(large, small));
  EXPECT_THAT(sizes("The weights get 64 KB and the activations 128."), ElementsAre(small, large));
  EXPECT_THAT(sizes("The weights get 64 KB and the activations 128 rows."), ElementsAre(small, IsEmpty()));
  EXPECT_THAT(values(read("Weights have four bits, activations twice as many."), "operands.activations.bits"), ElementsAre("8"));
}

TEST(Tables, WhatIsToldOfTheOtherIsOurs) {
  EXPECT_THAT(results(read("SparTen needs 1.3 times our cycles on ResNet-50."), "claims.speedup"), ElementsAre("1.3 over sparten on resnet50"));
  EXPECT_THAT(results(read("Willow needs 1.25 times as long as SparTen on ResNet-50."), "claims.speedup"),
              ElementsAre("0.8 over sparten on resnet50"));
  EXPECT_THAT(results(read("SCNN needs 1.25 times as long as SparTen on ResNet-50."), "claims.speedup"), IsEmpty());
  EXPECT_THAT(results(read("Without the queue we would see 1.9x instead of 2.1x over the dense array on VGG-16."), "claims.speedup"),
              ElementsAre("2.1 over dense on VGG-16"));
  EXPECT_THAT(results(read("The speed-up over SCNN on VGG-16 is 1.15x before and 1.24x after the compiler learned to reorder."), "claims.speedup"),
              ElementsAre("1.24 over scnn on VGG-16"));
  EXPECT_THAT(values(read("We budget 7 % of extra area for it."), "claims.area"), ElementsAre("7%"));
  EXPECT_THAT(values(read("S2TA's authors budget 7 % of extra area for it."), "claims.area"), IsEmpty());
  EXPECT_THAT(values(read("Top-1 of ResNet-50 decreases from 76.15 to 75.92."), "claims.accuracy"), ElementsAre("0.23 points"));
}

TEST(Tables, TwoResultsOfOneSentenceAreNoContradiction) {
  const Paper one = read("FrobNet needs 38% less energy than on S2TA, ResNet-50 24% less.");
  for (const Entry& entry : one.entries) EXPECT_EQ(entry.agreement, Agreement::One) << entry.key;
  EXPECT_THAT(values(one, "claims.energy"), UnorderedElementsAre("38%", "24%"));
  const Paper two = read("ResNet-50 needs 38% less energy than on S2TA. Later we say that ResNet-50 needs 24% less energy than on S2TA.");
  const Entry* energy = two.find("claims.energy");
  ASSERT_NE(energy, nullptr);
  EXPECT_EQ(energy->agreement, Agreement::Contradictory);
}

}  // namespace
}  // namespace skeptic::papers
