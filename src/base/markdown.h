// Text for Markdown that Skeptic writes of its own tables.
#pragma once

#include <string>
#include <string_view>

namespace skeptic {

/// For a cell of a table, whose ends are bars.
inline std::string table_cell(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '|') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

}  // namespace skeptic
