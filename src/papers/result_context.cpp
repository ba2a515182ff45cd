// On which network a result is, and over what.
#include <algorithm>
#include <array>

#include "papers/result_marks.h"

namespace skeptic::papers {
namespace {

constexpr std::array<std::string_view, 9> kBehindOver{"than", "over", "against", "versus", "vs", "to", "with", "of", "from"};

template <std::size_t N>
bool one_of(const Token& token, const std::array<std::string_view, N>& words) {
  return token.kind == TokenKind::Word && std::find(words.begin(), words.end(), token.word) != words.end();
}

std::string relative_at(const std::vector<Token>& tokens, std::size_t j) {
  if (tokens[j].kind == TokenKind::Design) return tokens[j].value;
  if (tokens[j].is("dense") || tokens[j].is("unpruned")) return "dense";
  if (tokens[j].is("without") && j + 2 < tokens.size() && (tokens[j + 1].is("sparsity") || tokens[j + 2].is("sparsity"))) return "dense";
  return {};
}

}  // namespace

std::string network_of(const Sentence& sentence, const std::vector<Mark>& list, std::size_t n, const std::vector<std::string>& listed,
                       const std::vector<std::string>& before) {
  const auto& tokens = sentence.tokens;
  const auto word = [&](std::size_t i, std::string_view text) { return i < tokens.size() && tokens[i].is(text); };
  const Mark& mark = list[n];
  // Right behind it or before it, inside of its list.
  const std::size_t stop = n + 1 < list.size() ? list[n + 1].begin : tokens.size();
  const auto joined = [&](std::size_t i) {
    return word(i, "on") || word(i, "for") || word(i, "in") || word(i, "complete") || word(i, "of") || word(i, "(") || word(i, "at");
  };
  bool inside = false;  // "1.3x on A, 1.2x on B": every mark has its own
  for (std::size_t i = list.front().end; i < list.back().begin; ++i) inside = inside || tokens[i].kind == TokenKind::Network;
  // "1.3x and 1.6x on A and B", in this order; or of the sentence before.
  if (list.size() > 1 && !inside) {
    const std::vector<std::string>& networks = listed.empty() ? before : listed;
    if (networks.size() == list.size()) return networks[n];
  }
  if (listed.size() == 2)
    for (std::size_t j = mark.end; j < std::min(stop, mark.end + 9); ++j)
      if (word(j, "former") || word(j, "latter")) return listed[word(j, "former") ? 0 : 1];
  const bool named_before = std::any_of(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(mark.begin),
                                        [](const Token& one) { return one.kind == TokenKind::Network; });
  for (std::size_t j = mark.end; j < std::min(stop, mark.end + 6); ++j) {
    if (tokens[j].is(",") && named_before) break;
    if (tokens[j].kind == TokenKind::Quantity && tokens[j].unit == mark.unit) break;
    if (tokens[j].kind == TokenKind::Network && joined(j - 1)) return tokens[j].value;
  }
  for (std::size_t j = mark.begin; j-- > 0;)
    if (tokens[j].kind == TokenKind::Network) return tokens[j].value;
  for (std::size_t j = mark.end; j < tokens.size(); ++j)
    if (tokens[j].kind == TokenKind::Network) return tokens[j].value;
  return {};
}

std::string over_of(const Sentence& sentence, const std::vector<Mark>& list) {
  const auto& tokens = sentence.tokens;
  const std::size_t begin = list.front().begin, end = list.back().end;
  for (std::size_t j = end; j < tokens.size(); ++j) {
    if (tokens[j].kind == TokenKind::Quantity && tokens[j].unit == list.front().unit && j > end + 2) break;
    const std::string other = relative_at(tokens, j);
    if (other.empty()) continue;
    for (std::size_t back = j; back-- > (j > 8 ? j - 8 : 0);)
      if (one_of(tokens[back], kBehindOver)) return other;
  }
  for (std::size_t j = begin; j-- > 0;) {
    const std::string other = relative_at(tokens, j);
    if (other.empty()) continue;
    for (std::size_t back = j; back-- > (j > 4 ? j - 4 : 0);)
      if (one_of(tokens[back], kBehindOver) || tokens[back].is("outperforms")) return other;
  }
  return {};
}

bool other_is_slower(const Sentence& sentence, std::size_t before) {
  const auto& tokens = sentence.tokens;
  constexpr std::array<std::string_view, 8> kBehind{"slower", "behind", "beaten", "trails", "outrun", "loses", "exceeded", "outperformed"};
  for (std::size_t j = 0; j + 1 < before; ++j) {
    if (!one_of(tokens[j], kBehind)) continue;
    for (std::size_t k = j + 1; k < std::min(tokens.size(), j + 4) && k < before; ++k)
      if (tokens[k].kind == TokenKind::Own || tokens[k].is("ours") || tokens[k].is("we") || tokens[k].is("us")) return true;
  }
  return false;
}

}  // namespace skeptic::papers
