#include "papers/table_rewrite.h"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <utility>

namespace skeptic::papers {
namespace {

bool letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

/// The words before a bracket at `at`: back to a comma, a bracket, "and", "of" or the beginning of a sentence.
std::string words_before(const std::string& text, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && std::string_view(",;.:()").find(text[begin - 1]) == std::string_view::npos) --begin;
  std::string words = text.substr(begin, at - begin);
  for (const std::string_view joint : {" and ", " of ", " by ", " the ", " for ", " with "})
    if (const std::size_t found = small_letters(" " + words).rfind(joint); found != std::string::npos) words.erase(0, found + joint.size() - 1);
  const std::size_t first = words.find_first_not_of(' ');
  return first == std::string::npos ? std::string() : words.substr(first, words.find_last_not_of(' ') + 1 - first);
}

}  // namespace

void write_out_symbols(Table& table) {
  std::vector<std::pair<std::string, std::string>> symbols;
  const std::string& text = table.caption;
  for (std::size_t at = text.find('('); at != std::string::npos; at = text.find('(', at + 1)) {
    const std::size_t end = text.find(')', at);
    if (end == std::string::npos || end - at < 2 || end - at > 3) continue;
    const std::string symbol = text.substr(at + 1, end - at - 1);
    if (!std::all_of(symbol.begin(), symbol.end(), letter) || std::isupper(static_cast<unsigned char>(symbol[0])) == 0) continue;
    if (std::string words = words_before(text, at); words.size() > 2 && words.size() < 40) symbols.emplace_back(symbol, std::move(words));
  }
  if (symbols.empty()) return;
  const auto write = [&](std::string& cell) {
    for (const auto& [symbol, words] : symbols)
      if (cell == symbol) cell = words;
  };
  if (!table.rows.empty())
    for (std::string& cell : table.rows[0]) write(cell);
  for (std::vector<std::string>& row : table.rows)
    if (!row.empty()) write(row[0]);
}

bool keep_chosen(Table& table, const std::vector<Label>& head, std::size_t first, const OwnName& own) {
  if (table.rows.size() < first + 2) return false;
  for (std::size_t c = 1; c < head.size(); ++c)
    if (head[c].own || head[c].design || !head[c].network.empty()) return false;
  std::size_t chosen = 0, rows = 0;
  for (std::size_t r = first; r < table.rows.size(); ++r) {
    if (table.rows[r].empty()) return false;
    const std::string& text = table.rows[r][0];
    const Label label = label_of(text, own);
    const bool baseline = small_letters(text).find("baseline") != std::string::npos || label.dense;
    if ((label.design && !baseline) || !label.network.empty()) return false;
    const std::string small = small_letters(text);
    bool says = false;
    for (const std::string_view word : {"(default)", "(ours)", "(chosen)", "(used)", "(adopted)", "(selected)", "(this work)", "(proposed)",
                                        "(our choice)", "(final)", "(shipped)", "(as built)"})
      says = says || small.find(word) != std::string::npos;
    const std::size_t bracket = text.find('(');
    says = says || (label.own && bracket != std::string::npos && label_of(text.substr(bracket), own).own);
    ++rows;
    if (!says) continue;
    if (chosen != 0) return false;
    chosen = r;
  }
  if (chosen == 0 || rows < 2) return false;
  std::vector<std::string> kept = std::move(table.rows[chosen]);
  table.rows.resize(first);
  table.rows.push_back(std::move(kept));
  return true;
}

}  // namespace skeptic::papers
