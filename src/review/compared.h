// A comparison and a stress test as documents, with the charts that a review has.
#pragma once

#include <optional>
#include <vector>

#include "review/document.h"
#include "stress/audit.h"
#include "stress/axis_run.h"
#include "stress/equal_area.h"
#include "stress/lineup.h"

namespace skeptic {

/// Two designs beside each other.
struct Pair {
  Comparison comparison;
  std::vector<AreaGain> gains;
  OtherGains other;
};

/// `pair`: where exactly two designs were given.
Document compared(Laboratory& laboratory, const Lineup& lineup, const std::optional<Pair>& pair);

/// The axes that have run, and the audit where it has.
Document stressed(Laboratory& laboratory, const AxisCase& of, const std::vector<AxisFinding>& findings, const std::optional<Audit>& audit);

}  // namespace skeptic
