// Of the stress test: every axis in a table, and a paragraph for those that break among measured inputs or hurt most.
#include <fmt/format.h>

#include <algorithm>

#include "review/case_file.h"

namespace skeptic {
namespace {

Quoted quoted(std::string text) { return {std::move(text)}; }

/// The way along an axis on which the proposal falls lowest.
const AxisCurve& hardest(const AxisFinding& finding) {
  return *std::min_element(finding.curves.begin(), finding.curves.end(),
                           [](const AxisCurve& a, const AxisCurve& b) { return a.worst().result < b.worst().result; });
}

/// What is left of the result at the first place, where the hardest way is worst; 1 where it falls nowhere.
double left_at_worst(const AxisFinding& finding) {
  const AxisCurve& curve = hardest(finding);
  const double start = curve.at(finding.plan.samples.front())->result;
  return start > 0 ? curve.worst().result / start : 1;
}

/// "up to 32 %, again from 60 %"; "nowhere"; "everywhere".
std::string where_it_holds(const AxisFinding& finding, const BreakPoint& found) {
  const std::string again = found.regained ? fmt::format("again at {}", finding.place(*found.regained)) : "";
  switch (found.kind) {
    case Break::Never:
      return "everywhere";
    case Break::AtOnce:
      return found.regained ? "not at first, " + again : "nowhere";
    case Break::Between:
      return fmt::format("up to {}{}{}", finding.place(found.last_good), again.empty() ? "" : ", ", again);
  }
  return {};
}

std::string measured_places(const AxisFinding& finding) {
  return finding.real ? fmt::format("{:.3g} to {:.3g}{}", finding.real->least, finding.real->most, finding.axis->unit) : "";
}

Table axes_table(const CaseFile& file, Evidence& evidence) {
  Table table{"Every axis until it breaks", {"axis", "first", "worst", "your claim holds", "you lead", "measured inputs"}, {}};
  for (const AxisFinding& finding : file.axes) {
    if (!finding.plan.spared.empty()) continue;
    const AxisCurve& curve = hardest(finding);
    const CurvePoint &first = *curve.at(finding.plan.samples.front()), &worst = curve.worst();
    const std::string way = curve.label.empty() ? "" : ", " + curve.label;
    table.rows.push_back({say("{}", quoted(std::string(finding.axis->title) + way)), say("{}", evidence.at(file.on_axes, finding, curve, first)),
                          say("{} at {}", evidence.at(file.on_axes, finding, curve, worst), quoted(finding.place(worst.x))),
                          say("{}", quoted(curve.claim.threshold == curve.even.threshold ? "" : where_it_holds(finding, curve.claim))),
                          say("{}", quoted(where_it_holds(finding, curve.even))), say("{}", quoted(measured_places(finding)))});
  }
  return table;
}

/// Where a curve crosses, with the evidence for both sides.
Sentence crossing(const CaseFile& file, const AxisFinding& finding, const AxisCurve& curve, const BreakPoint& found, const char* what,
                  Evidence& evidence) {
  const auto at = [&](std::int64_t x) { return evidence.at(file.on_axes, finding, curve, *curve.at(x)); };
  const auto place = [&](std::int64_t x) { return quoted(finding.place(x)); };
  Sentence text;
  switch (found.kind) {
    case Break::Never:
      return say("{} holds over the whole range, {} at its worst.", quoted(what), at(curve.worst().x));
    case Break::AtOnce:
      text = say("{} is missed from the start: {} at {}, and {} at {}.", quoted(what), at(finding.plan.samples.front()),
                 place(finding.plan.samples.front()), at(curve.worst().x), place(curve.worst().x));
      break;
    case Break::Between:
      text = say("{} holds up to {} ({}) and breaks at {} ({}).", quoted(what), place(found.last_good), at(found.last_good), place(found.first_bad),
                 at(found.first_bad));
      break;
  }
  return found.regained ? text + say("It holds again at {}.", place(*found.regained)) : text;
}

/// One way along an axis.
Sentence along(const CaseFile& file, const AxisFinding& finding, const AxisCurve& curve, Evidence& evidence) {
  Sentence text;
  if (!curve.label.empty()) text = say("For {}:", quoted(curve.label));
  const bool one = curve.claim.threshold == curve.even.threshold;
  const bool lost = !one && curve.claim.kind == Break::AtOnce && !curve.claim.regained;  // what matters then is the lead
  if (finding.axis->watched == Watched::Kept)
    text = text + crossing(file, finding, curve, curve.even, "The energy that your policy promises", evidence);
  else if (!one && !lost)
    text = text + crossing(file, finding, curve, curve.claim, "The claim", evidence);
  if (finding.axis->watched != Watched::Kept && (one || lost || curve.claim.kind != Break::Never))
    text = text + crossing(file, finding, curve, curve.even, "Your lead over the baseline", evidence);
  if (curve.cause) {
    const SlotRow& slot = kStack[static_cast<std::size_t>(*curve.cause)];
    text = text + say("What takes most of the lost cycles is {}: {}.", quoted(std::string(slot.key)), quoted(std::string(slot.meaning)));
  }
  return text;
}

Sentence axis_sentence(const CaseFile& file, const AxisFinding& finding, Evidence& evidence) {
  Sentence text = say("{}.", quoted(std::string(finding.axis->title)));
  const AxisCurve& worst = hardest(finding);
  text = text + along(file, finding, worst, evidence);
  if (finding.curves.size() > 1) {
    const AxisCurve& best = *std::max_element(finding.curves.begin(), finding.curves.end(),
                                              [](const AxisCurve& a, const AxisCurve& b) { return a.worst().result < b.worst().result; });
    if (best.worst().result > 1.02 * worst.worst().result) text = text + along(file, finding, best, evidence);
  }
  for (const std::string& note : finding.notes)
    if (note.starts_with("measured: ")) text = text + say("{}.", quoted("Measured" + note.substr(8)));
  if (finding.real) {
    std::string networks;
    for (const RealInputs& inputs : file.real) networks += (networks.empty() ? "" : " and ") + inputs.network;
    text = text + say("Measured inputs ({}) lie from {}.", quoted(networks), quoted(measured_places(finding)));
    if (!finding.breaks_in_reality()) return text + say("It does not break among them.");
    return text + say("It breaks among them; to lift this, {}.", quoted(std::string(finding.axis->lifts)));
  }
  return text + say("To lift this, {}.", quoted(std::string(finding.axis->lifts)));
}

/// Of the axes that inputs say nothing about, so many that hurt most have a paragraph; and what is left where they count as hurting.
constexpr std::size_t kTold = 4;
constexpr double kHurts = 0.9;

/// Those that measured inputs lie on, and the ones that hurt most; in the table's order.
std::vector<const AxisFinding*> told(const CaseFile& file) {
  std::vector<const AxisFinding*> hurting;
  for (const AxisFinding& finding : file.axes)
    if (finding.plan.spared.empty() && !finding.real && left_at_worst(finding) < kHurts) hurting.push_back(&finding);
  std::stable_sort(hurting.begin(), hurting.end(), [](const AxisFinding* a, const AxisFinding* b) { return left_at_worst(*a) < left_at_worst(*b); });
  hurting.resize(std::min(hurting.size(), kTold));
  std::vector<const AxisFinding*> chosen;
  for (const AxisFinding& finding : file.axes) {
    const bool hurts = std::find(hurting.begin(), hurting.end(), &finding) != hurting.end();
    if (finding.plan.spared.empty() && (finding.real || hurts)) chosen.push_back(&finding);
  }
  return chosen;
}

}  // namespace

void say_axes(Section& section, const CaseFile& file, Evidence& evidence) {
  std::string spared;
  for (const AxisFinding& finding : file.axes)
    if (!finding.plan.spared.empty()) spared += (spared.empty() ? "" : ", ") + std::string(finding.axis->name);
  Sentence text = say("Every axis, one at a time, on the way along it that is hardest for you.");
  if (file.on_axes.setting.shapes > 0)
    text = text + say("The network is stood for by {} layers, whose shapes have {} of its multiplications, so what is first can differ from the "
                      "figures of the whole; {} measures all of it.",
                      quoted(fmt::format("{}", file.on_axes.setting.shapes)), quoted(percent(file.axes_share)), quoted("skeptic stress"));
  if (!spared.empty()) text = text + say("Nothing in your design hangs on {}.", quoted(spared));
  section.say(text);
  section.blocks.emplace_back(axes_table(file, evidence));
  for (const AxisFinding* finding : told(file)) section.say(axis_sentence(file, *finding, evidence));
}

}  // namespace skeptic
