#include "review/prose.h"

#include <gtest/gtest.h>

#include "review/document.h"
#include "review/evidence.h"
#include "stress/proposals.h"

namespace skeptic {
namespace {

std::string kinds(const Sentence& sentence) {
  std::string text;
  for (const Piece& piece : sentence.pieces) {
    if (const auto* words = std::get_if<std::string>(&piece)) text += *words;
    if (const auto* quoted = std::get_if<Quoted>(&piece)) text += "'" + quoted->text + "'";
    if (const auto* ref = std::get_if<Ref>(&piece)) text += "<" + std::to_string(ref->record) + ">";
  }
  return text;
}

TEST(Say, PutsArgumentsInTheirPlaces) {
  EXPECT_EQ(kinds(say("no argument")), "no argument");
  EXPECT_EQ(kinds(say("{}", Ref{3})), "<3>");
  EXPECT_EQ(kinds(say("at {} you are at {}.", Quoted{"15 cycles"}, Ref{0})), "at '15 cycles' you are at <0>.");
  EXPECT_EQ(kinds(say("{}{} end", Ref{1}, Ref{2})), "<1><2> end");
}

TEST(Say, WhatIsQuotedIsNotReadAgain) { EXPECT_EQ(kinds(say("{} and {}", Quoted{"{}"}, Ref{7})), "'{}' and <7>"); }

TEST(Sentences, AreJoinedByASpaceUnlessOneIsEmpty) {
  EXPECT_EQ(kinds(say("One.") + say("{} two.", Ref{0})), "One. <0> two.");
  EXPECT_EQ(kinds(Sentence{} + say("Two.")), "Two.");
  EXPECT_EQ(kinds(say("One.") + Sentence{}), "One.");
  EXPECT_TRUE((Sentence{} + Sentence{}).empty());
}

TEST(Numbers, AsSentencesPrintThem) {
  EXPECT_EQ(times(1.0449), "1.04×");
  EXPECT_EQ(times(0.5), "0.50×");
  EXPECT_EQ(times(12.34), "12.3×");
  EXPECT_EQ(percent(0.26), "26 %");
  EXPECT_EQ(percent(0.094), "9.4 %");
  EXPECT_EQ(percent(0), "0.0 %");
  EXPECT_EQ(percent(0.0001), "under 0.05 %");
  EXPECT_EQ(percent(1.355), "136 %");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1'234'567), "1,234,567");
  EXPECT_EQ(grouped(-1000), "-1,000");
  EXPECT_EQ(square_millimetres(0.01234), "0.0123 mm²");
}

TEST(EvidenceRecords, EqualOnesAreOne) {
  Laboratory laboratory;
  Evidence evidence(laboratory);
  const Ref first = evidence.cycles(static_2to4(), one_layer());
  const Ref other = evidence.cycles(static_2to4().with("fabric.sync.slack", "2"), one_layer());
  EXPECT_EQ(evidence.cycles(static_2to4(), one_layer()).record, first.record);
  EXPECT_NE(other.record, first.record);
  EXPECT_EQ(evidence.records().size(), 2U);
}

TEST(EvidenceRecords, SayWhatWasRunAndHowToRepeatIt) {
  Laboratory laboratory;
  Evidence evidence(laboratory);
  Setting setting = one_layer();
  setting.seed = 7;
  const Subject proposal = example("dynamic-4of8").with("operands.activations.decide.latency", "3 cycles");
  const Comparison comparison = compare(laboratory, {proposal, static_2to4()}, setting);
  const Record& record = evidence.records()[evidence.speedup(comparison).record];
  EXPECT_EQ(record.value, comparison.speedup());
  EXPECT_EQ(record.text, times(comparison.speedup()));
  EXPECT_EQ(record.command, comparison.command() + " --json -   # speedup");
  EXPECT_EQ(record.network, "resnet20");
  EXPECT_EQ(record.seed, 7U);
  EXPECT_NE(record.designs.find("dynamic 4:8 ("), std::string::npos);
  EXPECT_NE(record.designs.find("ampere-2to4 ("), std::string::npos);
  EXPECT_FALSE(record.inputs.empty());
  const Record& cycles = evidence.records()[evidence.cycles(proposal, setting).record];
  EXPECT_EQ(cycles.value, static_cast<double>(comparison.proposal_cycles));
  EXPECT_EQ(cycles.text, grouped(comparison.proposal_cycles) + " cycles");
  const Record& area = evidence.records()[evidence
                                              .costed(Contest{proposal, static_2to4().with("tile", "auto")}, "area", 0.5, "0.5 mm²", "mm²", "a table",
                                                      "over_baseline.added_mm2")
                                              .record];
  EXPECT_EQ(area.command,
            "skeptic cost " + proposal.words() + " --against ampere-2to4 --set-baseline tile=auto --json -   # over_baseline.added_mm2");
  EXPECT_TRUE(area.network.empty());
  EXPECT_EQ(area.source, "a table");
}

}  // namespace
}  // namespace skeptic
