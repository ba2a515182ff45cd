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

int cycles_at_45(double fo4, double gigahertz) { return static_cast<int>(std::ceil(fo4 * 0.025802 * gigahertz)); }

// At 45 nm and 1 GHz: the selector of 4:8; then what a beat says and the trees above it, up to the first of the choice's edges; then the choice.
TEST(DecisionPath, IsTheSlowestSelectorAndThePolicy) {
  const auto path = decision_path(dynamic_four_of_eight(), load_technology(45));
  ASSERT_TRUE(path);
  ASSERT_EQ(path->steps.size(), 3U);
  EXPECT_EQ(path->steps[0].module, "selector of 4:8");
  EXPECT_NEAR(path->steps[0].fo4, least_fo4(kSelector4Of8), 1e-9);
  EXPECT_NEAR(path->steps[0].fo4, 20.8, 0.05);
  EXPECT_NEAR(path->steps[0].nanoseconds, 0.537, 0.001);
  EXPECT_EQ(path->steps[0].cycles, 1);
  EXPECT_EQ(path->steps[1].module, "energy_sums with 2 x sum_tree");
  const double sums = least_fo4("energy_sums ELEMENTS=16 BITS=16 ABSOLUTE=1 TESTED=2 SUM_BITS=36") +
                      least_fo4("sum_tree COUNT=16 WORDS=3 BITS=36 SUM_BITS=40") + least_fo4("sum_tree COUNT=4 WORDS=3 BITS=40 SUM_BITS=42"),
               choice = least_fo4("energy_choice TESTED=2 PATTERN_BITS=2 SUM_BITS=42");
  EXPECT_NEAR(path->steps[1].fo4, sums, 1e-9);
  EXPECT_EQ(path->steps[1].cycles, cycles_at_45(sums, 1));
  EXPECT_EQ(path->steps[2].module, "energy_choice");
  EXPECT_NEAR(path->steps[2].fo4, choice, 1e-9);
  EXPECT_EQ(path->steps[2].cycles, cycles_at_45(choice, 1));
  EXPECT_EQ(path->cycles(), 1 + cycles_at_45(sums, 1) + cycles_at_45(choice, 1));
  EXPECT_EQ(path->stated, 15);
  EXPECT_FALSE(path->stated_too_short());
  EXPECT_NEAR(path->nanoseconds(), path->depth() * 0.025802, 1e-9);
  EXPECT_EQ(path->confidence(), Confidence::B);
  EXPECT_TRUE(path->text().starts_with("selector of 4:8, 20.8 FO4 delays, 0.537 ns, 1 cycle; then energy_sums with 2 x sum_tree, ")) << path->text();
  EXPECT_EQ(path->rule, "of each module the fewest FO4 delays in any of the 5 libraries of Skeptic's shipped table");
}

TEST(DecisionPath, ShortensWithTheClockAndTellsWhatIsTooShort) {
  ResolvedDesign design = dynamic_four_of_eight();
  const std::int64_t least = decision_path(design, load_technology(45))->cycles();
  design.activations.decide->latency = least - 1;
  EXPECT_TRUE(decision_path(design, load_technology(45))->stated_too_short());
  design.activations.decide->latency = least;
  EXPECT_FALSE(decision_path(design, load_technology(45))->stated_too_short());
  design.clock = Rational(100'000'000);  // one cycle each: the selector, the sums, the choice
  EXPECT_EQ(decision_path(design, load_technology(45))->cycles(), 3);
  design.clock = Rational(4'000'000'000);
  std::int64_t cycles = 0;
  for (const DecisionStep& step : decision_path(design, load_technology(45))->steps) cycles += cycles_at_45(step.fo4, 4);
  EXPECT_EQ(decision_path(design, load_technology(45))->cycles(), cycles);
}

TEST(DecisionPath, CoverHasOneEdgeAndOtherParametersAreLessSure) {
  ResolvedDesign design = dynamic_four_of_eight();
  design.activations.decide->policy = {PolicyKind::Cover, {}};
  EXPECT_EQ(decision_path(design, load_technology(45))->cycles(), 2);
  EXPECT_EQ(decision_path(design, load_technology(45))->steps[1].module, "cover_losses with any_tree with cover_choice");
  design.activations.bits = 12;
  const auto path = decision_path(design, load_technology(45));
  EXPECT_EQ(path->confidence(), Confidence::C);
  EXPECT_NE(path->steps[0].source.find("by its structure from selector"), std::string::npos);
  EXPECT_LT(path->steps[0].fo4, least_fo4(kSelector4Of8));
}

// A library of one's own: its units stand for the node's, and its delays are all there are.
TEST(DecisionPath, OfALibraryThatWasGiven) {
  const LibraryUnits units{"mine", "INV", "NAND", "DFF", 1.5, 0.02, 0};
  ModuleSource source{[&](const RtlComponent& component) { return estimate(component, in_units(300, 0.9, 0, units, "made up")); },
                      "synthesised on mine"};
  const Technology technology = with_modules(load_technology(45), source, units);
  const auto path = decision_path(dynamic_four_of_eight(), technology);
  EXPECT_EQ(path->rule, "synthesised on mine");
  EXPECT_NEAR(path->steps[0].nanoseconds, 0.9, 1e-9);
  EXPECT_NEAR(path->steps[1].nanoseconds, 2.7, 1e-9);
  EXPECT_EQ(path->cycles(), 1 + 3 + 1);
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
  // The yardstick of the multiplier, whose energy and area are published.
  const Technology at_45 = load_technology(45);
  EXPECT_NEAR(at_45.toggle.value * 1e12, 0.2 / (397 / 0.798 * 0.28), 1e-6);
  EXPECT_NEAR(load_technology(7).toggle.value / at_45.toggle.value, 0.09431, 1e-9);
  EXPECT_NEAR(load_technology(22).toggle.value / at_45.toggle.value, 0.2941, 1e-9);
  for (const auto& [node, factor] : {std::pair{32, 0.46}, std::pair{22, 0.2517}}) {
    EXPECT_NEAR(load_technology(node).nand2.value * 1e6, 0.798 * factor, 1e-9);
    EXPECT_NEAR(load_technology(node).fo4.value * 1e9, node_units(shipped_synthesis(), node).fo4, 1e-6);
  }
}

}  // namespace
}  // namespace skeptic
