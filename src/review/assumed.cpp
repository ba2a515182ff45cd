// Of the stress test: the axes that measured inputs lie on, and the hidden assumptions.
#include <fmt/format.h>

#include "review/case_file.h"

namespace skeptic {
namespace {

Quoted quoted(std::string text) { return {std::move(text)}; }

std::string place(const AxisFinding& finding, double x) { return fmt::format("{:.3g}{}", x, finding.axis->unit); }

/// Where a curve crosses, with the evidence for both sides.
Sentence crossing(const AxisCase& of, const AxisFinding& finding, const AxisCurve& curve, const BreakPoint& found, const char* what,
                  Evidence& evidence) {
  const bool kept = finding.axis->watched == Watched::Kept;
  const auto place_of = [&](std::int64_t x) { return quoted(place(finding, static_cast<double>(x))); };
  const auto at = [&](std::int64_t x) {
    const CurvePoint& point = *curve.at(x);
    const std::string name = fmt::format("{} at {}", finding.axis->title, place(finding, static_cast<double>(x)));
    if (!point.trial)
      return evidence.along(of, *finding.axis, name + (curve.label.empty() ? "" : ", " + curve.label), point.result, times(point.result),
                            "ratio of times", fmt::format("axes.0.curves.label={}.points.x={}.result", curve.label, x));
    if (kept)
      return evidence.simulated(point.trial->contest.proposal, point.trial->setting, name + ", share of the energy that is kept", point.result,
                                exact_percent(point.result), "share", "dropped_energy_share, taken from 1");
    return evidence.compared(point.trial->contest, point.trial->setting, name, point.result, times(point.result), "ratio of times", "speedup");
  };
  switch (found.kind) {
    case Break::Never:
      return say("{} holds over the whole range.", quoted(what));
    case Break::AtOnce:
      return say("{} is missed from the start: {}.", quoted(what), at(finding.plan.samples.front()));
    case Break::Between:
      return say("{} holds up to {} ({}) and breaks at {} ({}).", quoted(what), place_of(found.last_good), at(found.last_good),
                 place_of(found.first_bad), at(found.first_bad));
  }
  return {};
}

Sentence axis_sentence(const CaseFile& file, const AxisFinding& finding, Evidence& evidence) {
  const AxisCase of{file.contest, file.setting, file.claimed};
  Sentence text = say("{}.", quoted(std::string(finding.axis->title)));
  for (const AxisCurve& curve : finding.curves) {
    if (!curve.label.empty()) text = text + say("For {}:", quoted(curve.label));
    text = text + crossing(of, finding, curve, curve.claim, finding.axis->watched == Watched::Kept ? "All of the energy" : "The claim", evidence);
    if (curve.claim.threshold != curve.even.threshold)
      text = text + crossing(of, finding, curve, curve.even, "Your lead over the baseline", evidence);
    if (curve.cause)
      text = text + say("What takes most of the lost cycles is {}.", quoted(std::string(kStack[static_cast<std::size_t>(*curve.cause)].key)));
  }
  std::string networks;
  for (const RealInputs& inputs : file.real) networks += (networks.empty() ? "" : " and ") + inputs.network;
  text = text + say("Measured inputs ({}) lie from {} to {}.", quoted(networks), quoted(place(finding, finding.real->least)),
                    quoted(place(finding, finding.real->most)));
  if (finding.breaks_in_reality()) return text + say("It breaks among them; to lift this, {}.", quoted(std::string(finding.axis->lifts)));
  return text + say("It does not break among them.");
}

}  // namespace

void say_axes(Section& section, const CaseFile& file, Evidence& evidence) {
  for (const AxisFinding& finding : file.axes)
    if (finding.plan.spared.empty()) section.say(axis_sentence(file, finding, evidence));
}

void say_assumptions(Section& section, const CaseFile& file, Evidence& evidence) {
  const Audit& audit = *file.audit;
  const auto speedup = [&](const Trial& trial, double gain, const std::string& what) {
    return say("{}", evidence.compared(trial.contest, trial.setting, what, gain, times(gain), "ratio of times", "speedup"));
  };
  Sentence text = say("Hidden assumptions. From your claim of {} to what is left, each taken away by itself and together with those above{}.",
                      quoted(times(audit.claimed)), quoted(audit.note.empty() ? "" : ", on " + audit.note));
  const std::string needed = assumptions_that_are(audit, Dependence::Needed), broken = assumptions_that_are(audit, Dependence::Broken);
  if (!broken.empty())
    text = text + say("You break {}: without it your speed-up is larger, so your baseline leans on it more than you, which is worth a sentence of "
                      "the abstract.",
                      quoted(broken));
  if (!needed.empty())
    text =
        text + say("You need {} while you claim generality. If you want this to survive peer review, show the claim without it, or state it beside "
                   "every number.",
                   quoted(needed));
  if (needed.empty()) text = text + say("None of them carries your claim; this objection is lifted.");
  section.say(text);
  Table table{"From the claim to what is left", {"without", "alone", "together", ""}, {}};
  table.rows.push_back({say("nothing"), speedup(audit.start, audit.speedup, "speed-up as stated, for the audit"),
                        speedup(audit.start, audit.speedup, "speed-up as stated, for the audit"), say("")});
  for (const AssumptionFinding& finding : audit.findings)
    table.rows.push_back(
        {say("{}", quoted(fmt::format("{}: {}", finding.row->name, finding.row->without))),
         speedup(finding.alone, finding.speedup_alone, fmt::format("speed-up without {}", finding.row->name)),
         speedup(finding.together, finding.speedup_together, fmt::format("speed-up without {} and what is above it", finding.row->name)),
         say("{}", quoted(std::string(words(finding.dependence))))});
  const Trial& last = audit.last().together;
  table.rows.push_back(
      {say("all of them, your area given to the baseline"), say(""),
       say("{}", evidence.compared(last.contest, last.setting, "gain at equal area without any of the assumptions", audit.at_equal_area,
                                   times(audit.at_equal_area), "ratio of times", "equal_area.arrays with buffers")),
       say("")});
  section.blocks.emplace_back(table);
}

}  // namespace skeptic
