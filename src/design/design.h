// A Design: what a file says, key by key, before anything is filled in. Keys are flat paths ("operands.activations.decide.latency"),
// the rows of one schema table; so one table checks, documents, overrides and compares designs.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/diagnostic.h"
#include "base/rational.h"
#include "sparsity/encoding.h"
#include "sparsity/pattern.h"

namespace skeptic {

/// The word `unknown`: the mechanism is there, its value is a question.
struct Unknown {
  friend bool operator==(const Unknown&, const Unknown&) = default;
};
/// The word `all`.
struct All {
  friend bool operator==(const All&, const All&) = default;
};

enum class PolicyKind { Cover, Energy, Density };
/// `cover`, `{energy: x}` or `{density: [d1, …]}` (machine-model, section 8).
struct Policy {
  PolicyKind kind = PolicyKind::Cover;
  std::vector<double> limits;  ///< one number for energy, one a pattern for density, none for cover
  friend bool operator==(const Policy&, const Policy&) = default;
};

/// A value in its key's base unit: cycles, hertz, bits, bits per second, bits per cycle, joules per bit, square millimetres, nanometres.
using ValueData = std::variant<Unknown, All, Rational, std::string, std::vector<std::string>, Pattern, std::vector<Pattern>, Encoding, Policy>;

struct Value {
  ValueData data;
  std::string written;  ///< as the file has it, units included
  Place place;
  bool unknown() const { return std::holds_alternative<Unknown>(data); }
};

/// "1.3x over ampere-2to4 on resnet50 at batch 1".
struct Claim {
  Rational speedup{1};
  std::string over;
  std::string on;
  std::int64_t batch = 1;
  Place place;
};

struct Design {
  std::string name;                     ///< the file's `name`
  std::string source;                   ///< the file, or the library's name
  std::string extends;                  ///< the design that this one was written as a difference to; empty if none
  std::map<std::string, Value> values;  ///< by schema path; inherited values included
  std::vector<std::string> own;         ///< the paths that this file itself writes
  std::vector<Claim> claims;

  const Value* find(std::string_view path) const;
  /// The paths that are `unknown`, in the schema's order.
  std::vector<std::string> unknowns() const;
};

/// Reads a design from a file ("x.yaml", or any text with a path separator) or from the library ("ampere-2to4").
/// Throws UserError with every error of the file at once.
Design load_design(const std::string& file_or_name);
/// The same from a text; `file` names it in diagnostics and is the base of relative `extends`.
Design parse_design(std::string_view text, const std::string& file);
/// A copy with one key set, as `--set key=value` writes it. The value is YAML in the key's own syntax. Throws UserError.
Design with(Design design, const std::string& path, const std::string& value);
/// Removes a key and everything below it, as though it had not been written or inherited.
Design without(Design design, const std::string& path);
/// The design as a file of its own, every value written out; parses back to equal values.
std::string to_yaml(const Design& design);
/// Names of the designs of the library, sorted.
std::vector<std::string> library_designs();

}  // namespace skeptic
