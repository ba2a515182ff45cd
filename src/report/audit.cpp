#include "report/audit.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/style.h"
#include "stress/comparison.h"

namespace skeptic {
namespace {

constexpr int kWidth = 110, kBar = 32;

std::string command_of(const Trial& trial) { return Comparison{trial.contest.proposal, trial.contest.baseline, trial.setting}.command(); }

}  // namespace

std::string audit_text(const Audit& audit, bool colour) {
  const Style style{colour};
  std::string text =
      fmt::format("\n{}  {}\n", style.bold("Hidden assumptions"), style.faint("(taken away one by one, and together with those above)"));
  if (!audit.note.empty()) text += style.faint("  on " + audit.note) + "\n";
  double most = std::max({audit.claimed, audit.speedup, audit.at_equal_area, 1.0});
  std::size_t label = columns("as stated, at equal area");
  for (const AssumptionFinding& finding : audit.findings) {
    most = std::max(most, finding.speedup_together);
    label = std::max(label, columns(finding.row->name) + columns("without "));
  }
  text += fmt::format("  {}{}\n", std::string(label, ' '), style.faint("    alone together"));
  const auto row = [&](const std::string& name, const std::string& alone, double together, std::string_view note) {
    const std::string value = fmt::format("{:.2f}x", together);
    text += fmt::format("  {}{}{:>9}{}{}  {}", name, std::string(label - columns(name), ' '), alone, std::string(9 - columns(value), ' '),
                        together < 1               ? style.bad(value)
                        : together < audit.claimed ? style.warn(value)
                                                   : value,
                        style.bar(together / most, kBar));
    if (!note.empty()) text += fmt::format("  {}", style.faint(note));
    text += "\n";
  };
  row("claimed", "", audit.claimed, "");
  row("as stated", "", audit.speedup, "");
  for (const AssumptionFinding& finding : audit.findings)
    row(fmt::format("without {}", finding.row->name), fmt::format("{:.2f}x", finding.speedup_alone), finding.speedup_together,
        words(finding.dependence));
  row("all gone, at equal area", "", audit.at_equal_area, "");
  for (const AssumptionFinding& finding : audit.findings) {
    if (finding.dependence == Dependence::Unused) continue;
    std::string said = fmt::format("{}: {}; the proposal then takes {:.2f}x the cycles, the baseline {:.2f}x", finding.row->name,
                                   finding.row->without, finding.proposal_slower, finding.baseline_slower);
    const auto prunes = [&](std::string_view who, const Kept& kept) {
      if (kept.with != kept.without)
        said += fmt::format("; pruning keeps {:.1f} % of the magnitude of {} weights, not {:.1f} %", 100 * kept.without, who, 100 * kept.with);
    };
    prunes("the proposal's", finding.proposal_kept), prunes("the baseline's", finding.baseline_kept);
    if (!finding.note.empty()) said += "; " + finding.note;
    text += "    " + wrapped(said, kWidth, "      ", 4) + "\n";
  }
  const std::string needed = assumptions_that_are(audit, Dependence::Needed), broken = assumptions_that_are(audit, Dependence::Broken);
  if (!broken.empty())
    text += "    " +
            wrapped("the idea breaks " + broken + ": without it the speed-up is larger, so the baseline leans on it more", kWidth, "      ", 4) +
            "\n";
  if (!needed.empty())
    text += "    " + style.warn(wrapped(fmt::format("the claim needs {}: say so beside every number", needed), kWidth, "      ", 4)) + "\n";
  return text;
}

Json audit_json(const Audit& audit) {
  Json json{{"claimed_speedup", audit.claimed}, {"speedup", audit.speedup}, {"command", command_of(audit.start)}, {"assumptions", Json::array()}};
  if (!audit.note.empty()) json["on"] = audit.note;
  for (const AssumptionFinding& finding : audit.findings) {
    Json row{{"assumption", finding.row->name},
             {"assumes", finding.row->assumes},
             {"without", finding.row->without},
             {"is", name(finding.dependence)},
             {"speedup_alone", finding.speedup_alone},
             {"speedup_together", finding.speedup_together},
             {"proposal_cycles_ratio", finding.proposal_slower},
             {"baseline_cycles_ratio", finding.baseline_slower},
             {"proposal_weights_kept", {{"with", finding.proposal_kept.with}, {"without", finding.proposal_kept.without}}},
             {"baseline_weights_kept", {{"with", finding.baseline_kept.with}, {"without", finding.baseline_kept.without}}},
             {"command_alone", command_of(finding.alone)},
             {"command_together", command_of(finding.together)}};
    if (!finding.note.empty()) row["note"] = finding.note;
    json["assumptions"].push_back(std::move(row));
  }
  json["gain_at_equal_area"] = audit.at_equal_area;
  return json;
}

}  // namespace skeptic
