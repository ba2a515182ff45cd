// Every axis in the review: its row of the table, and the paragraph of one that hurts.
#include <gtest/gtest.h>

#include <algorithm>

#include "review/review.h"
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

  /// Paragraphs, and rows of tables with their cells between bars.
  static std::vector<std::string> said(const CaseFile& file) {
    Evidence evidence(*laboratory_);
    Section section{"", {}};
    say_axes(section, file, evidence);
    const auto text_of = [&](const Sentence& sentence) {
      std::string text;
      for (const Piece& piece : sentence.pieces) {
        if (const auto* words = std::get_if<std::string>(&piece)) text += *words;
        if (const auto* quoted = std::get_if<Quoted>(&piece)) text += quoted->text;
        if (const auto* ref = std::get_if<Ref>(&piece)) text += evidence.records()[ref->record].text;
      }
      return text;
    };
    std::vector<std::string> lines;
    for (const Block& block : section.blocks) {
      if (const auto* paragraph = std::get_if<Paragraph>(&block)) lines.push_back(text_of(paragraph->text));
      if (const auto* table = std::get_if<Table>(&block))
        for (const std::vector<Sentence>& row : table->rows) {
          std::string line;
          for (const Sentence& cell : row) line += (line.empty() ? "" : " | ") + text_of(cell);
          lines.push_back(line);
        }
    }
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
  const std::vector<std::string> lines = said(*measured_);
  for (const AxisFinding& finding : measured_->axes) {
    const bool row = std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
      return line.starts_with(std::string(finding.axis->title)) && std::count(line.begin(), line.end(), '|') == 5;
    });
    EXPECT_EQ(row, finding.plan.spared.empty()) << finding.axis->name;
    EXPECT_EQ(lines.front().find(std::string(finding.axis->name)) != std::string::npos, !finding.plan.spared.empty()) << finding.axis->name;
  }
}

TEST_F(AxesOfAReview, ARowSaysWhereItHolds) {
  CaseFile file = *measured_;
  file.axes = {falling("switch-cost", {{0, 1.5}, {2, 1.2}, {4, 0.5}, {16, 1.1}})};
  EXPECT_EQ(said(file)[1], "Switching in mid-layer | 1.50× | 0.50× at 4 cycles | up to 0 cycles | up to 2 cycles, again at 16 cycles | ");
  file.axes = {falling("switch-cost", {{0, 0.9}, {2, 1.4}, {4, 1.4}})};
  EXPECT_EQ(said(file)[1],
            "Switching in mid-layer | 0.90× | 0.90× at 0 cycles | not at first, again at 2 cycles | not at first, again at 2 cycles | ");
  file.axes = {falling("switch-cost", {{0, 0.9}, {2, 0.8}})};
  EXPECT_EQ(said(file)[1], "Switching in mid-layer | 0.90× | 0.80× at 2 cycles | nowhere | nowhere | ");
  file.axes = {falling("switch-cost", {{0, 1.4}, {2, 1.3}})};
  EXPECT_EQ(said(file)[1], "Switching in mid-layer | 1.40× | 1.30× at 2 cycles | everywhere | everywhere | ");
}

TEST_F(AxesOfAReview, WhatHurtsMostHasAParagraphAndWhatHardlyHurtsHasNone) {
  CaseFile file = *measured_;
  file.axes = {falling("switch-cost", {{0, 1.5}, {2, 1.2}, {4, 0.5}}), falling("dram-bandwidth", {{100, 1.5}, {120, 1.4}})};
  const std::vector<std::string> lines = said(file);
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(
      lines.back(),
      "Switching in mid-layer. The claim holds up to 0 cycles (1.50×) and breaks at 2 cycles (1.20×). Your lead over the baseline holds up to 2 "
      "cycles (1.20×) and breaks at 4 cycles (0.50×). To lift this, show that the selectors change in the shadow of a step, or choose larger "
      "units.");
}

// Measured inputs at 1 to 3 points, and the claim breaks at 2.
TEST_F(AxesOfAReview, WhatBreaksAmongMeasuredInputsIsSaidToBreakThere) {
  CaseFile file = *measured_;
  file.axes = {falling("input-variance", {{0, 1.5}, {2, 1.29}})};
  file.axes.front().real = RealRange{1, 3};
  RealInputs inputs;
  inputs.network = "shapes-cnn";
  file.real = {inputs};
  const std::string last = said(file).back();
  EXPECT_NE(last.find("Measured inputs (shapes-cnn) lie from 1 to 3 points. It breaks among them; to lift this, report the speed-up of every input"),
            std::string::npos)
      << last;
  file.axes.front().real = RealRange{0.5, 1.5};
  EXPECT_NE(said(file).back().find("It does not break among them."), std::string::npos);
}

}  // namespace
}  // namespace skeptic
