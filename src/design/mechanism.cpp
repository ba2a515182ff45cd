// Mechanisms derived from the keys that determine them.
#include "design/mechanism.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "design/inherit.h"
#include "design/lookup.h"
#include "design/schema.h"

namespace skeptic {
namespace {

constexpr std::string_view kUnknown = "unknown";

/// Collects the mechanisms of one design.
class Derivation {
 public:
  explicit Derivation(const Design& design) : whole_(design), design_(design) {}

  std::vector<Mechanism> all() {
    machine();
    operand("weights");
    operand("activations");
    return {found_.begin(), found_.end()};
  }

 private:
  void add(std::string facet, std::string_view value) { found_.insert({std::move(facet), std::string(value)}); }
  /// The word of a choice, its default, or "unknown".
  std::string word(const std::string& path) const { return is_unknown(path) ? std::string(kUnknown) : design_.word(path).value_or(""); }
  bool is_unknown(const std::string& path) const {
    const Value* value = whole_.find(path);
    return value != nullptr && value->unknown();
  }
  /// A mechanism named by a key's own word, which is none where the word is `plain`.
  void named(std::string facet, const std::string& path, std::string_view plain = {}) {
    const std::string value = word(path);
    if (!value.empty() && value != plain) add(std::move(facet), value);
  }

  void machine() {
    named("runs", "runs", "inference");
    named("fabric.kind", "fabric.kind");
    named("fabric.delivery", "fabric.delivery", "broadcast");
    named("fabric.order", "fabric.order");
    named("fabric.slices", "fabric.slices", "interleaved");
    named("fabric.sync", "fabric.sync.domain");
    for (const std::string& one : design_.words("fabric.balance").value_or(std::vector<std::string>{})) add("fabric.balance", one);
    if (is_unknown("fabric.sync.slack"))
      add("fabric.balance", kUnknown);
    else if (design_.integer("fabric.sync.slack").value_or(1) > 1)
      add("fabric.balance", "queue");
    named("precision", "operands.precision", "fixed");
    named("outputs.encoding", "operands.outputs.encoding", "none");
  }

  void operand(const std::string& name) {
    const std::string key = "operands." + name + ".", facet = name + ".";
    const bool run_time = name == "activations" && chooses_at_run_time(whole_);
    const auto listed = design_.listed(name);
    const bool structured = listed && std::any_of(listed->begin(), listed->end(), [](const Pattern& one) { return one.structured(); });
    const bool unstructured =
        listed && std::any_of(listed->begin(), listed->end(), [](const Pattern& one) { return one.kind == PatternKind::Unstructured; });
    if (listed)
      for (const Pattern& pattern : *listed) form(facet + "pattern", pattern);
    else
      add(facet + "pattern", kUnknown);
    if (run_time) add(facet + "pattern", "run-time-set");

    const std::string skip = word(key + "skip");
    if (skip == "zeros") add(facet + "skip", "unstructured");
    if (skip == "pattern" && structured) add(facet + "skip", "structured");
    if (skip == kUnknown || (skip == "pattern" && !listed)) add(facet + "skip", kUnknown);

    named(facet + "gate", key + "gate", "none");
    encoding(facet + "encoding", key + "encoding");
    named(facet + "metadata", key + "metadata", "with-values");
    named(facet + "read", key + "read", "window");
    if (run_time) {
      decision(key + "decide.", facet);
    } else if (name == "weights") {
      if (structured || unstructured) weights();
    } else {
      const bool threshold = unstructured && word(key + "rule") == "threshold";
      if (structured || threshold) fixed_activations(threshold);
    }
  }

  void form(const std::string& facet, const Pattern& pattern) {
    if (pattern.kind == PatternKind::Unstructured) add(facet, "unstructured");
    if (!pattern.structured()) return;
    add(facet, pattern.levels.size() > 1 ? "hierarchical" : "single");
    for (std::size_t i = 0; i < pattern.levels.size(); ++i) {
      const std::int64_t inner = i + 1 < pattern.levels.size() ? pattern.levels[i + 1].group() : 1;
      if (pattern.levels[i].block != inner) add(facet, "blocks");
    }
    if (pattern.height() > 1) add(facet, "tall");
  }

  void encoding(std::string facet, const std::string& path) {
    if (is_unknown(path)) return add(std::move(facet), kUnknown);
    const auto encoding = design_.encoding(path);
    if (encoding && encoding->kind != EncodingKind::None) add(std::move(facet), row(encoding->kind).name);
  }

  void weights() {
    named("weights.chosen", "operands.weights.chosen");
    named("weights.from", "operands.weights.from");
    named("weights.permutation", "operands.weights.permutation", "none");
    per("weights");
  }

  void fixed_activations(bool threshold) {
    named("activations.chosen", "operands.activations.chosen");
    named("activations.from", "operands.activations.from");
    add("activations.policy", threshold ? "threshold" : "top-n");
    per("activations");
  }

  void per(const std::string& operand) {
    const std::string word = this->word("operands." + operand + ".per");
    if (word == "layer" || word == "row") add(operand + ".pattern", "mixed-" + word + "s");
  }

  void decision(const std::string& key, const std::string& facet) {
    const std::string by = word(key + "by"), from = word(key + "from");
    add(facet + "chosen", by);
    add(facet + "from", from == "this-input" ? "statistics" : from);
    if (by != "producer") {
      named(facet + "when", key + "when");
      named(facet + "stored", key + "stored", "none");
    }
    add(facet + "unit", is_unknown(key + "unit.channels") ? kUnknown : design_.all(key + "unit.channels") ? "vector" : "tile");
    const auto policy = design_.policy(key + "policy");
    add(facet + "policy", !policy                              ? kUnknown
                          : policy->kind == PolicyKind::Cover  ? "cover"
                          : policy->kind == PolicyKind::Energy ? "energy"
                                                               : "density");
  }

  const Design& whole_;
  const Lookup design_;
  std::set<Mechanism> found_;
};

}  // namespace

std::string text(const Mechanism& mechanism) { return fmt::format("{}: {}", mechanism.facet, mechanism.value); }

std::vector<Mechanism> mechanisms_of(const Design& design) { return Derivation(design).all(); }

namespace {

/// The name of a mechanism's facet in the vocabulary.
std::string_view without_operand(std::string_view facet) {
  for (const std::string_view operand : {"weights.", "activations."})
    if (facet.starts_with(operand)) return facet.substr(operand.size());
  return facet;
}

}  // namespace

const Term* find_term(const Mechanism& mechanism) {
  const std::string_view facet = without_operand(mechanism.facet);
  for (const Term& term : vocabulary())
    if (term.facet == facet && term.value == mechanism.value) return &term;
  return nullptr;
}

std::vector<std::string> keys_of(std::string_view facet) {
  const std::string_view name = without_operand(facet);
  std::vector<std::string> keys;
  for (const Facet& row : facets()) {
    if (row.name != name || row.operand == (name == facet)) continue;
    for (const std::string& key : alternatives(row.keys)) {
      const std::string path = row.operand ? fmt::format("operands.{}.{}", facet.substr(0, facet.find('.')), key) : key;
      if (find_row(path) != nullptr) keys.push_back(path);
    }
  }
  return keys;
}

}  // namespace skeptic
