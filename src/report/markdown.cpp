#include <fmt/format.h>

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
  explicit Markdown(const Review& review) : review_(review) {}

  std::string render() {
    text_ = fmt::format("# {}\n\n**{}** {}\n\n", escaped(review_.title), name(review_.verdict.judgement), words(review_.verdict.because));
    for (const Sentence& line : review_.summary) text_ += "- " + words(line) + "\n";
    for (const Section& section : review_.sections) {
      text_ += fmt::format("\n## {}\n", section.heading);
      for (const Block& block : section.blocks) std::visit([this](const auto& part) { print(part); }, block);
    }
    text_ += "\n## Evidence\n\n";
    for (std::size_t i = 0; i < review_.records.size(); ++i) {
      const Record& record = review_.records[i];
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
      if (const auto* ref = std::get_if<Ref>(&piece)) out += fmt::format("[{}](#e{})", escaped(review_.records[ref->record].text), ref->record + 1);
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

  const Review& review_;
  std::string text_;
};

}  // namespace

std::string render_markdown(const Review& review) { return Markdown(review).render(); }

}  // namespace skeptic
