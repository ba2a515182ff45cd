// The two ways to run the array against each other, tile by tile: an element and a step at a time, and waves on kernels.
#include <gtest/gtest.h>

#include "base/diagnostic.h"
#include "simulate/auto_tile.h"
#include "simulate/chosen_kernels.h"
#include "simulate/designs.h"
#include "simulate/plain_array.h"
#include "simulate/simulate.h"
#include "simulate/wave_array.h"
#include "support/draw.h"
#include "support/random_case.h"

namespace skeptic {
namespace {

void expect_same(const ArraySums& waves, const ArraySums& plain) {
  EXPECT_EQ(waves.cycles, plain.cycles);
  EXPECT_EQ(waves.cycles_without_waits, plain.cycles_without_waits);
  EXPECT_EQ(waves.cycles_without_feeds, plain.cycles_without_feeds);
  EXPECT_EQ(waves.cost0, plain.cost0);
  EXPECT_EQ(waves.cost1, plain.cost1);
  EXPECT_EQ(waves.cost2, plain.cost2);
  EXPECT_EQ(waves.cost, plain.cost);
  EXPECT_EQ(waves.edge, plain.edge);
  EXPECT_EQ(waves.imbalance, plain.imbalance);
  EXPECT_EQ(waves.switches, plain.switches);
}

struct Outcome {
  ArrayRun run;
  ArrayState state;
};

Outcome run(Array& array, const ResolvedDesign& design, const Geometry& shape, const Tile& tile, const ArrayState& before) {
  std::vector<TileStep> steps;
  tile_walk(design, shape, tile).for_each([&](const TileStep& step) { steps.push_back(step); });
  Outcome outcome{{}, before};
  outcome.run = array.run(tile, steps, outcome.state);
  return outcome;
}

/// All groups of a layer, one after the other on the same array. False where the waves do not take the design, or nothing fits its buffers.
bool both_agree(const ResolvedDesign& design, const Layer& layer, const LayerOperands& operands) {
  const Geometry shape = geometry(design, layer, operands);
  BlockTables tables;
  Tile tile;
  try {
    tile = choose_tile(design, shape, layer.name, tables);
  } catch (const UserError&) {
    return false;
  }
  if (!waves_fit(design, shape)) return false;
  ArrayState state = initial_state(design);
  for (std::int64_t group = 0; group < shape.groups; ++group) {
    const WeightSide weights = weight_side(design, shape, operands, group);
    const ActivationSide activations = activation_side(design, shape, operands, group);
    const std::unique_ptr<PackedWeights> waves_of = packed_weights(design, shape, weights, tile),
                                         plain_of = plain_weights(design, shape, weights, tile);
    const Outcome waves = run(*make_array(design, shape, *waves_of, activations, true), design, shape, tile, state);
    const Outcome plain = run(*make_plain_array(design, shape, *plain_of, activations), design, shape, tile, state);
    EXPECT_EQ(waves.run.cycles, plain.run.cycles);
    expect_same(waves.run.sums, plain.run.sums);
    if (decides_at_use(design)) {  // elsewhere nothing reads them
      EXPECT_EQ(waves.run.sums.first_uses, plain.run.sums.first_uses);
    }
    EXPECT_EQ(waves.state.busy, plain.state.busy);
    EXPECT_EQ(waves.state.last_patterns, plain.state.last_patterns);
    state = plain.state;
  }
  return true;
}

TEST(PlainArray, AgreesWithWaves) {
  int waves = 0, others = 0;
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    const RandomCase random = random_case(seed);
    (both_agree(random.design, random.layer, random.operands) ? waves : others) += 1;
    ASSERT_FALSE(testing::Test::HasFailure()) << random.text();
  }
  // Both kinds are drawn: those that the waves take, and those that they leave to the plain array.
  EXPECT_GT(waves, 450);
  EXPECT_GT(others, 30);
}

ResolvedDesign waiting_design(Domain domain, std::int64_t slack) {
  ResolvedDesign design = paper_design();
  design.array_m = 3, design.array_n = 2;
  design.domain = domain, design.slack = slack;
  design.activations.chosen = Chosen::RunTime;
  design.activations.patterns = {parse_pattern("1:4"), parse_pattern("dense")};
  design.activations.skip = Skip::Pattern, design.weights.skip = Skip::Zeros;
  Decision decide;
  decide.by = DecideBy::Consumer, decide.when = DecideWhen::Use;
  decide.policy.kind = PolicyKind::Cover;
  decide.pixels = 1, decide.channels = 4;
  decide.latency = 1'000'000, decide.switch_cycles = 1'000'000;
  design.activations.decide = decide;
  design.activations_buffer.width = Rational(3), design.weights_buffer.width = Rational(5);
  return design;
}

Product sparse_product(std::size_t rows, std::size_t depth, std::size_t columns, std::uint64_t seed) {
  Draw draw(seed);
  Product made = ones(rows, depth, columns);
  for (std::vector<float>* values : {&made.operands.weights, &made.operands.activations})
    for (float& value : *values) value = draw.percent(60) ? 0.0F : 1.0F;
  return made;
}

// Two million cycles a step, thousands of steps: times pass 2^32 many times over in one tile, so that the base of the waves' times has to move on.
TEST(PlainArray, AgreesWhereTimesPassThirtyTwoBits) {
  const Product product = sparse_product(7, 4000, 5, 1);
  for (const Domain domain : {Domain::Array, Domain::Row, Domain::Column, Domain::Pe})
    for (const std::int64_t slack : {1, 2, 9}) {
      const ResolvedDesign design = waiting_design(domain, slack);
      SCOPED_TRACE(testing::Message() << "domain " << static_cast<int>(domain) << ", slack " << slack);
      ASSERT_TRUE(both_agree(design, product.layer, product.operands));
      ASSERT_GT(simulate_layer(design, product.layer, product.operands).compute_cycles, std::int64_t{1} << 32);
    }
}

TEST(Plain, TakesFeedsBeyond32Bits) {
  // Every one of 2^20 elements reads a window of 64 values of 64 bits for itself, a bit a cycle: 2^32 cycles, and one to multiply.
  ResolvedDesign design = paper_design();
  design.array_m = design.array_n = 1024;
  design.domain = Domain::Pe;
  design.window = design.lanes = 64;
  design.weights.bits = design.activations.bits = 64;
  design.weights_buffer.width = Rational(1);
  design.weights_buffer.size_bits = design.activations_buffer.size_bits = std::int64_t{1} << 40;
  const Product product = ones(1, 64, 1);
  EXPECT_EQ(simulate_layer(design, product.layer, product.operands).compute_cycles, (std::int64_t{1} << 32) + 1);
}

TEST(Plain, TakesWavesWhoseSumsNeedMoreThan32Bits) {
  ResolvedDesign design = paper_design();
  design.array_m = 4096, design.array_n = 1;
  design.window = design.lanes = 1;
  design.empty_window = 16;
  Layer layer;
  layer.kind = LayerKind::Linear;
  layer.out_channels = 4096, layer.tokens = 1;
  layer.in_channels = 65535;  // 4096 elements, 16 cycles a window: just below 2^32
  EXPECT_TRUE(waves_fit(design, geometry(design, layer, 1)));
  layer.in_channels = 65536;
  EXPECT_FALSE(waves_fit(design, geometry(design, layer, 1)));
}

}  // namespace
}  // namespace skeptic
