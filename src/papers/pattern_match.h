// The small language in which rules are written: words, alternatives, gaps and captures over the tokens of a sentence.
//
//   word|other|prefix*   one token of these; `_` joins words of one alternative, `?` at the end makes it optional
//   @class               the words of a class (classes())
//   !word|other          the next token is none of these
//   ..  ...              up to 4 (12) tokens; `..` stays in its clause, `...` in its sentence up to a semicolon
//   {int} {ratio} …      a token of this kind, whose value the rule takes; <int> is one that it does not take
//   A & B & ~ C          A and B in either order, at most 24 tokens in all and no semicolon between, where the sentence has no C
//
// Kinds: part (a share: "40 %", "a third", "0.6", "half"), times (a factor: "1.8x", "2.5", "twice"), int, number, ratio, size, cycles, percent,
// points, factor, bits, width, frequency, node, area, tops, bandwidth, time, design, network, dataset, own, word (any).
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "papers/sentence.h"

namespace skeptic::papers {

struct WordClass {
  std::string_view name, words;
};
/// The classes that patterns name with @.
std::span<const WordClass> classes();

struct Match {
  std::size_t begin = 0, end = 0;     ///< tokens
  std::vector<std::size_t> captured;  ///< tokens, in order
  std::vector<std::size_t> literal;   ///< tokens that were matched by words
};

class PhrasePattern {
 public:
  /// Asserts that the text follows the language.
  explicit PhrasePattern(std::string_view text);
  ~PhrasePattern();
  PhrasePattern(PhrasePattern&&) noexcept;
  /// Every match that starts at another token; the shortest one at each.
  std::vector<Match> find(const Sentence& sentence) const;
  /// How many of its parts are found in order, of how many: for what almost matched.
  std::pair<int, int> nearness(const Sentence& sentence) const;

  /// Whether its parts may stand in any order.
  bool unordered() const { return parts_.size() > 1; }

  struct Element;

 private:
  std::vector<std::vector<Element>> parts_, absent_;
};

}  // namespace skeptic::papers
