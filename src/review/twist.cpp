// The Twist: the change that takes most, and whether it is enough.
#include <fmt/format.h>

#include "base/shell.h"
#include "design/hash.h"
#include "review/gains.h"

namespace skeptic {
namespace {

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

/// Whether the best change would be enough: under its hardest denominator it may not be. Precondition: file.twist.best().
Sentence what_it_changes(const CaseFile& file, Evidence& evidence) {
  if (!file.twist_hardest) return {};
  const Quoted denominator = quoted(std::string(row(file.twist_hardest->denominator).key));
  return file.twist_hardest->gain >= kWorthwhile
             ? say("; it holds under the hardest denominator too, {} under {}", twist_hardest(file, evidence), denominator)
             : say("; under {} it is at {}, so by itself it does not change the verdict", denominator, twist_hardest(file, evidence));
}

}  // namespace

Section twist(const CaseFile& file, Evidence& evidence) {
  Section section{"The Twist", {}};
  const VerdictRow& rule = rule_that_fires(facts_of(file));
  if (rule.name == "copy") {
    section.say(say("{} is its authors' to change; to talk of a change of yours, bring {}.", file.own_name(), quoted(std::string(rule.changes))));
    return section;
  }

  const std::string loss = words(file.twist.largest_loss);
  const Ref share = evidence.share(file.contest.proposal, file.setting, std::string(row(file.twist.largest_loss).key), file.twist.loss_share);
  const Sentence changes = say("To change the verdict it takes {} (rule {})", quoted(std::string(rule.changes)), quoted(std::string(rule.name)));
  const Sentence aim = file.broken == BrokenAxis::None ? say("your largest loss is {} ({} of the lane slots)", quoted(loss), share)
                                                       : say("your largest loss is {} ({} of the lane slots) and {} breaks first", quoted(loss),
                                                             share, quoted(std::string(name(file.broken))));
  const TwistTrial* best = file.twist.best();
  if (file.twist.trials.empty()) {
    section.say(
        say("{}. Since {}, I looked for a change in my table, and none applies to {}: bring a mechanism whose largest loss is another, and we shall "
            "talk again.",
            changes, aim, file.own_name()));
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
                    quoted(capital(std::string(best->row->name))), quoted(std::string(best->row->mechanism))) +
                say("Measured, that takes you to {} over the baseline and to {} at equal area (arrays with buffers), where you were at {}, {} {}{}.",
                    trial_speedup(file, *best, evidence), trial_gain(file, *best, evidence), now,
                    quoted(best->added_area < 0 ? "and your area changes by" : "for"), trial_area(file, *best, evidence),
                    what_it_changes(file, evidence)));
    if (content_hash(best->proposal.design()) == content_hash(file.equal_area.opponents[file.equal_area.strongest].subject.design()))
      section.say(say("That is the very opponent that beats you: show where choosing at run time beats it."));
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

}  // namespace skeptic
