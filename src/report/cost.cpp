#include "report/cost.h"

#include <fmt/format.h>

#include "report/comparison.h"
#include "report/style.h"

namespace skeptic {
namespace {

Json interval_json(const Interval& interval) { return Json{{"low", interval.low}, {"value", interval.value}, {"high", interval.high}}; }

std::string shape_text(ArrayShape shape) { return fmt::format("{}x{}", shape.m, shape.n); }

/// "between 17x16 and 17x17", "16x16", "1x1, which is already more".
std::string around_text(ArrayShape below, ArrayShape above, bool reached) {
  if (!reached) return shape_text(below) + ", which is already more";
  return below == above ? shape_text(below) : fmt::format("between {} and {}", shape_text(below), shape_text(above));
}

Json shape_json(ArrayShape shape) { return Json{{"m", shape.m}, {"n", shape.n}}; }

Json around_json(const ArraysAround& around) {
  Json below = shape_json(around.below.shape), above = shape_json(around.above.shape);
  below["watts"] = around.below.value;
  above["watts"] = around.above.value;
  return Json{{"baseline_watts", around.base},
              {"target_watts", around.target},
              {"growth", around.growth()},
              {"reached", around.reached},
              {"below", below},
              {"above", above}};
}

Json peak_json(const CostReport& report) {
  const PeakPower& peak = report.peak;
  Json groups = Json::object();
  for (const GroupRow& group : kGroups) {
    const auto i = static_cast<std::size_t>(group.group);
    if (peak.switching[i] + peak.leaking[i] > 0)
      groups[std::string(group.key)] = Json{{"switching", peak.switching[i]}, {"leaking", peak.leaking[i]}};
  }
  const Leakage leaks = leakage(report.inventory, report.technology);
  return Json{{"total", interval_json(report.power)},
              {"switching", peak.switching_total()},
              {"leaking", peak.leaking_total()},
              {"arrays", peak.arrays()},
              {"dram", peak.dram},
              {"groups", groups},
              {"leakage_confidence", letter(worse(leaks.logic.confidence, leaks.sram.confidence))},
              {"leakage_source", leaks.source()}};
}

std::string peak_text(const CostReport& report, const Style& style) {
  const PeakPower& peak = report.peak;
  const Leakage leaks = leakage(report.inventory, report.technology);
  std::string text =
      fmt::format("\n  {} at {:.4g} GHz: {:.4g} W, {:.4g} switching and {:.4g} leaking; DRAM's channel {:.4g} W more\n", style.bold("peak power"),
                  report.design.clock.value() / 1e9, peak.total(), peak.switching_total(), peak.leaking_total(), peak.dram);
  text += "  " +
          wrapped("Everything works in every cycle, which no run does. Logic leaks by its area at 25 C, SRAM as CACTI has it at 360 K.", 110, "  ") +
          "\n\n";
  text += fmt::format("  {:<32}{:>14}{:>14}\n", "group", "switching W", "leaking W");
  for (const GroupRow& group : kGroups) {
    const auto i = static_cast<std::size_t>(group.group);
    if (peak.switching[i] + peak.leaking[i] > 0) text += fmt::format("  {:<32}{:>14.4g}{:>14.4g}\n", group.key, peak.switching[i], peak.leaking[i]);
  }
  text += "  " + style.faint(fmt::format("leakage {}: {}", letter(worse(leaks.logic.confidence, leaks.sram.confidence)), leaks.source())) + "\n";
  return text;
}

std::string interval_line(const char* name, const Interval& interval, const char* unit) {
  return fmt::format("  {:<32}{:>10.4g}{}   {:.4g} … {:.4g}\n", name, interval.value, unit, interval.low, interval.high);
}

std::string intervals_text(const CostReport& report, const Style& style) {
  std::string text = "\n  " + style.bold("what the tables leave open") + "\n";
  text += interval_line("arrays", report.arrays, " mm2");
  text += interval_line("arrays with buffers", report.area, " mm2");
  text += interval_line("peak power", report.power, " W  ");
  if (report.over) {
    text += interval_line("added over the baseline", report.over->added, " mm2");
    text += interval_line("area, times the baseline's", report.over->area_ratio, "x   ");
    text += interval_line("peak power, times the baseline's", report.over->power_ratio, "x   ");
  }
  std::string factors;
  for (const UncertaintyRow& row : kUncertainty)
    factors += fmt::format("{}{} {:.2f} … {:.2f}", factors.empty() ? "" : ", ", letter(row.confidence), row.low, row.high);
  text += "  " +
          wrapped(fmt::format("Every figure times a factor by its letter ({}), all at the end that counts; of two designs both take the same end "
                              "of the same figure. It is not a distance from silicon.",
                              factors),
                  110, "  ") +
          "\n";
  return text;
}

Json over_json(const CostOverBaseline& over) {
  Json areas = Json::object();
  for (const IsoArea& iso : over.areas)
    areas[std::string(row(iso.denominator).key)] =
        Json{{"baseline_arrays_mm2", iso.base_area}, {"target_arrays_mm2", iso.target},     {"growth", iso.growth()}, {"reached", iso.reached},
             {"below", shape_json(iso.below.shape)}, {"above", shape_json(iso.above.shape)}};
  Json json = difference_json(over.difference);
  json["baseline"] = over.name;
  json["added_interval_mm2"] = interval_json(over.added);
  json["area_ratio"] = interval_json(over.area_ratio);
  json["peak_power_ratio"] = interval_json(over.power_ratio);
  json["baseline_peak_watts"] = over.peak.total();
  json["iso_area"] = areas;
  json["iso_power"] = Json{{"absolute", around_json(over.power_absolute)}, {"proportional", around_json(over.power_proportional)}};
  return json;
}

std::string over_text(const CostOverBaseline& over, bool colour) {
  const Style style{colour};
  std::string text = difference_text(over.difference, colour);
  if (over.difference.node != over.difference.baseline_node)
    text += "  " +
            style.warn(fmt::format("the baseline is at {} nm, and this at {} nm: the difference is of two technologies",
                                   over.difference.baseline_node, over.difference.node)) +
            "\n";
  text += fmt::format("\n  {}, in the technology of this design\n", style.bold("the baseline's array at equal area and power"));
  const auto line = [&](const std::string& name, double growth, const std::string& arrays) {
    text += fmt::format("  {:<46}{:>8.3f}x  {}\n", name, growth, arrays);
  };
  for (const IsoArea& iso : over.areas)
    line("area, " + std::string(row(iso.denominator).key), iso.growth(), around_text(iso.below.shape, iso.above.shape, iso.reached));
  const auto power = [&](const std::string& name, const ArraysAround& around) {
    line(name, around.growth(), around_text(around.below.shape, around.above.shape, around.reached));
  };
  power("peak power, arrays in proportion", over.power_proportional);
  power("peak power, all of it in the array", over.power_absolute);
  text += "  " +
          wrapped(
              "The first column is how much the arrays' area (power) grows; where all of it goes into the array, the whole's. skeptic compare runs "
              "the arrays of equal area.",
              110, "  ") +
          "\n";
  return text;
}

std::string logic_from(const Technology& technology) {
  if (technology.modules)
    return fmt::format("modules of rtl/: {}; everything else from the technology table, whose multipliers and adders are published values",
                       synthesised_by(technology));
  return "modules of rtl/ from the table of syntheses that Skeptic ships (rtl/synthesised.yaml), everything else from the technology table; no tool "
         "ran. --synthesise makes them anew, with --liberty in a library of your own";
}

Json decision_json(const DecisionPath& path) {
  Json steps = Json::array();
  for (const DecisionStep& one : path.steps)
    steps.push_back(Json{{"module", one.module},
                         {"fo4_delays", one.fo4},
                         {"ns", one.nanoseconds},
                         {"cycles", one.cycles},
                         {"confidence", letter(one.confidence)},
                         {"source", one.source}});
  return Json{{"stated_cycles", path.stated},
              {"least_cycles", path.cycles()},
              {"fo4_delays", path.depth()},
              {"ns", path.nanoseconds()},
              {"fo4_ns", path.fo4.value * 1e9},
              {"fo4_source", path.fo4.source},
              {"confidence", letter(path.confidence())},
              {"rule", path.rule},
              {"steps", steps}};
}

std::string decision_text(const DecisionPath& path, const Style& style) {
  return "\n  " +
         wrapped(
             fmt::format(
                 "{} of at least {} cycles at {:.4g} GHz: {}. By this rule: {}. Cells alone, without wires: a lower bound; an FO4 delay of {:.4f} ns "
                 "(confidence {}). The design states {}. In a single library, as skeptic rtl counts, it may be more.",
                 style.bold("a decision"), path.cycles(), path.clock, path.text(), path.rule, path.fo4.value * 1e9, letter(path.confidence()),
                 path.stated),
             110, "  ") +
         "\n";
}

}  // namespace

CostReport cost_report(const ResolvedDesign& design, const std::optional<ResolvedDesign>& baseline, const std::optional<CostLogic>& logic) {
  CostReport report;
  report.design = design;
  // A library that was given is taken to be of the design's node: at another, only what has no unit counts.
  const auto technology_of = [&](std::int64_t node) {
    Technology technology = load_technology(node);
    return logic ? with_modules(std::move(technology), logic->source, node == design.technology ? logic->library : std::nullopt) : technology;
  };
  report.technology = technology_of(design.technology);
  const Technology& technology = report.technology;
  report.inventory = inventory(design, technology);
  report.peak = peak_power(design, report.inventory, technology);
  const Terms area = area_terms(report.inventory), power = power_terms(design, report.inventory, technology);
  report.arrays = interval(area_terms(report.inventory, true));
  report.area = interval(area);
  report.power = interval(power);
  report.needs = buffer_needs(design);
  report.decision = decision_path(design, technology);
  if (!baseline) return report;

  const Technology own = technology_of(baseline->technology);
  const Inventory before = inventory(*baseline, own);
  CostOverBaseline& over = report.over.emplace();
  over.name = baseline->name;
  over.difference = difference(before, report.inventory);
  over.peak = peak_power(*baseline, before, own);
  const Terms base = area_terms(before);
  over.added = difference_interval(base, area);
  over.area_ratio = ratio_interval(base, area);
  over.power_ratio = ratio_interval(power_terms(*baseline, before, own), power);
  for (const DenominatorRow& denominator : kDenominators)
    if (const auto iso = iso_arrays_for(*baseline, design, technology, denominator.denominator, IsoRule::Proportional)) over.areas.push_back(*iso);
  over.power_absolute = iso_power(*baseline, design, technology, IsoRule::Absolute);
  over.power_proportional = iso_power(*baseline, design, technology, IsoRule::Proportional);
  return report;
}

Json cost_json(const CostReport& report) {
  Json json = inventory_json(report.inventory);
  json["arrays_interval_mm2"] = interval_json(report.arrays);
  json["arrays_with_buffers_interval_mm2"] = interval_json(report.area);
  json["peak_power_W"] = peak_json(report);
  json["logic_from"] = logic_from(report.technology);
  if (report.decision) json["decision"] = decision_json(*report.decision);
  if (report.over) json["over_baseline"] = over_json(*report.over);
  return json;
}

std::string cost_text(const CostReport& report, bool colour) {
  const Style style{colour};
  std::string text = inventory_text(report.inventory, report.technology, colour);
  text += "  " + wrapped(fmt::format("Logic: {}.", logic_from(report.technology)), 110, "  ") + "\n";
  if (report.decision) text += decision_text(*report.decision, style);
  text += peak_text(report, style);
  if (report.over) text += over_text(*report.over, colour);
  return text + intervals_text(report, style);
}

Json banking_json(const std::vector<BufferNeed>& needs) {
  Json json = Json::object();
  for (const BufferNeed& need : needs) {
    const auto number = [](const std::optional<std::int64_t>& value) { return value ? Json(*value) : Json(); };
    json[std::string(need.buffer)] = Json{{"gathered", need.gathered},
                                          {"streams", need.streams},
                                          {"sets_of_banks", need.sets},
                                          {"width_needed", need.width_needed.value()},
                                          {"width_always", need.width_always.value()},
                                          {"width_given", need.width_given ? Json(need.width_given->value()) : Json()},
                                          {"window", need.window},
                                          {"port_bits", need.port_bits.value()},
                                          {"banks_given", need.banks_given},
                                          {"banks_needed", number(need.banks_needed)},
                                          {"ports_given", need.ports_given},
                                          {"ports_needed", number(need.ports_needed)},
                                          {"enough", need.enough()}};
  }
  return json;
}

std::string banking_text(const std::vector<BufferNeed>& needs, bool colour) {
  const Style style{colour};
  std::string text = fmt::format("\n  {}: every element takes its windows as fast as it can\n", style.bold("buffers at full rate"));
  text += fmt::format("  {:<14}{:>14}{:>14}{:>14}{:>8}{:>8}{:>8}{:>8}  {}\n", "buffer", "bits/cycle", "in any order", "given", "banks", "given",
                      "ports", "given", "the window that asks for it");
  for (const BufferNeed& need : needs) {
    const auto number = [](const std::optional<std::int64_t>& value) { return value ? fmt::format("{}", *value) : std::string("none"); };
    text += fmt::format("  {:<14}{:>14}{:>14}{:>14}{:>8}{:>8}{:>8}{:>8}  {} streams of {}{}\n", need.buffer, need.width_needed.text(),
                        need.width_always.text(), need.width_given ? need.width_given->text() : "unlimited", number(need.banks_needed),
                        need.banks_given, number(need.ports_needed), need.ports_given, need.streams, need.window,
                        need.gathered ? fmt::format("; gathered from {} sets of banks", need.sets) : "");
    if (!need.enough())
      text += "  " + style.warn(fmt::format("{}: less than that is given, so that some inputs wait for it all the time", need.buffer)) + "\n";
    if (!need.width_given)
      text += "  " +
              style.faint(fmt::format("{}: no width is given; cycles take it as unlimited, the inventory's banks have ports of {} bits", need.buffer,
                                      need.port_bits.text())) +
              "\n";
  }
  return text;
}

}  // namespace skeptic
