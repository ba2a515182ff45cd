// What every renderer prints: a review, a comparison or a stress test as sentences, tables and charts, with the evidence of its numbers.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "review/chart.h"
#include "review/evidence.h"
#include "review/prose.h"

namespace skeptic {

struct Paragraph {
  Sentence text;
};

struct Bullets {
  std::vector<Sentence> items;
};

struct Table {
  std::string title;
  std::vector<std::string> header;
  std::vector<std::vector<Sentence>> rows;
};

/// Text in fixed width, as a file has it.
struct Listing {
  std::string text;
};

using Block = std::variant<Paragraph, Bullets, Table, Listing, Chart>;

struct Section {
  std::string heading;
  std::vector<Block> blocks;     ///< what a person reads
  std::vector<Block> details{};  ///< the tables, lists and charts behind it
  void say(Sentence text) { blocks.emplace_back(Paragraph{std::move(text)}); }
  void detail(Block block) { details.push_back(std::move(block)); }
};

enum class Judgement { Kill, Fix, Pursue };
std::string_view name(Judgement judgement);

struct Verdict {
  Judgement judgement = Judgement::Fix;
  Sentence because;
  bool depends_on_denominator = false;
  std::string rule{};                                           ///< that fired: "no-gain"
  std::string changes{};                                        ///< what would have to be another number
  Judgement at_low = Judgement::Fix, at_high = Judgement::Fix;  ///< with the gains at both ends of what the area table leaves open
  bool flips() const { return at_low != judgement || at_high != judgement; }
};

struct Document {
  std::string title;
  std::optional<Verdict> verdict;  ///< a review's
  std::vector<Sentence> summary;   ///< one screen
  std::vector<Section> sections;   ///< of a review The Mirror … Questions; evidence is what the renderers make of `records`
  std::vector<Record> records;
};

/// Numbers as their records print them.
std::string text_of(const std::vector<Record>& records, const Sentence& sentence);

/// Numbers the records anew in the order in which a reader meets them: verdict, summary, sections, then the details; what nothing refers to goes.
void number_records(Document& document);

}  // namespace skeptic
