// What the text of an axis says beside its curve.
#include "report/stress.h"

#include <gtest/gtest.h>

namespace skeptic {
namespace {

AxisFinding finding_with(std::vector<std::string> notes) {
  AxisFinding finding;
  finding.axis = &axis("scale");
  finding.plan.samples = {0, 1};
  finding.plan.names = {"1", "2"};
  AxisCurve curve;
  for (const std::int64_t x : finding.plan.samples) {
    CurvePoint point;
    point.x = x, point.result = 1.5;
    curve.points.push_back(point);
  }
  finding.curves = {curve};
  finding.notes = std::move(notes);
  return finding;
}

TEST(AxisText, NotesFollowTheCurve) {
  const std::string text = axis_text(finding_with({"one thing", std::string(60, 'a') + " " + std::string(60, 'b')}), {}, false);
  EXPECT_EQ(text,
            "\nScale to 400 TOPS  (scale: arrays on one DRAM channel, tiles dealt in turn, both designs with as many)\n"
            "    1 array  2 arrays\n"
            "      1.50x     1.50x\n"
            "    the claim of 1.00x holds over the whole range\n"
            "    one thing\n"
            "    " +
                std::string(60, 'a') + "\n      " + std::string(60, 'b') + "\n");
}

TEST(AxisJson, NotesAreAList) {
  const AxisCase of{{Subject::load("dense"), Subject::load("dense")}, {}, 1};
  EXPECT_EQ(stress_json(of, {finding_with({"one thing"})}, {}).at("axes").at(0).at("notes"), Json::array({"one thing"}));
  EXPECT_FALSE(stress_json(of, {finding_with({})}, {}).at("axes").at(0).contains("notes"));
}

// The lead holds at 0 and breaks at 2 points; inputs lie from 1 to 3, or end half a point before it.
TEST(AxisText, TheMarginIsFromTheLastInputToTheBreak) {
  AxisFinding finding = finding_with({});
  finding.axis = &axis("input-variance");
  finding.plan.samples = {0, 2}, finding.plan.names.clear();
  AxisCurve& curve = finding.curves.front();
  curve.points[1].x = 2, curve.points[1].result = 0.9;
  curve.claim = curve.even = {.threshold = 1, .kind = Break::Between, .last_good = 0, .first_bad = 2};
  finding.real = RealRange{1, 3};
  EXPECT_EQ(finding.margin(), -1);
  EXPECT_NE(axis_text(finding, {}, false).find("lie from 1 to 3 points: it breaks at or below what was measured, 1 points before its end\n"),
            std::string::npos)
      << axis_text(finding, {}, false);
  finding.real = RealRange{0.25, 1.5};
  EXPECT_EQ(finding.margin(), 0.5);
  EXPECT_NE(axis_text(finding, {}, false).find("lie from 0.25 to 1.5 points, 0.5 points before it breaks\n"), std::string::npos);
  const AxisCase of{{Subject::load("dense"), Subject::load("dense")}, {}, 1};
  EXPECT_EQ(stress_json(of, {finding}, {}).at("axes").at(0).at("measured").at("margin"), 0.5);
  curve.claim = curve.even = {.threshold = 1, .kind = Break::Never};
  EXPECT_FALSE(finding.margin());
}

}  // namespace
}  // namespace skeptic
