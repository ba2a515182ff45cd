// All statements of a paper, merged: equal ones once, different ones as readings or contradictions, and what nobody states.
#include "papers/paper.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <set>

#include "papers/groups.h"

namespace skeptic::papers {
namespace {

constexpr std::array kKeys{"name",
                           "extends",
                           "clock",
                           "technology",
                           "fabric.kind",
                           "fabric.order",
                           "fabric.array.m",
                           "fabric.array.n",
                           "fabric.array.k",
                           "fabric.arrays",
                           "fabric.lanes",
                           "fabric.window",
                           "fabric.sync.domain",
                           "fabric.sync.slack",
                           "fabric.balance",
                           "operands.weights.bits",
                           "operands.weights.pattern",
                           "operands.weights.chosen",
                           "operands.weights.from",
                           "operands.weights.skip",
                           "operands.weights.encoding",
                           "operands.weights.read",
                           "operands.activations.bits",
                           "operands.activations.pattern",
                           "operands.activations.chosen",
                           "operands.activations.patterns",
                           "operands.activations.from",
                           "operands.activations.skip",
                           "operands.activations.encoding",
                           "operands.activations.read",
                           "operands.activations.decide.by",
                           "operands.activations.decide.when",
                           "operands.activations.decide.stored",
                           "operands.activations.decide.from",
                           "operands.activations.decide.policy",
                           "operands.activations.decide.unit.pixels",
                           "operands.activations.decide.unit.channels",
                           "operands.activations.decide.latency",
                           "operands.activations.decide.rate",
                           "operands.activations.decide.switch",
                           "operands.activations.decide.state",
                           "granularity",
                           "memory.dram.bandwidth",
                           "memory.weights.size",
                           "memory.weights.banks",
                           "memory.weights.ports",
                           "memory.weights.width",
                           "memory.activations.size",
                           "memory.activations.banks",
                           "memory.activations.ports",
                           "memory.activations.width",
                           "memory.accumulators.size",
                           "chip.area",
                           "multipliers",
                           "peak",
                           "claims.speedup",
                           "claims.energy",
                           "claims.area",
                           "claims.accuracy",
                           "networks",
                           "datasets",
                           "batch",
                           "prior-work"};

bool is_list(const std::string& key) { return key == "networks" || key == "datasets" || key == "prior-work" || key == "fabric.balance"; }

/// Keys where a word of the text decides, and the one that is said most is meant.
bool by_majority(const std::string& key) {
  static const std::set<std::string> keys{"fabric.sync.domain",
                                          "operands.weights.chosen",
                                          "operands.activations.chosen",
                                          "operands.weights.from",
                                          "operands.activations.from",
                                          "operands.weights.encoding",
                                          "operands.activations.encoding",
                                          "operands.weights.skip",
                                          "operands.activations.skip",
                                          "operands.activations.decide.from",
                                          "operands.activations.decide.by",
                                          "operands.activations.decide.when",
                                          "operands.activations.decide.policy",
                                          "granularity",
                                          "fabric.kind",
                                          "operands.activations.pattern",
                                          "extends",
                                          "operands.activations.decide.unit.pixels",
                                          "operands.activations.decide.unit.channels",
                                          "fabric.window",
                                          "fabric.lanes"};
  return keys.count(key) > 0;
}

class Merger {
 public:
  Merger(const Layout& layout, OwnName own, Collected collected) : own_(std::move(own)), all_(std::move(collected)) {
    paper_.file = layout.file;
    paper_.title = layout.title;
    paper_.pages = layout.pages;
    paper_.name = own_.name;
    paper_.library = own_.library;
  }

  Paper merge(const std::vector<Sentence>& sentences) {
    const bool run_time = in_context(all_, own_);
    paper_.of_others = all_.others;
    if (!own_.name.empty()) {
      Stated name;
      name.key = "name", name.value = own_.name, name.page = own_.page, name.quote = own_.quote, name.rule = "own-name";
      all_.own.push_back(std::move(name));
    }
    for (const char* key : kKeys) entry(key);
    paper_.unknown = missing_of(paper_, run_time, sentences);
    return std::move(paper_);
  }

 private:
  void add(std::string key, std::vector<Group> groups, Agreement agreement) {
    Entry entry;
    entry.key = std::move(key);
    entry.agreement = agreement;
    for (Group& group : groups) entry.values.push_back(std::move(group.first));
    paper_.entries.push_back(std::move(entry));
  }

  void entry(const std::string& key) {
    std::vector<Group> groups = groups_of(all_.own, key);
    if (groups.empty()) return;
    if (is_list(key)) {
      for (Group& group : groups) add(key, {std::move(group)}, Agreement::One);
      return;
    }
    if (is_claim(key)) return claims(key, std::move(groups));
    if (key == "operands.activations.patterns") {
      // The longest list is meant; shorter ones are parts of it.
      auto longest = std::max_element(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
        const auto items = [](const Group& group) { return std::count(group.first.value.begin(), group.first.value.end(), ','); };
        const auto dense = [](const Group& group) { return group.first.value.find("dense") != std::string::npos; };
        if (dense(a) != dense(b)) return dense(b);  // a list that ends with all of the values is complete
        if (items(a) != items(b)) return items(a) < items(b);
        return a.weight < b.weight;
      });
      add(key, {*longest}, Agreement::One);
      return;
    }
    groups = believed(std::move(groups));
    if (groups.size() > 1 && by_majority(key)) {
      std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.weight > b.weight; });
      const bool tie = groups[1].weight == groups[0].weight && key != "granularity" && key != "fabric.window";
      groups.resize(tie ? 2 : 1);
      add(key, std::move(groups), tie ? Agreement::Ambiguous : Agreement::One);
      return;
    }
    if (key == "operands.weights.pattern" || key == "operands.weights.bits" || key == "operands.activations.bits" || key == "clock" ||
        key == "technology")
      drop_passing(groups);
    const bool range = std::all_of(groups.begin(), groups.end(), [](const Group& group) { return group.first.rule == "range"; });
    const bool same_place = groups.size() > 1 && std::all_of(groups.begin(), groups.end(), [&](const Group& group) {
                              return group.first.quote == groups[0].first.quote && group.first.page == groups[0].first.page;
                            });
    const Agreement agreement = groups.size() == 1                                       ? Agreement::One
                                : range || same_place || key == "batch" || key == "peak" ? Agreement::Ambiguous
                                                                                         : Agreement::Contradictory;
    add(key, std::move(groups), agreement);
  }

  /// Results of one key on one network over one design are one entry; the same value said with less is the same result.
  void claims(const std::string& key, std::vector<Group> groups) {
    std::vector<Group> kept;
    for (Group& group : groups) {
      auto same = std::find_if(kept.begin(), kept.end(), [&](const Group& other) {
        const bool network = group.first.on.empty() || other.first.on.empty() || folded(group.first.on) == folded(other.first.on);
        const auto unsigned_value = [&](const std::string& text) {
          return key == "claims.accuracy" && !text.empty() && text[0] == '-' ? text.substr(1) : text;
        };
        const bool value = same_value(unsigned_value(group.first.value), unsigned_value(other.first.value));
        const bool over = group.first.over.empty() || other.first.over.empty() || group.first.over == other.first.over;
        return network && (value || (over && (rounds(group.first.value, other.first.value) || rounds(other.first.value, group.first.value))));
      });
      if (same == kept.end())
        kept.push_back(std::move(group));
      else if (rounds(same->first.value, group.first.value))
        same->first = std::move(group.first);  // said more exactly
      else if (same->first.weight < group.first.weight && !group.first.on.empty() && !rounds(group.first.value, same->first.value))
        same->first = std::move(group.first);
    }
    for (Group& group : kept) {
      auto other = std::find_if(paper_.entries.begin(), paper_.entries.end(), [&](const Entry& one) {
        return one.key == key && key != "claims.accuracy" && !group.first.on.empty() && folded(one.values[0].on) == folded(group.first.on) &&
               folded(one.values[0].over) == folded(group.first.over) && one.values[0].batch == group.first.batch && !group.first.over.empty() &&
               !(group.first.sentence != 0 && one.values[0].sentence == group.first.sentence);  // two results of one sentence are of two networks
      });
      if (other == paper_.entries.end())
        add(key, {std::move(group)}, Agreement::One);
      else
        other->agreement = Agreement::Contradictory, other->values.push_back(std::move(group.first));
    }
  }

  OwnName own_;
  Collected all_;
  Paper paper_;
};

}  // namespace

const Entry* Paper::find(std::string_view key) const {
  const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &*found;
}

Paper merged(const Layout& layout, OwnName own, Collected collected, const std::vector<Sentence>& sentences) {
  return Merger(layout, std::move(own), std::move(collected)).merge(sentences);
}

}  // namespace skeptic::papers
