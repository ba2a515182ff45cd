// Orders of the rows of W (docs/machine-model-notes.md, "Balancing"): by hand, in closed form, and what no order may change. Against the naive twin:
// twin_test.cpp.
#include "simulate/row_order.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "simulate/designs.h"
#include "simulate/permuted.h"
#include "simulate/pruned.h"
#include "simulate/simulate.h"
#include "simulate/simulator.h"
#include "simulate/work_distribution.h"
#include "support/random_case.h"

namespace skeptic {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Ones = std::vector<std::int64_t>;

constexpr Balance kOrders[] = {Balance::Sort, Balance::Pair, Balance::Interleave};

// Ranks 0 … 6 are rows 1 3 5 0 4 2 6, of 5 5 4 3 2 1 0 ones. Waves of two, the last of one.
TEST(RowOrder, ByHand) {
  const Ones ones{3, 5, 1, 5, 2, 4, 0};
  EXPECT_THAT(row_order(Balance::Sort, ones, 2), ElementsAre(1, 3, 5, 0, 4, 2, 6));
  EXPECT_THAT(row_order(Balance::Pair, ones, 2), ElementsAre(1, 3, 6, 2, 5, 0, 4));        // ranks 0 1, 6 5, 2 3, 4
  EXPECT_THAT(row_order(Balance::Interleave, ones, 2), ElementsAre(1, 4, 2, 3, 5, 6, 0));  // ranks 0 4, 5 1, 2 6, 3
  EXPECT_THAT(row_order(Balance::None, ones, 2), IsEmpty());
}

// One wave: sorted, which interleave is too. Waves of one row: pair goes from end to end, and the others are sorted.
TEST(RowOrder, OfOneWaveAndOfWavesOfOneRow) {
  const Ones ones{1, 2, 3};
  for (const Balance order : kOrders) EXPECT_THAT(row_order(order, ones, 16), ElementsAre(2, 1, 0));
  EXPECT_THAT(row_order(Balance::Sort, ones, 1), ElementsAre(2, 1, 0));
  EXPECT_THAT(row_order(Balance::Pair, ones, 1), ElementsAre(2, 0, 1));
  EXPECT_THAT(row_order(Balance::Interleave, ones, 1), ElementsAre(2, 1, 0));
}

TEST(RowOrder, RowsThatAreAlikeStay) {
  for (const Balance order : kOrders) {
    EXPECT_THAT(row_order(order, Ones{4, 4, 4, 4, 4}, 2), IsEmpty());
    EXPECT_THAT(row_order(order, Ones{7}, 2), IsEmpty());
    EXPECT_THAT(row_order(order, Ones{}, 2), IsEmpty());
  }
}

RC_GTEST_PROP(RowOrder, HoldsEveryRowOnce, ()) {
  const Ones ones = *rc::gen::container<Ones>(rc::gen::inRange<std::int64_t>(0, 9));
  const std::int64_t wave = *rc::gen::inRange(1, 9);
  for (const Balance order : kOrders) {
    Ones rows = row_order(order, ones, wave);
    if (rows.empty()) continue;
    std::sort(rows.begin(), rows.end());
    Ones all(ones.size());
    std::iota(all.begin(), all.end(), 0);
    RC_ASSERT(rows == all);
  }
}

/// Elements of one lane, one column, zeros of weights skipped: a row takes as many cycles as it has ones.
ResolvedDesign one_lane(std::int64_t rows, Balance balance, Domain domain = Domain::Array) {
  ResolvedDesign design = paper_design();
  design.array_m = rows;
  design.lanes = 1;
  design.weights.skip = Skip::Zeros;
  design.domain = domain;
  design.balance = balance;
  return design;
}

// The example of the notes. Rows of 1 4 2 3 ones on two rows of elements.
TEST(Balancing, ByHand) {
  const Product rows = product({{1, 0, 0, 0}, {1, 1, 1, 1}, {0, 1, 1, 0}, {1, 0, 1, 1}}, {{1, 1, 1, 1}});
  struct Expected {
    Balance balance;
    std::int64_t array, row;
    std::vector<std::int64_t> busy;
  };
  for (const auto& [balance, array, row, busy] : std::vector<Expected>{{Balance::None, 7, 7, {3, 7}},           // 1 4 | 2 3
                                                                       {Balance::Sort, 6, 6, {6, 4}},           // 4 3 | 2 1
                                                                       {Balance::Pair, 6, 5, {5, 5}},           // 4 3 | 1 2
                                                                       {Balance::Interleave, 7, 5, {5, 5}}}) {  // 4 2 | 1 3
    SCOPED_TRACE(static_cast<int>(balance));
    const LayerCounts lockstep = simulate_layer(one_lane(2, balance), rows.layer, rows.operands);
    EXPECT_EQ(lockstep.compute_cycles, array);
    EXPECT_EQ(lockstep.pe_busy, busy);
    EXPECT_EQ(simulate_layer(one_lane(2, balance, Domain::Row), rows.layer, rows.operands).compute_cycles, row);
  }
}

// Every group is ordered by itself: rows of 1 2 ones, and of 3 4. One row of elements and a tile a row: group 0's denser row comes first, then its
// other one.
TEST(Balancing, OrdersEveryGroupByItself) {
  Layer layer;
  layer.name = "grouped";
  layer.kind = LayerKind::Convolution;
  layer.groups = 2, layer.in_channels = 8, layer.out_channels = 4;
  const LayerOperands operands{1, {1, 0, 0, 0, 1, 1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1, 1, 1}, {}};
  ResolvedDesign design = one_lane(1, Balance::Sort);
  LayerOperands by_hand = operands;
  by_hand.weights = {1, 1, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 0};
  design.tile = TileSize{1, 1, {}};
  design.dram_bandwidth = bits_per_cycle(4);  // so that the order of the tiles shows
  const LayerCounts sorted = simulate_layer(design, layer, operands);
  design.balance = Balance::None;
  EXPECT_EQ(sorted, simulate_layer(design, layer, by_hand));
}

// Ones are counted after pruning: to 1:4 these rows have 1 2 1 2 of 4 2 1 2. Sorted 2 2 | 1 1 on two rows of elements; by what they had before it
// would be 1 2 | 2 1, as it is unsorted.
TEST(Balancing, ComesAfterPruning) {
  ResolvedDesign design = one_lane(2, Balance::Sort);
  design.window = 8;
  design.weights.pattern = parse_pattern("1:4");
  const Product rows =
      product({{9, 8, 7, 6, 0, 0, 0, 0}, {9, 0, 0, 0, 8, 0, 0, 0}, {9, 0, 0, 0, 0, 0, 0, 0}, {0, 9, 0, 0, 0, 8, 0, 0}}, {{1, 1, 1, 1, 1, 1, 1, 1}});
  EXPECT_EQ(simulate_layer(design, rows.layer, rows.operands).compute_cycles, 3);
  // What is pruned stands in the network's own order.
  LayerOperands pruned = rows.operands;
  prune_weights(design, rows.layer, nullptr, pruned);
  std::vector<float> expected = rows.operands.weights;
  expected[1] = expected[2] = expected[3] = 0;
  EXPECT_EQ(pruned.weights, expected);
  const std::string key = pruning_key(design);
  design.balance = Balance::None;
  EXPECT_EQ(pruning_key(design), key);  // one network, in whatever order it runs
  EXPECT_EQ(simulate_layer(design, rows.layer, rows.operands).compute_cycles, 4);
}

/// A case whose rows can stand in any order.
RandomCase free_case(std::uint64_t seed) {
  RandomCase random = random_case(seed);
  while (random.design.weights.pattern.height() > 1) random = random_case(seed += 1'000'000'007);
  random.design.balance = Balance::None;
  random.design.tile.reset();
  random.design.buffers = 1;
  random.design.accumulator_bits.reset();
  random.design.weights_buffer.size_bits = random.design.activations_buffer.size_bits = std::int64_t{1} << 24;
  return random;
}

/// Row p of group g of the result is row order(g)[p] of that group; groups without an order stay.
template <typename OrderOf>
RandomCase reordered(RandomCase random, const OrderOf& order_of) {
  const Geometry shape = geometry(random.design, random.layer, random.operands);
  const std::vector<float> weights = random.operands.weights;
  for (std::int64_t group = 0; group < shape.groups; ++group) {
    const std::vector<std::int64_t> order = order_of(shape, group);
    for (std::size_t place = 0; place < order.size(); ++place)
      std::copy_n(weights_row(weights, shape, group, order[place]), shape.taps * shape.channels,
                  random.operands.weights.begin() + (group * shape.rows + static_cast<std::int64_t>(place)) * shape.taps * shape.channels);
  }
  return random;
}

LayerCounts run(const RandomCase& random) { return simulate_layer(random.design, random.layer, random.operands, random.output_bits); }

// An order is nothing but that of the rows that a network might have had from the start; the distribution of work sees it too.
RC_GTEST_PROP(Balancing, IsThatOfReorderedWeights, (std::uint64_t seed)) {
  RandomCase random = free_case(seed);
  random.design.balance = *rc::gen::elementOf(std::vector<Balance>(std::begin(kOrders), std::end(kOrders)));
  RandomCase by_hand = reordered(random, [&](const Geometry& shape, std::int64_t group) {
    if (shape.weights_are_activations) return Ones{};  // of a matmul nothing is known beforehand
    const WeightSide side = weight_side(random.design, shape, random.operands, group);
    Ones ones;
    for (std::int64_t row = 0; row < shape.rows; ++row) ones.push_back(side.slots.count(row, 0, shape.depth()));
    return row_order(random.design.balance, ones, random.design.array_m);
  });
  by_hand.design.balance = Balance::None;
  const LayerCounts ordered = run(random), expected = run(by_hand);
  // Σ |w| is a sum of doubles in the order of the rows.
  RC_ASSERT(ordered.cycles == expected.cycles && ordered.compute_cycles == expected.compute_cycles && ordered.pe_busy == expected.pe_busy);
  RC_ASSERT(ordered.stack == expected.stack && ordered.switches == expected.switches);
  RC_ASSERT(work_distribution(random.design, random.layer, random.operands) == work_distribution(by_hand.design, by_hand.layer, by_hand.operands));
}

RC_GTEST_PROP(Balancing, ChangesNoWorkAndNoTraffic, (std::uint64_t seed)) {
  RandomCase random = free_case(seed);
  const LayerCounts given = run(random);
  for (const Balance balance : kOrders) {
    random.design.balance = balance;
    const LayerCounts ordered = run(random);
    RC_ASSERT(ordered.stack[Slot::Useful] == given.stack[Slot::Useful]);
    RC_ASSERT(ordered.stack[Slot::Ineffectual] == given.stack[Slot::Ineffectual]);
    RC_ASSERT(ordered.weights == given.weights);
    RC_ASSERT(ordered.activations == given.activations);
    RC_ASSERT(ordered.store_bits == given.store_bits);
    RC_ASSERT(ordered.choices == given.choices);
    RC_ASSERT(ordered.dropped_weights == given.dropped_weights);
    RC_ASSERT(ordered.weights_kept == given.weights_kept);
    RC_ASSERT(ordered.macs == given.macs && ordered.tiles == given.tiles);
    if (random.layer.kind == LayerKind::Matmul || random.design.weights.skip == Skip::None) RC_ASSERT(ordered == given);
  }
}

// Who is where in a wave does not matter where all wait for the slowest.
RC_GTEST_PROP(Balancing, RowsOfAWaveChangePlacesInLockstep, (std::uint64_t seed)) {
  RandomCase random = free_case(seed);
  random.design.domain = Domain::Array;
  random.design.slack = 1;
  RandomCase other = reordered(random, [&](const Geometry& shape, std::int64_t) {
    Ones order;
    for (std::int64_t first = 0; first < shape.rows; first += random.design.array_m) {
      Ones wave(static_cast<std::size_t>(std::min(random.design.array_m, shape.rows - first)));
      std::iota(wave.begin(), wave.end(), first);
      for (std::size_t i = wave.size(); i > 1; --i) std::swap(wave[i - 1], wave[*rc::gen::inRange<std::size_t>(0, i)]);
      order.insert(order.end(), wave.begin(), wave.end());
    }
    return order;
  });
  const LayerCounts a = run(random), b = run(other);
  RC_ASSERT(a.cycles == b.cycles);
  RC_ASSERT(a.compute_cycles == b.compute_cycles);
  for (const SlotRow& row : kStack)
    if (row.slot != Slot::Edge && row.slot != Slot::Imbalance) RC_ASSERT(a.stack[row.slot] == b.stack[row.slot]);
  RC_ASSERT(a.stack[Slot::Edge] + a.stack[Slot::Imbalance] == b.stack[Slot::Edge] + b.stack[Slot::Imbalance]);  // they share what an element waits
}

/// M rows of one window with so many ones each, in random places, on activations that are not skipped.
Product one_step(const Ones& ones, std::int64_t columns) {
  std::vector<std::vector<float>> rows;
  for (const std::int64_t count : ones) {
    std::vector<float> row(8, 0.0F);
    const auto first = *rc::gen::inRange<std::size_t>(0, 8);
    for (std::int64_t i = 0; i < count; ++i) row[(first + static_cast<std::size_t>(i)) % 8] = 1;
    rows.push_back(row);
  }
  return product(rows, std::vector(static_cast<std::size_t>(columns), std::vector<float>(8, 1.0F)));
}

// Lockstep over the array, the reduction one step: a wave takes what its densest row takes. Sorted, these are ranks 0, m, 2m …, and no order can do
// better, since k waves hold the km densest rows at most. Interleaved, the W waves have ranks 0 … W-1 for their densest, and no order can do worse.
RC_GTEST_PROP(Balancing, SortedIsBestAndInterleavedWorstInOneStepOfTheArray, ()) {
  const Ones ones =
      *rc::gen::suchThat(rc::gen::container<Ones>(rc::gen::inRange<std::int64_t>(0, 9)), [](const Ones& some) { return !some.empty(); });
  const std::int64_t rows = *rc::gen::inRange(1, 6), columns = *rc::gen::inRange(1, 5), lanes = *rc::gen::inRange(1, 4);
  const Product made = one_step(ones, columns);
  ResolvedDesign design = one_lane(rows, Balance::None);
  design.window = 8, design.lanes = lanes, design.array_n = 2;
  const auto compute = [&](Balance balance) {
    design.balance = balance;
    return simulate_layer(design, made.layer, made.operands).compute_cycles;
  };
  Ones ranked = ones;
  std::sort(ranked.rbegin(), ranked.rend());
  const auto cost = [&](std::int64_t rank) { return std::max<std::int64_t>(1, ceil_divide(ranked[static_cast<std::size_t>(rank)], lanes)); };
  const std::int64_t waves = ceil_divide(static_cast<std::int64_t>(ones.size()), rows);
  std::int64_t best = 0, worst = 0;
  for (std::int64_t wave = 0; wave < waves; ++wave) best += cost(wave * rows), worst += cost(wave);
  const std::int64_t of_columns = ceil_divide(columns, 2), given = compute(Balance::None);
  RC_ASSERT(compute(Balance::Sort) == of_columns * best);
  RC_ASSERT(of_columns * best <= given && given <= of_columns * worst);
  const bool alike = ranked.front() == ranked.back();
  if (!alike) RC_ASSERT(compute(Balance::Interleave) == of_columns * worst);
}

// Whole waves of pairs are those of sorted rows in another order, their rows perhaps mirrored: lockstep over the array sees no difference.
RC_GTEST_PROP(Balancing, PairedIsSortedWhereTheArrayWaits, (std::uint64_t seed)) {
  RandomCase random = free_case(seed);
  ResolvedDesign& design = random.design;
  design.domain = Domain::Array;
  design.slack = 1;
  design.array_m = 2;
  if (design.activations.run_time()) design.activations.decide->switch_cycles = 0;
  design.weights_buffer.width.reset(), design.activations_buffer.width.reset();
  if (geometry(design, random.layer, random.operands).rows % design.array_m != 0) design.array_m = 1;
  design.tile = TileSize{};
  design.balance = Balance::Sort;
  const std::int64_t sorted = run(random).compute_cycles;
  design.balance = Balance::Pair;
  RC_ASSERT(run(random).compute_cycles == sorted);
}

/// Uneven rows, the same for every input.
class Uneven : public TensorSource {
 public:
  LayerOperands operands(const Layer& layer, std::int64_t, std::int64_t images) const override {
    LayerOperands made;
    made.images = images;
    for (std::int64_t row = 0; row < layer.out_channels; ++row)
      for (std::int64_t c = 0; c < layer.in_channels; ++c) made.weights.push_back((c * 7 + row) % 16 < row * 5 % 17 ? 1.0F : 0.0F);
    made.activations.assign(static_cast<std::size_t>(images * layer.input_elements()), 1.0F);
    return made;
  }
  std::string describe() const override { return "uneven"; }
};

// A simulator keeps what runs share; orders, and the waves that they are made for, keep apart.
TEST(Balancing, IsNotMixedUpBetweenRuns) {
  const Network network = load_network("linear:in=64,out=40,tokens=8");
  const auto source = std::make_shared<Uneven>();
  Simulator simulator(network, source, 2, {"layer"});
  const Layer& layer = *network.find("layer");
  std::set<std::int64_t> different;
  for (int again = 0; again < 2; ++again)
    for (const std::int64_t rows : {4, 8, 16})
      for (const Balance balance : {Balance::None, Balance::Sort, Balance::Pair, Balance::Interleave}) {
        ResolvedDesign design = one_lane(rows, balance, Domain::Row);
        design.tile.reset();
        const LayerCounts alone = simulate_layer(design, layer, source->operands(layer, 0, 2));
        ASSERT_EQ(simulator.run(design).layers.size(), 1u);
        EXPECT_EQ(simulator.run(design).layers.front().cycles, alone.cycles) << rows << " " << static_cast<int>(balance);
        EXPECT_EQ(simulator.run(design).layers.front().pe_busy, alone.pe_busy) << rows << " " << static_cast<int>(balance);
        different.insert(alone.cycles);
      }
  EXPECT_GT(different.size(), 6u);
}

}  // namespace
}  // namespace skeptic
