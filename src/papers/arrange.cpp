// Printed pages into passages and tables: the gutter between columns, reading order, rows of cells, captions, footnotes, paragraphs.
#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <regex>

#include "papers/printed_rows.h"

namespace skeptic::papers {
namespace {

/// Heads over neighbouring columns: so shared out that each stands in the middle of its own; a column may have none.
void spread_heads(const std::vector<Cell>& heads, const std::vector<Box>& columns, std::vector<std::string>& row) {
  const std::size_t count = columns.size() - 1, groups = heads.size();  // but the first column
  constexpr double kNever = 1e18, kBare = 5;                            // points off that a column without a head is worth
  // cost[g][end]: of the first g heads over columns before `end`; from: where the last of them begins, or its end where the column is bare.
  std::vector<std::vector<double>> cost(groups + 1, std::vector<double>(count + 1, kNever));
  std::vector<std::vector<std::size_t>> from(groups + 1, std::vector<std::size_t>(count + 1, 0));
  for (std::size_t end = 0; end <= count; ++end) cost[0][end] = kBare * static_cast<double>(end);
  for (std::size_t g = 1; g <= groups; ++g)
    for (std::size_t end = g; end <= count; ++end) {
      if (cost[g][end - 1] + kBare < cost[g][end]) cost[g][end] = cost[g][end - 1] + kBare, from[g][end] = end;
      for (std::size_t begin = g - 1; begin < end; ++begin) {
        if (cost[g - 1][begin] >= kNever) continue;
        const Box& head = heads[g - 1].box;
        const double off = std::abs(head.left + head.right - columns[begin + 1].left - columns[end].right) / 2;
        if (cost[g - 1][begin] + off < cost[g][end]) cost[g][end] = cost[g - 1][begin] + off, from[g][end] = begin;
      }
    }
  std::fill(row.begin() + 1, row.end(), std::string());
  for (std::size_t g = groups, end = count; g > 0;) {
    const std::size_t begin = from[g][end];
    if (begin == end) {
      --end;
      continue;
    }
    for (std::size_t c = begin; c < end; ++c) row[c + 1] = heads[g - 1].text;
    end = begin, --g;
  }
}

/// Cells below each other: the columns of the row with most cells; a cell that spans several is in each of them.
std::vector<std::vector<std::string>> grid(const std::vector<PrintedRow>& rows) {
  std::vector<Box> columns;
  for (const PrintedRow& row : rows)
    if (row.cells.size() > columns.size()) {
      columns.clear();
      for (const Cell& cell : row.cells) columns.push_back(cell.box);
    }
  for (int round = 0; round < 2; ++round)  // as wide as their widest cell that lies in no other column
    for (const PrintedRow& row : rows)
      for (const Cell& cell : row.cells) {
        int touched = 0;
        Box* only = nullptr;
        for (Box& column : columns)
          if (cell.box.left < column.right && column.left < cell.box.right) ++touched, only = &column;
        if (touched == 1) only->left = std::min(only->left, cell.box.left), only->right = std::max(only->right, cell.box.right);
      }
  std::vector<std::vector<std::string>> table;
  for (const PrintedRow& row : rows) {
    std::vector<std::string> cells(columns.size());
    for (const Cell& cell : row.cells) {
      bool placed = false;
      std::size_t nearest = 0;
      double distance = 1e9;
      for (std::size_t i = 0; i < columns.size(); ++i) {
        const double off = std::abs((cell.box.left + cell.box.right - columns[i].left - columns[i].right) / 2);
        if (off < distance) distance = off, nearest = i;
        const double overlap = std::min(cell.box.right, columns[i].right) - std::max(cell.box.left, columns[i].left);
        if (overlap > 0.3 * std::min(cell.box.width(), columns[i].width())) {
          cells[i] += (cells[i].empty() ? "" : " ") + cell.text;
          placed = true;
        }
      }
      if (!placed) cells[nearest] += (cells[nearest].empty() ? "" : " ") + cell.text;
    }
    table.push_back(std::move(cells));
  }
  // Heads over several columns: each of the columns has the head whose middle is nearest.
  const auto filled = [&](std::size_t r) {
    return std::count_if(table[r].begin() + 1, table[r].end(), [](const std::string& cell) { return !cell.empty(); });
  };
  // One head over all columns but the first
  if (table.size() > 2 && columns.size() > 2 && table[0][0].empty() && rows[0].cells.size() == 1 &&
      filled(1) + 1 >= static_cast<std::ptrdiff_t>(columns.size()) - 1) {
    const double middle = (columns[1].left + columns.back().right) / 2, head = (rows[0].box.left + rows[0].box.right) / 2;
    if (std::abs(middle - head) < 9)
      for (std::size_t i = 1; i < columns.size(); ++i) table[0][i] = rows[0].cells[0].text;
  }
  if (table.size() > 2 && columns.size() > 4 && table[0][0].empty() && rows[0].cells.size() > 1 && rows[0].cells.size() + 1 < columns.size() &&
      columns.size() <= 40 && filled(1) + 1 == static_cast<std::ptrdiff_t>(columns.size()))
    spread_heads(rows[0].cells, columns, table[0]);
  return table;
}

double common_size(const std::vector<std::vector<PrintedRow>>& columns) {
  std::map<int, std::size_t> letters;
  for (const auto& rows : columns)
    for (const PrintedRow& row : rows) letters[static_cast<int>(std::lround(row.size * 2))] += row.text().size();
  int best = 20;
  std::size_t most = 0;
  for (const auto& [size, count] : letters)
    if (count > most) most = count, best = size;
  return best / 2.0;
}

bool is_heading(const PrintedRow& row, double body) {
  const std::string text = row.text();
  if (text.size() > 90 || text.size() < 3) return false;
  static const std::regex numbered(R"(^([0-9]{1,2}(\.[0-9]+)*\.?|[IVX]{1,4}\.)\s+[A-Z])");
  const bool ends = text.back() == '.' || text.back() == ',' || text.back() == ';';
  if (std::regex_search(text.substr(0, 20), numbered) && !ends && text.size() < 70 && row.size >= 0.97 * body && row.cells.size() <= 2) return true;
  return row.size > 1.08 * body && !ends;
}

/// Paragraphs and tables of the rows of one column.
class Column {
 public:
  Column(Layout& layout, double body, double left, double right) : layout_(layout), body_(body), left_(left), width_(right - left) {}

  void read(std::vector<PrintedRow> rows) {
    mark_tables(rows, width_);
    // Footnotes: small rows from one with a number on, below the text of the column.
    std::vector<bool> note(rows.size(), false);
    for (std::size_t i = 1; i < rows.size(); ++i) {
      if (rows[i].size >= 0.93 * body_ || rows[i].table || is_caption(rows[i].text())) continue;
      note[i] = note[i - 1] || starts_note(rows[i]);
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const PrintedRow& row = rows[i];
      if (row.table) {
        std::size_t end = i;
        while (end < rows.size() && rows[end].table) ++end;
        table(std::vector<PrintedRow>(rows.begin() + static_cast<std::ptrdiff_t>(i), rows.begin() + static_cast<std::ptrdiff_t>(end)), rows, i, end);
        i = end - 1;
        continue;
      }
      text(rows, i, note[i]);
    }
  }

 private:
  static bool starts_note(const PrintedRow& row) {
    const std::string text = row.text();
    return !text.empty() && (number_of(text) > 0 || text[0] == '*');
  }
  /// The number that a line begins with; 0 without one.
  static int number_of(const std::string& text) {
    std::size_t digits = 0;
    while (digits < text.size() && std::isdigit(static_cast<unsigned char>(text[digits])) != 0) ++digits;
    if (digits == 0 || digits > 2 || (digits < text.size() && text[digits] != ' ' && std::isalpha(static_cast<unsigned char>(text[digits])) == 0))
      return 0;
    return std::stoi(text.substr(0, digits));
  }
  /// Notes are numbered one after the other: what begins with another number goes on.
  bool next_note(const std::string& line) {
    const int number = number_of(line);
    if (number == 0) return line[0] == '*';
    if (next_note_ != 0 && number != next_note_) return false;
    next_note_ = number + 1;
    return true;
  }
  /// The line before has ended what it says.
  bool fresh_start(const std::vector<PrintedRow>& rows, std::size_t i) const {
    if (i == 0 || rows[i - 1].table) return true;
    const std::string before = rows[i - 1].text();
    return std::string_view(".:;?!)").find(before.back()) != std::string_view::npos || rows[i].box.top - rows[i - 1].box.bottom > 0.75 * rows[i].size;
  }

  void text(const std::vector<PrintedRow>& rows, std::size_t i, bool note) {
    const PrintedRow& row = rows[i];
    std::string line = row.text();
    // "712 nm" in note 7: its mark stands right before a number
    if (const std::string mark = std::to_string(next_note_); note && next_note_ > 0 && line.size() > mark.size() && line.rfind(mark, 0) == 0 &&
                                                             std::isdigit(static_cast<unsigned char>(line[mark.size()])) != 0 && fresh_start(rows, i))
      line.insert(mark.size(), " ");
    PassageKind kind = note               ? PassageKind::Footnote
                       : is_caption(line) ? PassageKind::Caption
                       : is_bullet(line)  ? PassageKind::Item
                                          : PassageKind::Body;
    bool fresh = i == 0 || layout_.passages.empty() || rows[i - 1].table || kind == PassageKind::Caption || kind == PassageKind::Item;
    const bool above = i == 0 || rows[i - 1].table || row.box.top - rows[i - 1].box.bottom > 0.4 * row.size;
    const bool apart = i + 1 == rows.size() || rows[i + 1].table || rows[i + 1].box.top - row.box.bottom > 0.4 * row.size;
    if (kind == PassageKind::Item && line[0] != '-' && line[0] != '*' && static_cast<unsigned char>(line[0]) < 0x80) {
      // A number that begins a line begins an item where the line before it has ended, and a heading where space follows.
      if (apart && above && is_heading(row, body_))
        kind = PassageKind::Heading;
      else if (!fresh_start(rows, i))
        kind = PassageKind::Body, fresh = false;
    }
    // "3.1. The fabric follows …" goes on in the next line
    const bool goes_on = row.size < 1.02 * body_ && i + 1 < rows.size() && !rows[i + 1].table &&
                         rows[i + 1].box.top - row.box.bottom < 0.75 * row.size &&
                         std::islower(static_cast<unsigned char>(rows[i + 1].text()[0])) != 0;
    if (kind == PassageKind::Body && (above || row.size > 1.08 * body_) && !goes_on && is_heading(row, body_)) kind = PassageKind::Heading;
    if (!fresh) {
      const PrintedRow& before = rows[i - 1];
      const Passage& open = layout_.passages.back();
      const bool gap = row.box.top - before.box.bottom > 0.75 * row.size;
      const bool indented = row.box.left > before.box.left + 6 && row.box.left < left_ + 0.2 * width_ && before.box.right > left_ + 0.6 * width_;
      // "3.2. There are …" with the lines behind it below its first word
      const std::vector<Word>& words = before.cells.front().words;
      const bool hanging = words.size() > 1 && std::isdigit(static_cast<unsigned char>(words[0].text[0])) != 0 &&
                           std::string_view(".)").find(words[0].text.back()) != std::string_view::npos &&
                           std::abs(row.box.left - words[1].box.left) < 7;
      const bool resized = std::abs(row.size - before.size) > 0.06 * body_;
      const bool continues = open.kind == PassageKind::Caption || open.kind == PassageKind::Item || (note && open.kind == PassageKind::Footnote);
      fresh = gap || (kind == PassageKind::Heading) != (open.kind == PassageKind::Heading) ||
              (note && (open.kind != PassageKind::Footnote || next_note(line))) || (!continues && indented && !hanging) ||
              (resized && !note && open.kind != PassageKind::Heading);
      if (kind == PassageKind::Heading && open.kind == PassageKind::Heading && resized) fresh = true;
      if (note && open.kind == PassageKind::Footnote && open.text.size() <= 2) fresh = false;  // the number stood alone
      if (!fresh && continues) kind = open.kind;
    } else if (note && next_note_ == 0) {
      next_note_ = number_of(line) + 1;
    }
    if (fresh || layout_.passages.back().kind != kind) {
      Passage passage;
      passage.kind = kind;
      layout_.passages.push_back(std::move(passage));
    }
    append_line(layout_.passages.back(), line, {0, row.page, row.line});
  }

  void table(std::vector<PrintedRow> rows, const std::vector<PrintedRow>& all, std::size_t begin, std::size_t end) {
    Table table;
    table.page = rows.front().page;
    table.line = rows.front().line;
    cut_at_rivers(rows);
    table.rows = grid(rows);
    // The caption is above, as the passage before, or below.
    if (!layout_.passages.empty() && begin > 0 && layout_.passages.back().kind == PassageKind::Caption && !used_)
      table.caption = layout_.passages.back().text;
    else if (end < all.size() && is_caption(all[end].text())) {
      for (std::size_t i = end; i < all.size() && !all[i].table && (i == end || all[i].box.top - all[i - 1].box.bottom < 0.75 * all[i].size); ++i)
        table.caption += (table.caption.empty() ? "" : " ") + all[i].text();
    }
    used_ = !table.caption.empty() && begin > 0;
    for (auto passage = layout_.passages.rbegin(); passage != layout_.passages.rend(); ++passage)
      if (passage->kind == PassageKind::Heading) {
        table.section = passage->text;
        break;
      }
    layout_.tables.push_back(std::move(table));
    used_ = false;
  }

  Layout& layout_;
  double body_, left_, width_;
  bool used_ = false;
  int next_note_ = 0;
};

/// Bands with a table over both columns grow by its rows: at one height there are short lines on both sides of the gutter.
void widen(const std::vector<const PrintedLine*>& lines, double gutter, double width, std::vector<std::pair<double, double>>& bands) {
  const auto row_from = [&](double from, double until, bool below) {
    // The nearest height with lines on both sides and no text line among them; a cell beside several rows may stand alone between.
    for (int alone = 0; alone < 3; ++alone) {
      double best = below ? 1e9 : -1e9;
      for (const PrintedLine* line : lines) {
        const double centre = (line->box.top + line->box.bottom) / 2;
        if (centre <= from || centre >= until) continue;
        best = below ? std::min(best, centre) : std::max(best, centre);
      }
      bool left = false, right = false, text = false;
      for (const PrintedLine* line : lines) {
        const double centre = (line->box.top + line->box.bottom) / 2;
        if (std::abs(centre - best) > 2.5) continue;
        (line->box.right < gutter ? left : right) = true;
        text = text || line->box.width() > 0.32 * width;
      }
      if (text || (!left && !right)) return -1.0;
      if (left && right) return best;
      (below ? from : until) = below ? best + 2.5 : best - 2.5;
    }
    return -1.0;
  };
  for (auto& band : bands) {
    const bool caption = std::any_of(lines.begin(), lines.end(), [&](const PrintedLine* line) {
      return line->box.top >= band.first - 1 && line->box.bottom <= band.second + 1 && line->words.size() > 2 &&
             is_caption(line->words[0].text + " " + line->words[1].text + " ");
    });
    if (!caption) continue;
    // The last line of a caption may be short.
    for (int more = 0; more < 3 && lines.size() < 2000; ++more) {
      const auto last = std::find_if(lines.begin(), lines.end(), [&](const PrintedLine* line) {
        const bool below = line->box.top > band.second - 1 && line->box.top - band.second < 0.6 * line->box.height() && line->box.right < gutter;
        return below &&
               std::any_of(lines.begin(), lines.end(),
                           [&](const PrintedLine* above) {
                             return above->box.right > gutter && std::abs(above->box.left - line->box.left) < 3 &&
                                    std::abs(above->box.bottom - band.second) < 2;
                           }) &&
               std::none_of(lines.begin(), lines.end(),
                            [&](const PrintedLine* beside) { return beside != line && std::abs(beside->box.top - line->box.top) < 2.5; });
      });
      if (last == lines.end()) break;
      band.second = (*last)->box.bottom;
    }
    for (double row = row_from(band.second, band.second + 26, true); row > 0; row = row_from(band.second, band.second + 26, true))
      band.second = row + 5;
    for (double row = row_from(band.first - 26, band.first, false); row > 0; row = row_from(band.first - 26, band.first, false)) band.first = row - 5;
  }
  for (std::size_t i = 0; i + 1 < bands.size();)
    if (bands[i].second >= bands[i + 1].first)
      bands[i].second = std::max(bands[i].second, bands[i + 1].second), bands.erase(bands.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    else
      ++i;
}

/// The first lines of the paper that are of one size, larger than the text.
std::string title_of(const std::vector<PrintedRow>& rows, double body) {
  std::string title;
  double size = 0;
  for (std::size_t i = 0; i < rows.size() && i < 10; ++i) {
    if (size == 0 && rows[i].size > 1.15 * body) size = rows[i].size;
    if (size == 0) continue;
    if (std::abs(rows[i].size - size) > 0.06 * size) break;
    title += (title.empty() ? "" : " ") + rows[i].text();
  }
  return title;
}

/// A paragraph that goes on in the next column or on the next page is one passage.
void join_broken(Layout& layout) {
  std::vector<Passage> joined;
  for (Passage& passage : layout.passages) {
    if (passage.kind == PassageKind::Body && !passage.text.empty() && std::islower(static_cast<unsigned char>(passage.text[0])) != 0) {
      auto open = std::find_if(joined.rbegin(), joined.rend(), [](const Passage& one) {
        return one.kind == PassageKind::Body || one.kind == PassageKind::Item || one.kind == PassageKind::Heading;
      });
      if (open != joined.rend() && open->kind != PassageKind::Heading && !open->text.empty() &&
          std::string_view(".!?").find(open->text.back()) == std::string_view::npos) {
        const std::size_t before = open->text.size();
        append_line(*open, passage.text, passage.at.empty() ? Standpoint{} : passage.at.front());
        const std::size_t start = open->text.size() - passage.text.size();
        for (std::size_t i = 1; i < passage.at.size(); ++i) {
          Standpoint at = passage.at[i];
          at.offset += std::max(start, before > 0 ? before - 1 : 0);
          open->at.push_back(at);
        }
        continue;
      }
    }
    joined.push_back(std::move(passage));
  }
  layout.passages = std::move(joined);
}

}  // namespace

Layout arrange(std::vector<Page> pages, const std::string& file) {
  Layout layout;
  layout.file = file;
  layout.pages = static_cast<int>(pages.size());
  drop_furniture(pages);
  const double gutter = find_gutter(pages);
  struct Part {
    std::vector<PrintedRow> rows;
    double left, right;
  };
  std::vector<Part> parts;
  std::vector<std::vector<PrintedRow>> sizes;
  for (std::size_t p = 0; p < pages.size(); ++p) {
    Page& page = pages[p];
    if (gutter != 0) split_at(gutter, page);
    const int number = static_cast<int>(p) + 1;
    std::vector<const PrintedLine*> lines;
    for (const PrintedLine& line : page.lines)
      if (!line.words.empty()) lines.push_back(&line);
    const auto add = [&](std::vector<const PrintedLine*> some) {
      if (some.empty()) return;
      double left = 1e9, right = 0;
      for (const PrintedLine* line : some) left = std::min(left, line->box.left), right = std::max(right, line->box.right);
      std::vector<PrintedRow> rows = rows_of(std::move(some), number);
      sizes.push_back(rows);
      parts.push_back({std::move(rows), left, right});
    };
    if (gutter == 0) {
      add(lines);
      continue;
    }
    // Lines over the gutter, and what stands at their height, cut the page into bands; a band is read column by column.
    std::vector<std::pair<double, double>> wide;
    for (const PrintedLine* line : lines)
      if (line->box.left < gutter - 4 && line->box.right > gutter + 4) wide.emplace_back(line->box.top, line->box.bottom);
    // A table over both columns has cells of its own lines: beside a wide line, or between two that are near.
    std::sort(wide.begin(), wide.end());
    std::vector<std::pair<double, double>> bands;
    for (const auto& one : wide) {
      if (!bands.empty() && one.first - bands.back().second < 14)
        bands.back().second = std::max(bands.back().second, one.second);
      else
        bands.push_back(one);
    }
    widen(lines, gutter, page.width, bands);
    const auto within = [&](const PrintedLine* line) {
      const double centre = (line->box.top + line->box.bottom) / 2;
      return std::any_of(bands.begin(), bands.end(), [&](const auto& band) { return centre >= band.first && centre <= band.second; });
    };
    double from = 0;
    const auto columns_until = [&](double until) {
      std::vector<const PrintedLine*> left, right;
      for (const PrintedLine* line : lines) {
        const double centre = (line->box.top + line->box.bottom) / 2;
        if (within(line) || centre < from || centre >= until) continue;
        (line->box.left < gutter - 4 ? left : right).push_back(line);
      }
      add(left);
      add(right);
      from = until;
    };
    for (const auto& band : bands) {
      columns_until(band.first);
      std::vector<const PrintedLine*> across;
      for (const PrintedLine* line : lines) {
        const double centre = (line->box.top + line->box.bottom) / 2;
        if (centre >= band.first && centre <= band.second) across.push_back(line);
      }
      add(across);
      from = band.second;
    }
    columns_until(1e9);
  }
  const double body = common_size(sizes);
  if (!parts.empty()) layout.title = title_of(parts.front().rows, body);
  for (Part& part : parts) Column(layout, body, part.left, part.right).read(std::move(part.rows));
  join_broken(layout);
  // A table that goes on after a page break repeats its head; the caption is the one that it has.
  for (std::size_t t = 1; t < layout.tables.size(); ++t) {
    const Table& before = layout.tables[t - 1];
    Table& table = layout.tables[t];
    if (table.page == before.page + 1 && !table.rows.empty() && !before.rows.empty() && table.rows[0] == before.rows[0] && table.rows[0].size() > 1)
      table.caption = before.caption;
  }
  finish(layout);
  return layout;
}

}  // namespace skeptic::papers
