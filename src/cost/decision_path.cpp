#include "cost/decision_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "rtl/added.h"
#include "rtl/selectors.h"
#include "rtl/synthesis_estimate.h"

namespace skeptic {
namespace {

DecisionStep step(std::string name, const RtlComponent& module, const Figure& fo4, double clock) {
  const SynthesisEstimate found = estimate(module);
  DecisionStep made;
  made.module = std::move(name);
  made.fo4 = found.fo4.least;
  made.nanoseconds = made.fo4 * fo4.value * 1e9;
  made.cycles = std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(made.nanoseconds * clock)));
  made.confidence = worse(found.measured() ? Confidence::B : Confidence::C, fo4.confidence);
  made.source = fmt::format("rtl/{}.sv, {:.1f} … {:.1f} FO4 delays in {} libraries{}", module.module, found.fo4.least, found.fo4.most,
                            found.libraries, found.measured() ? "" : ", by its structure from " + found.measured_as);
  return made;
}

}  // namespace

std::int64_t DecisionPath::cycles() const {
  std::int64_t sum = 0;
  for (const DecisionStep& one : steps) sum += one.cycles;
  return sum;
}

double DecisionPath::nanoseconds() const {
  double sum = 0;
  for (const DecisionStep& one : steps) sum += one.nanoseconds;
  return sum;
}

double DecisionPath::depth() const {
  double sum = 0;
  for (const DecisionStep& one : steps) sum += one.fo4;
  return sum;
}

std::string DecisionPath::text() const {
  std::string text;
  for (const DecisionStep& one : steps)
    text += fmt::format("{}{}, {:.1f} FO4 delays, {:.3f} ns, {} cycle{}", text.empty() ? "" : "; then ", one.module, one.fo4, one.nanoseconds,
                        one.cycles, one.cycles == 1 ? "" : "s");
  return text;
}

Confidence DecisionPath::confidence() const {
  Confidence worst = Confidence::A;
  for (const DecisionStep& one : steps) worst = worse(worst, one.confidence);
  return worst;
}

std::optional<DecisionPath> decision_path(const ResolvedDesign& design, const Technology& technology) {
  const Operand& operand = design.activations;
  const std::optional<PolicyUnit> policy = policy_unit(design, false);
  if (!policy || operand.decide->by != DecideBy::Consumer) return std::nullopt;
  DecisionPath path;
  path.fo4 = technology.fo4;
  path.clock = design.clock.value() / 1e9;
  path.stated = operand.decide->latency;
  std::optional<DecisionStep> slowest;
  for (const Pattern& pattern : operand.listed()) {
    if (!selectable(pattern)) continue;
    DecisionStep one = step("selector of " + pattern.text(), {"selector", selector_parameters(pattern, operand.bits, true, 0)}, path.fo4, path.clock);
    if (!slowest || one.nanoseconds > slowest->nanoseconds) slowest = std::move(one);
  }
  if (slowest) path.steps.push_back(std::move(*slowest));
  path.steps.push_back(step(policy->component.module, policy->component, path.fo4, path.clock));
  path.steps.back().cycles += policy->edges - 1;  // between two edges at least one of the unit's paths is its longest
  return path;
}

}  // namespace skeptic
