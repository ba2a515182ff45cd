// Values as quantities: equal whatever unit they are written in.
#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string>
#include <tuple>
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
  constexpr std::array kRows{Row{"", 1, 'n'},           Row{"x", 1, 'n'},          Row{"%", 1, '%'},
                             Row{"points", 1, 'p'},     Row{"b", 1, 's'},          Row{"kb", 1e3, 's'},
                             Row{"kib", 1024, 's'},     Row{"mb", 1e6, 's'},       Row{"mib", 1048576, 's'},
                             Row{"hz", 1, 'f'},         Row{"khz", 1e3, 'f'},      Row{"mhz", 1e6, 'f'},
                             Row{"ghz", 1e9, 'f'},      Row{"cycles", 1, 'c'},     Row{"cycle", 1, 'c'},
                             Row{"mb/s", 1e6, 'w'},     Row{"gb/s", 1e9, 'w'},     Row{"gib/s", 1073741824, 'w'},
                             Row{"tb/s", 1e12, 'w'},    Row{"bits/cycle", 1, 'i'}, Row{"bit/cycle", 1, 'i'},
                             Row{"b/cycle", 8, 'i'},    Row{"nm", 1, 'l'},         Row{"mm2", 1, 'a'},
                             Row{"tops", 1, 't'},       Row{"gops", 1e-3, 't'},    Row{"pops", 1e3, 't'},
                             Row{"tflops", 1, 'o'},     Row{"gflops", 1e-3, 'o'},  Row{"units/cycle", 1, 'u'},
                             Row{"unit/cycle", 1, 'u'}, Row{"ns", 1, 'y'},         Row{"gb", 1e9, 's'}};
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

/// Blocks of one group of the inner level need no size: "2:4@8/4:8" is "2:4/4:8".
std::string without_needless_blocks(std::string_view pattern) {
  std::string text(pattern);
  const std::size_t at = text.find('@'), slash = text.find('/');
  if (at < slash && slash != std::string::npos && text.rfind(':') > slash && text.substr(at + 1, slash - at - 1) == text.substr(text.rfind(':') + 1))
    text.erase(at, slash - at);
  return text;
}

}  // namespace

bool same_value(std::string_view a, std::string_view b) {
  if (a == b || without_needless_blocks(a) == without_needless_blocks(b)) return true;
  const auto one = measured(a), other = measured(b);
  if (one && other) return one->second == other->second && std::abs(one->first - other->first) <= 1e-6 * std::max(1.0, std::abs(one->first));
  if (one.has_value() != other.has_value()) return false;
  const auto plain = [](std::string_view text) {
    std::string name = folded(text);
    return name == "imagenet1k" || name == "ilsvrc" || name == "ilsvrc2012" || name == "imagenet2012" ? std::string("imagenet") : name;
  };
  return plain(a) == plain(b);
}

bool rounds(const std::string& coarse, const std::string& fine) {
  const auto parts = [](const std::string& text) {
    const std::size_t end = std::min(text.find_first_not_of("+-0123456789."), text.size());
    const std::size_t point = text.find('.');
    return std::tuple{std::strtod(text.c_str(), nullptr), point < end ? end - point - 1 : std::size_t{0}, text.substr(end)};
  };
  const auto [rough, few, unit] = parts(coarse);
  const auto [exact, many, other] = parts(fine);
  if (unit != other || few >= many || few > 3 || many > 6) return false;
  double scale = 1;
  for (std::size_t i = 0; i < few; ++i) scale *= 10;
  return std::abs(std::round(exact * scale) - rough * scale) < 1e-6;
}

}  // namespace skeptic::papers
