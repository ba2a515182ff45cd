// Values that the file leaves unknown: the best and the worst corner over all of them, the claim at both ends of each one's plausible range, and
// where in between it breaks even.
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "stress/comparison.h"

namespace skeptic {

/// One unknown of the proposal, the others as in the best corner.
struct UnknownFinding {
  std::string path;
  std::string kind_value, harsh_value;  ///< the end at which the result is best, and the one at which it is worst, as a file writes them
  double at_kind = 0, at_harsh = 0;     ///< the result there
  bool by_area = false;                 ///< the result is the iso-area gain: the value costs area, not time
  double threshold = 1;
  std::optional<std::string> last_good;  ///< between the two ends, the harshest value at which the result is still at the threshold
  double at_last_good = 0;
  /// The same two ends with the others as in the worst corner: unknowns may matter only together.
  double worst_at_kind = 0, worst_at_harsh = 0;
  /// Whether values fall from the kind end to the harsh one.
  bool falls() const;
  /// How much of the result hangs on it, in the corner where it is more.
  double hangs() const { return std::max(at_kind - at_harsh, std::abs(worst_at_kind - worst_at_harsh)); }
};

/// A proposal in the best corner, where it is fastest, of equally fast ones the one that wins most at equal area; and in the worst. Corners are all
/// tried where they are few; else one unknown is changed after the other until none helps. Those whose values contradict each other are left out.
struct ResolvedSubjects {
  Subject kind, harsh;
  std::vector<UnknownFinding> unknowns;
};

/// `speed` and `gain` measure a proposal without unknowns: the speed-up, and the gain over the baseline at equal area. `claim` is the speed-up that
/// is claimed; where neither end reaches it the break-even is sought at 1.
ResolvedSubjects resolve_unknowns(const Subject& proposal, double claim, const std::function<double(const Subject&)>& speed,
                                  const std::function<double(const Subject&)>& gain);

}  // namespace skeptic
