// A proposal beside the library of designs: who has its mechanisms, which designs together have all of them, and what is in none (docs/novelty.md).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "review/delta.h"

namespace skeptic {

/// A design of the library as the audit reads it.
struct PriorDesign {
  std::string name;
  int year = 0;          ///< of the publication; 0 where the design has none
  std::string citation;  ///< empty where it has none
  Design design;
  std::vector<Mechanism> mechanisms;
};

/// The whole library, by name.
std::vector<PriorDesign> prior_designs();

/// Of these designs one for each machine, in their order: designs with the same mechanisms, or of the same publication (first author and year), are
/// one.
std::vector<std::size_t> one_of_each_machine(const std::vector<PriorDesign>& library, const std::vector<std::size_t>& designs);

/// The three kinds of novelty that count, and which of them a facet of the vocabulary speaks to.
enum class NoveltyKind { Selection, Primitive, CoDesign };
NoveltyKind novelty_kind(std::string_view facet);

/// A mechanism of the proposal.
struct Credit {
  Mechanism mechanism;
  std::vector<std::size_t> designs;  ///< of the library that have it, the earliest first; empty: it is not in this library
  const Term* term = nullptr;
};

/// What a proposal with the structure of a design of the library is.
enum class Sameness {
  Itself,   ///< the library's own file
  Renamed,  ///< another file, with every key as it is there
  Resized   ///< with other parameters
};

/// The designs of the library that have exactly the proposal's mechanisms.
struct SameStructure {
  std::vector<std::size_t> designs;   ///< the nearest first: fewest changed parameters, then the earliest, then by name
  std::vector<KeyChange> parameters;  ///< in which the proposal differs from the nearest
  Sameness how = Sameness::Resized;
};

struct PriorArt {
  std::vector<PriorDesign> library;
  std::vector<Credit> mechanisms;  ///< those that are known
  std::vector<Mechanism> unknown;  ///< those whose value is a question
  std::optional<SameStructure> same;
  std::size_t nearest = 0;  ///< the design with the smallest structural difference, then the earliest, then by name
  /// What the proposal takes away and adds; nothing of a facet that either of the two leaves unknown.
  StructuralDifference from_nearest;
  /// The fewest designs that together have every mechanism that the library has at all; of those sets one with the design that the proposal extends,
  /// where that is dated, then the one that was complete first (the years compared from the latest down), then by name. The design that the proposal
  /// extends stands first, then the nearest, then the earliest.
  std::vector<std::size_t> cover;

  std::vector<const Credit*> not_in_library() const;
  std::vector<const Credit*> of_kind(NoveltyKind kind) const;
  /// The designs that have all of these at once, the earliest first.
  std::vector<std::size_t> with_all(const std::vector<Mechanism>& wanted) const;
};

/// What a review may hold against a design: the whole library; of a dated design of the library itself, what is as old as it is or older. A design
/// without a year is as late as can be.
std::vector<PriorDesign> known_to(const Design& proposal, std::vector<PriorDesign> library = prior_designs());

/// `library`: at least one design. A design without a year counts as the latest.
PriorArt prior_art(const Design& proposal, std::vector<PriorDesign> library = prior_designs());

}  // namespace skeptic
