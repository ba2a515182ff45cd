// Ceilings in closed form, and no run above its ceiling.
#include "cost/roofline.h"

#include <gtest/gtest.h>

#include "cost/designs.h"
#include "cost/layers.h"

namespace skeptic {
namespace {

/// 12 multipliers at 1 GHz, DRAM of 4 bytes a cycle. 400 dense products of which 120 were executed, 100 useful, in 500 cycles.
NetworkCounts counted() {
  NetworkCounts counts;
  LayerCounts layer;
  layer.name = "layer";
  layer.cycles = 500;
  layer.stack[Slot::Useful] = 100;
  layer.stack[Slot::Ineffectual] = 20;
  layer.tile_m = 2;
  layer.macs = 400;
  layer.weights = {800, 80, 640};
  layer.activations = {2320, 0, 1280};
  layer.store_bits = 800;
  counts.layers = {layer};
  return counts;
}

TEST(Roofline, RatesAndIntensities) {
  const RooflineRow row = roofline(tiny_dense(), counted()).layers.front();
  EXPECT_DOUBLE_EQ(row.peak, 12e9);
  EXPECT_DOUBLE_EQ(*row.dense_peak, 12e9);  // nothing is skipped
  EXPECT_DOUBLE_EQ(row.seconds, 500e-9);
  EXPECT_DOUBLE_EQ(row.attained, 240e6);
  EXPECT_DOUBLE_EQ(row.dense_attained, 800e6);
  EXPECT_EQ(row.useful, 100);
  ASSERT_EQ(row.memories.size(), 3U);
  const MemoryRoof& dram = row.memories[0];
  EXPECT_DOUBLE_EQ(dram.bytes, 490);  // 3920 bits
  EXPECT_DOUBLE_EQ(dram.metadata_bytes, 10);
  EXPECT_DOUBLE_EQ(*dram.bandwidth, 4e9);
  EXPECT_DOUBLE_EQ(*dram.intensity, 120.0 / 490);
  EXPECT_DOUBLE_EQ(*dram.intensity_without_metadata, 0.25);
  EXPECT_DOUBLE_EQ(*dram.ceiling, 120.0 / 490 * 4e9);
  EXPECT_DOUBLE_EQ(row.memories[1].bytes, 80);
  EXPECT_DOUBLE_EQ(row.memories[1].metadata_bytes, 8);  // a tenth, as of what was loaded
  EXPECT_FALSE(row.memories[1].ceiling.has_value());    // no width, no roof
  EXPECT_DOUBLE_EQ(row.ceiling, *dram.ceiling);
  EXPECT_EQ(row.binds, Roof::Dram);
  EXPECT_DOUBLE_EQ(row.share(), 490.0 / 4 / 500);
}

TEST(Roofline, TheLowestRoofBinds) {
  ResolvedDesign design = tiny_dense();
  design.dram_bandwidth = Rational(1'000'000'000'000'000);
  EXPECT_EQ(roofline(design, counted()).layers.front().binds, Roof::Peak);
  EXPECT_DOUBLE_EQ(roofline(design, counted()).layers.front().ceiling, 12e9);
  design.weights_buffer.width = Rational(32);  // 120 products in 20 cycles
  RooflineRow row = roofline(design, counted()).layers.front();
  EXPECT_EQ(row.binds, Roof::WeightBuffer);
  EXPECT_DOUBLE_EQ(row.ceiling, 6e9);
  design.activations_buffer.width = Rational(32);  // in 40
  row = roofline(design, counted()).layers.front();
  EXPECT_EQ(row.binds, Roof::ActivationBuffer);
  EXPECT_DOUBLE_EQ(row.ceiling, 3e9);
}

TEST(Roofline, TheTotalIsOfTheArray) {
  ResolvedDesign design = tiny_dense();
  design.vector_lanes = 4;
  NetworkCounts counts = counted();
  counts.layers.push_back(counts.layers.front());
  LayerCounts vector;
  vector.name = "add";
  vector.cycles = 100;
  vector.vector_operations = 300;
  vector.activations.dram_bits = 1600;
  vector.store_bits = 800;
  counts.layers.push_back(vector);
  const Roofline found = roofline(design, counts);
  EXPECT_EQ(found.total.multiplications, 240);
  EXPECT_DOUBLE_EQ(found.total.seconds, 1e-6);
  EXPECT_DOUBLE_EQ(found.total.ceiling, found.layers.front().ceiling);
  const RooflineRow& add = found.layers.back();
  EXPECT_TRUE(add.vector);
  EXPECT_DOUBLE_EQ(add.peak, 4e9);
  EXPECT_DOUBLE_EQ(add.ceiling, 4e9);  // one operation a byte, four bytes a cycle: both roofs are as low, and the first is named
  EXPECT_EQ(add.binds, Roof::Peak);
  EXPECT_DOUBLE_EQ(add.share(), 0.75);
  EXPECT_EQ(add.memories.size(), 1U);
}

TEST(Roofline, NothingRunIsNoRate) {
  const Roofline none = roofline(tiny_dense(), NetworkCounts{});
  EXPECT_TRUE(none.layers.empty());
  EXPECT_EQ(none.total.attained, 0);
  EXPECT_FALSE(none.total.memories.front().intensity.has_value());
}

TEST(Roofline, DensePeakIsTheSparsestPatternsPace) {
  EXPECT_DOUBLE_EQ(*dense_positions(tiny_dense()), 2);
  EXPECT_DOUBLE_EQ(*dense_positions(two_of_four()), 4);            // two of four positions on two lanes: one cycle
  EXPECT_DOUBLE_EQ(*dense_positions(dynamic_four_of_eight()), 8);  // four and two of eight can miss each other: one cycle
  ResolvedDesign design = two_of_four();
  design.lanes = 1;
  EXPECT_DOUBLE_EQ(*dense_positions(design), 2);
  design.weights.skip = Skip::None;
  EXPECT_DOUBLE_EQ(*dense_positions(design), 1);
  design.activations.skip = Skip::Zeros;
  EXPECT_DOUBLE_EQ(*dense_positions(design), 4);
  design.empty_window = 0;
  EXPECT_FALSE(dense_positions(design).has_value());
}

// Every kind of run stays below its ceiling; where a buffer's port is all that is slow, it attains it.
TEST(Roofline, NoRunIsAboveItsCeiling) {
  for (ResolvedDesign design : {tiny_dense(), two_of_four(), dynamic_four_of_eight()})
    for (const std::int64_t width : {24, 200, 1024})
      for (const Domain domain : {Domain::Array, Domain::Row, Domain::Pe}) {
        design.weights_buffer.width = design.activations_buffer.width = Rational(width);
        design.domain = domain;
        NetworkCounts counts;
        counts.layers = {run_product(design, 24, 70, 64, 0.5)};
        const RooflineRow row = roofline(design, counts).layers.front();
        EXPECT_GT(row.attained, 0);
        EXPECT_LE(row.attained, row.ceiling * (1 + 1e-9)) << design.name << ", " << width;
        EXPECT_LE(row.dense_attained, *row.dense_peak * (1 + 1e-9));
      }
}

TEST(Roofline, ANarrowPortIsTheCeilingItself) {
  ResolvedDesign design = tiny_dense();
  design.dram_bandwidth = Rational(1'000'000'000'000'000);
  design.weights_buffer.width = Rational(4);  // 2 rows of 16 bits: 8 cycles a step of 12 products
  NetworkCounts counts;
  counts.layers = {run_product(design, 4, 6, 256, 0)};
  const RooflineRow row = roofline(design, counts).layers.front();
  EXPECT_EQ(row.binds, Roof::WeightBuffer);
  EXPECT_DOUBLE_EQ(row.ceiling, 1.5e9);
  EXPECT_GT(row.share(), 0.97);
}

}  // namespace
}  // namespace skeptic
