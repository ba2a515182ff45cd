// A design as the mechanisms that it has: its structure, apart from every number. Two designs with the same mechanisms are one machine in two sizes.
#pragma once

#include <compare>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "design/design.h"

namespace skeptic {

class Errors;

/// One thing that is there: {"weights.encoding", "bitmask"}. What is not there (no encoding, a dense operand, no balancing) is no mechanism.
/// The value is "unknown" where the design says that the mechanism is there and not which it is; such a one equals no other design's known one.
struct Mechanism {
  std::string facet;
  std::string value;
  friend auto operator<=>(const Mechanism&, const Mechanism&) = default;
};

/// "weights.encoding: bitmask".
std::string text(const Mechanism& mechanism);

/// A question that has a mechanism for an answer. `operand`: it is asked of weights and of activations ("weights.NAME", "activations.NAME").
struct Facet {
  std::string_view name;
  bool operand = false;
  std::string_view keys;      ///< of the design file, separated by " | ", for an operand below operands.weights or operands.activations
  std::string_view question;  ///< for the documentation, with the sizes at which a number becomes structure
};

/// One answer of the vocabulary.
struct Term {
  std::string_view facet;  ///< a Facet's name
  std::string_view value;
  std::string_view meaning;  ///< one paragraph
  std::string_view paper;    ///< that introduced it, as best known: authors, title or name, venue, year; empty where none is known to be first
  int year = 0;              ///< of the first; 0 where none is known
};

std::span<const Facet> facets();
/// Every term, in the order of the facets.
std::span<const Term> vocabulary();
/// The row of a mechanism; nullptr for an unknown value.
const Term* find_term(const Mechanism& mechanism);
/// The keys of the design file that a mechanism's facet ("weights.encoding") is derived from.
std::vector<std::string> keys_of(std::string_view facet);

/// Sorted, without duplicates. No value of a key whose role is parameter changes it, except `all` for a number in `decide.unit.channels`; nor do the
/// numbers of a pattern, an encoding or a policy. Works on every design that loads, whether or not it can be simulated.
std::vector<Mechanism> mechanisms_of(const Design& design);

/// What must be built before the design can be simulated: "the outer-product fabric"; nothing where it runs. `resolve` reports the same as
/// diagnostics.
std::optional<std::string> waits_for(const Design& design);
/// Mechanisms that a simulation leaves out although it runs, one sentence each; what is simulated is the same machine without them.
std::vector<std::string> left_out(const Design& design);

/// Adds a conflict for mechanisms that contradict each other: metadata in code beside an encoding, a mask from gradients for dense weights. Found as
/// the file is loaded, whether or not the design can be simulated.
void check_mechanisms(const Design& design, Errors& errors);
/// Adds an error for everything that this version does not simulate.
void check_simulated(const Design& design, Errors& errors);

}  // namespace skeptic
