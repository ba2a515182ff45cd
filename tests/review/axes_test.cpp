// Every axis in the review: its row of the table, and the paragraph of one that hurts.
#include <gtest/gtest.h>

#include <algorithm>

#include "review/objection.h"
#include "review/review.h"
#include "review/said.h"
#include "stress/proposals.h"

namespace skeptic {
namespace {

class AxesOfAReview : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    laboratory_ = new Laboratory;
    ReviewRequest request{example("dynamic-4of8"), static_2to4(), one_layer(), true, true};
    request.accuracy_on.clear();
    measured_ = new CaseFile(investigate(*laboratory_, request));
  }
  static void TearDownTestSuite() {
    delete measured_;
    delete laboratory_;
  }

  /// The rows of the table.
  static std::vector<std::string> rows(const CaseFile& file) {
    Evidence evidence(*laboratory_);
    Section section{"", {}};
    detail_axes(section, file, evidence);
    return lines_of(evidence.records(), {section.details.back()});
  }
  /// The objections, with what it would take to survive them.
  static std::vector<std::string> said(const CaseFile& file) {
    Evidence evidence(*laboratory_);
    std::vector<std::string> lines;
    for (const Objection& one : of_axes(file, evidence)) lines.push_back(text_of(evidence.records(), one.whole()));
    return lines;
  }

  /// An axis with one way, of whose places it holds up to the claim's and the baseline's break.
  static AxisFinding falling(const char* name, const std::vector<std::pair<std::int64_t, double>>& curve) {
    AxisFinding finding;
    finding.axis = &axis(name);
    finding.curves.emplace_back();
    for (const auto& [x, result] : curve) {
      CurvePoint point;
      point.x = x, point.result = result;
      point.trial = Trial{measured_->contest, measured_->setting};
      finding.plan.samples.push_back(x);
      finding.curves.front().points.push_back(point);
    }
    const auto result = [&](std::int64_t x) { return finding.curves.front().at(x)->result; };
    finding.curves.front().claim = find_break(finding.plan.samples, false, 1.3, result);
    finding.curves.front().even = find_break(finding.plan.samples, false, 1, result);
    return finding;
  }

  static Laboratory* laboratory_;
  static CaseFile* measured_;
};

Laboratory* AxesOfAReview::laboratory_ = nullptr;
CaseFile* AxesOfAReview::measured_ = nullptr;

TEST_F(AxesOfAReview, AllAreThere) {
  ASSERT_EQ(measured_->axes.size(), axes().size());
  const std::vector<std::string> lines = rows(*measured_);
  for (const AxisFinding& finding : measured_->axes) {
    const bool row = std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
      return line.starts_with(std::string(finding.axis->title)) && std::count(line.begin(), line.end(), '|') == 4;
    });
    EXPECT_EQ(row, finding.plan.spared.empty()) << finding.axis->name;
  }
  EXPECT_NE(said(*measured_).back().find("dynamic 4:8 has nothing to vary in uneven output channels, load balancing and banks and ports."),
            std::string::npos)
      << said(*measured_).back();
}

TEST_F(AxesOfAReview, ARowSaysWhereItHolds) {
  CaseFile file = *measured_;
  file.axes = {falling("switch-cost", {{0, 1.5}, {2, 1.2}, {4, 0.5}, {16, 1.1}})};
  EXPECT_EQ(rows(file).front(),
            "Switching in mid-layer | 1.50× | 0.50× at 4 cycles | up to 0 cycles (1.50×) | up to 2 cycles (1.20×), again at 16 cycles (1.10×)");
  file.axes = {falling("switch-cost", {{0, 0.9}, {2, 1.4}, {4, 1.4}})};
  EXPECT_EQ(rows(file).front(),
            "Switching in mid-layer | 0.90× | 0.90× at 0 cycles | not at first, again at 2 cycles (1.40×) | not at first, again at 2 cycles (1.40×)");
  file.axes = {falling("switch-cost", {{0, 0.9}, {2, 0.8}})};
  EXPECT_EQ(rows(file).front(), "Switching in mid-layer | 0.90× | 0.80× at 2 cycles | nowhere | nowhere");
  file.axes = {falling("switch-cost", {{0, 1.4}, {2, 1.3}})};
  EXPECT_EQ(rows(file).front(), "Switching in mid-layer | 1.40× | 1.30× at 2 cycles | everywhere | everywhere");
}

TEST_F(AxesOfAReview, WhatBreaksIsAnObjectionAndWhatHoldsIsNone) {
  CaseFile file = *measured_;
  file.switches.clear();
  file.axes = {falling("switch-cost", {{0, 1.5}, {2, 1.2}, {4, 0.5}}), falling("dram-bandwidth", {{100, 1.5}, {120, 1.4}})};
  EXPECT_EQ(said(file),
            (std::vector<std::string>{
                "Switching in mid-layer: the claim holds up to 0 cycles (1.50×), breaks at 2 cycles (1.20×); your lead over the baseline holds up to "
                "2 cycles (1.20×), breaks at 4 cycles (0.50×); to hold beyond 2 cycles, show that the selectors change in the shadow of a step, or "
                "choose larger units.",
                "You are nowhere behind along DRAM bandwidth (1.40× at 120 %)."}));
}

// Behind the baseline from the start: the claim's matter, unless the axis takes a tenth more. And less than two per cent below is even.
TEST_F(AxesOfAReview, WhatChangesLittleIsNoObjection) {
  CaseFile file = *measured_;
  file.axes = {falling("decision-rate", {{1, 0.9}, {4, 0.85}})};
  EXPECT_EQ(said(file), std::vector<std::string>{""});
  file.axes = {falling("decision-rate", {{1, 0.9}, {4, 0.8}})};
  EXPECT_EQ(said(file).front(),
            "Rate of the decision: your lead over the baseline is missing from the start, and 0.90× at 1 cycle a unit falls to 0.80× at 4 cycles a "
            "unit; to survive it, reach 1.30× at 1 cycle a unit, and show deciders side by side that keep this rate, and their area.");
  file.axes = {falling("scale", {{1, 1.01}, {2, 0.99}})};
  EXPECT_EQ(said(file).front(), "You are hardly behind anywhere along scale to 400 TOPS (0.99× at 2 arrays).");
}

// Measured inputs at 1 to 3 points, and the claim breaks at 2.
TEST_F(AxesOfAReview, WhatBreaksAmongMeasuredInputsIsSaidToBreakThereAndComesFirst) {
  CaseFile file = *measured_;
  file.axes = {falling("input-variance", {{0, 1.5}, {2, 1.29}})};
  file.axes.front().real = RealRange{1, 3};
  RealInputs inputs;
  inputs.network = "shapes-cnn";
  file.real = {inputs};
  EXPECT_EQ(
      said(file).front(),
      "Inputs that differ: the claim holds up to 0 points (1.50×), breaks at 2 points (1.29×); your lead over the baseline holds over the whole "
      "range, with 1.29× at 2 points as its worst; inputs of shapes-cnn lie from 1 to 3 points; it breaks among what was measured, so reach "
      "1.30× on all of it, and report the speed-up of every input, p50 and p99, and of a batch that waits for its slowest.");
  Evidence evidence(*laboratory_);
  EXPECT_LE(of_axes(file, evidence).front().left, 0.5);
  file.axes.front().real = RealRange{0.5, 1.5};
  EXPECT_EQ(said(file).front().find("it breaks among"), std::string::npos);
}

}  // namespace
}  // namespace skeptic
