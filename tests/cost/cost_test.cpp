// Areas by denominator, differences, and the energy of a run counted by hand.
#include "cost/cost.h"

#include <gtest/gtest.h>

#include "cost/designs.h"
#include "cost/sram.h"

namespace skeptic {
namespace {

TEST(Area, GroupsAddUpToTheDenominators) {
  ResolvedDesign design = dynamic_four_of_eight();
  design.vector_lanes = 64;
  const Inventory all = inventory(design);
  const Area total = area(all);
  double arrays = 0, everything = 0;
  for (const GroupRow& group : kGroups) {
    everything += total[group.group];
    if (group.arrays) arrays += total[group.group];
  }
  EXPECT_NEAR(total.arrays, arrays, 1e-12);
  EXPECT_NEAR(total.arrays_and_buffers, everything, 1e-12);
  EXPECT_GT(total[Group::State], 0);
  EXPECT_FALSE(total.chip.has_value());
}

TEST(Area, ChipIsTheBaselinesAndWhatIsAdded) {
  ResolvedDesign baseline = two_of_four(), proposal = dynamic_four_of_eight();
  const auto under = [&](Denominator denominator) { return area_under(denominator, inventory(proposal), inventory(baseline)); };
  EXPECT_FALSE(under(Denominator::Chip).has_value());
  baseline.chip_area = 100;
  const double added = *under(Denominator::ArraysAndBuffers) - area(inventory(baseline)).arrays_and_buffers;
  EXPECT_GT(added, 0);
  EXPECT_NEAR(*under(Denominator::Chip), 100 + added, 1e-9);
  proposal.chip_area = 120;  // the baseline's own counts
  EXPECT_NEAR(*under(Denominator::Chip), 100 + added, 1e-9);
  baseline.chip_area.reset();
  EXPECT_NEAR(*under(Denominator::Chip), 120 + added, 1e-9);
  EXPECT_DOUBLE_EQ(*under(Denominator::Arrays), area(inventory(proposal)).arrays);
}

TEST(Difference, OfADesignWithItselfIsNothing) {
  const Inventory all = inventory(dynamic_four_of_eight());
  const Difference none = difference(all, all);
  EXPECT_TRUE(none.rows.empty());
  EXPECT_EQ(none.added, 0);
}

TEST(Difference, SplitsWhatIsAddedRemovedAndChanged) {
  const Inventory baseline = inventory(two_of_four()), proposal = inventory(dynamic_four_of_eight());
  const Difference change = difference(baseline, proposal);
  const auto find = [&](Part part) -> const DifferenceRow* {
    for (const DifferenceRow& row : change.rows)
      if (row.part == part) return &row;
    return nullptr;
  };
  EXPECT_EQ(find(Part::Multipliers), nullptr);
  ASSERT_NE(find(Part::DecisionState), nullptr);
  EXPECT_EQ(find(Part::DecisionState)->change, Change::Added);
  EXPECT_EQ(find(Part::DecisionState)->count_before, 0);
  ASSERT_NE(find(Part::ActivationSelect), nullptr);
  EXPECT_EQ(find(Part::ActivationSelect)->change, Change::Changed);
  const double before = middle_nand2("operand_multiplexer LANES=2 INPUTS=4 BITS=16 INDEX_BITS=2"),
               after = middle_nand2("operand_multiplexer LANES=2 INPUTS=8 BITS=16 INDEX_BITS=3");
  EXPECT_NEAR(find(Part::ActivationSelect)->added(), 256 * (after - before) * kNand2Of45 * 1e-6, 1e-12);
  const double base = area(baseline).arrays_and_buffers;
  EXPECT_NEAR(change.added, area(proposal).arrays_and_buffers - base, 1e-9);
  EXPECT_NEAR(change.share, change.added / base, 1e-12);
  double groups = 0, shares = 0;
  for (const GroupRow& group : kGroups) groups += change.added_in(group.group);
  for (const DifferenceRow& row : change.rows) {
    shares += row.share;
    EXPECT_FALSE(row.source.empty());
    EXPECT_FALSE(row.detail.empty());
  }
  EXPECT_NEAR(groups, change.added, 1e-12);
  EXPECT_NEAR(shares, change.share, 1e-12);
  const Difference back = difference(proposal, baseline);
  EXPECT_NEAR(back.added, -change.added, 1e-12);
  int removed = 0;
  for (const DifferenceRow& row : back.rows) {
    if (row.part != Part::DecisionState) continue;
    EXPECT_EQ(row.change, Change::Removed);
    ++removed;
  }
  EXPECT_EQ(removed, 1);
}

/// One layer of 2 x 3 outputs a wave, K = 4 in one tile: 400 products of which 120 were executed, 100 outputs of 8 bits.
NetworkCounts counted() {
  NetworkCounts counts;
  LayerCounts layer;
  layer.cycles = 500;
  layer.stack[Slot::Useful] = 100;
  layer.stack[Slot::Ineffectual] = 20;
  layer.stack[Slot::Underfill] = 4;
  layer.tile_m = 2;
  layer.tile_n = 3;
  layer.tile_k = 4;
  layer.macs = 400;
  layer.weights = {1000, 0, 640};
  layer.activations = {2000, 0, 1280};
  layer.store_bits = 800;
  counts.layers = {layer};
  return counts;
}

TEST(Energy, OfATinyRun) {
  ResolvedDesign design = tiny_dense();
  design.accumulator_bits = 32 * kKibibytes;
  const Energy energy = skeptic::energy(design, counted());
  const double pj = 1e-12;
  EXPECT_NEAR(energy[Spent::Multiply], 120 * 0.2 * pj, 1e-18);
  EXPECT_NEAR(energy[Spent::Accumulate], (120 * 0.1 + 62 * 32 * 0.009) * pj, 1e-18);  // 124 lane slots are 62 busy cycles
  EXPECT_EQ(energy[Spent::Select], 0);
  EXPECT_NEAR(energy[Spent::Registers], (640 + 1280) * 0.009 * pj, 1e-18);
  EXPECT_NEAR(energy[Spent::WeightReads], 640 / 64 * 17.0 * pj, 1e-18);
  EXPECT_NEAR(energy[Spent::ActivationReads], 1280 / 64 * 17.0 * pj, 1e-18);
  EXPECT_EQ(energy[Spent::MetadataReads], 0);
  EXPECT_NEAR(energy[Spent::BufferWrites], 3000.0 / 64 * 14.5 * pj, 1e-18);
  EXPECT_NEAR(energy[Spent::Accumulators], 100 * 0.5 * (17.0 + 14.5) * pj, 1e-18);  // 100 sums of 32 bits, half a word each
  EXPECT_NEAR(energy[Spent::DramValues], 3000 * 4 * pj, 1e-18);
  EXPECT_NEAR(energy[Spent::DramStores], 800 * 4 * pj, 1e-18);
  EXPECT_NEAR(energy.dynamic(), (24 + 12 + 17.856 + 17.28 + 170 + 340 + 679.6875 + 1575 + 12000 + 3200) * pj, 1e-17);
  // 32 KiB of weights, two banks of 32 KiB of activations, 32 KiB of accumulators: 40.9 mW each, 500 cycles at 1 GHz.
  EXPECT_NEAR(energy[Spent::SramLeakage], 4 * 40.9e-3 * 500e-9, 1e-15);
  // Logic of 8943.185 square microns (tests/cost/inventory_test.cpp), 19.03 mW a square millimetre.
  EXPECT_NEAR(energy[Spent::LogicLeakage], 8943.185e-6 * 19.03e-3 * 500e-9, 1e-18);
  EXPECT_NEAR(energy.total(), energy.dynamic() + energy[Spent::SramLeakage] + energy[Spent::LogicLeakage], 1e-18);
  for (const EnergyRow& row : energy.rows) EXPECT_FALSE(row.source.empty()) << skeptic::row(row.spent).key;
}

TEST(Energy, MetadataAreTheirOwnRows) {
  NetworkCounts counts = counted();
  counts.layers[0].weights = {900, 100, 1800};
  const Energy energy = skeptic::energy(two_of_four(), counts);
  const double read = 1800.0 / 64 * 17.0e-12;
  EXPECT_NEAR(energy[Spent::WeightReads], read * 8 / 9, 1e-18);
  EXPECT_NEAR(energy[Spent::MetadataReads], read / 9, 1e-18);
  EXPECT_NEAR(energy[Spent::DramMetadata], 100 * 4e-12, 1e-18);
  EXPECT_NEAR(energy[Spent::DramValues], 2800 * 4e-12, 1e-18);
  // Two lanes work at an event of their multiplexers.
  EXPECT_NEAR(energy[Spent::Select], 60 * middle_toggles("operand_multiplexer LANES=2 INPUTS=4 BITS=16 INDEX_BITS=2") * kToggleOf45, 1e-20);
}

// A consumer's windows get their masks on chip: none come from DRAM, and of 17 bits read one is mask.
TEST(Energy, MasksMadeOnChipAreReadAndDecoded) {
  NetworkCounts counts = counted();
  counts.layers[0].activations = {2000, 0, 13600};
  const Energy energy = skeptic::energy(dynamic_four_of_eight(), counts);
  EXPECT_NEAR(energy[Spent::ActivationReads], 13600.0 / 64 * 17.0e-12 * 16 / 17, 1e-18);
  EXPECT_NEAR(energy[Spent::MetadataReads], 13600.0 / 64 * 17.0e-12 / 17, 1e-18);
  EXPECT_EQ(energy[Spent::DramMetadata], 0);
  EXPECT_EQ(energy[Spent::Decode], 0);  // the intersections rank them
}

// Where a mask is decoded, a compressor works once a window.
TEST(Energy, DecodersWorkOnceAWindow) {
  ResolvedDesign design = two_of_four();
  design.window = 8;
  design.weights.encoding.kind = EncodingKind::Bitmask;
  NetworkCounts counts = counted();
  counts.layers[0].weights = {1000, 100, 8000};  // a tenth is masks: 800 bits, 100 windows
  EXPECT_NEAR(skeptic::energy(design, counts)[Spent::Decode], 100 * middle_toggles("compressor WINDOW=8 SLOTS=2 INDEX_BITS=3") * kToggleOf45, 1e-20);
}

// Gathered banks match in two places and queues hold what registers do: whatever is added when, a row each, in the table's order.
TEST(Energy, HasARowForEverythingItIsSpentOn) {
  ResolvedDesign queued = dynamic_four_of_eight(), gathered = queued;
  queued.slack = 4;
  gathered.activations.read = Read::Gather;
  for (const ResolvedDesign& design : {queued, gathered}) {
    const Energy energy = skeptic::energy(design, counted());
    ASSERT_GT(energy.rows.size(), 5U);
    double sum = 0;
    for (std::size_t i = 0; i < energy.rows.size(); ++i) {
      if (i > 0) EXPECT_LT(energy.rows[i - 1].spent, energy.rows[i].spent);
      sum += energy[energy.rows[i].spent];
    }
    EXPECT_DOUBLE_EQ(sum, energy.total());
  }
  const Energy plain = skeptic::energy(dynamic_four_of_eight(), counted());
  EXPECT_GT(skeptic::energy(queued, counted())[Spent::Registers], plain[Spent::Registers]);
  EXPECT_GT(skeptic::energy(gathered, counted())[Spent::Match], plain[Spent::Match]);
}

// 62 busy cycles of a PE.
TEST(Energy, IntersectionsWorkInBusyCycles) {
  const Energy energy = skeptic::energy(dynamic_four_of_eight(), counted());
  EXPECT_NEAR(energy[Spent::Match], 62 * middle_toggles("intersection WINDOW=8 LANES=2 COUNT_BITS=4") * kToggleOf45, 1e-20);
}

// Ten units of 1024 activations, a unit a cycle: 128 groups for each of two selectors, 64 beats of 16; four trees of sixteen and
// one above them; one choice; the mode table; 15 ranks of 128 bits.
TEST(Energy, DecisionsAreCountedInElements) {
  const ResolvedDesign design = dynamic_four_of_eight();
  NetworkCounts counts = counted();
  counts.layers[0].decided_units = 10;
  const Energy energy = skeptic::energy(design, counts);
  const double toggles =
      128 * (middle_toggles(kSelector2Of8) + middle_toggles(kSelector4Of8)) +
      64 * middle_toggles("energy_sums ELEMENTS=16 BITS=16 ABSOLUTE=1 TESTED=2 SUM_BITS=36") +
      4 * middle_toggles("sum_tree COUNT=16 WORDS=3 BITS=36 SUM_BITS=40") + middle_toggles("sum_tree COUNT=4 WORDS=3 BITS=40 SUM_BITS=42") +
      middle_toggles("energy_choice TESTED=2 PATTERN_BITS=2 SUM_BITS=42") + middle_toggles("mode_table UNITS=64 UNIT_BITS=6 PATTERN_BITS=2");
  EXPECT_NEAR(energy[Spent::Decide], 10 * (toggles * kToggleOf45 + 15 * 128 * 0.009e-12), 1e-15);
  for (const EnergyRow& row : energy.rows)
    if (row.spent == Spent::Decide) {
      EXPECT_EQ(row.confidence, Confidence::C);
      EXPECT_NE(row.source.find("toggles, the middle of"), std::string::npos) << row.source;
    }
  const SramMacro state = sram_macro(load_technology(45), 200 * kKibibytes, 64);
  EXPECT_NEAR(energy[Spent::State], 10 * (state.read.value + state.write.value), 1e-18);
  // The rate decides the hardware, not the work: the tree, the table and the registers of a slower decision aside.
  ResolvedDesign slow = design;
  slow.activations.decide->rate = Rational(1, 4);
  EXPECT_NEAR(skeptic::energy(slow, counts)[Spent::Decide] / energy[Spent::Decide], 1, 0.1);
}

TEST(Energy, ProducersDecideOnceAUnit) {
  ResolvedDesign design = dynamic_four_of_eight();
  design.activations.decide->by = DecideBy::Producer;
  NetworkCounts counts = counted();
  counts.layers[0].choices.units = {3, 4, 3};
  EXPECT_GT(skeptic::energy(design, counts)[Spent::Decide], 10 * 1024 * 0.8e-12);
  counts.layers[0].choices.units = {0, 0, 0};
  EXPECT_EQ(skeptic::energy(design, counts)[Spent::Decide], 0);
}

TEST(Energy, GatheredBanksAreAllFilled) {
  ResolvedDesign design = two_of_four();
  design.activations.read = Read::Gather;
  const NetworkCounts counts = counted();
  const SramMacro narrow = sram_macro(load_technology(45), 32 * kKibibytes, 16), wide = sram_macro(load_technology(45), 32 * kKibibytes, 64);
  const Energy energy = skeptic::energy(design, counts);
  EXPECT_NEAR(energy[Spent::BufferWrites], 1000.0 / 64 * wide.write.value + 16 * 2000.0 / 16 * narrow.write.value, 1e-17);
  EXPECT_NEAR(energy[Spent::ActivationReads], 1280.0 / 16 * narrow.read.value, 1e-18);
}

TEST(Energy, VectorLayersDoNotTouchTheArray) {
  ResolvedDesign design = tiny_dense();
  design.vector_lanes = 4;
  NetworkCounts counts;
  LayerCounts layer;
  layer.cycles = 100;
  layer.stack[Slot::Vector] = 1200;
  layer.activations.dram_bits = 8 * 80;
  layer.store_bits = 8 * 60;
  counts.layers = {layer};
  const Energy energy = skeptic::energy(design, counts);
  EXPECT_EQ(energy[Spent::Multiply], 0);
  EXPECT_NEAR(energy[Spent::Vector], 80 * (0.2 + 0.1 + 32 * 0.009) * 1e-12, 1e-18);  // one operation an element
}

}  // namespace
}  // namespace skeptic
