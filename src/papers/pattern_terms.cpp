#include <algorithm>
#include <array>
#include <cstdlib>

#include "papers/patterns.h"

namespace skeptic::papers {
namespace {

bool integer(const Token& token) {
  return token.kind == TokenKind::Number && token.number >= 1 && token.number <= 4096 && token.number == static_cast<int>(token.number);
}

/// "the lowest six of every eight", "six of every eight are dropped": what is counted goes.
bool goes(const std::vector<Token>& tokens, std::size_t at) {
  if (tokens[at].word.find(':') != std::string::npos) return false;
  constexpr std::array<std::string_view, 22> kBefore{"lowest",   "smallest",   "weakest", "lesser",  "drop",     "drops",  "dropping", "discard",
                                                     "discards", "discarding", "remove",  "removes", "removing", "zeroes", "zeroing",  "clear",
                                                     "clears",   "clearing",   "prune",   "prunes",  "pruning",  "blank"};
  constexpr std::array<std::string_view, 8> kBehind{"dropped", "removed", "discarded", "zeroed", "cleared", "emptied", "blanked", "eliminated"};
  for (std::size_t i = at > 2 ? at - 2 : 0; i < at; ++i)
    if (one_of(tokens[i], kBefore) && !(i + 1 < at && any_of(tokens[i + 1], {"to", "into", "but"}))) return true;
  for (std::size_t i = at + 1; i < std::min(tokens.size(), at + 5) && tokens[i].kind == TokenKind::Word; ++i)
    if (any_of(tokens[i], {"are", "is", "get", "gets"}) && i + 1 < tokens.size() && one_of(tokens[i + 1], kBehind)) return true;
  return false;
}

/// "2:8" of "6:8".
std::string rest_of(const std::string& ratio) {
  const int kept = std::atoi(ratio.c_str()), size = std::atoi(ratio.c_str() + ratio.find(':') + 1);
  return kept < size ? std::to_string(size - kept) + ratio.substr(ratio.find(':')) : ratio;
}

}  // namespace

double density(const std::string& pattern) {
  if (pattern == "dense") return 1;
  double product = 1;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::size_t end = std::min(pattern.find('/', at), pattern.size());
    const int kept = std::atoi(pattern.c_str() + at), group = std::atoi(pattern.c_str() + pattern.find(':', at) + 1);
    if (group > 0) product *= static_cast<double>(kept) / group;
    at = end + 1;
  }
  return product;
}

std::vector<Term> terms_of(const Sentence& sentence) {
  const auto& tokens = sentence.tokens;
  std::vector<Term> terms;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind == TokenKind::Ratio) {
      const std::size_t colon = tokens[i].value.find(':');
      if (tokens[i].value.substr(0, colon) == tokens[i].value.substr(colon + 1)) {  // 8:8
        terms.push_back({i, i + 1, "dense"});
        continue;
      }
      terms.push_back({i, i + 1, goes(tokens, i) ? rest_of(tokens[i].value) : tokens[i].value});
      // "one of every two blocks of sixteen"
      if (i + 3 < tokens.size() && (tokens[i + 1].is("blocks") || tokens[i + 1].is("block") || tokens[i + 1].is("groups")) &&
          tokens[i + 2].is("of") && integer(tokens[i + 3]) && tokens[i].value.find('@') == std::string::npos)
        terms.back().pattern += "@" + tokens[i + 3].value, terms.back().end = i + 4;
      // "two of every four blocks are kept, where a block consists of eight consecutive weights", "2:4 at the level of blocks of eight"
      const bool of_blocks = i + 1 < tokens.size() && any_of(tokens[i + 1], {"block", "blocks", "at", "on", "over", "across"});
      for (std::size_t j = i + 2; of_blocks && j + 2 < std::min(tokens.size(), i + 14) && tokens[j].kind != TokenKind::Ratio; ++j) {
        const bool consists = any_of(tokens[j], {"block", "blocks"}) &&
                              any_of(tokens[j + 1], {"consists", "comprises", "holds", "has", "of", "being", "contains", "have", "is"});
        const std::size_t size = j + (j + 3 < tokens.size() && tokens[j + 2].is("of") ? 3U : 2U);
        if (!consists || !integer(tokens[size]) || tokens[size].hyphened) continue;
        if (terms.back().pattern.find('@') == std::string::npos) terms.back().pattern += "@" + tokens[size].value;
        break;
      }
      // "2:4 of sixteen-element blocks"
      if (i + 4 < tokens.size() && tokens[i + 1].is("of") && integer(tokens[i + 2]) && tokens[i + 3].hyphened &&
          (tokens[i + 4].is("blocks") || tokens[i + 4].is("block")) && tokens[i].value.find('@') == std::string::npos)
        terms.back().pattern += "@" + tokens[i + 2].value, terms.back().end = i + 5;
      // "with two values of every eight, with four, or with all of them"
      const int size = std::atoi(tokens[i].value.c_str() + colon + 1);
      const bool in_words = tokens[i].word.find(':') == std::string::npos && terms.back().end == i + 1;
      for (std::size_t j = i + 1; in_words && j + 1 < tokens.size() && any_of(tokens[j], {",", "or", "and"}); i = j, ++j) {
        while (j + 1 < tokens.size() && any_of(tokens[j], {",", "or", "and", "with", "the", "either"})) ++j;
        const bool ends = j + 1 == tokens.size() || tokens[j + 1].kind == TokenKind::Mark || any_of(tokens[j + 1], {"or", "and"}) ||
                          (tokens[j + 1].is("of") && j + 2 < tokens.size() && any_of(tokens[j + 2], {"them", "it"}));
        if (integer(tokens[j]) && tokens[j].number < size && ends)
          terms.push_back({terms.back().end, j + 1, tokens[j].value + ":" + std::to_string(size)});
        else if (any_of(tokens[j], {"all", "everything", "lot"}) && ends)
          terms.push_back({terms.back().end, j + 1, "dense"});
        else
          break;
      }
      continue;
    }
    // "two of sixteen, six of sixteen, or the group as it stands"
    if (tokens[i].is("or") && !terms.empty() && i + 4 < tokens.size() && tokens[i + 1].is("the") &&
        any_of(tokens[i + 2], {"group", "tile", "block", "strip", "vector"}) && tokens[i + 3].is("as") && tokens[i + 4].is("it")) {
      terms.push_back({i + 1, i + 5, "dense"});
      continue;
    }
    // "of every four [blocks of 16] … two are kept"
    if (tokens[i].is("of") && i + 2 < tokens.size() && (tokens[i + 1].is("every") || tokens[i + 1].is("each") || tokens[i + 1].is("any")) &&
        integer(tokens[i + 2])) {
      std::size_t at = i + 3;
      std::string block;
      if (at + 2 < tokens.size() && tokens[at].is("blocks") && tokens[at + 1].is("of") && integer(tokens[at + 2]))
        block = "@" + tokens[at + 2].value, at += 3;
      for (std::size_t j = at; j < std::min(tokens.size(), at + 5); ++j)
        if (integer(tokens[j]) && tokens[j].number <= tokens[i + 2].number && j + 1 < tokens.size()) {
          const bool kept = std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(j),
                                        tokens.begin() + static_cast<std::ptrdiff_t>(std::min(tokens.size(), j + 5)), [](const Token& one) {
                                          return one.is("kept") || one.is("retained") || one.is("survive") || one.is("survives") ||
                                                 one.is("remain") || one.is("nonzero") || one.is("non") || one.is("selected") || one.is("keep") ||
                                                 one.is("chosen");
                                        });
          if (kept) {
            terms.push_back({i, j + 1, tokens[j].value + ":" + tokens[i + 2].value + block});
            i = j;
          }
          break;
        }
      continue;
    }
    // "each pair of weights gives up its smaller member", "of every pair one survives"
    if ((tokens[i].is("pair") || tokens[i].is("pairs")) && i > 0 &&
        (tokens[i - 1].is("each") || tokens[i - 1].is("every") || tokens[i - 1].is("of"))) {
      bool cued = false;
      for (std::size_t j = i + 1; j < std::min(tokens.size(), i + 9) && !cued; ++j) {
        if (tokens[j].kind == TokenKind::Ratio || tokens[j].is(";")) break;
        cued = tokens[j].is("smaller") || tokens[j].is("larger") || tokens[j].is("weaker") || tokens[j].is("stronger") || tokens[j].is("survives") ||
               tokens[j].is("bigger");
        if (cued) terms.push_back({i, j + 1, "1:2"}), i = j;
      }
      if (cued) continue;
    }
    // "every group of eight keeps its top four", "the two largest in every group of four"
    if ((tokens[i].is("group") || tokens[i].is("groups") || tokens[i].is("block") || tokens[i].is("window") || tokens[i].is("set") ||
         tokens[i].is("vector")) &&
        i + 2 < tokens.size() && tokens[i + 1].is("of") && integer(tokens[i + 2]) && tokens[i + 2].number <= 128 && tokens[i + 2].number >= 2) {
      const auto cue = [&](std::size_t j) {
        return tokens[j].is("top") || tokens[j].is("largest") || tokens[j].is("biggest") || tokens[j].is("greatest") || tokens[j].is("keep") ||
               tokens[j].is("keeps") || tokens[j].is("retain") || tokens[j].is("retains") || tokens[j].is("survive") || tokens[j].is("kept") ||
               tokens[j].is("remain") || tokens[j].is("remains") || tokens[j].is("survives") || tokens[j].is("stay") || tokens[j].is("stays") ||
               tokens[j].is("left") || tokens[j].is("retained") || tokens[j].is("nonzero") || tokens[j].is("nonzeros");
      };
      bool cued = false;
      std::size_t number = tokens.size();
      for (std::size_t j = i + 3; j < std::min(tokens.size(), i + 11); ++j) {
        if (tokens[j].kind == TokenKind::Ratio || tokens[j].is(";") || tokens[j].is(".")) break;
        cued = cued || cue(j);
        const bool counts = j + 1 < tokens.size() &&
                            (tokens[j + 1].is("multipliers") || tokens[j + 1].is("lanes") || tokens[j + 1].is("macs") || tokens[j + 1].is("banks"));
        if (integer(tokens[j]) && number == tokens.size() && !counts) number = j;
      }
      if (!(cued && number != tokens.size())) {
        cued = false, number = tokens.size();
        for (std::size_t j = i > 9 ? i - 9 : 0; j < i; ++j) {
          if (tokens[j].is(";") || tokens[j].is(".") || tokens[j].kind == TokenKind::Ratio) cued = false, number = tokens.size();
          cued = cued || cue(j);
          if (integer(tokens[j])) number = j;
        }
      }
      if (cued && number != tokens.size() && tokens[number].number < tokens[i + 2].number &&
          (terms.empty() || terms.back().end <= std::min(i, number))) {
        terms.push_back({std::min(i, number), std::max(i + 3, number + 1), tokens[number].value + ":" + tokens[i + 2].value});
        continue;
      }
    }
    if (tokens[i].is("dense") || tokens[i].is("unpruned") || tokens[i].is("densely")) terms.push_back({i, i + 1, "dense"});
    if ((tokens[i].is("full") || tokens[i].is("everything") || tokens[i].is("all")) && i > 0 && (tokens[i - 1].is("or") || tokens[i - 1].is("and")) &&
        !terms.empty() && terms.back().end + 4 >= i &&
        !(i + 1 < tokens.size() && (tokens[i + 1].is("the") || tokens[i + 1].is("other") || tokens[i + 1].is("are"))))
      terms.push_back({i, i + 1, "dense"});
    // "otherwise everything", "if more, all", "above that all values were kept"
    if (any_of(tokens[i], {"all", "everything"}) && i > 0 && !terms.empty()) {
      const bool ends = i + 1 == tokens.size() || tokens[i + 1].kind == TokenKind::Mark ||
                        (i + 2 < tokens.size() && any_of(tokens[i + 1], {"values", "eight", "of"}) &&
                         any_of(tokens[i + 2], {"are", "were", "stay", "them", "kept"}));
      bool other = false;
      for (std::size_t j = i > 3 ? i - 3 : 0; j < i; ++j) other = other || any_of(tokens[j], {"otherwise", "else", "more", "above", "beyond"});
      if (ends && other) terms.push_back({i, i + 1, "dense"});
    }
    // "keep three of every eight, or keep them all"
    if (tokens[i].is("all") && i > 2 && any_of(tokens[i - 1], {"them"}) &&
        any_of(tokens[i - 2], {"keep", "keeps", "take", "takes", "leave", "pass"}) && any_of(tokens[i - 3], {"or", "and", ","}) && !terms.empty() &&
        terms.back().end + 6 >= i)
      terms.push_back({terms.back().end, i + 1, "dense"});
    // "everything else runs full", "above that it is left whole"
    if ((tokens[i].is("full") || tokens[i].is("whole") || tokens[i].is("untouched") || tokens[i].is("unchanged") || tokens[i].is("complete")) &&
        i > 0 && !terms.empty() &&
        (tokens[i - 1].is("runs") || tokens[i - 1].is("run") || tokens[i - 1].is("stays") || tokens[i - 1].is("is") || tokens[i - 1].is("left") ||
         tokens[i - 1].is("in") || tokens[i - 1].is("kept") || tokens[i - 1].is("remains") || tokens[i - 1].is("goes") ||
         tokens[i - 1].is("passes")) &&
        !(i + 1 < tokens.size() && tokens[i + 1].kind == TokenKind::Word && sentence.clause[i + 1] == sentence.clause[i]))
      terms.push_back({i, i + 1, "dense"});
    // "1:4, 2:4 or no pattern at all"
    if (i > 0 && i + 1 < tokens.size() && tokens[i].is("no") && (tokens[i + 1].is("pattern") || tokens[i + 1].is("structure")) &&
        tokens[i - 1].is("or") && !terms.empty() && terms.back().end + 3 >= i)
      terms.push_back({i, i + 2, "dense"});
    if (i + 1 < tokens.size() && (tokens[i].is("without") || tokens[i].is("no")) && (tokens[i + 1].is("sparsity") || tokens[i + 1].is("pruning")))
      terms.push_back({i, i + 2, "dense"});
  }
  if (std::none_of(terms.begin(), terms.end(), [](const Term& one) { return one.pattern != "dense"; })) {
    std::vector<Term> counted = counted_groups(sentence);
    terms.insert(terms.end(), counted.begin(), counted.end());
    std::stable_sort(terms.begin(), terms.end(), [](const Term& a, const Term& b) { return a.begin < b.begin; });
  }
  // Levels.
  for (std::size_t i = 0; i + 1 < terms.size();) {
    const Term &a = terms[i], &b = terms[i + 1];
    const std::size_t gap = b.begin - std::min(a.end, b.begin);
    bool inside = false, over = false, then = false;
    for (std::size_t j = a.end; j < b.begin && gap <= 9; ++j) {
      const Token& token = tokens[j];
      if (token.is("inside") || token.is("within") || token.is("nested")) inside = true;
      if (gap <= 6 && (token.is("over") || token.is("top") || token.is("above") || token.is("atop"))) over = true;
      // "two are kept, and within them one of every two", "and in a surviving block …"
      for (const std::string_view outer : {"them", "these", "those", "each", "surviving", "kept", "retained", "remaining", "such", "chosen"})
        then = then || token.is(outer);
    }
    const bool block =
        std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(a.end), tokens.begin() + static_cast<std::ptrdiff_t>(b.begin),
                    [](const Token& token) { return token.is("block") || token.is("blocks") || token.is("survivor") || token.is("survivors"); });
    if (gap > 6 && !(then && (inside || block))) inside = over = false;
    then = then && inside;
    if (gap <= 9 && block && then) inside = true;
    // "2:4 blocks with 1:2 inside them"
    // "… two blocks are retained, as ranked by their norm; inside a retained block, four of eight"
    if (!inside && gap > 9 && gap <= 24)
      for (std::size_t j = b.begin > 7 ? std::max(a.end, b.begin - 7) : a.end; j + 1 < b.begin; ++j)
        if ((tokens[j].is("inside") || tokens[j].is("within")) &&
            (tokens[j + 1].is("a") || tokens[j + 1].is("each") || tokens[j + 1].is("every") || tokens[j + 1].is("the")))
          inside = then = a.pattern != "dense";
    if (gap == 1 && tokens[a.end].is("of")) inside = then = true;  // "3:8 of 2:4"
    // "the outer level keeps one of two blocks; the inner one, two of four"
    if (!inside && gap <= 16) {
      const auto level = [&](const Term& term, std::string_view word) {
        for (std::size_t j = term.begin > 6 ? term.begin - 6 : 0; j < std::min(tokens.size(), term.end + 6); ++j)
          if (tokens[j].is(word) && !(j >= b.begin && &term == &a) && !(j < a.end && &term == &b)) return true;
        return false;
      };
      if (level(a, "outer") && level(b, "inner")) inside = then = true;
      if (level(a, "inner") && level(b, "outer")) inside = true;
      // "two of every four blocks of 32 are retained, one of every two weights inside a retained block"
      const bool blocks = a.pattern.find('@') != std::string::npos && b.pattern.find('@') == std::string::npos;
      for (std::size_t j = b.end; blocks && j < std::min(tokens.size(), b.end + 5); ++j)
        if (tokens[j].is("inside") || tokens[j].is("within")) inside = then = true;
    }
    // "… and 4:8 within each block"
    for (std::size_t j = b.end; !inside && gap <= 10 && a.pattern.find('@') != std::string::npos && j + 2 < std::min(tokens.size(), b.end + 3); ++j)
      if (any_of(tokens[j], {"inside", "within", "in"}) && any_of(tokens[j + 1], {"each", "every", "a", "the"})) inside = then = true;
    if (!inside && !over && gap <= 3 && (block || (gap > 0 && tokens[b.begin - 1].is("with"))))
      for (std::size_t j = b.end; j + 1 < std::min(tokens.size(), b.end + 3); ++j)
        if ((tokens[j].is("inside") || tokens[j].is("within") || tokens[j].is("in")) &&
            (tokens[j + 1].is("them") || tokens[j + 1].is("it") || tokens[j + 1].is("each")))
          inside = then = true;
    if ((inside || over) && a.pattern != "dense" && b.pattern != "dense" && a.pattern.find('/') == std::string::npos &&
        b.pattern.find('/') == std::string::npos) {
      Term joined{a.begin, b.end, over || then ? a.pattern + "/" + b.pattern : b.pattern + "/" + a.pattern};
      // Only the outer level may have blocks; blocks of one group of the inner level need no size.
      if (const std::size_t at = joined.pattern.find('@'), slash = joined.pattern.find('/');
          at < slash && slash != std::string::npos &&
          joined.pattern.substr(at + 1, slash - at - 1) == joined.pattern.substr(joined.pattern.rfind(':') + 1))
        joined.pattern.erase(at, slash - at);
      terms[i] = joined;
      terms.erase(terms.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      continue;
    }
    ++i;
  }
  return terms;
}

}  // namespace skeptic::papers
