// What the words around the numbers of a sentence say of them: measures, comparisons, losses.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "papers/result_marks.h"

namespace skeptic::papers {

inline constexpr std::array<std::string_view, 43> kLess{
    "sinks",   "sink",     "sank",      "less",      "saves",    "save",      "saving",   "savings",   "lower",    "lowers",    "reduces",
    "reduce",  "reduced",  "reduction", "decreases", "decrease", "decreased", "fewer",    "saved",     "falls",    "drops",     "cuts",
    "cut",     "down",     "better",    "improves",  "spends",   "below",     "under",    "cheaper",   "shrinks",  "shaves",    "fell",
    "dropped", "reducing", "lowered",   "trims",     "spared",   "sheds",     "declines", "undercuts", "undercut", "reductions"};
inline constexpr std::array<std::string_view, 47> kAdded{
    "adds",    "add",      "added",   "adding",     "overhead",   "increase",   "increases",  "increased", "cost",     "costs",
    "costing", "accounts", "account", "occupies",   "occupy",     "takes",      "take",       "makes",     "claim",    "claims",
    "smaller", "less",     "larger",  "additional", "extra",      "grows",      "below",      "than",      "consumes", "of",
    "more",    "top",      "hit",     "penalty",    "surcharge",  "growth",     "enlarge",    "enlarges",  "pay",      "swells",
    "up",      "amount",   "amounts", "represent",  "represents", "constitute", "constitutes"};
inline constexpr std::array<std::string_view, 7> kShareOf{"claim", "claims", "occupies", "takes", "occupy", "makes", "accounts"};

class ResultWords {
 public:
  explicit ResultWords(const Sentence& sentence);

 protected:
  bool near(std::size_t begin, std::size_t end, std::size_t reach, const auto& words) const {
    for (std::size_t i = begin > reach ? begin - reach : 0; i < std::min(tokens_.size(), end + reach); ++i)
      if (one_of(tokens_[i], words)) return true;
    return false;
  }
  bool word(std::size_t i, std::string_view text) const { return i < tokens_.size() && tokens_[i].is(text); }
  /// "It leaves us with 2.2x over the dense trainer.": a factor over another design, and nothing else that is counted.
  bool compared(const std::vector<Mark>& list) const;
  /// "11 % smaller"; "4.9 mm2, of which the unit takes up 2.6 %"
  bool area_of_part(const std::vector<Mark>& list) const;
  /// "91.4% correct", "labels 66.8% of ImageNet correctly", "ResNet-50 stays at 75.9%": right answers of a network.
  bool correct(std::size_t begin, std::size_t end) const;
  /// "The number of nonzeros varies by a factor of 9."
  bool varies() const;
  bool less_before(std::size_t end) const;
  bool speed_near(std::size_t begin, std::size_t end) const;
  bool area_anywhere() const;
  /// The measure that a percentage is a share of: "8 % of the area", "39 percent of the energy of the dense array are saved"; empty where of
  /// something else. `metric`: what the words say, `before`: what the sentence before spoke of.
  std::string_view whole_of(const std::vector<Mark>& list, std::size_t n, std::string_view metric, std::string_view before) const;
  bool named_before(std::size_t at, std::string_view text) const;
  /// "reduces latency by 34 %", "34 % fewer cycles", "in 66 % of the time": the speed-up that a share of the time comes to; 0 where it is none.
  double speed_of_time(const Mark& mark) const;
  /// A plus or minus before a number.
  bool signed_with(const Mark& mark, char sign) const;
  /// "5.2 TOPS/W, 1.6x better than S2TA"
  bool of_efficiency(const Mark& mark) const;
  /// "0.42 mm2, 8 % more than the dense array"
  bool area_before(const Mark& mark) const;
  /// "2.1 mm2 (+8 % vs dense)", "75.9 % (-0.2 %)": the measure of what stands before the bracket; empty where there is no sign or no bracket.
  std::string_view signed_in_brackets(const Mark& mark) const;
  /// "The surcharge in area, measured against a dense array with the same buffers, is 9.2 %."
  bool overhead_said(std::size_t begin) const;
  /// "energy efficiency improves by 19 %": more of a ratio, not less energy.
  bool efficiency_grows(std::size_t begin, std::size_t end) const;
  /// "In terms of energy, the gain is 1.7x": the measure that a word like "gain" at `i` is told to be in; empty where it is not told.
  std::string_view in_terms_of(std::size_t i) const;
  /// "energy-delay product", "our simulator is 40x faster than RTL", "SRAM fills 62 % of the die": no result of the design.
  bool not_of_the_design(const Mark& mark) const;
  /// "whereas the dense original stands at 77.1 %"
  bool dense_is_subject(std::size_t begin) const;
  /// "compared to 76.1 % of the dense model": what it was before
  bool of_the_unchanged(const Mark& mark) const;
  /// "Its run time is 0.48 of that of the dense array": a share of a time, and not a factor
  bool time_of_another(const Mark& mark) const;
  /// "no loss of accuracy", "without accuracy loss"
  bool no_loss(std::size_t i) const;

  const Sentence& sentence_;
  const std::vector<Token>& tokens_;
  std::vector<std::string> listed_;  ///< the networks of the sentence
  std::vector<int> parts_;           ///< parts_by_measure()
};

}  // namespace skeptic::papers
