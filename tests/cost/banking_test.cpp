// Width, banks and ports: by hand, and against the simulator, which must never wait where they are met.
#include "cost/banking.h"

#include <gtest/gtest.h>

#include "cost/designs.h"
#include "cost/layers.h"
#include "cost/window_pace.h"

namespace skeptic {
namespace {

BufferNeed weights(const ResolvedDesign& design) { return buffer_needs(design)[0]; }
BufferNeed activations(const ResolvedDesign& design) { return buffer_needs(design)[1]; }

// 16 rows of two kept weights with two bits each, 36 bits; 16 columns of four values, 64 bits; a window a cycle.
TEST(Banking, OfStaticTwoOfFour) {
  const ResolvedDesign design = two_of_four();
  const BufferNeed w = weights(design), a = activations(design);
  EXPECT_EQ(w.width_needed, Rational(576));
  EXPECT_EQ(w.window, "36 bits (2 of 4 positions, 2:4) in 1 cycle");
  EXPECT_EQ(w.streams, 16);
  EXPECT_EQ(w.port_bits, Rational(64));
  EXPECT_EQ(w.banks_needed, 9);
  EXPECT_EQ(w.ports_needed, 1);
  EXPECT_TRUE(w.enough());
  EXPECT_EQ(a.width_needed, Rational(1024));
  EXPECT_EQ(a.banks_needed, 16);
  EXPECT_TRUE(a.enough());
}

// Eight positions on two lanes. 4:8 activations can miss 2:4 weights but for one cycle: 4 x 16 + 8 bits. Dense ones meet four weights, two cycles:
// 136 bits in two are less. What examples/dynamic-4of8.yaml states as its line rate.
TEST(Banking, OfPatternsThatAreChosen) {
  const BufferNeed a = activations(dynamic_four_of_eight());
  EXPECT_EQ(a.width_needed, Rational(16 * 72));
  EXPECT_EQ(a.window, "72 bits (4 of 8 positions, 4:8) in 1 cycle");
  EXPECT_EQ(a.width_always, Rational(16 * 136));  // a dense window behind one that took a cycle
  EXPECT_EQ(a.banks_needed, 18);
  EXPECT_EQ(a.ports_needed, 2);
  EXPECT_FALSE(a.wide_enough());
  EXPECT_FALSE(a.enough());
  EXPECT_EQ(weights(dynamic_four_of_eight()).width_needed, Rational(16 * 72));
}

// Zeros on one side alone: as many values as lanes go in one cycle, with the window's mask.
TEST(Banking, OfSkippedZeros) {
  ResolvedDesign design = tiny_dense();
  design.window = 8;
  design.activations.skip = Skip::Zeros;
  design.activations.encoding.kind = EncodingKind::Bitmask;
  EXPECT_EQ(activations(design).width_needed, Rational(3 * (2 * 8 + 8)));
  EXPECT_EQ(weights(design).width_needed, Rational(2 * 64));  // beside an empty window of activations it takes one cycle
  design.weights.skip = Skip::Zeros;
  design.weights.encoding.kind = EncodingKind::Bitmask;
  EXPECT_EQ(activations(design).width_needed, Rational(3 * (8 * 8 + 8)));  // all of them may miss all weights but one
}

TEST(Banking, DomainsThatDriftReadForThemselves) {
  ResolvedDesign design = two_of_four();
  design.array_k = 2;
  design.domain = Domain::Row;
  EXPECT_EQ(weights(design).streams, 32);
  EXPECT_EQ(activations(design).streams, 16 * 16 * 2);
  EXPECT_EQ(activations(design).width_needed, Rational(16 * 16 * 2 * 64));
}

TEST(Banking, WithoutAWidthTheInventorysPortsCount) {
  const ResolvedDesign design = tiny_dense();
  const BufferNeed a = activations(design);
  EXPECT_EQ(a.width_needed, Rational(48));  // 3 columns of two bytes
  EXPECT_FALSE(a.width_given.has_value());
  EXPECT_TRUE(a.wide_enough());
  EXPECT_EQ(a.port_bits, Rational(64));
  EXPECT_EQ(a.banks_needed, 1);
  EXPECT_TRUE(a.enough());
}

// Gathered through single ports: eight positions, of which 2:4 weights ask for any; dense activations meet four weights, two cycles, so that
// two of eight positions may lie in a bank.
TEST(Banking, GatheredPositionsMustNotCollide) {
  ResolvedDesign design = two_of_four();
  design.window = 8;
  design.activations.read = Read::Gather;
  BufferNeed a = activations(design);
  EXPECT_EQ(a.sets, 16);
  EXPECT_EQ(a.port_bits, Rational(16));
  EXPECT_EQ(a.banks_needed, 4);
  EXPECT_EQ(a.ports_needed, 1);  // of the 16 banks that are given
  design.activations_buffer.banks = 2;
  a = activations(design);
  EXPECT_EQ(a.ports_needed, 2);  // four positions a bank in two cycles
  EXPECT_EQ(a.banks_needed, 4);
  EXPECT_FALSE(a.enough());
}

TEST(Banking, BlockedSlicesMayAllMeetInOneBank) {
  ResolvedDesign design = two_of_four();
  design.array_k = 4;
  EXPECT_EQ(most_in_a_bank(design, 4, 16), 1);  // sixteen consecutive positions
  EXPECT_EQ(most_in_a_bank(design, 4, 8), 2);
  EXPECT_EQ(most_in_a_bank(design, 1, 1), 4);
  design.slices = Slices::Blocked;
  EXPECT_EQ(most_in_a_bank(design, 4, 16), 4);
  EXPECT_EQ(most_in_a_bank(design, 4, 2), 8);
  design.activations.read = Read::Gather;
  const BufferNeed a = activations(design);
  EXPECT_FALSE(a.banks_needed.has_value());  // four windows that start in one bank, one cycle
  EXPECT_EQ(a.ports_needed, 4);
  EXPECT_FALSE(a.enough());
}

/// Feed cycles but for those of each tile's first step, which nothing hides.
std::int64_t feed_cycles(const ResolvedDesign& design, const LayerCounts& counts, std::int64_t first) {
  EXPECT_EQ(counts.stack[Slot::Feed] % design.multipliers(), 0);
  return counts.stack[Slot::Feed] / design.multipliers() - counts.tiles * first;
}

// Every tile waits for its first step, one cycle, and for nothing more.
TEST(Banking, TheSimulatorNeverWaitsForAWidthThatIsMet) {
  for (ResolvedDesign design : {tiny_dense(), two_of_four(), dynamic_four_of_eight()})
    for (const Domain domain : {Domain::Array, Domain::Row, Domain::Column, Domain::Pe})
      for (const std::int64_t slack : {1, 3})
        for (const Skip skip : {Skip::None, Skip::Zeros}) {
          if (!design.activations.decide) {
            design.activations.skip = skip;
            design.activations.encoding.kind = skip == Skip::Zeros ? EncodingKind::Bitmask : EncodingKind::None;
          }
          design.domain = domain;
          design.slack = slack;
          design.weights_buffer.width = weights(design).width_always;
          design.activations_buffer.width = activations(design).width_always;
          EXPECT_EQ(feed_cycles(design, run_product(design, 40, 50, 128, 0.6), 1), 0) << design.name << ", domain " << static_cast<int>(domain);
        }
}

// Windows of one kind are fed as they are taken: dense ones on one lane, two cycles each, at half a window a cycle.
TEST(Banking, EqualWindowsNeedNoMore) {
  ResolvedDesign design = tiny_dense();
  design.lanes = 1;
  design.tile = TileSize{};
  design.activations_buffer.width = activations(design).width_needed;
  EXPECT_EQ(*design.activations_buffer.width, Rational(24));
  EXPECT_EQ(feed_cycles(design, run_product(design, 20, 30, 128, 0.6), 2), 0);
  design.activations_buffer.width = Rational(23);
  EXPECT_GT(feed_cycles(design, run_product(design, 20, 30, 128, 0.6), 2), 0);
}

TEST(Banking, ABitLessWaits) {
  ResolvedDesign design = two_of_four();
  design.tile = TileSize{};
  design.weights_buffer.width = Rational(575);
  EXPECT_FALSE(weights(design).wide_enough());
  EXPECT_GT(feed_cycles(design, run_product(design, 16, 16, 64, 0), 2), 0);
  design.weights_buffer.width = Rational(576);
  EXPECT_EQ(feed_cycles(design, run_product(design, 16, 16, 64, 0), 1), 0);
}

TEST(Banking, TheSimulatorHasNoConflictsWhereBanksAreMet) {
  for (const Skip skip : {Skip::None, Skip::Zeros})
    for (const std::int64_t slices : {1, 2})
      for (const std::int64_t ports : {1, 2}) {
        ResolvedDesign design = two_of_four();
        design.window = 8;
        design.array_k = slices;
        design.activations.read = Read::Gather;
        design.activations.skip = skip;
        design.activations_buffer.ports = ports;
        const auto needed = activations(design).banks_needed;
        ASSERT_TRUE(needed.has_value());
        design.activations_buffer.banks = *needed;
        EXPECT_EQ(activations(design).banks_needed, needed);
        EXPECT_EQ(run_product(design, 40, 50, 128, 0.5).stack[Slot::BankConflict], 0);
        if (*needed == 1) continue;
        design.activations_buffer.banks = *needed - 1;  // every position is asked for: 16 rows of any two in four
        if (skip == Skip::None) {
          EXPECT_GT(run_product(design, 40, 50, 128, 0.5).stack[Slot::BankConflict], 0);
        }
      }
}

}  // namespace
}  // namespace skeptic
