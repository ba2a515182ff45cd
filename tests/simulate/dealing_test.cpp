// Several arrays on one DRAM channel (docs/machine-model-notes.md, "Arrays on one channel"): on paper, in closed form, and against the pipeline of
// one.
#include "simulate/dealing.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

#include "simulate/dealt_pipeline.h"
#include "simulate/designs.h"
#include "simulate/simulate.h"
#include "simulate/vector_unit.h"
#include "support/random_case.h"

namespace skeptic {
namespace {

struct Waits {
  std::int64_t load = 0, select = 0, decode = 0, store = 0, edge = 0, imbalance = 0;
};

/// Checks the times, and that waits and computing of all arrays sum to the end times their number.
void expect_times(const std::vector<TileStages>& tiles, const ArraysOnChannel& on, std::int64_t end, const Waits& waits) {
  const PipelineTimes times = run_dealt(tiles, on);
  EXPECT_EQ(times.end, end);
  EXPECT_EQ(times.wait_load, waits.load);
  EXPECT_EQ(times.wait_select, waits.select);
  EXPECT_EQ(times.wait_decode, waits.decode);
  EXPECT_EQ(times.wait_store, waits.store);
  EXPECT_EQ(times.wait_edge, waits.edge);
  EXPECT_EQ(times.wait_imbalance, waits.imbalance);
  std::int64_t sum = waits.load + waits.select + waits.decode + waits.store + waits.edge + waits.imbalance;
  for (const TileStages& tile : tiles) sum += tile.compute;
  EXPECT_EQ(sum, end * on.arrays);
}

// Loads 0-1 and 1-2. Array 0: load 1, compute 1-6. Array 1: load 2, compute 2-4, and waits for the other until 6.
TEST(Arrays, TheFasterOneWaitsAtTheBarrier) { expect_times({{1, 0, 0, 5, 0}, {1, 0, 0, 2, 0}}, {2, 1, 2}, 6, {.load = 3, .imbalance = 2}); }

// One buffer. Loads 0-1, 1-2, of the third tile 6-7. Array 0: load 1, compute 1-6, load 6-7, compute 7-8. Array 1: load 2, compute 2-4; it has no
// second tile, and from 4 to 8 the channel loads for a cycle.
TEST(Arrays, OneWithoutATileIsAtTheEdge) { expect_times({{1, 0, 0, 5, 0}, {1, 0, 0, 2, 0}, {1, 0, 0, 1, 0}}, {2, 1, 1}, 8, {.load = 5, .edge = 3}); }

// One buffer. Loads 0-1, 1-2, then 6-7 for array 0, whose turn it is though array 1 could load from 3 on, then 7-8. Array 0: 1, compute 1-6, load
// 6-7, compute 7-8, barrier 8-9. Array 1: load 2, compute 2-3, channel idle 3-6, loads 6-8, compute 8-9.
TEST(Arrays, TheChannelKeepsItsOrder) {
  expect_times({{1, 0, 0, 5, 0}, {1, 0, 0, 1, 0}, {1, 0, 0, 1, 0}, {1, 0, 0, 1, 0}}, {2, 1, 1}, 9, {.load = 6, .imbalance = 4});
}

// Two blocks of outputs of two ranges of K', one buffer: the arrays' first tiles are the layer's 0 and 2. Loads 0-1 (0), 1-2 (2), 3-4 (1), 4-5 (3);
// compute 1-3, 2-4, 4-6, 5-7; stores 6-9, 9-12. Array 0: 1 + 1 loads, 6 of stores; array 1: 2 + 1 loads, 5 of stores.
TEST(Arrays, ABlockOfOutputsStaysOnItsArray) {
  expect_times({{1, 0, 0, 2, 0}, {1, 0, 0, 2, 3}, {1, 0, 0, 2, 0}, {1, 0, 0, 2, 3}}, {2, 2, 1}, 12, {.load = 5, .store = 11});
}

// Both have a selector and a decoder of their own. Loads 0-1, 1-2; select 1-4, 2-5; decode 4-6, 5-7; compute 6-7, 7-8. Array 0 waits a cycle at the
// end.
TEST(Arrays, SelectAndDecodeAtTheSameTime) {
  expect_times({{1, 3, 2, 1, 0}, {1, 3, 2, 1, 0}}, {2, 1, 2}, 8, {.load = 3, .select = 6, .decode = 4, .imbalance = 1});
}

TEST(Arrays, NoneHasATile) { EXPECT_EQ(run_dealt({}, {3, 1, 2}).end, 0); }

// M = 3, N = 1, K = 4, a tile a row, DRAM of 32 bits a cycle: a row or a column of 4 · 8 bits loads in a cycle, an output stores in one. Two arrays:
// tiles 0 and 2 on the first, tile 1 on the other. Both operands stay: tile 0 loads row and column (2 cycles), tile 1 on the other array too, tile 2
// its row alone. Loads 0-2, 2-4, 4-5; compute 2-4, 5-7 and 4-6; stores 5-6, 6-7, 7-8. Array 0: load 2, work 2, load 4-5, work 2, store 7-8. Array 1:
// load 4, work 2, stores 6-8. 2 lanes each.
TEST(Arrays, ThreeTilesOnTwo) {
  ResolvedDesign design = paper_design();
  design.arrays = 2;
  design.tile = TileSize{1, 1, {}};
  design.dram_bandwidth = bits_per_cycle(32);
  const Product product = ones(3, 4, 1);
  const LayerCounts counts = simulate_layer(design, product.layer, product.operands);
  EXPECT_EQ(counts.cycles, 8);
  EXPECT_EQ(counts.lanes, 4);
  EXPECT_EQ(counts.tiles, 3);
  EXPECT_EQ(counts.compute_cycles, 6);
  EXPECT_EQ(counts.weights.dram_bits, 3 * 32);
  EXPECT_EQ(counts.activations.dram_bits, 2 * 32);
  EXPECT_EQ(counts.pe_busy, (std::vector<std::int64_t>{6}));
  Stack expected;
  expected[Slot::Useful] = 12, expected[Slot::Load] = 2 * (2 + 1 + 4), expected[Slot::Store] = 2 * (1 + 2);
  EXPECT_EQ(counts.stack, expected);
  EXPECT_EQ(counts.stack.total(), 8 * 4);
}

// Columns 0 1 2 on two arrays, m-outer, one row of tiles and then another: array 0 gets (0,0) (0,2) (1,1), array 1 (0,1) (1,0) (1,2). A row is new
// where the array had another before; of columns that stay every array loads each once: 3 and 3, where one array loads 3 in all.
TEST(Arrays, EachLoadsForItself) {
  const TileWalk walk{2, 3, 1, Order::MOuter, false, true};
  const std::vector<TileStep> tiles = dealt_tiles(walk, {2, 0});
  std::vector<bool> weights, activations;
  for (const TileStep& tile : tiles) weights.push_back(tile.loads_weights), activations.push_back(tile.loads_activations);
  EXPECT_EQ(weights, (std::vector<bool>{true, true, false, true, true, false}));
  EXPECT_EQ(activations, (std::vector<bool>{true, true, true, true, true, true}));
  // The first block may come to array 1: then it is array 1 that gets (0,0).
  EXPECT_EQ(first_sights({2, 1}, dealt_blocks(walk, {2, 1})).front().front().column_block, 1);
}

TEST(Arrays, OneIsTheWalk) {
  for (const bool stays : {false, true})
    for (const std::int64_t depths : {1, 3}) {
      const TileWalk walk{4, 5, depths, Order::NOuter, stays, !stays};
      std::size_t i = 0;
      const std::vector<TileStep> tiles = dealt_tiles(walk, {1, 7});
      walk.for_each([&](const TileStep& step) {
        EXPECT_EQ(tiles[i].loads_weights, step.loads_weights) << i;
        EXPECT_EQ(tiles[i].loads_activations, step.loads_activations) << i;
        ++i;
      });
      EXPECT_EQ(i, tiles.size());
    }
}

std::vector<TileStages> draw_tiles(std::mt19937_64& random, std::int64_t count, bool computes_alone) {
  const auto length = [&](bool some) { return some && random() % 4 != 0 ? static_cast<std::int64_t>(random() % 20) : 0; };
  std::vector<TileStages> tiles;
  for (std::int64_t tile = 0; tile < count; ++tile)
    tiles.push_back({length(!computes_alone), length(!computes_alone), length(!computes_alone), length(true), length(!computes_alone)});
  return tiles;
}

TEST(Arrays, OneIsThePipelineOfOne) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 2000; ++i) {
    const std::int64_t buffers = 1 + static_cast<std::int64_t>(random() % 4), depths = 1 + static_cast<std::int64_t>(random() % 3);
    const std::vector<TileStages> tiles = draw_tiles(random, depths * static_cast<std::int64_t>(random() % 12), false);
    const PipelineTimes one = run_pipeline(tiles, buffers);
    ASSERT_NO_FATAL_FAILURE(
        expect_times(tiles, {1, depths, buffers}, one.end, {one.wait_load, one.wait_select, one.wait_decode, one.wait_store, 0, 0}));
  }
}

TEST(Arrays, TheEndAloneIsTheSame) {
  std::mt19937_64 random(2);
  for (int i = 0; i < 2000; ++i) {
    const ArraysOnChannel on{1 + static_cast<std::int64_t>(random() % 6), 1 + static_cast<std::int64_t>(random() % 3),
                             1 + static_cast<std::int64_t>(random() % 3)};
    const std::vector<TileStages> tiles = draw_tiles(random, on.depth_blocks * static_cast<std::int64_t>(1 + random() % 20), false);
    const std::int64_t end = run_dealt(tiles, on).end;
    DealtEnd state(on);
    const auto blocks = static_cast<std::int64_t>(tiles.size()) / on.depth_blocks;
    for (std::int64_t round = 0; round < blocks; round += on.arrays)
      for (std::int64_t depth = 0; depth < on.depth_blocks; ++depth) {
        std::vector<TileStages> turn;
        for (std::int64_t block = round; block < std::min(blocks, round + on.arrays); ++block)
          turn.push_back(tiles[static_cast<std::size_t>(block * on.depth_blocks + depth)]);
        state.add(turn);
      }
    ASSERT_EQ(state.end(), end) << "case " << i;
  }
}

// Where nothing is moved, a tile ends no later than all tiles before it take one after the other: no number of arrays is slower than one, nor are
// twice as many, which have the same neighbours and fewer of them. None is faster than an equal share. (Three arrays can be slower than two: dealing
// in turn may give one of them all the long tiles.)
TEST(Arrays, MoreAreNeverSlowerWhereNothingIsMoved) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 1000; ++i) {
    const std::int64_t buffers = 1 + static_cast<std::int64_t>(random() % 3);
    const std::vector<TileStages> tiles = draw_tiles(random, 1 + static_cast<std::int64_t>(random() % 40), true);
    std::int64_t all = 0;
    for (const TileStages& tile : tiles) all += tile.compute;
    for (const std::int64_t arrays : {1, 2, 3, 4, 5}) {
      const std::int64_t end = run_dealt(tiles, {arrays, 1, buffers}).end;
      ASSERT_LE(end, all);
      ASSERT_GE(end * arrays, all);
      ASSERT_LE(run_dealt(tiles, {2 * arrays, 1, buffers}).end, end);
    }
  }
}

/// 24 tiles of 8 rows, one column of tiles; K = 64 in windows of 4 on 2 lanes.
ResolvedDesign rows_design(std::int64_t arrays) {
  ResolvedDesign design = paper_design();
  design.arrays = arrays;
  design.tile = TileSize{8, 8, {}};
  return design;
}

// DRAM sends any block in a cycle. A tile computes 8 · 8 outputs of 16 windows of 2 cycles: 2048. The arrays' first loads come one after the other,
// all others are hidden; the last array's store is seen.
TEST(Arrays, ComputingIsSharedExactly) {
  const Product product = ones(24 * 8, 64, 8);
  for (const std::int64_t arrays : {1, 2, 3, 4, 6, 8, 12, 24}) {
    ResolvedDesign design = rows_design(arrays);
    design.dram_bandwidth = bits_per_cycle(1 << 20);
    const LayerCounts counts = simulate_layer(design, product.layer, product.operands);
    EXPECT_EQ(counts.compute_cycles, 24 * 2048) << arrays;
    EXPECT_EQ(counts.cycles, arrays + 24 * 2048 / arrays + 1) << arrays;
    EXPECT_EQ(counts.stack.total(), counts.cycles * counts.lanes) << arrays;
  }
}

// A bit a cycle, K in two halves and buffers that hold no layer, so that every tile loads both of its blocks whatever ran before it. The channel
// never rests but for the last tile's computing: as many arrays as one likes take as long as one.
TEST(Arrays, TheChannelIsNotShared) {
  const Product product = ones(24 * 8, 64, 16);
  std::int64_t one = 0;
  for (const std::int64_t arrays : {1, 2, 5, 24, 100}) {
    ResolvedDesign design = rows_design(arrays);
    design.dram_bandwidth = bits_per_cycle(1);
    design.tile = TileSize{8, 8, 32};
    design.weights_buffer.size_bits = design.activations_buffer.size_bits = 2 * 8 * 32 * 8;
    const LayerCounts counts = simulate_layer(design, product.layer, product.operands);
    const std::int64_t moved = 48 * 2 * (8 + 8) * 32 * 8 + 24 * 8 * 16 * 8;
    EXPECT_EQ(counts.weights.dram_bits + counts.activations.dram_bits + counts.store_bits, moved) << arrays;
    if (arrays == 1) one = counts.cycles;
    EXPECT_GE(counts.cycles, moved) << arrays;
    EXPECT_LE(counts.cycles, one) << arrays;
    EXPECT_LE(one, moved + 1024);  // a tile's computing
    EXPECT_EQ(counts.stack.total(), counts.cycles * counts.lanes) << arrays;
  }
}

// Faster DRAM moves every load and store forward: with given tiles, no layer ends later on any number of arrays.
TEST(Arrays, MoreBandwidthIsNeverSlower) {
  int checked = 0;
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    RandomCase random = random_case(seed);
    if (random.design.arrays == 1 || !random.design.tile) continue;
    try {
      const std::int64_t cycles = simulate_layer(random.design, random.layer, random.operands, random.output_bits).cycles;
      random.design.dram_bandwidth = random.design.dram_bandwidth * Rational(3, 2);
      ASSERT_LE(simulate_layer(random.design, random.layer, random.operands, random.output_bits).cycles, cycles) << random.text();
      ++checked;
    } catch (const UserError&) {
      // What no array can run, several cannot.
    }
  }
  EXPECT_GT(checked, 100);
}

// A tile of all rows would keep one of four arrays busy: the tile is chosen for all of them.
TEST(Arrays, TheTileIsChosenForAll) {
  const Product product = ones(64, 64, 64);
  ResolvedDesign design = paper_design();
  design.tile.reset();
  design.dram_bandwidth = bits_per_cycle(1 << 20);
  const LayerCounts one = simulate_layer(design, product.layer, product.operands);
  EXPECT_EQ(one.tiles, 1);
  design.arrays = 4;
  const LayerCounts four = simulate_layer(design, product.layer, product.operands);
  EXPECT_GE(four.tiles, 4);
  EXPECT_LT(four.cycles, one.cycles / 3);
}

// 1,000 additions on vector units of 10 lanes: 100 cycles, and 25 with four of them; of 3 · 1,000 · 8 bits at 1,024 a cycle 24.
TEST(Arrays, VectorUnitsToo) {
  ResolvedDesign design = paper_design();
  design.vector_lanes = 10;
  Layer layer;
  layer.name = "add";
  layer.kind = LayerKind::Elementwise;
  layer.elements_in = 2000, layer.elements_out = 1000, layer.operations = 1000;
  EXPECT_EQ(vector_counts(design, layer, 1).cycles, 100);
  design.arrays = 4;
  const LayerCounts counts = vector_counts(design, layer, 1);
  EXPECT_EQ(counts.cycles, 25);
  EXPECT_EQ(counts.stack[Slot::Vector], 25 * 4 * 2);
  design.arrays = 100;
  EXPECT_EQ(vector_counts(design, layer, 1).cycles, 24);
}

}  // namespace
}  // namespace skeptic
