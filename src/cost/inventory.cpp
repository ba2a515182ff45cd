#include "cost/inventory.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cost/inventory_parts.h"

namespace skeptic {

Confidence Component::confidence() const {
  const Confidence worst = worse(area.confidence, energy.confidence);
  return write ? worse(worst, write->confidence) : worst;
}

std::string Component::source() const {
  std::string text = area.source == energy.source ? area.source : fmt::format("area: {}. Energy: {}", area.source, energy.source);
  if (write && write->source != energy.source) text += ". Write: " + write->source;
  return text;
}

const Component* Inventory::find(Part part) const {
  const auto found = std::find_if(components.begin(), components.end(), [part](const Component& component) { return component.part == part; });
  return found == components.end() ? nullptr : &*found;
}

std::int64_t Inventory::count(Part part) const {
  const Component* component = find(part);
  return component ? component->count : 0;
}

Confidence Inventory::confidence() const {
  Confidence worst = Confidence::A;
  for (const Component& component : components) worst = worse(worst, component.confidence());
  return worst;
}

void Parts::add(Part part, Primitive primitive, std::int64_t bits, std::int64_t count, std::string detail) {
  if (count <= 0 || bits <= 0) return;
  const Logic one = logic(technology_, primitive, bits);
  Component component;
  component.part = part;
  component.count = count;
  component.detail = std::move(detail);
  component.event = kPrimitives[static_cast<std::size_t>(primitive)].event;
  component.area = one.area;
  component.energy = one.energy;
  inventory_.components.push_back(std::move(component));
}

void Parts::add_multipliers(Part part, std::int64_t bits_a, std::int64_t bits_b, std::int64_t count, std::string detail) {
  if (count <= 0) return;
  const Logic one = multiplier(technology_, bits_a, bits_b);
  Component component;
  component.part = part;
  component.count = count;
  component.detail = std::move(detail);
  component.event = kPrimitives[static_cast<std::size_t>(Primitive::Multiplier)].event;
  component.area = one.area;
  component.energy = one.energy;
  inventory_.components.push_back(std::move(component));
}

void Parts::add_macros(Part part, const SramMacro& macro, double share, std::int64_t count, std::string detail) {
  if (count <= 0 || share <= 0) return;
  Component component;
  component.part = part;
  component.count = count;
  component.detail = std::move(detail);
  component.event = fmt::format("read of {} bits", macro.port_bits);
  component.area = macro.area;
  component.area.value *= share;
  component.energy = macro.read;
  component.write = macro.write;
  component.leakage = macro.leakage;
  if (component.leakage) component.leakage->value *= share;
  component.port_bits = macro.port_bits;
  component.ports = macro.ports;
  component.share = share;
  inventory_.components.push_back(std::move(component));
}

Inventory inventory(const ResolvedDesign& design, const Technology& technology) {
  Inventory result;
  result.design = design.name;
  result.node = technology.node;
  result.chip_area = design.chip_area;
  Parts parts(design, technology, result);
  add_arithmetic(design, parts);
  add_select(design, parts);
  add_metadata(design, parts);
  add_decision(design, parts);
  add_storage(design, parts);
  add_vector(design, parts);
  if (design.arrays > 1)
    for (Component& component : result.components) {
      component.count *= design.arrays;
      component.detail = fmt::format("{} arrays, each: {}", design.arrays, component.detail);
    }
  std::stable_sort(result.components.begin(), result.components.end(), [](const Component& a, const Component& b) { return a.part < b.part; });
  return result;
}

Inventory inventory(const ResolvedDesign& design) { return inventory(design, load_technology(design.technology)); }

}  // namespace skeptic
