// The search for the mask that hurts most.
#include "stress/adversary.h"

#include <gtest/gtest.h>

#include "design/design.h"
#include "sparsity/pattern.h"

namespace skeptic {
namespace {

/// One row and two columns in lockstep, one multiplier each, windows of eight; only zeros of the activations are skipped.
ResolvedDesign two_columns() {
  ResolvedDesign design = resolve(load_design("dense"));
  design.array_m = 1, design.array_n = 2, design.array_k = 1;
  design.lanes = 1, design.window = 8, design.empty_window = 0;
  design.weights.skip = Skip::None, design.activations.skip = Skip::Zeros;
  design.weights_buffer.width.reset(), design.activations_buffer.width.reset();
  return design;
}

// Half of all positions hold a value. The worst mask has a full column beside an empty one in every wave: all eight cycles of every window, as the
// dense baseline takes them, so the speed-up is 1. At random the larger of two halves is waited for, which is less than eight.
TEST(Adversary, FindsTheFullColumnBesideTheEmptyOne) {
  ResolvedDesign baseline = two_columns();
  baseline.activations.skip = Skip::None;
  const Adversary found = find_worst_mask(two_columns(), baseline, 0.5, 1);
  EXPECT_DOUBLE_EQ(found.worst.speedup, 1.0);
  EXPECT_GT(found.typical.speedup, 1.3);
}

TEST(Adversary, NothingIsWorseForAMachineThatSkipsNothing) {
  ResolvedDesign dense = two_columns();
  dense.activations.skip = Skip::None;
  const Adversary found = find_worst_mask(dense, dense, 0.5, 1);
  EXPECT_EQ(found.worst.speedup, 1.0);
  EXPECT_EQ(found.typical.speedup, 1.0);
}

TEST(Adversary, TheSeedDecides) {
  const auto worst = [](std::uint64_t seed) { return find_worst_mask(two_columns(), two_columns(), 0.3, seed).typical.proposal; };
  EXPECT_EQ(worst(3), worst(3));
  EXPECT_NE(worst(3), worst(4));
}

}  // namespace
}  // namespace skeptic
