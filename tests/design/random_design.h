// Random designs: a random value for random keys, of every kind that the schema has.
#pragma once

#include <rapidcheck.h>

#include <string>
#include <utility>
#include <vector>

#include "design/design.h"
#include "design/errors.h"
#include "design/mechanism.h"
#include "design/schema.h"

namespace skeptic {

inline const std::vector<std::string>& some_patterns() {
  static const std::vector<std::string> patterns{"dense", "unstructured", "1:4",        "2:4",           "4:8",
                                                 "3:8",   "2:4/1:2",      "2:4@16/1:2", "2:4@16x16/1:2", "1:2@4"};
  return patterns;
}

/// Decimals of up to nine digits, as people write them.
inline std::string random_decimal(std::int64_t most) {
  const auto whole = *rc::gen::inRange<std::int64_t>(1, most);
  const auto thousandths = *rc::gen::inRange<std::int64_t>(0, 1000);
  switch (*rc::gen::inRange(0, 3)) {
    case 0:
      return std::to_string(whole);
    case 1:
      return std::to_string(whole) + ".0";
    default:
      return std::to_string(whole) + "." + std::to_string(thousandths + 1000).substr(1);
  }
}

inline std::string random_quantity(const Row& row) {
  std::vector<Unit> units;
  for (const Unit& unit : kUnits)
    if (unit.dimension == row.dimension) units.push_back(unit);
  const Unit unit = *rc::gen::elementOf(units);
  const bool whole = skeptic::row(row.dimension).whole;
  const std::string number = whole ? std::to_string(*rc::gen::inRange<std::int64_t>(1, 2000)) : random_decimal(1000);
  return number + (*rc::gen::arbitrary<bool>() ? " " : "") + std::string(unit.name);
}

/// A value of the row as a file writes it; it may be out of the row's range.
inline std::string random_value(const Row& row) {
  if (!row.plausible.empty() && *rc::gen::weightedElement<bool>({{1, true}, {9, false}})) return "unknown";
  switch (row.kind) {
    case Kind::Text:
      return "some text";
    case Kind::Number:
      return random_decimal(1000);
    case Kind::Integer:
      return std::to_string(*rc::gen::inRange(0, 80));
    case Kind::IntegerOrAll:
      return *rc::gen::arbitrary<bool>() ? "all" : std::to_string(*rc::gen::inRange(1, 1000));
    case Kind::Quantity:
      return random_quantity(row);
    case Kind::Choice:
      return *rc::gen::elementOf(choices(row));
    case Kind::ChoiceList:
      return "[" + *rc::gen::elementOf(choices(row)) + "]";
    case Kind::Pattern:
      return *rc::gen::elementOf(some_patterns());
    case Kind::PatternList:
      return *rc::gen::element<std::string>("[\"2:8\", 4:8, dense]", "[ dense ]", "[\"2:4/1:2\",\"1:2\"]");
    case Kind::Encoding:
      return *rc::gen::element<std::string>("none", "bitmask", "offset", "combinatorial", "run-length 5", "csr");
    case Kind::Policy:
      return *rc::gen::element<std::string>("cover", "{energy: 0.95}", "{ density: [0.25, .5,1.0] }");
  }
  return {};
}

/// ampere-2to4 or the dynamic example with up to 30 keys set; settings that the design does not take, or that contradict it, are left out.
inline Design random_design(const Design& base) {
  Design design = base;
  std::vector<const Row*> rows;
  for (const Row& row : schema())
    if (row.role != Role::Label) rows.push_back(&row);
  const int settings = *rc::gen::inRange(0, 30);
  for (int i = 0; i < settings; ++i) {
    const Row& row = **rc::gen::elementOf(rows);
    const std::string value = random_value(row);
    try {
      Design changed = with(design, std::string(row.path), value);
      Errors contradictions;
      check_mechanisms(changed, contradictions);
      if (contradictions.empty()) design = std::move(changed);
    } catch (const UserError&) {
      // Out of range, or excluded by another key: the design stays as it was.
    }
  }
  return design;
}

/// A value of a parameter in its range; of a number that may be `all`, the same of both.
inline std::string other_parameter(const Row& row, const Value* now) {
  if (now != nullptr && std::holds_alternative<All>(now->data)) return "all";
  if (row.kind == Kind::Quantity) return random_quantity(row);
  return std::to_string(*rc::gen::inRange(1, 65));
}

/// A pattern of the same form with other numbers.
inline Pattern other_numbers(const Pattern& original) {
  Pattern pattern = original;
  for (std::size_t i = pattern.levels.size(); i-- > 0;) {
    Level& level = pattern.levels[i];
    const std::int64_t inner = i + 1 < pattern.levels.size() ? pattern.levels[i + 1].group() : 1;
    const bool own_block = level.block != (i + 1 < pattern.levels.size() ? original.levels[i + 1].group() : 1);
    level.of = *rc::gen::inRange<std::int64_t>(2, 17);
    level.keep = *rc::gen::inRange<std::int64_t>(1, level.of);
    level.block = own_block ? inner * *rc::gen::inRange<std::int64_t>(2, 5) : inner;
    if (level.height > 1) level.height = *rc::gen::inRange<std::int64_t>(2, 17);
  }
  return pattern;
}

/// The same machine in another size: N, M, sizes, widths, latencies and counts at random. `changes` grows by the keys that took another value.
inline Design other_parameters(const Design& design, int& changes) {
  Design changed = design;
  for (const Row& row : schema()) {
    if (row.role != Role::Parameter || row.path == "tile" || row.path.starts_with("claims") || *rc::gen::inRange(0, 3) == 0) continue;
    try {
      changed = with(changed, std::string(row.path), other_parameter(row, changed.find(row.path)));
      ++changes;
    } catch (const UserError&) {
      // Out of range, or a key of a mechanism that is not there.
    }
  }
  for (const std::string operand : {"weights", "activations"}) {
    const std::string path = "operands." + operand + ".pattern";
    const Value* value = changed.find(path);
    if (value == nullptr || value->unknown()) continue;
    const Pattern pattern = std::get<Pattern>(value->data);
    if (pattern.structured()) changed = with(changed, path, "\"" + other_numbers(pattern).text() + "\"");
  }
  const Value* slack = changed.find("fabric.sync.slack");
  if (slack != nullptr && slack->written != "1" && !slack->unknown())
    changed = with(changed, "fabric.sync.slack", std::to_string(*rc::gen::inRange(2, 1025)));
  return changed;
}

}  // namespace skeptic
