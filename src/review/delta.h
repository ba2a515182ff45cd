// The delta audit: what two designs do differently, mechanisms apart from parameters.
#pragma once

#include <string>
#include <vector>

#include "design/design.h"

namespace skeptic {

struct KeyChange {
  std::string path;
  std::string before, after;  ///< as the files have them; "absent" where one has no such key
};

struct Delta {
  std::vector<KeyChange> mechanisms;  ///< another value is another machine
  std::vector<KeyChange> parameters;  ///< sizes, ratios, rates, widths
};

/// Compares by the schema's roles. A sparsity pattern that differs in its levels, its blocks or its height is a mechanism; one that differs in N and
/// M alone is a parameter. Of a mechanism that only one side has (a run-time choice), the keys below it are not listed again as parameters.
Delta delta(const Design& baseline, const Design& proposal);

}  // namespace skeptic
