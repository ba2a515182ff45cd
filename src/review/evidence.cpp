#include "review/evidence.h"

#include <fmt/format.h>

#include <cmath>

#include "base/shell.h"
#include "design/hash.h"

namespace skeptic {

std::string times(double ratio) { return ratio >= 10 ? fmt::format("{:.1f}×", ratio) : fmt::format("{:.2f}×", ratio); }

std::string times_beside(double ratio, double threshold) {
  return times(ratio) == times(threshold) && ratio != threshold ? exact_times(ratio) : times(ratio);
}
std::string exact_times(double ratio) { return fmt::format("{:.3f}×", ratio); }

std::string exact_percent(double share) { return fmt::format("{:.2f} %", 100 * share); }

std::string percent(double share) {
  const double value = 100 * share;
  if (value != 0 && std::abs(value) < 0.05) return value > 0 ? "under 0.05 %" : "over -0.05 %";
  return std::abs(value) < 10 ? fmt::format("{:.1f} %", value) : fmt::format("{:.0f} %", value);
}

std::string square_millimetres(double area) { return fmt::format("{:.3g} mm²", area); }

Ref Evidence::add(Record record) {
  for (std::size_t i = 0; i < records_.size(); ++i)
    if (records_[i].what == record.what && records_[i].command == record.command && records_[i].text == record.text) return {i};
  records_.push_back(std::move(record));
  return {records_.size() - 1};
}

std::string Evidence::named(const Subject& subject) const { return fmt::format("{} ({})", subject.design().name, content_hash(subject.design())); }

Ref Evidence::simulated(const Subject& subject, const Setting& setting, std::string what, double value, std::string text, std::string unit,
                        const std::string& key) {
  return add({std::move(what),
              value,
              std::move(text),
              std::move(unit),
              Laboratory::command(subject, setting) + " --json -   # " + key,
              named(subject),
              setting.network,
              laboratory_.describe_inputs(setting),
              setting.seed,
              {}});
}

Ref Evidence::cycles(const Subject& subject, const Setting& setting) {
  const std::int64_t cycles = laboratory_.run(subject, setting).cycles();
  return simulated(subject, setting, fmt::format("cycles of {} on {}", subject.design().name, setting.network), static_cast<double>(cycles),
                   grouped(cycles) + " cycles", "cycles", "cycles");
}

Ref Evidence::share(const Subject& subject, const Setting& setting, const std::string& key, double value) {
  return simulated(subject, setting, fmt::format("{} of {} on {}, share of all lane slots", key, subject.design().name, setting.network), value,
                   percent(value), "share", "stack_share." + key);
}

Ref Evidence::compared(const Contest& contest, const Setting& setting, std::string what, double value, std::string text, std::string unit,
                       const std::string& key) {
  const Comparison comparison{contest.proposal, contest.baseline, setting};
  return add({std::move(what),
              value,
              std::move(text),
              std::move(unit),
              comparison.command() + " --json -   # " + key,
              named(contest.proposal) + ", " + named(contest.baseline),
              setting.network,
              laboratory_.describe_inputs(setting),
              setting.seed,
              {}});
}

Ref Evidence::along(const AxisCase& of, const AxisRow& axis, std::string what, double value, std::string text, std::string unit,
                    const std::string& key) {
  return add({std::move(what),
              value,
              std::move(text),
              std::move(unit),
              fmt::format("{} --json -   # {}", axis_command(of, axis), key),
              named(of.contest.proposal) + ", " + named(of.contest.baseline),
              of.setting.network,
              "drawn for the axis",
              of.setting.seed,
              {}});
}

Ref Evidence::measured_end(const AxisCase& of, const AxisFinding& finding, const std::string& networks, bool most) {
  const double value = most ? finding.real->most : finding.real->least;
  return add({fmt::format("{}: {} that measured inputs have", finding.axis->title, most ? "the most" : "the least"),
              value,
              fmt::format("{:.3g}", value),
              finding.axis->unit.empty() ? "" : std::string(finding.axis->unit.substr(finding.axis->unit.front() == ' ' ? 1 : 0)),
              fmt::format("{} --json -   # axes.0.measured.{}", axis_command(of, *finding.axis), most ? "most" : "least"),
              named(of.contest.proposal) + ", " + named(of.contest.baseline),
              networks,
              "measured on " + networks,
              of.setting.seed,
              {}});
}

Ref Evidence::at(const AxisCase& of, const AxisFinding& finding, const AxisCurve& curve, const CurvePoint& point) {
  const std::string name = fmt::format("{} at {}{}{}", finding.axis->title, finding.place(point.x), curve.label.empty() ? "" : ", ", curve.label);
  if (!point.trial)
    return along(of, *finding.axis, name, point.result, times_beside(point.result, 1), "ratio of times",
                 fmt::format("axes.0.curves.label={}.points.x={}.result", curve.label, point.x));
  const auto& [contest, setting] = *point.trial;
  if (finding.axis->watched == Watched::Kept)
    return simulated(contest.proposal, setting, name + ", share of the energy that is kept", point.result, exact_percent(point.result), "share",
                     "kept_energy_share");
  const bool by_area = finding.axis->watched == Watched::AreaGain;
  return compared(contest, setting, name, point.result, times_beside(point.result, 1), "ratio of times",
                  by_area ? "equal_area.arrays with buffers" : "speedup");
}

Ref Evidence::lined_up(const Lineup& lineup, std::size_t standing, std::string what, double value, std::string text, std::string unit,
                       const std::string& key) {
  return add({std::move(what),
              value,
              std::move(text),
              std::move(unit),
              fmt::format("{} --json -   # designs.{}.{}", lineup.command(), standing, key),
              named(lineup.standings.front().subject) + (standing == 0 ? "" : ", " + named(lineup.standings[standing].subject)),
              lineup.setting.network,
              laboratory_.describe_inputs(lineup.setting),
              lineup.setting.seed,
              {}});
}

Ref Evidence::speedup(const Comparison& comparison) {
  return compared({comparison.proposal, comparison.baseline}, comparison.setting,
                  fmt::format("speed-up of {} over {} on {}, batch {}", comparison.proposal.design().name, comparison.baseline.design().name,
                              comparison.setting.network, comparison.setting.images),
                  comparison.speedup(), times(comparison.speedup()), "ratio of times", "speedup");
}

Ref Evidence::accuracy(const Subject* subject, const Setting& setting, const Accuracy& found) {
  return add({fmt::format("top-1 of {}, {}, without retraining", setting.network,
                          subject == nullptr ? "nothing pruned" : "pruned as " + subject->design().name),
              found.share(),
              percent(found.share()),
              "share",
              trace_command(*setting.recipe(), subject) + " --json -   # top1",
              subject == nullptr ? "none" : named(*subject),
              setting.network,
              fmt::format("{} labelled inputs", found.labelled),
              0,
              {}});
}

std::string Evidence::cost_command(const Contest& contest) {
  std::string command = "skeptic cost " + contest.proposal.words() + " --against " + shell_word(contest.baseline.reference());
  for (const auto& [path, set] : contest.baseline.sets()) command += " --set-baseline " + shell_word(path + "=" + set);
  return command;
}

Ref Evidence::costed(const Contest& contest, std::string what, double value, std::string text, std::string unit, std::string source,
                     const std::string& key) {
  return add({std::move(what),
              value,
              std::move(text),
              std::move(unit),
              cost_command(contest) + " --json -   # " + key,
              named(contest.proposal) + ", " + named(contest.baseline),
              {},
              {},
              0,
              std::move(source)});
}

}  // namespace skeptic
