// What networks that ran say: real activations, each design's own pruning inside, and the answers.
#include <fmt/format.h>

#include <algorithm>

#include "review/objection.h"

namespace skeptic {
namespace {

Ref of_inputs(const MeasuredInputs& found, const char* key, const char* what, double value, Evidence& evidence) {
  const Comparison& comparison = found.comparison;
  return evidence.compared({comparison.proposal, comparison.baseline}, comparison.setting,
                           fmt::format("{}, over the inputs of {}", what, comparison.setting.network), value, times(value), "ratio of times",
                           fmt::format("speedup_of_batch.{}", key));
}

/// "95 % with nothing pruned, 23 % as ampere-2to4 prunes, 26 % as you do".
Sentence answers(const MeasuredInputs& found, Evidence& evidence) {
  const Comparison& comparison = found.comparison;
  return say("{} with nothing pruned, {} as {} prunes and {} as you do", evidence.accuracy(nullptr, comparison.setting, *found.whole),
             evidence.accuracy(&comparison.baseline, comparison.setting, *found.baseline), quoted(comparison.baseline.design().name),
             evidence.accuracy(&comparison.proposal, comparison.setting, *found.proposal));
}

Sentence accuracy(const std::optional<Accuracy>& found, const Subject* subject, const Setting& setting, Evidence& evidence) {
  return found ? say("{}", evidence.accuracy(subject, setting, *found)) : say("unknown");
}

Table overview(const CaseFile& file, Evidence& evidence) {
  Table table{"Networks that ran", {"network", "speed-up", "p50", "p90", "p99", "slowest", "you drop of Σ a²", "top-1 whole", "baseline", "you"}, {}};
  for (const MeasuredInputs& found : file.measured_inputs) {
    const Comparison& comparison = found.comparison;
    table.rows.push_back(
        {say("{}", quoted(comparison.setting.network + (found.open_loop() ? ", open-loop" : ""))), say("{}", evidence.speedup(comparison)),
         say("{}", of_inputs(found, "p50", "median speed-up", found.speedups.p50, evidence)),
         say("{}", of_inputs(found, "p90", "p90 of the speed-up", found.speedups.p90, evidence)),
         say("{}", of_inputs(found, "p99", "p99 of the speed-up", found.speedups.p99, evidence)),
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

std::optional<Objection> of_measured_inputs(const CaseFile& file, Evidence& evidence) {
  if (file.measured_inputs.empty()) return std::nullopt;
  const auto answers_lost = [](const MeasuredInputs& one) {
    return one.whole && one.baseline && one.proposal && one.baseline->share() - one.proposal->share() > kAccuracyMargin;
  };
  // The network that speaks most against the idea: by its answers first, then by its slowest input.
  const auto harsher = [&](const MeasuredInputs& a, const MeasuredInputs& b) {
    return answers_lost(a) != answers_lost(b) ? answers_lost(a) : a.speedups.min < b.speedups.min;
  };
  const MeasuredInputs& worst = *std::min_element(file.measured_inputs.begin(), file.measured_inputs.end(), harsher);
  const std::string& network = worst.comparison.setting.network;
  Objection found{"networks that ran", std::min(0.5, worst.speedups.min), {}, {}};
  found.text = say("On the inputs of {}, {}, you are at {}: the median at {}, nine in ten at {} or less, the slowest at {}", quoted(network),
                   quoted(worst.open_loop() ? "open-loop, since they were measured without your pruning" : "each design's pruning inside"),
                   evidence.speedup(worst.comparison), of_inputs(worst, "p50", "median speed-up", worst.speedups.p50, evidence),
                   of_inputs(worst, "p90", "p90 of the speed-up", worst.speedups.p90, evidence),
                   of_inputs(worst, "min", "least speed-up", worst.speedups.min, evidence));
  found.text = worst.whole && worst.baseline && worst.proposal
                   ? say("{}; of the answers, without retraining, {} are right.", found.text, answers(worst, evidence))
                   : say("{}; nobody knows the answers, because the inputs have no labels or the network cannot run again.", found.text);
  if (const PaperQuote* quote = file.quote("claims.accuracy"))
    found.text = found.text + say("On page {} you say “{}”.", quoted(fmt::format("{}", quote->page)), quoted(quote->words));
  std::vector<Sentence> others;
  for (const MeasuredInputs& one : file.measured_inputs)
    if (&one != &worst)
      others.push_back(say("{} on {}", of_inputs(one, "min", "least speed-up", one.speedups.min, evidence), quoted(one.comparison.setting.network)));
  if (!others.empty()) found.text = found.text + say("The slowest input is at {}.", listed(others));
  if (answers_lost(worst))
    found.survive =
        say(" What you drop costs answers that {} keeps: train {} with your pruning inside, and show that no more than {} of them are lacking.",
            quoted(worst.comparison.baseline.design().name), quoted(network), quoted(percent(kAccuracyMargin)));
  else if (worst.speedups.min < 1)
    found.survive = say(" Show a network whose slowest input reaches {} over {}; {} is not one.", quoted(times(1)),
                        quoted(worst.comparison.baseline.design().name), quoted(network));
  return found;
}

void detail_measured_inputs(Section& section, const CaseFile& file, Evidence& evidence) {
  if (file.measured_inputs.empty())
    section.detail(Paragraph{say("No network ran, so what you drop is unproven in its effect on any answer.")});
  else
    section.detail(overview(file, evidence));
}

}  // namespace skeptic
