// What a document says, as text: numbers as their records print them.
#pragma once

#include <string>
#include <vector>

#include "review/document.h"

namespace skeptic {

inline std::string text_of(const Document& document, const Sentence& sentence) { return text_of(document.records, sentence); }

/// Paragraphs, items, and rows of tables with their cells between bars, a line each.
inline std::vector<std::string> lines_of(const std::vector<Record>& records, const std::vector<Block>& blocks) {
  std::vector<std::string> lines;
  for (const Block& block : blocks) {
    if (const auto* paragraph = std::get_if<Paragraph>(&block)) lines.push_back(text_of(records, paragraph->text));
    if (const auto* bullets = std::get_if<Bullets>(&block))
      for (const Sentence& item : bullets->items) lines.push_back(text_of(records, item));
    if (const auto* table = std::get_if<Table>(&block))
      for (const std::vector<Sentence>& row : table->rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) line += (i == 0 ? "" : " | ") + text_of(records, row[i]);
        lines.push_back(line);
      }
  }
  return lines;
}

/// What the section of that heading says, its details behind it.
inline std::string section_text(const Document& document, const std::string& heading) {
  std::string text;
  for (const Section& section : document.sections) {
    if (section.heading != heading) continue;
    for (const std::string& line : lines_of(document.records, section.blocks)) text += line + "\n";
    for (const std::string& line : lines_of(document.records, section.details)) text += line + "\n";
  }
  return text;
}

}  // namespace skeptic
