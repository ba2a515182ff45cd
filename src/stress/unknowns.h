// Values that the file leaves unknown: the claim at both ends of each one's plausible range, and where in between it breaks even.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "stress/comparison.h"

namespace skeptic {

/// One unknown of the proposal, the others at their kindest.
struct UnknownFinding {
  std::string path;
  std::string kind_value, harsh_value;  ///< the end at which the result is best, and the one at which it is worst, as a file writes them
  double at_kind = 0, at_harsh = 0;     ///< the result there
  bool by_area = false;                 ///< the result is the iso-area gain: the value costs area, not time
  double threshold = 1;
  std::optional<std::string> last_good;  ///< between the two ends, the harshest value at which the result is still at the threshold
  double at_last_good = 0;
};

/// A proposal with every unknown at its kindest, or at its harshest.
struct ResolvedSubjects {
  Subject kind, harsh;
  std::vector<UnknownFinding> unknowns;
};

/// `speed` and `gain` measure a proposal without unknowns: the speed-up, and the gain over the baseline at equal area. `claim` is the speed-up that
/// is claimed; where neither end reaches it the break-even is sought at 1.
ResolvedSubjects resolve_unknowns(const Subject& proposal, double claim, const std::function<double(const Subject&)>& speed,
                                  const std::function<double(const Subject&)>& gain);

}  // namespace skeptic
