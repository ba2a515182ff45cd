// What a design costs, for people and for programs: inventory, peak power, what the tables leave open, a baseline beside it, and the buffers.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "cost/banking.h"
#include "cost/cost.h"
#include "cost/decision_path.h"
#include "cost/interval.h"
#include "cost/iso_area.h"
#include "cost/power.h"

namespace skeptic {

/// A design against a baseline. The difference and the intervals take each in its own technology; what is at equal area or power, both in the
/// design's.
struct CostOverBaseline {
  std::string name;
  Difference difference;
  Interval added;                    ///< square millimetres
  Interval area_ratio, power_ratio;  ///< the design's over the baseline's: arrays with buffers, peak power
  PeakPower peak;                    ///< the baseline's
  std::vector<IsoArea> areas;        ///< proportional, by denominator; without cycles
  ArraysAround power_absolute, power_proportional;
};

struct CostReport {
  ResolvedDesign design;
  Technology technology;
  Inventory inventory;
  PeakPower peak;
  Interval arrays, area, power;  ///< arrays; arrays with buffers; peak power
  std::vector<BufferNeed> needs;
  std::optional<DecisionPath> decision;  ///< of a consumer's choice: its least latency as gates
  std::optional<CostOverBaseline> over;
};

/// Modules that were synthesised for this report instead of the shipped table's; `library`: in a library of the design's own node.
struct CostLogic {
  ModuleSource source;
  std::optional<LibraryUnits> library;
};

/// Throws UserError, TechnologyUnknown.
CostReport cost_report(const ResolvedDesign& design, const std::optional<ResolvedDesign>& baseline, const std::optional<CostLogic>& logic = {});

Json cost_json(const CostReport& report);
std::string cost_text(const CostReport& report, bool colour);

/// Which width, banks and ports the buffers must have.
Json banking_json(const std::vector<BufferNeed>& needs);
std::string banking_text(const std::vector<BufferNeed>& needs, bool colour);

}  // namespace skeptic
