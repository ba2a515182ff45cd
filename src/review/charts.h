// Charts out of what was measured. Each is a function of finished results; what a design did on a setting, the laboratory knows already.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "review/document.h"
#include "stress/audit.h"
#include "stress/axis_run.h"
#include "stress/comparison.h"
#include "stress/lineup.h"

namespace skeptic {

struct CaseFile;

/// Cycles by what they went to, layer by layer, of both designs.
Chart cycles_chart(Laboratory& laboratory, const Contest& contest, const Setting& setting, Evidence& evidence);
/// Every layer of both designs under what the multipliers and the DRAM channel allow.
Chart roofline_chart(Laboratory& laboratory, const Contest& contest, const Setting& setting, Evidence& evidence);
/// For how much of the time each element of the array was busy, of both designs.
Chart utilisation_chart(Laboratory& laboratory, const Contest& contest, const Setting& setting, Evidence& evidence);
/// Area by group of parts, of both designs.
Chart area_chart(const Contest& contest, Evidence& evidence);
/// How the speed-up spreads over the inputs; nothing of a single one. `claimed`: 1 where nothing is.
std::optional<Chart> inputs_chart(const Comparison& comparison, double claimed, Evidence& evidence);
/// Speed against area of a line-up, each design as it is, over its first.
Chart pareto_chart(const Lineup& lineup, Evidence& evidence);
/// The curves of an axis with their break points, and where measured inputs lie. Precondition: the axis is not spared.
Chart curve_chart(const AxisCase& of, const AxisFinding& finding, Evidence& evidence);
/// From the claim to what is left of it.
Chart waterfall_chart(const Audit& audit, Evidence& evidence);

/// All of them, in the parts of a review that they belong to.
void add_charts(Document& document, Laboratory& laboratory, const CaseFile& file, Evidence& evidence);

/// A design's name in a chart of two: with what was set where the names are the same.
std::pair<std::string, std::string> names_of(const Contest& contest);

}  // namespace skeptic
