// How text looks on a terminal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/numbers.h"

namespace skeptic {

/// Escape codes where `colour`, nothing otherwise.
struct Style {
  bool colour = false;
  std::string bold(std::string_view text) const { return code("1", text); }
  std::string faint(std::string_view text) const { return code("2", text); }
  std::string heading(std::string_view text) const { return code("1;36", text); }
  std::string bad(std::string_view text) const { return code("1;31", text); }
  std::string good(std::string_view text) const { return code("1;32", text); }
  std::string warn(std::string_view text) const { return code("1;33", text); }
  /// A bar of `share` of `width` columns, in eighths; padded by the caller.
  std::string bar(double share, int width) const;

 private:
  std::string code(std::string_view codes, std::string_view text) const;
};

/// Breaks text at spaces so that no line is longer than `width` columns; the first line has `used` columns before it, the others start with `indent`.
/// UTF-8 is counted by characters.
std::string wrapped(std::string_view text, int width, std::string_view indent, std::size_t used = 0);

/// Columns that a UTF-8 text takes.
std::size_t columns(std::string_view text);

}  // namespace skeptic
