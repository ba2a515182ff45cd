// Drafts are design files; what is open in them is `unknown`, and what cannot stand is left out with its reason.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "design/design.h"
#include "papers/stated.h"

namespace skeptic::papers {
namespace {

constexpr const char* kPaper =
    "Willow: tiles of three densities\n\nWe present Willow, an accelerator. It extends NVIDIA's Ampere. In Willow the layer that produces a tile of "
    "activations picks one of three patterns: 2:8, 4:8, or dense.\n"
    "Weights are pruned offline to 2:4. The decision takes 15 cycles. Willow is clocked at 1.2 GHz; its activation buffer has 256 KB.\n\n"
    "On ResNet-50 Willow is 1.3x faster than Ampere at batch 1.\n";

TEST(Draft, AProposalReadsAndAsks) {
  const Draft draft = draft_of(paper_of(kPaper), PaperRole::Proposal);
  const Design design = parse_design(draft.yaml, "draft.yaml");
  EXPECT_EQ(design.name, "Willow");
  EXPECT_EQ(design.extends, "ampere-2to4");
  EXPECT_EQ(design.find("operands.activations.decide.latency")->written, "15 cycles");
  EXPECT_TRUE(design.find("operands.activations.decide.switch")->unknown());
  ASSERT_EQ(design.claims.size(), 1U);
  EXPECT_EQ(design.claims[0].on, "resnet50");
  EXPECT_NE(draft.yaml.find("clock: 1.2 GHz  # page 1"), std::string::npos) << draft.yaml;
}

TEST(Draft, ABaselineHasWhatTheLibraryHas) {
  const Draft draft = draft_of(paper_of("Oak\n\nOak is an accelerator. Oak is clocked at 1 GHz.\n"), PaperRole::Baseline);
  const Design design = parse_design(draft.yaml, "draft.yaml");
  EXPECT_EQ(design.extends, "dense");
  EXPECT_THAT(design.unknowns(), testing::IsEmpty());
}

TEST(Draft, WhatCannotStandIsLeftOut) {
  // 8 multipliers in a window of 4 positions: no machine has more lanes than its window.
  const Draft draft =
      draft_of(paper_of("Willow\n\nWillow is an accelerator. In Willow each PE has 8 multipliers. Each PE looks at a window of 4 positions.\n"),
               PaperRole::Proposal);
  parse_design(draft.yaml, "draft.yaml");
  EXPECT_NE(draft.yaml.find("left out because it does not stand beside the rest"), std::string::npos) << draft.yaml;
}

TEST(Draft, AnEmptyPaperAsksForEverything) {
  const Draft draft = draft_of(paper_of("Hello.\n"), PaperRole::Proposal);
  const Design design = parse_design(draft.yaml, "draft.yaml");
  EXPECT_TRUE(design.find("clock")->unknown());
}

// A review of two papers runs what it can: the rest of the claims waits for a file.
TEST(Draft, ClaimsThatCannotBeRunAreComments) {
  const Paper paper = paper_of(
      "Willow: a chip\n\nWe present Willow, an accelerator. On ResNet-50 Willow is 1.3x faster than S2TA. On GoogLeNet Willow is 1.2x faster than "
      "S2TA. On ResNet-18 Willow is 1.4x faster than Cnvlutin.\n");
  const std::string yaml = draft_of(paper, PaperRole::Proposal).yaml;
  const Design design = parse_design(yaml, "draft.yaml");
  ASSERT_EQ(design.claims.size(), 1U) << yaml;
  EXPECT_EQ(design.claims[0].on, "resnet50");
  EXPECT_NE(yaml.find("# - {speedup: 1.2, over: \"s2ta\", on: \"GoogLeNet\"}"), std::string::npos) << yaml;
  EXPECT_NE(yaml.find("# - {speedup: 1.4, over: \"Cnvlutin\", on: \"resnet18\"}"), std::string::npos) << yaml;
}

TEST(Draft, NodesWithoutATableAreTheNearestOrTheBaselines) {
  const std::vector<std::int64_t> nodes{7, 22, 32, 45};
  const auto technology = [&](const char* node, PaperRole role) {
    const std::string yaml =
        draft_of(paper_of(std::string("Willow: a chip\n\nWe present Willow, an accelerator. Willow is made in ") + node + ".\n"), role, nodes).yaml;
    parse_design(yaml, "draft.yaml");
    const std::size_t at = yaml.find("technology: ") + 12;
    return yaml.substr(at, yaml.find(' ', at) - at);
  };
  EXPECT_EQ(technology("28 nm", PaperRole::Baseline), "32nm");
  EXPECT_EQ(technology("16 nm", PaperRole::Baseline), "22nm");
  EXPECT_EQ(technology("65 nm", PaperRole::Baseline), "45nm");
  EXPECT_EQ(technology("22 nm", PaperRole::Baseline), "22nm");
  EXPECT_EQ(technology("16 nm", PaperRole::Proposal), "unknown");
  EXPECT_EQ(technology("22 nm", PaperRole::Proposal), "22nm");
}

TEST(Draft, WhatIsExtendedIsLeftOutWhereItContradicts) {
  const Paper paper = paper_of(
      "Willow: a chip\n\nWe present Willow, an accelerator. Willow takes the design of VEGETA and turns it. Weights of Willow are dense. For each "
      "tile of "
      "activations Willow picks at run time one of 2:8, 4:8 and dense.\n");
  EXPECT_THAT(values(paper, "extends"), testing::ElementsAre("vegeta"));
  for (const PaperRole role : {PaperRole::Proposal, PaperRole::Baseline}) {
    const std::string yaml = draft_of(paper, role).yaml;
    EXPECT_NO_THROW(parse_design(yaml, "draft.yaml")) << yaml;
  }
}

}  // namespace
}  // namespace skeptic::papers
