// Counts and areas of small designs, worked out by hand (square microns at 45 nm: multiplier 6350 at 32 x 32 bits, adder 278 and comparator 71 at
// 32 bits, register 5.98, mux2 1.862 and gate 1.064 a bit; logic of rtl/: NAND2 of the shipped table of syntheses, 0.798 each).
#include "cost/inventory.h"

#include <gtest/gtest.h>

#include <cmath>

#include "cost/cost.h"
#include "cost/designs.h"
#include "cost/inventory_parts.h"

namespace skeptic {
namespace {

double microns(const Inventory& inventory, Part part) {
  const Component* component = inventory.find(part);
  return component ? component->total_area() * 1e6 : 0;
}

double bits_of(const Inventory& inventory, Part part, double a_bit) { return microns(inventory, part) / a_bit; }

TEST(Inventory, TinyDenseArray) {
  const Inventory all = inventory(tiny_dense());
  EXPECT_EQ(all.count(Part::Multipliers), 12);                           // 2 x 3 PEs of 2 lanes
  EXPECT_NEAR(microns(all, Part::Multipliers), 12 * 6350.0 / 16, 1e-9);  // 8 x 8 bits: 396.875 each
  EXPECT_EQ(all.count(Part::TreeAdders), 6);                             // one a PE, of 16 + 1 bits
  EXPECT_NEAR(microns(all, Part::TreeAdders), 6 * 278.0 * 17 / 32, 1e-9);
  EXPECT_NEAR(microns(all, Part::AccumulateAdders), 6 * 278.0, 1e-9);
  EXPECT_NEAR(microns(all, Part::AccumulatorRegisters), 6 * 32 * 5.98, 1e-9);
  EXPECT_NEAR(microns(all, Part::WeightRegisters), 2 * 2 * 8 * 5.98, 1e-9);       // two rows, a window of 2 x 8 bits
  EXPECT_NEAR(microns(all, Part::ActivationRegisters), 3 * 2 * 8 * 5.98, 1e-9);   // three columns
  EXPECT_NEAR(all.find(Part::WeightValues)->total_area(), 0.106, 1e-12);          // 32 KiB
  EXPECT_NEAR(all.find(Part::ActivationValues)->total_area(), 2 * 0.106, 1e-12);  // 64 KiB in two banks
  EXPECT_EQ(all.components.size(), 8U);                                           // and nothing else
  const Area total = area(all);
  EXPECT_NEAR(total.arrays, 8943.185e-6, 1e-12);
  EXPECT_NEAR(total.arrays_and_buffers, 0.318 + 8943.185e-6, 1e-12);
}

TEST(Inventory, SlicesShareAnOutput) {
  ResolvedDesign design = tiny_dense();
  design.array_k = 3;
  const Inventory all = inventory(design);
  EXPECT_EQ(all.count(Part::SliceAdders), 2 * 3 * 2);
  EXPECT_EQ(all.count(Part::Multipliers), 36);
}

// 256 PEs with two 4:1 multiplexers of 16 bits each: a module of 352 NAND2, where 2 lanes x 3 mux2 x 16 bits x 1.862 were 179 square microns.
TEST(Inventory, TwoOfFourAddsOneMultiplexerALaneAndBit) {
  const Inventory all = inventory(two_of_four());
  const double nand2 = middle_nand2("operand_multiplexer LANES=2 INPUTS=4 BITS=16 INDEX_BITS=2");
  EXPECT_NEAR(nand2, 352, 1);
  EXPECT_EQ(all.count(Part::ActivationSelect), 256);
  EXPECT_NEAR(all.find(Part::ActivationSelect)->nand2, nand2, 1e-9);
  EXPECT_NEAR(microns(all, Part::ActivationSelect), 256 * nand2 * kNand2Of45, 1e-6);
  EXPECT_NEAR(microns(all, Part::ActivationSelect) / 256 / (2 * 3 * 16 * 1.862), 1.57, 0.01);
  EXPECT_EQ(all.find(Part::WeightSelect), nullptr);
  EXPECT_EQ(all.find(Part::Match), nullptr);
  EXPECT_EQ(all.find(Part::WeightIndices), nullptr);  // an offset is a multiplexer's select as it stands
  EXPECT_EQ(all.find(Part::WeightMasks), nullptr);
  EXPECT_EQ(all.find(Part::Selectors), nullptr);
  EXPECT_EQ(all.find(Part::ActivationSelect)->area.confidence, Confidence::B);
  const double toggles = middle_toggles("operand_multiplexer LANES=2 INPUTS=4 BITS=16 INDEX_BITS=2");
  EXPECT_NEAR(all.find(Part::ActivationSelect)->energy.value, toggles * kToggleOf45, 1e-20);
  EXPECT_EQ(all.find(Part::ActivationSelect)->energy.confidence, Confidence::C);  // the activity is assumed
  EXPECT_EQ(
      all.find(Part::ActivationSelect)->area.source,
      "synthesised, shipped table: rtl/operand_multiplexer.sv, 352 NAND2, the middle of 315 … 817 in 5 libraries. A NAND2 of 0.798 um2 at 45 nm: "
      "NanGate 45 nm Open Cell Library, typical corner, 1.1 V, 25 C, Liberty file of 2011; NAND2_X1, cell area");
}

// Parameters that the table has not: one lane more than the nearest row that it has is half as much again.
TEST(Inventory, OtherParametersAreScaledByStructure) {
  ResolvedDesign design = two_of_four();
  design.weights.pattern = parse_pattern("3:4");
  design.lanes = 3;
  const Inventory all = inventory(design);
  const Component* select = all.find(Part::ActivationSelect);
  ASSERT_NE(select, nullptr);
  EXPECT_NEAR(select->nand2, 1.5 * middle_nand2("operand_multiplexer LANES=2 INPUTS=4 BITS=16 INDEX_BITS=2"), 1e-6);
  EXPECT_EQ(select->confidence(), Confidence::C);
  EXPECT_NE(select->source().find("1.5 times operand_multiplexer LANES=2 INPUTS=4 BITS=16 INDEX_BITS=2 by its structure"), std::string::npos)
      << select->source();
}

TEST(Inventory, MetadataTakeTheirShareOfTheBuffer) {
  const Inventory all = inventory(two_of_four());
  // A group of 2:4 at 16 bits: 32 bits of values, 4 of offsets.
  const double buffer = 16 * 0.106;
  EXPECT_NEAR(all.find(Part::WeightMetadata)->total_area(), buffer * 4 / 36, 1e-9);
  EXPECT_NEAR(all.find(Part::WeightValues)->total_area(), buffer * 32 / 36, 1e-9);
  EXPECT_EQ(all.find(Part::ActivationMetadata), nullptr);
  const Inventory dynamic = inventory(dynamic_four_of_eight());
  EXPECT_NEAR(dynamic.find(Part::ActivationMetadata)->total_area(), buffer / 17, 1e-9);  // positions x (16 + 1)
  ResolvedDesign tall = two_of_four();
  tall.weights.pattern = parse_pattern("2:4@16x16/1:2");  // a group of 64: outer 2·2 bits once in 16 rows, inner 16·1; 16 values
  EXPECT_NEAR(inventory(tall).find(Part::WeightMetadata)->total_area(), buffer * 16.25 / (16.25 + 256), 1e-9);
}

TEST(Inventory, BatchersNetworks) {
  EXPECT_EQ(sort_comparators(1), 0);
  EXPECT_EQ(sort_comparators(2), 1);
  EXPECT_EQ(sort_comparators(3), 3);
  EXPECT_EQ(sort_comparators(4), 5);
  EXPECT_EQ(sort_comparators(8), 19);
  EXPECT_EQ(sort_comparators(16), 63);
  EXPECT_EQ(sort_comparators(32), 191);
  for (std::int64_t log = 1; log <= 8; ++log)  // (p² - p + 4)·2^(p-2) - 1
    EXPECT_EQ(sort_comparators(std::int64_t{1} << log), (log * log - log + 4) * (std::int64_t{1} << log) / 4 - 1);
}

// One unit of 16 x 64 a cycle: 1024 elements, 128 groups of eight, a selector each for 2:8 and 4:8; 64 policy units of 16 elements.
TEST(Inventory, OneUnitACycleIsRealHardware) {
  const ResolvedDesign design = dynamic_four_of_eight();
  EXPECT_EQ(selected_elements(design), 1024);
  const Inventory all = inventory(design);
  EXPECT_EQ(all.count(Part::Selectors), 128);
  EXPECT_NEAR(all.find(Part::Selectors)->nand2, middle_nand2(kSelector2Of8) + middle_nand2(kSelector4Of8), 1e-6);
  EXPECT_NEAR(middle_nand2(kSelector4Of8), 3431, 1);
  EXPECT_EQ(all.find(Part::Selectors)->detail, "1024 elements a cycle of 16 bits: 128 for 2:8, 128 for 4:8");
  // 64 beats of sixteen, and one that chooses. Four trees of sixteen, and one above them.
  const double beats = 64 * middle_nand2("energy_sums ELEMENTS=16 BITS=16 ABSOLUTE=1 TESTED=2 SUM_BITS=36");
  EXPECT_EQ(all.count(Part::PolicyUnits), 1);
  EXPECT_NEAR(microns(all, Part::PolicyUnits), (beats + middle_nand2("energy_choice TESTED=2 PATTERN_BITS=2 SUM_BITS=42")) * kNand2Of45, 1e-3);
  const double tree =
      4 * middle_nand2("sum_tree COUNT=16 WORDS=3 BITS=36 SUM_BITS=40") + middle_nand2("sum_tree COUNT=4 WORDS=3 BITS=40 SUM_BITS=42");
  EXPECT_NEAR(microns(all, Part::PolicyTree), tree * kNand2Of45, 1e-3);
  EXPECT_NE(all.find(Part::PolicyTree)->source().find("4 times rtl/sum_tree.sv"), std::string::npos);
  EXPECT_EQ(all.count(Part::ModeTable), 1);
  EXPECT_EQ(all.find(Part::ProducerCounters), nullptr);
  // A decision on its way: two bits of choice and three sums of 42.
  EXPECT_EQ(all.count(Part::DecisionRegisters), 15);
  EXPECT_NEAR(bits_of(all, Part::DecisionRegisters, 5.98), 15 * 128, 1e-6);
}

/// NAND2 of a part, over all its pieces.
double nand2_of(const Inventory& inventory, Part part) {
  const Component* component = inventory.find(part);
  return component == nullptr ? 0 : component->nand2 * static_cast<double>(component->count);
}

TEST(Inventory, DecisionLogicFollowsItsRate) {
  ResolvedDesign design = dynamic_four_of_eight();
  const double sums = middle_nand2("energy_sums ELEMENTS=16 BITS=16 ABSOLUTE=1 TESTED=2 SUM_BITS=36"),
               choice = middle_nand2("energy_choice TESTED=2 PATTERN_BITS=2 SUM_BITS=42"),
               tree_of_16 = middle_nand2("sum_tree COUNT=16 WORDS=3 BITS=36 SUM_BITS=40"),
               tree_of_4 = middle_nand2("sum_tree COUNT=4 WORDS=3 BITS=36 SUM_BITS=38");
  design.activations.decide->rate = Rational(1, 16);
  EXPECT_EQ(selected_elements(design), 64);
  const Inventory slow = inventory(design);
  EXPECT_EQ(slow.count(Part::Selectors), 8);
  EXPECT_NEAR(nand2_of(slow, Part::PolicyUnits), 4 * sums + choice, 1e-6);
  EXPECT_NEAR(nand2_of(slow, Part::PolicyTree), tree_of_4, 1e-6);
  design.activations.decide->rate = Rational(2);
  const Inventory fast = inventory(design);
  EXPECT_EQ(fast.count(Part::Selectors), 256);
  EXPECT_EQ(fast.count(Part::DecisionRegisters), 15 * 2);
  EXPECT_NEAR(nand2_of(fast, Part::PolicyUnits), 128 * sums + 2 * choice, 1e-6);
  EXPECT_NEAR(nand2_of(fast, Part::PolicyTree), 2 * (4 * tree_of_16 + middle_nand2("sum_tree COUNT=4 WORDS=3 BITS=40 SUM_BITS=42")),
              1e-6);  // two units a cycle, 64 beats each
}

TEST(Inventory, PoliciesDiffer) {
  ResolvedDesign design = dynamic_four_of_eight();
  design.activations.decide->policy = {PolicyKind::Cover, {}};
  const Inventory cover = inventory(design);
  EXPECT_NEAR(nand2_of(cover, Part::PolicyUnits),
              64 * middle_nand2("cover_losses ELEMENTS=16 BITS=16 TESTED=2") + middle_nand2("cover_choice TESTED=2 PATTERN_BITS=2"), 1e-6);
  EXPECT_NEAR(nand2_of(cover, Part::PolicyTree), middle_nand2("any_tree COUNT=64 WORDS=2"), 1e-6);
  EXPECT_NEAR(bits_of(cover, Part::DecisionRegisters, 5.98), 15 * (2 + 2), 1e-6);
  design.activations.decide->policy = {PolicyKind::Density, {0.25, 0.5, 1}};
  const Inventory density = inventory(design);
  EXPECT_NEAR(
      nand2_of(density, Part::PolicyUnits),
      64 * middle_nand2("density_count ELEMENTS=16 BITS=16 COUNT_BITS=5") + middle_nand2("density_choice TESTED=2 PATTERN_BITS=2 COUNT_BITS=11"),
      1e-6);
  EXPECT_NEAR(nand2_of(density, Part::PolicyTree),
              4 * middle_nand2("sum_tree COUNT=16 WORDS=1 BITS=5 SUM_BITS=9") + middle_nand2("sum_tree COUNT=4 WORDS=1 BITS=9 SUM_BITS=11"), 1e-6);
  EXPECT_NEAR(bits_of(density, Part::DecisionRegisters, 5.98), 15 * (2 + 11), 1e-6);
}

// The producer chooses as outputs leave: 32 bits a cycle are two outputs of 16 bits, one selector of a group of eight for each pattern.
TEST(Inventory, ProducersSelectAtTheStoreRate) {
  ResolvedDesign design = dynamic_four_of_eight();
  design.activations.decide->by = DecideBy::Producer;
  EXPECT_EQ(selected_elements(design), 2);
  const Inventory produced = inventory(design);
  EXPECT_EQ(produced.count(Part::Selectors), 1);
  EXPECT_EQ(produced.count(Part::PolicyUnits), 1);
  EXPECT_EQ(produced.find(Part::PolicyTree), nullptr);
  EXPECT_EQ(produced.count(Part::ProducerCounters), 1);
  // Four open counters of 11 bits and two elements of 16 for the table's five: (440 + 128) / (440 + 320).
  EXPECT_NEAR(produced.find(Part::ProducerCounters)->nand2,
              middle_nand2("producer_counters UNITS=4 UNIT_BITS=2 ELEMENTS=5 BITS=16 COUNT_BITS=11") * 568 / 760, 1e-6);
  // A fixed pattern imposed on activations as they come needs the selector too, and no policy.
  ResolvedDesign fixed = two_of_four();
  fixed.activations.pattern = parse_pattern("4:8");
  fixed.activations.skip = Skip::Pattern;
  EXPECT_EQ(inventory(fixed).count(Part::Selectors), 1);
  EXPECT_NEAR(inventory(fixed).find(Part::Selectors)->nand2, middle_nand2(kSelector4Of8), 1e-9);
  EXPECT_EQ(inventory(fixed).find(Part::PolicyUnits), nullptr);
  EXPECT_EQ(inventory(fixed).find(Part::ModeTable), nullptr);
  fixed.activations.chosen = Chosen::Learned;  // the mask is known
  EXPECT_EQ(inventory(fixed).find(Part::Selectors), nullptr);
}

// 2:4@2/1:2 has a selector of two levels in the table. What rtl/ has no selector for is sorted, by formula.
TEST(Inventory, HierarchicalPatternsSelectLevelByLevel) {
  ResolvedDesign design = dynamic_four_of_eight();
  design.activations.patterns = {parse_pattern("2:4/1:2"), parse_pattern("dense")};
  const Inventory flat = inventory(design);
  EXPECT_EQ(flat.count(Part::Selectors), 128);
  EXPECT_NEAR(flat.find(Part::Selectors)->nand2,
              middle_nand2("selector LEVELS=2 KEEP0=1 OF0=2 BLOCK0=1 KEEP1=2 OF1=4 BLOCK1=2 BITS=16 ABSOLUTE=1 STAGES=0 GROUP=8"), 1e-9);
  EXPECT_EQ(flat.find(Part::UnbuiltSelectors), nullptr);
  design.activations.patterns = {parse_pattern("2:4/2:4/1:2"), parse_pattern("dense")};
  const Inventory deep = inventory(design);
  EXPECT_EQ(deep.find(Part::Selectors), nullptr);
  // 512 pairs x 1 comparator x (16 + 1) bits; 128 groups of four x 5 x 18; 32 groups of four blocks, of two values left each, x 5 x 19 bits, with an
  // adder of 17 bits a block. Two mux2 for each bit of a comparator.
  const double compared = 512 * 17 + 128 * 5 * 18 + 32 * 5 * 19;
  EXPECT_NEAR(microns(deep, Part::UnbuiltSelectors), compared * (71.0 / 32 + 2 * 1.862) + 32 * 4 * 17 * 278.0 / 32, 1e-6);
  EXPECT_NE(deep.find(Part::UnbuiltSelectors)->source().find("by formula"), std::string::npos);
}

TEST(Inventory, StateIsPaidForInTheArrays) {
  const ResolvedDesign design = dynamic_four_of_eight();
  ResolvedDesign without = design;
  without.activations.decide->state_bits = 0;
  const Technology technology = load_technology(45);
  const double macro = sram_macro(technology, 200 * kKibibytes, 64).area.value;
  EXPECT_GT(macro, 0.436);  // 128 KiB
  EXPECT_LT(macro, 1.775);  // 512 KiB
  EXPECT_NEAR(area(inventory(design, technology)).arrays - area(inventory(without, technology)).arrays, macro, 1e-12);
  EXPECT_NEAR(area(inventory(design, technology))[Group::State], macro, 1e-12);
}

TEST(Inventory, GatheredOperandsHaveTheirOwnBanks) {
  ResolvedDesign design = two_of_four();
  design.activations.read = Read::Gather;
  const Inventory gathered = inventory(design);
  EXPECT_EQ(gathered.count(Part::ActivationValues), 16 * 16);
  EXPECT_EQ(gathered.find(Part::ActivationValues)->port_bits, 16);
  EXPECT_EQ(gathered.count(Part::ActivationGather), 16);  // a crossbar for each set of banks
  EXPECT_EQ(
      gathered.find(Part::ActivationGather)->modules.front().first,
      (RtlComponent{"gather", {{"POSITIONS", 4}, {"BANKS", 16}, {"PORTS", 1}, {"STEP", 4}, {"SHIFT_BITS", 2}, {"MEMBER_BITS", 1}, {"BITS", 16}}}));
  design.activations.read = Read::Window;
  design.weights.read = Read::Gather;
  design.array_m = 8;
  EXPECT_EQ(inventory(design).count(Part::WeightValues), 8 * 16);
  EXPECT_EQ(inventory(design).count(Part::ActivationValues), 16);
}

TEST(Inventory, BanksPortsAndWidthShapeTheMacros) {
  ResolvedDesign design = two_of_four();
  const double one = area(inventory(design))[Group::Buffers];
  design.activations_buffer.ports = 2;
  EXPECT_NEAR(area(inventory(design))[Group::Buffers] - one, 16 * 0.106 * (1.5 * 1.3425 - 1), 1e-9);
  design.activations_buffer.ports = 1;
  design.activations_buffer.width = Rational(8192);  // 512 bits a bank: two macros of 16 KiB and 256 bits beside each other
  EXPECT_EQ(inventory(design).count(Part::ActivationValues), 32);
  EXPECT_EQ(inventory(design).find(Part::ActivationValues)->port_bits, 256);
}

TEST(Inventory, AccumulatorsAreMacrosOf32KiB) {
  ResolvedDesign design = tiny_dense();
  design.accumulator_bits = 256 * kKibibytes;
  EXPECT_EQ(inventory(design).count(Part::Accumulators), 8);
  EXPECT_NEAR(inventory(design).find(Part::Accumulators)->total_area(), 8 * 0.106, 1e-12);
}

// Slack 4, 2:4 weights (32 + 4 bits) and dense activations (64 bits), and whether a step is the last: 101 bits a step, 256 PEs. The table's nearest
// queue of four steps holds 145 bits and windows of eight: (11·4 - 5)·(101 + 0.7·4) over (11·4 - 5)·(145 + 0.7·8).
TEST(Inventory, SlackIsQueues) {
  ResolvedDesign design = two_of_four();
  EXPECT_EQ(inventory(design).find(Part::Queues), nullptr);
  design.slack = 4;
  const Inventory all = inventory(design);
  EXPECT_EQ(all.count(Part::Queues), 256);
  EXPECT_NEAR(all.find(Part::Queues)->nand2, middle_nand2("step_queue SLACK=4 WINDOW=8 PAYLOAD=145") * 103.8 / 150.6, 1e-6);
  EXPECT_EQ(all.find(Part::Queues)->modules.front().first, (RtlComponent{"step_queue", {{"SLACK", 4}, {"WINDOW", 4}, {"PAYLOAD", 101}}}));
}

TEST(Inventory, DomainsThatDriftReadTheirOwnOperands) {
  ResolvedDesign design = two_of_four();
  design.domain = Domain::Pe;
  const Inventory all = inventory(design);
  EXPECT_EQ(all.count(Part::WeightRegisters), 256);
  EXPECT_EQ(all.count(Part::ActivationRegisters), 256);
}

// Two-sided: an intersection a PE, which ranks both masks itself; per stream of weights the offsets become a mask (4 slots x 8).
TEST(Inventory, TwoSidedSkippingMatchesMasks) {
  const Inventory all = inventory(dynamic_four_of_eight());
  EXPECT_EQ(all.count(Part::Match), 256);
  EXPECT_NEAR(all.find(Part::Match)->nand2, middle_nand2("intersection WINDOW=8 LANES=2 COUNT_BITS=4"), 1e-9);
  EXPECT_EQ(all.count(Part::WeightSelect), 256);  // 2 lanes of 4:1, and of 8:1
  EXPECT_NEAR(all.find(Part::WeightSelect)->nand2, middle_nand2("operand_multiplexer LANES=2 INPUTS=4 BITS=16 INDEX_BITS=2"), 1e-9);
  EXPECT_NEAR(all.find(Part::ActivationSelect)->nand2, middle_nand2("operand_multiplexer LANES=2 INPUTS=8 BITS=16 INDEX_BITS=3"), 1e-9);
  EXPECT_EQ(all.count(Part::WeightMasks), 16);
  EXPECT_NEAR(all.find(Part::WeightMasks)->nand2, middle_nand2("position_mask WINDOW=8 SLOTS=4 INDEX_BITS=3"), 1e-9);
  EXPECT_EQ(all.count(Part::WeightDecodeAdders), 0);
  EXPECT_EQ(all.count(Part::ActivationMasks), 0);
  EXPECT_EQ(all.count(Part::ActivationDecodeAdders), 0);
  // What the consumer prunes is packed at the decision's rate: 128 windows of 8 a cycle. Its metadata are the mask: no positions are counted.
  EXPECT_EQ(all.count(Part::EncodeIndices), 0);
  EXPECT_EQ(all.count(Part::EncodeSelect), 128);
  EXPECT_NEAR(all.find(Part::EncodeSelect)->nand2, middle_nand2("packer WINDOW=8 SLOTS=8 BITS=16"), 1e-9);
}

TEST(Inventory, DecodeRateBuysFewerDecoders) {
  ResolvedDesign design = two_of_four();
  design.window = 8;
  design.weights.encoding.kind = EncodingKind::Bitmask;
  EXPECT_EQ(inventory(design).count(Part::WeightIndices), 16);  // two lanes' places in a mask of 8, for each of 16 rows
  EXPECT_NEAR(inventory(design).find(Part::WeightIndices)->nand2, middle_nand2("compressor WINDOW=8 SLOTS=2 INDEX_BITS=3"), 1e-9);
  design.decode_rate = Rational(3);  // granules of 8 positions: three windows a cycle
  EXPECT_EQ(inventory(design).count(Part::WeightIndices), 3);
  design.decode_rate = Rational(100);
  EXPECT_EQ(inventory(design).count(Part::WeightIndices), 16);
}

// 4:8 has 70 choices, seven bits: a compare and a subtraction of seven bits for each of eight positions.
TEST(Inventory, CombinatorialCodesAreUndoneByAdders) {
  ResolvedDesign design = two_of_four();
  design.window = 8;
  design.weights.pattern = parse_pattern("4:8");
  design.weights.encoding.kind = EncodingKind::Combinatorial;
  EXPECT_EQ(inventory(design).count(Part::WeightDecodeAdders), 16 * 8 * 2 * 7);
}

TEST(Inventory, VectorUnit) {
  ResolvedDesign design = tiny_dense();
  design.vector_lanes = 64;
  const Area with = area(inventory(design)), without = area(inventory(tiny_dense()));
  EXPECT_DOUBLE_EQ(with.arrays, without.arrays);
  EXPECT_NEAR(with.arrays_and_buffers - without.arrays_and_buffers, 64 * (6350.0 / 16 + 278 + 32 * 5.98) * 1e-6, 1e-12);
}

TEST(Inventory, EveryComponentHasSourceDetailAndConfidence) {
  for (const std::int64_t node : technology_nodes())
    for (ResolvedDesign design : {tiny_dense(), two_of_four(), dynamic_four_of_eight()}) {
      design.technology = node;
      design.slack = 2;
      design.vector_lanes = 8;
      design.accumulator_bits = 64 * kKibibytes;
      const Inventory all = inventory(design);
      EXPECT_EQ(all.node, node);
      Part last = Part::Multipliers;
      for (const Component& component : all.components) {
        EXPECT_LE(last, component.part);
        last = component.part;
        EXPECT_GT(component.count, 0) << component.name();
        EXPECT_GT(component.area.value, 0) << component.name();
        EXPECT_GT(component.energy.value, 0) << component.name();
        EXPECT_FALSE(component.detail.empty()) << component.name();
        EXPECT_FALSE(component.event.empty()) << component.name();
        EXPECT_FALSE(component.source().empty()) << component.name();
        EXPECT_TRUE(std::isfinite(component.total_area()));
        EXPECT_GE(component.confidence(), node == 7 ? Confidence::C : Confidence::A) << component.name();
      }
      EXPECT_GE(all.confidence(), Confidence::B);
    }
}

TEST(Inventory, TablesAreInOrder) {
  for (std::size_t i = 0; i < kParts.size(); ++i) EXPECT_EQ(static_cast<std::size_t>(kParts[i].part), i);
  for (std::size_t i = 0; i < kGroups.size(); ++i) EXPECT_EQ(static_cast<std::size_t>(kGroups[i].group), i);
  for (std::size_t i = 0; i < kPrimitives.size(); ++i) EXPECT_EQ(static_cast<std::size_t>(kPrimitives[i].primitive), i);
  for (std::size_t i = 0; i < kConfidences.size(); ++i) EXPECT_EQ(static_cast<std::size_t>(kConfidences[i].confidence), i);
  for (std::size_t i = 0; i < kDenominators.size(); ++i) EXPECT_EQ(static_cast<std::size_t>(kDenominators[i].denominator), i);
  for (std::size_t i = 0; i < kSpent.size(); ++i) EXPECT_EQ(static_cast<std::size_t>(kSpent[i].spent), i);
}

}  // namespace
}  // namespace skeptic
