// Fonts of bitmaps (Type 3, as TeX makes them where it has no outlines): their ligatures come as control characters, and the heights of their
// boxes say nothing of their sizes, which are found from the widths of words.
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "papers/boxes.h"

namespace skeptic::papers {
namespace {

/// poppler gives such a font this ascent of its height where it knows none.
constexpr double kAscent = 0.95 / 1.3;

/// Roughly how wide a character is, of its font's size.
double width_of(unsigned char c) {
  constexpr std::string_view narrow = "ijl.,;:'!|I", slim = "ftr()[]-", wide = "mwMW%@";
  if (narrow.find(static_cast<char>(c)) != std::string_view::npos) return 0.29;
  if (slim.find(static_cast<char>(c)) != std::string_view::npos) return 0.37;
  if (wide.find(static_cast<char>(c)) != std::string_view::npos) return 0.83;
  if (c >= 'A' && c <= 'Z') return 0.7;
  if (c >= 0x80) return (c & 0xC0U) == 0x80U ? 0 : 0.6;
  return 0.49;
}

}  // namespace

std::string with_ligatures(std::string_view text, bool& bitmaps) {
  constexpr std::array<std::string_view, 5> ligatures{"ff", "fi", "fl", "ffi", "ffl"};  // 0x1B to 0x1F in the T1 encoding
  std::string result;
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (code >= 0x1B && code <= 0x1F) {
      result += ligatures[code - 0x1BU];
      bitmaps = true;
    } else {
      result += c;
    }
  }
  return result;
}

void restore_heights(std::vector<Page>& pages) {
  std::map<long, std::pair<double, double>> fonts;  // by height: widths, and the same in sizes of the font
  const auto font = [](const Box& box) { return std::lround(box.height() * 20); };
  for (const Page& page : pages)
    for (const PrintedLine& line : page.lines)
      for (const Word& word : line.words) {
        double width = 0;
        for (const char c : word.text) width += width_of(static_cast<unsigned char>(c));
        auto& [points, sizes] = fonts[font(word.box)];
        points += word.box.width(), sizes += width;
      }
  for (Page& page : pages)
    for (PrintedLine& line : page.lines) {
      for (Word& word : line.words) {
        const auto& [points, sizes] = fonts[font(word.box)];
        if (sizes <= 0 || points <= 0) continue;
        const double size = std::round(2 * points / sizes) / 2, baseline = word.box.top + kAscent * word.box.height();
        if (std::abs(word.box.height() - 0.885 * size) < 0.08 * size) continue;  // a font with outlines
        word.box.top = baseline - 0.694 * size;
        word.box.bottom = baseline + 0.191 * size;
      }
      if (line.words.empty()) continue;
      line.box.top = line.words.front().box.top, line.box.bottom = line.words.front().box.bottom;
      for (const Word& word : line.words)
        line.box.top = std::min(line.box.top, word.box.top), line.box.bottom = std::max(line.box.bottom, word.box.bottom);
    }
}

}  // namespace skeptic::papers
