// Hidden assumptions: what nobody assumes changes nothing, and what is taken away comes out as the arithmetic says.
#include "stress/audit.h"

#include <gtest/gtest.h>

#include "stress/proposals.h"

namespace skeptic {
namespace {

/// Rows of 64, 16 outputs, 16 columns: one tile of one wave and four windows.
Setting small() {
  Setting setting;
  setting.network = "linear:in=64,out=16,tokens=16";
  setting.layers = {"layer"};
  return setting;
}

/// One multiplier an element, windows of 16, everything loaded in no time.
Subject plain() {
  return Subject::load("dense").with({{"fabric.lanes", "1"},
                                      {"fabric.window", "16"},
                                      {"tile", "{m: all, n: all, k: all}"},
                                      {"memory.dram.bandwidth", "1000000 GB/s"},
                                      {"memory.weights.width", "none"},
                                      {"memory.activations.width", "none"}});
}

const AssumptionFinding& finding(const Audit& audit, std::string_view name) {
  for (const AssumptionFinding& one : audit.findings)
    if (one.row->name == name) return one;
  throw std::out_of_range(std::string(name));
}

TEST(Audit, WhatNobodyAssumesChangesNothing) {
  Laboratory laboratory;
  const Audit found = audit(laboratory, {{plain().with("fabric.window", "8"), plain()}, small(), 1.0});
  for (const char* name : {"weight-permutation", "known-dimensions", "large-batch"}) {
    EXPECT_EQ(finding(found, name).dependence, Dependence::Unused) << name;
    EXPECT_EQ(finding(found, name).speedup_alone, found.speedup) << name;
    EXPECT_EQ(finding(found, name).proposal_slower, 1.0) << name;
  }
  // Neither skips a zero, so that zeros which are gone are not missed.
  EXPECT_EQ(finding(found, "free-sparsity").dependence, Dependence::Even);
  EXPECT_EQ(finding(found, "free-sparsity").proposal_slower, 1.0);
  EXPECT_EQ(found.last().speedup_together, found.speedup);
}

// Sixteen positions with no zero take sixteen cycles of one multiplier, whether zeros would be skipped or not. Loads of a cycle and the mask beside
// them are all that may differ.
TEST(Audit, WithoutZerosASkipperIsDense) {
  Laboratory laboratory;
  const Subject skipper = plain().with({{"operands.activations.skip", "zeros"}, {"fabric.empty-window", "0"}});
  const Audit found = audit(laboratory, {{skipper, plain()}, small(), 1.5});
  EXPECT_GT(found.speedup, 1.1);
  const AssumptionFinding& zeros = finding(found, "free-sparsity");
  EXPECT_EQ(zeros.dependence, Dependence::Needed);
  const std::int64_t cycles = laboratory.run(zeros.alone.contest.baseline, zeros.alone.setting).compute_cycles();
  EXPECT_EQ(laboratory.run(zeros.alone.contest.proposal, zeros.alone.setting).compute_cycles(), cycles);
  EXPECT_EQ(cycles, 64);  // four windows of sixteen
  EXPECT_EQ(resolve(zeros.alone.contest.proposal.design()).activations.encoding.kind, EncodingKind::Bitmask);
  EXPECT_NEAR(zeros.speedup_alone, 1.0, 0.05);
  EXPECT_EQ(zeros.baseline_slower, 1.0);
}

TEST(Audit, PermutationsThatAreTakenAwayLeaveTheCyclesOfAPattern) {
  Laboratory laboratory;
  const Subject permuted = static_2to4().with("operands.weights.permutation", "channels");
  const Audit found = audit(laboratory, {{permuted, Subject::load("dense")}, resnet20({"layer3.1.conv2"}), 1.5});
  const AssumptionFinding& order = finding(found, "weight-permutation");
  EXPECT_EQ(order.dependence, Dependence::Even);
  EXPECT_EQ(order.speedup_alone, found.speedup);
  EXPECT_FALSE(resolve(order.alone.contest.proposal.design()).weights.permuted);
  EXPECT_EQ(order.proposal_kept.with, laboratory.run(permuted, found.start.setting).weights_kept_magnitude());
  EXPECT_EQ(order.proposal_kept.without, laboratory.run(order.alone.contest.proposal, found.start.setting).weights_kept_magnitude());
  EXPECT_GT(order.proposal_kept.with, order.proposal_kept.without + 0.001);
  EXPECT_EQ(order.baseline_kept.with, 1.0);
}

// What `auto` takes is the fastest tile of a design whose times do not depend on the data, so that any other is no faster.
TEST(Audit, OneTileForAllLayersIsNeverFasterWhereTimesAreKnown) {
  Laboratory laboratory;
  const Audit found = audit(laboratory, {{static_2to4(), Subject::load("dense")}, resnet20(), 1.5});
  const AssumptionFinding& dimensions = finding(found, "known-dimensions");
  EXPECT_GE(dimensions.baseline_slower, 1.0);
  EXPECT_GE(dimensions.proposal_slower, 1.0);
  EXPECT_NE(dimensions.dependence, Dependence::Unused);
  EXPECT_TRUE(resolve(dimensions.alone.contest.baseline.design()).tile.has_value());
  EXPECT_EQ(dimensions.note, "");
}

TEST(Audit, ABatchIsComparedByInput) {
  Laboratory laboratory;
  Setting setting = small();
  setting.images = 8;
  const Audit found = audit(laboratory, {{plain(), plain()}, setting, 1.0});
  const AssumptionFinding& batch = finding(found, "large-batch");
  EXPECT_EQ(batch.alone.setting.images, 1);
  EXPECT_EQ(batch.dependence, Dependence::Even);
  EXPECT_EQ(batch.speedup_alone, 1.0);
  EXPECT_EQ(batch.proposal_slower, batch.baseline_slower);
  EXPECT_GE(batch.proposal_slower, 1.0);
}

TEST(Audit, TogetherTakesAwayAllThatWasBefore) {
  Laboratory laboratory;
  Setting setting = resnet20({"layer3.1.conv1", "layer1.0.conv1"});
  setting.images = 2;
  const Audit found = audit(laboratory, {{example("two-sided"), static_2to4()}, setting, 1.8});
  ASSERT_EQ(found.findings.size(), assumptions().size());
  EXPECT_EQ(found.findings.front().speedup_together, found.findings.front().speedup_alone);
  const Trial& last = found.last().together;
  EXPECT_EQ(last.setting.images, 1);
  EXPECT_EQ(last.setting.zeros, 0.0);
  EXPECT_TRUE(resolve(last.contest.baseline.design()).tile.has_value());
}

}  // namespace
}  // namespace skeptic
