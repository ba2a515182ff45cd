// Values as quantities: equal whatever unit they are written in.
#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include "papers/token.h"

namespace skeptic::papers {
namespace {

/// A quantity in its base unit: the number and the dimension's letter.
std::optional<std::pair<double, char>> measured(std::string_view text) {
  struct Row {
    std::string_view unit;
    double factor;
    char dimension;
  };
  constexpr std::array kRows{Row{"", 1, 'n'},        Row{"x", 1, 'n'},           Row{"%", 1, '%'},
                             Row{"points", 1, 'p'},  Row{"b", 1, 's'},           Row{"kb", 1e3, 's'},
                             Row{"kib", 1024, 's'},  Row{"mb", 1e6, 's'},        Row{"mib", 1048576, 's'},
                             Row{"hz", 1, 'f'},      Row{"khz", 1e3, 'f'},       Row{"mhz", 1e6, 'f'},
                             Row{"ghz", 1e9, 'f'},   Row{"cycles", 1, 'c'},      Row{"cycle", 1, 'c'},
                             Row{"mb/s", 1e6, 'w'},  Row{"gb/s", 1e9, 'w'},      Row{"gib/s", 1073741824, 'w'},
                             Row{"tb/s", 1e12, 'w'}, Row{"bits/cycle", 1, 'i'},  Row{"bit/cycle", 1, 'i'},
                             Row{"b/cycle", 8, 'i'}, Row{"nm", 1, 'l'},          Row{"mm2", 1, 'a'},
                             Row{"tops", 1, 't'},    Row{"units/cycle", 1, 'u'}, Row{"unit/cycle", 1, 'u'},
                             Row{"ns", 1, 'y'},      Row{"gb", 1e9, 's'}};
  const char* end = text.data() + text.size();
  double value = 0;
  const auto [at, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc()) return {};
  std::string unit;
  for (const char* c = at; c != end; ++c)
    if (*c != ' ') unit += static_cast<char>(std::tolower(static_cast<unsigned char>(*c)));
  if (!unit.empty() && unit[0] == '/' && unit.size() > 1) {
    const double under = std::strtod(unit.c_str() + 1, nullptr);
    return under > 0 ? std::optional(std::pair{value / under, 'n'}) : std::nullopt;
  }
  for (const Row& row : kRows)
    if (row.unit == unit) return std::pair{value * row.factor, row.dimension};
  return {};
}

}  // namespace

bool same_value(std::string_view a, std::string_view b) {
  if (a == b) return true;
  const auto one = measured(a), other = measured(b);
  if (one && other) return one->second == other->second && std::abs(one->first - other->first) <= 1e-6 * std::max(1.0, std::abs(one->first));
  if (one.has_value() != other.has_value()) return false;
  return folded(a) == folded(b);
}

}  // namespace skeptic::papers
