#include "cost/iso_area.h"

#include <cassert>
#include <cmath>

#include "cost/inventory.h"

namespace skeptic {
namespace {

/// Areas of the baseline's array at other shapes.
class Sequence {
 public:
  Sequence(const ResolvedDesign& baseline, const Technology& technology, Denominator denominator)
      : baseline_(baseline), technology_(technology), denominator_(denominator), base_(inventory(baseline, technology)) {}

  bool known() const { return area_under(denominator_, base_, base_).has_value(); }

  IsoArray at(ArrayShape shape) const {
    const ResolvedDesign design = with_array(baseline_, shape);
    return {shape, *area_under(denominator_, inventory(design, technology_), base_), 0, baseline_.tile.has_value() && !design.tile.has_value()};
  }

 private:
  const ResolvedDesign& baseline_;
  const Technology& technology_;
  Denominator denominator_;
  Inventory base_;
};

}  // namespace

ArrayShape grown(ArrayShape shape) {
  if (shape.m <= shape.n) return {shape.m + 1, shape.n};
  return {shape.m, shape.n + 1};
}

ArrayShape shrunk(ArrayShape shape) {
  if (shape.m == 1 && shape.n == 1) return shape;
  if (shape.m > shape.n) return {shape.m - 1, shape.n};
  return {shape.m, shape.n - 1};
}

ResolvedDesign with_array(ResolvedDesign design, ArrayShape shape) {
  const auto fits = [](const std::optional<std::int64_t>& tile, std::int64_t side) { return !tile || *tile % side == 0; };
  if (design.tile && !(fits(design.tile->m, shape.m) && fits(design.tile->n, shape.n))) design.tile.reset();
  design.array_m = shape.m;
  design.array_n = shape.n;
  return design;
}

std::optional<IsoArea> iso_arrays(const ResolvedDesign& baseline, const Technology& technology, double target, Denominator denominator) {
  assert(std::isfinite(target));
  const Sequence sequence(baseline, technology, denominator);
  if (!sequence.known()) return std::nullopt;
  IsoArea iso;
  iso.denominator = denominator;
  iso.target = target;
  iso.below = iso.above = sequence.at({baseline.array_m, baseline.array_n});
  iso.base_area = iso.below.area;
  while (iso.above.area < target) {
    iso.below = iso.above;
    iso.above = sequence.at(grown(iso.above.shape));
  }
  while (iso.below.area > target && iso.below.shape != ArrayShape{1, 1}) {
    iso.above = iso.below;
    iso.below = sequence.at(shrunk(iso.below.shape));
  }
  iso.reached = iso.below.area <= target;
  if (iso.above.area == target) iso.below = iso.above;
  if (iso.below.area == target || !iso.reached) iso.above = iso.below;
  return iso;
}

std::optional<IsoArea> iso_area_cycles(const ResolvedDesign& baseline, const Technology& technology, double target, Denominator denominator,
                                       const std::function<std::int64_t(const ResolvedDesign&)>& cycles_of) {
  std::optional<IsoArea> iso = iso_arrays(baseline, technology, target, denominator);
  if (!iso) return iso;
  const auto run = [&](IsoArray& array) { array.cycles = cycles_of(with_array(baseline, array.shape)); };
  run(iso->below);
  if (iso->above.shape == iso->below.shape)
    iso->above = iso->below;
  else
    run(iso->above);
  const double slow = 1 / static_cast<double>(iso->below.cycles), fast = 1 / static_cast<double>(iso->above.cycles);
  const double span = iso->above.area - iso->below.area;
  iso->cycles = span > 0 ? 1 / (slow + (fast - slow) * (target - iso->below.area) / span) : static_cast<double>(iso->below.cycles);
  return iso;
}

std::optional<IsoArea> iso_area(ResolvedDesign baseline, const ResolvedDesign& proposal, const Technology& technology, Denominator denominator,
                                IsoRule rule, const std::function<std::int64_t(const ResolvedDesign&)>& cycles_of) {
  if (!baseline.chip_area) baseline.chip_area = proposal.chip_area;
  const Inventory before = inventory(baseline, technology);
  const std::optional<double> target = area_under(denominator, inventory(proposal, technology), before);
  if (!target) return std::nullopt;
  if (rule == IsoRule::Absolute) return iso_area_cycles(baseline, technology, *target, denominator, cycles_of);
  const double growth = *target / *area_under(denominator, before, before);
  std::optional<IsoArea> iso = iso_area_cycles(baseline, technology, area(before).arrays * growth, Denominator::Arrays, cycles_of);
  iso->denominator = denominator;
  iso->rule = rule;
  return iso;
}

}  // namespace skeptic
