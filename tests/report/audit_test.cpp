// The assumption audit as text and as JSON, of an audit whose numbers are given.
#include "report/audit.h"

#include <gtest/gtest.h>

#include "stress/proposals.h"

namespace skeptic {
namespace {

Audit given() {
  const Trial trial{{example("dynamic-4of8"), static_2to4()}, resnet20()};
  Audit audit{.start = trial, .note = "20 layers", .claimed = 1.6, .speedup = 1.2};
  const double alone[] = {1.2, 1.3, 0.8, 1.2}, together[] = {1.2, 1.3, 0.9, 0.8};
  const Dependence is[] = {Dependence::Unused, Dependence::Broken, Dependence::Needed, Dependence::Even};
  for (std::size_t i = 0; i < assumptions().size(); ++i)
    audit.findings.push_back({.row = &assumptions()[i],
                              .alone = trial,
                              .together = trial,
                              .speedup_alone = alone[i],
                              .speedup_together = together[i],
                              .proposal_slower = 1.5,
                              .dependence = is[i]});
  audit.at_equal_area = 0.4;
  return audit;
}

TEST(AuditText, IsAWaterfallThatSaysWhoNeedsWhat) {
  EXPECT_EQ(audit_text(given(), false),
            "\nHidden assumptions  (taken away one by one, and together with those above)\n"
            "  on 20 layers\n"
            "                                alone together\n"
            "  claimed                                1.60x  ████████████████████████████████\n"
            "  as stated                              1.20x  ████████████████████████\n"
            "  without weight-permutation    1.20x    1.20x  ████████████████████████  nobody assumes it\n"
            "  without known-dimensions      1.30x    1.30x  ██████████████████████████  the idea breaks it\n"
            "  without free-sparsity         0.80x    0.90x  ██████████████████  the claim needs it\n"
            "  without large-batch           1.20x    0.80x  ████████████████  both alike\n"
            "  all gone, at equal area                0.40x  ████████\n"
            "    known-dimensions: one tile for all layers; the proposal then takes 1.50x the cycles, the baseline 1.00x\n"
            "    free-sparsity: no activation is zero, and a mask marks what is skipped; the proposal then takes 1.50x the\n"
            "      cycles, the baseline 1.00x\n"
            "    large-batch: inputs come one by one; the proposal then takes 1.50x the cycles, the baseline 1.00x\n"
            "    the idea breaks known-dimensions: without it the speed-up is larger, so the baseline leans on it more\n"
            "    the claim needs free-sparsity: say so beside every number\n");
}

TEST(AuditJson, HasEveryAssumptionWithTheCommandsThatRepeatIt) {
  const Json json = audit_json(given());
  ASSERT_EQ(json["assumptions"].size(), 4u);
  EXPECT_EQ(json["assumptions"][2]["assumption"], "free-sparsity");
  EXPECT_EQ(json["assumptions"][2]["is"], "needed");
  EXPECT_EQ(json["assumptions"][2]["speedup_together"], 0.9);
  EXPECT_EQ(json["assumptions"][2]["command_alone"], json["command"]);
  EXPECT_EQ(json["gain_at_equal_area"], 0.4);
}

}  // namespace
}  // namespace skeptic
