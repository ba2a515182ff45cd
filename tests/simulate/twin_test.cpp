// The simulator against the naive twin: random designs and layers over the whole model.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/diagnostic.h"
#include "simulate/simulate.h"
#include "support/random_case.h"
#include "twin/twin.h"

namespace skeptic {
namespace {

struct Outcome {
  std::optional<LayerCounts> counts;
  DiagnosticId error{};
};

template <typename Simulate>
Outcome outcome(const RandomCase& random, const Simulate& simulate) {
  try {
    return {simulate(random.design, random.layer, random.operands, random.output_bits), {}};
  } catch (const UserError& error) {
    return {std::nullopt, error.diagnostics().front().id};
  }
}

void expect_same(const RandomCase& random) {
  const Outcome fast = outcome(random, simulate_layer), slow = outcome(random, twin::simulate_layer);
  ASSERT_EQ(fast.counts.has_value(), slow.counts.has_value()) << random.text();
  if (!fast.counts) {
    ASSERT_EQ(name(fast.error), name(slow.error)) << random.text();
    return;
  }
  const LayerCounts &a = *fast.counts, &b = *slow.counts;
  ASSERT_EQ(a.tile_k, b.tile_k) << random.text();
  ASSERT_EQ(a.tile_n, b.tile_n) << random.text();
  ASSERT_EQ(a.tile_m, b.tile_m) << random.text();
  ASSERT_EQ(a.compute_cycles, b.compute_cycles) << random.text();
  ASSERT_EQ(a.weights.dram_bits, b.weights.dram_bits) << random.text();
  ASSERT_EQ(a.activations.dram_bits, b.activations.dram_bits) << random.text();
  ASSERT_EQ(a.store_bits, b.store_bits) << random.text();
  ASSERT_EQ(a.cycles, b.cycles) << random.text();
  for (const SlotRow& row : kStack) ASSERT_EQ(a.stack[row.slot], b.stack[row.slot]) << row.key << "\n" << random.text();
  ASSERT_EQ(a.stack.total(), a.cycles * a.lanes) << random.text();
  ASSERT_EQ(a.choices.dropped, b.choices.dropped) << random.text();
  ASSERT_EQ(a.choices.units, b.choices.units) << random.text();
  ASSERT_EQ(a.switches, b.switches) << random.text();
  ASSERT_EQ(a.decided_units, b.decided_units) << random.text();
  ASSERT_EQ(a.pe_busy, b.pe_busy) << random.text();
  ASSERT_EQ(a.lanes, b.lanes) << random.text();
  ASSERT_EQ(a.tiles, b.tiles) << random.text();
  ASSERT_EQ(a.macs, b.macs) << random.text();
  ASSERT_EQ(a.weights.dram_metadata_bits, b.weights.dram_metadata_bits) << random.text();
  ASSERT_EQ(a.activations.dram_metadata_bits, b.activations.dram_metadata_bits) << random.text();
  ASSERT_EQ(a.weights.buffer_read_bits, b.weights.buffer_read_bits) << random.text();
  ASSERT_EQ(a.activations.buffer_read_bits, b.activations.buffer_read_bits) << random.text();
  // Values are multiples of 1/4 below 8: sums of squares are exact. The twin reports the dropped share, the simulator the sum.
  ASSERT_EQ(a.activation_energy, b.activation_energy) << random.text();
  ASSERT_EQ(a.activation_energy > 0 ? a.choices.dropped_energy / a.activation_energy : 0, b.choices.dropped_energy) << random.text();
}

TEST(Twin, AgreesOnTheFirstThousandSeeds) {
  for (std::uint64_t seed = 0; seed < 1000 && !testing::Test::HasFatalFailure(); ++seed) expect_same(random_case(seed));
}

RC_GTEST_PROP(Twin, AgreesOnRandomSeeds, (std::uint64_t seed)) {
  const RandomCase random = random_case(seed);
  expect_same(random);
  RC_ASSERT(!testing::Test::HasFatalFailure());
}

TEST(LongTwin, AgreesOnFiftyThousandSeeds) {
  for (std::uint64_t seed = 1000; seed < 51000 && !testing::Test::HasFatalFailure(); ++seed) expect_same(random_case(seed));
}

}  // namespace
}  // namespace skeptic
