#include "review/document.h"

#include <algorithm>
#include <limits>

namespace skeptic {
namespace {

constexpr std::size_t kUnused = std::numeric_limits<std::size_t>::max();

/// Gives every record that it meets the next number.
class Renumbering {
 public:
  explicit Renumbering(std::size_t records) : number_(records, kUnused) {}

  void meet(Sentence& sentence) {
    for (Piece& piece : sentence.pieces)
      if (auto* ref = std::get_if<Ref>(&piece)) {
        std::size_t& number = number_[ref->record];
        if (number == kUnused) number = met_++;
        ref->record = number;
      }
  }
  void meet(std::vector<Block>& blocks) {
    for (Block& block : blocks) std::visit([this](auto& part) { meet(part); }, block);
  }
  void meet(Paragraph& paragraph) { meet(paragraph.text); }
  void meet(Bullets& bullets) {
    for (Sentence& item : bullets.items) meet(item);
  }
  void meet(Table& table) {
    for (std::vector<Sentence>& row : table.rows)
      for (Sentence& cell : row) meet(cell);
  }
  void meet(Listing&) {}
  void meet(Chart& chart) { meet(chart.caption); }

  std::vector<Record> ordered(std::vector<Record> records) const {
    std::vector<Record> found(met_);
    for (std::size_t i = 0; i < records.size(); ++i)
      if (number_[i] != kUnused) found[number_[i]] = std::move(records[i]);
    return found;
  }

 private:
  std::vector<std::size_t> number_;  ///< new, by old
  std::size_t met_ = 0;
};

}  // namespace

std::string text_of(const std::vector<Record>& records, const Sentence& sentence) {
  std::string text;
  for (const Piece& piece : sentence.pieces) {
    if (const auto* fixed = std::get_if<std::string>(&piece)) text += *fixed;
    if (const auto* quoted = std::get_if<Quoted>(&piece)) text += quoted->text;
    if (const auto* ref = std::get_if<Ref>(&piece)) text += records[ref->record].text;
  }
  return text;
}

void number_records(Document& document) {
  Renumbering renumbering(document.records.size());
  if (document.verdict) renumbering.meet(document.verdict->because);
  for (Sentence& line : document.summary) renumbering.meet(line);
  for (Section& section : document.sections) renumbering.meet(section.blocks);
  for (Section& section : document.sections) renumbering.meet(section.details);
  document.records = renumbering.ordered(std::move(document.records));
}

}  // namespace skeptic
