#include "design/read.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "base/suggest.h"
#include "design/schema.h"
#include "design/value.h"

namespace skeptic {
namespace {

std::string join(const std::string& group, const std::string& key) { return group.empty() ? key : group + "." + key; }

/// "in fabric", or nothing at the top of a file.
std::string inside(const std::string& group) { return group.empty() ? std::string{} : " in " + group; }

std::string mapping_of(const std::string& group) { return "a mapping with " + all_of(children(group)); }

class FileReader {
 public:
  FileReader(const Source& source, Errors& errors) : source_(source), errors_(errors) {}

  void at(const std::string& path, const YamlNode& node, const YamlNode& key) {
    written_.seen.insert(path);
    if (path == "claims") return claims(node, key);
    const Row* row = find_row(path);
    const bool group = is_group(path);
    if (row == nullptr && !group) return stray(path, key);
    if (node.shape == YamlNode::Shape::Refused) return;
    if (node.shape == YamlNode::Shape::Nothing)
      return add(DiagnosticId::YamlShape, key, path + " has no value", row != nullptr ? expectation(*row) : mapping_of(path));
    if (group && (row == nullptr || node.shape == YamlNode::Shape::Mapping)) return this->group(path, node);
    if (node.is_word("none") && row->presence == Presence::Optional && row->role != Role::Label) return remove(path);
    if (std::optional<Value> value = parse_value(*row, node, source_, errors_)) store(*row, std::move(*value));
  }

  void mapping(const std::string& group, const YamlNode& node) {
    written_.seen.insert(group);
    written_.mappings[group] = source_.place(node.mark);
    if (group == "operands.weights")
      for (std::size_t i = 0; i < node.keys.size(); ++i)
        if (node.keys[i].text == "chosen" && node.items[i].shape == YamlNode::Shape::Scalar) weights_chosen_ = node.items[i].text;
    std::map<std::string, Mark> first;
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
      const YamlNode& key = node.keys[i];
      if (key.shape == YamlNode::Shape::Refused) continue;
      if (key.shape != YamlNode::Shape::Scalar && key.shape != YamlNode::Shape::Nothing) {
        add(DiagnosticId::YamlShape, key, fmt::format("a key is {}", shape_name(key.shape)), "a word");
        continue;
      }
      const auto [where, fresh] = first.emplace(key.text, key.mark);
      if (!fresh) {
        errors_.add(DiagnosticId::DesignDuplicateKey, source_.place(key.mark),
                    fmt::format("{} is written twice{}", in_quotes(key.text), inside(group)), {},
                    fmt::format("first written in line {}", where->second.line + 1));
        continue;
      }
      at(join(group, key.text), node.items[i], key);
    }
  }

  Written take() { return std::move(written_); }

 private:
  void add(DiagnosticId id, const YamlNode& node, std::string message, std::string expected = {}) {
    errors_.add(id, source_.place(node.mark), std::move(message), std::move(expected));
  }

  void stray(const std::string& path, const YamlNode& key) {
    if (is_below(path, "operands.weights.patterns") || is_below(path, "operands.weights.decide")) return run_time_weights(path, key);
    unknown_key(path, source_.place(key.mark), errors_);
  }

  /// Where the file says that weights are chosen at run time, that is what is not supported; otherwise it contradicts itself.
  void run_time_weights(const std::string& path, const YamlNode& key) {
    if (weights_chosen_ == "run-time")
      return add(DiagnosticId::UnsupportedCombination, key, "weights chosen at run time are not simulated by this version",
                 "pattern, with chosen: offline, learned or fixed");
    const std::string with = weights_chosen_.empty() ? "weights, which are chosen before the machine runs" : "chosen: " + weights_chosen_;
    errors_.add(DiagnosticId::DesignConflict, source_.place(key.mark), fmt::format("{} does not go with {}", path, with),
                "pattern, of what is kept once and for all", "what is decided while the machine runs are activations: operands.activations.decide");
  }

  void group(const std::string& path, const YamlNode& node) {
    if (node.shape == YamlNode::Shape::Mapping) return mapping(path, node);
    if (node.is_word("none") && optional(path)) return remove(path);
    if (node.is_word("unknown") && all_unknown(path, node)) return;
    add(DiagnosticId::YamlShape, node, fmt::format("{} is {}", path, node.shape == YamlNode::Shape::List ? "a list" : in_quotes(node.text)),
        mapping_of(path));
  }

  static bool optional(const std::string& group) {
    const std::vector<std::string> paths = paths_below(group);
    return std::all_of(paths.begin(), paths.end(), [](const std::string& path) { return find_row(path)->presence == Presence::Optional; });
  }

  /// `unknown` for a whole mechanism is `unknown` for each key of it that has no safe default.
  bool all_unknown(const std::string& group, const YamlNode& node) {
    bool any = false;
    for (const std::string& path : paths_below(group)) {
      const Row& row = *find_row(path);
      if (row.plausible.empty() || row.presence == Presence::Default) continue;
      store(row, Value{Unknown{}, "unknown", source_.place(node.mark)});
      any = true;
    }
    return any;
  }

  void remove(const std::string& path) { written_.removed.push_back(path); }

  void store(const Row& row, Value value) {
    if (row.path == "skeptic") {
      written_.has_version = true;
    } else if (row.path == "name") {
      written_.name = value.written;
      written_.name_place = value.place;
    } else if (row.path == "extends") {
      written_.extends = value.written;
      written_.extends_place = value.place;
    } else {
      written_.values.insert_or_assign(std::string(row.path), std::move(value));
    }
  }

  void claims(const YamlNode& node, const YamlNode& key) {
    const std::string expected = "a list of mappings with " + all_of(children("claims[]"));
    if (node.shape == YamlNode::Shape::Refused) return;
    if (node.shape != YamlNode::Shape::List) {
      const YamlNode& place = node.shape == YamlNode::Shape::Nothing ? key : node;
      return add(DiagnosticId::YamlShape, place, fmt::format("claims is {}", shape_name(node.shape)), expected);
    }
    written_.has_claims = true;
    for (const YamlNode& item : node.items) {
      if (item.shape == YamlNode::Shape::Mapping) {
        claim(item);
      } else if (item.shape != YamlNode::Shape::Refused) {
        add(DiagnosticId::YamlShape, item, fmt::format("a claim is {}", shape_name(item.shape)), expected);
      }
    }
  }

  /// A claim is read as a small file of its own whose keys lie below `claims[]`.
  void claim(const YamlNode& node) {
    FileReader reader(source_, errors_);
    reader.mapping("claims[]", node);
    const std::map<std::string, Value>& values = reader.written_.values;
    Claim claim;
    claim.place = source_.place(node.mark);
    for (const std::string& path : paths_below("claims[]")) {
      const Row& row = *find_row(path);
      const std::string key = path.substr(std::string("claims[].").size());
      const auto found = values.find(path);
      if (found == values.end()) {
        if (row.presence == Presence::Required && !reader.written_.seen.contains(path))
          add(DiagnosticId::DesignMissingKey, node, fmt::format("the claim has no {}", key), expectation(row));
        continue;
      }
      if (key == "speedup") claim.speedup = number(found->second);
      if (key == "over") claim.over = found->second.written;
      if (key == "on") claim.on = found->second.written;
      if (key == "batch") claim.batch = number(found->second).numerator();
    }
    written_.claims.push_back(std::move(claim));
  }

  const Source& source_;
  Errors& errors_;
  Written written_;
  std::string weights_chosen_;  ///< as the mapping of the weights has it; empty where it has none
};

}  // namespace

void unknown_key(const std::string& path, Place place, Errors& errors) {
  const std::size_t dot = path.rfind('.');
  const std::string group = dot == std::string::npos ? "" : path.substr(0, dot);
  const std::string key = dot == std::string::npos ? path : path.substr(dot + 1);
  const std::string shown = group == "claims[]" ? "the claim" : group;
  // A path whose group does not exist either is a setting's; the whole of it is compared.
  const bool known_group = group.empty() || is_group(group);
  std::vector<std::string> candidates = known_group ? children(group) : paths_below("");
  std::string suggestion = did_you_mean(known_group ? key : path, candidates);
  if (suggestion.empty()) {
    for (const Row& row : schema()) {
      const std::size_t last = row.path.rfind('.');
      if (last == std::string_view::npos || row.path.substr(last + 1) != key || row.path.starts_with("claims")) continue;
      suggestion = fmt::format("there is {}", in_quotes(row.path));
      break;
    }
  }
  errors.add(DiagnosticId::DesignUnknownKey, std::move(place),
             fmt::format("unknown key {}{}", in_quotes(known_group ? key : path), inside(known_group ? shown : "")),
             known_group ? one_of(candidates) : std::string{}, std::move(suggestion));
}

Written read_written(const YamlNode& node, const std::string& path, const Source& source, Errors& errors) {
  FileReader reader(source, errors);
  if (path.empty())
    reader.mapping("", node);
  else
    reader.at(path, node, node);
  return reader.take();
}

}  // namespace skeptic
