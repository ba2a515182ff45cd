// The keys of a design file, one row each: what may be written, what holds where nothing is, what `unknown` may stand for. Checking, documentation,
// the JSON Schema, `--set` and the comparison of designs all read this one table.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "design/units.h"

namespace skeptic {

enum class Kind { Text, Number, Integer, IntegerOrAll, Quantity, Choice, ChoiceList, Pattern, PatternList, Encoding, Policy };

enum class Presence {
  Required,  ///< written or inherited, else an error
  Default,   ///< `fallback` where it is left out
  Optional,  ///< the thing is not there where it is left out
  Question,  ///< part of a mechanism that is there, with no safe default: `unknown` where it is left out
};

/// Does another value make another machine, or the same machine in another size?
enum class Role {
  Mechanism,  ///< structure: another value is another machine
  Parameter,  ///< a size, a ratio, a rate, a width
  Label,      ///< names things; no machine depends on it
};

struct Row {
  std::string_view path;  ///< dotted; `claims[]` stands for each item of the list
  Kind kind = Kind::Text;
  Dimension dimension = Dimension::None;
  std::string_view choices = {};  ///< separated by " | "; empty unless the kind is Choice or ChoiceList
  Presence presence = Presence::Required;
  std::string_view fallback = {};               ///< as written in a file
  std::string_view minimum = {}, maximum = {};  ///< what is allowed, as written; empty: unbounded
  std::string_view plausible = {};  ///< what `unknown` may stand for, separated by " | ": the two ends, or all choices; empty: it must be known
  Role role = Role::Parameter;
  std::string_view read_by = {};  ///< the module that gives the key its effect
  std::string_view documentation = {};
};

/// All rows, in the order of documentation and of written files.
std::span<const Row> schema();
/// The row of a path; nullptr where the path is a mapping, or nothing.
const Row* find_row(std::string_view path);
/// Whether some row lies below the path.
bool is_group(std::string_view path);
/// The names directly below a group ("" is the file), in the table's order.
std::vector<std::string> children(std::string_view group);
/// The paths of the rows below a path, itself included.
std::vector<std::string> paths_below(std::string_view path);
/// Whether `path` is `group` or lies below it.
bool is_below(std::string_view path, std::string_view group);

std::vector<std::string> choices(const Row& row);
/// Splits "a | b | c".
std::vector<std::string> alternatives(std::string_view text);
/// "an integer from 1 to 64", "m-outer or n-outer": what a key takes, for messages and documentation.
std::string expectation(const Row& row);
/// "a, b or c" and "a, b and c".
std::string one_of(const std::vector<std::string>& words);
std::string all_of(const std::vector<std::string>& words);

std::string_view name(Presence presence);
std::string_view name(Role role);

}  // namespace skeptic
