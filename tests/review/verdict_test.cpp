// The rule of docs/verdict.md, branch by branch, on case files whose numbers are set by hand.
#include <gtest/gtest.h>

#include "base/file.h"
#include "review/review.h"
#include "review/said.h"
#include "stress/proposals.h"

namespace skeptic {
namespace {

class VerdictRule : public testing::Test {
 protected:
  /// One that was measured, for the designs and the setting; every number that the rule reads is set by the tests.
  static void SetUpTestSuite() {
    laboratory_ = new Laboratory;
    measured_ = new CaseFile(investigate(*laboratory_, {example("dynamic-4of8"), static_2to4(), one_layer(), true, true}));
  }
  static void TearDownTestSuite() {
    delete measured_;
    delete laboratory_;
  }

  /// Gains by denominator; the gain of the best Twist, if there is one.
  static CaseFile with(std::vector<double> gains, std::optional<double> twist, bool accuracy_unchanged) {
    CaseFile file = *measured_;
    file.equal_area.gains.clear();
    for (std::size_t i = 0; i < gains.size(); ++i) {
      AreaGain gain = measured_->equal_area.gains.front();
      gain.denominator = kDenominators[i].denominator;
      gain.gain = gains[i];
      file.equal_area.gains.push_back(gain);
    }
    file.twist.gain = gains.size() > 1 ? gains[1] : gains[0];
    file.twist.trials.clear();
    if (twist) file.twist.trials.push_back({&twist_table().front(), file.contest.proposal, 1000, *twist, *twist, 0.1, 0});
    file.accuracy_unchanged = accuracy_unchanged;
    // What else decides decides nothing here.
    file.other_gains = {{}, 2, 2};
    file.axes.clear(), file.measured_inputs.clear(), file.twist_hardest.reset();
    return file;
  }

  struct Said {
    Judgement judgement;
    bool depends;
    std::string text;
    bool says(const std::string& words) const { return text.find(words) != std::string::npos; }
  };
  static Said judged(const CaseFile& file) {
    Evidence evidence(*laboratory_);
    const Verdict verdict = judge(file, evidence);
    return {verdict.judgement, verdict.depends_on_denominator, text_of(evidence.records(), verdict.because)};
  }

  static Laboratory* laboratory_;
  static CaseFile* measured_;
};
Laboratory* VerdictRule::laboratory_ = nullptr;
CaseFile* VerdictRule::measured_ = nullptr;

TEST_F(VerdictRule, PursueWhereItWinsEverywhereAndDropsNothing) {
  const Said said = judged(with({1.2, 1.4}, std::nullopt, true));
  EXPECT_EQ(said.judgement, Judgement::Pursue);
  EXPECT_FALSE(said.depends);
  EXPECT_TRUE(said.says("1.20×")) << said.text;
}

TEST_F(VerdictRule, FixWhereAccuracyIsUnproven) {
  const Said said = judged(with({1.2, 1.4}, 3.0, false));
  EXPECT_EQ(said.judgement, Judgement::Fix);
  EXPECT_TRUE(said.says("accuracy unproven")) << said.text;
  EXPECT_TRUE(said.says("1.20×")) << said.text;
}

TEST_F(VerdictRule, FixWhereTheDenominatorDecidesAndSaysSo) {
  for (const bool unchanged : {true, false}) {
    const Said said = judged(with({0.85, 1.02, 1.25}, 3.0, unchanged));
    EXPECT_EQ(said.judgement, Judgement::Fix);
    EXPECT_TRUE(said.depends);
    EXPECT_TRUE(said.says("depends on the denominator") && said.says("0.85× under arrays,") && said.says("1.25× under chip")) << said.text;
  }
}

TEST_F(VerdictRule, FixWhereTheTwistSavesIt) {
  const Said said = judged(with({0.8, 1.0}, 1.3, true));
  EXPECT_EQ(said.judgement, Judgement::Fix);
  EXPECT_FALSE(said.depends);
  EXPECT_TRUE(said.says("with the Twist (slack queues) at 1.30×, and no lower than 1.30× under any denominator") && said.says("1.00×")) << said.text;
}

TEST_F(VerdictRule, KillWhereNothingHelps) {
  const Said none = judged(with({0.7, 0.9}, std::nullopt, true));
  EXPECT_EQ(none.judgement, Judgement::Kill);
  EXPECT_TRUE(none.says("0.90×") && none.says("no change that I tried helps")) << none.text;
  const Said little = judged(with({0.7, 0.9}, 1.04, true));
  EXPECT_EQ(little.judgement, Judgement::Kill);
  EXPECT_TRUE(little.says("the best change that I tried reaches 1.04×")) << little.text;
  EXPECT_FALSE(none.depends || little.depends);
}

TEST_F(VerdictRule, ATwistCountsWithItsHardestDenominator) {
  CaseFile file = with({0.8, 1.0}, 1.3, true);
  file.twist_hardest = file.equal_area.gains.front();
  file.twist_hardest->gain = 0.9;
  const Said said = judged(file);
  EXPECT_EQ(said.judgement, Judgement::Kill);
  EXPECT_TRUE(said.says("which reaches 1.30×, is at 0.90× under arrays: the area of dynamic 4:8 will never justify deployment.")) << said.text;
  file.other_gains.power = 0.75;
  const Said hungry = judged(file);
  EXPECT_TRUE(hungry.says("the area and the power of dynamic 4:8 (0.75× at equal peak power) will never justify deployment.")) << hungry.text;
  file.twist_hardest->gain = kWorthwhile;
  EXPECT_EQ(judged(file).judgement, Judgement::Fix);
}

TEST_F(VerdictRule, ATwistThatDropsTooMuchOrHardlyHelpsIsNone) {
  CaseFile file = with({0.7, 0.9}, 2.0, true);
  file.twist.trials.front().comparable = false;
  EXPECT_EQ(judged(file).judgement, Judgement::Kill);
  EXPECT_EQ(judged(with({1.04, 1.049}, 1.055, true)).judgement, Judgement::Kill) << "half a percent over the unchanged proposal";
}

TEST_F(VerdictRule, SaysWhichRuleFiredAndWhetherTheAreasDecide) {
  const auto verdict = [](const CaseFile& file) {
    Evidence evidence(*laboratory_);
    return judge(file, evidence);
  };
  CaseFile file = with({1.2, 1.4}, std::nullopt, true);
  EXPECT_EQ(verdict(file).rule, "gain");
  EXPECT_FALSE(verdict(file).flips());
  file.other_gains.intervals = {{Denominator::Arrays, {0.9, 1.3}}, {Denominator::ArraysAndBuffers, {1.0, 1.5}}};
  const Verdict found = verdict(file);
  EXPECT_TRUE(found.flips());
  EXPECT_EQ(found.judgement, Judgement::Pursue);
  EXPECT_EQ(found.at_low, Judgement::Kill);
  EXPECT_EQ(found.at_high, Judgement::Pursue);
  file = with({0.9, 1.0}, std::nullopt, true);
  file.other_gains.intervals = {{Denominator::Arrays, {0.8, 0.95}}, {Denominator::ArraysAndBuffers, {0.9, 1.1}}};
  EXPECT_EQ(verdict(file).at_high, Judgement::Fix) << "the denominator decides there";
}

TEST_F(VerdictRule, WhatElseIsHeldEqualDecidesToo) {
  CaseFile file = with({1.2, 1.4}, std::nullopt, true);
  file.other_gains.power = 0.9;
  EXPECT_EQ(judged(file).judgement, Judgement::Fix);
  EXPECT_TRUE(judged(file).says("at equal peak power you are at 0.90×")) << judged(file).text;
  file.other_gains = {{}, 1.1, 0.8};
  EXPECT_TRUE(judged(file).says("in energy times time you are at 0.80×")) << judged(file).text;
}

TEST_F(VerdictRule, AnAxisThatBreaksAmongMeasuredInputsKeepsItFromBeingPursued) {
  CaseFile file = with({1.2, 1.4}, std::nullopt, true);
  AxisFinding finding;
  finding.axis = &axis("activation-density");
  finding.real = RealRange{30, 60};
  finding.curves.emplace_back();
  finding.curves.back().even = {.threshold = 1, .kind = Break::Between, .last_good = 49, .first_bad = 50};
  file.axes = {finding};
  EXPECT_EQ(judged(file).judgement, Judgement::Fix);
  EXPECT_TRUE(judged(file).says("on activation-density.")) << judged(file).text;
  file.axes.front().curves.back().even.first_bad = 61;
  EXPECT_EQ(judged(file).judgement, Judgement::Pursue);
}

TEST_F(VerdictRule, NetworksThatRanSayWhetherTheAnswersHold) {
  const auto answers = [](double whole, double baseline, double proposal) {
    CaseFile file = with({1.2, 1.4}, std::nullopt, false);
    MeasuredInputs ran{file.measured, {}};
    ran.comparison.proposal_batches = ran.comparison.baseline_batches = {100};
    const auto of_thousand = [](double share) { return Accuracy{static_cast<std::int64_t>(1000 * share + 0.5), 1000}; };
    ran.whole = of_thousand(whole), ran.baseline = of_thousand(baseline), ran.proposal = of_thousand(proposal);
    file.measured_inputs = {ran};
    return facts_of(file).answers;
  };
  EXPECT_EQ(answers(0.95, 0.94, 0.93), Answers::Held);
  EXPECT_EQ(answers(0.95, 0.94, 0.91), Answers::Worse);
  EXPECT_EQ(answers(0.95, 0.23, 0.26), Answers::Unproven) << "the baseline's own pruning breaks it";
}

TEST_F(VerdictRule, TheTailIsWhatNinetyNineOfAHundredInputsReach) {
  CaseFile file = with({1.2, 1.4}, std::nullopt, true);
  MeasuredInputs ran{file.measured, {}};
  ran.comparison.proposal_batches.assign(200, 100), ran.comparison.baseline_batches.assign(200, 150);
  for (int slow = 0; slow < 2; ++slow) ran.comparison.proposal_batches[static_cast<std::size_t>(7 * slow)] = 300;
  const double clocks = ran.comparison.speedups().front() * 3.0 / 1.5;  // both at the baseline's pace
  file.measured_inputs = {ran};
  EXPECT_EQ(judged(file).judgement, Judgement::Pursue) << "two of two hundred may be slower";
  ran.comparison.proposal_batches[50] = 300;
  file.measured_inputs = {ran};
  EXPECT_DOUBLE_EQ(*facts_of(file).tail, clocks / 2);
  EXPECT_EQ(judged(file).judgement, Judgement::Fix);
}

TEST_F(VerdictRule, TheBorderIsWorthwhile) {
  EXPECT_EQ(judged(with({kWorthwhile}, std::nullopt, true)).judgement, Judgement::Pursue);
  EXPECT_EQ(judged(with({kWorthwhile - 1e-9}, std::nullopt, true)).judgement, Judgement::Kill);
  EXPECT_TRUE(judged(with({kWorthwhile - 1e-9, kWorthwhile}, std::nullopt, true)).depends);
  EXPECT_EQ(judged(with({0.5}, kWorthwhile, true)).judgement, Judgement::Fix);
}

TEST_F(VerdictRule, OrderOfDenominatorsDoesNotMatter) {
  EXPECT_TRUE(judged(with({1.3, 0.9}, std::nullopt, true)).depends);
  EXPECT_EQ(judged(with({1.3, 1.1}, std::nullopt, true)).judgement, Judgement::Pursue);
}

TEST_F(VerdictRule, TheClaimDecidesNothing) {
  for (const double claimed : {0.5, 1.0, 100.0}) {
    CaseFile file = with({1.2, 1.4}, std::nullopt, true);
    file.claimed = claimed;
    EXPECT_EQ(judged(file).judgement, Judgement::Pursue);
  }
}

// However fast it is: a structure that the library has is no paper, and of a copy nothing is left to mend.
TEST_F(VerdictRule, WhatTheLibraryHasIsNeverPursued) {
  for (const auto& [how, best, words] : {std::tuple{Sameness::Renamed, Judgement::Kill, "under another name: not a paper. At equal area"},
                                         {Sameness::Resized, Judgement::Fix, "with other numbers: not a paper. At equal area"},
                                         {Sameness::Itself, Judgement::Fix, "itself: prior art, and no proposal. At equal area"}}) {
    CaseFile file = with({1.2, 1.4}, std::nullopt, true);
    file.prior.same = SameStructure{{0}, {}, how};
    const Said said = judged(file);
    EXPECT_EQ(said.judgement, best) << words;
    EXPECT_TRUE(said.text.starts_with("This is " + file.prior.library[0].name) && said.says(words)) << said.text;
    file.accuracy_unchanged = false;
    EXPECT_FALSE(judged(file).says("pursue"));
    CaseFile slow = with({0.7, 0.9}, std::nullopt, true);
    slow.prior.same = file.prior.same;
    EXPECT_EQ(judged(slow).judgement, Judgement::Kill);
  }
}

TEST_F(VerdictRule, IsWrittenDownWithItsThreshold) {
  const std::string document = read_file(SKEPTIC_SOURCE "/docs/verdict.md");
  EXPECT_EQ(kWorthwhile, 1.05);
  EXPECT_NE(document.find("**1.05×**"), std::string::npos);
  for (const char* word : {"**pursue**", "**fix**", "**kill**"})  // the rules themselves: rules_test.cpp
    EXPECT_NE(document.find(word), std::string::npos) << word;
  for (const DenominatorRow& row : kDenominators) EXPECT_NE(document.find("| `" + std::string(row.key) + "` |"), std::string::npos) << row.key;
}

/// The mission's example: +200 KiB of state and 15 cycles a tile are simulated and paid for, not looked for.
TEST_F(VerdictRule, StateAndLatencyCountOnlyThroughWhatTheyCost) {
  const auto found = [&](const char* state, const char* latency) {
    const Subject proposal =
        example("dynamic-4of8").with("operands.activations.decide.state", state).with("operands.activations.decide.latency", latency);
    return equal_area(*laboratory_, {proposal, static_2to4()}, one_layer());
  };
  const EqualArea written = found("200 KiB", "15 cycles"), larger = found("8 MiB", "15 cycles"), slower = found("200 KiB", "1500 cycles");
  EXPECT_EQ(written.gains.size(), 2U);
  EXPECT_LT(larger.gains[1].gain, written.gains[1].gain);
  EXPECT_LT(slower.gains[1].gain, written.gains[1].gain);
  EXPECT_EQ(larger.speedup_over_strongest, written.speedup_over_strongest) << "state takes no time";
  // Judged as measured, each: the same numbers by hand give the same verdicts, whatever the file says.
  for (const EqualArea* area : {&written, &larger, &slower}) {
    CaseFile file = *measured_;
    file.equal_area = *area;
    CaseFile copy = with({area->gains[0].gain, area->gains[1].gain}, std::nullopt, file.accuracy_unchanged);
    copy.twist = file.twist;
    EXPECT_EQ(judged(file).judgement, judged(copy).judgement);
  }
}

TEST(Accuracy, IsTheBaselinesOnlyWhereNothingIsDroppedAndTheWeightsFollowOnePattern) {
  Laboratory laboratory;
  const auto unchanged = [&](const Subject& proposal) {
    return investigate(laboratory, {proposal, static_2to4(), one_layer(), true, true}).accuracy_unchanged;
  };
  EXPECT_TRUE(unchanged(example("two-sided")));      // skips zeros alone
  EXPECT_FALSE(unchanged(example("only-4of8")));     // other weights
  EXPECT_FALSE(unchanged(example("dynamic-4of8")));  // drops
  EXPECT_TRUE(unchanged(example("dynamic-4of8").with("operands.activations.decide.policy", "cover")));
}

}  // namespace
}  // namespace skeptic
