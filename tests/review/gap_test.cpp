// What the Novelty Gap says of proposals that a reviewer meets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "review/review.h"
#include "review/said.h"
#include "stress/proposals.h"

namespace skeptic {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string gap(const Document& review) { return section_text(review, "The Novelty Gap"); }

const Table* table(const Document& review, const std::string& title) {
  for (const Section& section : review.sections)
    for (const Block& block : section.details)
      if (const auto* found = std::get_if<Table>(&block); found != nullptr && found->title == title) return found;
  return nullptr;
}

Document reviewed(const std::string& name) {
  Laboratory laboratory;
  return review(laboratory, {Subject::load(SKEPTIC_SOURCE "/tests/review/proposals/" + name + ".yaml"), static_2to4(), one_layer(), true, true});
}

TEST(GapOf, AChangedRatio) {
  const Document found = reviewed("changed-ratio");
  EXPECT_THAT(gap(found), HasSubstr("Congratulations, you changed a parameter; that is not a paper."));
  EXPECT_THAT(gap(found), HasSubstr("structurally identical to ampere-2to4, just with another fabric.window and operands.weights.pattern. That is a "
                                    "parameter, not a paper."));
  EXPECT_THAT(gap(found), HasSubstr("The same structure is in nvidia-a100 (2020) and nvidia-h100 (2022)"));
  EXPECT_EQ(text_of(found, found.summary[0]), "This is ampere-2to4 with other numbers: not a paper.");
  EXPECT_THAT(text_of(found, found.verdict->because), testing::StartsWith("This is ampere-2to4 with other numbers: not a paper. "));
  EXPECT_NE(found.verdict->judgement, Judgement::Pursue);
}

TEST(GapOf, SrSteWithAnotherGranularity) {
  const Document found = reviewed("sr-ste-granularity");
  // From the baseline it differs; from SR-STE it does not.
  EXPECT_THAT(gap(found), HasSubstr("Against ampere-2to4 the structure differs, by operands.weights.chosen"));
  EXPECT_THAT(gap(found), HasSubstr("structurally identical to sr-ste (Zhou et al., Learning N:M Fine-grained Structured Sparse Neural Networks From "
                                    "Scratch, ICLR 2021, arXiv 2102.04010), just with another"));
  EXPECT_THAT(gap(found), HasSubstr("(a) A different selection mechanism: none, because your weights are selected as in sr-ste (2021)"));
  // DominoSearch is simulated as the same machine.
  EXPECT_THAT(gap(found), HasSubstr("moves the Pareto frontier: no. Where you stand, there stands dominosearch, at 1.000× your speed and 1.000× your "
                                    "energy, and no less faithful."));
  const Table* parameters = table(found, "Parameters over sr-ste");
  ASSERT_NE(parameters, nullptr);
  EXPECT_EQ(parameters->rows.size(), 6u);
}

TEST(GapOf, HighLightRenamed) {
  const Document found = reviewed("highlight-renamed");
  EXPECT_THAT(gap(found), HasSubstr("Against my library: key by key this is highlight (Wu et al., HighLight, Efficient and Flexible DNN Acceleration "
                                    "with Hierarchical Structured Sparsity, MICRO 2023, arXiv 2305.12718), under another name. A name is not a paper "
                                    "either."));
  EXPECT_EQ(text_of(found, found.summary[0]), "This is highlight (2023) under another name: not a paper.");
  EXPECT_THAT(text_of(found, found.verdict->because), testing::StartsWith("This is highlight (2023) under another name: not a paper. "));
  EXPECT_EQ(found.verdict->judgement, Judgement::Kill);
  // In the table the two are one machine.
  EXPECT_THAT(text_of(found, table(found, "At your area, beside the library")->rows[0][0]), testing::EndsWith(", highlight"));
}

TEST(GapOf, ADesignOfTheLibraryAsItself) {
  Laboratory laboratory;
  const Document found = review(laboratory, {Subject::load("highlight"), static_2to4(), one_layer(), true, true});
  EXPECT_EQ(text_of(found, found.summary[0]), "This is highlight (2023) itself: prior art, and no proposal.");
  EXPECT_THAT(gap(found), HasSubstr("Against my library: this is highlight (Wu et al., HighLight, Efficient and Flexible DNN Acceleration with "
                                    "Hierarchical Structured Sparsity, MICRO 2023, arXiv 2305.12718) itself."));
  EXPECT_THAT(gap(found), Not(HasSubstr("another name")));
  EXPECT_NE(found.verdict->judgement, Judgement::Pursue);
  // Nobody later has what it has.
  for (const auto& row : table(found, "Who has your mechanisms")->rows) EXPECT_THAT(text_of(found, row[1]), Not(HasSubstr("(2025)")));
}

// `fabric.delivery: mesh` is a word to this model.
TEST(GapOf, AStructureThatChangesNothingIsALabel) {
  Laboratory laboratory;
  const Document found = review(laboratory, {static_2to4().with("fabric.delivery", "mesh"), static_2to4(), one_layer(), true, true});
  EXPECT_THAT(
      gap(found),
      HasSubstr("In this model that is a label: not a cycle, not a part of the inventory, not a joule and nothing that is dropped changes with "
                "it."));
  EXPECT_THAT(text_of(found, std::get<Paragraph>(found.sections[0].blocks[0]).text),
              HasSubstr("with the same way of skipping work and another structure, by fabric.delivery: is that correct?"));
  EXPECT_THAT(gap(reviewed("producer-choice")), Not(HasSubstr("In this model that is a label")));
}

TEST(Unknowns, AreNotToldAsStated) {
  Laboratory laboratory;
  const Subject stated = Subject::load(SKEPTIC_SOURCE "/tests/review/proposals/producer-choice.yaml");
  const auto said = [&](const Subject& proposal) { return review(laboratory, {proposal, static_2to4(), one_layer(), true, true}); };
  const Document known = said(stated), open = said(stated.with("operands.activations.decide.switch", "unknown"));
  EXPECT_THAT(section_text(known, "Questions"),
              HasSubstr("computed on chip, in the layer that writes them, by your file: what of a tensor that two layers read"));
  EXPECT_THAT(section_text(known, "The Mirror"), Not(HasSubstr("unknown; the kindest end")));
  EXPECT_THAT(section_text(open, "Questions"), HasSubstr("the pattern changes in mid-layer? Your file leaves it open, and I took 0 cycles."));
  EXPECT_THAT(section_text(open, "The Mirror"), HasSubstr("stops the elements for 0 cycles (unknown; the kindest end)"));
}

TEST(GapOf, ActivationsThatAreCoveredByOneDesign) {
  EXPECT_THAT(gap(reviewed("activations-2to4")), HasSubstr("Every mechanism that you name is in haziza-2to4 (2025) alone"));
}

TEST(GapOf, AProducersChoice) {
  const std::string text = gap(reviewed("producer-choice"));
  EXPECT_THAT(text, HasSubstr("Not in my library, but not new either: activations.chosen: producer (Liu et al., S2TA, HPCA 2022"));
  EXPECT_THAT(text, HasSubstr("Of activations.policy: energy I know no first; look for one before a reviewer does."));
  EXPECT_THAT(text, HasSubstr("What my library has of yours is in nvidia-a100 (2020), s2ta (2022) and dynax (2025)"));
  EXPECT_THAT(text, Not(HasSubstr("novel ")));
}

TEST(GapOf, AnUnknownSelector) {
  const std::string text = gap(reviewed("unknown-selector"));
  EXPECT_THAT(text, HasSubstr("activations.chosen? Who selects what is kept?"));
  EXPECT_THAT(text, HasSubstr("(a) A different selection mechanism: you do not say. activations.chosen: unknown, activations.policy: unknown, "
                              "activations.when: unknown is the very question"));
}

// The proposal stands first, with every design of the library that runs; each number leads to a command that names the line-up.
TEST(GapOf, TheFrontierIsMeasured) {
  const Document found = reviewed("producer-choice");
  const Table* field = table(found, "At your area, beside the library");
  ASSERT_NE(field, nullptr);
  // Designs that are one machine to the simulation have one row.
  std::size_t names = 0;
  for (const auto& row : field->rows) names += 1 + static_cast<std::size_t>(std::ranges::count(text_of(found, row[0]), ','));
  ASSERT_EQ(names, 1 + library_that_runs().size());
  EXPECT_LT(field->rows.size(), names);
  EXPECT_EQ(text_of(found, field->rows[0][0]), "writer picks");
  EXPECT_EQ(text_of(found, field->rows[0][3]), "1.000×");
  std::size_t records = 0;
  for (const Record& record : found.records)
    if (record.command.find(" --library ") != std::string::npos) {
      ++records;
      EXPECT_THAT(record.command, HasSubstr("--json -   # designs."));
    }
  EXPECT_GE(records, 5 * field->rows.size());
  EXPECT_THAT(gap(found), HasSubstr("sparten-unbalanced: Unstructured weights run as the tensors have them: nothing prunes them here."));
  EXPECT_THAT(gap(found),
              HasSubstr("nvidia-h100 runs at its own 1.83 GHz, writer picks at 1.41 GHz; it was built in TSMC 4N, and area and energy are "
                        "charged as at 7 nm."));
}

}  // namespace
}  // namespace skeptic
