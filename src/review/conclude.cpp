// The Twist, the verdict and the questions.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/shell.h"
#include "review/case_file.h"

namespace skeptic {
namespace {

Ref trial_gain(const CaseFile& file, const TwistTrial& trial, Evidence& evidence) {
  const Contest contest{trial.proposal, file.equal_area.opponents[file.equal_area.strongest].subject};
  return evidence.compared(contest, file.setting, fmt::format("gain at equal area (arrays with buffers), with the twist \"{}\"", trial.row->name),
                           trial.gain, times(trial.gain), "ratio of times", "equal_area.arrays with buffers");
}

Ref trial_speedup(const CaseFile& file, const TwistTrial& trial, Evidence& evidence) {
  return evidence.compared({trial.proposal, file.contest.baseline}, file.setting, fmt::format("speed-up with the twist \"{}\"", trial.row->name),
                           trial.speedup, times(trial.speedup), "ratio of times", "speedup");
}

Ref trial_area(const CaseFile& file, const TwistTrial& trial, Evidence& evidence) {
  return evidence.costed(Contest{trial.proposal, file.contest.proposal},
                         fmt::format("area that the twist \"{}\" adds to the proposal", trial.row->name), trial.added_area,
                         fmt::format("{:+.3g} mm²", trial.added_area), "mm²", "docs/cost.md", "over_baseline.added_mm2");
}

Ref trial_dropped(const CaseFile& file, const TwistTrial& trial, Evidence& evidence) {
  return evidence.simulated(trial.proposal, file.setting,
                            fmt::format("share of the activations' sum of squares that is dropped, with the twist \"{}\"", trial.row->name),
                            trial.dropped_energy, percent(trial.dropped_energy), "share", "dropped_energy_share");
}

/// Precondition: file.twist_hardest.
Ref twist_hardest(const CaseFile& file, Evidence& evidence) {
  const Contest contest{file.twist.best()->proposal, file.equal_area.opponents[file.equal_area.strongest].subject};
  const std::string key(row(file.twist_hardest->denominator).key);
  return evidence.compared(contest, file.setting, "gain of the best change over the strongest static opponent, " + key, file.twist_hardest->gain,
                           times(file.twist_hardest->gain), "ratio of times", "equal_area." + key);
}

const AreaGain& hardest(const CaseFile& file) {
  return *std::min_element(file.equal_area.gains.begin(), file.equal_area.gains.end(),
                           [](const AreaGain& a, const AreaGain& b) { return a.gain < b.gain; });
}

const AreaGain& kindest(const CaseFile& file) {
  return *std::max_element(file.equal_area.gains.begin(), file.equal_area.gains.end(),
                           [](const AreaGain& a, const AreaGain& b) { return a.gain < b.gain; });
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

Ref gain_evidence(const CaseFile& file, const AreaGain& gain, Evidence& evidence) {
  const Contest contest{file.contest.proposal, file.equal_area.opponents[file.equal_area.strongest].subject};
  const std::string key(row(gain.denominator).key);
  return evidence.compared(contest, file.setting, "gain over the strongest static opponent at equal area, " + key, gain.gain, times(gain.gain),
                           "ratio of times", "equal_area." + key);
}

/// Whether the best change would be enough: under its hardest denominator it may not be. Precondition: file.twist.best().
Sentence what_it_changes(const CaseFile& file, Evidence& evidence) {
  if (!file.twist_hardest) return {};
  const Quoted denominator = quoted(std::string(row(file.twist_hardest->denominator).key));
  return file.twist_hardest->gain >= kWorthwhile
             ? say("; it holds under the hardest denominator too, {} under {}", twist_hardest(file, evidence), denominator)
             : say("; under {} it is at {}, so by itself it does not change the verdict", denominator, twist_hardest(file, evidence));
}

Section twist(const CaseFile& file, Evidence& evidence) {
  Section section{"The Twist", {}};
  const VerdictRow& rule = rule_that_fires(facts_of(file));

  const std::string loss(kStack[static_cast<std::size_t>(file.twist.largest_loss)].key);
  const Ref share = evidence.share(file.contest.proposal, file.setting, loss, file.twist.loss_share);
  const Sentence changes = say("What would change the verdict is {} (rule {})", quoted(std::string(rule.changes)), quoted(std::string(rule.name)));
  const Sentence aim = file.broken == BrokenAxis::None ? say("your largest loss is {} ({} of the lane slots)", quoted(loss), share)
                                                       : say("your largest loss is {} ({} of the lane slots) and {} breaks first", quoted(loss),
                                                             share, quoted(std::string(name(file.broken))));
  const TwistTrial* best = file.twist.best();
  if (file.twist.trials.empty()) {
    section.say(
        say("{}. Since {}, I looked for a change in my table, and none applies to {}: bring a mechanism whose largest loss is another, and we shall "
            "talk again.",
            changes, aim, quoted(file.contest.proposal.design().name)));
    return section;
  }
  const Ref now = gain_evidence(file, file.equal_area.gains[file.equal_area.gains.size() > 1 ? 1 : 0], evidence);
  if (best == nullptr) {
    const TwistTrial& nearest = file.twist.trials.front();
    section.say(
        say("{}; since {}, I tried the changes that answer that, and then every other of my table; none wins a percent at equal area without "
            "dropping more. The nearest is to {}: {}, where you are at {} already.",
            changes, aim, quoted(std::string(nearest.row->idea)), trial_gain(file, nearest, evidence), now));
  } else {
    section.say(say("{}; since {}, why don't you {}? {}: {}.", changes, aim, quoted(std::string(best->row->idea)),
                    quoted(std::string(best->row->name)), quoted(std::string(best->row->mechanism))) +
                say("Measured, {} take you to {} over the baseline and to {} at equal area (arrays with buffers), where you were at {}, for {}{}.",
                    quoted(std::string(best->row->name)), trial_speedup(file, *best, evidence), trial_gain(file, *best, evidence), now,
                    trial_area(file, *best, evidence), what_it_changes(file, evidence)));
    if (!best->keyed)
      section.say(
          say("That answers neither {} nor what breaks first: nothing that does helps, so the loss is not where the remedy is.", quoted(loss)));
    if (best->dropped_energy > 0)
      section.say(
          say("You would need to prove that the accuracy holds where {} of the activations' energy is dropped; have you run ablations on Vision "
              "Transformers, since CNNs are too forgiving for sparsity?",
              trial_dropped(file, *best, evidence)));
    section.blocks.emplace_back(
        Listing{"skeptic review " + best->proposal.words() + " " + shell_word(file.contest.baseline.reference()) + file.setting.flags()});
  }
  Table table{"All that was tried", {"change", "speed-up", "at equal area", "area", "drops of Σ a²", ""}, {}};
  for (const TwistTrial& trial : file.twist.trials)
    table.rows.push_back({say("{}", quoted(std::string(trial.row->name))), say("{}", trial_speedup(file, trial, evidence)),
                          say("{}", trial_gain(file, trial, evidence)), say("{}", trial_area(file, trial, evidence)),
                          say("{}", trial_dropped(file, trial, evidence)),
                          say("{}", quoted(trial.comparable       ? ""
                                           : trial.barred.empty() ? "drops too much more"
                                                                  : trial.barred))});
  section.detail(table);
  return section;
}

namespace {

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

/// What the rule that fired says, of the numbers that made it fire.
Sentence because(const CaseFile& file, const VerdictFacts& facts, const VerdictRow& rule, Evidence& evidence) {
  const AreaGain &hard = hardest(file), &kind = kindest(file);
  const TwistTrial* best = file.twist.best();
  const Quoted own = quoted(file.contest.proposal.design().name);
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
    return say("As it stands you are at {} of the strongest static opponent at equal area, at best; with the Twist at {}. Fix it, or leave it.",
               gain_evidence(file, kind, evidence), trial_gain(file, *best, evidence));
  if (rule.name == "no-gain")
    return say("At equal area {} is at {} of {}, the strongest static opponent, under the kindest denominator,", own,
               gain_evidence(file, kind, evidence), quoted(file.equal_area.opponents[file.equal_area.strongest].title)) +
           (best != nullptr && best->gain >= kWorthwhile && file.twist_hardest
                ? say("and the best change that I tried, which reaches {}, is at {} under {}: the area and the power of {} will never justify "
                      "deployment.",
                      trial_gain(file, *best, evidence), twist_hardest(file, evidence), quoted(std::string(row(file.twist_hardest->denominator).key)),
                      own)
            : best == nullptr ? say("and no change that I tried helps: the area and the power of {} will never justify deployment.", own)
                              : say("and the best change that I tried reaches {}: the area and the power of {} will never justify deployment.",
                                    trial_gain(file, *best, evidence), own));
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
  std::string word(name(verdict.judgement));
  word[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(word[0])));
  std::vector<Sentence> ranges;
  for (const auto& [denominator, interval] : file.other_gains.intervals) {
    const std::string key(row(denominator).key);
    const auto end = [&](double gain, const char* which) {
      return evidence.compared(contest, file.setting,
                               fmt::format("gain at equal area, {}, at the {} end of what the area table leaves open", key, which), gain, times(gain),
                               "ratio of times", fmt::format("equal_area_interval.{}.{}", key, which));
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

namespace {

/// "the producer from your file", or that nobody said it.
std::string origin(const CaseFile& file, const std::string& key, const std::string& value) {
  return file.leaves_unknown("operands.activations.decide." + key) ? value + ", which your file leaves unknown, as the kindest end"
                                                                   : value + " from your file";
}

}  // namespace

Section questions(const CaseFile& file, Evidence& evidence) {
  Section section{"Questions", {}};
  Bullets list;
  std::vector<UnknownFinding> unknowns = file.unknowns.unknowns;  // what most hangs on comes first
  std::stable_sort(unknowns.begin(), unknowns.end(), [](const UnknownFinding& a, const UnknownFinding& b) { return a.hangs() > b.hangs(); });
  for (const UnknownFinding& unknown : unknowns) {
    const auto in_worst_corner = [&](const std::string& value, double result) {
      const Contest contest = file.contest_of(file.unknowns.harsh.with(unknown.path, value));
      return evidence.compared(
          contest, file.setting,
          fmt::format("{} with {} = {}, the other unknowns at their worst", unknown.by_area ? "gain at equal area" : "speed-up", unknown.path, value),
          result, times(result), "ratio of times", unknown.by_area ? "equal_area.arrays with buffers" : "speedup");
    };
    const auto at = [&](const std::string& value, double result) {
      const Contest contest = file.contest_of(file.contest.proposal.with(unknown.path, value));
      return evidence.compared(contest, file.setting,
                               fmt::format("{} with {} = {}", unknown.by_area ? "gain at equal area" : "speed-up", unknown.path, value), result,
                               times(result), "ratio of times", unknown.by_area ? "equal_area.arrays with buffers" : "speedup");
    };
    const Quoted measure = quoted(unknown.by_area ? "at equal area you are at" : "you are at");
    if (unknown.at_kind == unknown.at_harsh && unknown.worst_at_kind != unknown.worst_at_harsh) {
      list.items.push_back(say("What is {}? By itself it changes nothing; with the other unknowns at their worst {} {} at {} and {} at {}.",
                               quoted(unknown.path), measure, in_worst_corner(unknown.kind_value, unknown.worst_at_kind), quoted(unknown.kind_value),
                               in_worst_corner(unknown.harsh_value, unknown.worst_at_harsh), quoted(unknown.harsh_value)));
    } else if (unknown.at_kind == unknown.at_harsh) {
      list.items.push_back(say("What is {}? Between {} and {} it changes nothing that I measure: {} {}. Leave it out of the abstract.",
                               quoted(unknown.path), quoted(unknown.kind_value), quoted(unknown.harsh_value), measure,
                               at(unknown.kind_value, unknown.at_kind)));
    } else if (unknown.last_good) {
      list.items.push_back(say("What is {}? {} to {} {} {}, which is where {} ends; at {} {} {}.", quoted(unknown.path),
                               quoted(unknown.falls() ? "Down" : "Up"), quoted(*unknown.last_good), measure,
                               at(*unknown.last_good, unknown.at_last_good), quoted(unknown.threshold > 1 ? "your claim" : "your lead"),
                               quoted(unknown.harsh_value), measure, at(unknown.harsh_value, unknown.at_harsh)));
    } else {
      list.items.push_back(say(
          "What is {}? At {} {} {}, at {} {}; {}.", quoted(unknown.path), quoted(unknown.kind_value), measure,
          at(unknown.kind_value, unknown.at_kind), quoted(unknown.harsh_value), at(unknown.harsh_value, unknown.at_harsh),
          quoted(unknown.at_kind < unknown.threshold ? "no value of it makes you faster than the baseline" : "there is no break-even in between")));
    }
  }
  const double dropped = file.equal_area.proposal_dropped_energy;
  if (dropped > 0)
    list.items.push_back(
        say("Before you show what accuracy is left when {} drops {} of the activations' energy, on a CNN and on a Vision Transformer, no verdict can "
            "be better than fix: what is it?",
            quoted(file.contest.proposal.design().name),
            evidence.simulated(file.contest.proposal, file.setting, "share of the activations' sum of squares that the proposal drops", dropped,
                               percent(dropped), "share", "dropped_energy_share")));
  else if (!file.accuracy_unchanged)
    list.items.push_back(
        say("Your weights follow another pattern than the baseline's. What is the accuracy of the pruned network, against the baseline's?"));
  if (!file.setting.recorded() && !file.setting.traced() && !file.setting.shipped())
    list.items.push_back(
        say("Do inputs of {} look like mine ({}), and does the verdict stand when you trace it (skeptic trace) and give me the trace (--trace, "
            "--closed-loop)?",
            quoted(file.setting.network), quoted(evidence.inputs(file.setting))));
  const ResolvedDesign proposal = resolve(file.contest.proposal.design());
  if (proposal.activations.run_time())
    list.items.push_back(
        say("Where does the sparsity metadata get computed, on-chip or off, and what happens to your pipeline when the pattern changes in mid-layer, "
            "where I took {} and {}?",
            quoted(origin(file, "by", proposal.activations.decide->by == DecideBy::Consumer ? "the consumer" : "the producer")),
            quoted(origin(file, "switch", fmt::format("{} cycles", proposal.activations.decide->switch_cycles)))));
  if (proposal.empty_window == 0)
    list.items.push_back(
        say("Empty windows are free in your file. That is an ideal skipper, so every number here is an upper bound. What finds the next window with "
            "work?"));
  if (list.items.empty())
    section.say(say("Your file answers everything that I would ask of it."));
  else
    section.blocks.emplace_back(list);
  section.detail(Paragraph{
      say("Not modelled in this version: caches and a shared second level, DRAM latency, filling and draining the array, launch overhead, overlap of "
          "layers, power limits.")});
  return section;
}

}  // namespace skeptic
