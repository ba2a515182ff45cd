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
            "          1        2\n"
            "      1.50x    1.50x\n"
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

}  // namespace
}  // namespace skeptic
