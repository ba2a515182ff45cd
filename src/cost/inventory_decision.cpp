// Choosing a pattern at run time and pruning to it (machine-model, section 8).
#include <fmt/format.h>

#include <algorithm>

#include "base/rational.h"
#include "cost/inventory_parts.h"

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

struct Sorters {
  std::int64_t comparators = 0, comparator_bits = 0;  ///< comparator_bits over all comparators
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
    all.comparators += groups * comparators;
    all.comparator_bits += groups * comparators * key_bits;
    all.score_adder_bits += groups * level.of * (summands - 1) * score_bits;
    all.detail += fmt::format("{}{} networks of {} comparators for {} scores of {} bits", all.detail.empty() ? "" : ", ", groups, comparators,
                              level.of, score_bits);
  }
  return all;
}

void add_selectors(const ResolvedDesign& design, std::int64_t elements, Parts& parts) {
  const Sorters all = sorters(design.activations.listed(), design.activations.bits, elements);
  const std::string detail = fmt::format("{} elements a cycle: {}", elements, all.detail);
  parts.add(Part::ScoreAdders, Primitive::Adder, 1, all.score_adder_bits, "adder bits: " + detail);
  parts.add(Part::SortComparators, Primitive::Comparator, 1, all.comparator_bits, "comparator bits: " + detail);
  parts.add(Part::SortSelect, Primitive::Mux2, 1, 2 * all.comparator_bits, "both outputs of each comparator: " + detail);
}

void add_policy(const ResolvedDesign& design, std::int64_t elements, Parts& parts) {
  const Operand& operand = design.activations;
  const Decision& decision = *operand.decide;
  const auto patterns = static_cast<std::int64_t>(operand.patterns.size());
  const std::int64_t tested = patterns - 1;  // the last is taken where no other qualifies
  if (tested <= 0) return;
  const std::int64_t unit = unit_elements(decision), units = ceil_divide(elements, unit);
  const std::int64_t count_bits = ceil_log2(static_cast<std::uint64_t>(unit) + 1),
                     sum_bits = 2 * operand.bits + ceil_log2(static_cast<std::uint64_t>(unit));
  std::int64_t held_bits = ceil_log2(static_cast<std::uint64_t>(patterns));  // of one decision on its way
  const std::string each = fmt::format("{} elements a cycle", elements);

  if (decision.policy.kind == PolicyKind::Energy) {
    parts.add_multipliers(Part::PolicySquares, operand.bits, operand.bits, elements, fmt::format("a square for each of {}", each));
    const std::int64_t tree = tree_adder_bits(elements, 2 * operand.bits) + sum_bits * units;  // and one accumulator a unit
    parts.add(Part::PolicyAdders, Primitive::Adder, 1, tree * patterns,
              fmt::format("adder bits: trees for the sum of all squares and {} sums of kept ones, {}", tested, each));
    parts.add_multipliers(Part::PolicyScale, sum_bits, kThresholdBits, tested * units,
                          fmt::format("{} thresholds for each of {} units a cycle", tested, units));
    parts.add(Part::PolicyComparators, Primitive::Comparator, sum_bits, tested * units,
              fmt::format("{} thresholds for each of {} units a cycle", tested, units));
    held_bits += patterns * sum_bits;
  } else {
    parts.add(Part::PolicyGates, Primitive::Gate, 1, elements * (operand.bits - 1), each);
    parts.add(Part::PolicyAdders, Primitive::Adder, 1, elements, fmt::format("adder bits: a count of ones, {}", each));
    std::int64_t comparators = tested * units;
    if (decision.policy.kind == PolicyKind::Cover) {  // each group against its N
      comparators = 0;
      for (std::int64_t i = 0; i < tested; ++i) comparators += ceil_divide(elements, operand.patterns[static_cast<std::size_t>(i)].group_length());
      held_bits += tested;
    } else {
      held_bits += count_bits;
    }
    parts.add(Part::PolicyComparators, Primitive::Comparator, count_bits, comparators, fmt::format("{} patterns tested, {}", tested, each));
  }
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
  add_policy(design, elements, parts);
  if (const std::int64_t bits = design.activations.decide->state_bits; bits > 0)
    parts.add_macros(Part::DecisionState, sram_macro(parts.technology(), bits, kWordBits), 1, 1, fmt::format("{} KiB", Rational(bits, 8192).text()));
}

}  // namespace skeptic
