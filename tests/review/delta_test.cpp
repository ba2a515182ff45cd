#include "review/delta.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "review/review.h"
#include "review/said.h"
#include "stress/proposals.h"

namespace skeptic {
namespace {

std::vector<std::string> paths(const std::vector<KeyChange>& changes) {
  std::vector<std::string> found;
  for (const KeyChange& change : changes) found.push_back(change.path);
  return found;
}

bool has(const std::vector<KeyChange>& changes, const std::string& path) {
  const std::vector<std::string> found = paths(changes);
  return std::find(found.begin(), found.end(), path) != found.end();
}

Delta from_2to4(const Settings& sets) { return delta(static_2to4().design(), static_2to4().with(sets).design()); }

TEST(DeltaAudit, ADesignDoesNotDifferFromItself) {
  const Delta found = from_2to4({{"fabric.sync.slack", "1"}, {"clock", "1410 MHz"}});
  EXPECT_TRUE(found.mechanisms.empty());
  EXPECT_TRUE(found.parameters.empty());
}

TEST(DeltaAudit, AnotherRatioIsAParameter) {
  const Delta found = from_2to4({{"fabric.window", "8"}, {"operands.weights.pattern", "\"4:8\""}});
  EXPECT_TRUE(found.mechanisms.empty());
  EXPECT_EQ(paths(found.parameters), (std::vector<std::string>{"fabric.window", "operands.weights.pattern"}));
  EXPECT_EQ(found.parameters[1].before, "2:4");
  EXPECT_EQ(found.parameters[1].after, "4:8");
}

TEST(DeltaAudit, AnotherLevelBlockOrHeightIsAMechanism) {
  for (const char* pattern : {"\"2:4/1:2\"", "\"2:4@4\"", "\"2:4@1x2\"", "unstructured"}) {
    const Design proposal =
        with(static_2to4().design(), "operands.weights", std::string("{pattern: ") + pattern + ", skip: zeros, encoding: bitmask}");
    const Design flat = with(static_2to4().design(), "operands.weights", "{skip: zeros, encoding: bitmask}");
    const Delta found = delta(flat, proposal);
    EXPECT_EQ(paths(found.mechanisms), std::vector<std::string>{"operands.weights.pattern"}) << pattern;
    EXPECT_TRUE(found.parameters.empty());
  }
}

TEST(DeltaAudit, APermutationIsAMechanism) {
  const Delta found = from_2to4({{"operands.weights.permutation", "channels"}});
  ASSERT_EQ(paths(found.mechanisms), std::vector<std::string>{"operands.weights.permutation"});
  EXPECT_EQ(found.mechanisms[0].before, "none");
  EXPECT_EQ(found.mechanisms[0].after, "channels");
  EXPECT_TRUE(found.parameters.empty());
}

TEST(DeltaAudit, ANewMechanismIsListedAndItsNumbersAreNot) {
  const Delta found = delta(static_2to4().design(), example("dynamic-4of8").design());
  EXPECT_TRUE(has(found.mechanisms, "operands.activations.chosen"));
  EXPECT_TRUE(has(found.mechanisms, "operands.activations.patterns"));
  EXPECT_TRUE(has(found.mechanisms, "operands.activations.decide.by"));
  EXPECT_TRUE(has(found.mechanisms, "operands.activations.skip"));
  EXPECT_TRUE(has(found.parameters, "fabric.window"));
  for (const char* part : {"latency", "rate", "state", "switch", "unit.pixels"})
    EXPECT_FALSE(has(found.parameters, std::string("operands.activations.decide.") + part)) << part;
}

TEST(DeltaAudit, OfAMechanismThatBothHaveTheNumbersAreParameters) {
  const Subject proposal = example("dynamic-4of8");
  const Delta found =
      delta(proposal.design(),
            proposal.with("operands.activations.decide.latency", "3 cycles").with("operands.activations.decide.policy", "{energy: 0.9}").design());
  EXPECT_TRUE(found.mechanisms.empty());
  EXPECT_EQ(paths(found.parameters), (std::vector<std::string>{"operands.activations.decide.policy", "operands.activations.decide.latency"}));
}

TEST(DeltaAudit, SlackIsAMechanismOnceAndThenAParameter) {
  EXPECT_EQ(paths(from_2to4({{"fabric.sync.slack", "4"}}).mechanisms), std::vector<std::string>{"fabric.sync.slack"});
  const Delta found = delta(static_2to4().with("fabric.sync.slack", "4").design(), static_2to4().with("fabric.sync.slack", "8").design());
  EXPECT_TRUE(found.mechanisms.empty());
  EXPECT_EQ(paths(found.parameters), std::vector<std::string>{"fabric.sync.slack"});
}

TEST(NoveltyGap, AProposalThatOnlyChangesParametersIsTold) {
  Laboratory laboratory;
  const Document found = review(laboratory, {example("only-4of8"), static_2to4(), one_layer(), true, true});
  EXPECT_NE(section_text(found, "The Novelty Gap").find("you changed a parameter"), std::string::npos);
  EXPECT_NE(section_text(found, "The Novelty Gap").find("operands.weights.pattern"), std::string::npos);
  EXPECT_NE(found.verdict->judgement, Judgement::Pursue);  // other weights: accuracy unproven
}

TEST(NoveltyGap, AProposalWithAMechanismIsNotToldThat) {
  Laboratory laboratory;
  const Document found = review(laboratory, {example("two-sided"), static_2to4(), one_layer(), true, true});
  EXPECT_EQ(section_text(found, "The Novelty Gap").find("changed a parameter"), std::string::npos);
  EXPECT_NE(section_text(found, "The Novelty Gap").find("Against ampere-2to4 the structure differs"), std::string::npos);
  EXPECT_NE(section_text(found, "The Novelty Gap").find("operands.activations.read"), std::string::npos);
}

TEST(NoveltyGap, TheBaselineItselfIsNoProposal) {
  Laboratory laboratory;
  const Document found = review(laboratory, {static_2to4(), static_2to4(), one_layer(), true, true});
  EXPECT_NE(section_text(found, "The Novelty Gap").find("There is nothing to review"), std::string::npos);
  EXPECT_EQ(found.verdict->judgement == Judgement::Pursue, false);
}

}  // namespace
}  // namespace skeptic
