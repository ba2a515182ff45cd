#include "papers/told_results.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "papers/pattern_match.h"
#include "papers/rule.h"

namespace skeptic::papers {
namespace {

struct Compiled {
  const ResultRule* rule;
  PhrasePattern pattern;
};

const std::vector<Compiled>& compiled() {
  static const std::vector<Compiled> all = [] {
    std::vector<Compiled> rules;
    for (const ResultRule& rule : result_rules()) rules.push_back({&rule, PhrasePattern(rule.pattern)});
    return rules;
  }();
  return all;
}

/// What another design is told to take is a result of ours: the token of that design, nearest before the number, with none of ours between.
std::size_t other_before(const std::vector<Token>& tokens, std::size_t at) {
  for (std::size_t i = at; i-- > 0;) {
    if (tokens[i].kind == TokenKind::Own || any_of(tokens[i], {"ours", "our", "we", "it"})) return tokens.size();
    if (!opponent_at(tokens, i).empty()) return i;
  }
  return tokens.size();
}

double number_of(const Token& token) {
  if (token.is("half")) return 0.5;
  if (token.is("twice")) return 2;
  if (token.is("thrice")) return 3;
  return token.number;
}

/// A third is 33 %, an eighth 12.5 %.
std::string percent_text(const Token& token, double share) {
  if (token.kind == TokenKind::Quantity) return token.value;
  const double percent = share * 100;
  return fmt::format("{:.6g}%", std::abs(percent * 8 - std::round(percent * 8)) < 1e-9 ? percent : std::round(percent));
}

/// Number, unit and value of a mark; false where they come to no result.
bool measured(Way way, const Token& token, Mark& mark) {
  const bool percent = token.kind == TokenKind::Quantity && token.unit == UnitKind::Percent;
  const double number = number_of(token), share = percent ? number / 100 : number;
  const auto factor = [&](double value, bool computed) {
    mark.number = value, mark.unit = UnitKind::Factor;
    mark.value = computed ? fmt::format("{:.3g}", value) : fmt::format("{:.6g}", value);
  };
  switch (way) {
    case Way::Share:
      factor(1 / share, true);
      break;
    case Way::Saved:
      factor(1 / (1 - share), true);
      break;
    case Way::Inverse:
      factor(1 / number, true);
      break;
    case Way::More:
      factor(1 + share, false);
      break;
    case Way::Factor:
      factor(number, false);
      break;
    case Way::Percent:
      mark.number = share * 100, mark.unit = UnitKind::Percent, mark.value = percent_text(token, share);
      break;
    case Way::Part:
      mark.number = share * 100, mark.unit = UnitKind::Percent, mark.value = percent ? token.value : fmt::format("{:.6g}", share);
      break;
    case Way::Points:
      mark.number = number, mark.unit = UnitKind::Points, mark.value = fmt::format("{:.6g} points", number);
      break;
    case Way::Nothing:
      mark.metric.clear();
      break;
  }
  return std::isfinite(mark.number) && mark.number >= 0 && mark.number <= 1000;
}

}  // namespace

std::vector<Mark> told_results(const Sentence& sentence) {
  const auto& tokens = sentence.tokens;
  std::vector<Mark> marks;
  for (const Compiled& one : compiled())
    for (const Match& match : one.pattern.find(sentence)) {
      const std::size_t at = match.captured.front();
      if (std::any_of(marks.begin(), marks.end(), [&](const Mark& mark) { return mark.begin == at; })) continue;
      const Token& token = tokens[at];
      Mark mark;
      mark.begin = at, mark.end = at + 1, mark.told = true, mark.metric = one.rule->key;
      // A negation or a supposition that is part of the rule is none, but what is another's stays so.
      mark.ours = one.rule->whose == Whose::Theirs || (one.rule->whose == Whose::Ours && sentence.standing[at] != Standing::Other);
      const bool timed = one.rule->key == "claims.speedup" && one.rule->way != Way::Nothing;
      if (timed && of_no_inference(sentence)) continue;
      if (one.rule->way == Way::Inverse && other_before(tokens, at) < tokens.size()) continue;  // it is another that takes so long
      if (one.rule->whose == Whose::Theirs) {
        const std::size_t other = other_before(tokens, at);
        if (other == tokens.size() || sentence.negation[at] >= 0 || compared_behind(tokens, at)) continue;
        mark.over = opponent_at(tokens, other);
      }
      if (!measured(one.rule->way, token, mark)) continue;
      marks.push_back(std::move(mark));
    }
  return marks;
}

}  // namespace skeptic::papers
