#include "rtl/decision.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace skeptic {
namespace {

/// Cycles of a path, at least 1.
std::int64_t cycles_of(double delay, double gigahertz) { return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(delay * gigahertz))); }

/// The slowest selector, and the policy behind it, whose combinational units make one path with those that follow them.
void add_decision(DesignSynthesis& synthesis) {
  const UnitSynthesis* selector = nullptr;
  for (const UnitSynthesis& unit : synthesis.units)
    if (unit.unit.decision == DecisionPart::Selector && (selector == nullptr || unit.cycles > selector->cycles)) selector = &unit;
  std::int64_t behind = 0;
  double delay = 0;
  std::string path, names;
  const auto end = [&](std::int64_t more) {
    const std::int64_t cycles = cycles_of(delay, synthesis.clock) + more;
    path += fmt::format("{}{} {}", path.empty() ? "" : " + ", names, cycles);
    behind += cycles;
    delay = 0;
    names.clear();
  };
  for (const UnitSynthesis& unit : synthesis.units) {
    if (unit.unit.decision != DecisionPart::Policy) continue;
    const std::int64_t edges = unit.unit.edges;
    // Where there are several edges, the first ends the path that comes in, and at least one path between the others is the unit's longest.
    if (edges > 1 && delay > 0) {
      end(0);
      names = unit.unit.name, delay = unit.delay;
      end(edges - 2);
      continue;
    }
    delay += unit.delay;
    names += (names.empty() ? "" : " with ") + unit.unit.name;
    if (edges > 0) end(edges - 1);
  }
  if (behind == 0) return;
  synthesis.decision_latency = behind + (selector != nullptr ? selector->cycles : 0);
  synthesis.decision_path = selector != nullptr ? fmt::format("{} {} + {}", selector->unit.name, selector->cycles, path) : path;
}

}  // namespace

double DesignSynthesis::nand2_equivalents() const {
  double sum = 0;
  for (const UnitSynthesis& unit : units) sum += unit.result.nand2_equivalents * static_cast<double>(unit.unit.copies);
  return sum;
}

double DesignSynthesis::area() const {
  double sum = 0;
  for (const UnitSynthesis& unit : units) sum += unit.area;
  return sum;
}

DesignSynthesis design_synthesis(const ResolvedDesign& design, const std::vector<AddedUnit>& units, const std::vector<Synthesised>& results,
                                 const std::optional<NodeUnits>& at_node) {
  DesignSynthesis synthesis;
  synthesis.design = design.name;
  synthesis.clock = design.clock.value() / 1e9;
  synthesis.node = design.technology;
  if (at_node) synthesis.at_node = *at_node;
  std::size_t next = 0;
  for (const AddedUnit& unit : units) {
    if (unit.whole_array()) continue;
    assert(next < results.size());
    const Synthesised& result = results[next++];
    const auto copies = static_cast<double>(unit.copies);
    UnitSynthesis made{unit, result, result.area * copies, result.delay, result.energy, 1};
    if (!at_node) {
      synthesis.at_node = {result.area / result.nand2_equivalents, result.delay / result.fo4_depth,
                           result.toggles > 0 ? result.energy / result.toggles : 0, 'A', "the library that was given: " + result.library};
    } else {
      made.area = result.nand2_equivalents * synthesis.at_node.nand2_area * copies;
      made.delay = result.fo4_depth * synthesis.at_node.fo4;
      made.energy = result.toggles * synthesis.at_node.toggle;
    }
    made.cycles = cycles_of(made.delay, synthesis.clock);
    synthesis.units.push_back(std::move(made));
  }
  add_decision(synthesis);
  if (design.activations.decide && design.activations.decide->by == DecideBy::Consumer) synthesis.stated_latency = design.activations.decide->latency;
  return synthesis;
}

std::string text_of(const DesignSynthesis& synthesis) {
  std::string text = "## Synthesis\n\n";
  if (synthesis.units.empty()) return text + "Nothing to synthesise.\n";
  text += "| unit | copies | NAND2 of one | FO4 delays | toggles | µm² in all | ns | pJ of one | cycles |\n|---|---|---|---|---|---|---|---|---|\n";
  for (const UnitSynthesis& unit : synthesis.units) {
    const bool power = unit.result.toggles > 0;
    text += fmt::format("| {} | {} | {:.0f} | {:.1f} | {} | {:.0f} | {:.3f} | {} | {} |\n", unit.unit.name, unit.unit.copies,
                        unit.result.nand2_equivalents, unit.result.fo4_depth, power ? fmt::format("{:.0f}", unit.result.toggles) : "none", unit.area,
                        unit.delay, power ? fmt::format("{:.4g}", unit.energy) : "none", unit.cycles);
  }
  text +=
      fmt::format("\nTogether {:.0f} NAND2, {:.6f} mm² of cells at {} nm.\n", synthesis.nand2_equivalents(), synthesis.area() * 1e-6, synthesis.node);
  text += fmt::format("Synthesised: {}. At {} nm a NAND2 is {:.4g} µm² and an FO4 delay {:.4g} ns ({}; confidence {}).\n",
                      synthesis.units.front().result.source, synthesis.node, synthesis.at_node.nand2_area, synthesis.at_node.fo4,
                      synthesis.at_node.source, synthesis.at_node.confidence);
  text += "Delays are lower bounds: cells alone, without wires; inputs arrive at once, outputs drive four inverters.\n";
  text += fmt::format(
      "Energy is of a cycle in which every net changes {} times on average, in changes (toggles) of an inverter that drives four of "
      "its kind{}: no wires, no glitches, no leakage.\n",
      kActivity, synthesis.at_node.toggle > 0 ? fmt::format(", of {:.4g} pJ at the node", synthesis.at_node.toggle) : "");
  if (synthesis.decision_latency) {
    text += fmt::format("The decision takes at least {} cycles at {:.4g} GHz as {} has it ({})", *synthesis.decision_latency, synthesis.clock,
                        synthesis.units.front().result.library, synthesis.decision_path);
    if (synthesis.stated_latency) text += fmt::format("; the design states {}", *synthesis.stated_latency);
    text += ".\n";
    if (!synthesis.bound.empty()) text += synthesis.bound + "\n";
  }
  return text;
}

Json json_of(const DesignSynthesis& synthesis) {
  Json json;
  json["design"] = synthesis.design;
  json["clock_ghz"] = synthesis.clock;
  json["node_nm"] = synthesis.node;
  json["nand2_equivalents"] = synthesis.nand2_equivalents();
  json["area_um2"] = synthesis.area();
  json["node_nand2_area_um2"] = synthesis.at_node.nand2_area;
  json["node_fo4_ns"] = synthesis.at_node.fo4;
  json["node_toggle_pj"] = synthesis.at_node.toggle > 0 ? Json(synthesis.at_node.toggle) : Json();
  json["node_source"] = synthesis.at_node.source;
  json["node_confidence"] = std::string(1, synthesis.at_node.confidence);
  json["units"] = Json::array();
  for (const UnitSynthesis& unit : synthesis.units) {
    Json parameters;
    for (const auto& [name, value] : unit.unit.component.parameters) parameters[name] = value;
    json["units"].push_back({{"name", unit.unit.name},
                             {"module", unit.unit.component.module},
                             {"parameters", parameters},
                             {"copies", unit.unit.copies},
                             {"library", unit.result.library},
                             {"source", unit.result.source},
                             {"library_area_um2", unit.result.area},
                             {"library_delay_ns", unit.result.delay},
                             {"library_energy_pj", unit.result.toggles > 0 ? Json(unit.result.energy) : Json()},
                             {"nand2_equivalents", unit.result.nand2_equivalents},
                             {"fo4_depth", unit.result.fo4_depth},
                             {"toggles", unit.result.toggles > 0 ? Json(unit.result.toggles) : Json()},
                             {"area_um2", unit.area},
                             {"delay_ns", unit.delay},
                             {"delay_is", "a lower bound, without wires"},
                             {"energy_pj", unit.result.toggles > 0 ? Json(unit.energy) : Json()},
                             {"energy_is", "of one copy, of a cycle, at a stated activity, without wires, glitches and leakage"},
                             {"cycles", unit.cycles}});
  }
  if (synthesis.decision_latency) {
    json["decision_latency_cycles"] = *synthesis.decision_latency;
    json["decision_latency_is"] = "by the path in " + synthesis.units.front().result.library + ", a lower bound, without wires";
    if (synthesis.bound_cycles) json["review_bound_cycles"] = *synthesis.bound_cycles;
  }
  if (synthesis.stated_latency) json["stated_latency_cycles"] = *synthesis.stated_latency;
  return json;
}

}  // namespace skeptic
