// What networks that ran say: real activations, each design's own pruning inside, and the answers.
#include <fmt/format.h>

#include "review/case_file.h"

namespace skeptic {
namespace {

Quoted quoted(std::string text) { return {std::move(text)}; }

/// Top-1 that is lost beyond the baseline's before it counts: a few hundred images tell no less apart.
constexpr double kLost = 0.02;

Ref of_inputs(const MeasuredInputs& found, const char* key, const char* what, double value, Evidence& evidence) {
  const Comparison& comparison = found.comparison;
  return evidence.compared({comparison.proposal, comparison.baseline}, comparison.setting,
                           fmt::format("{}, over the inputs of {}", what, comparison.setting.network), value, times(value), "ratio of times",
                           fmt::format("speedup_of_batch.{}", key));
}

Sentence speed(const MeasuredInputs& found, Evidence& evidence) {
  const std::string& network = found.comparison.setting.network;
  Sentence text =
      say("Inputs that were measured. On {}, {} inputs by themselves,", quoted(network), quoted(fmt::format("{}", found.comparison.inputs)));
  text = text + (found.open_loop() ? say("open-loop, because their activations were measured without your pruning and its effect on later layers is "
                                         "not in them,")
                                   : say("the network having run with each design's own pruning inside,"));
  return text +
         say("you are at {}: the median input is at {}, nine in ten are at {} or less, all but a hundredth at {} or less, and the slowest is at {}.",
             evidence.speedup(found.comparison), of_inputs(found, "p50", "median speed-up", found.speedups.p50, evidence),
             of_inputs(found, "p90", "p90 of the speed-up", found.speedups.p90, evidence),
             of_inputs(found, "p99", "p99 of the speed-up", found.speedups.p99, evidence),
             of_inputs(found, "min", "least speed-up", found.speedups.min, evidence));
}

Sentence answers(const MeasuredInputs& found, Evidence& evidence) {
  const Comparison& comparison = found.comparison;
  if (!found.whole || !found.baseline || !found.proposal)
    return say("Its answers are not known: the inputs have no labels, or the network cannot run again.");
  Sentence text =
      say("Of its answers, without retraining, {} are right with nothing pruned, {} as your baseline prunes, {} as you do.",
          evidence.accuracy(nullptr, comparison.setting, *found.whole), evidence.accuracy(&comparison.baseline, comparison.setting, *found.baseline),
          evidence.accuracy(&comparison.proposal, comparison.setting, *found.proposal));
  if (found.baseline->share() - found.proposal->share() > kLost)
    return text +
           say("What you drop costs answers that your baseline keeps; to lift this, train with your pruning inside, and show that they come back.");
  return text + say("On this network your pruning costs nothing that the baseline's does not.");
}

Sentence accuracy(const std::optional<Accuracy>& found, const Subject* subject, const Setting& setting, Evidence& evidence) {
  return found ? say("{}", evidence.accuracy(subject, setting, *found)) : say("unknown");
}

Table overview(const CaseFile& file, Evidence& evidence) {
  Table table{"Networks that ran", {"network", "speed-up", "median", "slowest", "you drop of Σ a²", "top-1 whole", "baseline", "you"}, {}};
  for (const MeasuredInputs& found : file.measured_inputs) {
    const Comparison& comparison = found.comparison;
    table.rows.push_back(
        {say("{}", quoted(comparison.setting.network + (found.open_loop() ? ", open-loop" : ""))), say("{}", evidence.speedup(comparison)),
         say("{}", of_inputs(found, "p50", "median speed-up", found.speedups.p50, evidence)),
         say("{}", of_inputs(found, "min", "least speed-up", found.speedups.min, evidence)),
         say("{}", evidence.simulated(comparison.proposal, comparison.setting,
                                      "share of the activations' sum of squares that the proposal drops on " + comparison.setting.network,
                                      found.dropped_energy, percent(found.dropped_energy), "share", "dropped_energy_share")),
         accuracy(found.whole, nullptr, comparison.setting, evidence), accuracy(found.baseline, &comparison.baseline, comparison.setting, evidence),
         accuracy(found.proposal, &comparison.proposal, comparison.setting, evidence)});
  }
  return table;
}

}  // namespace

void say_measured_inputs(Section& section, const CaseFile& file, Evidence& evidence) {
  if (file.measured_inputs.empty()) {
    section.say(say("Inputs that were measured. None: no network ran, so what you drop is unproven in its effect on any answer."));
    return;
  }
  for (const MeasuredInputs& found : file.measured_inputs) section.say(speed(found, evidence) + answers(found, evidence));
  section.blocks.emplace_back(overview(file, evidence));
}

}  // namespace skeptic
