#include "rtl/decision.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace skeptic {
namespace {

/// Cycles of a path, at least 1.
std::int64_t cycles_of(double delay, double gigahertz) { return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(delay * gigahertz))); }

/// The slowest selector, and the policy behind it.
void add_decision(DesignSynthesis& synthesis) {
  const UnitSynthesis *selector = nullptr, *policy = nullptr;
  for (const UnitSynthesis& unit : synthesis.units) {
    if (unit.unit.decision == DecisionPart::Selector && (selector == nullptr || unit.cycles > selector->cycles)) selector = &unit;
    if (unit.unit.decision == DecisionPart::Policy) policy = &unit;
  }
  if (policy == nullptr) return;
  // A policy unit has `edges` ranks already, and at least one of the paths between them is its longest.
  const std::int64_t behind = policy->cycles + policy->unit.edges - 1;
  synthesis.decision_latency = behind + (selector != nullptr ? selector->cycles : 0);
  synthesis.decision_path = selector != nullptr ? fmt::format("{} {} + {} {}", selector->unit.name, selector->cycles, policy->unit.name, behind)
                                                : fmt::format("{} {}", policy->unit.name, behind);
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
    if (unit.whole_array) continue;
    assert(next < results.size());
    const Synthesised& result = results[next++];
    const auto copies = static_cast<double>(unit.copies);
    UnitSynthesis made{unit, result, result.area * copies, result.delay, 1};
    if (!at_node) {
      synthesis.at_node = {result.area / result.nand2_equivalents, result.delay / result.fo4_depth, 'A',
                           "the library that was given: " + result.library};
    } else {
      made.area = result.nand2_equivalents * synthesis.at_node.nand2_area * copies;
      made.delay = result.fo4_depth * synthesis.at_node.fo4;
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
  text += "| unit | copies | NAND2 of one | FO4 delays | µm² in all | ns | cycles |\n|---|---|---|---|---|---|---|\n";
  for (const UnitSynthesis& unit : synthesis.units)
    text += fmt::format("| {} | {} | {:.0f} | {:.1f} | {:.0f} | {:.3f} | {} |\n", unit.unit.name, unit.unit.copies, unit.result.nand2_equivalents,
                        unit.result.fo4_depth, unit.area, unit.delay, unit.cycles);
  text +=
      fmt::format("\nTogether {:.0f} NAND2, {:.6f} mm² of cells at {} nm.\n", synthesis.nand2_equivalents(), synthesis.area() * 1e-6, synthesis.node);
  text += fmt::format("Synthesised: {}. At {} nm a NAND2 is {:.4g} µm² and an FO4 delay {:.4g} ns ({}; confidence {}).\n",
                      synthesis.units.front().result.source, synthesis.node, synthesis.at_node.nand2_area, synthesis.at_node.fo4,
                      synthesis.at_node.source, synthesis.at_node.confidence);
  text += "Delays are lower bounds: cells alone, without wires; inputs arrive at once, outputs drive four inverters.\n";
  if (synthesis.decision_latency) {
    text += fmt::format("The decision takes at least {} cycles at {:.4g} GHz ({})", *synthesis.decision_latency, synthesis.clock,
                        synthesis.decision_path);
    if (synthesis.stated_latency) text += fmt::format("; the design states {}", *synthesis.stated_latency);
    text += ".\n";
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
                             {"nand2_equivalents", unit.result.nand2_equivalents},
                             {"fo4_depth", unit.result.fo4_depth},
                             {"area_um2", unit.area},
                             {"delay_ns", unit.delay},
                             {"delay_is", "a lower bound, without wires"},
                             {"cycles", unit.cycles}});
  }
  if (synthesis.decision_latency) json["decision_latency_cycles"] = *synthesis.decision_latency;
  if (synthesis.stated_latency) json["stated_latency_cycles"] = *synthesis.stated_latency;
  return json;
}

}  // namespace skeptic
