// N:M patterns that are told by counting: how many of a group stay, or go, in whatever order; and N and M as symbols.
#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <optional>

#include "papers/patterns.h"

namespace skeptic::papers {
namespace {

constexpr std::array<std::string_view, 65> kStay{
    "keep",      "keeps",    "kept",     "keeping",  "retain",  "retains", "retained",   "retaining", "survive",  "survives", "surviving",
    "survivors", "survivor", "remain",   "remains",  "stay",    "stays",   "left",       "largest",   "biggest",  "greatest", "strongest",
    "top",       "heaviest", "highest",  "best",     "upper",   "larger",  "nonzero",    "nonzeros",  "non",      "present",  "issued",
    "passed",    "pass",     "passes",   "selected", "select",  "selects", "chosen",     "reserve",   "reserves", "enough",   "occupied",
    "lets",      "through",  "pick",     "picks",    "picked",  "seating", "multiplied", "spared",    "spares",   "finds",    "live",
    "occupants", "leaves",   "standing", "stand",    "allowed", "allows",  "permits",    "permit",    "bigger",   "remained"};
constexpr std::array<std::string_view, 38> kGo{"clear",    "clears",    "cleared",  "drop",       "drops",      "dropped",    "dropping",   "discard",
                                               "discards", "discarded", "remove",   "removes",    "removed",    "removal",    "zeroed",     "zeroes",
                                               "absent",   "smallest",  "weakest",  "lowest",     "lesser",     "closest",    "nearest",    "lower",
                                               "missing",  "vanish",    "vanishes", "sacrificed", "sacrifices", "eliminated", "eliminates", "thrown",
                                               "zero",     "lightest",  "emptied",  "empties",    "blanked",    "blanks"};
constexpr std::array<std::string_view, 10> kGroups{"group", "groups", "block", "blocks", "set", "sets", "stretch", "run", "bundle", "bunch"};
/// What may follow the count: "two of them", "two that …", "two may be zero".
constexpr std::array<std::string_view, 26> kBehindCount{"of",     "that",    "which",  "with", "in",  "per", "from",  "out",  "whose",
                                                        "ones",   "members", "others", "go",   "get", "and", "may",   "can",  "places",
                                                        "chairs", "at",      "to",     "by",   "are", "is",  "every", "while"};
/// What is counted in groups; "every 16 cycles" is none.
constexpr std::array<std::string_view, 31> kMembers{
    "weight",       "weights",     "activation", "activations", "value",       "values",     "position",    "positions",
    "coefficients", "coefficient", "entries",    "inputs",      "consecutive", "neighbours", "neighboring", "neighbouring",
    "adjacent",     "contiguous",  "successive", "operands",    "elements",    "neurons",    "numbers",     "is",
    "are",          "of",          "along",      "in",          "survive",     "survives",   "by"};

struct NamedSize {
  std::string_view word;
  int size;
};
constexpr std::array kSizes{NamedSize{"octet", 8},     NamedSize{"octets", 8},     NamedSize{"quad", 4},        NamedSize{"quads", 4},
                            NamedSize{"quadruple", 4}, NamedSize{"quadruples", 4}, NamedSize{"quartet", 4},     NamedSize{"quartets", 4},
                            NamedSize{"foursome", 4},  NamedSize{"quadruplet", 4}, NamedSize{"quadruplets", 4}, NamedSize{"quintuple", 5},
                            NamedSize{"sextet", 6},    NamedSize{"sextuple", 6},   NamedSize{"pair", 2},        NamedSize{"pairs", 2},
                            NamedSize{"dozen", 12},    NamedSize{"octuple", 8}};

bool whole(const Token& token, double least, double most) {
  return token.kind == TokenKind::Number && token.number >= least && token.number <= most && token.number == std::floor(token.number);
}

struct Counted {
  std::size_t begin, end;
  int size;
  std::string block{};  ///< "@16" where the members are blocks of sixteen
};

bool behind_a_mark(const std::vector<Token>& tokens, std::size_t i) { return i == 0 || tokens[i - 1].kind == TokenKind::Mark; }

/// "each group of five", "every four weights", "quad", "per sixteen weights".
std::optional<Counted> group_at(const Sentence& sentence, std::size_t i) {
  const auto& tokens = sentence.tokens;
  const auto is = [&](std::size_t at, std::string_view word) { return at < tokens.size() && tokens[at].is(word); };
  const auto size_at = [&](std::size_t at) { return at < tokens.size() && whole(tokens[at], 2, 64) && !is(at + 1, "x") && !is(at + 1, ":"); };
  if (one_of(tokens[i], kGroups) && is(i + 1, "of") && size_at(i + 2)) return Counted{i, i + 3, static_cast<int>(tokens[i + 2].number)};
  const auto* named = std::find_if(kSizes.begin(), kSizes.end(), [&](const NamedSize& one) { return tokens[i].word == one.word; });
  const bool each = i > 0 && (is(i - 1, "each") || is(i - 1, "every") || is(i - 1, "any") || is(i - 1, "a") || is(i - 1, "an") || is(i - 1, "per") ||
                              is(i - 1, "their"));
  if (named != kSizes.end() && each) {
    if (named->size == 2 && is(i + 1, "of") && i > 0 && (is(i - 1, "a") || is(i - 1, "an"))) return {};
    return Counted{i, i + 1, named->size};
  }
  const auto of_size = [&](std::size_t length) { return Counted{i, i + length, static_cast<int>(tokens[i].number)}; };
  // "four neighbours at a time"
  if (size_at(i) && i + 4 < tokens.size() && one_of(tokens[i + 1], kMembers) && is(i + 2, "at") && is(i + 3, "a") && is(i + 4, "time"))
    return of_size(5);
  if (!size_at(i) || i == 0 || tokens[i].hyphened) return {};
  // "grouped by sixteen elements", "Of four weights two survive"
  const bool grouped = i > 1 && (is(i - 1, "by") || is(i - 1, "in") || is(i - 1, "into")) && is(i - 2, "grouped");
  // "two of four stay"
  if (is(i - 1, "of") && i > 1 && whole(tokens[i - 2], 1, tokens[i].number - 1) && i + 1 < tokens.size() &&
      any_of(tokens[i + 1], {"stay", "stays", "remain", "remains", "survive", "survives"}))
    return of_size(1);
  // "and of eight only three are there"
  if (is(i - 1, "of") && i > 1 && (is(i - 2, "and") || behind_a_mark(tokens, i - 1)) && is(i + 1, "only")) return of_size(1);
  const bool opens = is(i - 1, "of") && behind_a_mark(tokens, i - 1) && i + 1 < tokens.size() && one_of(tokens[i + 1], kMembers);
  if (grouped || opens) return of_size(1);
  const bool member = i + 1 < tokens.size() && (one_of(tokens[i + 1], kMembers) || tokens[i + 1].kind == TokenKind::Mark);
  if ((is(i - 1, "every") || is(i - 1, "each") || is(i - 1, "any") || is(i - 1, "per") || (is(i - 1, "of") && i > 1 && is(i - 2, "out"))) && member) {
    Counted group = of_size(1);
    // "of every two neighbouring blocks of sixteen weights"
    const std::size_t noun = i + 1 + (any_of(tokens[i + 1], {"neighbouring", "neighboring", "adjacent", "consecutive", "successive"}) ? 1 : 0);
    if ((is(noun, "blocks") || is(noun, "block")) && is(noun + 1, "of") && size_at(noun + 2))
      group.block = "@" + tokens[noun + 2].value, group.end = noun + 3;
    return group;
  }
  // "of sixteen consecutive ones along the input channels"
  if (is(i - 1, "of") && i + 1 < tokens.size() &&
      (is(i + 1, "consecutive") || is(i + 1, "neighbouring") || is(i + 1, "neighboring") || is(i + 1, "adjacent") || is(i + 1, "successive") ||
       is(i + 1, "contiguous")))
    return of_size(2);
  return {};
}

/// Whether what is counted at `j` stays (1) or goes (-1), by the nearest word that says so; 0 where none does.
int fate(const Sentence& sentence, std::size_t j) {
  const auto& tokens = sentence.tokens;
  if (j > 1 && tokens[j - 1].is("but") && tokens[j - 2].is("all")) return 1;
  if (j > 2 && tokens[j - 1].is("the") && tokens[j - 2].is("but")) return 1;
  // "Of every eight weights it has three", "only three are there"
  if (j > 0 && any_of(tokens[j - 1], {"has", "have"}) && (j + 1 == tokens.size() || tokens[j + 1].kind == TokenKind::Mark)) return 1;
  if (j + 2 < tokens.size() && tokens[j + 1].is("are") && tokens[j + 2].is("there")) return 1;
  for (std::size_t far = 1; far <= 7; ++far) {
    const auto said = [&](std::size_t at) {
      const bool zero = tokens[at].kind == TokenKind::Number && tokens[at].word == "zero";
      return one_of(tokens[at], kStay) ? 1 : zero || one_of(tokens[at], kGo) ? -1 : 0;
    };
    if (j + far < tokens.size())
      if (const int one = said(j + far); one != 0) return one;
    if (far <= j)
      if (const int one = said(j - far); one != 0) return one;
  }
  return 0;
}

/// Whether one of these words stands up to six tokens behind: operands are then picked by it, and no pattern is told.
bool picked_by(const std::vector<Token>& tokens, std::size_t at, std::initializer_list<std::string_view> words) {
  for (std::size_t i = at; i < std::min(tokens.size(), at + 7); ++i)
    if (any_of(tokens[i], words)) return true;
  return false;
}

/// "N = 2 and M = 4", "N equals 2 and 3, and M equals 4 and 16, respectively", "N in {2, 3, 5} with M = 8".
std::vector<Term> symbols(const Sentence& sentence) {
  const auto& tokens = sentence.tokens;
  constexpr std::array<std::string_view, 10> kOfArrays{"rows", "columns", "array", "grid", "mesh", "matrix", "gemm", "pes", "tile", "tokens"};
  const bool patterns = std::any_of(tokens.begin(), tokens.end(), [](const Token& one) {
    return any_of(one, {"pattern", "patterns", "sparsity", "\xE2\x88\x88"});
  });
  if (!patterns && std::any_of(tokens.begin(), tokens.end(), [&](const Token& one) { return one_of(one, kOfArrays); })) return {};
  const auto list_from = [&](std::size_t at) {
    std::vector<std::size_t> found;
    for (; at < tokens.size(); ++at) {
      if (any_of(tokens[at], {"{", "}", ",", "and", "or", "\xE2\x88\x88", "either", "one", "of"}) && !whole(tokens[at], 2, 64)) continue;
      if (!whole(tokens[at], 1, 64)) break;
      found.push_back(at);
    }
    return found;
  };
  const auto values_of = [&](std::string_view letter) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i + 2 < tokens.size() && found.empty(); ++i) {
      if (!tokens[i].is(letter)) continue;
      if (any_of(tokens[i + 1], {"=", "equals", "is", "in", "of", "being", "to", "\xE2\x88\x88"})) found = list_from(i + 2);
      // "the number N of surviving activations … can be 2, 4 or 8"
      for (std::size_t j = i + 1; j + 2 < std::min(tokens.size(), i + 14) && found.empty(); ++j)
        if (any_of(tokens[j], {"can", "may"}) && tokens[j + 1].is("be")) found = list_from(j + 2);
    }
    return found;
  };
  std::vector<std::size_t> kept = values_of("n"), sizes = values_of("m");
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    // "one of four N:8 patterns"
    if (sizes.empty() && tokens[i].is("n") && tokens[i + 1].is(":") && whole(tokens[i + 2], 2, 64)) sizes = {i + 2};
    // "picks N … from {2, 4, 8} of 8"
    if (tokens[i].is("}") && tokens[i + 1].is("of") && whole(tokens[i + 2], 2, 64)) {
      std::size_t open = i;
      while (open > 0 && !tokens[open].is("{")) --open;
      kept = list_from(open), sizes = {i + 2};
      kept.erase(std::remove_if(kept.begin(), kept.end(), [&](std::size_t at) { return at > i; }), kept.end());
    }
  }
  if (kept.empty() || sizes.empty() || (sizes.size() != 1 && sizes.size() != kept.size())) return {};
  std::vector<Term> terms;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const Token& size = tokens[sizes.size() == 1 ? sizes[0] : sizes[i]];
    if (tokens[kept[i]].number > size.number || (kept.size() == 1 && tokens[kept[i]].number == size.number)) return {};
    const bool all = tokens[kept[i]].number == size.number;
    terms.push_back({kept[i], kept[i] + 1, all ? "dense" : tokens[kept[i]].value + ":" + size.value});
  }
  return terms;
}

/// "C(8,3) = 56 masks": three of eight.
std::vector<Term> binomials(const Sentence& sentence) {
  const auto& tokens = sentence.tokens;
  std::vector<Term> terms;
  for (std::size_t i = 0; i + 5 < tokens.size(); ++i)
    if (tokens[i].is("c") && tokens[i + 1].is("(") && whole(tokens[i + 2], 2, 64) && tokens[i + 3].is(",") && whole(tokens[i + 4], 1, 63) &&
        tokens[i + 5].is(")") && tokens[i + 4].number < tokens[i + 2].number)
      terms.push_back({i, i + 6, tokens[i + 4].value + ":" + tokens[i + 2].value});
  return terms;
}

}  // namespace

std::vector<Term> counted_groups(const Sentence& sentence) {
  const auto& tokens = sentence.tokens;
  if (sentence.row) return {};
  if (std::vector<Term> named = symbols(sentence); !named.empty()) return named;
  if (std::vector<Term> chosen = binomials(sentence); !chosen.empty()) return chosen;
  constexpr std::array<std::string_view, 22> kOtherCounts{
      "multipliers", "multiplier", "lanes",  "macs", "banks",       "patterns", "codes", "ways",     "ports",      "tiles", "rows",
      "columns",     "channels",   "layers", "bit",  "comparators", "shapes",   "modes", "possible", "admissible", "pes",   "networks"};
  std::vector<Term> terms;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto group = group_at(sentence, i);
    if (!group) continue;
    const std::size_t low = group->begin > 13 ? group->begin - 13 : 0, high = std::min(tokens.size(), group->end + 13);
    std::size_t best = tokens.size();
    std::size_t nearest = 14;
    int kept = 0;
    for (std::size_t j = low; j < high; ++j) {
      if (j >= group->begin && j < group->end) continue;
      const std::size_t far = j < group->begin ? group->begin - j : j - group->end + 1;
      const std::size_t from = std::min(j, group->begin), to = std::max(j, group->end - 1);
      if (std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(from), tokens.begin() + static_cast<std::ptrdiff_t>(to),
                      [](const Token& one) { return one.is(";") || one.is("."); }))
        continue;
      if (far >= nearest) continue;
      const bool percent = tokens[j].unit == UnitKind::Percent && tokens[j].number > 0 && tokens[j].number < 100;
      if (tokens[j].is("half") || percent || (tokens[j].kind == TokenKind::Number && tokens[j].number > 0 && tokens[j].number < 1)) {
        const double share = tokens[j].is("half") ? 0.5 : percent ? tokens[j].number / 100 : tokens[j].number;
        const double count = share * group->size;
        const int way = tokens[j].is("half") || share == 0.5 ? 1 : fate(sentence, j) == 0 ? 1 : fate(sentence, j);
        const bool told = fate(sentence, j) != 0 ||
                          std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(low), tokens.begin() + static_cast<std::ptrdiff_t>(high),
                                      [](const Token& one) { return one.word.rfind("prun", 0) == 0 || one.is("density"); });
        if (count != std::floor(count) || !told || (j + 1 < tokens.size() && (tokens[j + 1].is("as") || tokens[j + 1].is("the")))) continue;
        best = j, nearest = far, kept = way > 0 ? static_cast<int>(count) : group->size - static_cast<int>(count);
        continue;
      }
      const bool single = tokens[j].is("single");  // "which single position of each group"
      if (!single && !whole(tokens[j], 1, group->size - 1)) continue;
      if (group_at(sentence, j) || (j + 1 < tokens.size() && (one_of(tokens[j + 1], kOtherCounts) || tokens[j + 1].hyphened))) continue;
      if (j + 1 < tokens.size() && tokens[j + 1].kind != TokenKind::Mark && !one_of(tokens[j + 1], kBehindCount) &&
          !one_of(tokens[j + 1], kMembers) && !one_of(tokens[j + 1], kStay) && !one_of(tokens[j + 1], kGo))
        continue;
      const int way = fate(sentence, j);
      if (way == 0 || picked_by(tokens, j, {"indices", "index", "positions", "metadata"})) continue;
      best = j, nearest = far;
      const int count = single ? 1 : static_cast<int>(tokens[j].number);
      kept = way > 0 ? count : group->size - count;
    }
    if (best == tokens.size() || kept < 1) continue;
    const Term term{std::min(best, group->begin), std::max(best + 1, group->end),
                    std::to_string(kept) + ":" + std::to_string(group->size) + group->block};
    if (!terms.empty() && terms.back().end > term.begin) continue;
    terms.push_back(term);
    // "it keeps four, or eight, or the lot"
    for (std::size_t j = best + 1; best >= group->end && j < tokens.size(); ++j) {
      if (tokens[j].is(",") || tokens[j].is("or") || tokens[j].is("and") || tokens[j].is("the")) continue;
      if (whole(tokens[j], 1, group->size - 1))
        terms.push_back({j, j + 1, tokens[j].value + ":" + std::to_string(group->size)});
      else if (tokens[j].is("lot") || tokens[j].is("all") || tokens[j].is("everything"))
        terms.push_back({j, j + 1, "dense"});
      else
        break;
    }
  }
  return terms;
}

}  // namespace skeptic::papers
