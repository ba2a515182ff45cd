// A rule as a table: conditions on the density beside the pattern that each of them gives.
#include <fmt/format.h>

#include <algorithm>

#include "papers/table_results.h"

namespace skeptic::papers {
namespace {

struct Case {
  double limit = 0;  ///< the density up to which it holds, 1 for what remains
  std::string pattern;
};

/// The pattern of a cell that holds nothing else; empty where it is none.
std::string pattern_in(const std::string& cell) {
  const auto tokens = tokens_of(cell, {});
  if (tokens.empty() || tokens.size() > 3) return {};
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::Ratio) return token.value;
    if (token.is("dense") || token.is("full") || token.is("unpruned")) return "dense";
  }
  return {};
}

/// The limit of a condition; 0 where it is none.
double limit_in(const std::string& condition) {
  double limit = 0;
  bool below = false, above = false;
  const auto tokens = tokens_of(condition, {});
  for (const Token& token : tokens) {
    for (const std::string_view word : {"otherwise", "else", "rest", "remaining", "other", "anything", "everything"})
      if (token.is(word)) return 1;
    for (const std::string_view word : {"<", "<=", "below", "under", "to", "fewer", "less", "most", "within"}) below = below || token.is(word);
    for (const std::string_view word : {">", ">=", "above", "over", "more", "beyond"}) above = above || token.is(word);
    if (token.kind == TokenKind::Quantity && token.unit == UnitKind::Percent) limit = std::max(limit, token.number / 100);
    if (token.kind == TokenKind::Number && token.number > 0 && (token.number < 1 || (token.number == 1 && tokens.size() < 4)))
      limit = std::max(limit, token.number);
  }
  if (above && !below) return 1;
  return limit;
}

/// "0.15 < d <= 0.3": 0.15; 0 where there is none.
double lower_end(const std::string& condition) {
  double least = 2;
  int ends = 0;
  for (const Token& token : tokens_of(condition, {}))
    if (token.kind == TokenKind::Number && token.number > 0 && token.number < 1) least = std::min(least, token.number), ++ends;
  return ends == 2 ? least : 0;
}

/// Nothing but the sign or the number of a formula.
bool blank_row(const std::vector<std::string>& row) {
  return std::all_of(row.begin(), row.end(), [](const std::string& cell) { return cell.size() < 4 || cell.find('=') != std::string::npos; });
}

}  // namespace

bool read_policy_table(const Table& table, Collector& collector) {
  std::vector<Case> cases;
  bool compares = false;
  double lowest = -1;  // where the first case begins
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const auto& row = table.rows[r];
    if (row.size() < 2) return false;
    // The pattern is the last cell, or the first that is one and nothing else.
    std::size_t at = row.size() - 1;
    for (std::size_t c = row.size(); c-- > 0;)
      if (!pattern_in(row[c]).empty()) at = c;
    std::string condition;
    for (std::size_t c = 0; c < row.size(); ++c)
      if (c != at) condition += (condition.empty() ? "" : " ") + row[c];
    Case one{limit_in(condition), pattern_in(row[at])};
    if (one.pattern.empty() && one.limit <= 0 && (condition.empty() || condition.find('=') != std::string::npos || blank_row(row))) continue;
    if (lowest < 0 && !one.pattern.empty() && one.limit > 0) lowest = lower_end(condition);
    for (const std::string_view sign : {"<", "\xE2\x89\xA4", "up to", "below", "under", "less", "fewer", "at most", ">"})
      compares = compares || small_letters(r == 0 ? condition + " " + row[at] : condition).find(sign) != std::string::npos;
    if (one.pattern.empty() || one.limit <= 0) {
      if (r == 0) continue;  // a header
      return false;
    }
    cases.push_back(std::move(one));
  }
  if (cases.size() < 2 || !compares) return false;
  std::stable_sort(cases.begin(), cases.end(), [](const Case& a, const Case& b) { return a.limit < b.limit; });
  std::string limits, patterns;
  // The first lines of a formula may stand above the table, and its last below it.
  if (lowest > 0) limits = fmt::format("{:.6g}", lowest);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (i > 0 && cases[i].limit <= cases[i - 1].limit) return false;
    limits += fmt::format("{}{:.6g}", limits.empty() ? "" : ", ", cases[i].limit);
    patterns += (patterns.empty() ? "[" : ", ") + (cases[i].pattern == "dense" ? cases[i].pattern : "\"" + cases[i].pattern + "\"");
  }
  const auto add = [&](const char* key, std::string value) {
    Stated one;
    one.key = key;
    one.value = std::move(value);
    one.page = table.page;
    one.line = table.line;
    for (const std::string& cell : table.rows.back()) one.quote += (one.quote.empty() || cell.empty() ? "" : " ") + cell;
    one.rule = "table-of-limits";
    one.weight = 3;
    collector.add(std::move(one));
  };
  if (lowest <= 0) add("operands.activations.patterns", patterns + "]");
  if (lowest > 0 && cases.back().limit < 1) limits += ", 1";
  if (cases.back().limit == 1 || lowest > 0) add("operands.activations.decide.policy", "{density: [" + limits + "]}");
  return true;
}

}  // namespace skeptic::papers
