#include "papers/printed_rows.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace skeptic::papers {

void grow(Box& box, const Box& other) {
  box.left = std::min(box.left, other.left), box.right = std::max(box.right, other.right);
  box.top = std::min(box.top, other.top), box.bottom = std::max(box.bottom, other.bottom);
}

/// The x of the gutter of a paper in two columns; 0 where there is one column.
double find_gutter(const std::vector<Page>& pages) {
  double best = 0, last = 0;
  int best_score = 0;
  if (pages.empty()) return 0;
  const double width = pages.front().width;
  for (double x = std::floor(width * 0.4); x <= width * 0.6; x += 3) {
    int left = 0, right = 0, crossing = 0;
    for (const Page& page : pages)
      for (const PrintedLine& line : page.lines) {
        if (line.box.width() < width * 0.25) continue;
        if (line.box.right <= x)
          ++left;
        else if (line.box.left >= x)
          ++right;
        else
          ++crossing;
      }
    if (left < 8 || right < 8 || crossing * 2 > left + right) continue;
    const int score = left + right - 3 * crossing;
    if (score > best_score) best_score = score, best = last = x;
    if (score == best_score && x == last + 3) last = x;
  }
  return (best + last) / 2;
}

/// Lines that were read across the gutter, as two.
void split_at(double gutter, Page& page) {
  std::vector<PrintedLine> lines;
  for (PrintedLine& line : page.lines) {
    std::size_t cut = 0;
    for (std::size_t i = 1; i < line.words.size() && cut == 0; ++i) {
      const double left = line.words[i - 1].box.right, right = line.words[i].box.left;
      if (left <= gutter + 5 && right >= gutter - 5 && right - left > 0.75 * line.words[i].box.height()) cut = i;
    }
    if (cut == 0) {
      lines.push_back(std::move(line));
      continue;
    }
    for (const auto& [from, to] : {std::pair{std::size_t{0}, cut}, std::pair{cut, line.words.size()}}) {
      PrintedLine part;
      part.words.assign(line.words.begin() + static_cast<std::ptrdiff_t>(from), line.words.begin() + static_cast<std::ptrdiff_t>(to));
      part.box = part.words.front().box;
      for (const Word& word : part.words) grow(part.box, word.box);
      lines.push_back(std::move(part));
    }
  }
  page.lines = std::move(lines);
}

/// The lines of one column in rows: lines at one height are one row, and a wide gap starts a cell.
std::vector<PrintedRow> rows_of(std::vector<const PrintedLine*> lines, int page) {
  std::stable_sort(lines.begin(), lines.end(), [](const auto* a, const auto* b) { return a->box.top + a->box.bottom < b->box.top + b->box.bottom; });
  std::vector<PrintedRow> rows;
  std::vector<std::vector<Word>> words;
  for (const PrintedLine* line : lines) {
    if (line->words.empty()) continue;
    const double centre = (line->box.top + line->box.bottom) / 2;
    const bool same = !rows.empty() && centre < rows.back().box.bottom - 0.35 * rows.back().box.height() && centre > rows.back().box.top;
    if (!same) {
      rows.push_back({{}, line->box, 0, page, 0, false});
      words.emplace_back();
    } else {
      grow(rows.back().box, line->box);
    }
    words.back().insert(words.back().end(), line->words.begin(), line->words.end());
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::stable_sort(words[i].begin(), words[i].end(), [](const Word& a, const Word& b) { return a.box.left < b.box.left; });
    std::vector<double> heights;
    for (const Word& word : words[i]) heights.push_back(word.box.height());
    std::nth_element(heights.begin(), heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2), heights.end());
    rows[i].size = heights[heights.size() / 2];
    for (const Word& word : words[i]) {
      std::vector<Cell>& cells = rows[i].cells;
      const double gap = cells.empty() ? 0 : word.box.left - cells.back().box.right;
      if (cells.empty() || gap > 0.95 * rows[i].size) {
        cells.push_back({word.text, word.box});
      } else {
        cells.back().text += (gap > 0.12 * rows[i].size ? " " : "") + word.text;
        grow(cells.back().box, word.box);
      }
    }
  }
  return rows;
}

}  // namespace skeptic::papers
