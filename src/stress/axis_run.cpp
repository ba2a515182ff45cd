#include "stress/axis_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <future>
#include <map>
#include <memory>
#include <span>

#include "base/numbers.h"
#include "base/shell.h"
#include "stress/equal_area.h"

namespace skeptic {
namespace {

double watched(Laboratory& laboratory, const AxisRow& axis, const Trial& trial) {
  switch (axis.watched) {
    case Watched::Speedup:
      return compare(laboratory, trial.contest, trial.setting).speedup();
    case Watched::AreaGain:
      return gain_at_equal_area(laboratory, trial.contest, trial.setting);
    case Watched::Kept:
      return 1 - laboratory.run(trial.contest.proposal, trial.setting).dropped_energy_share();
  }
  return 0;
}

/// The slot that grew most, in lane slots, from one point to another; nothing where the proposal has lost no cycles.
void find_cause(AxisCurve& curve, bool more_lanes) {
  const CurvePoint &from = curve.best(), &to = curve.worst();
  const std::int64_t lost = to.stack.total() - from.stack.total();
  if (lost <= 0 || (from.lanes != to.lanes && !more_lanes)) return;
  for (const SlotRow& row : kStack) {
    const std::int64_t grown = to.stack[row.slot] - from.stack[row.slot];
    if (grown <= 0 || (curve.cause && grown <= to.stack[*curve.cause] - from.stack[*curve.cause])) continue;
    curve.cause = row.slot;
    curve.cause_share = static_cast<double>(grown) / static_cast<double>(lost);
  }
}

}  // namespace

const CurvePoint* AxisCurve::at(std::int64_t x) const {
  const auto found = std::find_if(points.begin(), points.end(), [&](const CurvePoint& point) { return point.x == x; });
  return found == points.end() ? nullptr : &*found;
}

const CurvePoint& AxisCurve::worst() const {
  return *std::min_element(points.begin(), points.end(), [](const CurvePoint& a, const CurvePoint& b) { return a.result < b.result; });
}

const CurvePoint& AxisCurve::best() const {
  return *std::max_element(points.begin(), points.end(), [](const CurvePoint& a, const CurvePoint& b) { return a.result < b.result; });
}

namespace {

bool among(const BreakPoint& found, const RealRange& real) {
  return found.kind == Break::AtOnce || (found.kind == Break::Between && static_cast<double>(found.first_bad) <= real.most);
}

}  // namespace

std::string AxisFinding::place(std::int64_t x) const {
  const auto found = std::find(plan.samples.begin(), plan.samples.end(), x);
  const auto index = static_cast<std::size_t>(found - plan.samples.begin());
  const bool named = index < plan.names.size();
  const std::string name = named ? plan.names[index] : grouped(x);
  // Names that are numbers have the axis's unit too.
  if (named && !std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isdigit(c) != 0; })) return name;
  std::string unit(axis->unit);
  if (name == "1")
    for (const std::string_view many : {" cycles", " arrays"})
      if (unit.starts_with(many)) unit.erase(many.size() - 1, 1);
  return name + unit;
}

bool AxisFinding::breaks_in_reality() const {
  return real && std::any_of(curves.begin(), curves.end(),
                             [&](const AxisCurve& curve) { return among(curve.claim.kind == Break::AtOnce ? curve.even : curve.claim, *real); });
}

bool AxisFinding::loses_in_reality() const {
  return real && std::any_of(curves.begin(), curves.end(), [&](const AxisCurve& curve) { return among(curve.even, *real); });
}

std::optional<double> AxisFinding::margin() const {
  std::optional<double> least;
  for (const AxisCurve& curve : curves) {
    const BreakPoint& found = curve.claim.kind == Break::AtOnce ? curve.even : curve.claim;
    if (!real || found.kind != Break::Between) continue;
    const double one = static_cast<double>(found.first_bad) - real->most;
    least = std::min(least.value_or(one), one);
  }
  return least;
}

bool AxisFinding::of_own() const {
  return std::any_of(curves.begin(), curves.end(), [](const AxisCurve& curve) { return curve.own; });
}

const AxisCurve& AxisFinding::hardest() const {
  return *std::min_element(curves.begin(), curves.end(), [](const AxisCurve& a, const AxisCurve& b) {
    return a.own != b.own ? a.own : a.worst().result < b.worst().result;
  });
}

std::string axis_command(const AxisCase& of, const AxisRow& axis) {
  std::string text = "skeptic stress " + shell_word(of.contest.proposal.reference()) + " " + shell_word(of.contest.baseline.reference());
  for (const auto& [path, value] : of.contest.proposal.sets()) text += " --set " + shell_word(path + "=" + value);
  for (const auto& [path, value] : of.contest.baseline.sets()) text += " --set-baseline " + shell_word(path + "=" + value);
  return text + fmt::format(" --axis {}{}", axis.name, of.setting.flags());
}

AxisFinding run_axis(Laboratory& laboratory, const AxisRow& axis, const AxisCase& of, const std::vector<RealInputs>& real) {
  AxisFinding finding{&axis, axis.plan(of), {}, {}, {}};
  for (const RealInputs& inputs : real) {
    if (axis.real == nullptr) break;
    const RealRange range = axis.real(inputs);
    if (!finding.real) finding.real = range;
    finding.real->least = std::min(finding.real->least, range.least), finding.real->most = std::max(finding.real->most, range.most);
  }
  for (const AxisWay& way : finding.plan.ways) {
    AxisCurve curve;
    curve.label = way.label, curve.own = way.own;
    std::map<std::int64_t, CurvePoint> known;
    const auto result = [&](std::int64_t x) {
      const auto found = known.find(x);
      if (found != known.end()) return found->second.result;
      CurvePoint point;
      point.x = x;
      if (way.measure) {
        static_cast<AxisResult&>(point) = way.measure(laboratory, x);
      } else {
        point.trial = way.at(x);
        point.result = watched(laboratory, axis, *point.trial);
        const NetworkCounts& counts = laboratory.run(point.trial->contest.proposal, point.trial->setting);
        point.stack = counts.stack(), point.lanes = counts.lanes, point.starved = counts.starved_elements();
        point.proposal_cycles = counts.cycles();
        if (axis.watched != Watched::Kept) point.baseline_cycles = laboratory.run(point.trial->contest.baseline, point.trial->setting).cycles();
      }
      return known.emplace(x, std::move(point)).first->second.result;
    };
    for (const std::int64_t x : finding.plan.samples) result(x);
    const double claimed = axis.watched == Watched::Speedup && finding.plan.of_network ? of.claimed : finding.plan.even.value_or(1);
    curve.claim = find_break(finding.plan.samples, finding.plan.continuous, claimed, result);
    curve.even = find_break(finding.plan.samples, finding.plan.continuous, finding.plan.even.value_or(1), result);
    for (auto& [x, point] : known) curve.points.push_back(std::move(point));
    find_cause(curve, finding.plan.more_lanes);
    finding.curves.push_back(std::move(curve));
  }
  if (finding.plan.lines) finding.notes = finding.plan.lines(laboratory);
  return finding;
}

namespace {

/// Whether everything that an axis compares is on the tensors of the case.
bool on_own_tensors(const AxisRow& axis, const AxisCase& of) {
  const AxisPlan plan = axis.plan(of);
  return std::all_of(plan.ways.begin(), plan.ways.end(),
                     [&](const AxisWay& way) { return way.at && way.at(plan.samples.front()).setting == of.setting; });
}

}  // namespace

std::vector<AxisFinding> run_axes(Laboratory& laboratory, const AxisCase& of, const std::vector<RealInputs>& real,
                                  const std::function<void(const AxisRow&, double)>& report) {
  const std::span<const AxisRow> rows = axes();
  std::vector<std::size_t> own, drawn;
  for (std::size_t i = 0; i < rows.size(); ++i) (on_own_tensors(rows[i], of) ? own : drawn).push_back(i);
  std::vector<AxisFinding> findings(rows.size());
  const std::unique_ptr<Laboratory> aside = laboratory.beside();
  std::future<void> beside = std::async(std::launch::async, [&] {
    for (const std::size_t i : drawn) findings[i] = run_axis(*aside, rows[i], of, real);
  });
  for (std::size_t i = 0; i < own.size(); ++i) {
    report(rows[own[i]], static_cast<double>(i) / static_cast<double>(own.size()));
    findings[own[i]] = run_axis(laboratory, rows[own[i]], of, real);
  }
  beside.get();
  return findings;
}

}  // namespace skeptic
