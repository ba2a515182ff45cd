#include "stress/comparison.h"

#include <cassert>

#include "base/shell.h"

namespace skeptic {

double seconds(const ResolvedDesign& design, std::int64_t cycles) { return static_cast<double>(cycles) / design.clock.value(); }

std::string Comparison::command() const {
  std::string text = "skeptic compare " + shell_word(proposal.reference()) + " " + shell_word(baseline.reference());
  for (const auto& [path, value] : proposal.sets()) text += " --set " + shell_word(path + "=" + value);
  for (const auto& [path, value] : baseline.sets()) text += " --set-baseline " + shell_word(path + "=" + value);
  return text + setting.flags();
}

std::vector<double> Comparison::speedups() const {
  assert(proposal_batches.size() == baseline_batches.size());
  const ResolvedDesign of_proposal = resolve(proposal.design()), of_baseline = resolve(baseline.design());
  std::vector<double> made;
  for (std::size_t i = 0; i < proposal_batches.size(); ++i)
    made.push_back(seconds(of_baseline, baseline_batches[i]) / seconds(of_proposal, proposal_batches[i]));
  return made;
}

Comparison compare(Laboratory& laboratory, const Contest& contest, const Setting& setting) {
  Comparison result{contest.proposal, contest.baseline, setting};
  const NetworkCounts& proposal = laboratory.run(contest.proposal, setting);
  result.proposal_cycles = proposal.cycles();
  result.proposal_batches = proposal.batch_cycles;
  result.proposal_open_loop = proposal.open_loop;
  result.proposal_pruned_by = proposal.pruned_by;
  result.inputs = proposal.inputs;
  const NetworkCounts& baseline = laboratory.run(contest.baseline, setting);
  result.baseline_cycles = baseline.cycles();
  result.baseline_batches = baseline.batch_cycles;
  result.baseline_open_loop = baseline.open_loop;
  result.baseline_pruned_by = baseline.pruned_by;
  result.proposal_seconds = seconds(resolve(contest.proposal.design()), result.proposal_cycles);
  result.baseline_seconds = seconds(resolve(contest.baseline.design()), result.baseline_cycles);
  return result;
}

}  // namespace skeptic
