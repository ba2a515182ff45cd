// Of the stress test: the hidden assumptions.
#include <fmt/format.h>

#include <algorithm>

#include "review/objection.h"

namespace skeptic {
Objection of_assumptions(const CaseFile& file, Evidence& evidence) {
  const Audit& audit = *file.audit;
  const auto alone = [&](const AssumptionFinding& finding) {
    return say("{} ({})", quoted(std::string(finding.row->assumes)),
               evidence.compared(finding.alone.contest, finding.alone.setting, fmt::format("speed-up without {}", finding.row->name),
                                 finding.speedup_alone, times(finding.speedup_alone), "ratio of times", "speedup"));
  };
  std::vector<Sentence> needed, broken;
  Objection found{"hidden assumptions"};
  for (const AssumptionFinding& finding : audit.findings) {
    if (finding.dependence == Dependence::Needed)
      needed.push_back(alone(finding)), found.left = std::min(found.left, finding.speedup_alone / audit.speedup);
    if (finding.dependence == Dependence::Broken) broken.push_back(alone(finding));
  }
  const Ref stated = evidence.compared(audit.start.contest, audit.start.setting, "speed-up as stated, for the audit", audit.speedup,
                                       times(audit.speedup), "ratio of times", "speedup");
  const Trial& last = audit.last().together;
  const Ref rest = evidence.compared(last.contest, last.setting, "gain at equal area without any of the assumptions", audit.at_equal_area,
                                     times(audit.at_equal_area), "ratio of times", "equal_area.arrays with buffers");
  if (!broken.empty())
    found.text = say("Your baseline leans on what papers quietly assume more than {} does: take away that {}, and you gain, from {} as stated.",
                     file.own_name(), listed(broken), stated);
  if (!needed.empty()) {
    found.text =
        found.text + say("{} quietly needs that {}, from {} as stated; with everything of the kind gone and its area given to {} it is at {}.",
                         file.own_name(), listed(needed), stated, file.baseline_name(), rest);
    found.survive = say(" Show {} without it, or state it beside every number.", quoted(times(file.claimed)));
  } else if (broken.empty()) {
    found.text = say("No single hidden assumption carries {}: {} as stated, and {} with all of them gone and its area given to {}.", file.own_name(),
                     stated, rest, file.baseline_name());
  }
  return found;
}

void detail_assumptions(Section& section, const CaseFile& file, Evidence& evidence) {
  const Audit& audit = *file.audit;
  const auto speedup = [&](const Trial& trial, double gain, const std::string& what) {
    return say("{}", evidence.compared(trial.contest, trial.setting, what, gain, times(gain), "ratio of times", "speedup"));
  };
  section.detail(Paragraph{
      say("Each assumption taken away by itself and together with those above{}.", quoted(audit.note.empty() ? "" : ", on " + audit.note))});
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
  section.detail(table);
}

}  // namespace skeptic
