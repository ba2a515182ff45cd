#include "design/lookup.h"

#include <algorithm>
#include <numeric>

#include "design/inherit.h"
#include "design/schema.h"
#include "design/value.h"

namespace skeptic {

template <typename T>
std::optional<T> Lookup::get(std::string_view path) const {
  const Row* row = find_row(path);
  ValueData data;
  if (const Value* value = design_.find(path))
    data = value->data;
  else if (row->presence == Presence::Default)
    data = schema_value(*row, row->fallback).data;
  const T* value = std::get_if<T>(&data);
  return value == nullptr ? std::nullopt : std::optional<T>(*value);
}

template std::optional<Rational> Lookup::get(std::string_view) const;
template std::optional<std::string> Lookup::get(std::string_view) const;
template std::optional<std::vector<std::string>> Lookup::get(std::string_view) const;
template std::optional<Encoding> Lookup::get(std::string_view) const;
template std::optional<Policy> Lookup::get(std::string_view) const;
template std::optional<Pattern> Lookup::get(std::string_view) const;
template std::optional<std::vector<Pattern>> Lookup::get(std::string_view) const;
template std::optional<All> Lookup::get(std::string_view) const;

std::optional<std::int64_t> Lookup::integer(std::string_view path) const {
  const std::optional<Rational> value = number(path);
  return value ? std::optional(value->numerator()) : std::nullopt;
}

std::optional<std::vector<Pattern>> Lookup::listed(std::string_view operand) const {
  const std::string prefix = "operands." + std::string(operand) + ".";
  if (operand == "activations" && chooses_at_run_time(design_)) return patterns(prefix + "patterns");
  const std::optional<Pattern> one = pattern(prefix + "pattern");
  return one ? std::optional(std::vector<Pattern>{*one}) : std::nullopt;
}

std::optional<std::int64_t> Lookup::granule() const {
  std::optional<std::int64_t> granule = integer("fabric.window");
  for (const std::string_view operand : {"weights", "activations"}) {
    const auto patterns = listed(operand);
    if (!granule || !patterns) return std::nullopt;
    for (const Pattern& pattern : *patterns) granule = std::min(std::lcm(*granule, pattern.group_length()), kLongestGranule + 1);
  }
  return granule;
}

Place Lookup::place(std::string_view path) const {
  const Value* value = design_.find(path);
  return value != nullptr ? value->place : place_of(design_);
}

}  // namespace skeptic
