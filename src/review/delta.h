// The delta audit between two designs: what they do differently, mechanisms apart from parameters.
#pragma once

#include <string>
#include <vector>

#include "design/design.h"
#include "design/mechanism.h"

namespace skeptic {

/// The mechanisms that one design has and the other has not. One that is unknown in both is no difference that anybody could show.
struct StructuralDifference {
  std::vector<Mechanism> removed, added;
  bool empty() const { return removed.empty() && added.empty(); }
  std::size_t size() const { return removed.size() + added.size(); }
  friend bool operator==(const StructuralDifference&, const StructuralDifference&) = default;
};

StructuralDifference structural_difference(const Design& before, const Design& after);
/// Of two sets as mechanisms_of gives them.
StructuralDifference structural_difference(const std::vector<Mechanism>& before, const std::vector<Mechanism>& after);

struct KeyChange {
  std::string path;
  std::string before, after;  ///< as the files have them; "absent" where one has no such key
};

struct Delta {
  std::vector<KeyChange> mechanisms;  ///< keys of a mechanism that only one of the two has
  std::vector<KeyChange> parameters;  ///< sizes, ratios, rates, widths
};

/// The same key by key. A key whose value differs is a mechanism where a mechanism derived from it differs, otherwise a parameter: a pattern with
/// other levels, blocks or height is a mechanism, one with another N and M a parameter. Of a mechanism that only one side has (a run-time choice),
/// the keys below it are not listed again as parameters.
Delta delta(const Design& baseline, const Design& proposal);

}  // namespace skeptic
