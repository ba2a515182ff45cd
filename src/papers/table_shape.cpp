// The cells of a table in rows and columns: cells over several of them, labels beside several rows, cells that were broken into lines.
#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <string_view>

#include "papers/sources.h"

namespace skeptic::papers {
namespace {

bool labelled_alone(const std::vector<std::string>& row) {
  return !row[0].empty() && std::all_of(row.begin() + 1, row.end(), [](const std::string& cell) { return cell.empty(); });
}

bool digits(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// A label that stands beside the middle of its rows, on a line of its own.
void spread_labels(std::vector<std::vector<std::string>>& rows) {
  for (std::size_t r = 1; r + 1 < rows.size(); ++r) {
    if (!labelled_alone(rows[r]) || !rows[r - 1][0].empty() || !rows[r + 1][0].empty()) continue;
    const std::string label = rows[r][0];
    std::size_t first = r, last = r;
    while (first > 1 && rows[first - 1][0].empty() && r - first <= last - r) --first;
    while (last + 1 < rows.size() && rows[last + 1][0].empty() && last - r < r - first) ++last;
    for (std::size_t i = first; i <= last; ++i) rows[i][0] = label;
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(r));
    --r;
  }
}

/// The mark of a footnote behind a value, "12 nmc", "1.19xd"; 0 where there is none.
char mark_of(const std::string& cell) {
  constexpr std::array<std::string_view, 13> kEnds{"KiB", "KB", "MiB", "MB", "GHz", "MHz", "nm", "mm2", "GB/s", "bits", "TOPS", "%", "\xC3\x97"};
  if (cell.size() < 2 || cell.back() < 'a' || cell.back() > 'h') return 0;
  const std::string_view value = std::string_view(cell).substr(0, cell.size() - 1);
  const bool digit = std::isdigit(static_cast<unsigned char>(value.back())) != 0;
  const bool unit = digits(std::string(value)) && std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view end) { return value.ends_with(end); });
  return digit || unit ? cell.back() : '\0';
}

/// Marks of footnotes go where a table has several, in the order of letters.
void drop_marks(std::vector<std::vector<std::string>>& rows) {
  std::set<char> marks;
  for (const auto& row : rows)
    for (const std::string& cell : row)
      if (const char mark = mark_of(cell); mark != 0) marks.insert(mark);
  if (marks.size() < 2 || *marks.begin() != 'a' || *marks.rbegin() - 'a' > static_cast<int>(marks.size())) return;
  for (auto& row : rows)
    for (std::string& cell : row)
      if (mark_of(cell) != 0) cell.pop_back();
}

/// A head of two words that was read as two columns, "vs | SparTen" over numbers of one: the column without a cell joins the next.
void join_heads(std::vector<std::vector<std::string>>& rows) {
  if (rows.size() < 3) return;
  for (std::size_t c = 1; c + 1 < rows[0].size(); ++c) {
    const bool empty = std::all_of(rows.begin() + 1, rows.end(), [&](const std::vector<std::string>& row) { return row[c].empty(); });
    const bool next = std::all_of(rows.begin() + 1, rows.end(), [&](const std::vector<std::string>& row) { return !row[c + 1].empty(); });
    if (!empty || !next || rows[0][c].empty() || rows[0][c + 1].empty() || rows[0][c] == rows[0][c + 1]) continue;
    rows[0][c + 1] = rows[0][c] + " " + rows[0][c + 1];
    for (auto& row : rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(c));
    --c;
  }
}

/// What goes on in the next line of the same cell: a row without a label whose cells begin with small letters.
void join_lines(std::vector<std::vector<std::string>>& rows) {
  for (std::size_t r = 1; r < rows.size(); ++r) {
    if (!rows[r][0].empty() || rows[r - 1][0].empty()) continue;
    bool goes_on = true;
    int cells = 0;
    for (std::size_t c = 1; c < rows[r].size(); ++c) {
      if (rows[r][c].empty()) continue;
      ++cells;
      const bool small = std::islower(static_cast<unsigned char>(rows[r][c][0])) != 0;
      goes_on = goes_on && !rows[r - 1][c].empty() && (small || rows[r].size() == 2) && (!digits(rows[r][c]) || rows[r].size() == 2);
    }
    if (!goes_on || cells == 0) continue;
    for (std::size_t c = 1; c < rows[r].size(); ++c)
      if (!rows[r][c].empty()) rows[r - 1][c] += " " + rows[r][c];
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(r));
    --r;
  }
}

}  // namespace

std::vector<std::vector<std::string>> spread_cells(const std::vector<std::vector<SpannedCell>>& cells) {
  std::vector<std::vector<std::string>> rows(cells.size());
  std::vector<std::vector<bool>> taken(cells.size());
  constexpr std::size_t kWidest = 64;
  for (std::size_t r = 0; r < cells.size(); ++r) {
    std::size_t c = 0;
    for (const SpannedCell& cell : cells[r]) {
      while (c < taken[r].size() && taken[r][c]) ++c;
      if (c >= kWidest) break;
      const bool wide = cell.text.size() > 200;  // what is spread is short
      const std::size_t down = wide ? 1 : std::clamp<std::size_t>(cell.rows, 1, 32), across = wide ? 1 : std::clamp<std::size_t>(cell.columns, 1, 16);
      for (std::size_t y = r; y < std::min(cells.size(), r + down); ++y)
        for (std::size_t x = c; x < std::min(kWidest, c + across); ++x) {
          if (taken[y].size() <= x) taken[y].resize(x + 1), rows[y].resize(x + 1);
          taken[y][x] = true;
          rows[y][x] = cell.text;
        }
    }
  }
  return rows;
}

void tidy_table(Table& table) {
  auto& rows = table.rows;
  if (rows.size() < 2 || rows[0].size() < 2) return;
  for (auto& row : rows) row.resize(rows[0].size());
  drop_marks(rows);
  join_heads(rows);
  spread_labels(rows);
  join_lines(rows);
}

}  // namespace skeptic::papers
