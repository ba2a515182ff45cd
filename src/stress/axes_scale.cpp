// The axis of scale: both designs with more and more arrays on one DRAM channel each.
#include <fmt/format.h>

#include "stress/axis_plans.h"
#include "stress/scale.h"

namespace skeptic {

AxisPlan scale(const AxisCase& of) {
  const std::vector<std::int64_t> counts = array_counts(resolve(of.contest.proposal.design()));
  if (counts.size() == 1) return spared("one array reaches 400 TOPS already");
  AxisPlan plan;
  const Setting part = synthetic_part(of.setting, plan);
  plan.continuous = false;
  plan.more_lanes = true;
  for (std::size_t x = 0; x < counts.size(); ++x) {
    plan.samples.push_back(static_cast<std::int64_t>(x));
    plan.names.push_back(fmt::format("{}", counts[x]));
  }
  plan.ways = {{"", [contest = of.contest, part, counts](std::int64_t x) {
                  return Trial{with_arrays(contest, counts[static_cast<std::size_t>(x)]), part};
                }}};
  plan.lines = [contest = of.contest, part](Laboratory& laboratory) { return scaling_lines(measure_scaling(laboratory, contest, part)); };
  return plan;
}

}  // namespace skeptic
