// The written rules of the verdict (docs/verdict.md): what they look at, and which one fires.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "review/document.h"

namespace skeptic {

/// A review's gain below which the area model's own uncertainty decides, and not the idea.
inline constexpr double kWorthwhile = 1.05;

/// Share of right answers by which a proposal may fall behind its baseline, and its baseline behind the whole network, for the comparison to say
/// anything: two standard errors of 500 answers at 95 %.
inline constexpr double kAccuracyMargin = 0.02, kBaselineBroken = 0.10;

/// What is known about the proposal's answers.
enum class Answers {
  Same,      ///< nothing is dropped that the baseline keeps
  Held,      ///< networks that ran answer as they do with the baseline's pruning
  Unproven,  ///< nothing ran, or the baseline's own pruning breaks what ran
  Worse,     ///< a network that ran answers worse than with the baseline's pruning
};
std::string_view name(Answers answers);

/// Everything that decides. Ratios: more than 1 is better for the proposal, always against the strongest static opponent.
struct VerdictFacts {
  bool copy = false;                ///< every key is that of a design of the library
  bool known = false;               ///< its structure is
  double hardest = 0, kindest = 0;  ///< gain at equal area, by denominator
  double power = 0;                 ///< gain at equal peak power
  double energy_delay = 0;          ///< the opponent's energy x time over the proposal's
  std::optional<double> tail;       ///< speed-up over the baseline that 99 % of the measured inputs reach
  std::vector<std::string> breaks;  ///< axes whose break point lies among the measured inputs
  Answers answers = Answers::Unproven;
  double twist = 0;  ///< gain of the best change under its hardest denominator; 0: none
};

struct VerdictRow {
  std::string_view name;  ///< "denominator"
  std::string_view when;  ///< for the table of the documentation
  Judgement judgement;
  std::string_view changes;  ///< what would have to be another number
  bool (*applies)(const VerdictFacts&) = nullptr;
};

/// In order: the first that applies is the verdict. The last always does.
std::span<const VerdictRow> verdict_rules();
const VerdictRow& rule_that_fires(const VerdictFacts& facts);
/// Of a structure that the library has, never better than fix.
Judgement judgement(const VerdictFacts& facts);

}  // namespace skeptic
