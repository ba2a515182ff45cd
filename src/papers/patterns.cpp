// N:M ratios: single, in lists, in hierarchies; whose they are; and policies that set limits to densities.
#include "papers/patterns.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

#include "papers/collect.h"
#include "papers/pattern_match.h"

namespace skeptic::papers {
namespace {

bool integer(const Token& token) {
  return token.kind == TokenKind::Number && token.number >= 1 && token.number <= 4096 && token.number == static_cast<int>(token.number);
}

bool connects(const Token& token) {
  static const std::set<std::string> words{",",      "and",      "or",        "to",   "as",        "through", "all",   "the", "way",
                                           "either", "else",     "otherwise", "a",    "also",      "mode",    "fully", "is",  "it",
                                           "down",   "up",       "from",      "plus", "processed", "/",       "left",  "in",  "even",
                                           "simply", "entirely", "not",       "at",   "then",      "tile",    "token"};
  return (token.kind == TokenKind::Word || token.kind == TokenKind::Mark) && words.count(token.word) > 0;
}

/// "2:16, 4:16 or nothing less than everything (dense)"
bool or_dense(const Sentence& sentence, std::size_t from, std::size_t to) {
  bool alternative = false;
  for (std::size_t i = from; i < to; ++i) {
    alternative = alternative || sentence.tokens[i].is("or") || sentence.tokens[i].is("otherwise") || sentence.tokens[i].is("else");
    // "1:8, 2:8 and, for the rare stubborn region, dense"
    alternative = alternative || (sentence.tokens[i].is("and") && i + 1 < to && sentence.tokens[i + 1].is(","));
    if ((mention(sentence, i) != Operand::None && !sentence.tokens[i].is("everything") && !sentence.tokens[i].is("both")) ||
        sentence.tokens[i].is(";") || sentence.tokens[i].is("baseline") || sentence.tokens[i].is("than")) {
      if (!(sentence.tokens[i].is("than") && i > from && sentence.tokens[i - 1].is("less"))) return false;
    }
  }
  return alternative;
}

/// The operand right behind a ratio that ends at `end`: "2:4 weights", "4:8 blocks for the activations"; else none.
Operand operand_behind(const Sentence& sentence, std::size_t end) {
  const auto& tokens = sentence.tokens;
  for (std::size_t j = end; j < std::min(tokens.size(), end + 2) && !any_of(tokens[j], {"and", ",", ";", "while", "but"}); ++j)
    if (const Operand behind = mention(sentence, j); behind != Operand::None) return behind;
  for (std::size_t j = end; j + 1 < std::min(tokens.size(), end + 5) && tokens[j].kind == TokenKind::Word; ++j) {
    if (!any_of(tokens[j], {"for", "in", "on"})) continue;
    const std::size_t noun = j + 1 + (any_of(tokens[j + 1], {"the", "its", "our", "all"}) ? 1 : 0);
    return noun < tokens.size() ? mention(sentence, noun) : Operand::None;
  }
  return Operand::None;
}

/// A ratio that names another design's scheme: "Ampere's 2:4", "the 2:4 of Ampere", "such as 2:4", "a 2:4 baseline".
bool of_another(const Sentence& sentence, const Term& term) {
  const auto& tokens = sentence.tokens;
  // A method of training is no machine with a pattern of its own.
  const auto design = [&](std::size_t i) {
    constexpr std::array<std::string_view, 4> kMethods{"sr-ste", "wanda-2to4", "SparseGPT", "Wanda"};
    return i < tokens.size() && tokens[i].kind == TokenKind::Design && std::find(kMethods.begin(), kMethods.end(), tokens[i].value) == kMethods.end();
  };
  for (std::size_t back = 1; back <= 2 && back <= term.begin; ++back) {
    if (design(term.begin - back)) return true;
    if (tokens[term.begin - back].kind == TokenKind::Mark && tokens[term.begin - back].word != "(") break;
  }
  if (term.end < tokens.size() && tokens[term.end].is(")") && design(term.end + 1)) return true;
  for (std::size_t i = term.end; i < std::min(tokens.size(), term.end + 4); ++i) {
    if (tokens[i].kind == TokenKind::Mark) break;
    if (tokens[i].is("baseline") || tokens[i].is("support") || tokens[i].is("tensor") || tokens[i].is("core") || tokens[i].is("cores") ||
        tokens[i].is("machine") || tokens[i].is("network") || tokens[i].is("accelerator"))
      return true;
    if (design(i) && i > term.end &&
        (tokens[i - 1].is("of") || (i > term.end + 1 && tokens[i - 1].is("the") && any_of(tokens[i - 2], {"of", "on"})) || tokens[i - 1].is("in") ||
         tokens[i - 1].is("on") || i == term.end))
      return true;
    if (i == term.end && design(i)) return true;
  }
  // "2:4, as practised by X", "as in X"
  for (std::size_t i = term.end; i + 2 < std::min(tokens.size(), term.end + 6); ++i)
    if (tokens[i].is("as") && tokens[i + 2].is("by"))
      for (std::size_t j = i + 2; j < std::min(tokens.size(), i + 6); ++j)
        if (design(j) || tokens[j].is("nvidia")) return true;
  if (term.begin >= 1 &&
      (tokens[term.begin - 1].is("like") || (term.begin >= 2 && tokens[term.begin - 1].is("as") && tokens[term.begin - 2].is("such"))))
    return true;
  if (term.begin >= 4)
    for (std::size_t i = term.begin - 4; i < term.begin; ++i)
      if ((tokens[i].is("than") && !(i > 0 && any_of(tokens[i - 1], {"more", "fewer"}))) || tokens[i].is("versus") || tokens[i].is("vs") ||
          tokens[i].is("against"))
        return true;
  return false;
}

}  // namespace

/// "4:8 where it fits; everything else is dense": the dense alternative behind a pattern that has a condition; -1 where there is none.
int dense_alternative(const Sentence& sentence, const std::vector<Term>& terms, std::size_t from) {
  const auto& tokens = sentence.tokens;
  for (const Term& term : terms) {
    if (term.begin < from || term.pattern != "dense") continue;
    for (std::size_t i = term.begin; i-- > (term.begin > 7 ? term.begin - 7 : 0) && i >= from;)
      for (const std::string_view word : {"otherwise", "else", "elsewhere", "remaining", "rest", "others", "other", "failing"})
        if (tokens[i].is(word)) return static_cast<int>(term.begin);
  }
  return -1;
}

bool conditional(const Sentence& sentence) {
  for (const Token& token : sentence.tokens)
    for (const std::string_view word : {"if", "where", "wherever", "when", "whenever", "only", "unless", "fewer", "whose", "provided", "once"})
      if (token.is(word)) return true;
  return false;
}

/// "every group of four neighbouring input channels": what one choice of weights covers.
void read_groups(const Sentence& sentence, Collector& collector) {
  const auto& tokens = sentence.tokens;
  for (std::size_t i = sentence.lead; i + 4 < tokens.size(); ++i) {
    if (!(tokens[i].is("group") || tokens[i].is("groups") || tokens[i].is("block") || tokens[i].is("blocks")) || !tokens[i + 1].is("of") ||
        !integer(tokens[i + 2]))
      continue;
    const Token& adjective = tokens[i + 3];
    if (!(adjective.is("neighbouring") || adjective.is("neighboring") || adjective.is("consecutive") || adjective.is("adjacent") ||
          adjective.is("contiguous")))
      continue;
    std::size_t noun = i + 4;
    if (tokens[noun].is("input") || tokens[noun].is("output")) ++noun;
    if (noun >= tokens.size() || !(tokens[noun].is("channels") || tokens[noun].is("weights"))) continue;
    collector.add(sentence, "granularity.weights", "per " + sentence.text.substr(tokens[i].begin, tokens[noun].end - tokens[i].begin), i, noun + 1,
                  "group-of-weights", 2, standing_of(sentence, {i}));
  }
}

/// "The choice is shared by a vector of 32 filters": how many outputs have the same positions.
void read_vectors(const Sentence& sentence, Collector& collector) {
  static const PhrasePattern shared(
      "{int} adjacent|neighbouring|neighboring|consecutive|contiguous? filters|output|rows|kernels|outputs & "
      "mask|choice|pattern|positions|selection|index|decision & share|shares|shared|common|same|alike & "
      "~ activation|activations|tile|tiles|tokens|pixels|run_time|token");
  static const PhrasePattern length("ratio|pattern|<ratio> .. vector length of|=|: {int}");
  const auto& tokens = sentence.tokens;
  for (const PhrasePattern* one : {&shared, &length})
    for (const Match& match : one->find(sentence)) {
      const std::size_t at = match.captured[0];
      if (!integer(tokens[at]) || tokens[at].number < 2 || tokens[at].number > 256) continue;
      const Standing standing = standing_of(sentence, {at});
      collector.add(sentence, "operands.weights.vector", tokens[at].value, match.begin, match.end, "shared-by-outputs", 2, standing);
      if (one == &length) continue;
      std::size_t noun = at + 1;
      while (noun + 1 < tokens.size() && !(tokens[noun].is("filters") || tokens[noun].is("rows") || tokens[noun].is("kernels") ||
                                           tokens[noun].is("outputs") || tokens[noun].is("channels")))
        ++noun;
      collector.add(sentence, "granularity.weights", "per vector of " + sentence.text.substr(tokens[at].begin, tokens[noun].end - tokens[at].begin),
                    at, noun + 1, "shared-by-outputs", 2, standing);
    }
}

/// "00 means 1:8, 01 means 2:8 and 11 means dense": ratios of one sentence that are no list by their words.
void read_scattered(const Sentence& sentence, const std::vector<Term>& terms, Collector& collector) {
  const auto& tokens = sentence.tokens;
  std::vector<std::string> patterns;
  std::size_t ratios = 0;
  for (const Term& term : terms) {
    if (standing_of(sentence, {term.begin}) != Standing::Own || of_another(sentence, term)) return;
    if (std::find(patterns.begin(), patterns.end(), term.pattern) != patterns.end()) continue;
    patterns.push_back(term.pattern);
    if (term.pattern != "dense") ++ratios;
  }
  if (ratios < 1 || patterns.size() < 2 || sentence.row) return;
  bool activations = collector.context == Operand::Activations;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Operand operand = mention(sentence, i);
    if (operand == Operand::Weights || tokens[i].is("outer") || tokens[i].is("respectively") || tokens[i].is("inner")) return;
    activations = activations || operand == Operand::Activations || tokens[i].is("tile") || tokens[i].is("tiles");
  }
  if (!activations || (ratios == 1 && terms.back().pattern != "dense")) return;
  std::stable_sort(patterns.begin(), patterns.end(), [](const auto& a, const auto& b) { return density(a) < density(b); });
  std::string list;
  for (const std::string& one : patterns) list += (list.empty() ? "[" : ", ") + (one == "dense" ? one : "\"" + one + "\"");
  collector.add(sentence, "operands.activations.patterns", list + "]", terms.front().begin, terms.back().end, "patterns-of-a-sentence", 1);
}

void read_patterns(const Sentence& sentence, Collector& collector) {
  read_groups(sentence, collector);
  read_vectors(sentence, collector);
  std::vector<Term> terms = terms_of(sentence);
  const auto& tokens = sentence.tokens;
  read_scattered(sentence, terms, collector);
  for (std::size_t i = 0; i < terms.size();) {
    std::size_t last = i;
    while (last + 1 < terms.size() && terms[last + 1].begin - terms[last].end <= 8) {
      bool joined = true;
      for (std::size_t j = terms[last].end; j < terms[last + 1].begin; ++j) joined = joined && connects(tokens[j]);
      if (!joined && terms[last + 1].pattern == "dense") joined = or_dense(sentence, terms[last].end, terms[last + 1].begin);
      if (!joined) break;
      ++last;
    }
    std::vector<std::string> patterns;
    bool ratio = false;
    std::vector<std::size_t> decisive;
    for (std::size_t j = i; j <= last; ++j) {
      if (std::find(patterns.begin(), patterns.end(), terms[j].pattern) == patterns.end()) patterns.push_back(terms[j].pattern);
      ratio = ratio || terms[j].pattern != "dense";
      if (terms[j].pattern != "dense") decisive.push_back(terms[j].begin);
    }
    const Term whole{terms[i].begin, terms[last].end, {}};
    i = last + 1;
    // "Otherwise the group stays dense": one more of the patterns that are listed elsewhere.
    if (!ratio && whole.end > sentence.lead && (tokens[0].is("otherwise") || (tokens[0].is("everything") && tokens.size() < 6)) &&
        standing_of(sentence, {whole.begin}) == Standing::Own)
      collector.add(sentence, "operands.activations.alternative", "dense", whole.begin, whole.end, "otherwise-dense", 2);
    if (!ratio || whole.end <= sentence.lead) continue;
    const int alternative = dense_alternative(sentence, terms, whole.end);
    const bool condition = alternative >= 0 && conditional(sentence) && patterns.back() != "dense";
    if (condition) patterns.emplace_back("dense");
    Standing standing = standing_of(sentence, decisive);
    if (standing == Standing::Own && of_another(sentence, whole)) standing = Standing::Other;
    Operand operand = operand_of(sentence, whole.begin, whole.end);
    if (const Operand behind = operand_behind(sentence, whole.end); behind != Operand::None) operand = behind;
    const bool named = operand != Operand::None;
    // "3.3 TOPS at 2:8", "At 2:8, energy is …": a setting of what is measured
    if (!named && patterns.size() == 1 && whole.begin > 0 && tokens[whole.begin - 1].is("at") &&
        std::any_of(tokens.begin(), tokens.end(), [](const Token& one) {
          return one.unit == UnitKind::Tops || one.unit == UnitKind::Factor || any_of(one, {"energy", "speedup"});
        }))
      continue;
    // "Attention scores are pruned to 2:4", "The KV cache is 2:4": neither weights nor activations of a layer
    for (std::size_t j = whole.begin; j-- > (whole.begin > 6 ? whole.begin - 6 : 0) && standing == Standing::Own;)
      if ((tokens[j].is("scores") && j > 0 && tokens[j - 1].is("attention")) || (tokens[j].is("cache") && j > 0 && tokens[j - 1].is("kv")) ||
          tokens[j].is("gradients"))
        standing = Standing::Other;
    // "was relaxed from 1:4 to 2:4"
    if (whole.begin > 1 && tokens[whole.begin - 1].is("from") && patterns.size() == 2)
      for (std::size_t j = whole.begin - 1; j-- > (whole.begin > 5 ? whole.begin - 5 : 0);)
        if (any_of(tokens[j], {"relaxed", "changed", "moved", "tightened", "raised", "lowered"})) {
          patterns.erase(patterns.begin());
          break;
        }
    if (!named) operand = collector.context;
    if (patterns.size() == 2 && patterns[1] != "dense" &&
        std::any_of(tokens.begin(), tokens.end(), [](const Token& token) { return token.is("respectively"); })) {
      // "weights and activations … 2:4 and 4:8, respectively"
      Operand first = Operand::None;
      for (std::size_t j = 0; j < tokens.size() && first == Operand::None; ++j) first = mention(sentence, j);
      if (first == Operand::Weights || first == Operand::Activations) {
        collector.add(sentence, "operands.weights.pattern", patterns[first == Operand::Weights ? 0 : 1], whole.begin, whole.end, "ratio", 2,
                      standing);
        collector.add(sentence, "operands.activations.pattern", patterns[first == Operand::Weights ? 1 : 0], whole.begin, whole.end, "ratio", 2,
                      standing);
        continue;
      }
    }
    std::stable_sort(patterns.begin(), patterns.end(), [](const auto& a, const auto& b) { return density(a) < density(b); });
    if (patterns.size() > 1 && operand != Operand::Weights) {
      std::string list;
      for (const std::string& one : patterns) list += (list.empty() ? "[" : ", ") + (one == "dense" ? one : "\"" + one + "\"");
      bool weights = operand != Operand::Activations || !named;
      for (std::size_t j = 0; j < tokens.size(); ++j) weights = weights || mention(sentence, j) == Operand::Weights;
      collector.add(sentence, "operands.activations.patterns", list + "]", whole.begin, whole.end,
                    weights ? "pattern-list" : "patterns-of-activations", patterns.back() == "dense" ? 3 : 2, standing);
      if (condition) collector.add(sentence, "operands.activations.chosen", "run-time", whole.begin, whole.end, "pattern-on-condition", 2, standing);
      continue;
    }
    for (const std::string& one : patterns) {
      if (one == "dense") continue;
      if (operand == Operand::Both) {
        collector.add(sentence, "operands.weights.pattern", one, whole.begin, whole.end, "ratio", 2, standing);
        collector.add(sentence, "operands.activations.pattern", one, whole.begin, whole.end, "ratio", 2, standing);
      } else {
        collector.add(sentence,
                      operand == Operand::Activations ? "operands.activations.pattern"
                      : operand == Operand::Weights   ? "operands.weights.pattern"
                                                      : "operands.?.pattern",
                      one, whole.begin, whole.end, "ratio",
                      operand == Operand::None || !named   ? 1
                      : one.find('/') != std::string::npos ? 3
                                                           : 2,
                      standing);
      }
    }
  }
}

}  // namespace skeptic::papers
