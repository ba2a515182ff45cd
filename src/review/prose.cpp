#include "review/prose.h"

#include <cctype>

namespace skeptic {

namespace {

const char* separator(std::size_t i, std::size_t count) { return i == 0 ? "" : i + 1 == count ? " and " : ", "; }

}  // namespace

namespace prose {

Sentence fill(std::string_view words, const std::vector<Sentence>& arguments) {
  Sentence sentence;
  std::size_t next = 0;
  while (!words.empty()) {
    const std::size_t place = words.find("{}");
    if (place != 0) sentence.pieces.emplace_back(std::string(words.substr(0, place)));
    if (place == std::string_view::npos) break;
    const std::vector<Piece>& argument = arguments[next++].pieces;
    sentence.pieces.insert(sentence.pieces.end(), argument.begin(), argument.end());
    words.remove_prefix(place + 2);
  }
  return sentence;
}

}  // namespace prose

std::string capital(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) text += separator(i, words.size()) + words[i];
  return text;
}

Sentence listed(const std::vector<Sentence>& clauses) {
  Sentence sentence;
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    if (i > 0) sentence.pieces.emplace_back(std::string(separator(i, clauses.size())));
    sentence.pieces.insert(sentence.pieces.end(), clauses[i].pieces.begin(), clauses[i].pieces.end());
  }
  return sentence;
}

Sentence operator+(Sentence first, const Sentence& second) {
  if (first.empty()) return second;
  if (second.empty()) return first;
  first.pieces.emplace_back(std::string(" "));
  first.pieces.insert(first.pieces.end(), second.pieces.begin(), second.pieces.end());
  return first;
}

}  // namespace skeptic
