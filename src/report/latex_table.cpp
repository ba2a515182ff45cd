#include "report/latex_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "report/latex_text.h"
#include "report/style.h"

namespace skeptic {
namespace {

/// Of a line of A4 with the margins that the file has alone, at the size of a table's text: characters, and those that the space between two columns
/// takes. A shorter line has all columns narrower by as much.
constexpr double kLine = 104, kBetween = 2;
/// A word that needs more is broken.
constexpr std::size_t kLongWord = 14;

struct Column {
  double least = 1, natural = 1, width = 1;  ///< characters
  bool numbers = true;
};

std::size_t longest_word(const std::string& text) {
  std::size_t longest = 1;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    longest = std::max(longest, columns(std::string_view(text).substr(at, end - at)));
    at = end + 1;
  }
  return std::min(longest, kLongWord);
}

bool is_number(const std::string& text) {
  return !text.empty() && columns(text) <= 18 && std::string_view("0123456789-<").find(text[0]) != std::string_view::npos;
}

std::vector<Column> measured(const std::vector<std::string>& header, const std::vector<std::vector<LatexCell>>& rows) {
  std::vector<Column> all(header.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    Column& column = all[i];
    const auto take = [&](const std::string& text) {
      column.natural = std::max(column.natural, static_cast<double>(columns(text)) + 0.5);
      column.least = std::max(column.least, static_cast<double>(longest_word(text)) + 0.5);
    };
    take(header[i]);
    bool any = false;
    for (const auto& row : rows) {
      if (i >= row.size() || row[i].plain.empty()) continue;
      take(row[i].plain);
      any = true;
      column.numbers = column.numbers && is_number(row[i].plain);
    }
    column.numbers = column.numbers && any && i > 0;
    if (column.numbers)  // numbers stay with their units
      for (const auto& row : rows)
        if (i < row.size()) column.least = std::max(column.least, static_cast<double>(columns(row[i].plain)) + 0.5);
  }
  return all;
}

/// What is left behind the longest words goes to those who want more, by what they want.
void share_line(std::vector<Column>& all) {
  const double line = kLine - kBetween * static_cast<double>(all.size());
  const auto sum = [&](auto member) {
    return std::accumulate(all.begin(), all.end(), 0.0, [&](double total, const Column& column) { return total + column.*member; });
  };
  const double natural = sum(&Column::natural), least = sum(&Column::least);
  for (Column& column : all) {
    if (natural <= line)
      column.width = column.natural;
    else if (least >= line)
      column.width = column.least * line / least;
    else
      column.width = column.least + (column.natural - column.least) * (line - least) / (natural - least);
  }
}

}  // namespace

std::string latex_table(const std::string& title, const std::vector<std::string>& header, const std::vector<std::vector<LatexCell>>& rows) {
  std::vector<Column> all = measured(header, rows);
  share_line(all);
  std::string spec, head, body;
  for (std::size_t i = 0; i < all.size(); ++i) {
    spec += fmt::format(">{{\\{}\\arraybackslash}}p{{\\dimexpr{:.4f}\\linewidth-2\\tabcolsep\\relax}}", all[i].numbers ? "raggedleft" : "raggedright",
                        (all[i].width + kBetween) / kLine);
    head += (i > 0 ? " & " : "") + latex_text(header[i]);
  }
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < all.size(); ++i) body += (i > 0 ? " & " : "") + (i < row.size() ? row[i].latex : std::string());
    body += " \\\\\n";
  }
  return fmt::format("\\skeptictable{{{}}}{{{}}}{{{} \\\\}}{{%\n{}}}\n", title, spec, head, body);
}

}  // namespace skeptic
