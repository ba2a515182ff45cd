// Where a curve falls below what it is held against, in words.
#pragma once

#include <string>

#include "review/evidence.h"

namespace skeptic {

/// A clause with the evidence for both sides: "your lead holds up to 28 % (1.01×), breaks at 29 % (0.98×) and returns at 60 %".
Sentence crossing(const AxisCase& of, const AxisFinding& finding, const AxisCurve& curve, const BreakPoint& found, const std::string& what,
                  Evidence& evidence);

/// All that is to be said of a way along an axis: of the claim, and of the lead over the baseline where that is another threshold.
Sentence crossings(const AxisCase& of, const AxisFinding& finding, const AxisCurve& curve, Evidence& evidence);

}  // namespace skeptic
