// A paper as it is read: passages in reading order and tables, each part with the page (and the line of a source) that it stands on.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"

namespace skeptic::papers {

struct Box {
  double left = 0, top = 0, right = 0, bottom = 0;
  double height() const { return bottom - top; }
  double width() const { return right - left; }
};

/// A word where it is printed; boxes are points from the upper left corner of its page.
struct Word {
  std::string text;
  Box box;
};

struct PrintedLine {
  std::vector<Word> words;
  Box box;
};

struct Page {
  double width = 0, height = 0;
  std::vector<PrintedLine> lines;
};

enum class PassageKind { Title, Heading, Body, Item, Caption, Footnote };

/// From this byte of a passage on, it stands on this page and line; lines count from 1 and are 0 where they are not known.
struct Standpoint {
  std::size_t offset = 0;
  int page = 1, line = 0;
};

struct Passage {
  PassageKind kind = PassageKind::Body;
  std::string text;
  std::vector<Standpoint> at;  ///< by offset, the first is 0
  std::string section;         ///< the heading above
  std::string lead;            ///< of a footnote: the words before its mark
  Standpoint where(std::size_t offset) const;
};

struct Table {
  int page = 1, line = 0;
  std::string caption, section;
  std::vector<std::vector<std::string>> rows;  ///< as many cells in every row; a cell over several columns is in each of them
};

struct Layout {
  std::string file, title;
  int pages = 0;
  std::vector<Passage> passages;
  std::vector<Table> tables;
};

/// Bounds of what is read, so that a hostile file costs no more than these.
inline constexpr std::size_t kLongestText = std::size_t{32} << 20;  ///< bytes of XHTML or of a source
inline constexpr std::size_t kMostWords = 400'000;
inline constexpr int kMostPages = 200;

/// The XHTML of `pdftotext -bbox-layout`. Throws UserError: PaperFormat; PaperPages; PaperText where no page has a word (a scan).
std::vector<Page> parse_boxes(std::string_view xhtml, const std::string& file);
/// Columns, paragraphs, captions, footnotes and tables of printed pages.
Layout arrange(std::vector<Page> pages, const std::string& file);

enum class SourceKind { Text, Markdown, Html, Latex };
/// By the ending of a name; nothing is known of others (a PDF among them).
bool is_source(const std::string& file, SourceKind& kind);
/// The same structure from a source; everything stands on page 1. Throws UserError: PaperText where nothing is left to read.
Layout arrange_source(std::string_view text, SourceKind kind, const std::string& file);

/// What sources and printed pages share.
/// Ligatures, quotes, dashes and spaces in their plain form; soft hyphens and control characters are gone.
std::string plain_text(std::string_view text);
/// Appends a line to a passage: joined where a word was broken by a hyphen, else with a space.
void append_line(Passage& passage, std::string_view text, Standpoint at);
/// A title from the first passages where none was marked, sections by headings, leads of footnotes by their marks.
void finish(Layout& layout);

}  // namespace skeptic::papers
