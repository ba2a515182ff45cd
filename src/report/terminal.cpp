#include <fmt/format.h>

#include <algorithm>

#include "report/render.h"
#include "report/style.h"

namespace skeptic {
namespace {

class Terminal {
 public:
  Terminal(const Document& document, bool colour, int width, bool whole) : document_(document), style_{colour}, width_(width), whole_(whole) {}

  std::string render() {
    headline();
    for (const Section& section : document_.sections) {
      text_ += "\n" + style_.heading(section.heading) + "\n";
      for (const Block& block : section.blocks) std::visit([this](const auto& part) { print(part); }, block);
      if (whole_)
        for (const Block& block : section.details) std::visit([this](const auto& part) { print(part); }, block);
    }
    if (whole_) evidence();
    return text_;
  }

 private:
  /// References as [3] behind the number, where `cite`.
  std::string words(const Sentence& sentence, bool cite) const {
    std::string out;
    for (const Piece& piece : sentence.pieces) {
      if (const auto* text = std::get_if<std::string>(&piece)) out += *text;
      if (const auto* quoted = std::get_if<Quoted>(&piece)) out += quoted->text;
      if (const auto* ref = std::get_if<Ref>(&piece)) {
        out += document_.records[ref->record].text;
        if (cite) out += fmt::format(" [{}]", ref->record + 1);
      }
    }
    return out;
  }

  std::string coloured(Judgement judgement) const {
    std::string word(name(judgement));
    std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    switch (judgement) {
      case Judgement::Kill:
        return style_.bad(word);
      case Judgement::Fix:
        return style_.warn(word);
      case Judgement::Pursue:
        return style_.good(word);
    }
    return word;
  }

  void headline() {
    text_ += style_.bold(document_.title) + "\n\n";
    if (document_.verdict) {
      const std::size_t judged = 2 + name(document_.verdict->judgement).size() + 2;
      text_ += "  " + coloured(document_.verdict->judgement) + "  " +
               wrapped(words(document_.verdict->because, false), width_, std::string(judged, ' '), judged) + "\n\n";
    }
    for (const Sentence& line : document_.summary) text_ += "  " + wrapped(words(line, false), width_, "    ", 2) + "\n";
    text_ +=
        "\n" +
        style_.faint("  " +
                     wrapped(whole_ ? "Numbers in brackets lead to the evidence at the end: what was run, and the command that repeats it."
                                    : "Numbers in brackets are evidence: what was run, and the command that repeats it. --full prints it, with all "
                                      "tables; --html draws the charts.",
                             width_, "  ", 2)) +
        "\n";
  }

  void print(const Paragraph& paragraph) { text_ += "\n  " + wrapped(words(paragraph.text, true), width_, "  ", 2) + "\n"; }

  void print(const Bullets& bullets) {
    text_ += "\n";
    for (const Sentence& item : bullets.items) text_ += "  • " + wrapped(words(item, true), width_, "    ", 4) + "\n";
  }

  void print(const Listing& listing) { text_ += "\n    " + listing.text + "\n"; }

  /// A chart is a line here: its title, and what is to be seen.
  void print(const Chart& chart) {
    if (chart.small) return;  // one of many, of which the text tells those that matter
    text_ += "\n  " + wrapped(chart.title + ". " + words(chart.caption, true) + " (--html draws it.)", width_, "  ", 2) + "\n";
  }

  void print(const Table& table) {
    std::vector<std::vector<std::string>> cells{table.header};
    for (const auto& row : table.rows) {
      cells.emplace_back();
      for (const Sentence& cell : row) cells.back().push_back(words(cell, true));
    }
    std::vector<std::size_t> widths(table.header.size(), 0);
    for (const auto& row : cells)
      for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], columns(row[i]));
    // The first column that is too wide gives way, in characters that are cut at a word by wrapping.
    std::size_t total = 2;
    for (const std::size_t width : widths) total += width + 2;
    const std::size_t limit = static_cast<std::size_t>(width_);
    if (total > limit) {
      auto widest = std::max_element(widths.begin(), widths.end());
      *widest = std::max<std::size_t>(24, *widest - std::min(*widest, total - limit));
    }
    text_ += "\n  " + style_.bold(table.title) + "\n";
    for (std::size_t r = 0; r < cells.size(); ++r) row(cells[r], widths, r == 0);
  }

  void row(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths, bool header) {
    std::vector<std::vector<std::string>> lines;
    std::size_t height = 1;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      lines.emplace_back();
      const std::string broken = wrapped(cells[i], static_cast<int>(widths[i]), "");
      for (std::size_t at = 0; at <= broken.size();) {
        const std::size_t end = std::min(broken.find('\n', at), broken.size());
        lines.back().push_back(broken.substr(at, end - at));
        at = end + 1;
      }
      height = std::max(height, lines.back().size());
    }
    for (std::size_t line = 0; line < height; ++line) {
      std::string out = "  ";
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string cell = line < lines[i].size() ? lines[i][line] : "";
        out += cell;
        if (i + 1 < cells.size()) out += std::string(widths[i] - std::min(widths[i], columns(cell)) + 2, ' ');
      }
      out.erase(out.find_last_not_of(' ') + 1);
      text_ += (header ? style_.faint(out) : out) + "\n";
    }
  }

  /// What was run and its command; what all records share is said once.
  void evidence() {
    text_ += "\n" + style_.heading("Evidence") + "\n\n";
    std::vector<std::string> inputs;
    for (const Record& record : document_.records) {
      if (record.inputs.empty()) continue;
      const std::string line = fmt::format("Inputs: {}; seed {}.", record.inputs, record.seed);
      if (std::find(inputs.begin(), inputs.end(), line) == inputs.end()) inputs.push_back(line);
    }
    for (const std::string& line : inputs) text_ += "  " + wrapped(line, width_, "  ", 2) + "\n";
    text_ +=
        "  " + wrapped("Each command ends in the JSON key to look at. --json and --markdown add the hash of every design.", width_, "  ", 2) + "\n\n";
    for (std::size_t i = 0; i < document_.records.size(); ++i) {
      const Record& record = document_.records[i];
      const std::string number = fmt::format("  [{}] ", i + 1);
      text_ += number + wrapped(record.what + " = " + record.text, width_, "      ", number.size()) + "\n";
      text_ += "      " + style_.faint(record.command) + "\n";
      if (!record.source.empty()) text_ += "      " + wrapped("source: " + record.source, width_, "      ", 6) + "\n";
    }
  }

  const Document& document_;
  Style style_;
  int width_;
  bool whole_;
  std::string text_;
};

}  // namespace

std::string render_terminal(const Document& document, bool colour, int width, bool whole) {
  return Terminal(document, colour, width, whole).render();
}

}  // namespace skeptic
