// Choosing a pattern at run time and pruning to it (machine-model, section 8).
#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>

#include "base/rational.h"
#include "cost/inventory_parts.h"
#include "rtl/added.h"
#include "rtl/selectors.h"

namespace skeptic {
namespace {

constexpr std::int64_t kAllChannels = 512;
constexpr std::int64_t kThresholdBits = 16;
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

/// Adders of a tree that sums n values of `bits`, in bits: each level's are one wider than the last's.
std::int64_t tree_adder_bits(std::int64_t n, std::int64_t bits) {
  std::int64_t sum = 0;
  for (; n > 1; n -= n / 2) sum += n / 2 * ++bits;
  return sum;
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

bool leaves_out(const Pattern& pattern) { return pattern.structured() && pattern.density() < Rational(1); }

/// A selector compares every pair of a group's entries, level by level, and takes absolute values first.
Switched selector_work(const Pattern& pattern, std::int64_t bits) {
  Switched work;
  const std::vector<Level> levels = choosing_levels(pattern);
  const std::int64_t group = levels.front().group();
  work.gates = group * bits;
  for (const Level& level : levels) {
    const std::int64_t groups = group / level.group(), scored = level.block > 1 ? level.of * (level.block - 1) : 0;
    work.comparator_bits += groups * level.of * (level.of - 1) / 2 * bits;
    work.gates += groups * level.of * (level.of - 1);
    work.adder_bits += groups * scored * bits;
  }
  return work;
}

Switched& operator+=(Switched& sum, const Switched& more) {
  sum.adder_bits += more.adder_bits;
  sum.comparator_bits += more.comparator_bits;
  sum.gates += more.gates;
  return sum;
}

Switched times(Switched work, std::int64_t count) {
  work.adder_bits *= count;
  work.comparator_bits *= count;
  work.gates *= count;
  return work;
}

/// A selector for each listed pattern that leaves something out, as rtl/ has them; sorting networks for those that it cannot build.
void add_selectors(const ResolvedDesign& design, std::int64_t elements, Parts& parts) {
  const std::int64_t bits = design.activations.bits;
  std::vector<Pattern> unbuilt;
  std::vector<std::pair<Pattern, std::int64_t>> built;
  std::int64_t common = 0;
  for (const Pattern& pattern : design.activations.listed()) {
    if (!leaves_out(pattern)) continue;
    if (!selectable(pattern)) {
      unbuilt.push_back(pattern);
      continue;
    }
    built.emplace_back(pattern, ceil_divide(elements, choosing_levels(pattern).front().group()));
    common = std::gcd(common, built.back().second);
  }
  Modules piece;
  Switched work;
  std::string names;
  for (const auto& [pattern, copies] : built) {
    piece.push_back({{"selector", selector_parameters(pattern, bits, true, 0)}, copies / common});
    work += times(selector_work(pattern, bits), copies / common);
    names += fmt::format("{}{} for {}", names.empty() ? "" : ", ", copies, pattern.text());
  }
  parts.add_modules(Part::Selectors, piece, work, "group", common, fmt::format("{} elements a cycle of {} bits: {}", elements, bits, names));
  if (unbuilt.empty()) return;
  const Sorters all = sorters(unbuilt, bits, elements);
  Switched sort;
  sort.adder_bits = all.score_adder_bits;
  sort.comparator_bits = all.comparator_bits;
  sort.mux2 = 2 * all.comparator_bits;  // both outputs of each comparator
  parts.add_formula(Part::UnbuiltSelectors, sort, "cycle", 1, fmt::format("{} elements a cycle: {}", elements, all.detail));
}

/// What one policy unit switches with a beat.
Switched policy_work(const Decision& decision, std::int64_t bits, std::int64_t beat, std::int64_t tested, std::int64_t sum_bits) {
  Switched work;
  if (decision.policy.kind == PolicyKind::Energy) {
    work.product_bits = beat * bits * bits + tested * sum_bits * kThresholdBits;
    work.adder_bits = (tested + 1) * (tree_adder_bits(beat, 2 * bits) + sum_bits);
    work.comparator_bits = tested * sum_bits;
    work.register_bits = (tested + 1) * sum_bits;
    return work;
  }
  work.gates = beat * (bits - 1);
  if (decision.policy.kind == PolicyKind::Cover) {
    work.gates += tested * 2 * beat;
    work.register_bits = tested;
    return work;
  }
  work.adder_bits = beat + sum_bits;
  work.comparator_bits = tested * sum_bits;
  work.register_bits = sum_bits;
  return work;
}

void add_policy(const ResolvedDesign& design, Parts& parts) {
  const std::optional<PolicyUnit> policy = policy_unit(design, false);
  if (!policy) return;  // the only pattern is taken
  const Operand& operand = design.activations;
  const Decision& decision = *operand.decide;
  const auto patterns = static_cast<std::int64_t>(operand.patterns.size());
  const std::int64_t tested = patterns - 1, elements = policy->elements, beat = std::min(kPolicyElements, elements);
  const std::int64_t unit = unit_elements(decision), units = ceil_divide(elements, unit);
  const bool energy = decision.policy.kind == PolicyKind::Energy, cover = decision.policy.kind == PolicyKind::Cover;
  // Bits of what is summed over a unit.
  const std::int64_t sum_bits =
      energy ? 2 * operand.bits + ceil_log2(static_cast<std::uint64_t>(unit)) : ceil_log2(static_cast<std::uint64_t>(unit) + 1);
  parts.add_modules(Part::PolicyUnits, {{policy->component, 1}}, policy_work(decision, operand.bits, beat, tested, sum_bits), "beat", policy->copies,
                    fmt::format("{} of {} elements each, {} patterns tested; {} elements a cycle", policy->component.module, beat, tested, elements));
  if (const std::int64_t joins = policy->copies - units; joins > 0) {
    Switched tree;
    if (cover)
      tree.gates = tested * joins;
    else
      tree.adder_bits = (energy ? patterns : 1) * sum_bits * joins;
    parts.add_formula(Part::PolicyTree, tree, "cycle", 1,
                      fmt::format("{} of {} joins of {} policy units to {} units a cycle, by formula: rtl/ does not have it",
                                  cover ? "gates" : "adders", joins, policy->copies, units));
  }
  Switched work;
  if (decision.by == DecideBy::Producer) {
    work.register_bits = sum_bits;
    work.adder_bits = beat + sum_bits;
    work.gates = beat * (operand.bits - 1);
    parts.add_modules(Part::ProducerCounters, {{producer_counters(design, *policy), 1}}, work, "beat", policy->copies,
                      fmt::format("nonzeros of open units, {} elements each", beat));
  }
  Switched table;
  table.register_bits = index_bits(patterns);
  table.mux2 = (kTableUnits - 1) * index_bits(patterns);
  parts.add_modules(Part::ModeTable, {{mode_table(design), 1}}, table, "unit", 1, fmt::format("the patterns of {} units", kTableUnits));

  std::int64_t held_bits = ceil_log2(static_cast<std::uint64_t>(patterns));  // of one decision on its way
  held_bits += energy ? patterns * sum_bits : cover ? tested : sum_bits;
  parts.add(Part::DecisionRegisters, Primitive::Register, held_bits, decision.latency * units,
            fmt::format("{} stages x {} units a cycle, {} bits of a decision on its way", decision.latency, units, held_bits));
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

std::int64_t unit_elements(const Decision& decision) { return decision.pixels * decision.channels.value_or(kAllChannels); }

std::int64_t selected_elements(const ResolvedDesign& design) {
  const Operand& operand = design.activations;
  if (operand.decide && operand.decide->by == DecideBy::Consumer)
    return ceil_divide(operand.decide->rate * Rational(unit_elements(*operand.decide)), Rational(1));
  const bool imposed = operand.chosen == Chosen::Fixed && operand.pattern.structured() && operand.pattern.density() < Rational(1);
  return operand.decide || imposed ? store_elements(design) : 0;
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
