// Short names that a paper gives to its memories.
#include <algorithm>
#include <array>
#include <cctype>

#include "papers/sentence.h"

namespace skeptic::papers {
namespace {

struct Role {
  std::string_view said, word;  ///< how a memory is called, and the word that stands for it
};
constexpr std::array kRoles{
    Role{"weight", "weight"},         Role{"weights", "weight"},         Role{"filter", "weight"},           Role{"kernel", "weight"},
    Role{"activation", "activation"}, Role{"activations", "activation"}, Role{"input", "activation"},        Role{"inputs", "activation"},
    Role{"feature", "activation"},    Role{"data", "activation"},        Role{"accumulator", "accumulator"}, Role{"accumulation", "accumulator"},
    Role{"sum", "accumulator"},       Role{"sums", "accumulator"},       Role{"psum", "accumulator"},        Role{"psums", "accumulator"}};
constexpr std::array<std::string_view, 14> kNouns{"buffer", "buffers", "memory", "memories", "sram", "store", "storage",
                                                  "cache",  "bank",    "banks",  "ram",      "file", "array", "accumulator"};

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text + " ") {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      word += c;
      continue;
    }
    if (!word.empty()) words.push_back(word);
    word.clear();
    if (c == '(' || c == ')' || c == '.' || c == ';') words.emplace_back(1, c);
  }
  return words;
}

/// What a paper calls the elements of its array: "24 rows by 16 columns of mergers", "a 16 x 16 grid of workers".
std::vector<std::string> element_nouns(const Layout& layout) {
  constexpr std::array<std::string_view, 102> kKnown{
      "accelerators", "activations", "adders",       "arrays",        "banks",        "bits",       "blocks",      "buffers",  "bytes",
      "cells",        "channels",    "chunks",       "clusters",      "coefficients", "columns",    "comparators", "cores",    "counters",
      "cycles",       "designs",     "elements",     "engines",       "entries",      "features",   "fifos",       "figures",  "filters",
      "frames",       "gradients",   "groups",       "heads",         "images",       "indices",    "inputs",      "kernels",  "keys",
      "lanes",        "layers",      "links",        "machines",      "macros",       "macs",       "maps",        "masks",    "matrices",
      "memories",     "models",      "multiplexers", "multipliers",   "networks",     "neurons",    "nodes",       "nonzeros", "numbers",
      "offsets",      "operands",    "outputs",      "pairs",         "papers",       "parameters", "patches",     "patterns", "pes",
      "pieces",       "pixels",      "positions",    "probabilities", "processors",   "products",   "queries",     "queues",   "ratios",
      "regions",      "registers",   "results",      "rows",          "samples",      "scalars",    "scores",      "segments", "selectors",
      "sentences",    "sequences",   "slots",        "steps",         "strips",       "sums",       "switches",    "synapses", "tables",
      "tags",         "tensors",     "tiles",        "tokens",        "transistors",  "units",      "values",      "vectors",  "weights",
      "windows",      "words",       "zeros"};
  std::vector<std::string> nouns;
  std::string all = " ";
  for (const Passage& passage : layout.passages)
    for (const std::string& word : words_of(passage.text)) all += small_letters(word) + " ";
  for (const std::string_view before : {" columns of ", " rows of ", " grid of ", " mesh of ", " lattice of ", " array of "})
    for (std::size_t at = all.find(before); at != std::string::npos; at = all.find(before, at + 1)) {
      const std::size_t from = at + before.size(), end = all.find(' ', from);
      const std::string noun = all.substr(from, end - from);
      if (noun.size() < 5 || noun.back() != 's' || std::isalpha(static_cast<unsigned char>(noun[0])) == 0) continue;
      if (std::find(kKnown.begin(), kKnown.end(), noun) != kKnown.end() || std::find(nouns.begin(), nouns.end(), noun) != nouns.end()) continue;
      const std::string one = noun.substr(0, noun.size() - 1);
      // It acts: "a merger multiplies …", "each merger has …"
      int acts = 0;
      for (const std::string_view article : {" a ", " each ", " every ", " one ", " the "})
        acts += all.find(std::string(article) + one + " ") != std::string::npos ? 1 : 0;
      if (acts == 0 || all.find(" row") == std::string::npos || all.find(" column") == std::string::npos) continue;
      nouns.push_back(noun);
      nouns.push_back(one);
    }
  return nouns;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> short_names_of(const Layout& layout) {
  std::vector<std::pair<std::string, std::string>> names;
  for (const Passage& passage : layout.passages) {
    const std::vector<std::string> words = words_of(passage.text);
    for (std::size_t i = 2; i + 2 < words.size(); ++i) {
      if (words[i] != "(" || words[i + 2] != ")" || words[i + 1].size() < 2 || words[i + 1].size() > 6) continue;
      const std::string& name = words[i + 1];
      const auto capitals = std::count_if(name.begin(), name.end(), [](char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; });
      if (capitals < 2 || std::find(kNouns.begin(), kNouns.end(), small_letters(words[i - 1])) == kNouns.end()) continue;
      for (std::size_t back = 1; back <= 4 && back <= i; ++back) {
        const std::string before = small_letters(words[i - back]);
        if (before == "(" || before == ")" || before == "." || before == ";" || before == "and") break;
        const auto* role = std::find_if(kRoles.begin(), kRoles.end(), [&](const Role& one) { return one.said == before; });
        if (role == kRoles.end()) continue;
        names.emplace_back(name, std::string(role->word));
        break;
      }
    }
  }
  for (const std::string& noun : element_nouns(layout)) {
    const bool plural = noun.back() == 's';
    for (const bool capital : {false, true}) {
      std::string name = noun;
      if (capital) name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
      names.emplace_back(name, plural ? "elements" : "element");
    }
  }
  return names;
}

}  // namespace skeptic::papers
