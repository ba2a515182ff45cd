// Of the stress test: the hidden assumptions.
#include <fmt/format.h>

#include "review/case_file.h"

namespace skeptic {
namespace {

Quoted quoted(std::string text) { return {std::move(text)}; }

}  // namespace

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
