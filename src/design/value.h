// One value of a design file, checked against its row.
#pragma once

#include <optional>
#include <string>

#include "design/design.h"
#include "design/schema.h"
#include "design/yaml.h"

namespace skeptic {

inline constexpr std::size_t kLongestName = 200;  ///< bytes of a name or another text of a design file

/// Reads a value; what is wrong with it is added to `errors` and nothing is returned.
std::optional<Value> parse_value(const Row& row, const YamlNode& node, const Source& source, Errors& errors);

/// A value of the schema itself (a fallback, an end of a range). It has no place. Asserts that the text is right.
Value schema_value(const Row& row, std::string_view written);

/// The value as exact text in base units: equal texts are equal values.
std::string canonical(const ValueData& data);

/// The number of an Integer, Number or Quantity row.
const Rational& number(const Value& value);

}  // namespace skeptic
