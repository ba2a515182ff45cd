#include "cost/decision_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "rtl/added_policy.h"
#include "rtl/operand_select.h"
#include "rtl/selectors.h"
#include "rtl/synthesis_estimate.h"

namespace skeptic {
namespace {

/// One module, or several in a row without a register between them.
DecisionStep step(const std::vector<std::pair<std::string, RtlComponent>>& modules, std::int64_t more, const Technology& technology, double clock) {
  DecisionStep made;
  for (std::size_t i = 0; i < modules.size(); ++i) {
    const auto& [name, module] = modules[i];
    const SynthesisEstimate found = synthesised(technology, module);
    if (i == 0 || modules[i - 1].first != name) {
      const auto alike = std::count_if(modules.begin(), modules.end(), [&](const auto& one) { return one.first == name; });
      made.module += fmt::format("{}{}{}", i == 0 ? "" : " with ", alike > 1 ? fmt::format("{} x ", alike) : "", name);
    }
    made.fo4 += found.fo4.least;
    made.confidence = worse(made.confidence, worse(found.measured() ? Confidence::B : Confidence::C, technology.fo4.confidence));
    made.source += made.source.empty() ? "" : "; ";
    made.source += fmt::format("rtl/{}.sv, ", module.module);
    made.source += found.libraries == 1 ? fmt::format("{:.1f} FO4 delays, {}", found.fo4.least, synthesised_by(technology))
                                        : fmt::format("{:.1f} … {:.1f} FO4 delays in {} libraries", found.fo4.least, found.fo4.most, found.libraries);
    if (!found.measured()) made.source += ", by its structure from " + found.measured_as;
  }
  made.nanoseconds = made.fo4 * technology.fo4.value * 1e9;
  made.cycles = std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(made.nanoseconds * clock))) + more;
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
  if (!operand.run_time() || operand.patterns.size() < 2 || operand.decide->by != DecideBy::Consumer) return std::nullopt;
  DecisionPath path;
  path.fo4 = technology.fo4;
  path.clock = design.clock.value() / 1e9;
  path.stated = operand.decide->latency;
  path.rule = technology.modules ? std::string(synthesised_by(technology))
                                 : fmt::format("of each module the fewest FO4 delays in any of the {} libraries of Skeptic's shipped table",
                                               shipped_synthesis().libraries.size());
  std::optional<DecisionStep> slowest;
  for (const Pattern& pattern : operand.listed()) {
    if (!leaves_out(pattern) || !selectable(pattern)) continue;
    DecisionStep one =
        step({{"selector of " + pattern.text(), {"selector", selector_parameters(pattern, operand.bits, true, 0)}}}, 0, technology, path.clock);
    if (!slowest || one.nanoseconds > slowest->nanoseconds) slowest = std::move(one);
  }
  if (slowest) path.steps.push_back(std::move(*slowest));
  std::vector<std::pair<std::string, RtlComponent>> chain;
  for (const AddedUnit& unit : policy_units(design, false)) {
    // Where a unit has several edges, the first ends the path that comes in, and at least one path between the others is its longest.
    std::int64_t more = unit.edges - 1;
    if (unit.edges > 1 && !chain.empty()) {
      path.steps.push_back(step(chain, 0, technology, path.clock));
      chain.clear();
      --more;
    }
    chain.emplace_back(unit.component.module, unit.component);
    if (unit.edges == 0) continue;
    path.steps.push_back(step(chain, more, technology, path.clock));
    chain.clear();
  }
  return path;
}

}  // namespace skeptic
