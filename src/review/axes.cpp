// Of the stress test: every axis in a table, and an objection for each on which something breaks.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "review/crossing.h"
#include "review/objection.h"

namespace skeptic {
namespace {

/// What is left of the result at the first place, where the hardest way is worst; 1 where it falls nowhere.
double left_at_worst(const AxisFinding& finding) {
  const AxisCurve& curve = finding.hardest();
  const double start = curve.at(finding.plan.samples.front())->result;
  return start > 0 ? curve.worst().result / start : 1;
}

/// "up to 32 % (1.02×), again from 60 %"; "nowhere"; "everywhere".
Sentence where_it_holds(const CaseFile& file, const AxisFinding& finding, const BreakPoint& found, Evidence& evidence) {
  const AxisCurve& curve = finding.hardest();
  const auto at = [&](std::int64_t x) { return say("{} ({})", quoted(finding.place(x)), evidence.at(file.on_axes, finding, curve, *curve.at(x))); };
  switch (found.kind) {
    case Break::Never:
      return say("everywhere");
    case Break::AtOnce:
      return found.regained ? say("not at first, again at {}", at(*found.regained)) : say("nowhere");
    case Break::Between:
      if (found.regained) return say("up to {}, again at {}", at(found.last_good), at(*found.regained));
      return say("up to {}", at(found.last_good));
  }
  return {};
}

Table axes_table(const CaseFile& file, Evidence& evidence) {
  Table table{"Every axis until it breaks", {"axis", "first", "worst", "your claim holds", "you lead"}, {}};
  for (const AxisFinding& finding : file.axes) {
    if (!finding.plan.spared.empty()) continue;
    const AxisCurve& curve = finding.hardest();
    const CurvePoint &first = *curve.at(finding.plan.samples.front()), &worst = curve.worst();
    const std::string way = curve.label.empty() ? "" : ", " + curve.label;
    const bool two = curve.claim.threshold != curve.even.threshold;
    table.rows.push_back({say("{}", quoted(std::string(finding.axis->title) + way)), say("{}", evidence.at(file.on_axes, finding, curve, first)),
                          say("{} at {}", evidence.at(file.on_axes, finding, curve, worst), quoted(finding.place(worst.x))),
                          two ? where_it_holds(file, finding, curve.claim, evidence) : Sentence{},
                          where_it_holds(file, finding, curve.even, evidence)});
  }
  return table;
}

/// "imbalance takes 63 % of what you lose on the way (elements that wait for slower ones)"; nothing where the curve loses no cycles.
Sentence cause(const CaseFile& file, const AxisFinding& finding, const AxisCurve& curve, Evidence& evidence) {
  if (!curve.cause) return {};
  const SlotRow& slot = row(*curve.cause);
  if (*curve.cause == Slot::Useful && curve.cause_share > 0.995) return say("all of the cycles that come on top are products that must be computed");
  if (curve.cause_share > 0.995)
    return say("all that you lose on the way goes to {} ({})", quoted(words(slot.slot)), quoted(std::string(slot.meaning)));
  const std::string named = fmt::format("{}{}{}", finding.axis->title, curve.label.empty() ? "" : ", ", curve.label);
  return say("{} takes {} of what you lose on the way ({})", quoted(words(slot.slot)),
             evidence.along(file.on_axes, *finding.axis, fmt::format("share of the lost lane slots that {} takes: {}", slot.key, named),
                            curve.cause_share, percent(curve.cause_share), "share", fmt::format("axes.0.curves.label={}.cause.share", curve.label)),
             quoted(std::string(slot.meaning)));
}

/// Where measured inputs lie, in a clause.
Sentence measured(const CaseFile& file, const AxisFinding& finding, Evidence& evidence) {
  std::vector<std::string> networks;
  for (const RealInputs& inputs : file.real) networks.push_back(inputs.network);
  const std::string on = listed(networks);
  return say("inputs of {} lie from {} to {}{}", quoted(on), evidence.measured_end(file.on_axes, finding, on, false),
             evidence.measured_end(file.on_axes, finding, on, true), quoted(std::string(finding.axis->unit)));
}

/// A share of the lane slots below which nothing is said of it.
constexpr double kTells = 0.0005;

/// How often patterns change on networks that ran: the one on which it costs most.
Sentence switches(const CaseFile& file, Evidence& evidence) {
  const auto most = std::max_element(file.switches.begin(), file.switches.end(),
                                     [](const MeasuredSwitches& a, const MeasuredSwitches& b) { return a.share < b.share; });
  if (most == file.switches.end() || !most->busiest || most->share < kTells) return {};
  const Subject& proposal = file.contest.proposal;
  return say("On the inputs of {} that ran, patterns change {}, most often for its time in {}, and that takes {} of the lane slots",
             quoted(most->network),
             evidence.simulated(proposal, most->setting, "changes of pattern on the inputs of " + most->network, static_cast<double>(most->switches),
                                grouped(most->switches) + " times", "times", "switches"),
             quoted(most->busiest->layer), evidence.share(proposal, most->setting, "switch", most->share));
}

/// Something in lower case at the start: what stands behind a colon.
std::string lower(std::string text) {
  if (text.size() > 1 && !std::isupper(static_cast<unsigned char>(text[1]))) text[0] = static_cast<char>(std::tolower(text[0]));
  return text;
}

/// Among measured inputs the lowest result that a place of the curve has, over what it is held against; else how near to the axis's start it breaks.
double left(const AxisFinding& finding) {
  const AxisCurve& curve = finding.hardest();
  if (finding.breaks_in_reality()) {
    double lowest = 1;
    for (const CurvePoint& point : curve.points)
      if (static_cast<double>(point.x) <= finding.real->most) lowest = std::min(lowest, point.result / curve.claim.threshold);
    return std::min(lowest, 0.5);  // before everything that drawn tensors alone show
  }
  if (curve.even.kind == Break::AtOnce) return 0.9 + 0.1 * left_at_worst(finding);  // what is lost from the start, the claim's objection has told
  const BreakPoint& found = curve.even.kind == Break::Between ? curve.even : curve.claim;
  const std::vector<std::int64_t>& samples = finding.plan.samples;
  const auto before = std::count_if(samples.begin(), samples.end(), [&](std::int64_t x) { return x < found.first_bad; });
  return 0.6 + 0.3 * static_cast<double>(before) / static_cast<double>(samples.size());
}

/// What it would take: a number to hold, and how.
Sentence condition(const AxisFinding& finding) {
  const AxisCurve& curve = finding.hardest();
  const BreakPoint& broken = curve.even.kind == Break::Between ? curve.even : curve.claim;
  const Quoted lifts = quoted(std::string(finding.axis->lifts));
  const bool kept = finding.axis->watched == Watched::Kept;
  const Sentence hold = kept ? say("keep it") : say("reach {}", quoted(times(broken.threshold)));
  if (finding.breaks_in_reality()) return say("; it breaks among what was measured, so {} on all of it, and {}.", hold, lifts);
  if (broken.kind == Break::Between && !broken.regained && finding.plan.names.empty())
    return say("; to hold beyond {}, {}.", quoted(finding.place(broken.last_good)), lifts);
  if (broken.kind == Break::Between) return say("; to survive it, {} at {} too, and {}.", hold, quoted(finding.place(curve.worst().x)), lifts);
  return say("; to survive it, {} at {}, and {}.", hold, quoted(finding.place(finding.plan.samples.front())), lifts);
}

Objection objection(const CaseFile& file, const AxisFinding& finding, Evidence& evidence) {
  const AxisCurve& curve = finding.hardest();
  const std::string title(finding.axis->title);
  const bool named = !curve.label.empty();
  Objection found{lower(title), left(finding), {}, {}};
  Sentence text = named ? say("{}, {}: {}", quoted(title), quoted(curve.label), crossings(file.on_axes, finding, curve, evidence))
                        : say("{}: {}", quoted(title), crossings(file.on_axes, finding, curve, evidence));
  const Sentence why = cause(file, finding, curve, evidence);
  if (finding.real && !why.empty())
    text = say("{}; {}, and {}", text, why, measured(file, finding, evidence));
  else if (!why.empty() || finding.real)
    text = say("{}; {}", text, why.empty() ? measured(file, finding, evidence) : why);
  if (finding.axis->name == "switch-cost")
    if (const Sentence often = switches(file, evidence); !often.empty()) text = say("{}. {}", text, often);
  found.text = text;
  found.survive = condition(finding);
  return found;
}

/// Of the axes on which the proposal is behind from the start, those that leave less than this of it hurt; of the others, those on which it falls so
/// far below what it is held against.
constexpr double kHurts = 0.9, kEven = 0.98;

bool hurts(const AxisFinding& finding) {
  const AxisCurve& curve = finding.hardest();
  if (!finding.of_own()) return false;  // nobody proposed it
  if (curve.even.kind == Break::AtOnce) return left_at_worst(finding) < kHurts;
  if (finding.breaks_in_reality()) return true;
  const BreakPoint& found = curve.even.kind == Break::Between ? curve.even : curve.claim;
  return found.kind == Break::Between && curve.worst().result < kEven * found.threshold;
}

/// Of everything that holds, a clause each, as far as it is not the claim's matter.
Objection what_holds(const CaseFile& file, Evidence& evidence) {
  std::vector<Sentence> kept, nearly;
  std::vector<std::string> spared;
  for (const AxisFinding& finding : file.axes) {
    if (!finding.plan.spared.empty()) spared.push_back(lower(std::string(finding.axis->title)));
    if (!finding.plan.spared.empty() || !finding.of_own() || finding.hardest().even.kind == Break::AtOnce || hurts(finding)) continue;
    const CurvePoint& worst = finding.hardest().worst();
    const std::string on = finding.plan.note.empty() ? "" : ", on " + finding.plan.note;
    (finding.hardest().even.kind == Break::Never ? kept : nearly)
        .push_back(say("{} ({} at {}{})", quoted(lower(std::string(finding.axis->title))),
                       evidence.at(file.on_axes, finding, finding.hardest(), worst), quoted(finding.place(worst.x)), quoted(on)));
  }
  Objection found{"axes that hold"};
  if (!kept.empty()) found.text = say("You are nowhere behind along {}.", listed(kept));
  if (!nearly.empty()) found.text = found.text + say("You are hardly behind anywhere along {}.", listed(nearly));
  const Quoted nothing = quoted(listed(spared));
  if (!spared.empty())
    found.text = found.text + (file.unknowns.unknowns.empty()
                                   ? say("{} has nothing to vary in {}.", file.own_name(), nothing)
                                   : say("With its unknowns at their kindest {} has nothing to vary in {}.", file.own_name(), nothing));
  return found;
}

}  // namespace

std::vector<Objection> of_axes(const CaseFile& file, Evidence& evidence) {
  std::vector<Objection> found;
  for (const AxisFinding& finding : file.axes)
    if (finding.plan.spared.empty() && hurts(finding)) found.push_back(objection(file, finding, evidence));
  found.push_back(what_holds(file, evidence));
  return found;
}

void detail_axes(Section& section, const CaseFile& file, Evidence& evidence) {
  Sentence text = say("Every axis by itself, on the way along it that is hardest for you.");
  if (file.on_axes.setting.shapes > 0)
    text = text + say("The network is stood for by {} of its layers, the first of each of the largest shapes, so what is first can differ from the "
                      "figures of the whole; {} measures all of it.",
                      quoted(fmt::format("{}", file.on_axes.setting.shapes)), quoted("skeptic stress"));
  section.detail(Paragraph{text});
  section.detail(axes_table(file, evidence));
}

}  // namespace skeptic
