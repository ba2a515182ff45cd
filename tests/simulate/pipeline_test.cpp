// The pipeline of tiles (machine-model, section 5), stage by stage, on paper. Intervals in the comments are cycles [from-to).
#include "simulate/pipeline.h"

#include <gtest/gtest.h>

namespace skeptic {
namespace {

struct Expected {
  std::int64_t end, load, select, decode, store;
};

/// Checks the times, and that waits and computing sum to the end.
void expect_times(const std::vector<TileStages>& tiles, std::int64_t buffers, const Expected& expected) {
  const PipelineTimes times = run_pipeline(tiles, buffers);
  EXPECT_EQ(times.end, expected.end);
  EXPECT_EQ(times.wait_load, expected.load);
  EXPECT_EQ(times.wait_select, expected.select);
  EXPECT_EQ(times.wait_decode, expected.decode);
  EXPECT_EQ(times.wait_store, expected.store);
  std::int64_t computing = 0;
  for (const TileStages& tile : tiles) computing += tile.compute;
  EXPECT_EQ(times.wait_load + times.wait_select + times.wait_decode + times.wait_store + computing, times.end);
}

TEST(Pipeline, NothingToDo) {
  expect_times({}, 2, {0, 0, 0, 0, 0});
  expect_times({{0, 0, 0, 0, 0}}, 2, {0, 0, 0, 0, 0});
}

// load 0-3, select 3-5, decode 5-9, compute 9-10, store 10-16.
TEST(Pipeline, OneTileRunsThroughAllStages) { expect_times({{3, 2, 4, 1, 6}}, 4, {16, 3, 2, 4, 6}); }

// load 0-4, 4-8, 8-12; compute 4-5, 8-9, 12-13. Waits for loads: 4 + 3 + 3.
TEST(Pipeline, LoadBound) { expect_times({{4, 0, 0, 1, 0}, {4, 0, 0, 1, 0}, {4, 0, 0, 1, 0}}, 2, {13, 10, 0, 0, 0}); }

// load 0-1, 1-2; compute 1-6, 6-11, 11-16; load 2 waits for its buffer until 6. Only the first load is seen.
TEST(Pipeline, ComputeBound) { expect_times({{1, 0, 0, 5, 0}, {1, 0, 0, 5, 0}, {1, 0, 0, 5, 0}}, 2, {16, 1, 0, 0, 0}); }

// load 0-1, 1-2, 2-3; select 1-5, 5-9, 9-13; compute 5-6, 9-10, 13-14. Waits: load 1; select 4, 9 - 6 = 3, 13 - 10 = 3.
TEST(Pipeline, SelectBound) { expect_times({{1, 4, 0, 1, 0}, {1, 4, 0, 1, 0}, {1, 4, 0, 1, 0}}, 3, {14, 1, 10, 0, 0}); }

// load 0-1, 1-2; select 1-2, 2-3; decode 2-6, 6-10; compute 6-7, 10-11. Waits: load 1, select 1, decode 4 and 10 - 7 = 3.
TEST(Pipeline, DecodeBound) { expect_times({{1, 1, 4, 1, 0}, {1, 1, 4, 1, 0}}, 2, {11, 1, 1, 7, 0}); }

// load 0-1, 1-2; compute 1-2, 2-3; store 2-7, 7-12. Load 1, and 3-12 for stores.
TEST(Pipeline, StoreBound) { expect_times({{1, 0, 0, 1, 5}, {1, 0, 0, 1, 5}}, 2, {12, 1, 0, 0, 9}); }

const std::vector<TileStages> kThreeTiles{{2, 0, 0, 3, 4}, {2, 0, 0, 3, 4}, {2, 0, 0, 3, 4}};

// load 0-2, compute 2-5, store 5-9, load 9-11, compute 11-14, store 14-18, load 18-20, compute 20-23, store 23-27.
// The store comes before the next load: 4 cycles of each gap are its, 2 the load's.
TEST(Pipeline, OneBuffer) { expect_times(kThreeTiles, 1, {27, 6, 0, 0, 12}); }

// load 0-2, 2-4; compute 2-5, 5-8; store 5-9, load 2 9-11, store 1 11-15; compute 2 11-14; store 2 15-19.
// Before compute 2, from 8 to 11: the channel stores until 9 (1 cycle) and then loads (2). After it, from 14 to 19, stores.
TEST(Pipeline, TwoBuffers) { expect_times(kThreeTiles, 2, {19, 4, 0, 0, 6}); }

// load 0-2, 2-4, 4-6; compute 2-5, 5-8, 8-11; store 6-10, 10-14, 14-18. Nothing but the first load and the stores at the end.
TEST(Pipeline, ThreeBuffers) { expect_times(kThreeTiles, 3, {18, 2, 0, 0, 7}); }

// More buffers than tiles change nothing.
TEST(Pipeline, MoreBuffersThanTiles) { expect_times(kThreeTiles, 8, {18, 2, 0, 0, 7}); }

// One buffer and nothing to store: load 0-3, compute 3-8, load 8-11 for want of room, compute 11-16.
TEST(Pipeline, LoadWaitsForItsBuffer) { expect_times({{3, 0, 0, 5, 0}, {3, 0, 0, 5, 0}}, 1, {16, 6, 0, 0, 0}); }

// Tile 2 loads nothing and still takes its place behind store 0: load 0-2, 2-4; compute 2-5, 5-6; store 0 5-9; load 2 at 9; compute 2 9-10;
// store 1 9-13; store 2, of length 0, at 13. Waits: load 2, store 6-9 and 10-13.
TEST(Pipeline, LoadOfNothingWaitsForTheChannel) { expect_times({{2, 0, 0, 3, 4}, {2, 0, 0, 1, 4}, {0, 0, 0, 1, 0}}, 2, {13, 2, 0, 0, 6}); }

// Select and decode of nothing wait for their predecessors: load 0-1, 1-2; select 1-7, 7-7; decode 7-9, 9-9; compute 9-9, 9-10.
TEST(Pipeline, SelectOfNothingWaitsForTheOneBefore) { expect_times({{1, 6, 2, 0, 0}, {1, 0, 0, 1, 0}}, 2, {10, 1, 6, 2, 0}); }

// Nothing to compute: load 0-4, compute 4-4, store 4-6.
TEST(Pipeline, ComputeOfNothing) { expect_times({{4, 0, 0, 0, 2}}, 2, {6, 4, 0, 0, 2}); }

// A k tile that is not the last stores nothing, and the next load need not wait for the channel: one buffer, load 0-2, compute 2-5, store at 5,
// load 5-7, compute 7-10, store 10-14.
TEST(Pipeline, StoreOfNothing) { expect_times({{2, 0, 0, 3, 0}, {2, 0, 0, 3, 4}}, 1, {14, 4, 0, 0, 4}); }

// One buffer: load 0-2, select 2-3, decode 3-4, compute 4-7, store 7-9, load 9-12, select 12-14, decode 14-18, compute 18-19.
// The wait from 7 to 18 in time order: store 2, load 3, select 2, decode 4.
TEST(Pipeline, WaitsAreAttributedInTimeOrder) { expect_times({{2, 1, 1, 3, 2}, {3, 2, 4, 1, 0}}, 1, {19, 5, 3, 5, 2}); }

// What ends while the array computes is not waited for: load 0-1, 1-2; compute 1-7; select 1 2-10 (seen from 7), decode 10-13, compute 13-14.
TEST(Pipeline, StagesBehindComputingAreHidden) { expect_times({{1, 0, 0, 6, 0}, {1, 8, 3, 1, 0}}, 2, {14, 1, 3, 3, 0}); }

// Two stores lie in one wait: two buffers, load 0-1, 1-2; compute 1-2, 2-3; store 0 2-5, load 2 5-6, store 1 6-9, load 3 9-10; compute 2 6-7, 3
// 10-11. Before compute 2, 3 to 6: store 2, load 1. Before compute 3, 7 to 10: store 2, load 1. Store 2 10-13, store 3 13-16: 11 to 16 store.
TEST(Pipeline, StoresBetweenLoads) { expect_times({{1, 0, 0, 1, 3}, {1, 0, 0, 1, 3}, {1, 0, 0, 1, 3}, {1, 0, 0, 1, 3}}, 2, {16, 3, 0, 0, 9}); }

}  // namespace
}  // namespace skeptic
