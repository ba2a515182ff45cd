// Tiles: the candidates of `tile: auto` and its ties on paper, and the exact texts of what does not fit (machine-model, section 5).
#include <gtest/gtest.h>

#include <tuple>

#include "simulate/designs.h"
#include "simulate/simulate.h"

namespace skeptic {
namespace {

LayerCounts simulate(const ResolvedDesign& design, const Product& product) { return simulate_layer(design, product.layer, product.operands); }

constexpr std::int64_t kKibibytes = 8192;  // bits

using Sizes = std::tuple<std::int64_t, std::int64_t, std::int64_t>;

Sizes tile_of(const ResolvedDesign& design, const Product& product) {
  const LayerCounts counts = simulate(design, product);
  return {counts.tile_m, counts.tile_n, counts.tile_k};
}

/// The paper design with automatic tiles and windows of 2, so that g = 2 and a window takes one cycle.
ResolvedDesign automatic_design() {
  ResolvedDesign design = paper_design();
  design.window = 2;
  design.tile.reset();
  return design;
}

std::string error(const ResolvedDesign& design, const Product& product) {
  return error_of([&] { simulate(design, product); });
}

// Everything fits, one cycle of load before 2·2·2 cycles of computing and one of store after: several candidates end at 10 with the same bits, and
// the largest k, n and m are taken.
TEST(AutoTile, TiesGoToTheLargest) {
  const LayerCounts counts = simulate(automatic_design(), ones(2, 4, 2));
  EXPECT_EQ((Sizes{counts.tile_m, counts.tile_n, counts.tile_k}), (Sizes{2, 2, 4}));
  EXPECT_EQ(counts.cycles, 10);
}

// Sizes are the array's times powers of two, up to the first that covers the layer: 2, 4, 8 for M = 5 and 3, 6 for N = 4. All tie at 1 + 3·2·1 + 1.
TEST(AutoTile, TheLargestCandidateCoversTheLayer) {
  ResolvedDesign design = automatic_design();
  design.array_m = 2;
  design.array_n = 3;
  const LayerCounts counts = simulate(design, ones(5, 2, 4));
  EXPECT_EQ((Sizes{counts.tile_m, counts.tile_n, counts.tile_k}), (Sizes{8, 6, 2}));
  EXPECT_EQ(counts.cycles, 8);
}

// K' = 10 and g = 2: 10, then half of it, 5, rounded up to 6, then 4, 2. One row, one column and one buffer of 8-bit values: a block of k positions
// takes 8k bits, and without overlap fewer tiles end sooner (a cycle of load each).
TEST(AutoTile, DepthIsHalvedAndRoundedUp) {
  ResolvedDesign design = automatic_design();
  design.buffers = 1;
  const auto depth = [&](std::int64_t bits) {
    design.weights_buffer.size_bits = bits;
    return std::get<2>(tile_of(design, ones(1, 10, 1)));
  };
  EXPECT_EQ(depth(80), 10);
  EXPECT_EQ(depth(79), 6);
  EXPECT_EQ(depth(48), 6);
  EXPECT_EQ(depth(47), 4);
  EXPECT_EQ(depth(32), 4);
  EXPECT_EQ(depth(31), 2);
  EXPECT_EQ(depth(16), 2);
}

// A k tile is dealt to the slices: with two of them its unit is g·2 = 4, so 10 halves to 5, rounded up to 8, then 4.
TEST(AutoTile, DepthIsAMultipleOfTheSlices) {
  ResolvedDesign design = automatic_design();
  design.buffers = 1;
  design.array_k = 2;
  design.weights_buffer.size_bits = 64;
  EXPECT_EQ(std::get<2>(tile_of(design, ones(1, 10, 1))), 8);
  design.weights_buffer.size_bits = 63;
  EXPECT_EQ(std::get<2>(tile_of(design, ones(1, 10, 1))), 4);
}

// DRAM of 8 bits a cycle, one lane, K = 2: whole, load (16 + 32)/8 = 6, compute 4, store 2: 12 cycles. Column by column: load 0-4, 4-6; compute 4-6,
// 6-8; store 6-7, 8-9: 9 cycles, although its k and m are no larger and its n is smaller.
TEST(AutoTile, TheSoonestEndComesFirst) {
  ResolvedDesign design = automatic_design();
  design.lanes = 1;
  design.dram_bandwidth = bits_per_cycle(8);
  const LayerCounts counts = simulate(design, ones(1, 2, 2));
  EXPECT_EQ(counts.tile_n, 1);
  EXPECT_EQ(counts.cycles, 9);
}

// Two buffers of 64 bits an operand hold blocks of at most 32 bits, so 1 x 4 or 2 x 2 positions of W, and not the layer. One lane: a window takes 2
// cycles. Four rows and four columns. Tiles of 1 x 1 x 4: 16 of 4 cycles, all loads but the first hidden: 1 + 64 + 1. A row of W is loaded once and A
// again for each of four rows: 4·32 + 16·32 = 640 bits. Tiles of 2 x 2 x 2: 8 of 8 cycles, 1 + 64 + 1 again; both blocks change with every tile:
// 8·(32 + 32) = 512 bits. (2 x 1 x 2: 16·32 + 16·16 = 768; 1 x 2 x 2: the same; 1 x 1 x 2: 32·(16 + 16) = 1024.) Outputs take 16·8 bits in each.
TEST(AutoTile, FewerBitsComeBeforeLargerDepth) {
  ResolvedDesign design = automatic_design();
  design.lanes = 1;
  design.weights_buffer.size_bits = design.activations_buffer.size_bits = 64;
  const LayerCounts counts = simulate(design, ones(4, 4, 4));
  EXPECT_EQ((Sizes{counts.tile_m, counts.tile_n, counts.tile_k}), (Sizes{2, 2, 2}));
  EXPECT_EQ(counts.cycles, 66);
  EXPECT_EQ(counts.weights.dram_bits + counts.activations.dram_bits, 512);
  design.tile = TileSize{1, 1, 4};
  const LayerCounts other = simulate(design, ones(4, 4, 4));
  EXPECT_EQ(other.cycles, 66);
  EXPECT_EQ(other.weights.dram_bits + other.activations.dram_bits, 640);
}

// The same with three rows and three columns is a tie in bits too: 1 x 1 x 4 loads 3·32 + 9·32 = 384; 2 x 2 x 2 has blocks of 2 and 1 rows and
// columns in 8 tiles, W 4·32 + 4·16 and A 4·32 + 4·16 = 384. Both end at 1 + 36 + 1: the larger k is taken.
TEST(AutoTile, LargerDepthBreaksATieInBits) {
  ResolvedDesign design = automatic_design();
  design.lanes = 1;
  design.weights_buffer.size_bits = design.activations_buffer.size_bits = 64;
  const LayerCounts counts = simulate(design, ones(3, 4, 3));
  EXPECT_EQ((Sizes{counts.tile_m, counts.tile_n, counts.tile_k}), (Sizes{1, 1, 4}));
  EXPECT_EQ(counts.cycles, 38);
  design.tile = TileSize{2, 2, 2};
  const LayerCounts other = simulate(design, ones(3, 4, 3));
  EXPECT_EQ(other.cycles, 38);
  EXPECT_EQ(other.weights.dram_bits + other.activations.dram_bits, counts.weights.dram_bits + counts.activations.dram_bits);
}

// Accumulators for two partial sums: 1 x 2 and 2 x 1 both load everything once and end at 1 + 4 + 1 (1 x 1 in four tiles ends at 7). n breaks the
// tie.
TEST(AutoTile, ColumnsBreakATieBeforeRows) {
  ResolvedDesign design = automatic_design();
  design.accumulator_bits = 2 * 32;
  const LayerCounts counts = simulate(design, ones(2, 2, 2));
  EXPECT_EQ((Sizes{counts.tile_m, counts.tile_n, counts.tile_k}), (Sizes{1, 2, 2}));
  EXPECT_EQ(counts.cycles, 6);
}

// Three sums do not suffice for 2 x 2; four do. A tile beyond the layer takes no more than the layer: M = 3 with m = 4 and N = 1 needs 3·1 sums.
TEST(AutoTile, AccumulatorsCountRealRowsAndColumns) {
  ResolvedDesign design = automatic_design();
  design.accumulator_bits = 3 * 32;
  EXPECT_EQ(tile_of(design, ones(2, 2, 2)), (Sizes{1, 2, 2}));
  EXPECT_EQ(tile_of(design, ones(3, 2, 1)), (Sizes{4, 1, 2}));
  design.accumulator_bits = 4 * 32;
  EXPECT_EQ(tile_of(design, ones(2, 2, 2)), (Sizes{2, 2, 2}));
}

// Run-length (and csr) follow a whole row: no part of the depth is a candidate. A granule of 2 positions takes 2·(8 + 1) = 18 bits for any input, a
// row of 2048 positions 18,432 bits, 2.25 KiB, in one buffer of 2 KiB. A bitmask takes half the row at a time.
TEST(AutoTile, RunLengthKeepsTheWholeDepth) {
  ResolvedDesign design = automatic_design();
  design.buffers = 1;
  design.weights.skip = Skip::Zeros;
  design.weights_buffer.size_bits = 2 * kKibibytes;
  design.weights.encoding.kind = EncodingKind::Bitmask;
  EXPECT_EQ(std::get<2>(tile_of(design, ones(1, 2048, 1))), 1024);
  for (const Encoding& encoding : {Encoding{EncodingKind::RunLength, 2}, Encoding{EncodingKind::Csr, 0}}) {
    design.weights.encoding = encoding;
    EXPECT_EQ(error(design, ones(1, 2048, 1)),
              "error: layer fc: no tile fits the buffers [layer-buffer]\n"
              "  expected: at least memory.weights of 2.25 KiB (2304 bytes) (it has 2 KiB)\n");
  }
}

/// 16 x 16 elements of 16-bit operands with g = 1024, so that the smallest block of an operand is 16·1024·16 bits = 32 KiB, two of them 64 KiB.
ResolvedDesign large_granules() {
  ResolvedDesign design = automatic_design();
  design.array_m = design.array_n = 16;
  design.weights.bits = design.activations.bits = 16;
  design.activations.pattern = parse_pattern("512:1024");
  design.weights_buffer.size_bits = design.activations_buffer.size_bits = 64 * kKibibytes;
  design.accumulator_bits = 1 * kKibibytes;  // 16·16·32 bits
  return design;
}

TEST(AutoTile, TheSmallestCandidateFitsExactly) { EXPECT_EQ(tile_of(large_granules(), ones(32, 2048, 32)), (Sizes{16, 16, 1024})); }

TEST(AutoTile, NamesTheSmallestBufferThatWouldDo) {
  ResolvedDesign design = large_granules();
  design.weights_buffer.size_bits = 64 * kKibibytes - 8;
  EXPECT_EQ(error(design, ones(32, 2048, 32)),
            "error: layer fc: no tile fits the buffers [layer-buffer]\n"
            "  expected: at least memory.weights of 64 KiB (it has 64.00 KiB (65535 bytes))\n");
  design.weights_buffer.size_bits = 48 * kKibibytes;
  EXPECT_EQ(error(design, ones(32, 2048, 32)),
            "error: layer fc: no tile fits the buffers [layer-buffer]\n"
            "  expected: at least memory.weights of 64 KiB (it has 48 KiB)\n");
  design.activations_buffer.size_bits = 60 * kKibibytes;
  design.accumulator_bits = 1000 * 8;
  EXPECT_EQ(error(design, ones(32, 2048, 32)),
            "error: layer fc: no tile fits the buffers [layer-buffer]\n"
            "  expected: at least memory.weights of 64 KiB (it has 48 KiB), memory.activations of 64 KiB (it has 60 KiB), "
            "memory.accumulators of 1 KiB (it has 0.98 KiB (1000 bytes))\n");
}

/// The given tile 32 x 32 x all of 16-bit operands, K = 2048: blocks of 32·2048·16 bits = 128 KiB, two of them 256 KiB; 32·32·32 bits = 4 KiB of
/// sums.
ResolvedDesign given_tile() {
  ResolvedDesign design = large_granules();
  design.tile = TileSize{32, 32, {}};
  design.activations.pattern = Pattern{};
  design.weights_buffer.size_bits = design.activations_buffer.size_bits = 256 * kKibibytes;
  design.accumulator_bits = 4 * kKibibytes;
  return design;
}

TEST(GivenTile, IsUsedAsItStands) {
  EXPECT_EQ(tile_of(given_tile(), ones(64, 2048, 64)), (Sizes{32, 32, 2048}));
  ResolvedDesign design = given_tile();
  design.tile = TileSize{{}, {}, 2};  // all rows and columns, two positions at a time
  design.accumulator_bits.reset();
  EXPECT_EQ(tile_of(design, ones(64, 2048, 64)), (Sizes{64, 64, 2}));
}

// Blocks and sums are those of the rows and columns that there are: 8 rows take a quarter of each.
TEST(GivenTile, NeedsRoomForRealRowsAlone) {
  ResolvedDesign design = given_tile();
  design.weights_buffer.size_bits = 64 * kKibibytes;
  design.accumulator_bits = 1 * kKibibytes;
  EXPECT_EQ(tile_of(design, ones(8, 2048, 64)), (Sizes{32, 32, 2048}));
}

TEST(GivenTile, TextWhereWeightsDoNotFit) {
  ResolvedDesign design = given_tile();
  design.weights_buffer.size_bits = 200 * kKibibytes;
  EXPECT_EQ(
      error(design, ones(64, 2048, 64)),
      "error: layer fc: the tile does not fit memory.weights: its block takes 128 KiB, 2 of them 256 KiB, and the buffer has 200 KiB [layer-buffer]\n"
      "  expected: memory.weights.size of at least 256 KiB, or a smaller tile\n");
}

TEST(GivenTile, TextWhereActivationsDoNotFit) {
  ResolvedDesign design = given_tile();
  design.buffers = 3;
  design.weights_buffer.size_bits = 384 * kKibibytes;
  design.activations_buffer.size_bits = 1000 * 8;
  EXPECT_EQ(error(design, ones(64, 2048, 64)),
            "error: layer fc: the tile does not fit memory.activations: its block takes 128 KiB, 3 of them 384 KiB, and the buffer has 0.98 KiB "
            "(1000 bytes) "
            "[layer-buffer]\n"
            "  expected: memory.activations.size of at least 384 KiB, or a smaller tile\n");
}

TEST(GivenTile, TextWhereAccumulatorsDoNotFit) {
  ResolvedDesign design = given_tile();
  design.accumulator_bits = 2 * kKibibytes;
  EXPECT_EQ(error(design, ones(64, 2048, 64)),
            "error: layer fc: the tile does not fit memory.accumulators: its block takes 4 KiB, and the buffer has 2 KiB [layer-buffer]\n"
            "  expected: memory.accumulators.size of at least 4 KiB, or a smaller tile\n");
}

// Sizes that the array or the granule does not divide, in designs that did not come from a file.
TEST(GivenTile, TextWhereItIsNoMultiple) {
  ResolvedDesign design = large_granules();
  design.array_k = 2;
  design.tile = TileSize{24, {}, {}};
  EXPECT_EQ(error(design, ones(32, 2048, 32)),
            "error: layer fc: tile.m is 24, not a multiple of 16 [layer-tile]\n"
            "  expected: a multiple of 16 (the array's m), or all\n");
  design.tile = TileSize{{}, 8, {}};
  EXPECT_EQ(error(design, ones(32, 2048, 32)),
            "error: layer fc: tile.n is 8, not a multiple of 16 [layer-tile]\n"
            "  expected: a multiple of 16 (the array's n), or all\n");
  design.tile = TileSize{{}, {}, 1024};
  EXPECT_EQ(error(design, ones(32, 2048, 32)),
            "error: layer fc: tile.k is 1024, not a multiple of 2048 [layer-tile]\n"
            "  expected: a multiple of 2048 (the granule times the array's k), or all\n");
  design.tile = TileSize{0, {}, {}};
  EXPECT_EQ(error(design, ones(32, 2048, 32)),
            "error: layer fc: tile.m is 0, not a multiple of 16 [layer-tile]\n"
            "  expected: a multiple of 16 (the array's m), or all\n");
}

TEST(TensorShape, TextWhereATensorDoesNotFitTheLayer) {
  Product wrong = ones(2, 3, 4);
  wrong.operands.weights.pop_back();
  EXPECT_EQ(error(paper_design(), wrong),
            "error: layer fc: the weights tensor holds 5 values [layer-tensor-shape]\n"
            "  expected: 6 values\n");
  wrong = ones(2, 3, 4);
  wrong.operands.images = 2;  // 4 columns of each of two images
  EXPECT_EQ(error(paper_design(), wrong),
            "error: layer fc: the activations tensor holds 12 values [layer-tensor-shape]\n"
            "  expected: 24 values\n");
}

}  // namespace
}  // namespace skeptic
