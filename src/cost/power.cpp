#include "cost/power.h"

#include <algorithm>

namespace skeptic {

std::string Leakage::source() const { return sram.source.empty() ? logic.source : "logic: " + logic.source + ". SRAM: " + sram.source; }

double leakage(const Component& component, const Technology& technology) {
  if (component.port_bits == 0) return component.total_area() * technology.logic_leakage.value;
  return component.leakage ? static_cast<double>(component.count) * component.leakage->value : 0;
}

Leakage leakage(const Inventory& inventory, const Technology& technology) {
  Leakage all;
  all.logic.confidence = technology.logic_leakage.confidence;
  all.logic.source = technology.logic_leakage.source;
  for (const Component& component : inventory.components) {
    const bool logic = component.port_bits == 0;
    (logic ? all.logic : all.sram).value += leakage(component, technology);
    if (logic) {
      all.logic.confidence = worse(all.logic.confidence, component.area.confidence);
    } else if (component.leakage) {
      all.sram.confidence = worse(all.sram.confidence, component.leakage->confidence);
      if (all.sram.source.empty()) all.sram.source = component.leakage->source;
    }
  }
  return all;
}

double switching_power(const ResolvedDesign& design, const Component& component) {
  double joules = static_cast<double>(component.count) * component.energy.value;
  if (component.port_bits > 0) {
    const double access = component.write ? std::max(component.energy.value, component.write->value) : component.energy.value;
    joules = static_cast<double>(component.count * component.ports) * component.share * access;
  }
  return joules * design.clock.value();
}

double PeakPower::switching_total() const {
  double sum = 0;
  for (const double watts : switching) sum += watts;
  return sum;
}

double PeakPower::leaking_total() const {
  double sum = 0;
  for (const double watts : leaking) sum += watts;
  return sum;
}

double PeakPower::arrays() const {
  double sum = 0;
  for (const GroupRow& group : kGroups)
    if (group.arrays) sum += switching[static_cast<std::size_t>(group.group)] + leaking[static_cast<std::size_t>(group.group)];
  return sum;
}

PeakPower peak_power(const ResolvedDesign& design, const Inventory& inventory, const Technology& technology) {
  PeakPower peak;
  for (const Component& component : inventory.components) {
    const auto group = static_cast<std::size_t>(component.group());
    peak.switching[group] += switching_power(design, component);
    peak.leaking[group] += leakage(component, technology);
  }
  peak.dram = design.dram_bandwidth.value() * design.dram_energy;
  return peak;
}

ArraysAround iso_power(const ResolvedDesign& baseline, const ResolvedDesign& proposal, const Technology& technology, IsoRule rule) {
  const auto peak = [&](const ResolvedDesign& design) { return peak_power(design, inventory(design, technology), technology); };
  const double target = peak(proposal).total();
  if (rule == IsoRule::Absolute) return arrays_around(baseline, target, [&](const ResolvedDesign& design) { return peak(design).total(); });
  const PeakPower base = peak(baseline);
  return arrays_around(baseline, base.arrays() * target / base.total(), [&](const ResolvedDesign& design) { return peak(design).arrays(); });
}

}  // namespace skeptic
