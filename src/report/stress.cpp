#include "report/stress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/shell.h"
#include "report/style.h"

namespace skeptic {
namespace {

constexpr int kWidth = 110;

std::string result_text(const AxisFinding& finding, double result) {
  return finding.axis->watched == Watched::Kept ? fmt::format("{:.2f} %", 100 * result) : fmt::format("{:.2f}x", result);
}

/// Where a curve falls below a threshold, after "the claim of 1.30x" or "the baseline".
std::string break_text(const AxisFinding& finding, const BreakPoint& found) {
  std::string text;
  switch (found.kind) {
    case Break::AtOnce:
      text = "is missed from the start";
      break;
    case Break::Between:
      text = fmt::format("holds up to {}, breaks at {}", finding.place(found.last_good), finding.place(found.first_bad));
      break;
    case Break::Never:
      return "holds over the whole range";
  }
  return found.regained ? fmt::format("{}, and holds again at {}", text, finding.place(*found.regained)) : text;
}

std::string threshold_name(const AxisFinding& finding, const BreakPoint& found, bool claim) {
  if (finding.axis->watched == Watched::Kept) return fmt::format("keeping {:.1f} % of the energy", 100 * found.threshold);
  if (claim && finding.axis->watched == Watched::Speedup && finding.plan.of_network) return fmt::format("the claim of {:.2f}x", found.threshold);
  return finding.axis->watched == Watched::AreaGain ? "being faster at equal area" : "being faster than the baseline";
}

std::string kind_word(const BreakPoint& found) {
  switch (found.kind) {
    case Break::AtOnce:
      return "at-once";
    case Break::Between:
      return "between";
    case Break::Never:
      return "never";
  }
  return {};
}

Json break_json(const AxisFinding& finding, const BreakPoint& found) {
  Json json{{"threshold", found.threshold}, {"kind", kind_word(found)}};
  if (found.kind == Break::Between) {
    json["last_good"] = found.last_good, json["first_bad"] = found.first_bad;
    json["last_good_text"] = finding.place(found.last_good), json["first_bad_text"] = finding.place(found.first_bad);
  }
  if (found.regained) json["holds_again"] = *found.regained, json["holds_again_text"] = finding.place(*found.regained);
  return json;
}

/// Repeats a point.
std::string command_of(const AxisCase& of, const AxisFinding& finding, const CurvePoint& point) {
  if (point.trial) return Comparison{point.trial->contest.proposal, point.trial->contest.baseline, point.trial->setting}.command();
  return axis_command(of, *finding.axis);
}

Json stack_json(const Stack& stack) {
  Json json = Json::object();
  for (const SlotRow& row : kStack) json[std::string(row.key)] = stack[row.slot];
  return json;
}

}  // namespace

std::string stress_head(const AxisCase& of, const std::vector<std::string>& unknowns, bool colour) {
  const Style style{colour};
  std::string text =
      fmt::format("{} against {} on {}, {}\n", style.bold(of.contest.proposal.design().name), style.bold(of.contest.baseline.design().name),
                  of.setting.network, of.claimed == 1 ? "claim: faster" : fmt::format("claim {:.2f}x", of.claimed));
  std::string taken;
  for (const auto& [path, value] : of.contest.proposal.sets())
    if (std::find(unknowns.begin(), unknowns.end(), path) != unknowns.end())
      taken += fmt::format("{}{} = {}", taken.empty() ? "" : ", ", path, value);
  if (!taken.empty()) text += style.warn(wrapped("  unknown, and taken at their kindest: " + taken, kWidth, "    ")) + "\n";
  return text;
}

std::string axis_text(const AxisFinding& finding, const std::vector<RealInputs>& real, bool colour) {
  const Style style{colour};
  const AxisRow& axis = *finding.axis;
  std::string text = fmt::format("\n{}  {}\n", style.bold(std::string(axis.title)), style.faint(fmt::format("({}: {})", axis.name, axis.varies)));
  if (!finding.plan.spared.empty()) return text + fmt::format("  spared: {}\n", finding.plan.spared);
  if (!finding.plan.note.empty()) text += style.faint(fmt::format("  on {}", finding.plan.note)) + "\n";
  const std::vector<std::int64_t>& samples = finding.plan.samples;
  std::size_t label = 0;
  for (const AxisCurve& curve : finding.curves) label = std::max(label, columns(curve.label));
  text += "  " + std::string(label, ' ');
  std::vector<std::size_t> widths;
  for (const std::int64_t x : samples) {
    const std::string place = finding.place(x);
    widths.push_back(std::max<std::size_t>(columns(place) + 2, 9));
    text += std::string(widths.back() - columns(place), ' ') + style.faint(place);
  }
  text += "\n";
  bool breaks = false;
  for (const AxisCurve& curve : finding.curves) {
    text += "  " + curve.label + std::string(label - columns(curve.label), ' ');
    for (std::size_t i = 0; i < samples.size(); ++i) {
      const double result = curve.at(samples[i])->result;
      const std::string cell = result_text(finding, result);
      text += std::string(widths[i] - columns(cell), ' ') + (result >= curve.claim.threshold ? cell
                                                             : result < curve.even.threshold ? style.bad(cell)
                                                                                             : style.warn(cell));
    }
    text += "\n";
  }
  for (const AxisCurve& curve : finding.curves) {
    if (finding.curves.size() > 1) text += fmt::format("  {}:\n", curve.label);
    const bool one = curve.claim.threshold == curve.even.threshold;
    std::string verdict = fmt::format("{} {}", threshold_name(finding, curve.claim, true), break_text(finding, curve.claim));
    if (!one) verdict += fmt::format("; {} {}", threshold_name(finding, curve.even, false), break_text(finding, curve.even));
    breaks = breaks || curve.claim.kind != Break::Never;
    text += "    " + (curve.claim.kind == Break::Never ? verdict : style.warn(verdict)) + "\n";
    if (curve.cause)
      text += fmt::format("    why: {} takes {:.0f} % of the cycles lost between the best and the worst ({})\n", row(*curve.cause).key,
                          100 * std::min(1.0, curve.cause_share), row(*curve.cause).meaning);
  }
  if (finding.real) {
    std::string networks;
    for (const RealInputs& inputs : real) networks += fmt::format("{}{}", networks.empty() ? "" : ", ", inputs.network);
    const std::string where =
        fmt::format("measured inputs ({}) lie from {:.3g} to {:.3g}{}", networks, finding.real->least, finding.real->most, axis.unit);
    const std::optional<double> margin = finding.margin();
    const std::string far = margin ? fmt::format("{:.3g}{}", std::abs(*margin), axis.unit) : "";
    if (finding.breaks_in_reality())
      text += "    " + style.warn(where + ": it breaks at or below what was measured" + (margin ? ", " + far + " before its end" : "")) + "\n";
    else
      text += "    " + where + (margin ? ", " + far + " before it breaks" : "") + "\n";
  }
  for (const std::string& note : finding.notes) text += "    " + wrapped(note, kWidth, "      ", 4) + "\n";
  if (breaks) text += fmt::format("    to lift this: {}\n", axis.lifts);
  return text;
}

std::string stress_summary(const std::vector<AxisFinding>& findings, bool colour) {
  const Style style{colour};
  std::string held, broken, missed, none;
  const auto add = [](std::string& list, std::string_view name) { list += fmt::format("{}{}", list.empty() ? "" : ", ", name); };
  for (const AxisFinding& finding : findings) {
    if (!finding.plan.spared.empty()) {
      add(none, finding.axis->name);
      continue;
    }
    bool between = false, at_once = false;
    for (const AxisCurve& curve : finding.curves) {
      between = between || curve.claim.kind == Break::Between;
      at_once = at_once || curve.claim.kind == Break::AtOnce;
    }
    add(between ? broken : at_once ? missed : held, finding.axis->name);
  }
  std::string text = "\n";
  const auto line = [&](const char* what, const std::string& list) {
    if (!list.empty()) text += wrapped(fmt::format("  {} {}", style.bold(what), list), kWidth, "    ") + "\n";
  };
  line("breaks on:", broken);
  line("misses the claim from the start on:", missed);
  line("holds on:", held);
  line("says nothing to this design:", none);
  return text;
}

Json stress_json(const AxisCase& of, const std::vector<AxisFinding>& findings, const std::vector<RealInputs>& real) {
  Json json{{"proposal", of.contest.proposal.design().name},
            {"baseline", of.contest.baseline.design().name},
            {"network", of.setting.network},
            {"claimed_speedup", of.claimed},
            {"axes", Json::array()}};
  for (const RealInputs& inputs : real) json["measured_on"].push_back(Json{{"network", inputs.network}, {"inputs", inputs.inputs}});
  for (const AxisFinding& finding : findings) {
    const AxisRow& axis = *finding.axis;
    Json row{{"axis", axis.name}, {"title", axis.title}, {"varies", axis.varies}, {"unit", axis.unit}, {"lifted_by", axis.lifts}};
    row["watches"] = axis.watched == Watched::Kept ? "kept_energy" : axis.watched == Watched::AreaGain ? "gain_at_equal_area" : "speedup";
    if (!finding.plan.spared.empty()) {
      row["spared"] = finding.plan.spared;
      json["axes"].push_back(std::move(row));
      continue;
    }
    if (!finding.plan.note.empty()) row["on"] = finding.plan.note;
    if (finding.real) {
      row["measured"] = Json{{"least", finding.real->least}, {"most", finding.real->most}, {"breaks_among_them", finding.breaks_in_reality()}};
      if (const std::optional<double> margin = finding.margin()) row["measured"]["margin"] = *margin;
    }
    row["curves"] = Json::array();
    for (const AxisCurve& curve : finding.curves) {
      Json points = Json::array();
      for (const CurvePoint& point : curve.points) {
        Json one{{"x", point.x}, {"at", finding.place(point.x)}, {"result", point.result}, {"proposal_cycles", point.proposal_cycles}};
        if (point.baseline_cycles > 0) one["baseline_cycles"] = point.baseline_cycles;
        one["stack"] = stack_json(point.stack), one["starved_elements"] = point.starved, one["command"] = command_of(of, finding, point);
        points.push_back(std::move(one));
      }
      Json way{{"label", curve.label}, {"claim", break_json(finding, curve.claim)}, {"even", break_json(finding, curve.even)}, {"points", points}};
      if (curve.cause) way["cause"] = Json{{"slot", skeptic::row(*curve.cause).key}, {"share", curve.cause_share}};
      row["curves"].push_back(std::move(way));
    }
    if (!finding.notes.empty()) row["notes"] = finding.notes;
    json["axes"].push_back(std::move(row));
  }
  return json;
}

}  // namespace skeptic
