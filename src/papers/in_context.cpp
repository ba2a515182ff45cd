// What statements mean in the light of each other.
#include <algorithm>
#include <cstdlib>
#include <set>

#include "papers/groups.h"

namespace skeptic::papers {
namespace {

class Context {
 public:
  Context(Collected& all, const OwnName& own) : all_(all), own_(own) {}

  bool resolve_all() {
    take_planned();
    resolve();
    return run_time_;
  }

 private:
  bool stated(std::string_view key, std::string_view value = {}) const {
    return std::any_of(all_.own.begin(), all_.own.end(), [&](const Stated& one) { return one.key == key && (value.empty() || one.value == value); });
  }

  /// Sizes of a machine that is yet to be built, where nothing else is said of them and they are said once.
  void take_planned() {
    for (const char* key : {"fabric.array.m", "fabric.array.n", "memory.weights.size", "memory.activations.size", "memory.accumulators.size",
                            "chip.area", "fabric.lanes", "memory.dram.bandwidth", "memory.weights.banks", "memory.activations.banks"}) {
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
    int at_run_time = 0, outright = 0;
    for (const Stated& one : all_.own)
      if (one.key == "operands.activations.chosen" && one.value == "run-time") ++at_run_time, outright += one.weight >= 2 ? 1 : 0;
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
    if (!run_time_ && !stated("operands.activations.pattern", "unstructured") && (outright > 0 || facts_of_decision() >= 4)) run_time_ = true;
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
        return (one.key == "operands.activations.patterns" && one.rule != "patterns-of-activations") ||
               one.key.rfind("operands.activations.decide.", 0) == 0 || (one.key == "operands.activations.chosen" && one.value == "run-time") ||
               one.key == "granularity";
      });
    }
    follow_from_skipping();
    join_levels();
    levels_of_one();
    weights_in_vectors();
    several_dataflows();
    // Only a reader decides at some time, from something that waits in DRAM.
    if (run_time_ && !stated("operands.activations.decide.by"))
      for (const char* key : {"operands.activations.decide.when", "operands.activations.decide.stored"}) {
        const auto told = std::find_if(all_.own.begin(), all_.own.end(), [&](const Stated& one) { return one.key == key; });
        if (told == all_.own.end()) continue;
        Stated follows = *told;
        follows.key = "operands.activations.decide.by", follows.value = "consumer", follows.rule = "follows-from-waiting";
        all_.own.push_back(std::move(follows));
        break;
      }
    // What a rule counts or sums up is what it is applied to.
    if (run_time_ && !stated("operands.activations.decide.from"))
      if (const auto policy =
              std::find_if(all_.own.begin(), all_.own.end(), [](const Stated& one) { return one.key == "operands.activations.decide.policy"; });
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
    // What is pruned without structure and never multiplied is zeros.
    for (const char* operand : {"operands.weights.", "operands.activations."})
      if (stated(std::string(operand) + "pattern", "unstructured") && !stated(std::string(operand) + "skip", "zeros"))
        for (Stated& one : all_.own)
          if (one.key == std::string(operand) + "skip" && one.value == "pattern") one.value = "zeros";
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

  /// "On the outer level, two of every four blocks … On the inner level, four of the eight weights": one pattern of two levels.
  void join_levels() {
    const auto level = [&](std::string_view word) {
      return std::find_if(all_.own.begin(), all_.own.end(), [&](const Stated& one) {
        return one.key == "operands.weights.pattern" && one.value.find(':') != std::string::npos && one.value.find('/') == std::string::npos &&
               small_letters(one.quote).find(word) != std::string::npos;
      });
    };
    const auto outer = level("outer"), inner = level("inner");
    if (outer == all_.own.end() || inner == all_.own.end() || outer == inner) return;
    const std::string one = outer->value, two = inner->value;
    outer->value += "/" + two;
    std::erase_if(all_.own,
                  [&](const Stated& other) { return other.key == "operands.weights.pattern" && (other.value == one || other.value == two); });
  }

  /// "1:2@8/2:4": what is said of its levels alone is no pattern beside it.
  void levels_of_one() {
    std::vector<std::string> parts;
    for (const Stated& one : all_.own) {
      if (one.key != "operands.weights.pattern" || one.value.find('/') == std::string::npos) continue;
      for (std::size_t at = 0; at < one.value.size();) {
        const std::size_t end = std::min(one.value.find('/', at), one.value.size());
        const std::string part = one.value.substr(at, end - at);
        parts.push_back(part);
        parts.push_back(part.substr(0, part.find('@')));
        at = end + 1;
      }
    }
    std::erase_if(all_.own, [&](const Stated& one) {
      return one.key == "operands.weights.pattern" && std::find(parts.begin(), parts.end(), one.value) != parts.end();
    });
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
      if (one.key != "fabric.kind" || one.value == "flexible" || small_letters(one.quote).find("(ours)") != std::string::npos) continue;
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
    const auto vector = std::find_if(all_.own.begin(), all_.own.end(), [](const Stated& one) { return one.key == "operands.weights.vector"; });
    if (vector == all_.own.end()) return;
    std::vector<Group> patterns = believed(groups_of(all_.own, "operands.weights.pattern"));
    drop_passing(patterns);
    if (patterns.size() != 1 || patterns[0].first.value.find(':') == std::string::npos ||
        patterns[0].first.value.find_first_of("@/") != std::string::npos)
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

  Collected& all_;
  const OwnName& own_;
  bool run_time_ = false;
};

}  // namespace

bool in_context(Collected& all, const OwnName& own) { return Context(all, own).resolve_all(); }

}  // namespace skeptic::papers
