#include "papers/pattern_match.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <string>

namespace skeptic::papers {
namespace {

constexpr std::array kClasses{
    WordClass{"weights", "weight|weights|filter|filters|kernel|kernels|coefficient|coefficients"},
    WordClass{"acts", "activation|activations|feature|features|input|inputs|token|tokens|probabilities|hidden|map|maps|ifmap|ifmaps|keys"},
    WordClass{"pe", "pe|pes|element|elements|unit|units|cell|cells|processing_element|processing_elements|node|nodes|lane|lanes|mac|seat"},
    WordClass{"array", "array|grid|mesh|matrix|engine|fabric|pes|elements|arrays|geometry|tiles|cores|core|cluster|chip|datapath|accelerator"},
    WordClass{"keep",
              "keep|keeps|kept|keeping|retain|retains|retained|retaining|survive|survives|surviving|preserve|preserves|preserved|remain|remains|hold|"
              "holds"},
    WordClass{"choose",
              "choose|chooses|chosen|choosing|choice|pick|picks|picked|picking|select|selects|selected|selecting|selection|selector|decide|decides|"
              "decided|deciding|decision|decisions|determine|determines|determined|adapt|adapts|switches|switch|assign|assigns|fixes|assigned|"
              "classifies|classify|classified|stamps|stamped|grants|granted|grades|graded|awards|awarded|settles|settled|verdict|allots|allotted|"
              "elect|elects|elected|election|electing|designates|designated|nominates|nominated"},
    WordClass{
        "mode",
        "pattern|patterns|ratio|ratios|density|densities|mode|modes|format|formats|level|levels|structure|structures|grade|grades|profile|profiles|"
        "sparsity|sparsities|class|classes|tier|tiers|bound|bounds|n|setting|settings|code|codes|budget|budgets|shape|shapes|rung|rungs|label|option|"
        "options|candidate|candidates|alternatives|menu|set"},
    WordClass{"skip", "skip|skips|skipped|skipping|omitted|elided|eliminated|bypassed"},
    WordClass{"stored",
              "stored|store|stores|held|hold|holds|kept|encoded|compressed|packed|saved|coded|represented|carry|carries|accompanied|written|lie|"
              "recorded|marked|described"},
    WordClass{"unit",
              "tile|tiles|block|blocks|token|tokens|region|regions|group|groups|head|heads|row|rows|channel|vector|vectors|pixel|pixels|window|layer|"
              "patch|patches|strip|strips|frame|input|column|piece|pieces|chunk|chunks|segment|segments|slab|slabs|parcel|parcels|unit|units|stripe|"
              "stripes|slice|slices|brick|bricks|panel|panels|bundle|bundles|zone|zones"},
    WordClass{"has",
              "has|have|holds|contains|owns|with|accommodates|comprises|includes|carries|houses|features|integrates|is|are|provides|uses|employs|"
              "combines|packs|had"},
    WordClass{
        "runtime",
        "run_time|runtime|on_the_fly|dynamically|dynamic|real_time|during_inference|while_it_runs|online|running|at_inference|as_it_goes|on_the_go|"
        "while_it_works|at_execution_time"},
};

bool int_token(const Token& token) {
  return token.kind == TokenKind::Number && token.number >= 0 && token.number == std::floor(token.number) && token.number < 1e9;
}

bool of_kind(const Token& token, std::string_view kind) {
  const auto quantity = [&](UnitKind unit) { return token.kind == TokenKind::Quantity && token.unit == unit; };
  if (kind == "part")
    return (quantity(UnitKind::Percent) && token.number > 0) || (token.kind == TokenKind::Number && token.number > 0 && token.number < 1) ||
           token.is("half");
  if (kind == "times")
    return quantity(UnitKind::Factor) || (token.kind == TokenKind::Number && token.number > 1) || any_of(token, {"twice", "thrice"});
  if (kind == "int") return int_token(token);
  if (kind == "number") return token.kind == TokenKind::Number;
  if (kind == "ratio") return token.kind == TokenKind::Ratio;
  if (kind == "size") return quantity(UnitKind::Size);
  if (kind == "cycles") return quantity(UnitKind::Cycles);
  if (kind == "percent") return quantity(UnitKind::Percent);
  if (kind == "points") return quantity(UnitKind::Points);
  if (kind == "factor") return quantity(UnitKind::Factor);
  if (kind == "bits") return quantity(UnitKind::Bits);
  if (kind == "width") return quantity(UnitKind::Width);
  if (kind == "frequency") return quantity(UnitKind::Frequency);
  if (kind == "node") return quantity(UnitKind::Node);
  if (kind == "area") return quantity(UnitKind::Area);
  if (kind == "tops") return quantity(UnitKind::Tops);
  if (kind == "bandwidth") return quantity(UnitKind::Bandwidth);
  if (kind == "time") return quantity(UnitKind::Time);
  if (kind == "design") return token.kind == TokenKind::Design;
  if (kind == "network") return token.kind == TokenKind::Network;
  if (kind == "dataset") return token.kind == TokenKind::Dataset;
  if (kind == "own") return token.kind == TokenKind::Own;
  assert(kind == "word");
  return token.kind == TokenKind::Word;
}

bool hard_break(const Token& token) { return token.kind == TokenKind::Mark && (token.word == ";" || token.word == "?" || token.word == "!"); }

}  // namespace

std::span<const WordClass> classes() { return kClasses; }

struct PhrasePattern::Element {
  enum class What { Words, Not, Gap, Kind } what = What::Words;
  std::vector<std::vector<std::string>> alternatives;
  bool optional = false, captured = false, in_clause = false;
  int most = 0;
  std::string kind;

  /// How many tokens of an alternative stand at `at`; 0 for none.
  std::size_t length_at(const std::vector<Token>& tokens, std::size_t at) const {
    std::size_t best = 0;
    for (const auto& words : alternatives) {
      std::size_t i = 0;
      while (i < words.size() && at + i < tokens.size() && fits(tokens[at + i], words[i])) ++i;
      if (i == words.size()) best = std::max(best, i);
    }
    return best;
  }
  static bool fits(const Token& token, const std::string& word) {
    if (token.kind == TokenKind::Quantity || token.kind == TokenKind::Ratio) return false;
    if (word.size() > 1 && word.back() == '*') return token.word.compare(0, word.size() - 1, word, 0, word.size() - 1) == 0;
    return token.word == word;
  }
};

namespace {

std::vector<PhrasePattern::Element> elements_of(std::string_view text) {
  std::vector<PhrasePattern::Element> elements;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    const std::size_t end = std::min(text.find(' ', at), text.size());
    std::string part(text.substr(at, end - at));
    at = end;
    using Element = PhrasePattern::Element;
    Element element;
    if (part == ".." || part == "...") {
      element.what = Element::What::Gap;
      element.most = part == ".." ? 4 : 12;
      element.in_clause = part == "..";
    } else if (part.front() == '{' || part.front() == '<') {
      element.what = Element::What::Kind;
      element.captured = part.front() == '{';
      element.optional = part.back() == '?';
      if (element.optional) part.pop_back();
      element.kind = part.substr(1, part.size() - 2);
    } else {
      if (part.size() > 1 && part.front() == '!') element.what = Element::What::Not, part.erase(0, 1);
      if (part.size() > 1 && part.back() == '?') element.optional = true, part.pop_back();
      std::string expanded;
      for (std::size_t from = 0; from <= part.size();) {
        const std::size_t bar = std::min(part.find('|', from), part.size());
        std::string word = part.substr(from, bar - from);
        if (word.size() > 1 && word.front() == '@') {
          const auto* found = std::find_if(kClasses.begin(), kClasses.end(), [&](const WordClass& one) { return one.name == word.substr(1); });
          assert(found != kClasses.end());
          word = std::string(found->words);
        }
        expanded += (expanded.empty() ? "" : "|") + word;
        from = bar + 1;
      }
      for (std::size_t from = 0; from <= expanded.size();) {
        const std::size_t bar = std::min(expanded.find('|', from), expanded.size());
        std::vector<std::string> words(1);
        for (const char c : expanded.substr(from, bar - from)) {
          if (c == '_')
            words.emplace_back();
          else
            words.back() += c;
        }
        element.alternatives.push_back(std::move(words));
        from = bar + 1;
      }
    }
    elements.push_back(std::move(element));
  }
  assert(!elements.empty());
  return elements;
}

}  // namespace

PhrasePattern::PhrasePattern(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(" & ", at), text.size());
    const std::string_view part = text.substr(at, end - at);
    if (part.starts_with("~ "))
      absent_.push_back(elements_of(part.substr(2)));
    else
      parts_.push_back(elements_of(part));
    at = end + 3;
  }
  assert(!parts_.empty());
}

PhrasePattern::~PhrasePattern() = default;
PhrasePattern::PhrasePattern(PhrasePattern&&) noexcept = default;

namespace {

struct Search {
  const std::vector<PhrasePattern::Element>& elements;
  const Sentence& sentence;
  int budget = 4000;  ///< steps from one token: gaps in gaps cost no more
  Match match;

  bool from(std::size_t element, std::size_t at) {
    if (--budget < 0) return false;
    const auto& tokens = sentence.tokens;
    if (element == elements.size()) {
      match.end = at;
      return true;
    }
    const PhrasePattern::Element& one = elements[element];
    using What = PhrasePattern::Element::What;
    if (one.what == What::Gap) {
      for (int skipped = 0; skipped <= one.most && at + static_cast<std::size_t>(skipped) <= tokens.size(); ++skipped) {
        const std::size_t next = at + static_cast<std::size_t>(skipped);
        if (from(element + 1, next)) return true;
        if (next >= tokens.size() || hard_break(tokens[next])) return false;
        if (one.in_clause && at > 0 && sentence.clause[next] != sentence.clause[at - 1]) return false;
      }
      return false;
    }
    if (one.what == What::Not) return one.length_at(tokens, at) == 0 && from(element + 1, at);
    if (one.what == What::Kind) {
      if (at < tokens.size() && of_kind(tokens[at], one.kind)) {
        if (one.captured) match.captured.push_back(at);
        if (from(element + 1, at + 1)) return true;
        if (one.captured) match.captured.pop_back();
      }
    } else if (const std::size_t length = one.length_at(tokens, at); length > 0) {
      for (std::size_t i = 0; i < length; ++i) match.literal.push_back(at + i);
      if (from(element + 1, at + length)) return true;
      match.literal.resize(match.literal.size() - length);
    }
    return one.optional && from(element + 1, at);
  }
};

}  // namespace

namespace {

std::vector<Match> matches_of(const std::vector<PhrasePattern::Element>& elements, const Sentence& sentence) {
  std::vector<Match> matches;
  for (std::size_t at = 0; at < sentence.tokens.size(); ++at) {
    Search search{elements, sentence, 4000, {}};
    search.match.begin = at;
    if (!search.from(0, at)) continue;
    matches.push_back(std::move(search.match));
  }
  return matches;
}

constexpr std::size_t kTogether = 24;  ///< tokens that parts in any order take at most

/// Adds to `whole` the nearest match of each part from `next` on; the parts do not overlap.
bool complete(const std::vector<std::vector<Match>>& found, std::size_t next, const Sentence& sentence, Match& whole) {
  if (next == found.size()) return true;
  const Match* best = nullptr;
  std::size_t shortest = kTogether + 1;
  for (const Match& one : found[next]) {
    if (one.begin < whole.end && whole.begin < one.end && std::any_of(one.literal.begin(), one.literal.end(), [&](std::size_t i) {
          return std::find(whole.literal.begin(), whole.literal.end(), i) != whole.literal.end();
        }))
      continue;
    const std::size_t begin = std::min(one.begin, whole.begin), end = std::max(one.end, whole.end);
    if (end - begin >= shortest) continue;
    if (std::any_of(sentence.tokens.begin() + static_cast<std::ptrdiff_t>(begin), sentence.tokens.begin() + static_cast<std::ptrdiff_t>(end),
                    hard_break))
      continue;
    best = &one, shortest = end - begin;
  }
  if (best == nullptr) return false;
  whole.begin = std::min(best->begin, whole.begin), whole.end = std::max(best->end, whole.end);
  whole.captured.insert(whole.captured.end(), best->captured.begin(), best->captured.end());
  whole.literal.insert(whole.literal.end(), best->literal.begin(), best->literal.end());
  return complete(found, next + 1, sentence, whole);
}

}  // namespace

std::vector<Match> PhrasePattern::find(const Sentence& sentence) const {
  for (const auto& elements : absent_)
    if (!matches_of(elements, sentence).empty()) return {};
  std::vector<std::vector<Match>> found;
  for (const auto& elements : parts_) {
    found.push_back(matches_of(elements, sentence));
    if (found.back().empty()) return {};
  }
  std::vector<Match> matches;
  for (Match& first : found[0])
    if (complete(found, 1, sentence, first) && first.end > sentence.lead) matches.push_back(std::move(first));
  return matches;
}

std::pair<int, int> PhrasePattern::nearness(const Sentence& sentence) const {
  int found = 0, all = 0;
  for (const auto& elements : parts_)
    for (const Element& one : elements) {
      if (one.what == Element::What::Gap || one.what == Element::What::Not || one.optional) continue;
      ++all;
      for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
        const bool here = one.what == Element::What::Kind ? of_kind(sentence.tokens[i], one.kind) : one.length_at(sentence.tokens, i) > 0;
        if (here) {
          ++found;
          break;
        }
      }
    }
  return {found, all};
}

}  // namespace skeptic::papers
