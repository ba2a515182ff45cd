// The verdict: the facts that decide, the rule that fires, and why.
#include <fmt/format.h>

#include <algorithm>

#include "review/gains.h"

namespace skeptic {
namespace {

const AreaGain& hardest(const CaseFile& file) {
  return *std::min_element(file.equal_area.gains.begin(), file.equal_area.gains.end(),
                           [](const AreaGain& a, const AreaGain& b) { return a.gain < b.gain; });
}

const AreaGain& kindest(const CaseFile& file) {
  return *std::max_element(file.equal_area.gains.begin(), file.equal_area.gains.end(),
                           [](const AreaGain& a, const AreaGain& b) { return a.gain < b.gain; });
}

Answers answers_of(const CaseFile& file) {
  if (file.accuracy_unchanged) return Answers::Same;
  bool told = false, held = true;
  for (const MeasuredInputs& found : file.measured_inputs) {
    if (!found.whole || !found.baseline || !found.proposal) continue;
    told = true;
    if (found.proposal->share() < found.baseline->share() - kAccuracyMargin) return Answers::Worse;
    held = held && found.baseline->share() >= found.whole->share() - kBaselineBroken;
  }
  return told && held ? Answers::Held : Answers::Unproven;
}

Ref other_gain(const CaseFile& file, Evidence& evidence, const char* what, double gain, const char* key) {
  const Contest contest{file.contest.proposal, file.equal_area.opponents[file.equal_area.strongest].subject};
  return evidence.compared(contest, file.setting, std::string(what) + ", over the strongest static opponent", gain, times(gain), "ratio of times",
                           key);
}

Ref power_gain(const CaseFile& file, Evidence& evidence) {
  return other_gain(file, evidence, "gain at equal peak power", file.other_gains.power, "equal_power");
}

Ref energy_delay(const CaseFile& file, Evidence& evidence) {
  return other_gain(file, evidence, "gain in energy-delay", file.other_gains.energy_delay, "energy_delay");
}

/// Why it never pays: what it costs, or where nothing is added, what it loses.
Sentence never_justified(const CaseFile& file, Evidence& evidence) {
  constexpr double kAdded = 0.05;  // of the baseline's arrays and buffers; less decides nothing
  if (file.difference.share < kAdded)
    return say("what {} loses to {} ({} of the lane slots) will never justify deployment", file.own_name(), quoted(words(file.twist.largest_loss)),
               evidence.share(file.contest.proposal, file.setting, std::string(row(file.twist.largest_loss).key), file.twist.loss_share));
  if (file.other_gains.power < 1)
    return say("the area and the power of {} ({} at equal peak power) will never justify deployment", file.own_name(), power_gain(file, evidence));
  return say("the area of {} will never justify deployment", file.own_name());
}

/// What the rule that fired says, of the numbers that made it fire.
Sentence because(const CaseFile& file, const VerdictFacts& facts, const VerdictRow& rule, Evidence& evidence) {
  const AreaGain &hard = hardest(file), &kind = kindest(file);
  const TwistTrial* best = file.twist.best();
  const Quoted own = file.own_name();
  if (rule.name == "copy")
    return say(
        "At equal area it is at {} of the strongest static opponent, under the kindest denominator, and that is its authors'; nothing in it is "
        "yours to fix.",
        gain_evidence(file, kind, evidence));
  if (rule.name == "denominator")
    return say("The verdict depends on the denominator: {} under {}, {} under {}. Say which one your chip is, and defend it.",
               gain_evidence(file, hard, evidence), quoted(std::string(row(hard.denominator).key)), gain_evidence(file, kind, evidence),
               quoted(std::string(row(kind.denominator).key)));
  if (rule.name == "twist")
    return say(
        "As it stands you are at {} of the strongest static opponent at equal area, at best; with the Twist ({}) at {}, and no lower than {} under "
        "any "
        "denominator: fix it so, or leave it.",
        gain_evidence(file, kind, evidence), quoted(std::string(best->row->name)), trial_gain(file, *best, evidence),
        file.twist_hardest ? twist_hardest(file, evidence) : trial_gain(file, *best, evidence));
  if (rule.name == "no-gain") {
    const Sentence found = say("At equal area {} is at {} of {}, the strongest static opponent, under the kindest denominator,", own,
                               gain_evidence(file, kind, evidence), quoted(file.equal_area.opponents[file.equal_area.strongest].title)),
                   never = never_justified(file, evidence);
    if (best == nullptr) return found + say("and no change that I tried helps: {}.", never);
    if (best->gain >= kWorthwhile && file.twist_hardest)
      return found + say("and the best change that I tried, which reaches {}, is at {} under {}: {}.", trial_gain(file, *best, evidence),
                         twist_hardest(file, evidence), quoted(std::string(row(file.twist_hardest->denominator).key)), never);
    return found + say("and the best change that I tried reaches {}: {}.", trial_gain(file, *best, evidence), never);
  }
  const Sentence wins = say("At equal area {} is at {} of {}, the strongest static opponent, under the hardest denominator.", own,
                            gain_evidence(file, hard, evidence), quoted(file.equal_area.opponents[file.equal_area.strongest].title));
  if (rule.name == "accuracy-worse") return wins + say("But: accuracy is worse than your baseline's on networks that ran. Fix that, and pursue.");
  if (rule.name == "accuracy-unproven")
    return wins + (facts.known ? say("But: accuracy unproven.") : say("But: accuracy unproven. Fix that, and pursue."));
  if (rule.name == "power") return wins + say("But at equal peak power you are at {}.", power_gain(file, evidence));
  if (rule.name == "energy-delay") return wins + say("But in energy times time you are at {}.", energy_delay(file, evidence));
  if (rule.name == "tail") return wins + say("But one measured input in a hundred is slower than on your baseline: see the networks that ran.");
  if (rule.name == "breaks-in-reality") {
    std::string names;
    for (const std::string& axis : facts.breaks) names += (names.empty() ? "" : ", ") + axis;
    return wins + say("But measured inputs lie where you are behind your baseline, on {}.", quoted(names));
  }
  return wins + (facts.answers == Answers::Same ? say("Nothing is dropped that the baseline keeps, so the accuracy is the baseline's.")
                                                : say("The networks that ran answer as well as with the baseline's pruning."));
}

}  // namespace

std::string_view name(Judgement judgement) {
  switch (judgement) {
    case Judgement::Kill:
      return "kill";
    case Judgement::Fix:
      return "fix";
    case Judgement::Pursue:
      return "pursue";
  }
  return "fix";
}

VerdictFacts facts_of(const CaseFile& file) {
  VerdictFacts facts;
  facts.copy = file.prior.same && file.prior.same->how == Sameness::Renamed;
  facts.known = file.prior.same.has_value();
  facts.hardest = hardest(file).gain, facts.kindest = kindest(file).gain;
  facts.power = file.other_gains.power, facts.energy_delay = file.other_gains.energy_delay;
  for (const MeasuredInputs& found : file.measured_inputs) {
    std::vector<double> speedups = found.comparison.speedups();
    for (double& speedup : speedups) speedup = -speedup;
    const double reached = -distribution(speedups).p99;
    facts.tail = std::min(facts.tail.value_or(reached), reached);
  }
  for (const AxisFinding& finding : file.axes)
    if (finding.loses_in_reality()) facts.breaks.emplace_back(finding.axis->name);
  facts.answers = answers_of(file);
  if (const TwistTrial* best = file.twist.best()) facts.twist = file.twist_hardest ? file.twist_hardest->gain : best->gain;
  return facts;
}

namespace {

/// The facts with every gain whose interval is known at one end of it.
VerdictFacts at_end(const CaseFile& file, VerdictFacts facts, bool low) {
  std::vector<double> gains;
  for (const AreaGain& gain : file.equal_area.gains) {
    double at = gain.gain;
    for (const auto& [denominator, interval] : file.other_gains.intervals)
      if (denominator == gain.denominator) at = low ? interval.low : interval.high;
    gains.push_back(at);
  }
  facts.hardest = *std::min_element(gains.begin(), gains.end()), facts.kindest = *std::max_element(gains.begin(), gains.end());
  return facts;
}

}  // namespace

Verdict judge(const CaseFile& file, Evidence& evidence) {
  const VerdictFacts facts = facts_of(file);
  const VerdictRow& rule = rule_that_fires(facts);
  Verdict verdict;
  // What the library has is no paper, however fast it is.
  verdict.judgement = judgement(facts);
  verdict.because = because(file, facts, rule, evidence);
  if (file.prior.same) verdict.because = known_structure(file.prior) + verdict.because;
  verdict.depends_on_denominator = rule.name == "denominator";
  verdict.rule = rule.name, verdict.changes = rule.changes;
  verdict.at_low = judgement(at_end(file, facts, true)), verdict.at_high = judgement(at_end(file, facts, false));
  return verdict;
}

Sentence say_rule(const CaseFile& file, const Verdict& verdict, Evidence& evidence) {
  const Contest contest{file.contest.proposal, file.equal_area.opponents[file.equal_area.strongest].subject};
  const std::string word = capital(std::string(name(verdict.judgement)));
  std::vector<Sentence> ranges;
  for (const auto& [denominator, interval] : file.other_gains.intervals) {
    const std::string key(row(denominator).key);
    const auto end = [&](double gain, const char* which) {
      return evidence.compared(contest, file.setting,
                               fmt::format("gain at equal area, {}, at the {} end of what the area table leaves open", key, which), gain,
                               times_beside(gain, kWorthwhile), "ratio of times", fmt::format("equal_area_interval.{}.{}", key, which));
    };
    ranges.push_back(say("from {} to {} under {}", end(interval.low, "low"), end(interval.high, "high"), quoted(key)));
  }
  const Sentence end = verdict.flips() ? say("the verdict flips inside it, to {} at the low end and {} at the high end",
                                             quoted(std::string(name(verdict.at_low))), quoted(std::string(name(verdict.at_high))))
                                       : say("the verdict is the same at both ends");
  if (ranges.empty()) return say("{}, by the rule {}.", quoted(word), quoted(verdict.rule));
  return say("{}, by the rule {}: what the area table leaves open over {} goes {}, and {}.", quoted(word), quoted(verdict.rule),
             quoted(contest.baseline.design().name), listed(ranges), end);
}

}  // namespace skeptic
