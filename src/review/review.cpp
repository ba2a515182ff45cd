#include "review/review.h"

#include <fmt/format.h>

#include "review/charts.h"
#include "review/gains.h"

namespace skeptic {
namespace {

/// What fits one screen: the claim, what was measured, what it costs, what breaks, what would help.
std::vector<Sentence> summary(const CaseFile& file, Evidence& evidence) {
  std::vector<Sentence> lines;
  const std::string claim =
      file.claim ? fmt::format("{} over {} on {}, batch {}", times(file.claimed), file.claim->over, file.claim->on, file.claim->batch) : "none";
  // What is not a paper is told before what it claims.
  if (file.prior.same) lines.push_back(known_structure(file.prior));
  lines.push_back(say("Claim: {}.", quoted(claim)));
  if (!file.prior.same) lines.push_back(structure_in_short(file));
  lines.push_back(
      say("Measured on {}, batch {}: {}.", quoted(file.network()), quoted(fmt::format("{}", file.setting.images)), evidence.speedup(file.measured)));
  if (file.harshest && file.harshest->proposal_cycles == file.measured.proposal_cycles && file.harshest->speedup() == file.measured.speedup())
    lines.back() = lines.back() + say("Its unknowns do not move that.");
  else if (file.harshest)
    lines.back() = lines.back() + say("That is with every unknown at its kindest; at their harshest {}.", evidence.speedup(*file.harshest));
  Sentence equal = say("At equal area, against {}:", quoted(file.equal_area.opponents[file.equal_area.strongest].title));
  for (std::size_t i = 0; i < file.equal_area.gains.size(); ++i) {
    const AreaGain& gain = file.equal_area.gains[i];
    equal = equal + (i + 1 == file.equal_area.gains.size()
                         ? say("{} ({}).", gain_evidence(file, gain, evidence), quoted(std::string(row(gain.denominator).key)))
                         : say("{} ({}),", gain_evidence(file, gain, evidence), quoted(std::string(row(gain.denominator).key))));
  }
  lines.push_back(equal);
  lines.push_back(say("Added area: {}, {} of the baseline's arrays and buffers.", added_area(file, evidence), added_share(file, evidence)));
  Sentence answers = say("Right answers without retraining, whole, as the baseline prunes, as you prune:");
  bool any = false;
  for (const MeasuredInputs& found : file.measured_inputs) {
    if (!found.whole || !found.baseline || !found.proposal) continue;
    const Comparison& comparison = found.comparison;
    answers = answers + say("{} {}, {}, {};", quoted(comparison.setting.network), evidence.accuracy(nullptr, comparison.setting, *found.whole),
                            evidence.accuracy(&comparison.baseline, comparison.setting, *found.baseline),
                            evidence.accuracy(&comparison.proposal, comparison.setting, *found.proposal));
    any = true;
  }
  if (any)
    lines.push_back(answers + say("small networks, see the stress test."));
  else if (!file.accuracy_unchanged)
    lines.push_back(say("Right answers: not looked at, because {}; static opponents that answer worse are not barred.", quoted(file.no_answers)));
  const SlotRow& loss = row(file.twist.largest_loss);
  lines.push_back(say("Largest loss on the array: {}, {}.", quoted(words(loss.slot)),
                      evidence.share(file.contest.proposal, file.setting, std::string(loss.key), file.twist.loss_share)) +
                  (file.broken == BrokenAxis::None ? Sentence{} : say("First to break: {}.", quoted(std::string(name(file.broken))))));
  return lines;
}

}  // namespace

Document word(Laboratory& laboratory, const CaseFile& file) {
  Evidence evidence(laboratory);
  Document review;
  review.title = fmt::format("{} against {}", file.contest.proposal.design().name, file.contest.baseline.design().name);
  const Verdict& judged = review.verdict.emplace(judge(file, evidence));
  review.summary = summary(file, evidence);
  review.summary.push_back(say("Rule: {}{}.", quoted(judged.rule),
                               quoted(!judged.flips() ? "; the verdict holds over what the area table leaves open"
                                                      : fmt::format("; over what the area table leaves open the verdict goes from {} to {}",
                                                                    name(judged.at_low), name(judged.at_high)))));
  review.sections = {mirror(file, evidence), novelty_gap(file, evidence), stress_test(file, evidence), twist(file, evidence)};
  Section verdict{"Verdict", {}};
  verdict.say(say_rule(file, judged, evidence));
  verdict.detail(
      Paragraph{say("The rules are written in {}; the number that they need first is the gain at equal area over the best static design, not the "
                    "speed-up.",
                    quoted("docs/verdict.md"))});
  review.sections.push_back(verdict);
  review.sections.push_back(questions(file, evidence));
  add_charts(review, laboratory, file, evidence);
  review.records = evidence.records();
  number_records(review);
  return review;
}

Document review(Laboratory& laboratory, const ReviewRequest& request) { return word(laboratory, investigate(laboratory, request)); }

}  // namespace skeptic
