// The 14 lines of the cycle stack (machine-model, section 6), each from a product that was computed on paper.
//
// Unless a case says otherwise: one element, 2 lanes, windows of 4, 8-bit operands, one tile whose load and store take a cycle each, so
// cycles = 1 + compute + 1, L = 2, and `load` and `store` are 1 x L = 2 lane slots.
#include <gtest/gtest.h>

#include "simulate/designs.h"
#include "simulate/simulate.h"
#include "simulate/vector_unit.h"

namespace skeptic {
namespace {

struct Slots {
  Slot slot;
  std::int64_t count;
};

/// Every key of the stack: those that are named, and 0 for the others. The sum is cycles x lanes.
void expect_stack(const LayerCounts& counts, std::int64_t cycles, std::initializer_list<Slots> named) {
  Stack expected;
  for (const Slots& slots : named) expected[slots.slot] = slots.count;
  EXPECT_EQ(counts.cycles, cycles);
  for (const SlotRow& row : kStack) EXPECT_EQ(counts.stack[row.slot], expected[row.slot]) << row.key;
  EXPECT_EQ(expected.total(), cycles * counts.lanes);
}

LayerCounts simulate(const ResolvedDesign& design, const Product& product) { return simulate_layer(design, product.layer, product.operands); }

// W = 1 2 3 4, A = 1 1 1 1. x = 4 in one window, cost = 4/2 = 2, all four of two nonzeros. 1 + 2 + 1 = 4 cycles, 4·2 = 8 slots = 4 + 2 + 2.
TEST(Stack, Useful) {
  const LayerCounts counts = simulate(paper_design(), product({{1, 2, 3, 4}}, {{1, 1, 1, 1}}));
  expect_stack(counts, 4, {{Slot::Useful, 4}, {Slot::Load, 2}, {Slot::Store, 2}});
  EXPECT_EQ(counts.compute_cycles, 2);
}

// W = 1 0 3 4, A = 1 1 0 1. Nothing is skipped: x = 4, but only positions 0 and 3 hold two nonzeros. 8 slots = 2 + 2 + 2 + 2.
TEST(Stack, Ineffectual) {
  expect_stack(simulate(paper_design(), product({{1, 0, 3, 4}}, {{1, 1, 0, 1}})), 4,
               {{Slot::Useful, 2}, {Slot::Ineffectual, 2}, {Slot::Load, 2}, {Slot::Store, 2}});
}

// Padding is work too where nothing is skipped: K = 3 in a window of 4. x = 4, one product with the padding. 8 slots = 3 + 1 + 2 + 2.
TEST(Stack, IneffectualInPadding) {
  expect_stack(simulate(paper_design(), ones(1, 3, 1)), 4, {{Slot::Useful, 3}, {Slot::Ineffectual, 1}, {Slot::Load, 2}, {Slot::Store, 2}});
}

// W = 1 0 3 4 with its zeros skipped: x = 3, cost0 = ceil(3/2) = 2, so 2·2 - 3 = 1 lane is left over. 8 slots = 3 + 1 + 2 + 2.
TEST(Stack, Underfill) {
  ResolvedDesign design = paper_design();
  design.weights.skip = Skip::Zeros;
  expect_stack(simulate(design, product({{1, 0, 3, 4}}, {{1, 1, 1, 1}})), 4,
               {{Slot::Useful, 3}, {Slot::Underfill, 1}, {Slot::Load, 2}, {Slot::Store, 2}});
}

// Two windows, W = 1 2 3 4 | 0 0 0 0, zeros skipped: x = 4 and 0, cost0 = 2 and 0, cost1 = 2 and 1: one cycle of 2 lanes is empty.
// 1 + 3 + 1 = 5 cycles, 10 slots = 4 + 2 + 2 + 2.
TEST(Stack, Empty) {
  ResolvedDesign design = paper_design();
  design.weights.skip = Skip::Zeros;
  const Product half_empty = product({{1, 2, 3, 4, 0, 0, 0, 0}}, {{1, 1, 1, 1, 1, 1, 1, 1}});
  expect_stack(simulate(design, half_empty), 5, {{Slot::Useful, 4}, {Slot::Empty, 2}, {Slot::Load, 2}, {Slot::Store, 2}});
  // An ideal skipper (empty-window 0) does not see the second window: 4 cycles, 8 slots = 4 + 2 + 2.
  design.empty_window = 0;
  expect_stack(simulate(design, half_empty), 4, {{Slot::Useful, 4}, {Slot::Load, 2}, {Slot::Store, 2}});
  // With e = 3: cost1 = max(3, 2) and max(3, 0) = 3 each; empty = ((3-2) + (3-0))·2 = 8. 1 + 6 + 1 = 8 cycles, 16 slots = 4 + 8 + 2 + 2.
  design.empty_window = 3;
  expect_stack(simulate(design, half_empty), 8, {{Slot::Useful, 4}, {Slot::Empty, 8}, {Slot::Load, 2}, {Slot::Store, 2}});
}

// 4 lanes, L = 4, activations gathered from 2 banks of one port. x = 4, cost1 = 1; positions 0 and 2 lie in bank 0, 1 and 3 in bank 1: f = 2, cost2
// = 2. One cycle of 4 lanes waits: 1 + 2 + 1 = 4 cycles, 16 slots = 4 + 4 + 4 + 4.
TEST(Stack, BankConflict) {
  ResolvedDesign design = paper_design();
  design.lanes = 4;
  design.activations.read = Read::Gather;
  design.activations_buffer.banks = 2;
  expect_stack(simulate(design, ones(1, 4, 1)), 4, {{Slot::Useful, 4}, {Slot::BankConflict, 4}, {Slot::Load, 4}, {Slot::Store, 4}});
  // Two ports a bank serve both: f = 1, no conflict. 3 cycles, 12 slots = 4 + 4 + 4.
  design.activations_buffer.ports = 2;
  expect_stack(simulate(design, ones(1, 4, 1)), 3, {{Slot::Useful, 4}, {Slot::Load, 4}, {Slot::Store, 4}});
}

// The same with gathered weights of which only positions 0 and 2 are nonzero and not skipped over: u = {0, 2}, both in bank 0 of 2, f = 2, while
// x = 2 of 4 lanes: cost0 = 1 (underfill 4 - 2 = 2), cost2 = 2. 4 cycles, 16 slots = 2 + 2 + 4 + 4 + 4.
TEST(Stack, BankConflictOfWeights) {
  ResolvedDesign design = paper_design();
  design.lanes = 4;
  design.weights.read = Read::Gather;
  design.weights.skip = Skip::Zeros;
  design.weights_buffer.banks = 2;
  expect_stack(simulate(design, product({{1, 0, 1, 0}}, {{1, 1, 1, 1}})), 4,
               {{Slot::Useful, 2}, {Slot::Underfill, 2}, {Slot::BankConflict, 4}, {Slot::Load, 4}, {Slot::Store, 4}});
}

/// Windows of 2; a choice between 1:2 and dense, one vector a unit.
ResolvedDesign choosing_design(DecideBy by, DecideWhen when) {
  ResolvedDesign design = paper_design();
  design.window = 2;
  Operand& activations = design.activations;
  activations.chosen = Chosen::RunTime;
  activations.patterns = {parse_pattern("1:2"), parse_pattern("dense")};
  activations.skip = Skip::Pattern;
  activations.decide.emplace();
  activations.decide->by = by;
  activations.decide->when = when;
  activations.decide->policy = {PolicyKind::Cover, {}};
  return design;
}

/// Vector 0 is covered by 1:2, vector 1 by dense alone.
Product two_patterns() { return product({{1, 1, 1, 1}}, {{1, 0, 1, 0}, {1, 1, 1, 1}}); }

// Four steps, two windows for each of two columns. Column 0 in 1:2: x = 1, cost0 = 1, one lane left over, twice. Column 1 dense: x = 2, cost0 = 1.
// Its first step switches from {1:2} to {dense} for 3 cycles more: 3·2 = 6. Compute 1 + 1 + (1 + 3) + 1 = 7.
// 1 + 7 + 1 = 9 cycles, 18 slots = 2·1 + 2·2 = 6 useful, 2 underfill, 6 switch, 2 load, 2 store.
TEST(Stack, Switch) {
  ResolvedDesign design = choosing_design(DecideBy::Producer, DecideWhen::Tile);
  design.activations.decide->switch_cycles = 3;
  const LayerCounts counts = simulate(design, two_patterns());
  expect_stack(counts, 9, {{Slot::Useful, 6}, {Slot::Underfill, 2}, {Slot::Switch, 6}, {Slot::Load, 2}, {Slot::Store, 2}});
  EXPECT_EQ(counts.switches, 1);
  EXPECT_EQ(counts.choices.units, (std::vector<std::int64_t>{1, 1}));
}

// Chosen per tile by the consumer: 5 cycles of latency and 2 units at one in 2 cycles, 5 + 4 = 9 between load and compute; compute 4.
// 1 + 9 + 4 + 1 = 15 cycles, 30 slots = 6 + 2 + 9·2 + 2 + 2.
TEST(Stack, SelectPerTile) {
  ResolvedDesign design = choosing_design(DecideBy::Consumer, DecideWhen::Tile);
  design.activations.decide->latency = 5;
  design.activations.decide->rate = Rational(1, 2);
  const LayerCounts counts = simulate(design, two_patterns());
  expect_stack(counts, 15, {{Slot::Useful, 6}, {Slot::Underfill, 2}, {Slot::Select, 18}, {Slot::Load, 2}, {Slot::Store, 2}});
  EXPECT_EQ(counts.compute_cycles, 4);
  EXPECT_EQ(counts.decided_units, 2);
}

// Chosen at use: steps 0 and 2 touch a unit for the first time and wait 5. arrive = 5, 6, 7 + 5 = 12, 13; finish = 6, 7, 13, 14. ct = 14, ct1 = 4,
// select = 10·2 = 20. 1 + 14 + 1 = 16 cycles, 32 slots = 6 + 2 + 20 + 2 + 2.
TEST(Stack, SelectAtUse) {
  ResolvedDesign design = choosing_design(DecideBy::Consumer, DecideWhen::Use);
  design.activations.decide->latency = 5;
  const LayerCounts counts = simulate(design, two_patterns());
  expect_stack(counts, 16, {{Slot::Useful, 6}, {Slot::Underfill, 2}, {Slot::Select, 20}, {Slot::Load, 2}, {Slot::Store, 2}});
  EXPECT_EQ(counts.compute_cycles, 14);
  EXPECT_EQ(counts.decided_units, 2);
}

// Windows of 2: a step reads 2·8 = 16 bits of weights through a port of 8 bits a cycle, 2 cycles, and computes in 1.
// arrive = 2, max(2 + 2, 3) = 4; finish = 3, 5. ct = ct1 = 5, ct2 = 2, feed = 3·2 = 6. 1 + 5 + 1 = 7 cycles, 14 slots = 4 + 6 + 2 + 2.
TEST(Stack, Feed) {
  ResolvedDesign design = paper_design();
  design.window = 2;
  design.weights_buffer.width = Rational(8);
  expect_stack(simulate(design, ones(1, 4, 1)), 7, {{Slot::Useful, 4}, {Slot::Feed, 6}, {Slot::Load, 2}, {Slot::Store, 2}});
}

// Two rows of elements, L = 4, and three rows of W, windows of 2: the second wave leaves element 1 without a row while element 0 works for 1 cycle.
// Compute 2; edge = 1·2 lanes. 4 cycles, 16 slots = 3·2 = 6 useful + 2 + 4 + 4.
TEST(Stack, EdgeOfRows) {
  ResolvedDesign design = paper_design();
  design.window = 2;
  design.array_m = 2;
  expect_stack(simulate(design, ones(3, 2, 1)), 4, {{Slot::Useful, 6}, {Slot::Edge, 2}, {Slot::Load, 4}, {Slot::Store, 4}});
}

// Two slices, L = 4, and three windows of 2: step 0 works on windows 0 and 1, step 1 on window 2 alone; slice 1 is idle for its 1 cycle.
TEST(Stack, EdgeOfWindows) {
  ResolvedDesign design = paper_design();
  design.window = 2;
  design.array_k = 2;
  expect_stack(simulate(design, ones(1, 6, 1)), 4, {{Slot::Useful, 6}, {Slot::Edge, 2}, {Slot::Load, 4}, {Slot::Store, 4}});
}

// Two rows of elements of one lane, L = 2, zeros of the weights skipped: costs 4 and 1 in one step. Element 1 waits 3 cycles for element 0, and no
// element is idle. 1 + 4 + 1 = 6 cycles, 12 slots = 5 + 3 + 2 + 2.
TEST(Stack, Imbalance) {
  ResolvedDesign design = paper_design();
  design.array_m = 2;
  design.lanes = 1;
  design.weights.skip = Skip::Zeros;
  expect_stack(simulate(design, product({{1, 1, 1, 1}, {1, 0, 0, 0}}, {{1, 1, 1, 1}})), 6,
               {{Slot::Useful, 5}, {Slot::Imbalance, 3}, {Slot::Load, 2}, {Slot::Store, 2}});
}

// Edge comes before imbalance. Rows 1111, 1000 and 1111 on two rows of elements of one lane: wave 0 costs 4 and 1, wave 1 costs 4 and an idle
// element. ct = 8; element 1 has left = 8 - 1 = 7, of which 4 for the step in which it is idle. 10 cycles, 20 slots = 9 + 4 edge + 3 imbalance + 2
// + 2.
TEST(Stack, EdgeAndImbalance) {
  ResolvedDesign design = paper_design();
  design.array_m = 2;
  design.lanes = 1;
  design.weights.skip = Skip::Zeros;
  expect_stack(simulate(design, product({{1, 1, 1, 1}, {1, 0, 0, 0}, {1, 1, 1, 1}}, {{1, 1, 1, 1}})), 10,
               {{Slot::Useful, 9}, {Slot::Edge, 4}, {Slot::Imbalance, 3}, {Slot::Load, 2}, {Slot::Store, 2}});
}

// With slack 2 the same rows in their own time: element 1 (domain array, costs 1 and 3) lags behind element 0 (costs 3 and 1) and catches up.
// W = 1110 1000 / 1000 1110, one lane. Lockstep: 3 + 3 = 6. Slack 2: finish(0) = 3 and 1, finish(1) = 3 + 1 = 4 and 1 + 3 = 4, so ct = 4, nothing is
// left.
TEST(Stack, ImbalanceWithSlack) {
  ResolvedDesign design = paper_design();
  design.array_m = 2;
  design.lanes = 1;
  design.weights.skip = Skip::Zeros;
  const Product crossed = product({{1, 1, 1, 0, 1, 0, 0, 0}, {1, 0, 0, 0, 1, 1, 1, 0}}, {{1, 1, 1, 1, 1, 1, 1, 1}});
  expect_stack(simulate(design, crossed), 8, {{Slot::Useful, 8}, {Slot::Imbalance, 4}, {Slot::Load, 2}, {Slot::Store, 2}});
  design.slack = 2;
  expect_stack(simulate(design, crossed), 6, {{Slot::Useful, 8}, {Slot::Load, 2}, {Slot::Store, 2}});
}

// DRAM of 8 bits a cycle, tiles of one column. Tile 0 loads W and column 0, (32 + 32)/8 = 8 cycles; tile 1 column 1 alone, 4 cycles. Computes take 2.
// load 0-8, 8-12; compute 8-10, 12-14; store 12-13, 14-15. The array waits 8 and 2 for loads and, at the end, 1 for a store.
// 15 cycles, 30 slots = 8 + 10·2 + 1·2.
TEST(Stack, Load) {
  ResolvedDesign design = paper_design();
  design.dram_bandwidth = bits_per_cycle(8);
  design.tile->n = 1;
  const LayerCounts counts = simulate(design, ones(1, 4, 2));
  expect_stack(counts, 15, {{Slot::Useful, 8}, {Slot::Load, 20}, {Slot::Store, 2}});
  EXPECT_EQ(counts.weights.dram_bits, 32);
  EXPECT_EQ(counts.activations.dram_bits, 64);
}

// Weights in bitmasks, decoded at a quarter of a granule a cycle: their one granule takes 4 cycles; the activations have no encoding and need none.
// 1 + 4 + 2 + 1 = 8 cycles, 16 slots = 4 + 4·2 + 2 + 2.
TEST(Stack, Decode) {
  ResolvedDesign design = paper_design();
  design.weights.encoding.kind = EncodingKind::Bitmask;
  design.decode_rate = Rational(1, 4);
  const LayerCounts counts = simulate(design, ones(1, 4, 1));
  expect_stack(counts, 8, {{Slot::Useful, 4}, {Slot::Decode, 8}, {Slot::Load, 2}, {Slot::Store, 2}});
  EXPECT_EQ(counts.weights.dram_bits, 36);
  EXPECT_EQ(counts.weights.dram_metadata_bits, 4);
}

// One buffer, DRAM of 8 bits a cycle, 32-bit outputs, tiles of one column: load 0-8, compute 8-10, store 10-14, load 14-18, compute 18-20, store
// 20-24. Between the computes the channel serves the store for 4 cycles and then the load for 4. 24 cycles, 48 slots = 8 + (8 + 4)·2 + (4 + 4)·2.
TEST(Stack, Store) {
  ResolvedDesign design = paper_design();
  design.dram_bandwidth = bits_per_cycle(8);
  design.output_bits = 32;
  design.buffers = 1;
  design.tile->n = 1;
  expect_stack(simulate(design, ones(1, 4, 2)), 24, {{Slot::Useful, 8}, {Slot::Load, 24}, {Slot::Store, 16}});
}

// A ReLU of 64 elements on 4 lanes of the vector unit: max(64/4, (64 + 64)·8/1024) = max(16, 1) = 16 cycles, all of them `vector`: 16·2 = 32.
// At 8 bits a cycle the channel decides: 1024/8 = 128 cycles, 256 slots. Two images double both.
TEST(Stack, Vector) {
  ResolvedDesign design = paper_design();
  design.vector_lanes = 4;
  Layer relu;
  relu.kind = LayerKind::Elementwise;
  relu.operation = "relu";
  relu.elements_in = relu.elements_out = relu.operations = 64;
  expect_stack(vector_counts(design, relu, 1), 16, {{Slot::Vector, 32}});
  design.dram_bandwidth = bits_per_cycle(8);
  expect_stack(vector_counts(design, relu, 1), 128, {{Slot::Vector, 256}});
  expect_stack(vector_counts(design, relu, 2), 256, {{Slot::Vector, 512}});
}

// A depthwise 1 x 1 convolution, 2 channels on 2 x 2 pixels, on 3 lanes: 8 multiplications, ceil(8/3) = 3 cycles. It moves 8·8 bits in, 2·8 of
// weights, 8·8 out, 144 bits: at 8 bits a cycle 18 cycles. Without a vector unit it runs on the array.
TEST(Stack, VectorDepthwise) {
  ResolvedDesign design = paper_design();
  Layer layer;
  layer.groups = layer.in_channels = layer.out_channels = 2;
  layer.in_height = layer.in_width = 2;
  EXPECT_FALSE(on_vector_unit(design, layer));
  design.vector_lanes = 3;
  EXPECT_TRUE(on_vector_unit(design, layer));
  expect_stack(vector_counts(design, layer, 1), 3, {{Slot::Vector, 6}});
  design.dram_bandwidth = bits_per_cycle(8);
  expect_stack(vector_counts(design, layer, 1), 18, {{Slot::Vector, 36}});
}

}  // namespace
}  // namespace skeptic
