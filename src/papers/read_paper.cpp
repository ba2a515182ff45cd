// The way through a paper: sentences, what they state, tables, and all of it merged.
#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "papers/collect.h"

namespace skeptic::papers {
namespace {

/// What the paper as a whole compares with, and at which batch.
Background background_of(const std::vector<Sentence>& sentences, const OwnName& own) {
  Background background;
  background.own = own;
  std::map<std::string, int> over, batch;
  Collected collected;
  Collector collector(collected);
  for (const Sentence& sentence : sentences) {
    read_quantities(sentence, collector);
    read_results(sentence, background, collector);
    // "The baseline is an Ampere-style array"
    for (std::size_t i = 0; i < sentence.tokens.size(); ++i)
      if (sentence.tokens[i].is("baseline"))
        for (std::size_t j = i > 4 ? i - 4 : 0; j < std::min(sentence.tokens.size(), i + 6); ++j)
          if (sentence.tokens[j].kind == TokenKind::Design) over[sentence.tokens[j].value] += 2;
  }
  for (const Stated& one : collected.own) {
    if (one.key == "claims.speedup" && !one.over.empty()) over[one.over] += 2;
    if (one.key == "batch") ++batch[one.value];
  }
  const auto most = [](const std::map<std::string, int>& counts) {
    std::string best;
    int count = 0;
    for (const auto& [value, times] : counts)
      if (times > count) best = value, count = times;
    return best;
  };
  background.over = most(over);
  // Where nothing says what results are over, and a dense machine is told of, it is that.
  if (background.over.empty()) {
    constexpr std::array<std::string_view, 9> kMachines{"array", "machine", "engine", "accelerator", "baseline", "design", "core", "chip", "grid"};
    for (const Sentence& sentence : sentences)
      for (std::size_t i = 0; i + 1 < sentence.tokens.size(); ++i)
        if (sentence.tokens[i].is("dense") && one_of(sentence.tokens[i + 1], kMachines)) background.over = "dense";
  }
  background.batch = most(batch);
  return background;
}

/// The unit that is spoken of most where patterns are chosen, where no sentence says outright what one choice covers.
void read_common_unit(const std::vector<Sentence>& sentences, Collector& collector) {
  constexpr std::array<std::string_view, 14> kUnits{"tile",  "block",  "region",  "token",  "chunk",  "strip",  "patch",
                                                    "tiles", "blocks", "regions", "tokens", "chunks", "strips", "patches"};
  constexpr std::array<std::string_view, 16> kChoosing{"pattern", "patterns", "density", "densities", "choice",   "choose",  "chooses", "decision",
                                                       "decide",  "decides",  "verdict", "selector",  "selected", "selects", "picks",   "decided"};
  std::map<std::string, int> times;
  std::map<std::string, std::pair<const Sentence*, std::size_t>> first;
  for (const Sentence& sentence : sentences) {
    if (sentence.kind == PassageKind::Heading ||
        std::none_of(sentence.tokens.begin(), sentence.tokens.end(), [&](const Token& one) { return one_of(one, kChoosing); }))
      continue;
    for (std::size_t i = sentence.lead; i < sentence.tokens.size(); ++i) {
      if (!one_of(sentence.tokens[i], kUnits) || sentence.standing[i] != Standing::Own) continue;
      const std::size_t at = static_cast<std::size_t>(std::find(kUnits.begin(), kUnits.end(), sentence.tokens[i].word) - kUnits.begin());
      const std::string unit(kUnits[at % (kUnits.size() / 2)]);
      ++times[unit];
      first.try_emplace(unit, &sentence, i);
    }
  }
  std::string most;
  int count = 0, second = 0;
  for (const auto& [unit, number] : times) {
    if (number > count)
      second = count, count = number, most = unit;
    else
      second = std::max(second, number);
  }
  if (count == 0 || count < 2 * second) return;
  const auto& [sentence, at] = first[most];
  collector.add(*sentence, "granularity", "per " + most, at, at + 1, "unit-of-choices", 0);
}

}  // namespace

Paper read_paper(const Layout& layout) {
  OwnName own = own_name(layout);
  own.short_names = short_names_of(layout);
  if (own.library.empty()) own.earlier = earlier_names(layout, own);
  const std::vector<Sentence> sentences = sentences_of(layout, own);
  const Background background = background_of(sentences, own);
  Collected collected;
  Collector collector(collected);
  std::size_t passage = 0;
  Operand section = Operand::None;  // "2.1 Activations": of which operand a section speaks
  const Sentence* before = nullptr;
  for (const Sentence& sentence : sentences) {
    if (sentence.passage != passage && sentence.kind != PassageKind::Item) collector.context = section, collector.metric.clear();
    if (sentence.passage != passage) before = nullptr;
    passage = sentence.passage;
    if (sentence.kind != PassageKind::Heading) {
      read_phrases(sentence, collector);
      if (before != nullptr && sentence.kind == PassageKind::Body) read_phrases_across(*before, sentence, collector);
      before = &sentence;
      read_patterns(sentence, collector);
      read_synchronisation(sentence, collector);
      read_geometry(sentence, collector);
      read_skipping(sentence, collector);
      read_storing(sentence, collector);
      read_quantities(sentence, collector);
      read_results(sentence, background, collector);
    } else {
      collector.metric.clear();
      collector.topic = sentence.tokens.size() <= 8 ? topic_of(sentence) : std::string();
      section = sentence.tokens.size() <= 6 ? last_operand(sentence) : Operand::None;
    }
    read_names(sentence, collector);
    if (const Operand operand = last_operand(sentence); operand != Operand::None) collector.context = operand;
  }
  read_policy(sentences, collector);
  read_common_unit(sentences, collector);
  for (const Table& table : layout.tables) read_table(table, background, collector);
  return merged(layout, own, std::move(collected), sentences);
}

}  // namespace skeptic::papers
