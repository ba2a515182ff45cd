// What a design of its kind needs and a paper does not say, with the sentences that nearly do.
#include <algorithm>

#include "papers/collect.h"
#include "papers/pattern_match.h"
#include "papers/rule.h"

namespace skeptic::papers {
namespace {

/// The sentences that have most of a rule's parts.
std::vector<NearMiss> near(const std::string& key, const std::vector<Sentence>& sentences) {
  std::vector<std::pair<int, NearMiss>> found;
  for (const auto& table : rule_tables())
    for (const PhraseRule& rule : table) {
      bool states = false;
      for (std::size_t at = 0; at < rule.keys.size();) {
        const std::size_t end = std::min(rule.keys.find(' ', at), rule.keys.size());
        std::string one(rule.keys.substr(at, end - at));
        const std::size_t wild = std::min(one.find(".?."), one.find(".*."));
        states = states || one == key ||
                 (wild != std::string::npos && key.rfind(one.substr(0, wild + 1), 0) == 0 && key.size() > one.size() - wild - 2 &&
                  key.substr(key.size() - (one.size() - wild - 2)) == one.substr(wild + 2));
        at = end + 1;
      }
      if (!states) continue;
      const PhrasePattern pattern(rule.pattern);
      for (const Sentence& sentence : sentences) {
        const auto [parts, all] = pattern.nearness(sentence);
        if (all < 2 || parts * 3 < all * 2 || parts == 0) continue;
        std::string quote = sentence.text.size() > 160 ? sentence.text.substr(0, sentence.text.find(' ', 140)) + " ..." : sentence.text;
        found.push_back({parts * 100 / all, {std::string(rule.name), std::move(quote), sentence.page, sentence.line}});
      }
    }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<NearMiss> nearest;
  for (auto& scored : found) {
    NearMiss& miss = scored.second;
    if (std::any_of(nearest.begin(), nearest.end(), [&](const NearMiss& one) { return one.quote == miss.quote; })) continue;
    nearest.push_back(std::move(miss));
    if (nearest.size() == 2) break;
  }
  return nearest;
}

}  // namespace

std::vector<Missing> missing_of(const Paper& paper, bool run_time, const std::vector<Sentence>& sentences) {
  std::vector<Missing> unknown;
  std::vector<std::string> needed{"clock",
                                  "technology",
                                  "fabric.array.m",
                                  "fabric.array.n",
                                  "fabric.lanes",
                                  "fabric.window",
                                  "operands.weights.pattern",
                                  "operands.weights.bits",
                                  "operands.activations.bits",
                                  "memory.weights.size",
                                  "memory.activations.size",
                                  "memory.dram.bandwidth"};
  if (run_time) {
    for (const char* key : {"patterns", "encoding"}) needed.push_back(std::string("operands.activations.") + key);
    for (const char* key : {"by", "policy", "unit.pixels", "unit.channels", "switch", "state"})
      needed.push_back(std::string("operands.activations.decide.") + key);
    const Entry* by = paper.find("operands.activations.decide.by");
    if (by == nullptr || by->agreement != Agreement::One || by->values[0].value != "producer")
      for (const char* key : {"when", "latency", "rate", "stored"}) needed.push_back(std::string("operands.activations.decide.") + key);
  } else if (const Entry* pattern = paper.find("operands.weights.pattern"); pattern != nullptr && pattern->values[0].value != "dense") {
    needed.insert(needed.end(), {"operands.weights.chosen", "operands.weights.encoding", "operands.weights.skip"});
  }
  needed.insert(needed.end(), {"batch", "claims.energy"});
  for (const std::string& key : needed)
    if (paper.find(key) == nullptr) unknown.push_back({key, near(key, sentences)});
  return unknown;
}

}  // namespace skeptic::papers
