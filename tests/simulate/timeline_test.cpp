// The times of tiles: on paper, against the twin's schedule, and that what arrays wait for and what they compute fill all of their time.
#include "simulate/timeline.h"

#include <gtest/gtest.h>

#include <random>

#include "base/diagnostic.h"
#include "simulate/simulate.h"
#include "support/random_case.h"
#include "twin/pipeline.h"

namespace skeptic {
namespace {

std::int64_t waited(const std::vector<ArrayWait>& waits, Slot slot) {
  std::int64_t cycles = 0;
  for (const ArrayWait& wait : waits)
    if (wait.slot == slot) cycles += wait.when.length();
  return cycles;
}

CycleRange as_range(const twin::Interval& interval) { return {interval.start, interval.finish}; }

/// Every array computes or waits, in every cycle, and never both.
void expect_filled(const LayerTimeline& layer, std::int64_t end) {
  for (std::int64_t array = 0; array < layer.arrays; ++array) {
    std::vector<CycleRange> all;
    for (const TileTimes& tile : layer.tiles)
      if (tile.array == array && tile.compute.length() > 0) all.push_back(tile.compute);
    for (const ArrayWait& wait : layer.waits)
      if (wait.array == array) {
        EXPECT_GT(wait.when.length(), 0);
        all.push_back(wait.when);
      }
    std::sort(all.begin(), all.end(), [](const CycleRange& a, const CycleRange& b) { return a.from < b.from; });
    std::int64_t at = 0;
    for (const CycleRange& range : all) {
      ASSERT_EQ(range.from, at);
      at = range.to;
    }
    ASSERT_EQ(at, end);
  }
}

// load 0-2, 2-4; compute 2-5, 5-8; store 5-9, load 2 9-11, store 1 11-15; compute 2 11-14; store 2 15-19 (pipeline_test.cpp, two buffers).
// The array waits for load 0 until 2, for the store until 9, for load 2 until 11, and for the last store from 14.
TEST(Timeline, ThreeTilesOnPaper) {
  std::vector<TileTimes> tiles;
  run_pipeline({{2, 0, 0, 3, 4}, {2, 0, 0, 3, 4}, {2, 0, 0, 3, 4}}, 2, &tiles);
  ASSERT_EQ(tiles.size(), 3u);
  const std::vector<CycleRange> loads{{0, 2}, {2, 4}, {9, 11}}, computes{{2, 5}, {5, 8}, {11, 14}}, stores{{5, 9}, {11, 15}, {15, 19}};
  for (std::size_t t = 0; t < 3; ++t) {
    EXPECT_EQ(tiles[t].load, loads[t]) << t;
    EXPECT_EQ(tiles[t].compute, computes[t]) << t;
    EXPECT_EQ(tiles[t].store, stores[t]) << t;
    EXPECT_EQ(tiles[t].select, (CycleRange{loads[t].to, loads[t].to})) << t;
  }
  const std::vector<ArrayWait> waits = waits_between(tiles, 1, 19);
  ASSERT_EQ(waits.size(), 4u);
  const std::vector<std::pair<Slot, CycleRange>> expected{
      {Slot::Load, {0, 2}}, {Slot::Store, {8, 9}}, {Slot::Load, {9, 11}}, {Slot::Store, {14, 19}}};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(waits[i].slot, expected[i].first) << i;
    EXPECT_EQ(waits[i].when, expected[i].second) << i;
  }
}

// load 0-3, select 3-5, decode 5-9, compute 9-10, store 10-16.
TEST(Timeline, OneTileRunsThroughAllStages) {
  std::vector<TileTimes> tiles;
  run_pipeline({{3, 2, 4, 1, 6}}, 4, &tiles);
  EXPECT_EQ(tiles[0].select, (CycleRange{3, 5}));
  EXPECT_EQ(tiles[0].decode, (CycleRange{5, 9}));
  const std::vector<ArrayWait> waits = waits_between(tiles, 1, 16);
  EXPECT_EQ(waited(waits, Slot::Load), 3);
  EXPECT_EQ(waited(waits, Slot::Select), 2);
  EXPECT_EQ(waited(waits, Slot::Decode), 4);
  EXPECT_EQ(waited(waits, Slot::Store), 6);
}

TEST(Timeline, OfNoTilesIsNothing) {
  std::vector<TileTimes> tiles;
  run_pipeline({}, 2, &tiles);
  EXPECT_TRUE(waits_between(tiles, 1, 0).empty());
}

TEST(Timeline, IsTheTwinsScheduleAndItsWaitsAreThePipelines) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 3000; ++i) {
    const auto draw = [&](std::uint64_t most) { return static_cast<std::int64_t>(random() % (most + 1)); };
    const std::int64_t arrays = random() % 2 == 0 ? 1 : 1 + draw(3), depth = 1 + draw(2), buffers = 1 + draw(4), blocks = draw(12);
    const std::uint64_t longest = std::uint64_t{1} << random() % 6;
    std::vector<TileStages> stages;
    std::vector<twin::StageLengths> lengths;
    std::vector<std::int64_t> array_of;
    for (std::int64_t tile = 0; tile < blocks * depth; ++tile) {
      const auto length = [&] { return random() % 3 == 0 ? 0 : draw(longest); };
      stages.push_back({length(), length(), length(), length(), length()});
      const TileStages& one = stages.back();
      lengths.push_back({one.load, one.select, one.decode, one.compute, one.store});
      array_of.push_back(tile / depth % arrays);
    }
    LayerTimeline layer;
    layer.arrays = arrays;
    const PipelineTimes times = arrays == 1 ? run_pipeline(stages, buffers, &layer.tiles) : run_dealt(stages, {arrays, depth, buffers}, &layer.tiles);
    layer.waits = waits_between(layer.tiles, arrays, times.end);
    const twin::Schedule twin = twin::schedule(lengths, array_of, arrays, buffers);
    ASSERT_EQ(layer.tiles.size(), twin.tiles.size());
    for (std::size_t t = 0; t < layer.tiles.size(); ++t) {
      const TileTimes& mine = layer.tiles[t];
      const twin::Times& theirs = twin.tiles[t];
      ASSERT_EQ(mine.array, array_of[t]) << "case " << i;
      ASSERT_TRUE(mine.load == as_range(theirs.load) && mine.select == as_range(theirs.select) && mine.decode == as_range(theirs.decode) &&
                  mine.compute == as_range(theirs.compute) && mine.store == as_range(theirs.store))
          << "case " << i << ", tile " << t;
    }
    ASSERT_EQ(waited(layer.waits, Slot::Load), times.wait_load) << "case " << i;
    ASSERT_EQ(waited(layer.waits, Slot::Select), times.wait_select) << "case " << i;
    ASSERT_EQ(waited(layer.waits, Slot::Decode), times.wait_decode) << "case " << i;
    ASSERT_EQ(waited(layer.waits, Slot::Store), times.wait_store) << "case " << i;
    ASSERT_EQ(waited(layer.waits, Slot::Edge), times.wait_edge) << "case " << i;
    ASSERT_EQ(waited(layer.waits, Slot::Imbalance), times.wait_imbalance) << "case " << i;
    expect_filled(layer, times.end);
    // Recording changes nothing.
    ASSERT_EQ((arrays == 1 ? run_pipeline(stages, buffers) : run_dealt(stages, {arrays, depth, buffers})).end, times.end);
  }
}

TEST(Timeline, OfRandomDesignsSumsToTheirStacks) {
  std::int64_t ran = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const RandomCase random = random_case(seed);
    LayerTimeline layer;
    LayerCounts counts;
    try {
      counts = simulate_layer(random.design, random.layer, random.operands, random.output_bits);
    } catch (const UserError&) {
      continue;
    }
    ++ran;
    layer = layer_timeline(random.design, random.layer, random.operands, random.output_bits);
    ASSERT_EQ(layer.counts, counts) << random.text();
    std::int64_t last = 0, computing = 0;
    for (const TileTimes& tile : layer.tiles) {
      last = std::max({last, tile.compute.to, tile.store.to});
      computing += tile.compute.length();
      ASSERT_LE(tile.load.to, tile.select.from);
      ASSERT_LE(tile.select.to, tile.decode.from);
      ASSERT_LE(tile.decode.to, tile.compute.from);
      ASSERT_LE(tile.compute.to, tile.store.from);
    }
    EXPECT_EQ(last, counts.cycles);
    EXPECT_EQ(computing, counts.compute_cycles);
    const std::int64_t of_array = counts.lanes / layer.arrays;
    for (const Slot slot : {Slot::Load, Slot::Decode, Slot::Store}) EXPECT_EQ(waited(layer.waits, slot) * of_array, counts.stack[slot]) << seed;
    for (const Slot slot : {Slot::Select, Slot::Edge, Slot::Imbalance}) EXPECT_LE(waited(layer.waits, slot) * of_array, counts.stack[slot]) << seed;
    expect_filled(layer, counts.cycles);
  }
  EXPECT_GT(ran, 300);
}

}  // namespace
}  // namespace skeptic
