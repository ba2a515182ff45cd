// The policy of a run-time choice as modules: what beats say, as many as a cycle's elements need; a tree above them where they are several; and what
// adds a unit's beats and chooses.
#pragma once

#include <vector>

#include "rtl/added.h"

namespace skeptic {

/// Nothing where no choice is made among several patterns.
std::vector<AddedUnit> policy_units(const ResolvedDesign& design, bool magnitudes);
/// Policy units that take a cycle's elements in beats of kPolicyElements; and of the decision, the units that a cycle touches.
struct PolicyWidth {
  std::int64_t elements = 0, beat = 0, copies = 0, units = 0;
  bool joined() const { return copies > units; }
};
PolicyWidth policy_width(const ResolvedDesign& design);

}  // namespace skeptic
