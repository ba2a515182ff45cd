// The sentences of a review. A number can stand in one only as a reference to an evidence record, or as a quotation of what a file says: the fixed
// words of a sentence are checked at compile time to hold no digit.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace skeptic {

/// A number: the index of its record in the evidence of the review.
struct Ref {
  std::size_t record = 0;
};

/// Words of the user's files and fixed names (designs, patterns, layers, keys), printed as they are.
struct Quoted {
  std::string text;
};
inline Quoted quoted(std::string text) { return {std::move(text)}; }

using Piece = std::variant<std::string, Ref, Quoted>;

struct Sentence {
  std::vector<Piece> pieces;
  bool empty() const { return pieces.empty(); }
};

/// Fixed words with a {} for every argument; no digits.
template <typename... Args>
struct Words {
  std::string_view text;
  template <std::size_t N>
  consteval Words(const char (&words)[N]) : text(words, N - 1) {  // NOLINT: implicit, as a format string is
    std::size_t places = 0;
    for (std::size_t i = 0; i + 1 < N; ++i) {
      if (words[i] >= '0' && words[i] <= '9') throw "a number in a review needs an evidence record";
      if (words[i] == '{' && words[i + 1] == '}') ++places;
    }
    if (places != sizeof...(Args)) throw "one {} for every argument";
  }
};

namespace prose {
inline Sentence part(const Ref& ref) { return {{ref}}; }
inline Sentence part(const Quoted& quoted) { return {{quoted}}; }
inline const Sentence& part(const Sentence& sentence) { return sentence; }
Sentence fill(std::string_view words, const std::vector<Sentence>& arguments);
}  // namespace prose

/// say("At {} cycles your claim is {}.", latency, speedup); a sentence among the arguments is a clause of the new one.
template <typename... Args>
Sentence say(Words<std::type_identity_t<Args>...> words, const Args&... arguments) {
  return prose::fill(words.text, {prose::part(arguments)...});
}

/// With a capital at the start.
std::string capital(std::string text);

/// "a", "a and b", "a, b and c".
std::string listed(const std::vector<std::string>& words);
Sentence listed(const std::vector<Sentence>& clauses);

/// One sentence after another, with a space between.
Sentence operator+(Sentence first, const Sentence& second);

}  // namespace skeptic
