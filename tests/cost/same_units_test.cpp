// What `skeptic rtl` writes is what `skeptic cost` prices: the same modules with the same parameters, as often.
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "base/diagnostic.h"
#include "base/random.h"
#include "cost/designs.h"
#include "cost/inventory.h"
#include "design/design.h"
#include "rtl/added.h"
#include "rtl/rates.h"

namespace skeptic {
namespace {

using Counts = std::map<std::string, std::int64_t>;

Counts priced(const ResolvedDesign& design) {
  Counts counts;
  for (const Component& component : inventory(design).components)
    for (const auto& [module, times] : component.modules) counts[text_of(module)] += component.count * times;
  return counts;
}

Counts written(const ResolvedDesign& design) {
  Counts counts;
  for (const AddedUnit& unit : built_units(design, {}))
    if (!unit.whole_array()) counts[text_of(unit.component)] += unit.copies * design.arrays;
  return counts;
}

TEST(SameUnits, OfTheDesignsOfTheLibrary) {
  int seen = 0, with_units = 0;
  for (const std::string& name : library_designs()) {
    ResolvedDesign design;
    try {
      design = resolve(load_design(name));
    } catch (const UserError&) {
      continue;  // it waits for a fabric
    }
    ++seen;
    with_units += written(design).empty() ? 0 : 1;
    EXPECT_EQ(priced(design), written(design)) << name;
  }
  EXPECT_GE(seen, 10);
  EXPECT_GE(with_units, 8);
}

Pattern one_of(Random& random, const std::vector<const char*>& texts) { return parse_pattern(texts[random.below(texts.size())]); }

ResolvedDesign random_design(Random& random) {
  ResolvedDesign design = tiny_dense();
  const std::vector<const char*> patterns{"dense", "1:2", "2:4", "1:4", "4:8", "2:8", "2:4/1:2", "1:2@4/2:4", "2:4@2"};
  design.window = std::int64_t{4} << random.below(3);
  design.lanes = 1 + static_cast<std::int64_t>(random.below(4));
  design.array_m = 1 + static_cast<std::int64_t>(random.below(5));
  design.array_n = 1 + static_cast<std::int64_t>(random.below(5));
  design.array_k = 1 + static_cast<std::int64_t>(random.below(2));
  design.arrays = 1 + static_cast<std::int64_t>(random.below(2));
  design.domain = static_cast<Domain>(random.below(4));
  design.slack = 1 + static_cast<std::int64_t>(random.below(3));
  if (random.below(3) == 0) design.decode_rate = Rational(1 + static_cast<std::int64_t>(random.below(4)), 2);
  for (Operand* operand : {&design.weights, &design.activations}) {
    operand->bits = random.below(2) == 0 ? 8 : 16;
    operand->pattern = one_of(random, patterns);
    operand->skip = static_cast<Skip>(random.below(3));
    const EncodingKind kinds[] = {EncodingKind::None, EncodingKind::Bitmask, EncodingKind::Offset, EncodingKind::Combinatorial};
    operand->encoding.kind = operand->skip == Skip::Pattern ? kinds[random.below(4)] : kinds[random.below(2)];
    operand->read = random.below(4) == 0 ? Read::Gather : Read::Window;
  }
  if (random.below(2) == 0) {
    Operand& operand = design.activations;
    operand.chosen = Chosen::RunTime;
    operand.patterns = {parse_pattern("2:8"), parse_pattern("2:4"), parse_pattern("dense")};
    operand.encoding.kind = EncodingKind::Bitmask;
    operand.decide.emplace();
    operand.decide->by = random.below(2) == 0 ? DecideBy::Consumer : DecideBy::Producer;
    const std::vector<Policy> policies{{PolicyKind::Cover, {}}, {PolicyKind::Density, {0.2, 0.5, 1}}, {PolicyKind::Energy, {0.9}}};
    operand.decide->policy = policies[random.below(3)];
    operand.decide->pixels = 1 + static_cast<std::int64_t>(random.below(8));
    operand.decide->channels = std::int64_t{8} << random.below(4);
    operand.decide->rate = Rational(1 + static_cast<std::int64_t>(random.below(4)), 2);
  }
  return design;
}

TEST(SameUnits, OfRandomDesigns) {
  Random random(77);
  std::size_t units = 0;
  for (int number = 0; number < 500; ++number) {
    const ResolvedDesign design = random_design(random);
    const Counts counts = written(design);
    EXPECT_EQ(priced(design), counts) << number;
    units += counts.size();
  }
  EXPECT_GT(units, 1000U);
}

// The design of the example, by hand. Weights are 2:4 and packed: of a window of eight come four values, and a pair's weight may be any of them.
// Activations may be dense: of a window come eight. So a lane has four places for its weight and eight for its activation.
TEST(SameUnits, TheChoiceAtRunTimeByHand) {
  const Counts counts = written(dynamic_four_of_eight());
  EXPECT_EQ(counts.at("operand_multiplexer LANES=2 INPUTS=4 BITS=16 INDEX_BITS=2"), 256);
  EXPECT_EQ(counts.at("operand_multiplexer LANES=2 INPUTS=8 BITS=16 INDEX_BITS=3"), 256);
}

}  // namespace
}  // namespace skeptic
