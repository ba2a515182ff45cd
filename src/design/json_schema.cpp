// The JSON Schema of the design file: one fragment a kind of value.
#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "base/json.h"
#include "design/documents.h"
#include "design/schema.h"
#include "sparsity/encoding.h"

namespace skeptic {
namespace {

constexpr const char* kDecimal = "[+-]?[0-9]+(\\.[0-9]*)?";
constexpr const char* kPattern = "^(dense|unstructured|[0-9]+:[0-9]+(@[0-9]+(x[0-9]+)?)?(/[0-9]+:[0-9]+(@[0-9]+)?)*)$";

Json constant(std::string_view word) { return {{"const", word}}; }

Json quantity(const Row& row) {
  std::string units;
  for (const Unit& unit : kUnits)
    if (unit.dimension == row.dimension) units += (units.empty() ? "" : "|") + std::string(unit.name);
  return {{"type", "string"}, {"pattern", fmt::format("^{} *({})$", kDecimal, units)}};
}

Json ranged(const Row& row, const char* type) {
  Json fragment{{"type", type}};
  if (row.minimum.empty()) return fragment;
  for (const auto& [key, bound] : {std::pair("minimum", row.minimum), std::pair("maximum", row.maximum)}) {
    const Rational value = std::get<Rational>(parse_quantity(bound, Dimension::None));
    if (value.denominator() == 1)
      fragment[key] = value.numerator();
    else
      fragment[key] = value.value();
  }
  return fragment;
}

Json encoding() {
  Json words = Json::array();
  for (const EncodingRow& row : kEncodings)
    if (row.kind != EncodingKind::RunLength) words.push_back(row.name);
  return {{"anyOf", {{{"enum", words}}, {{"type", "string"}, {"pattern", "^run-length ([1-9]|1[0-6])$"}}}}};
}

Json policy() {
  const Json share{{"type", "number"}, {"minimum", 0}, {"maximum", 1}};
  const auto rule = [](const char* name, Json value) {
    return Json{{"type", "object"}, {"properties", {{name, std::move(value)}}}, {"required", Json::array({name})}, {"additionalProperties", false}};
  };
  Json alternatives = Json::array();
  alternatives.push_back(constant("cover"));
  alternatives.push_back(rule("energy", {{"type", "number"}, {"exclusiveMinimum", 0}, {"maximum", 1}}));
  alternatives.push_back(rule("density", {{"type", "array"}, {"items", share}, {"minItems", 1}}));
  return {{"anyOf", alternatives}};
}

Json value(const Row& row) {
  switch (row.kind) {
    case Kind::Text:
      return {{"type", "string"}};
    case Kind::Number:
      return ranged(row, "number");
    case Kind::Integer:
      return ranged(row, "integer");
    case Kind::IntegerOrAll:
      return {{"anyOf", Json::array({ranged(row, "integer"), constant("all")})}};
    case Kind::Quantity:
      return quantity(row);
    case Kind::Choice:
      return {{"enum", choices(row)}};
    case Kind::ChoiceList:
      return {{"type", "array"}, {"items", {{"enum", choices(row)}}}, {"minItems", 1}, {"uniqueItems", true}};
    case Kind::Pattern:
      return {{"type", "string"}, {"pattern", kPattern}};
    case Kind::PatternList:
      return {{"type", "array"}, {"items", {{"type", "string"}, {"pattern", kPattern}}}, {"minItems", 1}, {"maxItems", 16}};
    case Kind::Encoding:
      return encoding();
    case Kind::Policy:
      return policy();
  }
  assert(false);
  return {};
}

Json leaf(const Row& row) {
  Json alternatives = Json::array({value(row)});
  if (!row.plausible.empty()) alternatives.push_back(constant("unknown"));
  if (row.presence == Presence::Optional && row.role != Role::Label) alternatives.push_back(constant("none"));
  Json fragment = alternatives.size() == 1 ? alternatives[0] : Json{{"anyOf", alternatives}};
  fragment["description"] = row.documentation;
  if (!row.fallback.empty() && row.kind == Kind::Choice) fragment["default"] = row.fallback;
  return fragment;
}

std::string below(const std::string& group, const std::string& key) { return group.empty() ? key : group + "." + key; }

Json mapping(const std::string& group) {
  Json properties = Json::object();
  for (const std::string& key : children(group)) {
    const std::string path = below(group, key);
    if (path == "claims") {
      Json claim = mapping("claims[]");
      Json required = Json::array();
      for (const std::string& item : paths_below("claims[]"))
        if (find_row(item)->presence == Presence::Required) required.push_back(item.substr(item.find('.') + 1));
      claim["required"] = required;
      properties[key] = {{"type", "array"}, {"items", claim}};
      continue;
    }
    const Row* row = find_row(path);
    if (!is_group(path)) {
      properties[key] = leaf(*row);
      continue;
    }
    Json alternatives = Json::array({mapping(path)});
    if (row != nullptr) alternatives.push_back(leaf(*row));
    const std::vector<std::string> paths = paths_below(path);
    const auto presence = [&](Presence wanted) { return [wanted](const std::string& one) { return find_row(one)->presence == wanted; }; };
    if (std::all_of(paths.begin(), paths.end(), presence(Presence::Optional))) alternatives.push_back(constant("none"));
    const bool question = std::any_of(paths.begin(), paths.end(), [](const std::string& one) {
      const Row& candidate = *find_row(one);
      return !candidate.plausible.empty() && candidate.presence != Presence::Default;
    });
    if (question) alternatives.push_back(constant("unknown"));
    properties[key] = alternatives.size() == 1 ? alternatives[0] : Json{{"anyOf", alternatives}};
  }
  return {{"type", "object"}, {"properties", properties}, {"additionalProperties", false}};
}

}  // namespace

std::string design_file_schema() {
  Json root{
      {"$schema", "http://json-schema.org/draft-07/schema#"},
      {"title", "Skeptic design"},
      {"$comment",
       "Written from the schema table in src/design/schema_table.cpp. Do not edit: SKEPTIC_WRITE_DOCS=1 build/tests/design_test writes it anew."}};
  const Json file = mapping("");
  for (const auto& [key, part] : file.items()) root[key] = part;
  root["required"] = Json::array({"skeptic"});
  return root.dump(2) + "\n";
}

}  // namespace skeptic
