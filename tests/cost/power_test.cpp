// Leakage, peak power, average power, and the baseline's array at the proposal's peak power.
#include "cost/power.h"

#include <gtest/gtest.h>

#include <cmath>

#include "cost/cost.h"
#include "cost/designs.h"

namespace skeptic {
namespace {

const Technology& technology() {
  static const Technology table = load_technology(45);
  return table;
}

PeakPower peak(const ResolvedDesign& design) { return peak_power(design, inventory(design, technology()), technology()); }
double of(const std::array<double, kGroups.size()>& groups, Group group) { return groups[static_cast<std::size_t>(group)]; }

/// 45 nm: cells of NanGate. 7 nm: of ASAP7. Between: a straight line in logarithms. SRAM follows logic from CACTI's 32 KiB at 45 nm.
TEST(Leakage, TablesFollowTheirSteps) {
  const double of45 = (75.762253 / 4.256 + 17.393360 / 0.798 + 79.112308 / 4.522) / 3, of7 = (1.0395 + 0.8511 + 0.7878) / 3;
  EXPECT_NEAR(load_technology(45).logic_leakage.value, of45 * 1e-3, 0.005e-3);
  EXPECT_NEAR(load_technology(7).logic_leakage.value, of7 * 1e-3, 0.001e-3);
  EXPECT_FALSE(load_technology(45).sram_leakage.has_value());
  for (const std::int64_t node : {32, 22, 7}) {
    const Technology table = load_technology(node);
    const double share = std::pow(of7 / of45, std::log(45.0 / static_cast<double>(node)) / std::log(45.0 / 7));
    EXPECT_NEAR(table.logic_leakage.value / (of45 * share * 1e-3), 1, 2e-3) << node;
    EXPECT_NEAR(table.sram_leakage->value / (40.9 / 0.106 * share * 1e-3), 1, 2e-3) << node;
    EXPECT_EQ(table.logic_leakage.confidence, Confidence::C);
    EXPECT_EQ(table.sram_leakage->confidence, Confidence::R);
    EXPECT_FALSE(table.logic_leakage.source.empty());
  }
}

TEST(Leakage, OfSramIsTheTablesAndOfLogicByArea) {
  const Inventory all = inventory(tiny_dense(), technology());
  const Leakage watts = leakage(all, technology());
  EXPECT_NEAR(watts.sram.value, 3 * 40.9e-3, 1e-12);  // 32 KiB, and two banks of 32 KiB
  EXPECT_NEAR(watts.logic.value, area(all).arrays * 19.03e-3, 1e-12);
  EXPECT_NEAR(watts.total(), watts.sram.value + watts.logic.value, 1e-15);
}

// 2 x 3 PEs of two 8-bit lanes at 1 GHz: 12 products of 0.2 pJ, 6 tree adders of 17 bits, 6 of 32, 6 registers of 32 bits, windows of 16 bits for
// 2 rows and 3 columns. Three macros of 32 KiB: a read, 17 pJ, is dearer than a write.
TEST(PeakPower, OfATinyArrayByHand) {
  const PeakPower power = peak(tiny_dense());
  const double adders = 6 * 0.1 * 17 / 32 + 6 * 0.1, registers = (6 * 32 + 5 * 16) * 0.009;
  EXPECT_NEAR(of(power.switching, Group::Arithmetic), (12 * 0.2 + adders + registers) * 1e-12 * 1e9, 1e-15);
  EXPECT_NEAR(of(power.switching, Group::Buffers), 3 * 17.0e-12 * 1e9, 1e-12);
  EXPECT_NEAR(of(power.leaking, Group::Buffers), 3 * 40.9e-3, 1e-12);
  EXPECT_NEAR(power.dram, 32e9 * 4e-12, 1e-12);
  EXPECT_NEAR(power.total(), power.arrays() + of(power.switching, Group::Buffers) + of(power.leaking, Group::Buffers), 1e-12);
}

TEST(PeakPower, GrowsWithTheClockButForWhatLeaks) {
  ResolvedDesign slow = two_of_four(), fast = slow;
  fast.clock = Rational(2'000'000'000);
  EXPECT_NEAR(peak(fast).switching_total() / peak(slow).switching_total(), 2, 1e-9);
  EXPECT_DOUBLE_EQ(peak(fast).leaking_total(), peak(slow).leaking_total());
}

// Metadata divide a macro with the values: its access is counted once.
TEST(PeakPower, MetadataShareTheirMacro) {
  ResolvedDesign plain = two_of_four(), packed = plain;
  plain.weights.encoding.kind = EncodingKind::None;
  EXPECT_NEAR(of(peak(plain).switching, Group::Buffers), of(peak(packed).switching, Group::Buffers), 1e-12);
  EXPECT_NEAR(of(peak(plain).leaking, Group::Buffers), of(peak(packed).leaking, Group::Buffers), 1e-12);
}

// A queue is a module: all of it works in a cycle, at 1 GHz in each of 256 PEs. Its size: see the inventory's test.
TEST(PeakPower, QueuesWorkInEveryCycle) {
  ResolvedDesign design = two_of_four();
  design.slack = 4;
  const double toggles = middle_toggles("step_queue SLACK=4 WINDOW=8 PAYLOAD=145") * 103.8 / 150.6;
  EXPECT_NEAR(of(peak(design).switching, Group::Queues), 256 * toggles * kToggleOf45 * 1e9, 1e-9);
}

TEST(PeakPower, SecondPortsAreAccessedToo) {
  ResolvedDesign one = tiny_dense(), two = one;
  two.weights_buffer.ports = 2;
  const double cell = 1.5 * 1.3425;
  EXPECT_NEAR(of(peak(two).switching, Group::Buffers) - of(peak(one).switching, Group::Buffers), (2 * std::sqrt(cell) - 1) * 17.0e-3, 1e-9);
}

TEST(AveragePower, IsEventsAndLeakageOverTime) {
  NetworkCounts counts;
  LayerCounts layer;
  layer.cycles = 1000;
  layer.stack[Slot::Useful] = 500;
  layer.tile_m = layer.tile_n = layer.tile_k = 4;
  layer.weights = {1000, 0, 640};
  layer.store_bits = 80;
  counts.layers = {layer};
  const Energy spent = energy(tiny_dense(), counts, technology());
  EXPECT_DOUBLE_EQ(spent.seconds, 1e-6);
  EXPECT_NEAR(spent.leakage.total(), leakage(inventory(tiny_dense(), technology()), technology()).total() * 1e-6, 1e-18);
  EXPECT_NEAR(spent.total(), spent.dynamic() + spent.leakage.total(), 1e-18);
  EXPECT_NEAR(spent[Spent::LogicLeakage], spent.leakage.logic, 1e-18);
  EXPECT_NEAR(spent[Spent::SramLeakage], spent.leakage.sram, 1e-18);
  EXPECT_NEAR(spent.average_power(), spent.total() / 1e-6, 1e-9);
  EXPECT_NEAR(spent.dram(), 1080 * 4e-12, 1e-18);
  EXPECT_EQ(energy(tiny_dense(), NetworkCounts{}, technology()).average_power(), 0);
}

TEST(IsoPower, OfItsOwnPowerIsItself) {
  for (const IsoRule rule : {IsoRule::Absolute, IsoRule::Proportional}) {
    const ArraysAround same = iso_power(two_of_four(), two_of_four(), technology(), rule);
    EXPECT_EQ(same.below.shape, (ArrayShape{16, 16}));
    EXPECT_EQ(same.above.shape, (ArrayShape{16, 16}));
    EXPECT_DOUBLE_EQ(same.growth(), 1);
  }
}

TEST(IsoPower, TheArraysLieAroundTheProposalsPower) {
  const ResolvedDesign baseline = two_of_four(), proposal = dynamic_four_of_eight();
  const ArraysAround absolute = iso_power(baseline, proposal, technology(), IsoRule::Absolute);
  EXPECT_NEAR(absolute.target, peak(proposal).total(), 1e-12);
  EXPECT_LE(peak(with_array(baseline, absolute.below.shape)).total(), absolute.target);
  EXPECT_GE(peak(with_array(baseline, absolute.above.shape)).total(), absolute.target);
  EXPECT_EQ(grown(absolute.below.shape), absolute.above.shape);
  const ArraysAround shared = iso_power(baseline, proposal, technology(), IsoRule::Proportional);
  EXPECT_NEAR(shared.growth(), peak(proposal).total() / peak(baseline).total(), 1e-9);
  EXPECT_NEAR(shared.base, peak(baseline).arrays(), 1e-12);
  EXPECT_LE(peak(with_array(baseline, shared.below.shape)).arrays(), shared.target);
  EXPECT_GE(peak(with_array(baseline, shared.above.shape)).arrays(), shared.target);
  EXPECT_LT(shared.growth(), absolute.above.shape.m * absolute.above.shape.n / 256.0);  // the buffers' part buys no PEs
}

TEST(IsoPower, AHotterBaselineShrinks) {
  ResolvedDesign hot = two_of_four();
  hot.clock = Rational(2'000'000'000);
  const ArraysAround less = iso_power(hot, two_of_four(), technology(), IsoRule::Absolute);
  EXPECT_LT(less.above.shape.m * less.above.shape.n, 256);
  ResolvedDesign faint = tiny_dense();
  faint.clock = Rational(1);
  const ArraysAround none = iso_power(hot, faint, technology(), IsoRule::Absolute);
  EXPECT_FALSE(none.reached);
  EXPECT_EQ(none.below.shape, (ArrayShape{1, 1}));
}

}  // namespace
}  // namespace skeptic
