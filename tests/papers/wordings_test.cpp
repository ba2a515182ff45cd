// Families of wordings: one meaning in many ways of saying it, and what sounds alike and means something else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "papers/stated.h"

namespace skeptic::papers {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::IsSupersetOf;
using testing::Not;
using testing::StartsWith;

void expect_each(const std::string& value, std::initializer_list<const char*> sentences) {
  for (const char* text : sentences) EXPECT_THAT(stated(text), Contains(value)) << text;
}
void expect_none(const std::string& start, std::initializer_list<const char*> sentences) {
  for (const char* text : sentences) EXPECT_THAT(stated(text), Not(Contains(StartsWith(start)))) << text;
}

TEST(Wordings, Results) {
  EXPECT_THAT(
      stated("Over S2TA, the throughput of ResNet-50, VGG-16 and DeiT-S is improved by 1.36x, 1.52x and 1.18x, and the energy of ResNet-50 is "
             "reduced by 27.4%."),
      IsSupersetOf({"claims.speedup = 1.36 over s2ta on resnet50", "claims.speedup = 1.52 over s2ta on VGG-16",
                    "claims.speedup = 1.18 over s2ta on deit-s", "claims.energy = 27.4% over s2ta on resnet50"}));
  EXPECT_THAT(stated("Accuracy falls by 0.4 and 0.9 points on ResNet-50 and MobileNetV2."),
              IsSupersetOf({"claims.accuracy = 0.4 points over dense on resnet50", "claims.accuracy = 0.9 points over dense on mobilenetv2"}));
  EXPECT_THAT(stated("F1 goes down by 0.5 and energy by 23%."), IsSupersetOf({"claims.accuracy = 0.5 points over dense", "claims.energy = 23%"}));
  EXPECT_THAT(stated("The speed-up over Ampere lies between 1.2x and 1.5x."),
              IsSupersetOf({"claims.speedup = 1.2 over ampere-2to4", "claims.speedup = 1.5 over ampere-2to4"}));
  expect_each("claims.speedup = 1.33 over dense", {"Willow is a third faster than the dense array."});
  expect_each("claims.energy = 50% over dense", {"Willow halves the energy of the dense array.", "Willow needs half the energy of the dense array.",
                                                 "Energy is cut by half over the dense array."});
  expect_each("claims.area = 2.6%", {"The selector takes up 2.6% of the area.", "The chip has 4.9 mm2, of which the selector takes up 2.6%.",
                                     "The selector and its counters occupy 2.6% of the accelerator.", "Selectors add 2.6% to the area."});
  expect_each("claims.accuracy = 0 points", {"Accuracy is unaffected.", "There is no loss of accuracy.", "It works without any accuracy loss."});
  expect_none("claims.",
              {"The objectives were a speed-up of 2.0 and a loss of no more than 1 point.", "A variant with 2-bit offsets reached only 2.2x.",
               "If the queues are removed, the speed-up decreases to 3.9x.", "Reported gains vary: 2.1x here, 1.6x there.",
               "The number of nonzeros per row varies by a factor of 9.", "The model agrees with RTL within 2% of the energy.",
               "About 60% of the energy goes into DRAM.", "Half of the energy is spent in SRAM."});
}

TEST(Wordings, WhoDecidesAndWhen) {
  expect_each("operands.activations.decide.by = producer",
              {"As each layer writes its results, a unit examines every tile.", "The pattern is chosen by the producing layer.",
               "Grades are given by the preceding layer.", "The drain path counts nonzeros and selects a pattern.",
               "The selector is placed at the output of the array."});
  expect_each("operands.activations.decide.by = consumer",
              {"The layer that reads the block decides.", "The choice is made by the consumer.", "It is decided on the consuming side.",
               "The downstream layer chooses a pattern.", "The code is read by the consumer."});
  expect_each("operands.activations.decide.when = use",
              {"The pattern is chosen at the moment a step first touches the block.", "The choice is made lazily.", "It is selected on first use."});
  expect_each(
      "operands.activations.decide.from = previous-input",
      {"It takes what was counted in the last frame.", "The class was written one frame earlier.", "It reuses the pattern of the token before."});
  expect_each("operands.activations.decide.policy = cover",
              {"It takes the sparsest pattern that drops no nonzero.", "A covering rule is used.", "No value other than zero is discarded."});
  expect_each("operands.activations.decide.policy = {energy: 0.95}",
              {"It takes the sparsest pattern that retains 95% of the energy.", "The leanest one under which 95% of the energy survives is taken.",
               "The pattern must preserve 0.95 of the L2 norm."});
  expect_none("operands.activations.decide.policy", {"The energy of ResNet-50 is reduced by 27%.", "Energy is 19% lower on ResNet-50."});
}

TEST(Wordings, WhatAChoiceCovers) {
  for (const char* text : {"The choice is made once per tile of 32 pixels and 64 channels.", "A tile spans 32 pixels by 64 channels.",
                           "Each tile has 64 channels of 32 pixels.", "A 32-pixel by 64-channel tile has one pattern.",
                           "A tile is defined as 32 adjacent pixels x 64 channels.", "A tile has 8 x 4 pixels and 64 channels."})
    EXPECT_THAT(stated(text), IsSupersetOf({"operands.activations.decide.unit.pixels = 32", "operands.activations.decide.unit.channels = 64"}))
        << text;
  EXPECT_THAT(stated("region = 64 pixels, all channels"),
              IsSupersetOf({"operands.activations.decide.unit.pixels = 64", "operands.activations.decide.unit.channels = all"}));
  expect_none("operands.activations.decide.unit",
              {"The layer has 64 channels and 56 x 56 pixels.", "An array of 16 rows and 32 columns has 64 channels."});
}

TEST(Wordings, Timing) {
  expect_each("operands.activations.decide.latency = 9 cycles", {"A verdict is reached after 9 cycles.", "The decision takes nine cycles.",
                                                                 "There are nine cycles of latency.", "From last nonzero to pattern 9 cycles pass."});
  expect_each("operands.activations.decide.rate = 0.25 units/cycle",
              {"One strip can be processed every 4 cycles.", "It makes one decision every four cycles."});
  expect_each("operands.activations.decide.switch = 2 cycles",
              {"Switching between patterns costs 2 cycles.", "When neighbouring tiles disagree the array waits for 2 cycles.",
               "Going from one pattern to the next flushes the stage: 2 cycles."});
  EXPECT_THAT(stated("It accepts one block every 2 cycles."), Not(Contains(StartsWith("operands.activations.decide.latency"))));
}

TEST(Wordings, PatternsWithAnAlternative) {
  expect_each("operands.activations.patterns = [\"4:8\", dense]",
              {"4:8 is applied to a tile only if fewer than 30% of the values are nonzero, otherwise the tile is dense.",
               "Activations get 4:8 where every group fits; everything else is dense."});
  expect_each(
      "operands.activations.patterns = [\"2:16\", \"4:16\", dense]",
      {"Each piece is granted 2:16, 4:16 or nothing less than everything (dense).", "Every tile is assigned 2:16, 4:16 or no pattern at all."});
  EXPECT_THAT(stated("A choice of 2:4 weights or dense activations is left to others."), Not(Contains(StartsWith("operands.activations.patterns"))));
  const Paper paper = paper_of(
      "Willow: tiles\n\nWe present Willow, an accelerator. Willow chooses the pattern of a tile of activations at run time. If the share of nonzeros "
      "is "
      "fewer than one quarter, the tile becomes 2:8. If it is fewer than half, it becomes 4:8. Otherwise the tile stays dense.\n");
  EXPECT_THAT(values(paper, "operands.activations.decide.policy"), ElementsAre("{density: [0.25, 0.5, 1]}"));
  EXPECT_THAT(values(paper, "operands.activations.patterns"), ElementsAre("[\"2:8\", \"4:8\", dense]"));
}

TEST(Wordings, Ratios) {
  expect_each("operands.weights.pattern = 3:8",
              {"No more than 3 of any 8 consecutive weights are nonzero.", "The three largest of every eight weights stay."});
  expect_each("operands.weights.pattern = 1:4",
              {"In every group of four weights exactly one weight remains.", "One weight is retained in every group of four."});
  expect_each("operands.weights.pattern = 1:2", {"Each pair of weights gives up its smaller member."});
  expect_each("operands.weights.pattern = 2:4/1:2", {"Weights have 2:4 blocks with 1:2 inside them."});
  expect_each("operands.weights.pattern = 1:2@8/2:4",
              {"Of the weights one of every two blocks of eight is kept, and within a surviving block two of every four do."});
}

TEST(Wordings, WhatIsDoneAboutZeros) {
  expect_each("operands.activations.skip = none",
              {"Zero activations are multiplied like any other value.", "Activation zeros are neither detected nor skipped.",
               "No zero among the activations is skipped.", "We neither prune activations nor exploit their zeros."});
  expect_each("operands.activations.skip = zeros",
              {"Zero activations cost no time.", "It multiplies all nonzero weights with all nonzero activations.",
               "Only effectual pairs are issued to the multipliers."});
  expect_each("operands.activations.skip = pattern",
              {"Of activations, only the retained ones are multiplied.", "An activation excluded by the pattern is not multiplied."});
  expect_each("operands.weights.skip = pattern",
              {"The indices of the weights pick two activations.", "Excluded weight positions consume no cycles."});
  expect_each("operands.activations.read = window", {"Activations are fetched as whole windows.", "At present entire windows are fetched."});
  expect_each("operands.activations.read = gather", {"Activations are gathered.", "Of the activations only what is needed is fetched, a gather."});
}

TEST(Wordings, WhatFollowsFromZeros) {
  const Paper skipped = paper_of("Willow: zeros\n\nWe present Willow, an accelerator. In Willow zero activations cost no time.\n");
  EXPECT_THAT(values(skipped, "operands.activations.pattern"), ElementsAre("unstructured"));
  EXPECT_THAT(values(skipped, "operands.activations.chosen"), ElementsAre("fixed"));
  const Paper multiplied =
      paper_of("Willow: zeros\n\nWe present Willow, an accelerator. In Willow zero activations are multiplied like any other.\n");
  EXPECT_THAT(values(multiplied, "operands.activations.pattern"), ElementsAre("dense"));
}

TEST(Wordings, WhatOthersSay) {
  const Paper paper = paper_of(
      "Willow: answers\n\nWe present Willow, an accelerator. Weights of Willow are pruned offline to 2:4.\n\n"
      "\"A speed-up of 3.4x on ResNet-50 exceeds what the bandwidth permits. (R2)\"\n\n"
      "On ResNet-50 Willow is 3.0x faster than the dense array.\n");
  EXPECT_THAT(values(paper, "claims.speedup"), ElementsAre("3.0"));
  expect_none("operands.weights.pattern", {"It is known to prune weights to 2:4.", "The array of S2TA supports 4:8 weights."});
  expect_none("claims.speedup", {"In our model SparTen is 2.2x faster than the dense array.", "The sparse tensor core of Ampere reaches up to 2x."});
}

TEST(Wordings, ABaselineOfTheLibrary) {
  const Paper paper = paper_of(
      "NVIDIA A100 Tensor Core GPU\n\nThe A100 is a processor. The A100 is clocked at 1.41 GHz. Weights are pruned offline to 2:4.\n\nThe A100 "
      "occupies "
      "826 mm2.\n");
  EXPECT_EQ(paper.library, "nvidia-a100");
  EXPECT_THAT(values(paper, "clock"), ElementsAre("1.41 GHz"));
  EXPECT_NE(draft_of(paper, PaperRole::Baseline).yaml.find("extends: nvidia-a100"), std::string::npos);
}

}  // namespace
}  // namespace skeptic::papers
