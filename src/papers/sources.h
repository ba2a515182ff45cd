// How sources become a layout: what their readers share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "papers/layout.h"

namespace skeptic::papers {

std::string trimmed(std::string_view text);
/// "Table 3: …"
bool is_caption_text(const std::string& line);

class SourceBuilder {
 public:
  explicit SourceBuilder(const std::string& file) { layout_.file = file; }
  void start(PassageKind kind, const std::string& text, int line);
  /// A footnote whose mark stands behind `lead`.
  void note(const std::string& text, const std::string& lead, int line);
  /// To the passage that is open.
  void add(const std::string& text, int line);
  /// Without a caption of its own, it has the passage before or behind it where that is one.
  void table(std::vector<std::vector<std::string>> rows, int line, std::string caption = {});
  bool untitled() const { return layout_.title.empty(); }
  Layout done();

 private:
  Layout layout_;
  std::string section_;
  std::size_t behind_table_ = 0;  ///< passages before the last table
};

Layout arrange_latex(std::string_view text, const std::string& file);

/// A cell of a source's table, over several rows and columns.
struct SpannedCell {
  std::string text;
  std::size_t rows = 1, columns = 1;
};
/// As many cells in every row; a cell is in each place that it covers.
std::vector<std::vector<std::string>> spread_cells(const std::vector<std::vector<SpannedCell>>& cells);
/// Labels beside several rows are in each of them, and cells that were broken into lines are one.
void tidy_table(Table& table);

}  // namespace skeptic::papers
