#include "simulate/choose.h"

#include <algorithm>

#include "sparsity/prune.h"

namespace skeptic {
namespace {

/// A unit's place in the padded map.
struct Extent {
  std::int64_t first_vector, vectors, first_position, positions;
};

Extent extent(const Units& units, const PaddedMap& map, std::int64_t image, std::int64_t pixel_unit, std::int64_t channel_unit) {
  const std::int64_t pixel = pixel_unit * units.pixels, position = channel_unit * units.channels;
  return {image * units.vectors_per_image + pixel, std::min(units.pixels, units.vectors_per_image - pixel), position,
          std::min(units.channels, map.padded - position)};
}

struct Total {
  std::int64_t nonzeros = 0;
  double energy = 0;
};

/// Nonzeros and sum of squares, in the order of vectors and then positions; of the slots alone where they are given.
Total total(const PaddedMap& map, const Extent& at, const Mask* slots) {
  Total sum;
  for (std::int64_t v = 0; v < at.vectors; ++v) {
    const float* values = map.values.data() + (at.first_vector + v) * map.padded + at.first_position;
    for (std::int64_t p = 0; p < at.positions; ++p) {
      const double value = values[p];
      if (value == 0 || (slots != nullptr && !slots->get(v, p))) continue;
      ++sum.nonzeros;
      sum.energy += value * value;
    }
  }
  return sum;
}

Mask prune_unit(const Pattern& pattern, const PaddedMap& map, const Extent& at) {
  Mask slots(at.vectors, at.positions);
  write_slots(pattern, map.values.data() + at.first_vector * map.padded + at.first_position, map.padded, at.vectors, at.positions, slots, 0, 0);
  return slots;
}

bool qualifies(const Policy& policy, std::size_t index, const Pattern& pattern, const PaddedMap& map, const Extent& at, const Total& all) {
  switch (policy.kind) {
    case PolicyKind::Density:
      return static_cast<double>(all.nonzeros) / static_cast<double>(at.vectors * at.positions) <= policy.limits[index];
    case PolicyKind::Cover: {
      if (!pattern.structured()) return true;
      const Mask slots = prune_unit(pattern, map, at);
      return total(map, at, &slots).nonzeros == all.nonzeros;
    }
    case PolicyKind::Energy: {
      if (!pattern.structured()) return true;
      const Mask slots = prune_unit(pattern, map, at);
      return total(map, at, &slots).energy >= policy.limits[0] * all.energy;
    }
  }
  return false;
}

std::uint8_t pick(const Operand& operand, const PaddedMap& map, const Extent& at) {
  const Total all = total(map, at, nullptr);
  const std::size_t last = operand.patterns.size() - 1;
  std::size_t index = 0;
  while (index < last && !qualifies(operand.decide->policy, index, operand.patterns[index], map, at, all)) ++index;
  return static_cast<std::uint8_t>(index);
}

}  // namespace

void choose_patterns(const Operand& operand, const PaddedMap& map, const PaddedMap* before, Units& units, Mask& slots) {
  const std::int64_t images = map.vectors / units.vectors_per_image;
  const std::int64_t per_image = units.units_per_image * units.units_per_vector;
  const bool previous = operand.decide->from == DecideFrom::PreviousInput;
  units.pattern.assign(static_cast<std::size_t>(images * per_image), static_cast<std::uint8_t>(operand.patterns.size() - 1));
  for (std::int64_t image = 0; image < images; ++image)
    for (std::int64_t pixel_unit = 0; pixel_unit < units.units_per_image; ++pixel_unit)
      for (std::int64_t channel_unit = 0; channel_unit < units.units_per_vector; ++channel_unit) {
        const Extent at = extent(units, map, image, pixel_unit, channel_unit);
        const std::int64_t unit = image * per_image + pixel_unit * units.units_per_vector + channel_unit;
        const std::int64_t target = previous ? unit + per_image : unit;  // the first image keeps the last pattern of the list
        if (previous && image == 0 && before != nullptr) units.pattern[static_cast<std::size_t>(unit)] = pick(operand, *before, at);
        if (target < images * per_image) units.pattern[static_cast<std::size_t>(target)] = pick(operand, map, at);
        const Pattern& pattern = operand.patterns[units.pattern[static_cast<std::size_t>(unit)]];
        write_slots(pattern, map.values.data() + at.first_vector * map.padded + at.first_position, map.padded, at.vectors, at.positions, slots,
                    at.first_vector, at.first_position);
      }
}

}  // namespace skeptic
