// Lines of a page as rows of cells, and the gutter between its columns.
#pragma once

#include <string>
#include <vector>

#include "papers/layout.h"

namespace skeptic::papers {

struct Cell {
  std::string text;
  Box box;
  std::vector<Word> words;
};

/// What stands side by side in one column of a page.
struct PrintedRow {
  std::vector<Cell> cells;
  Box box;
  double size = 0;  ///< height of its letters
  int page = 1, line = 0;
  bool table = false;
  std::string text() const {
    std::string whole;
    for (const Cell& cell : cells) whole += (whole.empty() ? "" : " ") + cell.text;
    return whole;
  }
};

/// The x of the gutter of a paper in two columns; 0 where there is one column.
double find_gutter(const std::vector<Page>& pages);
/// Lines that were read across the gutter, as two.
void split_at(double gutter, Page& page);
/// The lines of one column in rows: lines at one height are one row, and a wide gap starts a cell.
std::vector<PrintedRow> rows_of(std::vector<const PrintedLine*> lines, int page);
/// Cells of a table that stand so close that they were read as one: cut where no row below the heads has a word.
void cut_at_rivers(std::vector<PrintedRow>& rows);
/// Takes away page numbers, and heads and feet that several pages repeat.
void drop_furniture(std::vector<Page>& pages);
/// "Table 3: …"
bool is_caption(const std::string& text);
/// The beginning of an item of a list.
bool is_bullet(const std::string& text);
/// Rows of a table: two cells or more in neighbouring rows; a short row between such rows belongs to them.
void mark_tables(std::vector<PrintedRow>& rows, double column_width);
void grow(Box& box, const Box& other);

}  // namespace skeptic::papers
