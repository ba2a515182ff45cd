// The grammar by hand: units, number words, hierarchies, whose a value is, negation, results.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "papers/pattern_match.h"
#include "papers/rule.h"
#include "papers/stated.h"

namespace skeptic::papers {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> names_that_match(const std::string& text) {
  std::vector<std::string> names;
  const Sentence sentence = sentence_of(text, willow());
  for (const auto& table : rule_tables())
    for (const PhraseRule& rule : table)
      if (!PhrasePattern(rule.pattern).find(sentence).empty()) names.emplace_back(rule.name);
  return names;
}

TEST(Grammar, EveryRuleMatchesItsExample) {
  for (const auto& table : rule_tables())
    for (const PhraseRule& rule : table) EXPECT_THAT(names_that_match(std::string(rule.example)), Contains(std::string(rule.name))) << rule.example;
}

/// What a sentence alone states of results, as "key = value".
std::vector<std::string> results_of(const std::string& text) {
  Collected collected;
  Collector collector(collected);
  Background background;
  background.own = willow();
  read_results(sentence_of(text, willow()), background, collector);
  std::vector<std::string> all;
  for (const Stated& one : collected.own) all.push_back(one.key + " = " + one.value);
  return all;
}

TEST(Grammar, EveryResultRuleReadsItsExample) {
  for (const ResultRule& rule : result_rules()) {
    const std::vector<std::string> all = results_of(std::string(rule.example));
    if (rule.way == Way::Nothing)
      EXPECT_THAT(all, IsEmpty()) << rule.name << ": " << rule.example;
    else
      EXPECT_THAT(all, Contains(std::string(rule.key) + " = " + std::string(rule.result))) << rule.name << ": " << rule.example;
  }
}

TEST(Grammar, AlternativesAreWords) {
  // "a|<int>" would be a word that no token has.
  const auto kind_within = [](std::string_view pattern) { return pattern.find("|<") != pattern.npos || pattern.find("|{") != pattern.npos; };
  for (const auto& table : rule_tables())
    for (const PhraseRule& rule : table) EXPECT_FALSE(kind_within(rule.pattern)) << rule.name;
  for (const ResultRule& rule : result_rules()) EXPECT_FALSE(kind_within(rule.pattern)) << rule.name;
}

TEST(Grammar, TheDocumentIsTheTables) {
  EXPECT_TRUE(read_file(std::string(SKEPTIC_SOURCE) + "/docs/papers.md") == papers_markdown())
      << "skeptic document papers > docs/papers.md writes it anew";
}

TEST(Grammar, NamesAreUnique) {
  std::vector<std::string_view> names;
  for (const auto& table : rule_tables())
    for (const PhraseRule& rule : table) {
      EXPECT_THAT(names, Not(Contains(rule.name)));
      names.push_back(rule.name);
    }
}

TEST(Grammar, RulesRefuseWhatTheySay) {
  for (const auto& table : rule_tables())
    for (const PhraseRule& rule : table) {
      if (rule.refuses.empty()) continue;
      // Refused by the pattern, or because it is not of the paper's own design.
      Collected collected;
      Collector collector(collected);
      read_phrases(sentence_of(std::string(rule.refuses), willow()), collector);
      for (const Stated& one : collected.own) EXPECT_NE(one.rule, rule.name) << rule.refuses;
    }
}

TEST(Grammar, NothingIsTakenFromAQuestion) {
  for (const auto& table : {fabric_rules(), operand_rules(), storage_rules()})
    for (const PhraseRule& rule : table) {
      std::string question(rule.example);
      if (question.back() == '.') question.pop_back();
      Collected collected;
      Collector collector(collected);
      read_phrases(sentence_of("Or perhaps in future work, " + question + "?", willow()), collector);
      for (const Stated& one : collected.own) ADD_FAILURE() << one.key << " from " << question;
    }
}

TEST(Grammar, NumbersAndUnits) {
  EXPECT_THAT(stated("Willow is clocked at 1.05 GHz in a 7 nm process."), testing::UnorderedElementsAre("clock = 1.05 GHz", "technology = 7nm"));
  EXPECT_THAT(stated("The array has sixteen rows and thirty-two columns."),
              testing::UnorderedElementsAre("fabric.array.m = 16", "fabric.array.n = 32"));
  EXPECT_THAT(stated("The weight buffer holds 448 KiB in 28 banks."),
              testing::UnorderedElementsAre("memory.weights.size = 448 KiB", "memory.weights.banks = 28"));
  EXPECT_THAT(stated("Each tile has half a megabyte of SRAM for weights and 256 KB for activations."),
              testing::UnorderedElementsAre("memory.weights.size = 0.5 MB", "memory.activations.size = 256 KB"));
  EXPECT_THAT(stated("Weights are quantised to 4 bits and activations to 8 bits."),
              testing::UnorderedElementsAre("operands.weights.bits = 4", "operands.activations.bits = 8"));
  EXPECT_THAT(stated("Partial sums have 24 bits."), IsEmpty());
  EXPECT_THAT(stated("There are 1,024 multipliers in total."), Contains("multipliers = 1024"));
  EXPECT_THAT(stated("It delivers 2.05 TOPS, occupies 5.8 mm2 of silicon and reads 51.2 GB/s from DRAM."),
              testing::IsSupersetOf({"peak = 2.05 TOPS", "chip.area = 5.8 mm2", "memory.dram.bandwidth = 51.2 GB/s"}));
}

TEST(Grammar, Ratios) {
  EXPECT_THAT(stated("Weights are pruned to two of every four."), Contains("operands.weights.pattern = 2:4"));
  EXPECT_THAT(stated("Weights are pruned to 2:4 inside one of every two blocks of sixteen."), Contains("operands.weights.pattern = 1:2@16/2:4"));
  EXPECT_THAT(stated("Of every four blocks of 16 weights two are kept, and within them one of every two weights."),
              Contains("operands.weights.pattern = 2:4@16/1:2"));
  EXPECT_THAT(stated("The candidates for a tile of activations are 2:8, 4:8 and dense."),
              Contains("operands.activations.patterns = [\"2:8\", \"4:8\", dense]"));
  EXPECT_THAT(stated("Activations keep two, four or six out of each eight."),
              Contains("operands.activations.patterns = [\"2:8\", \"4:8\", \"6:8\"]"));
  EXPECT_THAT(stated("We measured three out of four networks."), IsEmpty());
}

TEST(Grammar, WhatIsOfOthersIsNotItsOwn) {
  for (const char* text : {"Unlike S2TA, which uses 4:8 weights, Willow is small.", "S2TA prunes its weights to 4:8 in 16 nm.",
                           "Prior work runs at 800 MHz.", "SparTen (45 nm, 800 MHz) intersects masks.", "Competitors offer 2:4 weights.",
                           "Structured weight patterns such as 2:4 are rigid.", "The literature has up to 4x."}) {
    EXPECT_THAT(stated(text), IsEmpty()) << text;
    EXPECT_TRUE(!stated(text, true).empty() || std::string(text).find("literature") != std::string::npos) << text;
  }
  EXPECT_THAT(stated("Unlike S2TA, Willow prunes weights to 1:4."), Contains("operands.weights.pattern = 1:4"));
  const auto own_alone = stated("Unlike S2TA, which uses 4:8 for weights, we prune weights to 1:4.");
  EXPECT_THAT(own_alone, Contains("operands.weights.pattern = 1:4"));
  EXPECT_THAT(own_alone, Not(Contains("operands.weights.pattern = 4:8")));
}

TEST(Grammar, WhatIsNegatedOrPlannedIsNotThere) {
  for (const char* text : {"Filters are never sorted by density.", "We do not pair a dense with a sparse filter.",
                           "A version with 1:4 weights is future work.", "We hoped for 300 MHz.", "Will the array run at 2 GHz?",
                           "In an early version the weight buffer had 64 KB.", "The next version will move to 3 nm."})
    EXPECT_THAT(stated(text), IsEmpty()) << text;
  EXPECT_THAT(stated("We do not prune the weights."), Contains("operands.weights.pattern = dense"));
}

TEST(Grammar, Decisions) {
  EXPECT_THAT(stated("The decision takes 15 cycles, and a change of pattern costs 2 cycles."),
              testing::IsSupersetOf({"operands.activations.decide.latency = 15 cycles", "operands.activations.decide.switch = 2 cycles"}));
  EXPECT_THAT(stated("It takes the sparsest pattern that retains at least 95% of the energy."),
              Contains("operands.activations.decide.policy = {energy: 0.95}"));
  EXPECT_THAT(stated("A tile spans 16 consecutive pixels and 64 channels."),
              testing::IsSupersetOf({"operands.activations.decide.unit.pixels = 16", "operands.activations.decide.unit.channels = 64"}));
}

TEST(Grammar, Results) {
  EXPECT_THAT(stated("On ResNet-50 Willow is 1.34x faster than SparTen."), Contains("claims.speedup = 1.34 over sparten on resnet50"));
  EXPECT_THAT(stated("Willow outperforms SparTen by 27% on ResNet-50."), Contains("claims.speedup = 1.27 over sparten on resnet50"));
  EXPECT_THAT(stated("Willow spends 37 percent less energy than the dense array on DeiT-S."), Contains("claims.energy = 37% over dense on deit-s"));
  EXPECT_THAT(stated("The selector adds 3.7% to the area."), Contains("claims.area = 3.7%"));
  EXPECT_THAT(stated("Willow loses 0.3 percentage points of accuracy on ResNet-50."),
              Contains("claims.accuracy = 0.3 points over dense on resnet50"));
}

TEST(Grammar, ContradictionsAndReadings) {
  const Paper paper = paper_of(
      "Willow: a chip\n\nWe present Willow, an accelerator. Willow is clocked at 1 GHz. Weights of Willow are pruned offline to 2:4.\n\nThe array of "
      "Willow is clocked at 800 MHz. Bookkeeping takes a table of 4-6 KB for Willow.\n");
  const Entry* clock = paper.find("clock");
  ASSERT_NE(clock, nullptr);
  EXPECT_EQ(clock->agreement, Agreement::Contradictory);
  EXPECT_THAT(values(paper, "clock"), testing::ElementsAre("1 GHz", "800 MHz"));
  EXPECT_EQ(paper.name, "Willow");
}

TEST(Grammar, ValuesCompareAsQuantities) {
  EXPECT_TRUE(same_value("200 KB", "0.2 MB"));
  EXPECT_TRUE(same_value("768 kB", "768 KB"));
  EXPECT_TRUE(same_value("ResNet-50", "resnet50"));
  EXPECT_FALSE(same_value("200 KB", "200 KiB"));
  EXPECT_FALSE(same_value("2:4", "4:8"));
  EXPECT_FALSE(same_value("1 GHz", "1 GB/s"));
}

}  // namespace
}  // namespace skeptic::papers
