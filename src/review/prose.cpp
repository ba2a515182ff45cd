#include "review/prose.h"

namespace skeptic {

namespace prose {

Sentence fill(std::string_view words, std::vector<Piece> arguments) {
  Sentence sentence;
  std::size_t next = 0;
  while (!words.empty()) {
    const std::size_t place = words.find("{}");
    if (place != 0) sentence.pieces.emplace_back(std::string(words.substr(0, place)));
    if (place == std::string_view::npos) break;
    sentence.pieces.push_back(std::move(arguments[next++]));
    words.remove_prefix(place + 2);
  }
  return sentence;
}

}  // namespace prose

Sentence operator+(Sentence first, const Sentence& second) {
  if (first.empty()) return second;
  if (second.empty()) return first;
  first.pieces.emplace_back(std::string(" "));
  first.pieces.insert(first.pieces.end(), second.pieces.begin(), second.pieces.end());
  return first;
}

}  // namespace skeptic
