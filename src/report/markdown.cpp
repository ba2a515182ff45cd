#include <fmt/format.h>

#include "report/chart_table.h"
#include "report/render.h"

namespace skeptic {
namespace {

/// Characters that Markdown would take for markup.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\`*_[]<>|#").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

class Markdown {
 public:
  explicit Markdown(const Document& document) : document_(document) {}

  std::string render() {
    text_ = fmt::format("# {}\n\n", escaped(document_.title));
    if (document_.verdict) text_ += fmt::format("**{}** {}\n\n", name(document_.verdict->judgement), words(document_.verdict->because));
    for (const Sentence& line : document_.summary) text_ += "- " + words(line) + "\n";
    for (const Section& section : document_.sections) {
      text_ += fmt::format("\n## {}\n", section.heading);
      for (const Block& block : section.blocks) std::visit([this](const auto& part) { print(part); }, block);
      if (!section.details.empty()) text_ += fmt::format("\n### {}, in detail\n", section.heading);
      for (const Block& block : section.details) std::visit([this](const auto& part) { print(part); }, block);
    }
    text_ += "\n## Evidence\n\n";
    for (std::size_t i = 0; i < document_.records.size(); ++i) {
      const Record& record = document_.records[i];
      text_ += fmt::format("<a id=\"e{0}\"></a>\n{0}. {1} = **{2}**\n   ```sh\n   {3}\n   ```\n", i + 1, escaped(record.what), escaped(record.text),
                           record.command);
      text_ += fmt::format("   {}", escaped(record.designs));
      if (!record.inputs.empty()) text_ += fmt::format("; {}; seed {}", escaped(record.inputs), record.seed);
      if (!record.source.empty()) text_ += "; source: " + escaped(record.source);
      text_ += "\n";
    }
    return text_;
  }

 private:
  std::string words(const Sentence& sentence) const {
    std::string out;
    for (const Piece& piece : sentence.pieces) {
      if (const auto* text = std::get_if<std::string>(&piece)) out += escaped(*text);
      if (const auto* quoted = std::get_if<Quoted>(&piece)) out += escaped(quoted->text);
      if (const auto* ref = std::get_if<Ref>(&piece)) out += fmt::format("[{}](#e{})", escaped(document_.records[ref->record].text), ref->record + 1);
    }
    return out;
  }

  void print(const Paragraph& paragraph) { text_ += "\n" + words(paragraph.text) + "\n"; }

  void print(const Bullets& bullets) {
    text_ += "\n";
    for (const Sentence& item : bullets.items) text_ += "- " + words(item) + "\n";
  }

  void print(const Listing& listing) { text_ += "\n```sh\n" + listing.text + "\n```\n"; }

  void print(const Table& table) {
    text_ += fmt::format("\n**{}**\n\n|", escaped(table.title));
    for (const std::string& cell : table.header) text_ += " " + escaped(cell) + " |";
    text_ += "\n|";
    for (std::size_t i = 0; i < table.header.size(); ++i) text_ += "---|";
    text_ += "\n";
    for (const auto& row : table.rows) {
      text_ += "|";
      for (const Sentence& cell : row) text_ += " " + words(cell) + " |";
      text_ += "\n";
    }
  }

  /// Its caption, its numbers where they are few, and what repeats them.
  void print(const Chart& chart) {
    text_ += fmt::format("\n**{}.** {}\n", escaped(chart.title), words(chart.caption));
    const ChartTable table = chart_table(chart);
    if (table.rows.size() <= kMostRows && table.header.size() <= kMostColumns) {
      const auto line = [&](const std::vector<std::string>& cells) {
        text_ += "|";
        for (const std::string& cell : cells) text_ += " " + escaped(cell) + " |";
        text_ += "\n";
      };
      text_ += "\n";
      line(table.header);
      text_ += "|";
      for (std::size_t i = 0; i < table.header.size(); ++i) text_ += i < table.keys ? "---|" : "--:|";
      text_ += "\n";
      for (const auto& row : table.rows) line(row);
    }
    if (chart.commands.empty()) return;
    text_ += "\n```sh\n";
    for (const std::string& command : chart.commands) text_ += command + "\n";
    text_ += "```\n";
  }

  /// Of a chart's data, what reads as a table.
  static constexpr std::size_t kMostRows = 16, kMostColumns = 8;

  const Document& document_;
  std::string text_;
};

}  // namespace

std::string render_markdown(const Document& document) { return Markdown(document).render(); }

}  // namespace skeptic
