// Vectors, firsts and units that blocks of columns reach, counted by words, against a visit of every tap of every column.
#include "simulate/reach.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "simulate/blocks.h"

namespace skeptic {
namespace {

/// A convolution with one channel.
Geometry draw_convolution(std::mt19937_64& random) {
  const auto draw = [&](std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(high - low + 1));
  };
  const std::int64_t kernel = draw(1, 4), stride = draw(1, 3), pad = draw(0, 3), images = draw(1, 3);
  const std::int64_t height = draw(kernel, 20), width = draw(kernel, 20);
  const std::int64_t out_height = (height + 2 * pad - kernel) / stride + 1, out_width = (width + 2 * pad - kernel) / stride + 1;
  Geometry shape;
  shape.taps = kernel * kernel;
  shape.columns = images * out_height * out_width;
  shape.vectors_per_image = height * width;
  shape.vectors = images * shape.vectors_per_image;
  for (std::int64_t tap = 0; tap < shape.taps; ++tap)
    for (std::int64_t column = 0; column < shape.columns; ++column) {
      const std::int64_t image = column / (out_height * out_width), of_image = column % (out_height * out_width);
      const std::int64_t y = of_image / out_width * stride + tap / kernel - pad, x = of_image % out_width * stride + tap % kernel - pad;
      const bool inside = y >= 0 && y < height && x >= 0 && x < width;
      shape.reach.push_back(inside ? static_cast<std::int32_t>((image * height + y) * width + x) : -1);
    }
  return shape;
}

TEST(Reach, AgreesWithAVisitOfEveryTap) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 300; ++i) {
    const Geometry shape = draw_convolution(random);
    LayerReach known;
    for (int j = 0; j < 8; ++j) {
      const ReachRules rules{1 + static_cast<std::int64_t>(random() % 4), static_cast<std::int64_t>(random() % 3) * 7};
      const auto tile_n = static_cast<std::int64_t>(1 + random() % static_cast<std::uint64_t>(2 * shape.columns));
      const bool stays = random() % 2 == 0;
      TapRange taps{static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(shape.taps)), 0};
      taps.last = taps.first + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(shape.taps - taps.first));

      ActivationBlocks blocks(shape, tile_n, shape.depth(), stays);
      const std::shared_ptr<const ReachTable> table = known.get(shape, rules, tile_n, stays, taps);
      ASSERT_EQ(static_cast<std::int64_t>(table->blocks.size()), blocks.column_blocks());
      Reach sum, largest;
      for (std::int64_t block = 0; block < blocks.column_blocks(); ++block) {
        Reach expected;
        std::set<std::pair<std::int64_t, std::int64_t>> units;
        blocks.for_each_vector(block, taps.first, taps.last, [&](std::int64_t vector) {
          ++expected.vectors;
          if (vector % rules.height == 0) ++expected.firsts;
          if (rules.pixels > 0) units.insert({vector / shape.vectors_per_image, vector % shape.vectors_per_image / rules.pixels});
        });
        expected.unit_rows = static_cast<std::int64_t>(units.size());
        ASSERT_EQ(table->blocks[static_cast<std::size_t>(block)], expected) << "case " << i << ", block " << block;
        sum.vectors += expected.vectors, sum.firsts += expected.firsts, sum.unit_rows += expected.unit_rows;
        largest.vectors = std::max(largest.vectors, expected.vectors), largest.firsts = std::max(largest.firsts, expected.firsts);
        largest.unit_rows = std::max(largest.unit_rows, expected.unit_rows);
      }
      EXPECT_EQ(table->sum, sum);
      EXPECT_EQ(table->largest, largest);
      if (!stays) {
        EXPECT_EQ(known.first_block(shape, rules, tile_n, taps), table->blocks.front());
      }
    }
  }
}

}  // namespace
}  // namespace skeptic
