// The source document's example, by name: 200 KiB of index memory and a decision of 15 cycles a tile, for 1.3x on ResNet-50.
#include <gtest/gtest.h>

#include "review/review.h"
#include "review/rules.h"
#include "stress/proposals.h"

namespace skeptic {
namespace {

TEST(Source, TwoHundredKiBAndFifteenCyclesFor130PercentIsKilled) {
  const Subject proposal = example("dynamic-4of8");
  const ResolvedDesign design = resolve(proposal.design());
  EXPECT_EQ(design.activations.decide->state_bits, 200 * 1024 * 8);
  EXPECT_EQ(design.activations.decide->latency, 15);
  EXPECT_EQ(design.activations.decide->when, DecideWhen::Tile);
  Setting setting;
  setting.network = "resnet50";
  setting.layers = {"layer3.1.conv2"};  // one of its most common shapes, to be quick
  Laboratory laboratory;
  const CaseFile file = investigate(laboratory, {proposal, std::nullopt, setting, true, true});
  EXPECT_DOUBLE_EQ(file.claimed, 1.3);
  for (const AreaGain& gain : file.equal_area.gains) EXPECT_LT(gain.gain, kWorthwhile) << row(gain.denominator).key;
  EXPECT_EQ(rule_that_fires(facts_of(file)).name, "no-gain");
  const Verdict verdict = *word(laboratory, file).verdict;
  EXPECT_EQ(verdict.judgement, Judgement::Kill);
  EXPECT_EQ(verdict.rule, "no-gain");
  EXPECT_FALSE(verdict.flips());  // whatever the area table leaves open
}

}  // namespace
}  // namespace skeptic
