#include "review/gains.h"

#include <fmt/format.h>

namespace skeptic {

Ref gain_evidence(const CaseFile& file, const AreaGain& gain, Evidence& evidence) {
  const Contest contest{file.contest.proposal, file.equal_area.opponents[file.equal_area.strongest].subject};
  const std::string key(row(gain.denominator).key);
  return evidence.compared(contest, file.setting, "gain over the strongest static opponent at equal area, " + key, gain.gain,
                           times_beside(gain.gain, kWorthwhile), "ratio of times", "equal_area." + key);
}

Ref trial_gain(const CaseFile& file, const TwistTrial& trial, Evidence& evidence) {
  const Contest contest{trial.proposal, file.equal_area.opponents[file.equal_area.strongest].subject};
  return evidence.compared(contest, file.setting, fmt::format("gain at equal area (arrays with buffers), with the twist \"{}\"", trial.row->name),
                           trial.gain, times_beside(trial.gain, kWorthwhile), "ratio of times", "equal_area.arrays with buffers");
}

Ref twist_hardest(const CaseFile& file, Evidence& evidence) {
  const Contest contest{file.twist.best()->proposal, file.equal_area.opponents[file.equal_area.strongest].subject};
  const std::string key(row(file.twist_hardest->denominator).key);
  return evidence.compared(contest, file.setting, "gain of the best change over the strongest static opponent, " + key, file.twist_hardest->gain,
                           times_beside(file.twist_hardest->gain, kWorthwhile), "ratio of times", "equal_area." + key);
}

Ref added_area(const CaseFile& file, Evidence& evidence) {
  return evidence.costed(file.contest, "area that the proposal adds to its baseline", file.difference.added,
                         square_millimetres(file.difference.added), "mm²", "docs/cost.md", "over_baseline.added_mm2");
}

Ref added_share(const CaseFile& file, Evidence& evidence) {
  return evidence.costed(file.contest, "the same over the baseline's arrays and buffers", file.difference.share, percent(file.difference.share),
                         "share", "docs/cost.md", "over_baseline.share");
}

}  // namespace skeptic
