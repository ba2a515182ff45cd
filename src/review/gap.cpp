// The Novelty Gap: structure apart from parameters, against the baseline and against the library.
#include <fmt/format.h>

#include "review/case_file.h"

namespace skeptic {
namespace {

Table changes(const std::string& title, const std::string& before, const std::vector<KeyChange>& changes) {
  Table table{title, {"key", before, "proposal"}, {}};
  for (const KeyChange& change : changes)
    table.rows.push_back({say("{}", quoted(change.path)), say("{}", quoted(change.before)), say("{}", quoted(change.after))});
  return table;
}

/// "operands.activations.chosen (fixed to run-time)".
std::string moves(const std::vector<KeyChange>& changes) {
  std::vector<std::string> words;
  for (const KeyChange& change : changes) words.push_back(fmt::format("{} ({} to {})", change.path, change.before, change.after));
  return listed(words);
}

void say_baseline(Section& section, const CaseFile& file) {
  const Quoted baseline = file.baseline_name();
  const std::vector<KeyChange>&mechanisms = file.delta.mechanisms, &parameters = file.delta.parameters;
  if (mechanisms.empty() && parameters.empty()) {
    section.say(say("Key by key, this is {}: no mechanism and no parameter differs. There is nothing to review.", baseline));
  } else if (mechanisms.empty()) {
    section.say(
        say("You changed parameters of {}: {}. Not one mechanism differs. Congratulations, you changed a parameter; that is not a paper. Show me "
            "what your machine does that this one cannot.",
            baseline, quoted(moves(parameters))));
  } else {
    section.say(say("Against {} the structure differs, by {}.", baseline, quoted(moves(mechanisms))) +
                (parameters.empty() ? Sentence{} : say("The rest is sizes and rates, which are no argument: {}.", quoted(moves(parameters)))));
    section.detail(changes("Mechanisms", "baseline", mechanisms));
    if (parameters.empty() && file.nothing_measured)
      section.say(
          say("In this model that is a label: not a cycle, not a part of the inventory, not a joule and nothing that is dropped changes with it. "
              "Whatever it "
              "brings is left out here, so measure it yourself."));
  }
  if (!parameters.empty()) section.detail(changes("Parameters", "baseline", parameters));
}

/// The parameters over the nearest design of the library, unless the baseline's table has said it.
void say_parameters(Section& section, const CaseFile& file) {
  if (!file.prior.same || file.prior.same->parameters.empty()) return;
  const PriorDesign& nearest = file.prior.library[file.prior.same->designs.front()];
  if (file.delta.mechanisms.empty() && nearest.name == file.contest.baseline.design().name) return;
  section.detail(changes("Parameters over " + nearest.name, nearest.name, file.prior.same->parameters));
}

}  // namespace

Section novelty_gap(const CaseFile& file, Evidence& evidence) {
  Section section{"The Novelty Gap", {}};
  say_baseline(section, file);
  say_prior_art(section, file);
  say_parameters(section, file);
  section.say(say("To be a paper {} needs one of three:", file.own_name()));
  section.blocks.emplace_back(kinds_of_novelty(file, evidence));
  detail_field(section, file, evidence);
  section.detail(
      Paragraph{say("I compared with the designs of this library alone; what is not in it may still exist. The rules behind this part are in {}.",
                    quoted("docs/novelty.md"))});
  return section;
}

}  // namespace skeptic
