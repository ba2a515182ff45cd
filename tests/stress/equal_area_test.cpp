#include "stress/equal_area.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "stress/proposals.h"

namespace skeptic {
namespace {

std::vector<std::string> titles(const Contest& contest) {
  std::vector<std::string> found;
  for (const Opponent& opponent : opponents(contest)) found.push_back(opponent.title);
  return found;
}

TEST(Opponents, TheStatedBaselineComesFirst) {
  EXPECT_EQ(titles({example("two-sided"), static_2to4()}), std::vector<std::string>{"ampere-2to4 as stated"});
}

TEST(Opponents, ARunTimeChoiceMeetsEachOfItsStructuredPatternsImposed) {
  EXPECT_EQ(titles({example("dynamic-4of8"), static_2to4()}),
            (std::vector<std::string>{"ampere-2to4 as stated", "the proposal's own fabric with 2:8 imposed on every unit",
                                      "the proposal's own fabric with 4:8 imposed on every unit"}));
}

TEST(Opponents, TheBaselineTakesTheProposalsWeightsWhereTheyAreAsDense) {
  // 1:4 weights are half as dense: they would win by dropping more.
  const Subject denser = static_2to4().with("operands.weights.pattern", "\"3:4\""),
                sparser = static_2to4().with("operands.weights.pattern", "\"1:4\"");
  EXPECT_EQ(titles({denser, static_2to4()}).back(), "ampere-2to4 with 3:4 weights");
  EXPECT_EQ(titles({sparser, static_2to4()}).size(), 1U);
}

TEST(EqualArea, AStaticPatternThatDropsMoreThanTheProposalMayNotOppose) {
  Laboratory laboratory;
  const EqualArea found = equal_area(laboratory, {example("dynamic-4of8"), static_2to4()}, one_layer());
  ASSERT_EQ(found.opponents.size(), 3U);
  EXPECT_TRUE(found.opponents[0].eligible());
  EXPECT_EQ(found.opponents[0].dropped_energy, 0);
  for (const Opponent& opponent : found.opponents)
    EXPECT_EQ(opponent.eligible(), opponent.dropped_energy <= found.proposal_dropped_energy) << opponent.title;
  EXPECT_GT(found.opponents[1].dropped_energy, found.opponents[2].dropped_energy);  // 2:8 keeps half of what 4:8 keeps
  EXPECT_FALSE(found.opponents[1].eligible());
}

TEST(EqualArea, WhereItDropsNoMoreItDoes) {
  // A proposal whose every pattern is 1:8 drops as much as 1:8 imposed; the choice is then no reason to be slower.
  Laboratory laboratory;
  const Subject proposal = example("dynamic-4of8")
                               .with("operands.activations.patterns", "[\"1:8\", \"2:8\"]")
                               .with("operands.activations.decide.policy", "{energy: 0.01}");
  const EqualArea found = equal_area(laboratory, {proposal, static_2to4()}, one_layer());
  ASSERT_EQ(found.opponents.size(), 3U);
  EXPECT_TRUE(found.opponents[1].eligible());
  EXPECT_EQ(found.opponents[1].dropped_energy, found.proposal_dropped_energy);
  EXPECT_NE(found.strongest, 0U);
}

TEST(EqualArea, TheStrongestIsTheEligibleOneWithTheLeastGain) {
  Laboratory laboratory;
  for (const char* policy : {"{energy: 0.94}", "{energy: 0.3}"}) {
    const Contest contest{example("dynamic-4of8").with("operands.activations.decide.policy", policy), static_2to4()};
    const EqualArea found = equal_area(laboratory, contest, one_layer());
    const auto gain = [&](const Opponent& opponent) { return gain_at_equal_area(laboratory, {contest.proposal, opponent.subject}, one_layer()); };
    const double least = gain(found.opponents[found.strongest]);
    EXPECT_TRUE(found.opponents[found.strongest].eligible());
    for (const Opponent& opponent : found.opponents) EXPECT_TRUE(!opponent.eligible() || least <= gain(opponent)) << opponent.title;
    EXPECT_DOUBLE_EQ(found.gains.at(1).gain, least);
    EXPECT_DOUBLE_EQ(found.speedup_over_strongest,
                     compare(laboratory, {contest.proposal, found.opponents[found.strongest].subject}, one_layer()).speedup());
  }
}

TEST(EqualArea, AgainstItselfADesignGainsNothing) {
  Laboratory laboratory;
  const std::vector<AreaGain> gains = gains_at_equal_area(laboratory, {static_2to4(), static_2to4()}, one_layer());
  ASSERT_EQ(gains.size(), 2U);  // no chip is stated
  for (const AreaGain& gain : gains) EXPECT_DOUBLE_EQ(gain.gain, 1.0);
}

/// An opponent whose read ports keep up with any array, so that every row and column that it gets makes it faster.
Subject unlimited_ports() { return static_2to4().with("memory.weights.width", "none").with("memory.activations.width", "none"); }

TEST(EqualArea, TheLargerTheDenominatorTheLessTheOpponentGrows) {
  Laboratory laboratory;
  const Contest contest{example("dynamic-4of8").with("chip", "{area: 100 mm2}"), unlimited_ports()};
  const Setting setting = wide_layer();
  const std::vector<AreaGain> gains = gains_at_equal_area(laboratory, contest, setting);
  const double speedup = compare(laboratory, contest, setting).speedup();
  ASSERT_EQ(gains.size(), 3U);
  EXPECT_EQ(gains[0].denominator, Denominator::Arrays);
  EXPECT_EQ(gains[2].denominator, Denominator::Chip);
  EXPECT_GT(gains[0].iso.growth(), gains[1].iso.growth());
  EXPECT_GT(gains[1].iso.growth(), gains[2].iso.growth());
  EXPECT_GT(gains[2].iso.growth(), 1.0);
  EXPECT_LT(gains[0].gain, gains[1].gain);
  EXPECT_LT(gains[1].gain, gains[2].gain);
  EXPECT_LT(gains[2].gain, speedup);
  EXPECT_GT(gains[2].gain, 0.98 * speedup);  // what is added is under 1 % of 100 mm²
}

TEST(EqualArea, StateIsPaidForInAreaAndLatencyInTime) {
  // No number of kibibytes or cycles is special: the gain falls with each.
  Laboratory laboratory;
  const auto gain = [&](const char* state, const char* latency) {
    const Subject proposal =
        example("dynamic-4of8").with("operands.activations.decide.state", state).with("operands.activations.decide.latency", latency);
    return gain_at_equal_area(laboratory, {proposal, unlimited_ports()}, wide_layer());
  };
  const double none = gain("0 KiB", "15 cycles"), some = gain("199 KiB", "15 cycles"), written = gain("200 KiB", "15 cycles"),
               more = gain("201 KiB", "15 cycles"), much = gain("2 MiB", "15 cycles");
  EXPECT_GT(none, some);
  EXPECT_GT(some, written);
  EXPECT_GT(written, more);
  EXPECT_GT(more, much);
  EXPECT_NEAR(some - written, written - more, 0.2 * (some - more)) << "a step at 200 KiB";
  EXPECT_GT(gain("200 KiB", "0 cycles"), written);
  EXPECT_GT(written, gain("200 KiB", "16 cycles"));
  EXPECT_GT(gain("200 KiB", "16 cycles"), gain("200 KiB", "1000 cycles"));
}

TEST(EqualArea, AnOpponentThatAWiderArrayWouldSlowDownKeepsItsOwn) {
  // Sixteen columns fill the activations' port; a seventeenth makes every step take two cycles.
  Laboratory laboratory;
  const Contest contest{example("dynamic-4of8").with("operands.activations.decide.state", "64 KiB"), static_2to4()};
  const double speedup = compare(laboratory, contest, wide_layer()).speedup();
  for (const AreaGain& gain : gains_at_equal_area(laboratory, contest, wide_layer())) {
    EXPECT_GT(gain.iso.growth(), 1.0);
    EXPECT_LE(gain.gain, speedup);
    EXPECT_LE(gain.cycles, gain.iso.cycles);
    EXPECT_EQ(gain.array.has_value(), gain.cycles < gain.iso.cycles);
  }
}

TEST(EqualArea, TheSameStateWeighsLessInALargerMachine) {
  Laboratory laboratory;
  const auto share = [&](const char* side) {
    const Settings array{{"fabric.array.m", side}, {"fabric.array.n", side}};
    const auto gain = [&](const char* state) {
      return gain_at_equal_area(laboratory,
                                {example("dynamic-4of8").with(array).with("operands.activations.decide.state", state), unlimited_ports().with(array)},
                                wide_layer());
    };
    return gain("1 MiB") / gain("0 KiB");
  };
  EXPECT_LT(share("16"), share("32"));
  EXPECT_LT(share("32"), 1.0);
}

// Sums of 16 x 16 elements fill the opponent's accumulators: larger arrays of it are nobody's machines, and it stays what it can be.
TEST(EqualArea, AnOpponentDoesNotOutgrowItsBuffers) {
  Laboratory laboratory;
  const Subject baseline = static_2to4().with("memory.accumulators.size", "1 KiB"),
                proposal = static_2to4().with("fabric.array.m", "64").with("fabric.array.n", "64");
  const double own =
      static_cast<double>(laboratory.run(baseline, one_layer()).cycles()) / static_cast<double>(laboratory.run(proposal, one_layer()).cycles());
  const double gain = gain_at_equal_power(laboratory, {proposal, baseline}, one_layer());
  EXPECT_GT(gain, 1.0);
  EXPECT_LE(gain, own);
  const double at_area = gain_at_equal_area(laboratory, {proposal, baseline}, one_layer());
  EXPECT_GT(at_area, 1.0);
  EXPECT_LE(at_area, own);
}

}  // namespace
}  // namespace skeptic
