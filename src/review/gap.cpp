// The Novelty Gap: structure apart from parameters, against the baseline and against the library.
#include <fmt/format.h>

#include "review/case_file.h"

namespace skeptic {
namespace {

Quoted quoted(std::string text) { return {std::move(text)}; }

Table changes(const std::string& title, const std::string& before, const std::vector<KeyChange>& changes) {
  Table table{title, {"key", before, "proposal"}, {}};
  for (const KeyChange& change : changes)
    table.rows.push_back({say("{}", quoted(change.path)), say("{}", quoted(change.before)), say("{}", quoted(change.after))});
  return table;
}

std::string paths(const std::vector<KeyChange>& changes) {
  std::string text;
  for (const KeyChange& change : changes) text += (text.empty() ? "" : ", ") + change.path;
  return text;
}

void say_baseline(Section& section, const CaseFile& file) {
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
    section.blocks.emplace_back(changes("Mechanisms", "baseline", mechanisms));
    if (parameters.empty() && file.nothing_measured)
      section.say(
          say("In this model that is a label: not a cycle, not a part of the inventory, not a joule and nothing that is dropped changes with it. "
              "Whatever it "
              "brings is left out here, so measure it yourself."));
  }
  if (!parameters.empty()) section.blocks.emplace_back(changes("Parameters", "baseline", parameters));
}

/// The parameters over the nearest design of the library, unless the baseline's table has said it.
void say_parameters(Section& section, const CaseFile& file) {
  if (!file.prior.same || file.prior.same->parameters.empty()) return;
  const PriorDesign& nearest = file.prior.library[file.prior.same->designs.front()];
  if (file.delta.mechanisms.empty() && nearest.name == file.contest.baseline.design().name) return;
  section.blocks.emplace_back(changes("Parameters over " + nearest.name, nearest.name, file.prior.same->parameters));
}

}  // namespace

Section novelty_gap(const CaseFile& file, Evidence& evidence) {
  Section section{"The Novelty Gap", {}};
  say_baseline(section, file);
  say_prior_art(section, file);
  say_parameters(section, file);
  section.say(say("Novelty comes in three kinds. What supports each, and what is missing:"));
  section.blocks.emplace_back(kinds_of_novelty(file, evidence));
  say_field(section, file, evidence);
  section.say(say("I compared with the designs of this library alone; what is not in it may still exist. The rules behind this part are in {}.",
                  quoted("docs/novelty.md")));
  return section;
}

}  // namespace skeptic
