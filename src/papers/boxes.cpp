// The XHTML of `pdftotext -bbox-layout`, read by a scanner of our own: only page, line and word count, and nothing nests.
#include "papers/boxes.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace skeptic::papers {
namespace {

[[noreturn]] void fail(DiagnosticId id, const std::string& file, std::string message, std::string expected, std::string suggestion) {
  throw UserError(Diagnostic{id, Place{file, 0, 0, {}}, std::move(message), std::move(expected), std::move(suggestion)});
}

double attribute(std::string_view tag, std::string_view name) {
  const std::string key = fmt::format(" {}=\"", name);
  const std::size_t at = tag.find(key);
  if (at == std::string_view::npos) return 0;
  const std::string_view rest = tag.substr(at + key.size());
  double value = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
  if (error != std::errc() || !std::isfinite(value) || std::abs(value) > 1e6) return 0;
  return value;
}

Box box_of(std::string_view tag) { return {attribute(tag, "xMin"), attribute(tag, "yMin"), attribute(tag, "xMax"), attribute(tag, "yMax")}; }

std::string unescape(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '&') {
      const std::size_t end = text.find(';', i);
      if (end != std::string_view::npos && end - i <= 6) {
        const std::string_view name = text.substr(i + 1, end - i - 1);
        const char plain = name == "amp"                     ? '&'
                           : name == "lt"                    ? '<'
                           : name == "gt"                    ? '>'
                           : name == "quot"                  ? '"'
                           : name == "apos" || name == "#39" ? '\''
                                                             : '\0';
        if (plain != '\0') {
          result += plain;
          i = end;
          continue;
        }
      }
    }
    result += text[i];
  }
  return result;
}

bool starts(std::string_view tag, std::string_view name) {
  return tag.substr(0, name.size()) == name && (tag.size() == name.size() || tag[name.size()] == ' ');
}

}  // namespace

std::vector<Page> parse_boxes(std::string_view xhtml, const std::string& file) {
  if (xhtml.size() > kLongestText)
    fail(DiagnosticId::PaperPages, file, fmt::format("the text of this paper is more than {} MiB", kLongestText >> 20), "a paper",
         "give the pages that describe the idea");
  std::vector<Page> pages;
  std::size_t words = 0;
  bool bitmaps = false;
  for (std::size_t at = xhtml.find('<'); at != std::string_view::npos; at = xhtml.find('<', at + 1)) {
    const std::size_t end = xhtml.find('>', at);
    if (end == std::string_view::npos) break;
    const std::string_view tag = xhtml.substr(at + 1, end - at - 1);
    if (starts(tag, "page")) {
      if (pages.size() == static_cast<std::size_t>(kMostPages))
        fail(DiagnosticId::PaperPages, file, fmt::format("more than {} pages", kMostPages), "a paper", "give the pages that describe the idea");
      pages.push_back({attribute(tag, "width"), attribute(tag, "height"), {}});
    } else if (starts(tag, "line")) {
      if (!pages.empty()) pages.back().lines.push_back({{}, box_of(tag)});
    } else if (starts(tag, "word")) {
      const std::size_t close = xhtml.find("</word>", end);
      if (close == std::string_view::npos || pages.empty() || pages.back().lines.empty()) break;
      if (++words > kMostWords)
        fail(DiagnosticId::PaperPages, file, fmt::format("more than {} words", kMostWords), "a paper", "give the pages that describe the idea");
      std::string text = plain_text(with_ligatures(unescape(xhtml.substr(end + 1, close - end - 1)), bitmaps));
      if (text.size() <= 2000 && text.find_first_not_of(' ') != std::string::npos)
        pages.back().lines.back().words.push_back({std::move(text), box_of(tag)});
      at = close;
    }
  }
  if (pages.empty()) fail(DiagnosticId::PaperFormat, file, "no page could be read", "the XHTML of pdftotext -bbox-layout", {});
  if (words == 0)
    fail(DiagnosticId::PaperText, file, fmt::format("{} and no text: a scan?", pages.size() == 1 ? "1 page" : fmt::format("{} pages", pages.size())),
         "a PDF with text", "run it through OCR, or write the idea as a design file");
  if (bitmaps) restore_heights(pages);
  return pages;
}

}  // namespace skeptic::papers
