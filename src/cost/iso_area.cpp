#include "cost/iso_area.h"

#include <cassert>
#include <cmath>

#include "cost/inventory.h"

namespace skeptic {
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

ArraysAround arrays_around(const ResolvedDesign& baseline, double target, const std::function<double(const ResolvedDesign&)>& measure) {
  assert(std::isfinite(target));
  const auto at = [&](ArrayShape shape) {
    const ResolvedDesign design = with_array(baseline, shape);
    return ArraysAround::At{shape, measure(design), baseline.tile.has_value() && !design.tile.has_value()};
  };
  ArraysAround around;
  around.target = target;
  around.below = around.above = at({baseline.array_m, baseline.array_n});
  around.base = around.below.value;
  while (around.above.value < target) {
    around.below = around.above;
    around.above = at(grown(around.above.shape));
  }
  while (around.below.value > target && around.below.shape != ArrayShape{1, 1}) {
    around.above = around.below;
    around.below = at(shrunk(around.below.shape));
  }
  around.reached = around.below.value <= target;
  if (around.above.value == target) around.below = around.above;
  if (around.below.value == target || !around.reached) around.above = around.below;
  return around;
}

std::optional<IsoArea> iso_arrays(const ResolvedDesign& baseline, const Technology& technology, double target, Denominator denominator) {
  const Inventory base = inventory(baseline, technology);
  if (!area_under(denominator, base, base)) return std::nullopt;
  const ArraysAround around =
      arrays_around(baseline, target, [&](const ResolvedDesign& design) { return *area_under(denominator, inventory(design, technology), base); });
  const auto array = [](const ArraysAround::At& at) { return IsoArray{at.shape, at.value, 0, at.tile_released}; };
  IsoArea iso;
  iso.denominator = denominator;
  iso.base_area = around.base;
  iso.target = target;
  iso.below = array(around.below);
  iso.above = array(around.above);
  iso.reached = around.reached;
  return iso;
}

namespace {

/// Simulates the arrays around a target.
void run_arrays(IsoArea& iso, const ResolvedDesign& baseline, const std::function<std::int64_t(const ResolvedDesign&)>& cycles_of) {
  const auto run = [&](IsoArray& array) { array.cycles = cycles_of(with_array(baseline, array.shape)); };
  run(iso.below);
  if (iso.above.shape == iso.below.shape)
    iso.above = iso.below;
  else
    run(iso.above);
  const double slow = 1 / static_cast<double>(iso.below.cycles), fast = 1 / static_cast<double>(iso.above.cycles);
  const double span = iso.above.area - iso.below.area;
  iso.cycles = span > 0 ? 1 / (slow + (fast - slow) * (iso.target - iso.below.area) / span) : static_cast<double>(iso.below.cycles);
}

}  // namespace

std::optional<IsoArea> iso_area_cycles(const ResolvedDesign& baseline, const Technology& technology, double target, Denominator denominator,
                                       const std::function<std::int64_t(const ResolvedDesign&)>& cycles_of) {
  std::optional<IsoArea> iso = iso_arrays(baseline, technology, target, denominator);
  if (iso) run_arrays(*iso, baseline, cycles_of);
  return iso;
}

std::optional<IsoArea> iso_arrays_for(ResolvedDesign baseline, const ResolvedDesign& proposal, const Technology& technology, Denominator denominator,
                                      IsoRule rule) {
  if (!baseline.chip_area) baseline.chip_area = proposal.chip_area;
  const Inventory before = inventory(baseline, technology);
  const std::optional<double> target = area_under(denominator, inventory(proposal, technology), before);
  if (!target) return std::nullopt;
  if (rule == IsoRule::Absolute) return iso_arrays(baseline, technology, *target, denominator);
  const double growth = *target / *area_under(denominator, before, before);
  std::optional<IsoArea> iso = iso_arrays(baseline, technology, area(before).arrays * growth, Denominator::Arrays);
  iso->denominator = denominator;
  iso->rule = rule;
  return iso;
}

std::optional<IsoArea> iso_area(ResolvedDesign baseline, const ResolvedDesign& proposal, const Technology& technology, Denominator denominator,
                                IsoRule rule, const std::function<std::int64_t(const ResolvedDesign&)>& cycles_of) {
  if (!baseline.chip_area) baseline.chip_area = proposal.chip_area;
  std::optional<IsoArea> iso = iso_arrays_for(baseline, proposal, technology, denominator, rule);
  if (iso) run_arrays(*iso, baseline, cycles_of);
  return iso;
}

}  // namespace skeptic
