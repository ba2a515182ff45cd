// Lines of a page as rows of cells, and the gutter between its columns.
#pragma once

#include <string>
#include <vector>

#include "papers/layout.h"

namespace skeptic::papers {

struct Cell {
  std::string text;
  Box box;
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
void grow(Box& box, const Box& other);

}  // namespace skeptic::papers
