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

}  // namespace

std::vector<Mark> told_results(const Sentence& sentence) {
  const auto& tokens = sentence.tokens;
  std::vector<Mark> marks;
  for (const Compiled& one : compiled())
    for (const Match& match : one.pattern.find(sentence)) {
      const std::size_t at = match.captured.front();
      if (std::any_of(marks.begin(), marks.end(), [&](const Mark& mark) { return mark.begin == at; })) continue;
      const Token& token = tokens[at];
      const bool percent = token.kind == TokenKind::Quantity && token.unit == UnitKind::Percent;
      const double number = number_of(token), share = percent ? number / 100 : number;
      Mark mark;
      mark.begin = at, mark.end = at + 1, mark.told = true, mark.metric = one.rule->key;
      mark.ours = one.rule->whose != Whose::Told;
      const bool timed = one.rule->key == "claims.speedup" && one.rule->way != Way::Nothing;
      if (timed && of_no_inference(sentence)) continue;
      if (one.rule->way == Way::Inverse && other_before(tokens, at) < tokens.size()) continue;  // it is another that takes so long
      if (one.rule->whose == Whose::Theirs) {
        const std::size_t other = other_before(tokens, at);
        if (other == tokens.size() || sentence.negation[at] >= 0 || compared_behind(tokens, at)) continue;
        mark.over = opponent_at(tokens, other);
      }
      switch (one.rule->way) {
        case Way::Share:
          mark.number = 1 / share;
          break;
        case Way::Saved:
          mark.number = 1 / (1 - share);
          break;
        case Way::More:
          mark.number = 1 + share;
          break;
        case Way::Inverse:
          mark.number = 1 / number;
          break;
        case Way::Factor:
        case Way::Points:
          mark.number = number;
          break;
        case Way::Percent:
        case Way::Part:
          mark.number = share * 100;
          break;
        case Way::Nothing:
          mark.metric.clear();
          break;
      }
      if (!std::isfinite(mark.number) || mark.number < 0 || mark.number > 1000) continue;
      const bool computed = one.rule->way == Way::Share || one.rule->way == Way::Saved || one.rule->way == Way::Inverse;
      mark.value = one.rule->way == Way::Percent  ? percent_text(token, share)
                   : one.rule->way == Way::Points ? fmt::format("{:.6g} points", number)
                   : computed                     ? fmt::format("{:.3g}", mark.number)
                                                  : fmt::format("{:.6g}", mark.number);
      if (one.rule->way == Way::Part) mark.value = percent ? token.value : fmt::format("{:.6g}", share);
      mark.unit = one.rule->way == Way::Percent || one.rule->way == Way::Part ? UnitKind::Percent
                  : one.rule->way == Way::Points                              ? UnitKind::Points
                                                                              : UnitKind::Factor;
      marks.push_back(std::move(mark));
    }
  return marks;
}

}  // namespace skeptic::papers
