// What the words around the numbers of a sentence say of them: measures, comparisons, losses.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "papers/result_marks.h"

namespace skeptic::papers {

inline constexpr std::array<std::string_view, 40> kLess{
    "sinks",   "sink",   "sank",    "less",      "saves",     "save",     "saving",    "savings", "lower", "lowers",
    "reduces", "reduce", "reduced", "reduction", "decreases", "decrease", "decreased", "fewer",   "saved", "falls",
    "drops",   "cuts",   "cut",     "down",      "better",    "improves", "spends",    "below",   "under", "cheaper",
    "shrinks", "shaves", "fell",    "dropped",   "reducing",  "lowered",  "trims",     "spared",  "sheds", "declines"};
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
  /// "no loss of accuracy", "without accuracy loss"
  bool no_loss(std::size_t i) const;

  const Sentence& sentence_;
  const std::vector<Token>& tokens_;
  std::vector<std::string> listed_;  ///< the networks of the sentence
  std::vector<int> parts_;           ///< parts_by_measure()
};

}  // namespace skeptic::papers
