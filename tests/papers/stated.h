// What the grammar takes from one sentence, and papers that are written in a line.
#pragma once

#include <gmock/gmock.h>

#include <algorithm>
#include <string>
#include <vector>

#include "papers/collect.h"
#include "papers/paper.h"

namespace skeptic::papers {

inline OwnName willow() { return {"Willow", {"willow"}, 1, "Willow", {}}; }

/// "key = value" of everything that one sentence of a paper on Willow states of its own design.
inline std::vector<std::string> stated(const std::string& text, bool of_others = false) {
  Collected collected;
  Collector collector(collected);
  const Sentence sentence = sentence_of(text, willow());
  read_phrases(sentence, collector);
  read_patterns(sentence, collector);
  read_synchronisation(sentence, collector);
  read_geometry(sentence, collector);
  read_skipping(sentence, collector);
  read_storing(sentence, collector);
  read_quantities(sentence, collector);
  Background background;
  background.own = willow();
  read_results(sentence, background, collector);
  std::vector<std::string> all;
  for (const Stated& one : of_others ? collected.others : collected.own) {
    std::string line = one.key + " = " + one.value + (one.over.empty() ? "" : " over " + one.over) + (one.on.empty() ? "" : " on " + one.on);
    if (std::find(all.begin(), all.end(), line) == all.end()) all.push_back(std::move(line));
  }
  return all;
}

struct Wording {
  const char* text;
  std::vector<std::string> facts;
};

/// Each sentence states its facts, perhaps among others.
inline void each_states(const std::vector<Wording>& wordings) {
  for (const Wording& one : wordings) EXPECT_THAT(stated(one.text), testing::IsSupersetOf(one.facts)) << one.text;
}

/// A paper of plain text.
inline Paper paper_of(const std::string& text) { return read_paper(arrange_source(text, SourceKind::Text, "paper.txt")); }

/// The values of a key, in order.
inline std::vector<std::string> values(const Paper& paper, const std::string& key) {
  std::vector<std::string> all;
  for (const Entry& entry : paper.entries)
    if (entry.key == key)
      for (const Stated& one : entry.values) all.push_back(one.value);
  return all;
}

/// "value over what on which network" of all results of a key.
inline std::vector<std::string> results(const Paper& paper, const std::string& key) {
  std::vector<std::string> all;
  for (const Entry& entry : paper.entries)
    if (entry.key == key)
      for (const Stated& one : entry.values) all.push_back(one.value + " over " + one.over + " on " + one.on);
  return all;
}

}  // namespace skeptic::papers
