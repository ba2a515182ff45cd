#include "report/style.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace skeptic {

std::string Style::code(std::string_view codes, std::string_view text) const {
  if (!colour) return std::string(text);
  return "\033[" + std::string(codes) + "m" + std::string(text) + "\033[0m";
}

std::string Style::bar(double share, int width) const {
  const int eighths = static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * width * 8));
  static constexpr const char* kPart[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  std::string bar;
  for (int i = 0; i < eighths / 8; ++i) bar += "█";
  return bar + kPart[eighths % 8];
}

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

namespace {

/// Whether a line must not begin with it: a unit, and the evidence of a number.
bool clings(std::string_view text) {
  constexpr std::array<std::string_view, 11> kUnits{"%", "mJ", "mm²", "ns", "nm", "GHz", "MHz", "KiB", "KB", "Mbit", "FO4"};
  const std::string_view word = text.substr(0, text.find_first_of(" ,;.:)"));
  if (std::find(kUnits.begin(), kUnits.end(), word) != kUnits.end()) return true;
  return text.size() > 1 && text.front() == '[' && text[1] >= '0' && text[1] <= '9';
}

}  // namespace

std::string wrapped(std::string_view text, int width, std::string_view indent, std::size_t used) {
  std::string out, line;
  const auto flush = [&] {
    out += (out.empty() ? "" : "\n" + std::string(indent)) + line;
    line.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.find(' ', at), text.size());
    while (end + 1 < text.size() && clings(text.substr(end + 1))) end = std::min(text.find(' ', end + 1), text.size());
    const std::string_view word = text.substr(at, end - at);
    const std::size_t taken = columns(line) + (out.empty() ? used : columns(indent));
    if (!line.empty() && taken + 1 + columns(word) > static_cast<std::size_t>(width)) flush();
    if (!word.empty()) line += (line.empty() ? "" : " ") + std::string(word);
    at = end + 1;
  }
  flush();
  return out;
}

}  // namespace skeptic
