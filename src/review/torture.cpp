// The Mechanism Stress Test: each experiment as an objection with its number, the hardest first, and the condition that would lift it.
#include <fmt/format.h>

#include <algorithm>

#include "review/objection.h"

namespace skeptic {
namespace {

/// Objections that are told in full; of the rest a clause each.
constexpr std::size_t kTold = 8;

std::vector<Objection> all_objections(const CaseFile& file, Evidence& evidence) {
  std::vector<Objection> all{of_claim(file, evidence), of_area(file, evidence), of_energy(file, evidence), of_two_inputs(file, evidence),
                             of_uneven_channels(file, evidence)};
  const auto add = [&](std::vector<Objection> more) { std::move(more.begin(), more.end(), std::back_inserter(all)); };
  if (std::optional<Objection> measured = of_measured_inputs(file, evidence)) all.push_back(std::move(*measured));
  if (file.patterns) all.push_back(of_changing_patterns(file, evidence));
  if (file.decision) all.push_back(of_gates(file, evidence));
  if (file.audit) all.push_back(of_assumptions(file, evidence));
  add(of_axes(file, evidence));
  return all;
}

}  // namespace

Section stress_test(const CaseFile& file, Evidence& evidence) {
  Section section{"The Mechanism Stress Test", {}};
  const std::vector<Objection> all = all_objections(file, evidence);
  std::vector<const Objection*> standing;
  for (const Objection& one : all)
    if (!one.lifted()) standing.push_back(&one);
  // The claim and its price come first, whatever else breaks.
  const auto first = std::find_if(standing.begin(), standing.end(), [](const Objection* one) { return !one->central; });
  std::stable_sort(first, standing.end(), [](const Objection* a, const Objection* b) { return a->left < b->left; });
  for (std::size_t i = 0; i < std::min(standing.size(), kTold); ++i) section.say(standing[i]->whole());
  if (file.on_axes.setting.shapes > 0)
    section.say(say("Axes run on {} layers that stand for the shapes of {}; there you start from {}, where the whole network is at {}.",
                    quoted(fmt::format("{}", file.on_axes.setting.shapes)), quoted(file.setting.network), evidence.speedup(file.axes_start),
                    evidence.speedup(file.measured)));
  if (standing.size() > kTold) {
    std::vector<std::string> names;
    for (std::size_t i = kTold; i < standing.size(); ++i) names.push_back(standing[i]->name);
    section.say(say("Weaker objections, whose tables --full prints: {}.", quoted(listed(names))));
  }
  Bullets held;
  for (const Objection& one : all)
    if (one.lifted() && !one.text.empty()) held.items.push_back(one.text);
  if (!held.items.empty()) {
    section.say(say("What I could not break in {}, or what speaks for it:", file.own_name()));
    section.blocks.emplace_back(std::move(held));
  }
  detail_stack(section, file, evidence);
  detail_measured_inputs(section, file, evidence);
  detail_axes(section, file, evidence);
  if (file.audit) detail_assumptions(section, file, evidence);
  detail_silicon(section, file, evidence);
  return section;
}

}  // namespace skeptic
