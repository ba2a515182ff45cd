// The charts of a review, in their places.
#include "review/charts.h"

#include <algorithm>

#include "review/case_file.h"

namespace skeptic {
namespace {

/// Behind the table of that title in the details of the section of that heading; at their end where there is none.
void place(Document& document, std::string_view heading, std::string_view table, std::vector<Chart> charts) {
  const auto section = std::find_if(document.sections.begin(), document.sections.end(), [&](const Section& one) { return one.heading == heading; });
  if (section == document.sections.end()) return;
  const auto found = std::find_if(section->details.begin(), section->details.end(), [&](const Block& block) {
    const auto* one = std::get_if<Table>(&block);
    return one != nullptr && one->title == table;
  });
  const auto at = found == section->details.end() ? section->details.end() : found + 1;
  section->details.insert(at, std::make_move_iterator(charts.begin()), std::make_move_iterator(charts.end()));
}

}  // namespace

void add_charts(Document& document, Laboratory& laboratory, const CaseFile& file, Evidence& evidence) {
  const Contest& contest = file.contest;
  constexpr std::string_view kStress = "The Mechanism Stress Test";
  if (file.field.lineup && file.field.lineup->standings.size() > 1)
    place(document, "The Novelty Gap", "At your area, beside the library", {pareto_chart(*file.field.lineup, evidence)});
  place(document, kStress, "Where the lane slots go",
        {cycles_chart(laboratory, contest, file.setting, evidence), roofline_chart(laboratory, contest, file.setting, evidence),
         utilisation_chart(laboratory, contest, file.setting, evidence)});
  std::vector<Chart> inputs;
  for (const MeasuredInputs& found : file.measured_inputs)
    if (std::optional<Chart> chart = inputs_chart(found.comparison, file.claimed, evidence)) inputs.push_back(std::move(*chart));
  place(document, kStress, "Networks that ran", std::move(inputs));
  if (file.audit) place(document, kStress, "From the claim to what is left", {waterfall_chart(*file.audit, evidence)});
  std::vector<Chart> curves;
  for (const AxisFinding& finding : file.axes)
    if (finding.plan.spared.empty()) curves.push_back(curve_chart(file.on_axes, finding, evidence));
  place(document, kStress, "Static opponents", std::move(curves));
  place(document, kStress, "What the proposal adds to its baseline", {area_chart(contest, evidence)});
}

}  // namespace skeptic
