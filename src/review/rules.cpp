#include "review/rules.h"

#include <algorithm>

namespace skeptic {
namespace {

bool wins(const VerdictFacts& facts) { return facts.hardest >= kWorthwhile; }

// clang-format off
constexpr VerdictRow kRules[] = {
    {"copy", "every key is that of a design of the library, under another name", Judgement::Kill,
     "a mechanism of your own",
     [](const VerdictFacts& facts) { return facts.copy; }},
    {"accuracy-worse", "the hardest gain is worthwhile, and a network that ran answers worse than with the baseline's pruning", Judgement::Fix,
     "answers that are no worse than the baseline's, on the networks where they are: retrain, or drop less",
     [](const VerdictFacts& facts) { return wins(facts) && facts.answers == Answers::Worse; }},
    {"accuracy-unproven", "the hardest gain is worthwhile, and nothing tells what the answers are", Judgement::Fix,
     "answers that are no worse than the baseline's, on a CNN and on a Vision Transformer",
     [](const VerdictFacts& facts) { return wins(facts) && facts.answers == Answers::Unproven; }},
    {"power", "the hardest gain is worthwhile, and at equal peak power the opponent is faster", Judgement::Fix,
     "a gain at equal peak power of 1.00×",
     [](const VerdictFacts& facts) { return wins(facts) && facts.power < 1; }},
    {"energy-delay", "the hardest gain is worthwhile, and the opponent's energy times its time is less", Judgement::Fix,
     "less energy, until energy times time is the opponent's",
     [](const VerdictFacts& facts) { return wins(facts) && facts.energy_delay < 1; }},
    {"tail", "the hardest gain is worthwhile, and one measured input in a hundred is slower than on the baseline", Judgement::Fix,
     "a speed-up of 1.00× that 99 % of the inputs reach",
     [](const VerdictFacts& facts) { return wins(facts) && facts.tail && *facts.tail < 1; }},
    {"breaks-in-reality", "the hardest gain is worthwhile, and an axis breaks among the measured inputs", Judgement::Fix,
     "break points beyond what was measured",
     [](const VerdictFacts& facts) { return wins(facts) && !facts.breaks.empty(); }},
    {"gain", "the hardest gain is worthwhile, and none of the above", Judgement::Pursue,
     "a denominator under which the gain is below 1.05×",
     [](const VerdictFacts& facts) { return wins(facts); }},
    {"denominator", "the kindest gain is worthwhile, the hardest is not", Judgement::Fix,
     "an argument for the kindest denominator, or less area under the hardest",
     [](const VerdictFacts& facts) { return facts.kindest >= kWorthwhile; }},
    {"twist", "the best Twist's gain is worthwhile under every denominator", Judgement::Fix,
     "the Twist, made part of the proposal",
     [](const VerdictFacts& facts) { return facts.twist >= kWorthwhile; }},
    {"no-gain", "otherwise", Judgement::Kill,
     "a mechanism that wins at least 1.05× against the same silicon spent on multipliers",
     [](const VerdictFacts&) { return true; }},
};
// clang-format on

}  // namespace

std::string_view name(Answers answers) {
  switch (answers) {
    case Answers::Same:
      return "the baseline's";
    case Answers::Held:
      return "held";
    case Answers::Unproven:
      return "unproven";
    case Answers::Worse:
      return "worse";
  }
  return "";
}

std::span<const VerdictRow> verdict_rules() { return kRules; }

const VerdictRow& rule_that_fires(const VerdictFacts& facts) {
  return *std::find_if(std::begin(kRules), std::end(kRules), [&](const VerdictRow& rule) { return rule.applies(facts); });
}

Judgement judgement(const VerdictFacts& facts) {
  const Judgement found = rule_that_fires(facts).judgement;
  return facts.known && found == Judgement::Pursue ? Judgement::Fix : found;
}

}  // namespace skeptic
