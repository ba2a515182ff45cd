// The least latency of a run-time choice as gates: by hand from the shipped table, at a node and a clock.
#include "cost/decision_path.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "cost/designs.h"

namespace skeptic {
namespace {

/// The fewest FO4 delays of a component in any library.
double least_fo4(const std::string& component) {
  double least = 1e9;
  for (const TableResult& row : shipped_synthesis().results)
    if (row.component == component) least = std::min(least, row.delay / shipped_synthesis().library(row.library)->units.fo4);
  return least;
}

// At 45 nm and 1 GHz: the selector of 4:8 takes 20.8 delays of 25.8 ps, 0.54 ns, one cycle; the policy 71.1, 1.83 ns, two, and one more for its
// second edge.
TEST(DecisionPath, IsTheSlowestSelectorAndThePolicy) {
  const auto path = decision_path(dynamic_four_of_eight(), load_technology(45));
  ASSERT_TRUE(path);
  ASSERT_EQ(path->steps.size(), 2U);
  EXPECT_EQ(path->steps[0].module, "selector of 4:8");
  EXPECT_NEAR(path->steps[0].fo4, least_fo4(kSelector4Of8), 1e-9);
  EXPECT_NEAR(path->steps[0].fo4, 20.8, 0.05);
  EXPECT_NEAR(path->steps[0].nanoseconds, 0.537, 0.001);
  EXPECT_EQ(path->steps[0].cycles, 1);
  EXPECT_EQ(path->steps[1].module, "policy_energy");
  EXPECT_NEAR(path->steps[1].fo4, least_fo4("policy_energy ELEMENTS=16 BITS=16 ABSOLUTE=1 TESTED=2 PATTERN_BITS=2 SUM_BITS=42"), 1e-9);
  EXPECT_EQ(path->steps[1].cycles, 3);
  EXPECT_EQ(path->cycles(), 4);
  EXPECT_EQ(path->stated, 15);
  EXPECT_FALSE(path->stated_too_short());
  EXPECT_NEAR(path->nanoseconds(), path->depth() * 0.025802, 1e-9);
  EXPECT_EQ(path->confidence(), Confidence::B);
  EXPECT_EQ(path->text(), "selector of 4:8, 20.8 FO4 delays, 0.537 ns, 1 cycle; then policy_energy, 71.1 FO4 delays, 1.833 ns, 3 cycles");
}

TEST(DecisionPath, ShortensWithTheClockAndTellsWhatIsTooShort) {
  ResolvedDesign design = dynamic_four_of_eight();
  design.activations.decide->latency = 3;
  EXPECT_TRUE(decision_path(design, load_technology(45))->stated_too_short());
  design.activations.decide->latency = 4;
  EXPECT_FALSE(decision_path(design, load_technology(45))->stated_too_short());
  design.clock = Rational(100'000'000);  // one cycle each, and the policy's second edge
  EXPECT_EQ(decision_path(design, load_technology(45))->cycles(), 3);
  design.clock = Rational(4'000'000'000);  // 0.537 and 1.833 ns: 3 and 8
  EXPECT_EQ(decision_path(design, load_technology(45))->cycles(), 3 + 8 + 1);
}

TEST(DecisionPath, CoverHasOneEdgeAndOtherParametersAreLessSure) {
  ResolvedDesign design = dynamic_four_of_eight();
  design.activations.decide->policy = {PolicyKind::Cover, {}};
  EXPECT_EQ(decision_path(design, load_technology(45))->cycles(), 2);
  design.activations.bits = 12;
  const auto path = decision_path(design, load_technology(45));
  EXPECT_EQ(path->confidence(), Confidence::C);
  EXPECT_NE(path->steps[0].source.find("by its structure from selector"), std::string::npos);
  EXPECT_LT(path->steps[0].fo4, least_fo4(kSelector4Of8));
}

TEST(DecisionPath, OnlyAConsumersChoiceHasOne) {
  ResolvedDesign design = dynamic_four_of_eight();
  design.activations.decide->by = DecideBy::Producer;
  EXPECT_FALSE(decision_path(design, load_technology(45)));
  design.activations.decide->by = DecideBy::Consumer;
  design.activations.patterns = {parse_pattern("2:8")};
  EXPECT_FALSE(decision_path(design, load_technology(45)));
  EXPECT_FALSE(decision_path(two_of_four(), load_technology(45)));
}

// The technology tables have the units of the library of their node; between them a NAND is scaled as other logic, and a delay lies on a line.
TEST(Cells, OfANodeAreItsLibrarys) {
  for (const auto& [node, library] : {std::pair{45, "NangateOpenCellLibrary"}, std::pair{7, "asap7sc7p5t_SIMPLE_RVT_TT_nldm_211120"}}) {
    const LibraryUnits& units = shipped_synthesis().library(library)->units;
    const Technology technology = load_technology(node);
    EXPECT_NEAR(technology.nand2.value * 1e6, units.nand2_area, 1e-9);
    EXPECT_NEAR(technology.fo4.value * 1e9, units.fo4, 1e-9);
  }
  for (const auto& [node, factor] : {std::pair{32, 0.46}, std::pair{22, 0.2517}}) {
    EXPECT_NEAR(load_technology(node).nand2.value * 1e6, 0.798 * factor, 1e-9);
    EXPECT_NEAR(load_technology(node).fo4.value * 1e9, node_units(shipped_synthesis(), node).fo4, 1e-6);
  }
}

}  // namespace
}  // namespace skeptic
