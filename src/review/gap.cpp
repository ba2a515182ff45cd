// The Novelty Gap: structure apart from parameters.
#include <fmt/format.h>

#include "review/case_file.h"

namespace skeptic {
namespace {

Quoted quoted(std::string text) { return {std::move(text)}; }

Table changes(const std::string& title, const std::vector<KeyChange>& changes) {
  Table table{title, {"key", "baseline", "proposal"}, {}};
  for (const KeyChange& change : changes)
    table.rows.push_back({say("{}", quoted(change.path)), say("{}", quoted(change.before)), say("{}", quoted(change.after))});
  return table;
}

std::string paths(const std::vector<KeyChange>& changes) {
  std::string text;
  for (const KeyChange& change : changes) text += (text.empty() ? "" : ", ") + change.path;
  return text;
}

bool has(const std::vector<KeyChange>& changes, std::string_view path) {
  for (const KeyChange& change : changes)
    if (change.path == path) return true;
  return false;
}

/// What each of the three kinds of novelty would take.
Bullets kinds(const CaseFile& file, Evidence& evidence) {
  const std::vector<KeyChange>& mechanisms = file.delta.mechanisms;
  const bool selects = has(mechanisms, "operands.activations.chosen") || has(mechanisms, "operands.activations.decide.by");
  const Contest strongest{file.contest.proposal, file.equal_area.opponents[file.equal_area.strongest].subject};
  Bullets list;
  list.items.push_back(selects ? say("(a) A different selection mechanism: you have one, the choice at run time. Dynamic N:M on activations exists "
                                     "as an idea, so the novelty is in what "
                                     "decides, from what and where; say which of the three nobody has.")
                               : say("(a) A different selection mechanism: none. Who picks the mask, and from what, is as in the baseline."));
  if (file.difference.rows.empty())
    list.items.push_back(say("(b) A hardware primitive that prior accelerators lack: none. The two inventories are the same, part by part."));
  else
    list.items.push_back(
        say("(b) A hardware primitive that prior accelerators lack: you add {} over the baseline, in {}. Name the one among them that is new, and "
            "show it as gates.",
            evidence.costed(file.contest, "area that the proposal adds to its baseline", file.difference.added,
                            square_millimetres(file.difference.added), "mm²", "docs/cost.md", "over_baseline.added_mm2"),
            quoted(std::string(row(file.difference.rows.front().part).name) + (file.difference.rows.size() > 1 ? " and other parts" : ""))));
  double least = file.equal_area.gains.front().gain;
  const AreaGain* tightest = &file.equal_area.gains.front();
  for (const AreaGain& gain : file.equal_area.gains)
    if (gain.gain < least) least = gain.gain, tightest = &gain;
  list.items.push_back(least >= kWorthwhile ? say("(c) A co-design insight that moves the Pareto frontier: at equal area you are at {} of the "
                                                  "strongest static opponent under the hardest denominator. That is "
                                                  "a point beyond the frontier of this library, if the accuracy holds.",
                                                  gain_evidence(file, *tightest, evidence))
                                            : say("(c) A co-design insight that moves the Pareto frontier: at equal area you are at {} of the "
                                                  "strongest static opponent, so the frontier stays where it is.",
                                                  gain_evidence(file, *tightest, evidence)));
  return list;
}

}  // namespace

Section novelty_gap(const CaseFile& file, Evidence& evidence) {
  Section section{"The Novelty Gap", {}};
  const Quoted baseline = quoted(file.contest.baseline.design().name);
  const std::vector<KeyChange>&mechanisms = file.delta.mechanisms, &parameters = file.delta.parameters;
  if (mechanisms.empty() && parameters.empty()) {
    section.say(say("Key by key, this is {}: no mechanism and no parameter differs. There is nothing to review.", baseline));
  } else if (mechanisms.empty()) {
    section.say(
        say("You changed parameters of {}: {}. Not one mechanism differs. Congratulations, you changed a parameter; that is not a paper. Show me "
            "what your machine does that this one cannot.",
            baseline, quoted(paths(parameters))));
  } else {
    section.say(say("Your design differs from {} in structure, by {}. Sizes and rates are listed apart, because they are no argument.", baseline,
                    quoted(paths(mechanisms))));
    section.blocks.emplace_back(changes("Mechanisms", mechanisms));
  }
  if (!parameters.empty()) section.blocks.emplace_back(changes("Parameters", parameters));
  section.say(say("Novelty comes in three kinds. What supports each, and what is missing:"));
  section.blocks.emplace_back(kinds(file, evidence));
  section.say(
      say("I compared with the designs of this library alone; what is not in it may still exist. SR-STE (Zhou et al., ICLR) learns static N:M masks "
          "in training, and is the first paper that a reviewer "
          "will hold against any N:M idea."));
  return section;
}

}  // namespace skeptic
