#include "stress/comparison.h"

#include "base/shell.h"

namespace skeptic {

double seconds(const ResolvedDesign& design, std::int64_t cycles) { return static_cast<double>(cycles) / design.clock.value(); }

std::string Comparison::command() const {
  std::string text = "skeptic compare " + shell_word(proposal.reference()) + " " + shell_word(baseline.reference());
  for (const auto& [path, value] : proposal.sets()) text += " --set " + shell_word(path + "=" + value);
  for (const auto& [path, value] : baseline.sets()) text += " --set-baseline " + shell_word(path + "=" + value);
  return text + setting.flags();
}

Comparison compare(Laboratory& laboratory, const Contest& contest, const Setting& setting) {
  Comparison result{contest.proposal, contest.baseline, setting};
  result.proposal_cycles = laboratory.run(contest.proposal, setting).cycles();
  result.baseline_cycles = laboratory.run(contest.baseline, setting).cycles();
  result.proposal_seconds = seconds(resolve(contest.proposal.design()), result.proposal_cycles);
  result.baseline_seconds = seconds(resolve(contest.baseline.design()), result.baseline_cycles);
  return result;
}

}  // namespace skeptic
