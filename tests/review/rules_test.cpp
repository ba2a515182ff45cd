// The table of the verdict's rules: order, and the page that explains it.
#include "review/rules.h"

#include <gtest/gtest.h>

#include "base/file.h"

namespace skeptic {
namespace {

VerdictFacts winner() {
  VerdictFacts facts;
  facts.hardest = 1.2, facts.kindest = 1.4, facts.power = 1.1, facts.energy_delay = 1.1, facts.tail = 1.1;
  facts.answers = Answers::Same;
  return facts;
}

template <typename Change>
std::string_view fires(const Change& change) {
  VerdictFacts facts = winner();
  change(facts);
  return rule_that_fires(facts).name;
}

TEST(Rules, EveryOneFiresOnItsOwnFact) {
  EXPECT_EQ(fires([](VerdictFacts&) {}), "gain");
  EXPECT_EQ(fires([](VerdictFacts& facts) { facts.copy = true; }), "copy");
  EXPECT_EQ(fires([](VerdictFacts& facts) { facts.answers = Answers::Worse; }), "accuracy-worse");
  EXPECT_EQ(fires([](VerdictFacts& facts) { facts.answers = Answers::Unproven; }), "accuracy-unproven");
  EXPECT_EQ(fires([](VerdictFacts& facts) { facts.answers = Answers::Held; }), "gain");
  EXPECT_EQ(fires([](VerdictFacts& facts) { facts.power = 0.99; }), "power");
  EXPECT_EQ(fires([](VerdictFacts& facts) { facts.energy_delay = 0.99; }), "energy-delay");
  EXPECT_EQ(fires([](VerdictFacts& facts) { facts.tail = 0.99; }), "tail");
  EXPECT_EQ(fires([](VerdictFacts& facts) { facts.tail.reset(); }), "gain");
  EXPECT_EQ(fires([](VerdictFacts& facts) { facts.breaks = {"activation-density"}; }), "breaks-in-reality");
  EXPECT_EQ(fires([](VerdictFacts& facts) { facts.hardest = 1.04; }), "denominator");
  EXPECT_EQ(fires([](VerdictFacts& facts) { facts.hardest = facts.kindest = 1.04, facts.twist = 1.05; }), "twist");
  EXPECT_EQ(fires([](VerdictFacts& facts) { facts.hardest = facts.kindest = 1.04; }), "no-gain");
}

TEST(Rules, WithoutAGainNothingElseIsLookedAt) {
  VerdictFacts facts;
  facts.hardest = facts.kindest = 0.9, facts.power = facts.energy_delay = 5, facts.answers = Answers::Same;
  EXPECT_EQ(rule_that_fires(facts).name, "no-gain");
  EXPECT_EQ(judgement(facts), Judgement::Kill);
}

TEST(Rules, WhatTheLibraryHasIsNeverPursued) {
  VerdictFacts facts = winner();
  EXPECT_EQ(judgement(facts), Judgement::Pursue);
  facts.known = true;
  EXPECT_EQ(judgement(facts), Judgement::Fix);
}

TEST(Rules, ThePageHasEveryOneInItsOrder) {
  const std::string page = read_file(SKEPTIC_SOURCE "/docs/verdict.md");
  std::size_t from = 0;
  for (const VerdictRow& rule : verdict_rules()) {
    const std::string judged(name(rule.judgement));
    const std::string row = "| `" + std::string(rule.name) + "` | " + std::string(rule.when) + " | **" + judged + "** |";
    const std::size_t at = page.find(row, from);
    ASSERT_NE(at, std::string::npos) << row;
    from = at;
  }
}

}  // namespace
}  // namespace skeptic
