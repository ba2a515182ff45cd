// The stated latency of a decision against its gates, and the question where none is stated.
#include <gtest/gtest.h>

#include "review/objection.h"
#include "review/review.h"
#include "review/said.h"
#include "stress/proposals.h"

namespace skeptic {
namespace {

class AsGates : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    laboratory_ = new Laboratory;
    measured_ = new CaseFile(investigate(*laboratory_, {example("dynamic-4of8"), static_2to4(), one_layer(), true, true}));
  }
  static void TearDownTestSuite() {
    delete measured_;
    delete laboratory_;
  }
  static std::string said(const CaseFile& file) {
    Evidence evidence(*laboratory_);
    const Objection found = of_gates(file, evidence);
    return text_of(evidence.records(), found.whole());
  }
  static Laboratory* laboratory_;
  static CaseFile* measured_;
};

Laboratory* AsGates::laboratory_ = nullptr;
CaseFile* AsGates::measured_ = nullptr;

// 7 nm and 1.41 GHz: 209.0 delays of 0.019542 ns are 4.085 ns; a cycle for the selector, four for the sums of sixteen beats and two for the choice.
constexpr const char* kPath =
    "Your decision as gates: selector of 4:8 (20.8 FO4 delays), energy_sums with 2 x sum_tree (132.0 FO4 delays) and energy_choice (56.2 "
    "FO4 delays), one behind the other, take 4.085 ns at 7 nm (0.0195 ns a fan-out-of-four delay, confidence C) and, each in whole cycles, no fewer "
    "than 7 cycles at 1.41 GHz, without wires. ";

TEST_F(AsGates, ALatencyThatTheGatesAllowIsNoObjection) {
  EXPECT_EQ(said(*measured_), std::string(kPath) + "You state 15 cycles, and the gates alone do not contradict it.");
}

TEST_F(AsGates, AShorterOneIsAnObjectionWithItsPathAndWhatWouldLiftIt) {
  CaseFile file = *measured_;
  file.decision->stated = 3;
  EXPECT_EQ(said(file), std::string(kPath) +
                            "You state 3 cycles, so every number here is kinder than what can be built; show a netlist of this path that meets "
                            "your clock, or state no less than 7 cycles.");
  file.decision->stated = 7;
  EXPECT_NE(said(file).find("do not contradict"), std::string::npos);
}

TEST_F(AsGates, ItsNumbersHaveCommands) {
  Evidence evidence(*laboratory_);
  of_gates(*measured_, evidence);
  const std::vector<std::string> keys{"steps.0.fo4_delays", "steps.1.fo4_delays", "steps.2.fo4_delays", "fo4_ns", "ns",
                                      "least_cycles",       "stated_cycles"};
  ASSERT_EQ(evidence.records().size(), keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const Record& record = evidence.records()[i];
    EXPECT_TRUE(record.command.starts_with("skeptic cost ")) << record.command;
    EXPECT_TRUE(record.command.ends_with("--json -   # decision." + keys[i])) << record.command;
    EXPECT_NE(record.source.find("rtl/selector.sv"), std::string::npos);
  }
}

// Where the file says `unknown` the Mirror names the bound beside the range that was tried.
TEST_F(AsGates, TheMirrorAsksForAnUnknownLatencyWithItsBound) {
  CaseFile file = *measured_;
  UnknownFinding unknown;
  unknown.path = "operands.activations.decide.latency";
  unknown.kind_value = "1 cycle";
  unknown.harsh_value = "64 cycles";
  file.unknowns.unknowns = {unknown};
  EXPECT_NE(said(file).find("Your file leaves the latency unknown, and below 7 cycles nobody can build it; state it, and show the gates."),
            std::string::npos);
  Evidence evidence(*laboratory_);
  const Section section = mirror(file, evidence);
  const auto* list = std::get_if<Bullets>(&section.blocks.back());
  ASSERT_NE(list, nullptr);
  EXPECT_EQ(
      text_of(evidence.records(), list->items.back()),
      "operands.activations.decide.latency: between 1 cycle and 64 cycles; as gates, without wires, it is no less than 7 cycles: what is yours?");
}

TEST_F(AsGates, TheStressTestSaysItAndWhereLogicComesFrom) {
  Evidence evidence(*laboratory_);
  const Section section = stress_test(*measured_, evidence);
  std::string text;
  for (const auto* blocks : {&section.blocks, &section.details})
    for (const std::string& line : lines_of(evidence.records(), *blocks)) text += line + "\n";
  EXPECT_NE(text.find(kPath), std::string::npos) << text;
  EXPECT_NE(text.find("The modules of rtl/ are counted in gates that were synthesised beforehand, by the table that Skeptic "
                      "ships"),
            std::string::npos)
      << text;
}

}  // namespace
}  // namespace skeptic
