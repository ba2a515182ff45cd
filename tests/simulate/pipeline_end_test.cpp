// The end of repeated tiles, whole periods skipped, against the pipeline that runs every one of them.
#include <gtest/gtest.h>

#include <random>

#include "simulate/pipeline.h"

namespace skeptic {
namespace {

/// Tiles whose lengths are of the same order, so that now one stage holds the others up and now another, some stages missing.
std::vector<TileStages> draw_tiles(std::mt19937_64& random, std::int64_t count) {
  const std::int64_t longest = std::int64_t{1} << random() % 8;
  const bool selects = random() % 2 == 0, decodes = random() % 2 == 0, stores = random() % 4 != 0;
  const auto length = [&](bool some) {
    return some && random() % 4 != 0 ? static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(longest + 1)) : 0;
  };
  std::vector<TileStages> tiles;
  for (std::int64_t tile = 0; tile < count; ++tile) tiles.push_back({length(true), length(selects), length(decodes), length(true), length(stores)});
  return tiles;
}

TEST(PipelineEnd, EndsWithThePipeline) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 2000; ++i) {
    const std::int64_t buffers = 1 + static_cast<std::int64_t>(random() % 8);
    const std::vector<TileStages> tiles = draw_tiles(random, static_cast<std::int64_t>(random() % 40));
    PipelineEnd state(buffers);
    for (const TileStages& tile : tiles) state.add(tile);
    ASSERT_EQ(state.end(), run_pipeline(tiles, buffers).end) << "case " << i;
  }
}

// A first tile, then lines of tiles that repeat within rows that repeat, then a last tile.
TEST(PipelineEnd, SkipsPeriodsExactly) {
  std::mt19937_64 random(2);
  std::int64_t all = 0, run = 0;
  for (int i = 0; i < 2000; ++i) {
    const std::int64_t buffers = 1 + static_cast<std::int64_t>(random() % 8);
    const std::int64_t rows = 1 + static_cast<std::int64_t>(random() % 40), lines = 1 + static_cast<std::int64_t>(random() % 40);
    const std::vector<TileStages> first = draw_tiles(random, 1 + static_cast<std::int64_t>(random() % 3)),
                                  line = draw_tiles(random, 1 + static_cast<std::int64_t>(random() % 4)), last = draw_tiles(random, 1);

    std::vector<TileStages> tiles = first;
    for (std::int64_t row = 0; row < rows; ++row) {
      for (std::int64_t l = 0; l < lines; ++l) tiles.insert(tiles.end(), line.begin(), line.end());
      tiles.insert(tiles.end(), first.begin(), first.end());
    }
    tiles.insert(tiles.end(), last.begin(), last.end());

    PipelineEnd state(buffers);
    std::int64_t added = 0;
    const auto add = [&](const std::vector<TileStages>& some) {
      for (const TileStages& tile : some) state.add(tile);
      added += static_cast<std::int64_t>(some.size());
      return true;
    };
    std::int64_t lines_seen = 0;
    const auto add_line = [&] { return ++lines_seen, add(line); };
    const auto add_row = [&] { return repeat(state, lines, add_line, [&](std::int64_t skipped) { lines_seen += skipped; }) && add(first); };
    add(first);
    std::int64_t rows_skipped = 0;
    ASSERT_TRUE(repeat(state, rows, add_row, [&](std::int64_t skipped) { rows_skipped += skipped; }));
    add(last);
    ASSERT_EQ(lines_seen, lines * (rows - rows_skipped)) << "case " << i;
    ASSERT_EQ(state.end(), run_pipeline(tiles, buffers).end) << "case " << i;
    all += static_cast<std::int64_t>(tiles.size());
    run += added;
  }
  EXPECT_LT(run * 4, all);
}

TEST(PipelineEnd, StopsWhereTold) {
  PipelineEnd state(2);
  int added = 0;
  const auto add = [&] { return state.add({1, 0, 0, 1 + added * added, 0}), ++added < 3; };
  EXPECT_FALSE(repeat(state, 1000, add, [](std::int64_t) {}));
  EXPECT_EQ(added, 3);
}

}  // namespace
}  // namespace skeptic
