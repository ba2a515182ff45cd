// Which columns and rows of a table of parameters speak of the design.
#include "papers/table_columns.h"

#include <algorithm>
#include <cctype>

#include "papers/memories.h"

namespace skeptic::papers {
namespace {

Memory memory_in(const std::string& label, const OwnName& own) {
  const Sentence words = sentence_of(label, own);
  for (std::size_t i = 0; i < words.tokens.size(); ++i)
    if (const Memory one = memory_at(words, i); !key_of(one).empty()) return one;
  return Memory::None;
}

}  // namespace

/// A first column that only groups rows: "Storage | Weight RAM | 160 KiB", with one cell beside several rows.
void drop_groups(Table& table, const OwnName& own) {
  auto& rows = table.rows;
  if (rows.size() < 4 || rows[0].size() < 3) return;
  std::size_t repeated = 0, words = 0;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (!label_of(rows[r][0], own).network.empty()) return;
    repeated += r > 0 && rows[r][0] == rows[r - 1][0] && !rows[r][0].empty() ? 1 : 0;
    words += !rows[r][1].empty() && std::isalpha(static_cast<unsigned char>(rows[r][1][0])) != 0 ? 1 : 0;
  }
  // A column of symbols before the one of names
  const std::string corner = small_letters(rows[0][0]);
  const bool symbols = corner == "symbol" || corner == "sym." || corner == "id" || corner == "no." || corner == "nr." || corner == "#";
  if (!symbols && (repeated * 3 < rows.size() || words * 10 < rows.size() * 9)) return;
  for (auto& row : rows) row.erase(row.begin());
}

/// The column that says what is built where others say what could be: "Min | Typ | Max". And units in a column of their own.
void keep_typical(Table& table, std::vector<Label>& head, std::size_t first) {
  std::size_t least = 0, most = 0, unit = 0;
  for (std::size_t c = 1; c < head.size(); ++c) {
    const std::string text = small_letters(head[c].text);
    if (text.rfind("min", 0) == 0 && text.size() < 9) least = c;
    if (text.rfind("max", 0) == 0 && text.size() < 9) most = c;
    if (text == "unit" || text == "units") unit = c;
  }
  if (first == 0 || (unit == 0 && (least == 0 || most == 0 || head.size() < 4))) return;
  std::vector<std::size_t> dropped;
  if (least != 0 && most != 0 && head.size() - (unit == 0 ? 0 : 1) > 3) dropped = {least, most};
  for (std::size_t r = first; unit != 0 && r < table.rows.size(); ++r)
    for (std::size_t c = 1; c < head.size(); ++c) {
      std::string& value = table.rows[r][c];
      const std::string& of = table.rows[r][unit];
      // "400d": the mark of a footnote
      if (c != unit && value.size() > 1 && std::islower(static_cast<unsigned char>(value.back())) != 0 && value.back() < 'i' &&
          std::isdigit(static_cast<unsigned char>(value[value.size() - 2])) != 0)
        value.pop_back();
      if (c == unit || of == "PE" || of == "PEs" || value.empty() || std::isdigit(static_cast<unsigned char>(value[0])) == 0 || of.size() < 2 ||
          value.find(of) != std::string::npos)
        continue;
      value += " " + of;
    }
  if (unit != 0) dropped.push_back(unit);
  std::sort(dropped.rbegin(), dropped.rend());
  for (const std::size_t c : dropped) {
    for (auto& row : table.rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(c));
    head.erase(head.begin() + static_cast<std::ptrdiff_t>(c));
  }
}

namespace {

bool says(const std::string& text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

/// "(2021)"
bool dated(const std::string& text) {
  const std::size_t open = text.find("(19") != std::string::npos ? text.find("(19") : text.find("(20");
  return open != std::string::npos && open + 5 < text.size() && text[open + 5] == ')';
}

/// The letter or digit of "Rev. B", "version 2", "v1"; 0 where a head is none.
char version_of(const std::string& text) {
  for (const std::string_view word : {"rev. ", "rev ", "revision ", "version ", "v", "gen ", "generation "})
    if (text.rfind(word, 0) == 0 && text.size() == word.size() + 1 && std::isalnum(static_cast<unsigned char>(text.back())) != 0) return text.back();
  return 0;
}

}  // namespace

void mark_versions(std::vector<Label>& head, const OwnName& own) {
  std::vector<std::size_t> itself, named, others;
  std::size_t planned = 0, reached = 0;
  for (std::size_t c = 1; c < head.size(); ++c) {
    const std::string text = small_letters(head[c].text);
    const bool before = dated(text) || says(text, {"prototype", "test chip", "testchip", "fpga", "classic", "forerunner", "predecessor", "poster",
                                                   "first silicon", "generation 1"});
    const bool here = text.find("(this ") != std::string::npos || text.rfind("this ", 0) == 0 || text == "ours" ||
                      std::find(own.names.begin(), own.names.end(), text) != own.names.end();
    // The name with something behind it: "Gablet Classic", "HK-0"
    const bool longer =
        std::any_of(own.names.begin(), own.names.end(), [&](const std::string& name) { return !name.empty() && text.rfind(name, 0) == 0; });
    if (here)
      itself.push_back(c);
    else if (before)
      others.push_back(c);
    else if (longer)
      named.push_back(c);
    if (says(text, {"specified", "planned", "target", "required", "goal", "requirement", "objective"}) && head[c].text.size() < 24) planned = c;
    if (says(text, {"measured", "achieved", "reached", "as built", "taped out", "obtained"}) && head[c].text.size() < 32) reached = c;
  }
  if (itself.empty() && named.size() == 1 && !others.empty())  // "Kerb (2021) | Kerb 2"
    itself = std::move(named), named.clear();
  if (itself.empty() && planned > 0 && reached > 0 && planned != reached) itself = {reached}, others = {planned};
  if (itself.empty() && head.size() == 3) {  // "Rev. A | Rev. B"
    const char first = version_of(small_letters(head[1].text)), second = version_of(small_letters(head[2].text));
    if (first != 0 && second == first + 1) itself = {2}, others = {1};
  }
  if (itself.size() != 1) return;
  head[itself[0]].own = true, head[itself[0]].design = false;
  others.insert(others.end(), named.begin(), named.end());
  for (const std::size_t c : others) head[c].own = false, head[c].design = true;
}

/// Configurations in rows, their parameters in columns: the one that says that it is the paper's counts, and the only one.
bool rows_are_configurations(const Table& table, const std::vector<Label>& head, std::size_t first, const OwnName& own) {
  const std::size_t columns = head.size();
  if (first == 0 || columns < 4 || table.rows.size() < first + 2) return false;
  const auto parameter = [&](const std::string& text) {
    const std::string plain = small_letters(text);
    for (const char* word : {"array", "mult",  "mac",  "pes",    "sram", "buffer", "clock",   "mhz",   "ghz",       "mm2",    "mm\xC2\xB2", "area",
                             "banks", "lanes", "dram", "memory", "tops", "rows",   "columns", "power", "frequency", "window", "queue"})
      if (plain.find(word) != std::string::npos) return true;
    return false;
  };
  std::size_t heads = 0, rows = 0;
  for (std::size_t c = 1; c < columns; ++c) heads += parameter(head[c].text) ? 1 : 0;
  for (std::size_t r = first; r < table.rows.size(); ++r)
    rows += parameter(table.rows[r][0]) || !key_of(memory_in(table.rows[r][0], own)).empty() ? 1 : 0;
  if (heads < 3 || rows > 0) return false;
  return true;
}

/// Parameter | Value | Parameter | Value
bool in_pairs(const Table& table, const std::vector<Label>& head, std::size_t first) {
  const std::size_t columns = table.rows[0].size();
  if (columns != 4 && columns != 6) return false;
  if (first == 1 && !head[0].text.empty() && small_letters(head[0].text) == small_letters(head[2].text)) return true;
  std::size_t words = 0, numbers = 0, cells = 0;
  for (const auto& row : table.rows)
    for (std::size_t c = 0; c < columns; ++c) {
      if (row[c].empty()) continue;
      ++cells;
      const bool digit = row[c].find_first_of("0123456789") != std::string::npos;
      if (c % 2 == 1)
        numbers += digit ? 1 : 0;
      else
        words += std::isalpha(static_cast<unsigned char>(row[c][0])) != 0 || row[c][0] == '-' ? 1 : 0;
    }
  return table.rows.size() > 2 && (words + numbers) * 10 >= cells * 9 && numbers > 3;
}

bool says_chosen(const std::vector<std::string>& row) {
  std::string whole;
  for (const std::string& text : row) whole += small_letters(text) + " ";
  for (const char* word :
       {"this work", "ours", "chosen", "selected", "taped out", "fabricated", "default", "final", "test chip", "reported", "*", "\xE2\x80\xA0"})
    if (whole.find(word) != std::string::npos) return true;
  return false;
}

}  // namespace skeptic::papers
