#include "stress/unknowns.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "design/plausible.h"
#include "stress/equal_area.h"
#include "stress/proposals.h"

namespace skeptic {
namespace {

Decision decision(const Subject& subject) { return *resolve(subject.design()).activations.decide; }

const UnknownFinding& find(const ResolvedSubjects& found, const std::string& path) {
  return *std::find_if(found.unknowns.begin(), found.unknowns.end(), [&](const UnknownFinding& finding) { return finding.path == path; });
}

constexpr const char* kLatency = "operands.activations.decide.latency";
constexpr const char* kRate = "operands.activations.decide.rate";
constexpr const char* kState = "operands.activations.decide.state";

TEST(Unknowns, OfAKnownDesignThereAreNone) {
  const auto never = [](const Subject&) -> double {
    ADD_FAILURE() << "nothing to measure";
    return 1;
  };
  const ResolvedSubjects found = resolve_unknowns(example("dynamic-4of8"), 1.3, never, never);
  EXPECT_TRUE(found.unknowns.empty());
  EXPECT_EQ(found.kind.words(), example("dynamic-4of8").words());
}

TEST(Unknowns, TheBreakEvenOfALineIsTheLastIntegerAboveIt) {
  // Falls by one 40th a cycle from 2: at 20 cycles exactly 1.5.
  const auto speed = [](const Subject& subject) { return 2.0 - static_cast<double>(decision(subject).latency) / 40; };
  const auto gain = [](const Subject& subject) { return 1.2 - static_cast<double>(decision(subject).state_bits) / 8192 / 1000; };
  const ResolvedSubjects found = resolve_unknowns(example("vague"), 1.5, speed, gain);
  const UnknownFinding& latency = find(found, kLatency);
  EXPECT_EQ(latency.kind_value, "0 cycles");
  EXPECT_EQ(latency.harsh_value, "64 cycles");
  EXPECT_DOUBLE_EQ(latency.at_kind, 2.0);
  EXPECT_DOUBLE_EQ(latency.at_harsh, 0.4);
  EXPECT_DOUBLE_EQ(latency.threshold, 1.5);
  EXPECT_FALSE(latency.by_area);
  ASSERT_TRUE(latency.last_good.has_value());
  EXPECT_EQ(*latency.last_good, "20 cycles");
  EXPECT_DOUBLE_EQ(latency.at_last_good, 1.5);
  // State takes no time: it is measured by area, against the baseline, from 1.2 at nothing to 0.688 at 512 KiB. 1 lies at 200 KiB.
  const UnknownFinding& state = find(found, kState);
  EXPECT_TRUE(state.by_area);
  EXPECT_DOUBLE_EQ(state.threshold, 1.0);
  EXPECT_EQ(state.kind_value, "0 KiB");
  ASSERT_TRUE(state.last_good.has_value());
  EXPECT_EQ(*state.last_good, "200 KiB");
}

// Fastest at 32 cycles, slowest at both ends.
TEST(Unknowns, TheMiddleOfARangeMayBeTheBestOrTheWorst) {
  for (const double sign : {1.0, -1.0}) {
    const auto speed = [&](const Subject& subject) { return 2.0 - sign * std::abs(static_cast<double>(decision(subject).latency) - 32) / 64; };
    const ResolvedSubjects found = resolve_unknowns(example("vague"), 1.5, speed, [](const Subject&) { return 1.0; });
    const UnknownFinding& latency = find(found, kLatency);
    EXPECT_EQ(decision(found.kind).latency, sign > 0 ? 32 : 0);
    EXPECT_EQ(latency.kind_value, sign > 0 ? "32 cycles" : "0 cycles");
    EXPECT_EQ(latency.harsh_value, sign > 0 ? "0 cycles" : "32 cycles");
    EXPECT_DOUBLE_EQ(latency.at_kind, sign > 0 ? 2.0 : 2.5);
    EXPECT_DOUBLE_EQ(latency.at_harsh, sign > 0 ? 1.5 : 2.0);
  }
}

TEST(Unknowns, WhereTheClaimIsOutOfReachTheBreakEvenIsAtTheBaseline) {
  const auto speed = [](const Subject& subject) { return 1.25 - static_cast<double>(decision(subject).latency) / 64; };
  const ResolvedSubjects found = resolve_unknowns(example("vague"), 3.0, speed, [](const Subject&) { return 1.0; });
  EXPECT_DOUBLE_EQ(find(found, kLatency).threshold, 1.0);
  EXPECT_EQ(find(found, kLatency).last_good, "16 cycles");
}

TEST(Unknowns, NoBreakEvenWhereBothEndsAreOnOneSide) {
  const auto below = [](const Subject& subject) { return 0.9 - static_cast<double>(decision(subject).latency) / 1000; };
  EXPECT_FALSE(find(resolve_unknowns(example("vague"), 1.5, below, below), kLatency).last_good.has_value());
  const auto above = [](const Subject& subject) { return 1.9 - static_cast<double>(decision(subject).latency) / 1000; };
  EXPECT_FALSE(find(resolve_unknowns(example("vague"), 1.5, above, above), kLatency).last_good.has_value());
}

TEST(Unknowns, EachIsMeasuredWithTheOthersAtTheirKindest) {
  // The rate's kind end is its upper one; the latency comes first in the schema's order.
  const auto speed = [](const Subject& subject) {
    const Decision decide = decision(subject);
    return 1.0 + decide.rate.value() / 4 - static_cast<double>(decide.latency) / 128;
  };
  const ResolvedSubjects found = resolve_unknowns(example("vague"), 1.5, speed, [](const Subject&) { return 1.0; });
  EXPECT_EQ(find(found, kRate).kind_value, "4 units/cycle");
  for (const UnknownFinding& finding : found.unknowns) {
    if (finding.by_area) continue;
    EXPECT_DOUBLE_EQ(finding.at_kind, speed(found.kind.with(finding.path, finding.kind_value))) << finding.path;
    EXPECT_DOUBLE_EQ(finding.at_harsh, speed(found.kind.with(finding.path, finding.harsh_value))) << finding.path;
  }
}

// Latency hurts only where the rate is low: alone it does not matter, together they do.
TEST(Unknowns, ThatMatterOnlyTogetherAreFoundInTheWorstCorner) {
  const auto speed = [](const Subject& subject) {
    const Decision decide = decision(subject);
    return (decide.latency >= 64 && decide.rate.value() < 1 ? 1.0 : 2.0) + (decide.rate.value() < 1 ? 0.0 : 0.25);
  };
  const ResolvedSubjects found = resolve_unknowns(example("vague"), 1.5, speed, [](const Subject&) { return 1.0; });
  EXPECT_DOUBLE_EQ(speed(found.kind), 2.25);
  EXPECT_DOUBLE_EQ(speed(found.harsh), 1.0);
  const UnknownFinding& latency = find(found, kLatency);
  EXPECT_FALSE(latency.by_area);
  EXPECT_EQ(latency.at_kind, latency.at_harsh);
  EXPECT_EQ(latency.worst_at_kind, 2.0);
  EXPECT_EQ(latency.worst_at_harsh, 1.0);
  EXPECT_EQ(latency.harsh_value, "64 cycles");
  EXPECT_EQ(latency.hangs(), 1.0);
  EXPECT_EQ(find(found, kState).hangs(), 0.0);
}

TEST(Unknowns, TheBestCornerIsNotFoundOneValueAfterTheOther) {
  // Every single step from (0, fast) is worse, and the far corner is best.
  const auto speed = [](const Subject& subject) {
    const Decision decide = decision(subject);
    const bool slow = decide.rate.value() < 1, late = decide.latency >= 64;
    return slow && late ? 3.0 : slow || late ? 1.0 : 2.0;
  };
  const ResolvedSubjects found = resolve_unknowns(example("vague"), 1.5, speed, [](const Subject&) { return 1.0; });
  EXPECT_DOUBLE_EQ(speed(found.kind), 3.0);
  EXPECT_DOUBLE_EQ(speed(found.harsh), 1.0);
}

TEST(Unknowns, OfTheVagueExampleAreAllReportedAndBracketTheirBreakEven) {
  Laboratory laboratory;
  const Setting setting = one_layer();
  const Subject proposal = example("vague"), baseline = static_2to4();
  const auto speed = [&](const Subject& subject) { return compare(laboratory, {subject, baseline}, setting).speedup(); };
  const auto gain = [&](const Subject& subject) { return gain_at_equal_area(laboratory, {subject, baseline}, setting); };
  const std::vector<std::string> asked = proposal.design().unknowns();
  EXPECT_EQ(asked, (std::vector<std::string>{kLatency, kRate, kState}));

  // A claim halfway between the kindest and the harshest latency, so that there is a break-even to find.
  const ResolvedSubjects first = resolve_unknowns(proposal, 1e9, speed, gain);
  const double claim = (find(first, kLatency).at_kind + find(first, kLatency).at_harsh) / 2;
  ASSERT_GT(find(first, kLatency).at_kind, claim);
  const ResolvedSubjects found = resolve_unknowns(proposal, claim, speed, gain);
  for (const ResolvedSubjects* result : {&first, &found}) {
    ASSERT_EQ(result->unknowns.size(), asked.size());
    for (std::size_t i = 0; i < asked.size(); ++i) {
      const UnknownFinding& finding = result->unknowns[i];
      EXPECT_EQ(finding.path, asked[i]);
      EXPECT_GE(finding.at_kind, finding.at_harsh) << finding.path;
      const std::vector<std::string> range = unknown_range(proposal.design(), finding.path);
      EXPECT_NE(std::find(range.begin(), range.end(), finding.kind_value), range.end());
      EXPECT_NE(std::find(range.begin(), range.end(), finding.harsh_value), range.end());
      if (!finding.last_good) continue;
      EXPECT_GE(finding.at_kind, finding.threshold);
      EXPECT_LT(finding.at_harsh, finding.threshold);
      EXPECT_GE(finding.at_last_good, finding.threshold);
    }
    EXPECT_TRUE(result->kind.design().unknowns().empty());
    EXPECT_TRUE(result->harsh.design().unknowns().empty());
    EXPECT_GE(speed(result->kind), speed(result->harsh));
  }
  EXPECT_TRUE(find(first, kState).by_area);
  EXPECT_TRUE(find(found, kLatency).last_good.has_value());
}

}  // namespace
}  // namespace skeptic
