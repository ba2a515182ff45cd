// The rows of a table that name its columns.
#include <algorithm>
#include <string>
#include <vector>

#include "papers/table_labels.h"

namespace skeptic::papers {
namespace {

std::string cell(const Table& table, std::size_t r, std::size_t c) { return c < table.rows[r].size() ? table.rows[r][c] : std::string(); }

bool numeric_row(const Table& table, std::size_t r, const OwnName& own) {
  int numbers = 0, cells = 0;
  for (std::size_t c = 1; c < table.rows[r].size(); ++c) {
    if (cell(table, r, c).empty()) continue;
    ++cells;
    const bool equals = cell(table, r, c).find('=') != std::string::npos;
    const bool leads = std::string_view("0123456789+-~<>").find(cell(table, r, c)[0]) != std::string_view::npos;
    const Label label = label_of(cell(table, r, c), own);
    // "2:4 weights", "+ 4:8 activations (ours)": what was measured, by its pattern
    const auto tokens = tokens_of(cell(table, r, c), own.names);
    const bool pattern = r == 0 && std::any_of(tokens.begin(), tokens.end(), [](const Token& one) { return one.kind == TokenKind::Ratio; }) &&
                         std::any_of(tokens.begin(), tokens.end(), [](const Token& one) {
                           return any_of(one, {"weights", "activations", "pruning", "pruned", "sparsity"});
                         });
    if (leads && !equals && !pattern && label.network.empty() && !label.design) ++numbers;
  }
  return cells > 0 && numbers * 2 > cells;
}

/// "2:4" over a column of numbers: a competitor, and no value.
bool over_numbers(const Table& table, std::size_t c, const OwnName& own) {
  if (table.rows.size() < 3) return false;
  for (const std::size_t r : {std::size_t{1}, std::size_t{2}}) {
    const auto tokens = tokens_of(cell(table, r, c), own.names);
    if (tokens.size() != 1 || !(tokens[0].kind == TokenKind::Number || tokens[0].unit == UnitKind::Factor)) return false;
  }
  return true;
}

}  // namespace

std::vector<Label> headers_of(const Table& table, const OwnName& own, std::size_t& first) {
  std::vector<Label> head;
  const std::size_t columns = table.rows[0].size();
  std::vector<std::string> texts(columns);
  first = 0;
  const auto header_like = [&](std::size_t r) {
    if (r >= table.rows.size() || numeric_row(table, r, own)) return false;
    if (r == 0) {
      // The first row of a list of parameters is no header.
      bool units = false;
      // "cores | 8 | all fed from one memory"
      if (columns > 1 && table.rows.size() > 2) {
        const auto value = tokens_of(cell(table, 0, 1), own.names);
        const bool number = value.size() == 1 && value[0].kind == TokenKind::Number && !cell(table, 0, 0).empty();
        const auto below = tokens_of(cell(table, 1, 1), own.names);
        if (number && !below.empty() && (below[0].kind == TokenKind::Number || below[0].kind == TokenKind::Quantity) &&
            label_of(cell(table, 1, 0), own).network.empty() && small_letters(cell(table, 0, 0)).find("batch") == std::string::npos)
          units = true;
      }
      for (std::size_t c = 1; c < columns; ++c) {
        const auto tokens = tokens_of(cell(table, r, c), own.names);
        for (const Token& token : tokens)
          units = units || (token.kind == TokenKind::Quantity && token.unit != UnitKind::Bits) ||
                  (token.kind == TokenKind::Ratio && tokens.size() == 1 && !over_numbers(table, c, own));
      }
      return !units;
    }
    return true;
  };
  if (header_like(0)) {
    std::string left;
    for (std::size_t c = 0; c < columns; ++c) {
      texts[c] = cell(table, 0, c);
      // A header over several columns may stand over the first of them alone.
      if (c > 1 && texts[c].empty() && header_like(1) && !numeric_row(table, 1, own)) texts[c] = left;
      if (c > 0) left = texts[c];
    }
    first = 1;
    bool second = header_like(1) && table.rows.size() > 2 && numeric_row(table, 2, own);
    if (second) {
      // A second row of headers names metrics, batches or systems, and no unit.
      int known = 0;
      for (std::size_t c = 1; c < columns; ++c)
        known += !metric_of(cell(table, 1, c)).empty() || label_of(cell(table, 1, c), own).design || label_of(cell(table, 1, c), own).dense ||
                         cell(table, 1, c).find('=') != std::string::npos || has(cell(table, 1, c), "batch")
                     ? 1
                     : 0;
      second = known > 0;
    }
    if (second) {
      for (std::size_t c = 0; c < columns; ++c) {
        // A measure of its own is not what stands over its neighbours.
        if ((cell(table, 0, c).empty() || (c > 0 && cell(table, 0, c) == cell(table, 0, c - 1))) && !metric_of(cell(table, 1, c)).empty() &&
            metric_of(cell(table, 1, c)) != metric_of(texts[c]))
          texts[c].clear();
        texts[c] += (texts[c].empty() ? "" : " ") + cell(table, 1, c);
      }
      first = 2;
    }
  }
  for (const std::string& text : texts) head.push_back(label_of(text, own));
  for (std::size_t c = 1; c < columns && first == 1; ++c)
    if (head[c].text == "2:4" && head[c].over.empty() && over_numbers(table, c, own)) head[c].over = "ampere-2to4", head[c].design = true;
  return head;
}

}  // namespace skeptic::papers
