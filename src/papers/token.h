// A sentence as tokens: words in small letters, numbers (also written out), quantities with their units, N:M ratios and names of the field.
#pragma once

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "papers/names.h"

namespace skeptic::papers {

enum class TokenKind { Word, Number, Quantity, Ratio, Design, Network, Dataset, Own, Mark };

enum class UnitKind { None, Percent, Points, Factor, Size, Bits, Frequency, Cycles, Time, Bandwidth, Width, Node, Area, Tops, Other };

struct Token {
  TokenKind kind = TokenKind::Word;
  std::size_t begin = 0, end = 0;  ///< in the sentence
  std::string word;                ///< in small letters, without 's; of a mark: the character
  std::string value;               ///< a number, a quantity or a ratio as a design file writes it; a name's id
  double number = 0;
  UnitKind unit = UnitKind::None;
  bool capital = false;  ///< begins with a capital
  bool possessive = false;
  bool library = false;   ///< a name of the library
  bool earlier = false;   ///< another chip of the paper's own
  bool hyphened = false;  ///< joined to the token before by a hyphen

  bool is(std::string_view text) const { return (kind == TokenKind::Word || kind == TokenKind::Mark) && word == text; }
};

template <std::size_t N>
bool one_of(const std::string& word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}
template <std::size_t N>
bool one_of(const Token& token, const std::array<std::string_view, N>& words) {
  return token.kind == TokenKind::Word && one_of(token.word, words);
}

inline bool any_of(const Token& token, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return token.is(word); });
}

inline constexpr std::size_t kLongestSentence = 220;  ///< tokens; what is longer is read in pieces

/// `own`: how the paper calls its design, in small letters, e.g. {"igniscore x1", "igniscore"}.
std::vector<Token> tokens_of(std::string_view sentence, const std::vector<std::string>& own);

/// Two values of one key, quantities and numbers compared as such: "200 KB" and "0.2 MB", "resnet50" and "ResNet-50".
bool same_value(std::string_view a, std::string_view b);
/// Whether a value is another in fewer digits, in the same unit: 2.4 of 2.44, "3%" of "2.9%".
bool rounds(const std::string& coarse, const std::string& fine);

}  // namespace skeptic::papers
