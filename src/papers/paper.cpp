// All statements of a paper, merged: equal ones once, different ones as readings or contradictions, and what nobody states.
#include "papers/paper.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <set>

#include "papers/collect.h"

namespace skeptic::papers {
namespace {

constexpr std::array kKeys{"name",
                           "extends",
                           "clock",
                           "technology",
                           "fabric.kind",
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
bool is_claim(const std::string& key) { return key.rfind("claims.", 0) == 0; }

/// Statements of one key with equal values joined; the first keeps its place, and weights add up.
struct Group {
  Stated first;
  int weight = 0, count = 0, strongest = 0;
};

std::vector<Group> groups_of(const std::vector<Stated>& all, const std::string& key) {
  std::vector<Group> groups;
  for (const Stated& one : all) {
    if (one.key != key) continue;
    auto same = std::find_if(groups.begin(), groups.end(), [&](const Group& group) {
      return same_value(group.first.value, one.value) &&
             (!is_claim(key) || (folded(group.first.on) == folded(one.on) && folded(group.first.over) == folded(one.over)));
    });
    if (same == groups.end()) {
      groups.push_back({one, one.weight, 1, one.weight});
    } else {
      same->weight += one.weight;
      ++same->count;
      same->strongest = std::max(same->strongest, one.weight);
    }
  }
  return groups;
}

/// A key whose values can differ because one of them is only likely: the strongest remain.
std::vector<Group> believed(std::vector<Group> groups) {
  int strongest = 0;
  for (const Group& group : groups) strongest = std::max(strongest, group.strongest);
  std::vector<Group> kept;
  for (Group& group : groups)
    if (group.strongest >= std::min(strongest, 2)) kept.push_back(std::move(group));
  return kept;
}

/// What is said once, beside something that is said again and again, is said in passing.
void drop_passing(std::vector<Group>& groups) {
  int most = 0;
  for (const Group& group : groups) most = std::max(most, group.weight);
  groups.erase(std::remove_if(groups.begin(), groups.end(), [&](const Group& group) { return group.count == 1 && group.weight < most && 2 * group.weight <= most; }),
               groups.end());
}

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
    take_planned();
    resolve();
    paper_.of_others = all_.others;
    if (!own_.name.empty()) {
      Stated name;
      name.key = "name", name.value = own_.name, name.page = own_.page, name.quote = own_.quote, name.rule = "own-name";
      all_.own.push_back(std::move(name));
    }
    for (const char* key : kKeys) entry(key);
    paper_.unknown = missing_of(paper_, run_time_, sentences);
    return std::move(paper_);
  }

 private:
  bool stated(std::string_view key, std::string_view value = {}) const {
    return std::any_of(all_.own.begin(), all_.own.end(), [&](const Stated& one) { return one.key == key && (value.empty() || one.value == value); });
  }

  /// Sizes of a machine that is yet to be built, where nothing else is said of them and they are said once.
  void take_planned() {
    for (const char* key : {"fabric.array.m", "fabric.array.n", "memory.weights.size", "memory.activations.size", "memory.accumulators.size"}) {
      if (stated(key)) continue;
      std::vector<const Stated*> planned;
      bool several = false;
      for (const Stated& one : all_.others)
        if (one.key == key && one.planned) {
          several = several || (!planned.empty() && !same_value(planned[0]->value, one.value));
          planned.push_back(&one);
        }
      if (!planned.empty() && !several) all_.own.push_back(*planned[0]);
    }
  }

  /// What one statement means in the light of the others.
  void resolve() {
    int at_run_time = 0;
    for (const Stated& one : all_.own)
      if (one.key == "operands.activations.chosen" && one.value == "run-time") ++at_run_time;
    // Ratios of activations that stand apart are one list, where one is chosen at run time.
    if (at_run_time > 0 && !stated("operands.activations.patterns")) {
      std::vector<Stated> single;
      for (const Stated& one : all_.own)
        if (one.key == "operands.activations.pattern" && one.value.find(':') != std::string::npos &&
            std::none_of(single.begin(), single.end(), [&](const Stated& other) { return other.value == one.value; }))
          single.push_back(one);
      if (single.size() > 1) {
        std::stable_sort(single.begin(), single.end(), [](const Stated& a, const Stated& b) {
          const auto density = [](const std::string& text) {
            return std::strtod(text.c_str(), nullptr) / std::max(1.0, std::strtod(text.c_str() + text.find(':') + 1, nullptr));
          };
          return density(a.value) < density(b.value);
        });
        Stated list = single.front();
        list.key = "operands.activations.patterns";
        list.value.clear();
        for (const Stated& one : single) list.value += (list.value.empty() ? "[" : ", ") + ("\"" + one.value + "\"");
        list.value += "]";
        all_.own.push_back(std::move(list));
      }
    }
    if (stated("operands.activations.alternative"))
      for (Stated& one : all_.own)
        if (one.key == "operands.activations.patterns" && one.value.find("dense") == std::string::npos)
          one.value.insert(one.value.size() - 1, ", dense");
    const bool list = stated("operands.activations.patterns");
    const bool decides =
        stated("operands.activations.decide.policy") || stated("operands.activations.decide.by") || stated("operands.activations.decide.latency");
    run_time_ = list && (at_run_time > 0 || decides);
    if (!run_time_ && at_run_time > 0 && decides && !stated("operands.activations.pattern", "unstructured")) run_time_ = true;
    if (!run_time_ && !stated("operands.activations.pattern", "unstructured") && facts_of_decision() >= 4) run_time_ = true;
    if (run_time_ && at_run_time == 0)
      for (const Stated& one : std::vector<Stated>(all_.own))
        if (one.key == "operands.activations.patterns") {
          Stated chosen = one;
          chosen.key = "operands.activations.chosen", chosen.value = "run-time";
          all_.own.push_back(std::move(chosen));
          break;
        }
    const std::string operand =
        run_time_ || (stated("operands.activations.pattern") && !stated("operands.weights.pattern")) ? "activations" : "weights";
    for (Stated& one : all_.own)
      if (const std::size_t at = one.key.find(".?."); at != std::string::npos) one.key = one.key.substr(0, at + 1) + operand + one.key.substr(at + 2);
    unit_of_decision();
    for (Stated& one : all_.own)  // "the same form is used in the buffers"
      if (one.value == "as-stored") {
        const auto form =
            std::find_if(all_.own.begin(), all_.own.end(), [](const Stated& other) { return other.key == "operands.activations.decide.stored"; });
        one.value = form == all_.own.end() ? std::string() : form->value;
      }
    all_.own.erase(std::remove_if(all_.own.begin(), all_.own.end(), [](const Stated& one) { return one.value.empty(); }), all_.own.end());
    const auto drop = [&](auto&& which) { all_.own.erase(std::remove_if(all_.own.begin(), all_.own.end(), which), all_.own.end()); };
    if (run_time_) {
      drop([](const Stated& one) {
        return one.key == "operands.activations.pattern" || (one.key == "operands.activations.chosen" && one.value != "run-time");
      });
    } else {
      drop([](const Stated& one) {
        return one.key == "operands.activations.patterns" || one.key.rfind("operands.activations.decide.", 0) == 0 ||
               (one.key == "operands.activations.chosen" && one.value == "run-time") || one.key == "granularity";
      });
    }
    follow_from_skipping();
    weights_in_vectors();
    several_dataflows();
    // What a rule counts or sums up is what it is applied to.
    if (run_time_ && !stated("operands.activations.decide.from"))
      if (const auto policy = std::find_if(all_.own.begin(), all_.own.end(), [](const Stated& one) { return one.key == "operands.activations.decide.policy"; });
          policy != all_.own.end()) {
        Stated follows = *policy;
        follows.key = "operands.activations.decide.from", follows.value = "this-input", follows.rule = "follows-from-policy";
        all_.own.push_back(std::move(follows));
      }
    if (!run_time_ && !stated("operands.weights.pattern", "unstructured"))
      for (Stated& one : all_.own)
        if (one.key == "granularity.weights") one.key = "granularity";
    const bool patterned = run_time_ || std::any_of(all_.own.begin(), all_.own.end(), [](const Stated& one) {
                             return one.key == "operands.activations.pattern" && one.value != "dense";
                           });
    if (!patterned) drop([](const Stated& one) { return one.key == "operands.activations.from" || one.key == "operands.activations.chosen"; });
    const bool dense_weights = !std::any_of(all_.own.begin(), all_.own.end(),
                                            [](const Stated& one) { return one.key == "operands.weights.pattern" && one.value != "dense"; });
    if (dense_weights && stated("operands.weights.pattern"))
      drop([](const Stated& one) {
        return (one.key == "operands.weights.encoding" && one.value != "none") || one.key == "operands.weights.from" ||
               one.key == "operands.weights.chosen";
      });
    // A pattern that is skipped is the activations' where the weights have none.
    if (dense_weights && run_time_ && stated("operands.weights.pattern"))
      for (Stated& one : all_.own)
        if (one.key == "operands.weights.skip" && one.value == "pattern") one.key = "operands.activations.skip";
    // A choice that looks back is fed by statistics of the present, too.
    if (stated("operands.activations.decide.from", "previous-input") || stated("operands.activations.decide.from", "previous-layer"))
      drop([](const Stated& one) { return one.key == "operands.activations.decide.from" && one.value == "this-input"; });
    // A score of activations ranks magnitudes, too; zeros that a pattern keeps are no rule of their own.
    if (stated("operands.weights.from", "activations"))
      drop([](const Stated& one) { return one.key == "operands.weights.from" && one.value == "values"; });
    if (run_time_ && stated("operands.activations.skip", "pattern"))
      drop([](const Stated& one) { return one.key == "operands.activations.skip" && one.value == "none"; });
    // Without a structure, what is pruned is zeros.
    if (stated("operands.weights.pattern", "unstructured") && groups_of(all_.own, "operands.weights.pattern").size() == 1)
      for (Stated& one : all_.own)
        if (one.key == "operands.weights.skip" && one.value == "pattern") one.value = "zeros";
    // A ratio that names no operand is the weights' where the weights have it.
    drop([&](const Stated& one) {
      return one.key == "operands.activations.pattern" && one.rule == "ratio" && one.weight == 1 &&
             std::any_of(all_.own.begin(), all_.own.end(), [&](const Stated& other) {
               return other.key == "operands.weights.pattern" && other.weight > 1 && other.value == one.value;
             });
    });
    // What a result of its own was measured on is its network, whoever the sentence speaks of.
    for (const Stated& one : std::vector<Stated>(all_.own))
      if (is_claim(one.key) && !one.on.empty() && !stated("networks", one.on)) {
        Stated network = one;
        network.key = "networks", network.value = one.on, network.rule = "network-of-a-result";
        all_.own.push_back(std::move(network));
      }
    drop_lesser_names(all_.own, own_);
  }

  /// How many different things are said of a decision: a paper that tells so much of one has one.
  std::size_t facts_of_decision() const {
    std::set<std::string> keys;
    for (const Stated& one : all_.own)
      if (one.key.starts_with("operands.activations.decide.") && !one.key.starts_with("operands.activations.decide.unit.") &&
          one.key != "operands.activations.decide.from" && one.key != "operands.activations.decide.state" && one.weight > 0)
        keys.insert(one.key);
    return keys.size();
  }

  /// Zeros that are skipped where they fall are a pattern without structure, that nobody chooses; zeros that are multiplied are none.
  void follow_from_skipping() {
    if (run_time_ || stated("operands.activations.pattern")) return;
    const bool zeros = stated("operands.activations.skip", "zeros"), none = stated("operands.activations.skip", "none");
    if (zeros == none) return;
    for (const Stated& one : std::vector<Stated>(all_.own)) {
      if (one.key != "operands.activations.skip") continue;
      Stated follows = one;
      follows.rule = "follows-from-skipping";
      follows.key = "operands.activations.pattern", follows.value = zeros ? "unstructured" : "dense";
      all_.own.push_back(follows);
      if (zeros && !stated("operands.activations.chosen")) {
        follows.key = "operands.activations.chosen", follows.value = "fixed";
        all_.own.push_back(std::move(follows));
      }
      break;
    }
  }

  /// "It forms inner products in one layer and row products in the next": two ways in one sentence are a flexible fabric.
  void several_dataflows() {
    for (Stated& one : all_.own) {
      if (one.key != "fabric.kind" || one.value == "flexible") continue;
      const bool another = std::any_of(all_.own.begin(), all_.own.end(), [&](const Stated& other) {
        return other.key == "fabric.kind" && other.value != "flexible" && other.value != one.value && other.page == one.page &&
               other.sentence == one.sentence;
      });
      if (another) one.rule = "several-dataflows";
    }
    for (Stated& one : all_.own)
      if (one.key == "fabric.kind" && one.rule == "several-dataflows") one.value = "flexible";
  }

  /// Weights at N:M whose positions K outputs have in common are N:M@1xK.
  void weights_in_vectors() {
    const auto vector =
        std::find_if(all_.own.begin(), all_.own.end(), [](const Stated& one) { return one.key == "operands.weights.vector"; });
    if (vector == all_.own.end()) return;
    std::vector<Group> patterns = believed(groups_of(all_.own, "operands.weights.pattern"));
    drop_passing(patterns);
    if (patterns.size() != 1 || patterns[0].first.value.find(':') == std::string::npos || patterns[0].first.value.find_first_of("@/") != std::string::npos)
      return;
    const std::string behind = "@1x" + vector->value;
    for (Stated& one : all_.own)
      if (one.key == "operands.weights.pattern" && one.value == patterns[0].first.value) one.value += behind;
  }

  /// "per tile" is said with what a tile covers, where another sentence says that.
  void unit_of_decision() {
    std::string pixels, channels;
    for (const Stated& one : all_.own) {
      if (one.key == "operands.activations.decide.unit.pixels") pixels = pixels.empty() || pixels == one.value ? one.value : "?";
      if (one.key == "operands.activations.decide.unit.channels") channels = channels.empty() || channels == one.value ? one.value : "?";
    }
    const std::vector<Stated> all = all_.own;
    for (Stated& one : all_.own) {
      if (one.key != "granularity" || one.value.find(" of ") != std::string::npos) continue;
      const auto full = std::find_if(
          all.begin(), all.end(), [&](const Stated& other) { return other.key == "granularity" && other.value.rfind(one.value + " of ", 0) == 0; });
      if (full != all.end())
        one.value = full->value;
      else if (!pixels.empty() && !channels.empty() && pixels != "?" && channels != "?" &&
               pixels.find_first_not_of("0123456789") == std::string::npos)
        one.value += " of " + pixels + " pixels x " + channels + " channels";
    }
  }

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
    if (key == "operands.weights.pattern" || key == "operands.weights.bits" || key == "operands.activations.bits") drop_passing(groups);
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
               folded(one.values[0].over) == folded(group.first.over) && one.values[0].batch == group.first.batch && !group.first.over.empty();
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
  bool run_time_ = false;
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
