// Logic that was synthesised: NAND2 equivalents and toggles at the design's node. And logic that rtl/ does not have, by formula.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/rational.h"
#include "cost/inventory_parts.h"
#include "rtl/synthesis_estimate.h"

namespace skeptic {
namespace {

constexpr double kSquareMicron = 1e-6;  // square millimetres
constexpr double kPicojoule = 1e-12;

void join(Figure& sum, const Logic& one, bool area, double times) {
  if (times == 0) return;
  const Figure& figure = area ? one.area : one.energy;
  sum.confidence = sum.source.empty() ? figure.confidence : worse(sum.confidence, figure.confidence);
  sum.value += times * figure.value;
  if (sum.source.find(figure.source) == std::string::npos) sum.source += (sum.source.empty() ? "" : "; ") + figure.source;
}

Figure sum_of(const Switched& switched, const Technology& technology, bool area) {
  Figure sum;
  join(sum, multiplier(technology, 1, 1), area, static_cast<double>(switched.product_bits));
  join(sum, logic(technology, Primitive::Adder), area, static_cast<double>(switched.adder_bits));
  join(sum, logic(technology, Primitive::Comparator), area, static_cast<double>(switched.comparator_bits));
  join(sum, logic(technology, Primitive::Register), area, static_cast<double>(switched.register_bits));
  join(sum, logic(technology, Primitive::Mux2), area, static_cast<double>(switched.mux2));
  join(sum, logic(technology, Primitive::Gate), area, static_cast<double>(switched.gates));
  sum.source = "by formula: " + sum.source;
  return sum;
}

std::string range_of(const AcrossLibraries& values, std::size_t libraries) {
  return libraries == 1 ? std::string() : fmt::format(", the middle of {:.0f} … {:.0f} in {} libraries", values.least, values.most, libraries);
}

/// "rtl/selector.sv, 3431 NAND2, the middle of 3009 … 3599 in 5 libraries", and what it is scaled from where its parameters were not synthesised.
std::string area_source(const SynthesisEstimate& found) {
  std::string text = fmt::format("rtl/{}.sv, {:.0f} NAND2{}", found.component.module, found.nand2.middle, range_of(found.nand2, found.libraries));
  if (!found.measured()) text += fmt::format("; {:.3g} times {} by its structure", found.factor, found.measured_as);
  return text;
}

std::string energy_source(const SynthesisEstimate& found) {
  std::string text =
      fmt::format("rtl/{}.sv, {:.0f} toggles{}", found.component.module, found.toggles.middle, range_of(found.toggles, found.with_power));
  if (!found.measured()) text += fmt::format("; {:.3g} times {} by its structure", found.factor, found.measured_as);
  return text;
}

/// A library that says nothing of power leaves the shipped table.
SynthesisEstimate with_power(SynthesisEstimate found) {
  if (found.with_power > 0) return found;
  const SynthesisEstimate shipped = estimate(found.component);
  found.toggles = shipped.toggles, found.with_power = shipped.with_power, found.measured_as = shipped.measured_as, found.factor = shipped.factor;
  return found;
}

}  // namespace

Figure energy_of(const Switched& switched, const Technology& technology) { return sum_of(switched, technology, false); }
Figure area_of(const Switched& switched, const Technology& technology) { return sum_of(switched, technology, true); }

std::int64_t prefix_adder_bits(std::int64_t n) {
  return ceil_divide(n * ceil_log2(static_cast<std::uint64_t>(n)), std::int64_t{2}) * ceil_log2(static_cast<std::uint64_t>(n) + 1);
}

void Parts::add_units(Part part, Role role, std::string event, std::string detail) {
  std::vector<const AddedUnit*> units;
  std::int64_t common = 0;
  for (const AddedUnit& unit : units_)
    if (unit.role == role && unit.copies > 0) units.push_back(&unit), common = std::gcd(common, unit.copies);
  if (units.empty()) return;
  Component component;
  component.part = part;
  component.count = common;
  component.detail = std::move(detail);
  component.event = std::move(event);
  Confidence confidence = Confidence::B;
  std::string area, energy;
  for (const AddedUnit* unit : units) {
    const std::int64_t times = unit->copies / common;
    const SynthesisEstimate found = synthesised(technology_, unit->component), power = with_power(found);
    component.modules.emplace_back(unit->component, times);
    component.nand2 += found.nand2.middle * static_cast<double>(times);
    component.toggles += power.toggles.middle * static_cast<double>(times);
    if (!found.measured()) confidence = Confidence::C;
    const std::string several = times == 1 ? "" : fmt::format("{} times ", times);
    area += (area.empty() ? "" : " + ") + several + area_source(found);
    energy += (energy.empty() ? "" : " + ") + several + energy_source(power);
  }
  const Figure &nand2 = technology_.nand2, &toggle = technology_.toggle;
  const std::string_view by = synthesised_by(technology_);
  component.area = {component.nand2 * nand2.value, worse(confidence, nand2.confidence),
                    fmt::format("{}: {}. A NAND2 of {:.4g} um2 at {} nm: {}", by, area, nand2.value / kSquareMicron, technology_.node, nand2.source)};
  // The activity is assumed, whatever the netlist.
  component.energy = {component.toggles * toggle.value, worse(Confidence::C, toggle.confidence),
                      fmt::format("{}: {}, with {} changes of a net in a cycle. A toggle of {:.4g} pJ at {} nm: {}", by, energy, kActivity,
                                  toggle.value / kPicojoule, technology_.node, toggle.source)};
  inventory_.components.push_back(std::move(component));
}

void Parts::add_formula(Part part, const Switched& switched, std::string event, std::int64_t count, std::string detail) {
  Figure area = area_of(switched, technology_);
  if (count <= 0 || area.value == 0) return;
  Component component;
  component.part = part;
  component.count = count;
  component.detail = std::move(detail);
  component.event = std::move(event);
  component.area = std::move(area);
  component.energy = energy_of(switched, technology_);
  inventory_.components.push_back(std::move(component));
}

}  // namespace skeptic
