// Choosing a pattern at run time and pruning to it (machine-model, section 8).
#include <fmt/format.h>

#include <algorithm>

#include "base/rational.h"
#include "cost/inventory_parts.h"
#include "rtl/added_policy.h"
#include "rtl/selectors.h"

namespace skeptic {
namespace {

constexpr std::int64_t kWordBits = 64;  // the port of the decision's state

/// Levels that are chosen by sorting, each once: levels of several patterns share a network where what they sort is the same.
std::vector<std::vector<Level>> sorted_levels(const std::vector<Pattern>& patterns) {
  std::vector<std::vector<Level>> found;
  for (const Pattern& pattern : patterns)
    for (std::size_t i = 0; i < pattern.levels.size(); ++i) {
      if (pattern.levels[i].keep == pattern.levels[i].of) continue;
      std::vector<Level> levels(pattern.levels.begin() + static_cast<std::ptrdiff_t>(i), pattern.levels.end());
      levels.front().keep = 1;  // a sorted list serves every N
      if (std::find(found.begin(), found.end(), levels) == found.end()) found.push_back(std::move(levels));
    }
  return found;
}

/// Sorting networks for patterns that rtl/ has no selector for.
struct Sorters {
  std::int64_t comparator_bits = 0;  ///< over all comparators
  std::int64_t score_adder_bits = 0;
  std::string detail;
};

Sorters sorters(const std::vector<Pattern>& patterns, std::int64_t bits, std::int64_t elements) {
  Sorters all;
  for (const std::vector<Level>& levels : sorted_levels(patterns)) {
    const Level& level = levels.front();
    Rational scored(level.block * level.height);  // values that a block still holds when it is scored
    for (std::size_t i = 1; i < levels.size(); ++i) scored = scored * Rational(levels[i].keep, levels[i].of);
    const std::int64_t summands = ceil_divide(scored, Rational(1)), groups = ceil_divide(elements, level.group() * level.height);
    const std::int64_t score_bits = bits + ceil_log2(static_cast<std::uint64_t>(summands));
    const std::int64_t key_bits = score_bits + ceil_log2(static_cast<std::uint64_t>(level.of));  // the index breaks ties
    const std::int64_t comparators = sort_comparators(level.of);
    all.comparator_bits += groups * comparators * key_bits;
    all.score_adder_bits += groups * level.of * (summands - 1) * score_bits;
    all.detail += fmt::format("{}{} networks of {} comparators for {} scores of {} bits", all.detail.empty() ? "" : ", ", groups, comparators,
                              level.of, score_bits);
  }
  return all;
}

/// A selector for each listed pattern that leaves something out, as rtl/ has them; sorting networks for those that it cannot build.
void add_selectors(const ResolvedDesign& design, std::int64_t elements, Parts& parts) {
  const std::int64_t bits = design.activations.bits;
  std::string names;
  for (const Pattern& pattern : design.activations.listed())
    if (leaves_out(pattern) && selectable(pattern))
      names += fmt::format("{}{} for {}", names.empty() ? "" : ", ", ceil_divide(elements, choosing_levels(pattern).front().group()), pattern.text());
  parts.add_units(Part::Selectors, Role::Selector, "group", fmt::format("{} elements a cycle of {} bits: {}", elements, bits, names));
  const std::vector<Pattern> unbuilt = unbuilt_patterns(design);
  if (unbuilt.empty()) return;
  const Sorters all = sorters(unbuilt, bits, elements);
  Switched sort;
  sort.adder_bits = all.score_adder_bits;
  sort.comparator_bits = all.comparator_bits;
  sort.mux2 = 2 * all.comparator_bits;  // both outputs of each comparator
  parts.add_formula(Part::UnbuiltSelectors, sort, "cycle", 1, fmt::format("{} elements a cycle: {}", elements, all.detail));
}

void add_policy(const ResolvedDesign& design, Parts& parts) {
  const Operand& operand = design.activations;
  const Decision& decision = *operand.decide;
  const auto patterns = static_cast<std::int64_t>(operand.patterns.size());
  if (patterns < 2) return;  // the only pattern is taken
  const PolicyWidth width = policy_width(design);
  const std::int64_t unit = unit_elements(decision);
  const bool energy = decision.policy.kind == PolicyKind::Energy, cover = decision.policy.kind == PolicyKind::Cover;
  parts.add_units(Part::PolicyUnits, Role::Policy, "beat",
                  fmt::format("{} of {} elements each, {} patterns tested; {} elements a cycle{}", width.copies, width.beat, patterns - 1,
                              width.elements, width.joined() ? fmt::format(", {} that choose", width.units) : ""));
  parts.add_units(Part::PolicyTree, Role::PolicyTree, "cycle", fmt::format("joins {} policy units to {} units a cycle", width.copies, width.units));
  parts.add_units(Part::ProducerCounters, Role::Counters, "beat", fmt::format("nonzeros of open units, {} elements each", width.beat));
  parts.add_units(Part::ModeTable, Role::ModeTable, "unit", fmt::format("the patterns of {} units", kTableUnits));

  // Bits of what is summed over a unit, and of a decision on its way.
  const std::int64_t sum_bits = energy ? 2 * operand.bits + ceil_log2(static_cast<std::uint64_t>(unit)) : count_bits(unit);
  std::int64_t held_bits = ceil_log2(static_cast<std::uint64_t>(patterns));
  held_bits += energy ? patterns * sum_bits : cover ? patterns - 1 : sum_bits;
  parts.add(Part::DecisionRegisters, Primitive::Register, held_bits, decision.latency * width.units,
            fmt::format("{} stages x {} units a cycle, {} bits of a decision on its way", decision.latency, width.units, held_bits));
}

}  // namespace

std::int64_t sort_comparators(std::int64_t n) {
  std::int64_t width = 1;
  while (width < n) width *= 2;
  std::int64_t count = 0;  // Knuth, The Art of Computer Programming 3, algorithm 5.2.2M
  for (std::int64_t p = width / 2; p > 0; p /= 2)
    for (std::int64_t q = width / 2, r = 0, d = p; d > 0; d = q - p, q /= 2, r = p)
      for (std::int64_t i = 0; i + d < n; ++i)
        if ((i & p) == r) ++count;
  return count;
}

void add_decision(const ResolvedDesign& design, Parts& parts) {
  const std::int64_t elements = selected_elements(design);
  if (elements == 0) return;
  add_selectors(design, elements, parts);
  if (!design.activations.decide) return;
  add_policy(design, parts);
  if (const std::int64_t bits = design.activations.decide->state_bits; bits > 0)
    parts.add_macros(Part::DecisionState, sram_macro(parts.technology(), bits, kWordBits), 1, 1, fmt::format("{} KiB", Rational(bits, 8192).text()));
}

}  // namespace skeptic
