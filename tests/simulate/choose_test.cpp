// The choice of patterns at run time against its definition: unit by unit, sums in double precision in the order of vectors and positions.
#include "simulate/choose.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "base/random.h"
#include "sparsity/kernels/kernels.h"
#include "sparsity/prune.h"

namespace skeptic {
namespace {

struct Area {
  std::int64_t first_vector, vectors, from, positions;
};

Area area_of(const Units& units, const PaddedMap& map, std::int64_t image, std::int64_t row, std::int64_t column) {
  const std::int64_t pixel = row * units.pixels, from = column * units.channels;
  return {image * units.vectors_per_image + pixel, std::min(units.pixels, units.vectors_per_image - pixel), from,
          std::min(units.channels, map.padded - from)};
}

std::vector<float> values_of(const PaddedMap& map, const Area& area) {
  std::vector<float> values;
  for (std::int64_t v = 0; v < area.vectors; ++v) {
    const auto first = map.values.begin() + (area.first_vector + v) * map.padded + area.from;
    values.insert(values.end(), first, first + area.positions);
  }
  return values;
}

struct Sum {
  std::int64_t nonzeros = 0;
  double energy = 0;
};

Sum sum_of(const std::vector<float>& values, const Area& area, const Mask* slots) {
  Sum sum;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto row = static_cast<std::int64_t>(i) / area.positions, column = static_cast<std::int64_t>(i) % area.positions;
    if (values[i] == 0 || (slots != nullptr && !slots->get(row, column))) continue;
    ++sum.nonzeros;
    sum.energy += static_cast<double>(values[i]) * static_cast<double>(values[i]);
  }
  return sum;
}

std::uint8_t pick(const Operand& operand, const PaddedMap& map, const Area& area) {
  const std::vector<float> values = values_of(map, area);
  const Sum all = sum_of(values, area, nullptr);
  const Policy& policy = operand.decide->policy;
  for (std::size_t i = 0; i + 1 < operand.patterns.size(); ++i) {
    const Mask slots = slots_of(operand.patterns[i], values, area.vectors, area.positions);
    const Sum kept = sum_of(values, area, &slots);
    const bool suits = policy.kind == PolicyKind::Cover ? kept.nonzeros == all.nonzeros
                       : policy.kind == PolicyKind::Energy
                           ? kept.energy >= policy.limits[0] * all.energy
                           : static_cast<double>(all.nonzeros) / static_cast<double>(values.size()) <= policy.limits[i];
    if (suits) return static_cast<std::uint8_t>(i);
  }
  return static_cast<std::uint8_t>(operand.patterns.size() - 1);
}

void choose_by_definition(const Operand& operand, const PaddedMap& map, const PaddedMap* before, Units& units, Mask& slots) {
  const std::int64_t images = map.vectors / units.vectors_per_image, per_image = units.units_per_image * units.units_per_vector;
  units.pattern.assign(static_cast<std::size_t>(images * per_image), static_cast<std::uint8_t>(operand.patterns.size() - 1));
  for (std::int64_t unit = 0; unit < images * per_image; ++unit) {
    const std::int64_t image = unit / per_image, row = unit % per_image / units.units_per_vector, column = unit % units.units_per_vector;
    const Area area = area_of(units, map, image, row, column);
    std::uint8_t& picked = units.pattern[static_cast<std::size_t>(unit)];
    if (operand.decide->from == DecideFrom::ThisInput)
      picked = pick(operand, map, area);
    else if (image > 0)
      picked = pick(operand, map, area_of(units, map, image - 1, row, column));
    else if (before != nullptr)
      picked = pick(operand, *before, area);
    const Mask kept = slots_of(operand.patterns[picked], values_of(map, area), area.vectors, area.positions);
    for (std::int64_t v = 0; v < area.vectors; ++v)
      for (std::int64_t p = 0; p < area.positions; ++p)
        if (kept.get(v, p)) slots.set(area.first_vector + v, area.from + p);
  }
}

/// Ties and zeros; values that differ; sizes whose squares single precision does not hold; infinities.
std::vector<float> any_values(Random& random, std::int64_t count) {
  std::vector<float> values(static_cast<std::size_t>(count));
  const std::uint64_t kind = random.below(5), zeros = random.below(4);
  for (float& value : values) {
    const double normal = random.normal();
    if (kind == 0) value = static_cast<float>(1 + random.below(2));  // sums of squares that many units share
    if (kind == 1) value = static_cast<float>(normal);
    if (kind == 2) value = static_cast<float>(1e-30 * normal);
    if (kind == 3) value = static_cast<float>(1e25 * normal);
    if (kind == 4) value = random.below(200) == 0 ? std::numeric_limits<float>::infinity() : static_cast<float>(normal);
    if (random.below(4) < zeros) value = random.below(2) == 0 ? 0.0f : -0.0f;
  }
  return values;
}

struct Case {
  Operand operand;
  PaddedMap map, before;
  Units units;
};

Case any_case(Random& random) {
  static const std::vector<std::vector<std::string>> kLists{
      {"4:8", "dense"},   {"2:4", "dense"},   {"2:8", "4:8", "dense"}, {"1:2", "unstructured", "dense"}, {"5:16", "8:16"}, {"16:32", "dense"},
      {"2:4/1:2", "4:8"}, {"1:2@4", "dense"}, {"3:7", "5:7", "7:7"},   {"2:4@4/2:4", "unstructured"},    {"1:4", "dense"}, {"4:8"}};
  static const std::vector<std::int64_t> kGroups{8, 4, 8, 2, 16, 32, 8, 8, 7, 16, 4, 8};
  Case made;
  const std::size_t list = random.below(kLists.size());
  made.operand.chosen = Chosen::RunTime;
  for (const std::string& pattern : kLists[list]) made.operand.patterns.push_back(parse_pattern(pattern));
  const std::int64_t granule = kGroups[list] * (random.below(2) == 0 ? 1 : 2), images = 1 + static_cast<std::int64_t>(random.below(3));
  Units& units = made.units;
  made.map.padded = granule * (1 + static_cast<std::int64_t>(random.below(random.below(4) == 0 ? 20 : 5)));
  units.channels = std::min(made.map.padded, granule * (1 + static_cast<std::int64_t>(random.below(5))));
  units.pixels = 1 + static_cast<std::int64_t>(random.below(4));
  units.vectors_per_image = 1 + static_cast<std::int64_t>(random.below(random.below(8) == 0 ? 400 : 12));
  units.units_per_image = (units.vectors_per_image + units.pixels - 1) / units.pixels;
  units.units_per_vector = (made.map.padded + units.channels - 1) / units.channels;
  made.map.vectors = images * units.vectors_per_image;
  made.map.values = any_values(random, made.map.vectors * made.map.padded);
  made.before = {units.vectors_per_image, made.map.padded, any_values(random, units.vectors_per_image * made.map.padded)};

  Decision decide;
  decide.pixels = units.pixels, decide.channels = units.channels;
  decide.from = random.below(3) == 0 ? DecideFrom::PreviousInput : DecideFrom::ThisInput;
  static constexpr double kLimits[] = {0.5, 0.75, 0.8, 0.9, 0.95, 1.0, 0.3, 1e-9};
  const double limit = kLimits[random.below(8)];
  decide.policy.kind = std::vector{PolicyKind::Energy, PolicyKind::Energy, PolicyKind::Cover, PolicyKind::Density}[random.below(4)];
  if (decide.policy.kind == PolicyKind::Energy) decide.policy.limits = {limit};
  if (decide.policy.kind == PolicyKind::Density)
    for (std::size_t i = 0; i < made.operand.patterns.size(); ++i) decide.policy.limits.push_back(0.25 * static_cast<double>(1 + i));
  made.operand.decide = decide;
  return made;
}

TEST(Choose, EqualsTheDefinition) {
  const std::string_view best = pruning_kernels().name;
  const bool holds = rc::check("choose_patterns equals its definition", [](std::uint64_t seed) {
    Random random(seed);
    Case made = any_case(random);
    RC_TAG(static_cast<int>(made.operand.decide->policy.kind));
    const PaddedMap* before = random.below(2) == 0 ? &made.before : nullptr;
    Units expected = made.units;
    Mask expected_slots(made.map.vectors, made.map.padded);
    choose_by_definition(made.operand, made.map, before, expected, expected_slots);
    for (const PruningKernels* kernels : available_pruning_kernels()) {
      RC_ASSERT(choose_pruning_kernels(kernels->name));
      Mask slots(made.map.vectors, made.map.padded);
      choose_patterns(made.operand, made.map, before, made.units, slots);
      RC_ASSERT(made.units.pattern == expected.pattern);
      RC_ASSERT(slots == expected_slots);
    }
  });
  EXPECT_TRUE(holds);
  EXPECT_TRUE(choose_pruning_kernels(best));
}

/// Of each unit, `energy: limit` of one value of 2 and three of 1 (sum of squares 7) in 1:4: the pattern keeps 4.
std::uint8_t pick_of_four(double limit, float largest) {
  Operand operand;
  operand.chosen = Chosen::RunTime;
  operand.patterns = {parse_pattern("1:4"), Pattern{}};
  operand.decide = Decision{};
  operand.decide->policy = {PolicyKind::Energy, {limit}};
  operand.decide->channels = 8;
  const PaddedMap map{1, 8, {1, largest, 1, 1, 0, 0, 0, 0}};
  Units units;
  units.channels = 8, units.units_per_image = units.units_per_vector = 1;
  Mask slots(1, 8);
  choose_patterns(operand, map, nullptr, units, slots);
  return units.pattern.front();
}

TEST(Choose, EnergyAtTheLimitQualifies) {
  EXPECT_EQ(pick_of_four(4.0 / 7.0, 2), 0);
  EXPECT_EQ(pick_of_four(std::nextafter(4.0 / 7.0, 1.0), 2), 1);
  // 2^26 + 3 of 2^26: what single precision does not see.
  EXPECT_EQ(pick_of_four(1.0, 8192), 1);
  EXPECT_EQ(pick_of_four(1.0 - 3.0 / (67108864.0 + 3.0), 8192), 0);
}

}  // namespace
}  // namespace skeptic
