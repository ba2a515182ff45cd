// N:M ratios: single, in lists, in hierarchies; whose they are; and policies that set limits to densities.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

#include "papers/collect.h"

namespace skeptic::papers {
namespace {

bool integer(const Token& token) {
  return token.kind == TokenKind::Number && token.number >= 1 && token.number <= 4096 && token.number == static_cast<int>(token.number);
}

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

struct Term {
  std::size_t begin, end;  ///< tokens
  std::string pattern;
};

/// Ratios and the word "dense" as they stand, levels that lie in each other joined.
std::vector<Term> terms_of(const Sentence& sentence) {
  const auto& tokens = sentence.tokens;
  std::vector<Term> terms;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind == TokenKind::Ratio) {
      terms.push_back({i, i + 1, tokens[i].value});
      // "one of every two blocks of sixteen"
      if (i + 3 < tokens.size() && (tokens[i + 1].is("blocks") || tokens[i + 1].is("block") || tokens[i + 1].is("groups")) &&
          tokens[i + 2].is("of") && integer(tokens[i + 3]) && tokens[i].value.find('@') == std::string::npos)
        terms.back().pattern += "@" + tokens[i + 3].value, terms.back().end = i + 4;
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
    // "every group of eight keeps its top four", "the two largest in every group of four"
    if ((tokens[i].is("group") || tokens[i].is("groups") || tokens[i].is("block") || tokens[i].is("window") || tokens[i].is("set") ||
         tokens[i].is("vector")) &&
        i + 2 < tokens.size() && tokens[i + 1].is("of") && integer(tokens[i + 2]) && tokens[i + 2].number <= 128 && tokens[i + 2].number >= 2) {
      const auto cue = [&](std::size_t j) {
        return tokens[j].is("top") || tokens[j].is("largest") || tokens[j].is("biggest") || tokens[j].is("greatest") || tokens[j].is("keep") ||
               tokens[j].is("keeps") || tokens[j].is("retain") || tokens[j].is("retains") || tokens[j].is("survive") || tokens[j].is("kept");
      };
      bool cued = false;
      std::size_t number = 0;
      for (std::size_t j = i + 3; j < std::min(tokens.size(), i + 11); ++j) {
        if (tokens[j].kind == TokenKind::Ratio || tokens[j].is(";") || tokens[j].is(".")) break;
        cued = cued || cue(j);
        if (integer(tokens[j]) && number == 0) number = j;
      }
      if (!(cued && number != 0)) {
        cued = false, number = 0;
        for (std::size_t j = i > 9 ? i - 9 : 0; j < i; ++j) {
          if (tokens[j].is(";") || tokens[j].is(".") || tokens[j].kind == TokenKind::Ratio) cued = false, number = 0;
          cued = cued || cue(j);
          if (integer(tokens[j])) number = j;
        }
      }
      if (cued && number != 0 && tokens[number].number < tokens[i + 2].number && (terms.empty() || terms.back().end <= std::min(i, number))) {
        terms.push_back({std::min(i, number), std::max(i + 3, number + 1), tokens[number].value + ":" + tokens[i + 2].value});
        continue;
      }
    }
    if (tokens[i].is("dense") || tokens[i].is("unpruned") || tokens[i].is("densely")) terms.push_back({i, i + 1, "dense"});
    if ((tokens[i].is("full") || tokens[i].is("everything") || tokens[i].is("all")) && i > 0 && (tokens[i - 1].is("or") || tokens[i - 1].is("and")) &&
        !terms.empty() && terms.back().end + 4 >= i &&
        !(i + 1 < tokens.size() && (tokens[i + 1].is("the") || tokens[i + 1].is("other") || tokens[i + 1].is("are"))))
      terms.push_back({i, i + 1, "dense"});
    if (i + 1 < tokens.size() && (tokens[i].is("without") || tokens[i].is("no")) && (tokens[i + 1].is("sparsity") || tokens[i + 1].is("pruning")))
      terms.push_back({i, i + 2, "dense"});
  }
  // Levels.
  for (std::size_t i = 0; i + 1 < terms.size();) {
    const Term &a = terms[i], &b = terms[i + 1];
    const std::size_t gap = b.begin - std::min(a.end, b.begin);
    bool inside = false, over = false;
    for (std::size_t j = a.end; j < b.begin && gap <= 6; ++j) {
      const Token& token = tokens[j];
      if (token.is("inside") || token.is("within") || token.is("nested")) inside = true;
      if (token.is("over") || token.is("top") || token.is("above") || token.is("atop")) over = true;
      if (token.is(",") || token.is("or")) inside = inside && (j + 3 < b.begin + 3);
    }
    // "two are kept, and within them one of every two"
    const bool then = gap <= 6 && inside &&
                      std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(a.end), tokens.begin() + static_cast<std::ptrdiff_t>(b.begin),
                                  [](const Token& token) { return token.is("them") || token.is("these") || token.is("those") || token.is("each"); });
    if ((inside || over) && a.pattern != "dense" && b.pattern != "dense" && a.pattern.find('/') == std::string::npos &&
        b.pattern.find('/') == std::string::npos) {
      Term joined{a.begin, b.end, over || then ? a.pattern + "/" + b.pattern : b.pattern + "/" + a.pattern};
      // Only the outer level may have blocks.
      terms[i] = joined;
      terms.erase(terms.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      continue;
    }
    ++i;
  }
  return terms;
}

bool connects(const Token& token) {
  static const std::set<std::string> words{",",      "and",      "or",        "to",   "as",        "through", "all",   "the", "way",
                                           "either", "else",     "otherwise", "a",    "also",      "mode",    "fully", "is",  "it",
                                           "down",   "up",       "from",      "plus", "processed", "/",       "left",  "in",  "even",
                                           "simply", "entirely", "not",       "at",   "then",      "tile",    "token"};
  return (token.kind == TokenKind::Word || token.kind == TokenKind::Mark) && words.count(token.word) > 0;
}

/// A ratio that names another design's scheme: "Ampere's 2:4", "the 2:4 of Ampere", "such as 2:4", "a 2:4 baseline".
bool of_another(const Sentence& sentence, const Term& term) {
  const auto& tokens = sentence.tokens;
  const auto design = [&](std::size_t i) { return i < tokens.size() && tokens[i].kind == TokenKind::Design; };
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
    if (design(i) && i > term.end && (tokens[i - 1].is("of") || tokens[i - 1].is("in") || i == term.end)) return true;
    if (i == term.end && design(i)) return true;
  }
  if (term.begin >= 1 &&
      (tokens[term.begin - 1].is("like") || (term.begin >= 2 && tokens[term.begin - 1].is("as") && tokens[term.begin - 2].is("such"))))
    return true;
  if (term.begin >= 4)
    for (std::size_t i = term.begin - 4; i < term.begin; ++i)
      if (tokens[i].is("than") || tokens[i].is("versus") || tokens[i].is("vs") || tokens[i].is("against")) return true;
  return false;
}

}  // namespace

void read_patterns(const Sentence& sentence, Collector& collector) {
  std::vector<Term> terms = terms_of(sentence);
  const auto& tokens = sentence.tokens;
  for (std::size_t i = 0; i < terms.size();) {
    std::size_t last = i;
    while (last + 1 < terms.size() && terms[last + 1].begin - terms[last].end <= 6) {
      bool joined = true;
      for (std::size_t j = terms[last].end; j < terms[last + 1].begin; ++j) joined = joined && connects(tokens[j]);
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
    if (!ratio || whole.end <= sentence.lead) continue;
    Standing standing = standing_of(sentence, decisive);
    if (standing == Standing::Own && of_another(sentence, whole)) standing = Standing::Other;
    Operand operand = operand_of(sentence, whole.begin, whole.end);
    // "2:4 weights": the operand right behind.
    if (whole.end < tokens.size())
      for (std::size_t j = whole.end; j < std::min(tokens.size(), whole.end + 2); ++j)
        if (const Operand behind = mention(sentence, j); behind != Operand::None) {
          operand = behind;
          break;
        }
    if (operand == Operand::None) operand = collector.context;
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
      collector.add(sentence, "operands.activations.patterns", list + "]", whole.begin, whole.end, "pattern-list", patterns.back() == "dense" ? 3 : 2,
                    standing);
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
                      operand == Operand::None             ? 1
                      : one.find('/') != std::string::npos ? 3
                                                           : 2,
                      standing);
      }
    }
  }
}

void read_policy(const std::vector<Sentence>& sentences, Collector& collector) {
  struct Event {
    double limit;  ///< 0: a pattern
    std::size_t sentence, token;
  };
  for (std::size_t first = 0; first < sentences.size(); ++first) {
    std::vector<Event> events;
    bool cue = false;
    // Items of one list, or the sentences of one passage, from one with a limit and a pattern on.
    for (std::size_t s = first; s < sentences.size() && s < first + 4; ++s) {
      const Sentence& sentence = sentences[s];
      if (s > first &&
          !(sentence.passage == sentences[first].passage || (sentence.kind == PassageKind::Item && sentences[s - 1].kind == PassageKind::Item)))
        break;
      const std::size_t before = events.size();
      for (const Term& term : terms_of(sentence)) events.push_back({0, s, term.begin});
      for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
        const Token& token = sentence.tokens[i];
        if (token.is("nonzero") || token.is("nonzeros") || token.is("non") || token.is("density") || token.is("exceed") || token.is("exceeds") ||
            token.is("fewer") || token.is("count") || token.is("less") || token.is("below") || token.is("occupancy") || token.is("zeros"))
          cue = true;
        const bool percent = token.kind == TokenKind::Quantity && token.unit == UnitKind::Percent && token.number > 0 && token.number < 100;
        const bool share = token.kind == TokenKind::Number && token.number > 0 && token.number < 1;
        const bool half =
            token.is("half") && i > 0 && (sentence.tokens[i - 1].is("than") || sentence.tokens[i - 1].is("to") || sentence.tokens[i - 1].is("below"));
        if (percent || share || half) events.push_back({half ? 0.5 : percent ? token.number / 100 : token.number, s, i});
      }
      std::stable_sort(events.begin() + static_cast<std::ptrdiff_t>(before), events.end(),
                       [](const Event& a, const Event& b) { return a.token < b.token; });
      if (s == first && events.size() < 2) break;
      if (s > first && events.size() == before && sentence.kind != PassageKind::Item) break;
      if (s + 1 < sentences.size() && sentences[s + 1].kind != PassageKind::Item && events.size() >= 3 && events.back().limit == 0) break;
    }
    if (!cue || events.size() < 3 || events.front().limit == 0) continue;
    std::vector<double> limits;
    std::size_t patterns = 0;
    bool regular = true;
    for (std::size_t i = 0; i < events.size(); ++i) {
      if (events[i].limit > 0) {
        regular = regular && (limits.empty() || events[i].limit > limits.back()) && limits.size() == patterns;
        limits.push_back(events[i].limit);
      } else {
        ++patterns;
        if (patterns == limits.size() + 1 && limits.size() > 0) {  // the last has no limit of its own
          limits.push_back(1);
          events.resize(i + 1);
        }
      }
    }
    if (!regular || patterns != limits.size() || limits.size() < 2 || limits.back() != 1) continue;
    if (sentences[first].standing.empty() || sentences[first].subject == Standing::Other) continue;
    std::string list;
    for (const double limit : limits) list += fmt::format("{}{:.6g}", list.empty() ? "" : ", ", limit);
    std::vector<std::string> listed;
    for (std::size_t s = first; s <= events.back().sentence; ++s)
      for (const Term& term : terms_of(sentences[s]))
        if (std::find(listed.begin(), listed.end(), term.pattern) == listed.end()) listed.push_back(term.pattern);
    std::stable_sort(listed.begin(), listed.end(), [](const auto& a, const auto& b) { return density(a) < density(b); });
    if (listed.size() == limits.size()) {
      std::string set;
      for (const std::string& one : listed) set += (set.empty() ? "[" : ", ") + (one == "dense" ? one : "\"" + one + "\"");
      collector.add(sentences[first], "operands.activations.patterns", set + "]", events.front().token, sentences[first].tokens.size(),
                    "density-limits", 2);
    }
    collector.add(sentences[first], "operands.activations.decide.policy", "{density: [" + list + "]}", events.front().token,
                  sentences[first].tokens.size(), "density-limits", 3);
    first = events.back().sentence;
  }
}

}  // namespace skeptic::papers
