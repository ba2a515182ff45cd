// Many inputs of a trace: sums, single inputs, choices that look back, threads, and what a result says about its inputs.
#include <gtest/gtest.h>
#include <tbb/global_control.h>

#include "design/design.h"
#include "simulate/designs.h"
#include "simulate/distribution.h"
#include "simulate/pruned.h"
#include "simulate/simulate.h"
#include "simulate/simulator.h"
#include "support/random_trace.h"
#include "workload/sources.h"

namespace skeptic {
namespace {

const std::string kDynamic = SKEPTIC_SOURCE "/examples/dynamic-4of8.yaml";

ResolvedDesign design_of(const std::string& name, const std::vector<std::pair<std::string, std::string>>& sets = {}) {
  Design design = load_design(name);
  for (const auto& [path, value] : sets) design = with(design, path, value);
  return resolve(design);
}

ResolvedDesign without_vector_unit(ResolvedDesign design) {
  design.vector_lanes.reset();
  return design;
}

const std::vector<std::pair<std::string, std::string>> kLooksBack{{"operands.activations.decide.from", "previous-input"}};

class Traced : public ::testing::Test {
 protected:
  std::shared_ptr<const TraceSource> source(TraceHeader header, const std::string& name = "t") const {
    write_random_trace(folder_.file(name), network_, header);
    return std::make_shared<TraceSource>(std::make_shared<const Trace>(folder_.file(name)));
  }
  std::shared_ptr<const TraceSource> source(std::int64_t inputs) const { return source(trace_header(inputs)); }
  NetworkCounts run(const std::shared_ptr<const TensorSource>& of, const ResolvedDesign& design, Batches batches) const {
    return Simulator(network_, of, batches).run(design);
  }

  TraceFolder folder_;
  Network network_ = small_network();
};

void expect_same(const NetworkCounts& a, const NetworkCounts& b) {
  EXPECT_EQ(a.layers, b.layers);
  EXPECT_EQ(a.batch_cycles, b.batch_cycles);
  EXPECT_EQ(a.inputs, b.inputs);
  EXPECT_EQ(a.left_out, b.left_out);
  EXPECT_EQ(a.open_loop, b.open_loop);
}

TEST_F(Traced, CountsAreTheSumOfEveryInputByItself) {
  const auto trace = source(5);
  for (const std::string& name : {std::string("ampere-2to4"), kDynamic, std::string(SKEPTIC_SOURCE "/examples/two-sided.yaml")}) {
    SCOPED_TRACE(name);
    const ResolvedDesign design = without_vector_unit(design_of(name));
    const NetworkCounts counts = run(trace, design, {0, 5, 1});
    ASSERT_EQ(counts.layers.size(), 4u);
    EXPECT_EQ(counts.inputs, 5);
    EXPECT_EQ(counts.images, 1);
    std::vector<std::int64_t> cycles(5, 0);
    for (const LayerCounts& sum : counts.layers) {
      const Layer& layer = *network_.find(sum.name);
      std::optional<LayerCounts> expected;
      for (std::int64_t input = 0; input < 5; ++input) {
        const LayerCounts own = simulate_layer(design, layer, trace->operands(layer, input, 1));
        cycles[static_cast<std::size_t>(input)] += own.cycles;
        if (expected)
          *expected += own;
        else
          expected = own;
      }
      EXPECT_EQ(sum, *expected) << sum.name;
    }
    EXPECT_EQ(counts.batch_cycles, cycles);
    EXPECT_EQ(counts.cycles(), std::accumulate(cycles.begin(), cycles.end(), std::int64_t{0}));
  }
}

// Every field of a sum, by hand.
TEST(LayerCountsSum, AddsEverythingButTheTileAndTheDroppedWeights) {
  LayerCounts a;
  a.name = "x", a.cycles = 1, a.compute_cycles = 2, a.lanes = 4, a.tiles = 3, a.tile_m = 5, a.tile_n = 6, a.tile_k = 7, a.macs = 8;
  a.vector_operations = 9, a.store_bits = 10, a.decided_units = 11, a.switches = 12, a.dropped_weights = 13, a.activation_energy = 0.5;
  a.stack[Slot::Useful] = 14, a.weights = {15, 16, 17}, a.activations = {18, 19, 20}, a.choices = {{21, 22}, 23, 0.25}, a.pe_busy = {24, 25};
  LayerCounts sum = a;
  sum += a;
  LayerCounts twice = a;
  twice.cycles = 2, twice.compute_cycles = 4, twice.tiles = 6, twice.macs = 16, twice.vector_operations = 18, twice.store_bits = 20;
  twice.decided_units = 22, twice.switches = 24, twice.activation_energy = 1.0, twice.stack[Slot::Useful] = 28, twice.weights = {30, 32, 34};
  twice.activations = {36, 38, 40}, twice.choices = {{42, 44}, 46, 0.5}, twice.pe_busy = {48, 50};
  EXPECT_EQ(sum, twice);
}

TEST_F(Traced, BatchesAreInputsThatRunTogether) {
  const auto trace = source(6);
  const ResolvedDesign design = without_vector_unit(design_of(kDynamic));
  const NetworkCounts counts = run(trace, design, {2, 2, 2});  // inputs 2 and 3, then 4 and 5
  EXPECT_EQ(counts.images, 2);
  EXPECT_EQ(counts.inputs, 4);
  ASSERT_EQ(counts.batch_cycles.size(), 2u);
  const Layer& layer = *network_.find("conv2");
  LayerCounts expected = simulate_layer(design, layer, trace->operands(layer, 2, 2));
  expected += simulate_layer(design, layer, trace->operands(layer, 4, 2));
  EXPECT_EQ(counts.layers[1], expected);
  expect_same(run(trace, design, {4, 1, 1}), Simulator(network_, trace, Batches{4, 1, 1}).run(design));
  EXPECT_EQ(run(trace, design, {0, 6, 1}).batch_cycles[4], run(trace, design, {4, 1, 1}).cycles());
}

// More batches than are kept, on more than one round of them; whatever the number of threads.
TEST_F(Traced, TheNumberOfThreadsChangesNothing) {
  const auto trace = source(70);
  const ResolvedDesign design = design_of(kDynamic, kLooksBack);
  const auto with_threads = [&](std::size_t threads) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    return run(trace, design, {0, 70, 1});
  };
  const NetworkCounts one = with_threads(1);
  expect_same(one, with_threads(3));
  std::vector<std::int64_t> kept = run(trace, design, {0, 20, 1}).batch_cycles;  // few enough to be kept
  EXPECT_EQ(std::vector<std::int64_t>(one.batch_cycles.begin(), one.batch_cycles.begin() + 20), kept);
}

// What is kept between runs does not show, on few inputs and on many.
TEST_F(Traced, SweepsEqualSeparateRuns) {
  const auto trace = source(70);
  const std::vector<ResolvedDesign> designs{design_of("ampere-2to4"),
                                            design_of(kDynamic),
                                            design_of(kDynamic, kLooksBack),
                                            design_of(kDynamic, {{"operands.activations.decide.latency", "40 cycles"}}),
                                            design_of(kDynamic, {{"memory.weights.size", "4 KiB"}}),
                                            design_of("dense")};
  for (const Batches batches : {Batches{0, 3, 1}, Batches{0, 70, 1}, Batches{1, 2, 3}}) {
    Simulator shared(network_, trace, batches);
    const std::size_t some = batches.count > 64 ? 2 : designs.size();
    for (int round = 0; round < 2; ++round)
      for (std::size_t i = 0; i < some; ++i) expect_same(shared.run(designs[i]), run(trace, designs[i], batches));
  }
}

TEST_F(Traced, ReportsProgressForEveryLayerOfEveryInput) {
  std::atomic<std::int64_t> calls = 0;
  Simulator(network_, source(3), Batches{0, 3, 1}).run(design_of("dense"), [&](std::int64_t, std::int64_t of) {
    ++calls;
    EXPECT_EQ(of, 18);  // 6 layers
  });
  EXPECT_EQ(calls, 18);
}

// One unit of 8 values; 4:8 holds four of them. Input 0 has 3 nonzeros, so `cover` picks 4:8 for it, input 1 has 5 and takes dense, input 2 has 2.
// Looking back, each takes what the one before would have picked: the last of the list first (dense), then 4:8, then dense. So input 1 loses one
// value.
TEST_F(Traced, ChoicesThatLookBackLookAtTheInputBefore) {
  const Network network = parse_network(
      "name: one\ntitle: one layer\nsource: made for a test\nactivation: relu\ninput: [1, 8]\nlayers:\n"
      "  - {name: fc, kind: linear, inputs: [input], in: 8, out: 1, tokens: 1}\n",
      "one.yaml");
  {
    TraceWriter writer(folder_.file("look"), trace_header(3), network, 1);
    writer.write_weights(network.layers[0], std::vector<float>(8, 1.0F));
    writer.write_operands(network.layers[0], 0, 3, std::vector<float>{1, 2, 3, 0, 0, 0, 0, 0, 5, 4, 3, 2, 1, 0, 0, 0, 7, 7, 0, 0, 0, 0, 0, 0}, {});
    writer.write_outputs(0, 3, std::vector<float>(3), {});
    writer.finish({});
  }
  const auto trace = std::make_shared<TraceSource>(std::make_shared<const Trace>(folder_.file("look")));
  ResolvedDesign design = paper_design();
  design.window = 8;
  design.activations.chosen = Chosen::RunTime;
  design.activations.patterns = {parse_pattern("4:8"), Pattern{}};
  design.activations.skip = Skip::Zeros;
  design.activations.decide = Decision{};
  design.activations.decide->policy.kind = PolicyKind::Cover;
  design.activations.decide->from = DecideFrom::PreviousInput;
  const auto units = [&](Batches batches) {
    const LayerCounts counts = Simulator(network, trace, batches).run(design).layers[0];
    return std::pair(counts.choices.units, counts.choices.dropped);
  };
  using Units = std::vector<std::int64_t>;
  EXPECT_EQ(units({0, 1, 1}), std::pair(Units({0, 1}), std::int64_t{0}));
  EXPECT_EQ(units({1, 1, 1}), std::pair(Units({1, 0}), std::int64_t{1}));
  EXPECT_EQ(units({2, 1, 1}), std::pair(Units({0, 1}), std::int64_t{0}));
  EXPECT_EQ(units({0, 3, 1}), std::pair(Units({1, 2}), std::int64_t{1}));
  EXPECT_EQ(units({1, 1, 2}), std::pair(Units({1, 1}), std::int64_t{1}));  // two together: the first still has one before it
  design.activations.decide->from = DecideFrom::ThisInput;
  EXPECT_EQ(units({0, 3, 1}), std::pair(Units({2, 1}), std::int64_t{0}));
}

// Two inputs together choose as they do one after the other, in every kind of layer: what lies before an image is the image before it.
TEST_F(Traced, LookingBackWithinABatchIsLookingBackAcrossInputs) {
  const auto trace = source(4);
  const ResolvedDesign design = without_vector_unit(design_of(kDynamic, kLooksBack));
  const NetworkCounts together = run(trace, design, {0, 1, 4}), apart = run(trace, design, {0, 4, 1}), pairs = run(trace, design, {0, 2, 2});
  bool looked = false;
  for (std::size_t i = 0; i < apart.layers.size(); ++i) {
    SCOPED_TRACE(apart.layers[i].name);
    for (const NetworkCounts& other : {together, pairs}) {
      EXPECT_EQ(other.layers[i].choices.units, apart.layers[i].choices.units);
      EXPECT_EQ(other.layers[i].choices.dropped, apart.layers[i].choices.dropped);
    }
    looked = looked || apart.layers[i].choices.units != run(trace, without_vector_unit(design_of(kDynamic)), {0, 4, 1}).layers[i].choices.units;
  }
  EXPECT_TRUE(looked);  // and not as they do when they look at themselves
}

// 1:2 on the rows 1 2 0 3 and 0 0 5 0 drops the 1 alone; it is counted once, on any number of inputs.
TEST_F(Traced, DroppedWeightsAreCountedOnce) {
  ResolvedDesign design = paper_design();
  design.weights.pattern = parse_pattern("1:2");
  const Product small = product({{1, 2, 0, 3}, {0, 0, 5, 0}}, {{1, 1, 1, 1}});
  EXPECT_EQ(simulate_layer(design, small.layer, small.operands).dropped_weights, 1);
  EXPECT_EQ(simulate_layer(paper_design(), small.layer, small.operands).dropped_weights, 0);
  Layer matmul = small.layer;
  matmul.kind = LayerKind::Matmul;
  EXPECT_EQ(simulate_layer(design, matmul, small.operands).dropped_weights, 0);  // activations, which no weights' pattern prunes

  const auto trace = source(3);
  const std::int64_t once = run(trace, design_of("ampere-2to4"), {0, 1, 1}).dropped_weights();
  EXPECT_GT(once, 0);
  EXPECT_EQ(run(trace, design_of("ampere-2to4"), {0, 3, 1}).dropped_weights(), once);
}

TEST_F(Traced, OpenLoopWhereTheInputsWereMeasuredWithoutWhatTheDesignDrops) {
  const ResolvedDesign dense = design_of("dense"), ampere = design_of("ampere-2to4"), dynamic = design_of(kDynamic);
  ASSERT_EQ(pruning_key(dense), "");
  const auto open = [&](const std::shared_ptr<const TensorSource>& of, const ResolvedDesign& design) { return run(of, design, {0, 1, 1}).open_loop; };
  const auto unpruned = source(trace_header(1), "unpruned");
  EXPECT_FALSE(open(unpruned, dense));
  EXPECT_TRUE(open(unpruned, ampere));
  EXPECT_TRUE(open(unpruned, dynamic));
  EXPECT_EQ(run(unpruned, ampere, {0, 1, 1}).pruned_by, "");

  TraceHeader header = trace_header(1);
  header.design = ampere.name, header.pruning = pruning_key(ampere);
  const auto pruned = source(header, "pruned");
  EXPECT_FALSE(open(pruned, ampere));
  EXPECT_TRUE(open(pruned, dynamic));
  EXPECT_TRUE(open(pruned, dense));  // it drops nothing, and these inputs are not its own
  EXPECT_EQ(run(pruned, dense, {0, 1, 1}).pruned_by, "ampere-2to4");

  // Drawn tensors belong to no network that ran.
  EXPECT_FALSE(open(std::make_shared<SyntheticSource>(network_, SyntheticOptions{}), ampere));
}

TEST_F(Traced, MasksCannotBePrunedByMagnitude) {
  const auto masks = source(trace_header(2, TraceStore::Masks));
  EXPECT_EQ(error_of([&] {
              run(masks, design_of(kDynamic), {0, 2, 1});
            }),
            "error: dynamic 4:8 chooses what it drops by magnitude, and has no values to go by: the trace " + folder_.file("t") +
                ": masks of 2 inputs [trace-masks]\n  expected: a trace of values\n  trace again with `--store values`\n");
  // Weights are values in any trace; what skips zeros needs no more than masks, and counts the same on them.
  const auto values = source(trace_header(2), "values");
  for (const char* name : {"ampere-2to4", SKEPTIC_SOURCE "/examples/two-sided.yaml"}) {
    NetworkCounts of_masks = run(masks, design_of(name), {0, 2, 1});
    const NetworkCounts of_values = run(values, design_of(name), {0, 2, 1});
    EXPECT_EQ(of_masks.batch_cycles, of_values.batch_cycles);
    EXPECT_EQ(of_masks.stack(), of_values.stack());
  }
}

TEST(Distribution, QuantilesAreNearestRanks) {
  const auto found = distribution(std::vector<std::int64_t>{40, 10, 30, 20});
  EXPECT_EQ(found.p50, 20);  // the second of four: two do not exceed it
  EXPECT_EQ(found.p90, 40);  // ceil(3.6) = 4th
  EXPECT_EQ(found.p99, 40);
  EXPECT_EQ(found.mean, 25.0);
  EXPECT_EQ(found.min, 10);
  EXPECT_EQ(found.max, 40);
  std::vector<std::int64_t> hundred;
  for (std::int64_t i = 100; i > 0; --i) hundred.push_back(i);
  EXPECT_EQ(distribution(hundred).p50, 50);
  EXPECT_EQ(distribution(hundred).p90, 90);
  EXPECT_EQ(distribution(hundred).p99, 99);
  hundred.push_back(101);
  EXPECT_EQ(distribution(hundred).p99, 100);  // ceil(99.99) = 100th of 101
  EXPECT_EQ(distribution(std::vector<double>{0.5}).p99, 0.5);
}

}  // namespace
}  // namespace skeptic
