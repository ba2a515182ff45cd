// Policies that set limits to densities: "up to 25 % nonzero 2:8, up to a half 4:8, otherwise dense".
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "papers/collect.h"
#include "papers/patterns.h"

namespace skeptic::papers {
namespace {

struct Event {
  double limit;  ///< 0: a pattern
  std::size_t sentence, token;
  bool compared = false;  ///< "at most 0.2"
};

/// "at most 0.2", "if d <= 0.2", "up to 20 %"
bool compared(const Sentence& sentence, std::size_t at) {
  constexpr std::array<std::string_view, 14> kBelow{"most",  "to",     "below",   "under",  "<",      "<=",    "less",
                                                    "fewer", "exceed", "exceeds", "within", "beyond", "until", "beneath"};
  for (std::size_t i = at > 4 ? at - 4 : 0; i < at; ++i)
    for (const std::string_view word : kBelow)
      if (sentence.tokens[i].is(word)) return true;
  return false;
}

/// "40 % of ResNet-50's tiles end up at 2:8": how often, and no limit.
bool how_often(const Sentence& sentence, std::size_t at) {
  constexpr std::array<std::string_view, 11> kUnits{"tiles", "layers", "blocks", "units",    "regions", "frames",
                                                    "cases", "images", "time",   "networks", "cycles"};
  const auto& tokens = sentence.tokens;
  if (at + 1 >= tokens.size() || !tokens[at + 1].is("of")) return false;
  for (std::size_t i = at + 2; i < std::min(tokens.size(), at + 6); ++i)
    for (const std::string_view word : kUnits)
      if (tokens[i].is(word)) return true;
  return false;
}

/// "12% less than 2:4": a result, and no limit.
bool of_a_result(const Sentence& sentence, std::size_t at) {
  constexpr std::array<std::string_view, 10> kBetter{"less", "more", "faster", "lower", "higher", "larger", "smaller", "slower", "better", "fewer"};
  return at + 1 < sentence.tokens.size() && one_of(sentence.tokens[at + 1], kBetter);
}

constexpr std::array<std::string_view, 6> kNamed{"tier", "gear", "level", "mode", "class", "setting"};

/// The noun of a pattern with a name of its own, and no ratio beside it.
bool named_pattern(const Sentence& sentence, std::size_t at) {
  const auto& tokens = sentence.tokens;
  if (!one_of(tokens[at], kNamed)) return false;
  const Token& before = tokens[at - 1];
  return before.kind == TokenKind::Word && before.word != "a" && before.word != "the" && before.word != "one" && before.word != "each" &&
         before.word != "this" && before.word != "which" && before.word != "every";
}

/// "Beyond that the tile goes through whole.": dense, in other words; where it stands, else 0.
std::size_t left_whole(const Sentence& sentence) {
  constexpr std::array<std::string_view, 6> kAbove{"beyond", "above", "otherwise", "else", "rest", "others"};
  constexpr std::array<std::string_view, 8> kWhole{"whole", "alone", "untouched", "unpruned", "intact", "full", "unchanged", "as"};
  const auto& tokens = sentence.tokens;
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (one_of(tokens[i], kAbove))
      for (std::size_t j = i + 1; j < std::min(tokens.size(), i + 9); ++j)
        if (one_of(tokens[j], kWhole) && (j + 1 >= tokens.size() || !one_of(tokens[j + 1], kNamed)) &&
            (!tokens[j].is("as") || (j + 2 < tokens.size() && tokens[j + 2].is("is"))))
          return j;
  return 0;
}

/// "Up to 45 percent, four.": the pattern by what it keeps, as others were named before.
bool kept_alone(const Sentence& sentence, std::size_t at) {
  const auto& tokens = sentence.tokens;
  return at > 1 && tokens[at].kind == TokenKind::Number && tokens[at].number >= 1 && tokens[at].number <= 16 &&
         (tokens[at - 1].is(",") || tokens[at - 1].is(":")) && tokens[at - 2].kind == TokenKind::Quantity &&
         tokens[at - 2].unit == UnitKind::Percent && (at + 1 >= tokens.size() || tokens[at + 1].kind == TokenKind::Mark);
}

/// Patterns each with its limit behind, but the last, which holds above all of them; false for any other order.
bool pattern_first(const std::vector<Event>& events, std::vector<double>& limits) {
  std::size_t patterns = 0;
  for (const Event& event : events) {
    if (event.limit == 0) {
      if (++patterns > limits.size() + 1) return false;
      continue;
    }
    if (!event.compared || limits.size() + 1 != patterns || (!limits.empty() && event.limit <= limits.back())) break;
    limits.push_back(event.limit);
  }
  if (limits.empty() || patterns != limits.size() + 1) return false;
  limits.push_back(1);
  return true;
}

/// "comparing the density with two thresholds, 0.3 and 0.6": the limits alone, the patterns being listed elsewhere.
void read_thresholds(const Sentence& sentence, Collector& collector) {
  const auto& tokens = sentence.tokens;
  if (!word_within(sentence, -1, {"thresholds", "limits"}) || !word_within(sentence, -1, {"density", "nonzeros", "nonzero", "occupancy"}) ||
      !terms_of(sentence).empty())
    return;
  std::vector<double> limits;
  std::size_t begin = 0, end = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const bool percent = tokens[i].kind == TokenKind::Quantity && tokens[i].unit == UnitKind::Percent && tokens[i].number < 100;
    const bool share = tokens[i].kind == TokenKind::Number && tokens[i].number < 1;
    if (!(percent || share) || tokens[i].number <= 0) continue;
    const double limit = percent ? tokens[i].number / 100 : tokens[i].number;
    if (!limits.empty() && (i - end > 2 || limit <= limits.back())) return;
    if (limits.empty()) begin = i;
    limits.push_back(limit);
    end = i;
  }
  if (limits.size() < 2) return;
  std::string list;
  for (const double limit : limits) list += fmt::format("{:.6g}, ", limit);
  collector.add(sentence, "operands.activations.decide.policy", "{density: [" + list + "1]}", begin, end + 1, "thresholds-of-density", 1,
                standing_of(sentence, {begin}));
}

}  // namespace

void read_policy(const std::vector<Sentence>& sentences, Collector& collector) {
  for (const Sentence& sentence : sentences) read_thresholds(sentence, collector);
  // Few sentences before more: what follows a rule may speak of something else.
  for (std::size_t start = 0; start < 2 * sentences.size(); ++start) {
    std::size_t first = start / 2;
    const bool further = start % 2 == 1;
    std::vector<Event> events;
    // "It counts nonzeros. Up to a quarter …"
    bool cue = first > 0 && sentences[first - 1].passage == sentences[first].passage &&
               std::any_of(sentences[first - 1].tokens.begin(), sentences[first - 1].tokens.end(), [](const Token& token) {
                 return token.is("nonzeros") || token.is("ones") || token.is("nonzero") || token.is("count") || token.is("counts");
               });
    // Items of one list, or the sentences of one passage, from one with a limit and a pattern on.
    for (std::size_t s = first; s < sentences.size() && s < first + 4; ++s) {
      const Sentence& sentence = sentences[s];
      if (s > first &&
          !(sentence.passage == sentences[first].passage || (sentence.kind == PassageKind::Item && sentences[s - 1].kind == PassageKind::Item)))
        break;
      const std::size_t before = events.size();
      const std::vector<Term> terms = terms_of(sentence);
      for (const Term& term : terms) events.push_back({0, s, term.begin});
      if (const std::size_t whole = left_whole(sentence);
          whole > 0 && std::none_of(terms.begin(), terms.end(), [](const Term& one) { return one.pattern == "dense"; }))
        events.push_back({0, s, whole});
      for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
        const Token& token = sentence.tokens[i];
        if (token.is("nonzero") || token.is("nonzeros") || token.is("non") || token.is("density") || token.is("exceed") || token.is("exceeds") ||
            token.is("fewer") || token.is("<=") || token.is("<") || token.is("share") || token.is("count") || token.is("less") || token.is("below") ||
            token.is("occupancy") || token.is("zeros") || token.is("differ") || token.is("differed") || token.is("differs"))
          cue = true;
        if (how_often(sentence, i) || of_a_result(sentence, i)) continue;
        const bool percent = token.kind == TokenKind::Quantity && token.unit == UnitKind::Percent && token.number > 0 && token.number < 100;
        const bool share = token.kind == TokenKind::Number && token.number > 0 && token.number < 1;
        const bool half = token.is("half") && i > 0 &&
                          (sentence.tokens[i - 1].is("than") || sentence.tokens[i - 1].is("to") || sentence.tokens[i - 1].is("below") ||
                           sentence.tokens[i - 1].is("most") || (sentence.tokens[i - 1].is("one") && i > 1 && sentence.tokens[i - 2].is("to")));
        // "the first format", "otherwise the third": of a list that was given before
        const bool ordinal = i > 0 && sentence.tokens[i - 1].is("the") &&
                             (token.is("first") || token.is("second") || token.is("third") || token.is("fourth") || token.is("last")) &&
                             (i + 1 >= sentence.tokens.size() || sentence.tokens[i + 1].kind == TokenKind::Mark ||
                              sentence.tokens[i + 1].is("format") || sentence.tokens[i + 1].is("pattern") || sentence.tokens[i + 1].is("structure") ||
                              sentence.tokens[i + 1].is("mode") || sentence.tokens[i + 1].is("is"));
        // "the lean tier", "second gear": by a name of its own
        const bool named = i > 1 && (named_pattern(sentence, i) || kept_alone(sentence, i));
        if (ordinal || named) events.push_back({0, s, i});
        const double value = half ? 0.5 : percent ? token.number / 100 : token.number;
        // "between 0.25 and 0.5": the lower end was there before
        if ((percent || share) && std::any_of(events.begin(), events.end(), [&](const Event& one) { return one.limit == value; })) continue;
        if (percent || share || half) events.push_back({value, s, i, compared(sentence, i)});
      }
      std::stable_sort(events.begin() + static_cast<std::ptrdiff_t>(before), events.end(),
                       [](const Event& a, const Event& b) { return a.token < b.token; });
      if (s == first && events.size() < 2) break;
      if (s > first && events.size() == before && sentence.kind != PassageKind::Item) break;
      if (!further && s + 1 < sentences.size() && sentences[s + 1].kind != PassageKind::Item && events.size() >= 3 && events.back().limit == 0) break;
    }
    if (!cue || events.size() < 3) continue;
    std::vector<double> limits;
    std::size_t patterns = 0;
    bool regular = true;
    // "A tile takes 2:8 if at most 20 % of it are nonzero, 4:8 if at most 45 % are, and is dense otherwise."
    if (events.front().limit == 0) {
      if (!pattern_first(events, limits)) continue;
      patterns = limits.size();
      events.resize(2 * limits.size() - 1);
    } else {
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
    }
    // "Up to 0.1, 0.2 and 0.4 lead to 2:16, 4:16 and 8:16 respectively, everything above to dense"
    if (!regular) {
      std::size_t lead = 0;
      while (lead < events.size() && events[lead].limit > 0) ++lead;
      std::size_t behind = lead;
      while (behind < events.size() && events[behind].limit == 0) ++behind;
      bool rising = lead >= 2 && (behind - lead == lead || behind - lead == lead + 1);
      for (std::size_t i = 1; i < lead && rising; ++i) rising = events[i].limit > events[i - 1].limit;
      if (rising && events[behind - 1].sentence == events[0].sentence) {
        limits.clear();
        for (std::size_t i = 0; i < lead; ++i) limits.push_back(events[i].limit);
        if (behind - lead == lead + 1) limits.push_back(1);
        events.resize(behind);
        patterns = behind - lead;
        regular = true;
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
    start = 2 * events.back().sentence + 1;
  }
}

}  // namespace skeptic::papers
