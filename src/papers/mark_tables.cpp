// Which rows of a page are rows of a table.
#include <algorithm>
#include <cctype>
#include <cmath>
#include <regex>

#include "papers/printed_rows.h"

namespace skeptic::papers {

bool is_caption(const std::string& text) {
  static const std::regex start(R"(^\s*(Table|TABLE|Tab\.|Figure|Fig\.|Listing)\s+([0-9]+|[IVX]+)\s*[:.])");
  return std::regex_search(text.substr(0, 40), start);
}

bool is_bullet(const std::string& text) {
  if (text.rfind("\xE2\x80\xA2", 0) == 0 || text.rfind("- ", 0) == 0 || text.rfind("* ", 0) == 0) return true;
  std::size_t digits = 0;
  while (digits < text.size() && std::isdigit(static_cast<unsigned char>(text[digits])) != 0) ++digits;
  return digits > 0 && digits < 3 && digits + 1 < text.size() && (text[digits] == '.' || text[digits] == ')') && text[digits + 1] == ' ';
}

void mark_tables(std::vector<PrintedRow>& rows, double column_width) {
  const auto many = [&](std::size_t i) {
    if (i >= rows.size() || rows[i].cells.size() < 2) return false;
    if (rows[i].cells.size() == 2 && (rows[i].cells[0].text == "\xE2\x80\xA2" || is_bullet(rows[i].cells[0].text + " "))) return false;
    // Prose that was stretched to the width of the column, and numbered headings, are no rows of a table.
    for (const Cell& cell : rows[i].cells)
      if (std::count(cell.text.begin(), cell.text.end(), ' ') >= 6 && rows[i].box.width() > 0.85 * column_width) return false;
    static const std::regex numbered(R"(^[0-9]{1,2}(\.[0-9]+)*\.?$)");
    if (rows[i].cells.size() == 2 && std::regex_match(rows[i].cells[0].text.substr(0, 12), numbered) &&
        std::isupper(static_cast<unsigned char>(rows[i].cells[1].text[0])) != 0)
      return false;
    return !is_caption(rows[i].text());
  };
  const auto near = [&](std::size_t i) { return rows[i + 1].box.top - rows[i].box.bottom < 1.6 * rows[i].size; };
  for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
    if (many(i) && many(i + 1) && near(i)) rows[i].table = rows[i + 1].table = true;
    if (i + 2 < rows.size() && many(i) && many(i + 2) && near(i) && near(i + 1) && rows[i + 1].box.width() < 0.6 * column_width &&
        !is_caption(rows[i + 1].text()))
      rows[i].table = rows[i + 1].table = rows[i + 2].table = true;
  }
  // Rows with long cells, and the lines in which these go on: a cell begins where the second one of the table does.
  const auto in_column = [&](std::size_t i, std::size_t of) {
    if (rows[of].cells.size() < 2 || is_caption(rows[i].text())) return false;
    for (std::size_t c = 1; c < rows[of].cells.size(); ++c) {
      const double left = rows[of].cells[c].box.left;
      if (left < rows[of].cells[0].box.left + 30) continue;
      if (rows[i].cells.size() > 1 && std::abs(rows[i].cells[1].box.left - left) < 2.5 &&
          std::abs(rows[i].cells[0].box.left - rows[of].cells[0].box.left) < 12)
        return true;
      if (rows[i].cells.size() == 1 && std::abs(rows[i].cells[0].box.left - left) < 2.5) return true;
    }
    return false;
  };
  const auto near_table = [&](std::size_t i, bool above) -> std::size_t {  // the nearest row of the table with cells, or i
    for (std::size_t step = 1; step < 5; ++step) {
      if (above ? i < step : i + step >= rows.size()) return i;
      const std::size_t other = above ? i - step : i + step;
      if (!rows[other].table) return i;
      if (rows[other].cells.size() > 1) return other;
    }
    return i;
  };
  for (std::size_t i = 1; i < rows.size(); ++i)
    if (!rows[i].table && near(i - 1))
      if (const std::size_t of = near_table(i, true); of != i && in_column(i, of)) rows[i].table = true;
  for (std::size_t i = rows.size(); i-- > 0;)
    if (!rows[i].table && i + 1 < rows.size() && near(i) && rows[i].cells.size() > 1)
      if (const std::size_t of = near_table(i, false); of != i && in_column(i, of)) rows[i].table = true;
  for (std::size_t i = rows.size(); i-- > 0;)  // lines that go on above a row that was found so
    if (!rows[i].table && i > 0 && i + 1 < rows.size() && near(i) && near(i - 1) && rows[i + 1].table && rows[i].cells.size() == 1)
      if (const std::size_t of = near_table(i, false); of != i && in_column(i, of)) {
        rows[i].table = true;
        for (std::size_t up = i; up-- > 0 && i - up < 3;) {
          if (rows[up].table || !near(up) || !in_column(up, of)) break;
          rows[up].table = true;
        }
      }
  // A head over several columns, alone in its line: right of the labels, above the first row.
  for (std::size_t i = 0; i + 2 < rows.size(); ++i) {
    if (rows[i].table || !rows[i + 1].table || (i > 0 && rows[i - 1].table) || rows[i].cells.size() != 1 || !near(i)) continue;
    const PrintedRow& below = rows[i + 1].cells.size() > 2 ? rows[i + 1] : rows[i + 2];
    if (below.cells.size() < 3 || is_caption(rows[i].text())) continue;
    if (rows[i].box.left > below.cells[0].box.right + 4 && rows[i].box.right < below.box.right + 0.1 * column_width &&
        rows[i].box.width() < 0.6 * column_width)
      rows[i].table = true;
  }
  // Two stretched lines of prose are no table.
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].table || (i > 0 && rows[i - 1].table)) continue;
    std::size_t end = i;
    bool numbers = false;
    for (; end < rows.size() && rows[end].table; ++end) numbers = numbers || rows[end].text().find_first_of("0123456789") != std::string::npos;
    for (std::size_t r = i; end - i <= 2 && !numbers && r < end; ++r) rows[r].table = false;
  }
}

}  // namespace skeptic::papers
