#include "review/compared.h"

#include <fmt/format.h>

#include <algorithm>

#include "review/charts.h"

namespace skeptic {
namespace {

/// What holds equal, and what the proposal gains then.
Table gains_table(const Pair& pair, Evidence& evidence) {
  const Contest contest{pair.comparison.proposal, pair.comparison.baseline};
  const auto gain = [&](const std::string& what, double value, const std::string& key) {
    return say("{}", evidence.compared(contest, pair.comparison.setting, what, value, exact_times(value), "ratio of times", key));
  };
  Table table{"Gain over the baseline", {"each design has", "gain", "within the areas' uncertainty", "the baseline's best array"}, {}};
  table.rows.push_back({say("its own area"), say("{}", evidence.speedup(pair.comparison)), say(""), say("")});
  for (const AreaGain& one : pair.gains) {
    const std::string key(row(one.denominator).key);
    Sentence range;
    for (const auto& [denominator, interval] : pair.other.intervals)
      if (denominator == one.denominator)
        range = gain("least gain at equal area, " + key, interval.low, "equal_area_interval." + key + ".low") + say("to") +
                gain("most gain at equal area, " + key, interval.high, "equal_area_interval." + key + ".high");
    table.rows.push_back({say("equal area, {}", quoted(key)), gain("gain at equal area, " + key, one.gain, "equal_area." + key), range,
                          say("{}", quoted(one.array ? fmt::format("{} × {}", one.array->m, one.array->n)
                                                     : fmt::format("between {} × {} and {} × {}", one.iso.below.shape.m, one.iso.below.shape.n,
                                                                   one.iso.above.shape.m, one.iso.above.shape.n)))});
  }
  if (pair.other.intervals.empty()) return table;
  table.rows.push_back({say("equal peak power"), gain("gain at equal peak power", pair.other.power, "equal_power"), say(""), say("")});
  table.rows.push_back({say("energy times time"), gain("energy-delay of the baseline over the proposal's", pair.other.energy_delay, "energy_delay"),
                        say(""), say("")});
  return table;
}

void say_pair(Document& document, Laboratory& laboratory, const Pair& pair, Evidence& evidence) {
  const Comparison& comparison = pair.comparison;
  const Contest contest{comparison.proposal, comparison.baseline};
  const auto [proposal, baseline] = names_of(contest);
  document.title = fmt::format("{} against {} on {}", proposal, baseline, comparison.setting.network);
  document.summary.push_back(say("{} takes {}, {} takes {}: {}.", quoted(proposal), evidence.cycles(contest.proposal, comparison.setting),
                                 quoted(baseline), evidence.cycles(contest.baseline, comparison.setting), evidence.speedup(comparison)));
  Section time{"Time, area and power", {}};
  time.blocks.emplace_back(gains_table(pair, evidence));
  if (std::optional<Chart> inputs = inputs_chart(comparison, 1, evidence)) time.blocks.emplace_back(std::move(*inputs));
  time.blocks.emplace_back(area_chart(contest, evidence));
  Section array{"The array", {}};
  array.blocks.emplace_back(cycles_chart(laboratory, contest, comparison.setting, evidence));
  array.blocks.emplace_back(roofline_chart(laboratory, contest, comparison.setting, evidence));
  array.blocks.emplace_back(utilisation_chart(laboratory, contest, comparison.setting, evidence));
  document.sections.push_back(std::move(time));
  document.sections.push_back(std::move(array));
}

Table lineup_table(const Lineup& lineup, Evidence& evidence) {
  Table table{"At the area of " + lineup.name(0), {"design", "array", "speed", "energy", "own area", "drops of Σ a²", "dominated by"}, {}};
  const std::vector<std::vector<std::size_t>> rows = lineup.rows();
  for (const std::vector<std::size_t>& machines : rows) {
    const std::size_t i = machines.front();
    const Standing& standing = lineup.standings[i];
    const auto number = [&](const char* what, double value, std::string text, const char* unit, const char* key) {
      return say("{}", evidence.lined_up(lineup, i, fmt::format("{} of {}", what, lineup.name(i)), value, std::move(text), unit, key));
    };
    std::string over;
    for (const std::size_t by : standing.dominated_by)
      if (std::any_of(rows.begin(), rows.end(), [&](const auto& one) { return one.front() == by; }))
        over += (over.empty() ? "" : ", ") + lineup.name(by);
    table.rows.push_back(
        {say("{}", quoted(lineup.names(machines))), say("{}", quoted(standing.array())),
         number("speed at the first's area over the first's", standing.speedup, exact_times(standing.speedup), "ratio of times", "speedup"),
         number("energy at the first's area", standing.joules, fmt::format("{:.4g} mJ", standing.joules * 1e3), "J", "energy_J"),
         number("area, arrays with buffers", standing.own_area, square_millimetres(standing.own_area), "mm²", "own_area_mm2"),
         number("dropped share of the activations' sum of squares", standing.dropped_energy, exact_percent(standing.dropped_energy), "share",
                "dropped_energy_share"),
         say("{}", quoted(over.empty() ? "nobody" : over))});
  }
  return table;
}

/// Axes on which every curve ends as `kind` for the claim, or on which some do.
std::string axes_that(const std::vector<AxisFinding>& findings, Break kind) {
  std::string names;
  for (const AxisFinding& finding : findings) {
    if (!finding.plan.spared.empty()) continue;
    const auto is = [&](Break one) {
      return std::any_of(finding.curves.begin(), finding.curves.end(), [&](const AxisCurve& curve) { return curve.claim.kind == one; });
    };
    const Break worst = is(Break::Between) ? Break::Between : is(Break::AtOnce) ? Break::AtOnce : Break::Never;
    if (worst == kind) names += fmt::format("{}{}", names.empty() ? "" : ", ", finding.axis->name);
  }
  return names;
}

}  // namespace

Document compared(Laboratory& laboratory, const Lineup& lineup, const std::optional<Pair>& pair) {
  Evidence evidence(laboratory);
  Document document;
  if (pair) {
    say_pair(document, laboratory, *pair, evidence);
  } else {
    document.title = fmt::format("{} beside {} designs on {}", lineup.name(0), lineup.standings.size() - 1, lineup.setting.network);
    Section section{"Beside each other", {}};
    section.blocks.emplace_back(lineup_table(lineup, evidence));
    if (lineup.standings.size() > 2) section.blocks.emplace_back(pareto_chart(lineup, evidence));
    if (!lineup.not_run.empty()) {
      Bullets left;
      for (const NotRun& one : lineup.not_run) left.items.push_back(say("{} did not run: {}.", quoted(one.name), quoted(one.why)));
      section.blocks.emplace_back(std::move(left));
    }
    document.sections.push_back(std::move(section));
  }
  document.records = evidence.records();
  return document;
}

Document stressed(Laboratory& laboratory, const AxisCase& of, const std::vector<AxisFinding>& findings, const std::optional<Audit>& audit) {
  Evidence evidence(laboratory);
  Document document;
  document.title = fmt::format("{} against {}, axis by axis", of.contest.proposal.design().name, of.contest.baseline.design().name);
  document.summary.push_back(
      say("On {}, {}.", quoted(of.setting.network), quoted(of.claimed == 1 ? "to be faster" : fmt::format("for a claim of {}", times(of.claimed)))));
  const auto tell = [&](Break kind, auto words) {
    if (const std::string names = axes_that(findings, kind); !names.empty()) document.summary.push_back(words(quoted(names)));
  };
  tell(Break::Between, [](const Quoted& names) { return say("Breaks along {}.", names); });
  tell(Break::AtOnce, [](const Quoted& names) { return say("Missed from the start along {}.", names); });
  tell(Break::Never, [](const Quoted& names) { return say("Holds along {}.", names); });
  Section axes{"Axes", {}};
  Bullets spared;
  for (const AxisFinding& finding : findings) {
    if (finding.plan.spared.empty())
      axes.blocks.emplace_back(curve_chart(of, finding, evidence));
    else
      spared.items.push_back(say("{}: {}.", quoted(std::string(finding.axis->title)), quoted(finding.plan.spared)));
  }
  if (!axes.blocks.empty()) document.sections.push_back(std::move(axes));
  if (audit) document.sections.push_back({"Hidden assumptions", {waterfall_chart(*audit, evidence)}});
  if (!spared.items.empty()) document.sections.push_back({"Nothing to measure", {std::move(spared)}});
  document.records = evidence.records();
  return document;
}

}  // namespace skeptic
