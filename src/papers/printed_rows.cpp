#include "papers/printed_rows.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace skeptic::papers {

void grow(Box& box, const Box& other) {
  box.left = std::min(box.left, other.left), box.right = std::max(box.right, other.right);
  box.top = std::min(box.top, other.top), box.bottom = std::max(box.bottom, other.bottom);
}

/// Whether two lines of prose at one height were read as one, with x between them.
static bool gap_at(const PrintedLine& line, double x, double narrowest) {
  int wide = 0;
  bool here = false;
  for (std::size_t i = 1; i < line.words.size(); ++i) {
    const double from = line.words[i - 1].box.right, to = line.words[i].box.left;
    if (to - from <= 0.75 * line.words[i].box.height()) continue;
    ++wide;
    here = here || (from <= x + 3 && to >= x - 3 && from - line.box.left > narrowest && line.box.right - to > narrowest);
  }
  return here && wide == 1;
}

double find_gutter(const std::vector<Page>& pages) {
  double best = 0, last = 0;
  int best_score = 0;
  if (pages.empty()) return 0;
  const double width = pages.front().width;
  for (double x = std::floor(width * 0.4); x <= width * 0.6; x += 3) {
    int left = 0, right = 0, crossing = 0;
    for (const Page& page : pages)
      for (const PrintedLine& line : page.lines) {
        if (line.box.width() < width * 0.18) continue;
        if (line.box.right <= x)
          ++left;
        else if (line.box.left >= x)
          ++right;
        else if (gap_at(line, x, 0.18 * width))
          ++left, ++right;  // two lines at one height, read as one
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
        cells.push_back({word.text, word.box, {word}});
      } else {
        cells.back().text += (gap > 0.12 * rows[i].size ? " " : "") + word.text;
        grow(cells.back().box, word.box);
        cells.back().words.push_back(word);
      }
    }
  }
  return rows;
}

/// "1.83x", "+0.4", "37 %"
static bool is_number(const std::string& text) {
  const std::size_t digit = text.find_first_of("0123456789");
  return digit != std::string::npos && digit < 4 && std::isalpha(static_cast<unsigned char>(text[0])) == 0 &&
         text.find_first_not_of("+-0123456789.,%", digit) >= text.size() - std::min<std::size_t>(text.size(), 2);
}

/// Whether most rows have a number on either side of a gap, or a label before it and a number behind: columns that are set tightly.
static bool between_numbers(const std::vector<PrintedRow>& rows, std::size_t first, double left, double right) {
  std::size_t pairs = 0, both = 0;
  std::vector<double> centres;  // of what is behind the gap: one column stands below the other
  for (std::size_t r = first; r < rows.size(); ++r) {
    const Word *before = nullptr, *behind = nullptr;
    bool labels = true;  // nothing but words before the gap
    for (const Cell& cell : rows[r].cells)
      for (const Word& word : cell.words) {
        if (word.box.right <= left + 0.01) before = &word, labels = labels && !is_number(word.text);
        if (word.box.left >= right - 0.01 && behind == nullptr) behind = &word;
      }
    if (before == nullptr || behind == nullptr) continue;
    ++both;
    centres.push_back((behind->box.left + behind->box.right) / 2);
    pairs += is_number(behind->text) && (is_number(before->text) || labels) ? 1 : 0;
  }
  if (both < 3 || pairs * 5 < both * 4) return false;
  const auto [least, most] = std::minmax_element(centres.begin(), centres.end());
  return *most - *least < 2 * rows[first].size;
}

void cut_at_rivers(std::vector<PrintedRow>& rows) {
  if (rows.size() < 4) return;
  const std::size_t first = rows.size() > 4 ? 2 : 1;
  std::vector<std::pair<double, double>> covered;
  double size = 0;
  for (std::size_t r = first; r < rows.size(); ++r) {
    size = std::max(size, rows[r].size);
    for (const Cell& cell : rows[r].cells)
      for (const Word& word : cell.words) covered.emplace_back(word.box.left, word.box.right);
  }
  std::sort(covered.begin(), covered.end());
  std::vector<double> gaps;  // between words of one cell
  for (const PrintedRow& row : rows)
    for (const Cell& cell : row.cells)
      for (std::size_t w = 1; w < cell.words.size(); ++w) gaps.push_back(cell.words[w].box.left - cell.words[w - 1].box.right);
  std::sort(gaps.begin(), gaps.end());
  const double narrowest = std::max(0.45 * size, gaps.empty() ? 0.0 : 1.6 * gaps[gaps.size() / 4]);
  struct River {
    double left, right, narrowest;  ///< what a gap between words in it measures at least
  };
  std::vector<River> rivers;
  double right = covered.empty() ? 0 : covered[0].second;
  for (const auto& [from, to] : covered) {
    const bool tight = from - right > 0.33 * size && between_numbers(rows, first, right, from);
    if (tight || from - right > narrowest) rivers.push_back({right, from, tight ? std::min(narrowest, 0.5 * size) : narrowest});
    right = std::max(right, to);
  }
  for (std::size_t r = 0; r < rows.size(); ++r) {
    PrintedRow& row = rows[r];
    const bool heads = r < first && std::none_of(row.cells.begin(), row.cells.end(), [](const Cell& cell) {
                         return std::any_of(cell.words.begin(), cell.words.end(), [](const Word& word) { return is_number(word.text); });
                       });
    std::vector<Cell> cells;
    for (Cell& cell : row.cells) {
      for (std::size_t w = 0; w < cell.words.size(); ++w) {
        const Word& word = cell.words[w];
        bool cut = w == 0;
        if (w > 0) {
          const double from = cell.words[w - 1].box.right, to = word.box.left;
          const bool head = heads || is_number(word.text);
          cut = std::any_of(rivers.begin(), rivers.end(), [&](const River& river) {
            return to - from > (head ? river.narrowest : narrowest) && river.left < to && from < river.right;
          });
        }
        if (cut) {
          cells.push_back({word.text, word.box, {word}});
        } else {
          const double gap = word.box.left - cells.back().box.right;
          cells.back().text += (gap > 0.12 * row.size ? " " : "") + word.text;
          grow(cells.back().box, word.box);
          cells.back().words.push_back(word);
        }
      }
    }
    row.cells = std::move(cells);
  }
}

void drop_furniture(std::vector<Page>& pages) {
  const auto plain = [](const PrintedLine& line) {  // without numbers, which count pages
    std::string text;
    for (const Word& word : line.words)
      for (const char c : word.text)
        if (std::isdigit(static_cast<unsigned char>(c)) == 0) text += c;
    return text;
  };
  const auto edge = [](const Page& page, const PrintedLine& line) { return line.box.top < 0.1 * page.height || line.box.top > 0.88 * page.height; };
  std::map<std::string, std::set<std::size_t>> seen;  // text at an edge of a page, and where it is
  for (std::size_t p = 0; p < pages.size(); ++p)
    for (const PrintedLine& line : pages[p].lines)
      if (edge(pages[p], line)) seen[plain(line)].insert(p);
  for (Page& page : pages) {
    std::vector<PrintedLine> lines;
    double lowest = 0, highest = page.height;
    for (const PrintedLine& line : page.lines) lowest = std::max(lowest, line.box.top), highest = std::min(highest, line.box.top);
    for (const PrintedLine& line : page.lines) {
      const bool last = std::abs(line.box.top - lowest) < 3, first = std::abs(line.box.top - highest) < 3;
      const bool alone = page.lines.size() < 2000 && std::count_if(page.lines.begin(), page.lines.end(), [&](const PrintedLine& other) {
                                                       return std::abs(other.box.top - line.box.top) < 3;
                                                     }) == 1;
      const bool number = line.words.size() == 1 && line.words[0].text.find_first_not_of("0123456789-") == std::string::npos;
      const bool folio = number && alone && line.box.top > 0.88 * page.height;
      const bool repeated = edge(page, line) && (first || last) && plain(line).size() > 4 && seen[plain(line)].size() > 1;
      if (!folio && !repeated) lines.push_back(line);
    }
    page.lines = std::move(lines);
  }
}

}  // namespace skeptic::papers
