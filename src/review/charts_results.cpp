// Charts of what experiments found: areas, inputs, line-ups, axes, assumptions.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/numbers.h"
#include "base/shell.h"
#include "cost/cost.h"
#include "review/charts.h"
#include "review/crossing.h"

namespace skeptic {
namespace {

/// Samples so far apart that a linear axis would hide the first of them.
constexpr double kWide = 20;

/// The width of a bin: 1, 2 or 5 times a power of ten, for about `bins` of them.
double bin_width(double range, double bins) {
  double step = 1;
  while (step * bins > range) step /= 10;
  while (step * 10 * bins <= range) step *= 10;
  return range > 5 * step * bins ? 5 * step : range > 2 * step * bins ? 2 * step : step;
}

/// The letters and digits of a name, for an id.
std::string in_id(const std::string& text) {
  std::string id;
  for (const char c : text)
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
      id += c;
    else if (!id.empty() && id.back() != '-')
      id += '-';
  return id;
}

std::string watched_title(const AxisFinding& finding) {
  switch (finding.axis->watched) {
    case Watched::Speedup:
      return "speed-up";
    case Watched::AreaGain:
      return "gain at equal area";
    case Watched::Kept:
      return "energy kept";
  }
  return {};
}

}  // namespace

Chart area_chart(const Contest& contest, Evidence& evidence) {
  const auto [proposal_name, baseline_name] = names_of(contest);
  const Inventory baseline = inventory(resolve(contest.baseline.design())), proposal = inventory(resolve(contest.proposal.design()));
  const Area areas[2] = {area(baseline), area(proposal)};
  Chart chart{.kind = ChartKind::Bars, .id = "area", .title = "Area, by what it is for"};
  chart.x = {"group of parts", "", Scale::Categories};
  chart.y = {"area", " mm²", Scale::Linear};
  chart.series = {{baseline_name, {}, SeriesRole::Data, {}}, {proposal_name, {}, SeriesRole::Data, {}}};
  for (const GroupRow& group : kGroups) {
    if (areas[0][group.group] == 0 && areas[1][group.group] == 0) continue;
    const auto x = static_cast<double>(chart.x.categories.size());
    chart.x.categories.emplace_back(group.key);
    for (int side = 0; side < 2; ++side) chart.series[static_cast<std::size_t>(side)].points.push_back({x, areas[side][group.group], {}, {}});
    chart.alternative +=
        fmt::format("{}{} {:.3g} and {:.3g}", chart.alternative.empty() ? "" : ", ", group.key, areas[0][group.group], areas[1][group.group]);
  }
  chart.alternative = fmt::format("Square millimetres of {} and of {}: {}. In total {:.3g} and {:.3g}.", baseline_name, proposal_name,
                                  chart.alternative, areas[0].arrays_and_buffers, areas[1].arrays_and_buffers);
  const Difference added = difference(baseline, proposal);
  chart.caption = say("{} adds {} to {}.", quoted(proposal_name),
                      evidence.costed(contest, "area that the proposal adds to its baseline", added.added, square_millimetres(added.added), "mm²",
                                      "docs/cost.md", "over_baseline.added_mm2"),
                      quoted(baseline_name));
  chart.commands = {Evidence::cost_command(contest) + " --json -   # parts and over_baseline.parts"};
  return chart;
}

std::optional<Chart> inputs_chart(const Comparison& comparison, double claimed, Evidence& evidence) {
  std::vector<double> speedups = comparison.speedups();
  if (speedups.size() < 2) return std::nullopt;
  std::sort(speedups.begin(), speedups.end());
  const std::string& network = comparison.setting.network;
  Chart chart{.kind = ChartKind::Histogram, .id = "inputs-" + in_id(network), .title = "Speed-up by input, " + network};
  const double step = bin_width(std::max(speedups.back() - speedups.front(), 0.01), 16);
  chart.x = {"speed-up", "×", Scale::Linear, {}, step};
  chart.y = {"inputs", "", Scale::Linear};
  ChartSeries bins{"inputs", {}, SeriesRole::Data, {}};
  const double first = std::floor(speedups.front() / step), last = std::floor(speedups.back() / step);
  for (double bin = first; bin <= last; ++bin)
    bins.points.push_back(
        {bin * step,
         static_cast<double>(std::count_if(speedups.begin(), speedups.end(), [&](double one) { return std::floor(one / step) == bin; })),
         {},
         {}});
  chart.series = {bins};
  const Distribution<double> found = distribution(comparison.speedups());
  chart.marks = {{MarkKind::Place, "median", found.p50, 0}, {MarkKind::Place, "baseline", 1, 0}};
  if (claimed != 1) chart.marks.push_back({MarkKind::Place, "claim", claimed, 0});
  const auto of = [&](const char* key, const char* what, double value) {
    return evidence.compared({comparison.proposal, comparison.baseline}, comparison.setting, fmt::format("{}, over the inputs of {}", what, network),
                             value, times(value), "ratio of times", fmt::format("speedup_of_batch.{}", key));
  };
  chart.caption =
      say("The median input is at {}, the slowest at {}.", of("p50", "median speed-up", found.p50), of("min", "least speed-up", found.min));
  chart.alternative = fmt::format("How many of {} inputs are at which speed-up: from {} to {}, the median at {}.", speedups.size(), times(found.min),
                                  times(found.max), times(found.p50));
  chart.commands = {comparison.command() + " --json -   # batch_speedups"};
  chart.small = true;
  return chart;
}

Chart pareto_chart(const Lineup& lineup, Evidence& evidence) {
  Chart chart{.kind = ChartKind::Scatter, .id = "pareto", .title = "Speed against area, beside the library"};
  chart.x = {"area, arrays with buffers", " mm²", Scale::Logarithmic};
  const std::string own = lineup.name(0);
  chart.y = {"speed over " + own, "×", Scale::Logarithmic};
  const Standing& first = lineup.standings.front();
  const double base = seconds(resolve(first.subject.design()), first.own_cycles);
  ChartSeries yours{own, {}, SeriesRole::Data, {}}, others{"drops no more", {}, SeriesRole::Data, {}},
      droppers{"drops more", {}, SeriesRole::Aside, {}}, front{"front", {}, SeriesRole::Bound, {}};
  std::vector<ChartPoint> compared;
  for (const std::vector<std::size_t>& row : lineup.rows()) {
    const Standing& standing = lineup.standings[row.front()];
    const ChartPoint point{standing.own_area, base / seconds(resolve(standing.subject.design()), standing.own_cycles), {}, lineup.names(row)};
    const bool more = standing.dropped_energy > first.dropped_energy || standing.dropped_magnitude > first.dropped_magnitude;
    (row.front() == 0 ? yours : more ? droppers : others).points.push_back(point);
    if (!more) compared.push_back(point);
  }
  std::sort(compared.begin(), compared.end(), [](const ChartPoint& a, const ChartPoint& b) { return a.x != b.x ? a.x < b.x : a.y > b.y; });
  std::string named;
  bool on_front = false;
  for (const ChartPoint& point : compared) {
    if (!front.points.empty() && point.y <= front.points.back().y) continue;
    front.points.push_back(point);
    named += (named.empty() ? "" : ", ") + point.label;
    on_front = on_front || point.label == yours.points.front().label;
  }
  for (ChartSeries* series : {&yours, &others, &droppers, &front})
    if (!series->points.empty()) chart.series.push_back(std::move(*series));
  chart.caption =
      say("Each design as it is, its own array at its own clock, on the layers that stand for the network; further left is smaller, higher is "
          "faster. You have {}.",
          evidence.lined_up(lineup, 0, fmt::format("area of {} as it is, arrays with buffers", own), first.own_area,
                            square_millimetres(first.own_area), "mm²", "own_area_mm2")) +
      (on_front ? say("In speed and area alone, energy apart, you are on the front of what drops no more than you: {}.", quoted(named))
                : say("In speed and area alone, energy apart, you are behind the front of what drops no more than you: {}.", quoted(named)));
  chart.alternative = fmt::format("{} designs by area and speed. On the front of those that drop no more than {}: {}.", compared.size(), own, named);
  chart.commands = {lineup.command() + " --json -   # designs.own_area_mm2 and designs.own_cycles"};
  return chart;
}

Chart curve_chart(const AxisCase& of, const AxisFinding& finding, Evidence& evidence) {
  const AxisRow& axis = *finding.axis;
  const bool kept = axis.watched == Watched::Kept;
  const double scale = kept ? 100 : 1;
  const std::vector<std::int64_t>& samples = finding.plan.samples;
  Chart chart{.kind = ChartKind::Lines, .id = "axis-" + std::string(axis.name), .title = std::string(axis.title)};
  chart.x = {std::string(axis.varies), std::string(axis.unit), Scale::Linear};
  chart.y = {watched_title(finding), kept ? " %" : "×", Scale::Linear};
  const bool named = !finding.plan.names.empty();
  if (named) {
    chart.x.scale = Scale::Categories;
    for (const std::int64_t x : samples) chart.x.categories.push_back(finding.place(x));
  } else if (samples.size() > 2 && samples.front() >= 0) {
    const std::int64_t least = samples[0] > 0 ? samples[0] : samples[1];
    if (static_cast<double>(samples.back()) > kWide * static_cast<double>(least)) chart.x.scale = Scale::Logarithmic;
  }
  const auto place = [&](std::int64_t x) -> std::optional<double> {
    if (!named) return static_cast<double>(x);
    const auto at = std::find(samples.begin(), samples.end(), x);
    if (at == samples.end()) return std::nullopt;
    return static_cast<double>(at - samples.begin());
  };
  const auto level = [&](const BreakPoint& found, const char* label) {
    const auto same = [&](const ChartMark& mark) { return mark.kind == MarkKind::Level && mark.at == scale * found.threshold; };
    if (std::none_of(chart.marks.begin(), chart.marks.end(), same)) chart.marks.push_back({MarkKind::Level, label, scale * found.threshold, 0});
  };
  for (const AxisCurve& curve : finding.curves) {
    ChartSeries series{curve.label, {}, SeriesRole::Data, {}};
    for (const CurvePoint& point : curve.points)
      if (const std::optional<double> x = place(point.x); x && std::isfinite(point.result))
        series.points.push_back({*x, scale * point.result, {}, {}});
    chart.series.push_back(std::move(series));
    const char* claim = kept ? "all kept" : of.claimed == 1 || axis.watched == Watched::AreaGain ? "baseline" : "claim";
    level(curve.claim, claim);
    if (curve.even.threshold != curve.claim.threshold) level(curve.even, kept ? "as much as the baseline" : "baseline");
    for (const BreakPoint* found : {&curve.claim, &curve.even}) {
      if (found->kind != Break::Between) continue;
      const CurvePoint* point = curve.at(found->first_bad);
      const std::optional<double> x = place(found->first_bad);
      if (point == nullptr || !x || (found == &curve.even && curve.even.threshold == curve.claim.threshold)) continue;
      chart.marks.push_back({MarkKind::Break, fmt::format("breaks at {}", finding.place(found->first_bad)), *x, scale * point->result});
    }
    const std::string who = curve.label.empty() ? "" : curve.label + ": ";
    chart.alternative +=
        fmt::format("{}{}{} at {}, {} at {}.", chart.alternative.empty() ? "" : " ", who,
                    kept ? percent(curve.points.front().result) : times(curve.points.front().result), finding.place(curve.points.front().x),
                    kept ? percent(curve.points.back().result) : times(curve.points.back().result), finding.place(curve.points.back().x));
  }
  // Of several curves the one that falls lowest is told; the others are drawn.
  const AxisCurve& lowest = finding.hardest();
  chart.caption = finding.curves.size() > 1 ? say("For {}, the lowest: {}.", quoted(lowest.label), crossings(of, finding, lowest, evidence))
                                            : say("Here {}.", crossings(of, finding, lowest, evidence));
  if (finding.real && !named) {
    chart.marks.push_back({MarkKind::Range, "measured inputs", finding.real->least, finding.real->most});
    chart.caption = chart.caption + (finding.breaks_in_reality() ? say("Measured inputs lie at the break or beyond it.")
                                                                 : say("Measured inputs lie where it holds."));
    chart.alternative +=
        fmt::format(" Measured inputs lie from {:.3g}{} to {:.3g}{}.", finding.real->least, axis.unit, finding.real->most, axis.unit);
  }
  chart.commands = {axis_command(of, axis) + " --json -   # axes.0.curves"};
  chart.small = true;
  return chart;
}

Chart waterfall_chart(const Audit& audit, Evidence& evidence) {
  Chart chart{.kind = ChartKind::Waterfall, .id = "assumptions", .title = "From the claim to what is left"};
  chart.x = {"taken away, together with what is above", "", Scale::Categories};
  chart.y = {"speed-up", "×", Scale::Linear};
  ChartSeries levels{"level", {}, SeriesRole::Data, {}}, steps{"without", {}, SeriesRole::Step, {}};
  const auto add = [&](ChartSeries& series, const std::string& name, double value) {
    series.points.push_back({static_cast<double>(chart.x.categories.size()), value, {}, {}});
    chart.x.categories.push_back(name);
    chart.alternative += fmt::format("{}{} {}", chart.alternative.empty() ? "" : ", ", name, times(value));
  };
  add(levels, audit.claimed == 1 ? "to be beaten" : "claimed", audit.claimed);
  add(levels, "as stated", audit.speedup);
  for (const AssumptionFinding& finding : audit.findings) add(steps, "without " + std::string(finding.row->name), finding.speedup_together);
  add(levels, "all gone, at equal area", audit.at_equal_area);
  chart.alternative = "Bars from level to level: " + chart.alternative + ".";
  chart.series = {levels, steps};
  chart.marks = {{MarkKind::Level, "baseline", 1, 0}};
  const Trial& last = audit.last().together;
  chart.caption = say("As stated {}; with every assumption gone and your area given to the baseline {}.",
                      evidence.compared(audit.start.contest, audit.start.setting, "speed-up as stated, for the audit", audit.speedup,
                                        times(audit.speedup), "ratio of times", "speedup"),
                      evidence.compared(last.contest, last.setting, "gain at equal area without any of the assumptions", audit.at_equal_area,
                                        times(audit.at_equal_area), "ratio of times", "equal_area.arrays with buffers"));
  const auto command = [](const Trial& trial) {
    return Comparison{trial.contest.proposal, trial.contest.baseline, trial.setting}.command() + " --json -   # ";
  };
  chart.commands = {command(audit.start) + "speedup"};
  for (const AssumptionFinding& finding : audit.findings)
    if (const std::string repeats = command(finding.together) + "speedup"; repeats != chart.commands.back()) chart.commands.push_back(repeats);
  chart.commands.back() += " and equal_area.arrays with buffers";
  return chart;
}

}  // namespace skeptic
