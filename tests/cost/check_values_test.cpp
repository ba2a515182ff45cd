// Figures composed by hand from the rows at 45 nm: one PE, and one layer of ResNet-20 on it.
#include <gtest/gtest.h>

#include "cost/cost.h"
#include "cost/designs.h"
#include "simulate/simulate.h"

namespace skeptic {
namespace {

/// 16 x 16 PEs of four 8-bit lanes on windows of eight, 4:8 weights with offsets; 8 KiB of weights, 128 KiB of activations.
ResolvedDesign four_of_eight() {
  ResolvedDesign design = tiny_dense();
  design.name = "4:8";
  design.array_m = design.array_n = 16;
  design.lanes = 4;
  design.window = 8;
  design.weights.pattern = parse_pattern("4:8");
  design.weights.skip = Skip::Pattern;
  design.weights.encoding.kind = EncodingKind::Offset;
  design.weights_buffer = {8 * kKibibytes, 1, 1, {}};
  design.activations_buffer = {128 * kKibibytes, 1, 1, {}};
  design.tile = TileSize{};
  return design;
}

// Four products of 8 x 8 bits, three tree adders of 18 bits, an accumulate adder and a register of 32; and the operand multiplexers of N:M: four
// lanes of 8:1, synthesised. As a formula they are N·(M-1) = 28 two-input ones for each of 8 bits, 417 square microns; the gates of NanGate's own
// netlist and of the other libraries say 612.
TEST(CheckValues, AreaOfAFourLaneFourOfEightPe) {
  ResolvedDesign design = four_of_eight();
  design.array_m = design.array_n = 1;
  const Inventory parts = inventory(design);
  const double micron = 1e-6, multipliers = 4 * 6350.0 / 16 * micron, adders = (3 * 18 + 32) * 278.0 / 32 * micron, accumulator = 32 * 5.98 * micron;
  EXPECT_EQ(parts.count(Part::ActivationSelect), 1);
  EXPECT_EQ(parts.count(Part::WeightSelect), 0);
  const double multiplexers = middle_nand2("operand_multiplexer LANES=4 INPUTS=8 BITS=8 INDEX_BITS=3") * kNand2Of45 * micron;
  EXPECT_NEAR(multiplexers / micron, 612, 1);
  EXPECT_NEAR(multiplexers / (4 * 7 * 8 * 1.862 * micron), 1.47, 0.01);
  double pe = 0;
  for (const Part part : {Part::Multipliers, Part::TreeAdders, Part::AccumulateAdders, Part::AccumulatorRegisters, Part::ActivationSelect})
    pe += parts.find(part)->total_area();
  EXPECT_NEAR(pe, multipliers + adders + accumulator + multiplexers, 1e-12);
  // Beside Sparseloop's INT8 MAC of 332 um2: these rows, from other sources, are 1.9 times as large for four lanes, and the multiplexers add a
  // quarter.
  EXPECT_NEAR((multipliers + adders + accumulator) / (4 * 332 * micron), 1.90, 0.01);
  EXPECT_NEAR(multiplexers / (multipliers + adders + accumulator), 0.242, 0.002);
}

// layer1.0.conv1: 16 to 16 channels, 3 x 3, 32 x 32 pixels. 16·144·1024 dense products, half of them kept.
TEST(CheckValues, EnergyOfALayerOfResNet20) {
  Layer layer;
  layer.name = "layer1.0.conv1";
  layer.kind = LayerKind::Convolution;
  layer.in_channels = layer.out_channels = 16;
  layer.in_height = layer.in_width = 32;
  layer.kernel_height = layer.kernel_width = 3;
  layer.stride = 1;
  layer.pad_height = layer.pad_width = 1;
  LayerOperands operands;
  operands.weights.assign(16 * 144, 1.0F);
  operands.activations.assign(32 * 32 * 16, 1.0F);
  const ResolvedDesign design = four_of_eight();
  NetworkCounts counts;
  counts.layers = {simulate_layer(design, layer, operands)};
  const double pj = 1e-12, products = 16 * 144 * 1024 / 2;
  const double weight_bits = 64 * 16 * 72 * (8 + 3);                              // 64 blocks of columns read 16 rows of 72 values and offsets
  const double activation_bits = (4 * 31 * 31 + 4 * 31 * 32 + 32 * 32) * 16 * 8;  // nine taps, each where it lies inside the image
  const double accumulated = products * 0.1 + products / 4 * 32 * 0.009;          // four lanes fill one register
  const Energy spent = energy(design, counts);
  EXPECT_NEAR(spent[Spent::Multiply], products * 0.2 * pj, 1e-15);
  EXPECT_NEAR(spent[Spent::Accumulate], accumulated * pj, 1e-15);
  // A product in each of four lanes is one event of the PE's multiplexers.
  EXPECT_NEAR(spent[Spent::Select], products / 4 * middle_toggles("operand_multiplexer LANES=4 INPUTS=8 BITS=8 INDEX_BITS=3") * kToggleOf45, 1e-15);
  EXPECT_NEAR(spent[Spent::WeightReads] + spent[Spent::MetadataReads], weight_bits / 64 * 6.05 * pj, 1e-15);
  EXPECT_NEAR(spent[Spent::MetadataReads] / spent[Spent::WeightReads], 3.0 / 8, 1e-9);
  EXPECT_NEAR(spent[Spent::ActivationReads], activation_bits / 64 * 37.5 * pj, 1e-15);
  // Beside Sparseloop's INT8 MAC of 0.561 pJ: these rows, from other sources, are two thirds of it.
  EXPECT_NEAR((products * 0.2 + accumulated) / (products * 0.561), 0.663, 0.001);
}

}  // namespace
}  // namespace skeptic
