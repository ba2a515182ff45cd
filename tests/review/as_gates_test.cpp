// The stated latency of a decision against its gates, and the question where none is stated.
#include <gtest/gtest.h>

#include "review/review.h"
#include "stress/proposals.h"

namespace skeptic {
namespace {

std::string text_of(const Sentence& sentence, const Evidence& evidence) {
  std::string text;
  for (const Piece& piece : sentence.pieces) {
    if (const auto* words = std::get_if<std::string>(&piece)) text += *words;
    if (const auto* quoted = std::get_if<Quoted>(&piece)) text += quoted->text;
    if (const auto* ref = std::get_if<Ref>(&piece)) text += evidence.records()[ref->record].text;
  }
  return text;
}

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
    return text_of(as_gates(file, evidence), evidence);
  }
  static Laboratory* laboratory_;
  static CaseFile* measured_;
};

Laboratory* AsGates::laboratory_ = nullptr;
CaseFile* AsGates::measured_ = nullptr;

// 7 nm and 1.41 GHz: 209.0 delays of 0.019542 ns are 4.085 ns; a cycle for the selector, four for the sums of sixteen beats and two for the choice.
constexpr const char* kPath =
    "Decision latency as gates, synthesised beforehand (Skeptic's shipped table; no tool ran). The path is selector of 4:8 (20.8 FO4 delays) and "
    "then energy_sums with sum_tree with sum_tree (132.0 FO4 delays) and then energy_choice (56.2 FO4 delays) in sequence: at 7 nm, with a "
    "fan-out-of-four delay of 0.0195 ns (confidence C), it takes 4.085 ns, and at 1.41 GHz no fewer than 7 cycles. That is without wires: a lower "
    "bound. ";

TEST_F(AsGates, ALatencyThatTheGatesAllowIsNoObjection) {
  EXPECT_EQ(said(*measured_), std::string(kPath) +
                                  "You state 15 cycles, and the gates alone do not contradict it; this objection is lifted until wires "
                                  "are in.");
}

TEST_F(AsGates, AShorterOneIsAnObjectionWithItsPathAndWhatWouldLiftIt) {
  CaseFile file = *measured_;
  file.decision->stated = 3;
  EXPECT_EQ(said(file), std::string(kPath) +
                            "You state 3 cycles, which is less than the gates of this path take, so every number here is kinder than what "
                            "can be built. To survive this, show a netlist of the path that meets your clock, or state no less than the "
                            "bound.");
  file.decision->stated = 7;
  EXPECT_NE(said(file).find("do not contradict"), std::string::npos);
}

TEST_F(AsGates, ItsNumbersHaveCommands) {
  Evidence evidence(*laboratory_);
  as_gates(*measured_, evidence);
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
  EXPECT_NE(said(file).find("Your file leaves the latency unknown; what I measured below this bound nobody can build."), std::string::npos);
  Evidence evidence(*laboratory_);
  const Section section = mirror(file, evidence);
  const auto* list = std::get_if<Bullets>(&section.blocks.back());
  ASSERT_NE(list, nullptr);
  EXPECT_EQ(
      text_of(list->items.back(), evidence),
      "operands.activations.decide.latency: between 1 cycle and 64 cycles; as gates, without wires, it is no less than 7 cycles: what is yours?");
}

TEST_F(AsGates, TheStressTestSaysItAndWhereLogicComesFrom) {
  Evidence evidence(*laboratory_);
  std::string text;
  for (const Block& block : stress_test(*measured_, evidence).blocks)
    if (const auto* paragraph = std::get_if<Paragraph>(&block)) text += text_of(paragraph->text, evidence) + "\n";
  EXPECT_NE(text.find(kPath), std::string::npos) << text;
  EXPECT_NE(
      text.find("Where these areas come from. The modules of rtl/ are counted in gates that were synthesised beforehand, by the table that Skeptic "
                "ships"),
      std::string::npos)
      << text;
}

}  // namespace
}  // namespace skeptic
