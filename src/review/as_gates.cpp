// The decision's latency as gates: what its selector and its policy take at the least, against what the file states.
#include <fmt/format.h>

#include "review/objection.h"

namespace skeptic {
namespace {

std::string cycles_text(std::int64_t cycles) { return grouped(cycles) + (cycles == 1 ? " cycle" : " cycles"); }

Ref of_path(const CaseFile& file, Evidence& evidence, std::string what, double value, std::string text, std::string unit, const std::string& key) {
  std::string source;
  for (const DecisionStep& step : file.decision->steps) source += (source.empty() ? "" : "; ") + step.source;
  return evidence.costed(file.contest, std::move(what), value, std::move(text), std::move(unit),
                         fmt::format("{}; an FO4 delay: {}; confidence {}", source, file.decision->fo4.source, letter(file.decision->confidence())),
                         "decision." + key);
}

/// "selector of 4:8 (20.8 FO4 delays) and policy_energy (71.1 FO4 delays)".
Sentence modules(const CaseFile& file, Evidence& evidence) {
  std::vector<Sentence> path;
  for (std::size_t i = 0; i < file.decision->steps.size(); ++i) {
    const DecisionStep& step = file.decision->steps[i];
    const Ref depth = of_path(file, evidence, "longest path of " + step.module + ", without wires", step.fo4,
                              fmt::format("{:.1f} FO4 delays", step.fo4), "FO4 delays", fmt::format("steps.{}.fo4_delays", i));
    path.push_back(say("{} ({})", quoted(step.module), depth));
  }
  return listed(path);
}

}  // namespace

Ref least_latency(const CaseFile& file, Evidence& evidence) {
  const std::int64_t cycles = file.decision->cycles();
  return of_path(file, evidence, "decision latency as gates, without wires: a lower bound", static_cast<double>(cycles), cycles_text(cycles),
                 "cycles", "least_cycles");
}

Objection of_gates(const CaseFile& file, Evidence& evidence) {
  const DecisionPath& path = *file.decision;
  const ResolvedDesign proposal = resolve(file.contest.proposal.design());
  const double fo4 = path.fo4.value * 1e9, nanoseconds = path.nanoseconds();
  const Sentence steps = modules(file, evidence);
  const Ref delay = of_path(file, evidence, "fan-out-of-four delay of the node", fo4, fmt::format("{:.4f} ns", fo4), "ns", "fo4_ns");
  const Ref time =
      of_path(file, evidence, "the decision's path as gates, without wires", nanoseconds, fmt::format("{:.3f} ns", nanoseconds), "ns", "ns");
  const Ref least = least_latency(file, evidence);
  Objection found{"the decision as gates"};
  found.text =
      say("Your decision as gates: {}, one behind the other, take {} at {} ({} a fan-out-of-four delay, confidence {}) and, each in whole cycles, no "
          "fewer than {} at {}, without wires.",
          steps, time, quoted(fmt::format("{} nm", proposal.technology)), delay, quoted(std::string(letter(path.confidence()))), least,
          quoted(fmt::format("{:.4g} GHz", path.clock)));
  if (file.leaves_unknown("operands.activations.decide.latency")) {
    found.left = 0.7;
    found.survive = say(" Your file leaves the latency unknown, and below {} nobody can build it; state it, and show the gates.", least);
    return found;
  }
  const Ref stated = of_path(file, evidence, "decision latency as the file states it", static_cast<double>(path.stated), cycles_text(path.stated),
                             "cycles", "stated_cycles");
  if (path.stated_too_short()) {
    found.left = 0.5 * static_cast<double>(path.stated) / static_cast<double>(path.cycles());
    found.survive =
        say(" You state {}, so every number here is kinder than what can be built; show a netlist of this path that meets your clock, or "
            "state no less than {}.",
            stated, least);
    return found;
  }
  found.text = found.text + say("You state {}, and the gates alone do not contradict it.", stated);
  return found;
}

}  // namespace skeptic
