// Axes of a decision at run time: how long it takes, how often, and what it stores.
#include <fmt/format.h>

#include <numeric>

#include "design/inherit.h"
#include "design/resolved.h"
#include "stress/axis_plans.h"
#include "stress/measured_switches.h"

namespace skeptic {
namespace {

const char* const kDecide = "operands.activations.decide.";

bool decides(const AxisCase& of) {
  return chooses_at_run_time(of.contest.proposal.design()) && resolve(of.contest.proposal.design()).activations.decide->by == DecideBy::Consumer;
}

/// A tile of four by four waves and eight granules a slice.
std::string small_tile(const ResolvedDesign& design) {
  std::int64_t granule = std::lcm(design.window, design.weights.pattern.group_length());
  for (const Pattern& pattern : design.activations.listed()) granule = std::lcm(granule, pattern.group_length());
  return fmt::format("{{m: {}, n: {}, k: {}}}", 4 * design.array_m, 4 * design.array_n, 8 * granule * design.array_k);
}

AxisWay way(const AxisCase& of, std::string label, std::vector<std::pair<std::string, std::string>> sets, std::string key,
            std::function<std::string(std::int64_t)> value) {
  return {std::move(label),
          [contest = of.contest, setting = of.setting, sets = std::move(sets), key = std::move(key), value = std::move(value)](std::int64_t x) {
            return Trial{{contest.proposal.with(sets).with(key, value(x)), contest.baseline}, setting};
          }};
}

std::string cycles(std::int64_t x) { return fmt::format("{} cycles", x); }

}  // namespace

AxisPlan decision_latency(const AxisCase& of) {
  if (!decides(of)) return spared("no decision stands between an input and the array");
  AxisPlan plan;
  const std::string when = std::string(kDecide) + "when", latency = std::string(kDecide) + "latency";
  const ResolvedDesign design = resolve(of.contest.proposal.design());
  plan.samples = {0, 16, 64, 256, 1024, 4096, 16384};
  plan.ways = {way(of, "decided per tile", {{when, "tile"}}, latency, cycles), way(of, "decided at use", {{when, "use"}}, latency, cycles),
               way(of, "decided per tile, small tiles", {{when, "tile"}, {"tile", small_tile(design)}}, latency, cycles)};
  const bool at_use = design.activations.decide->when == DecideWhen::Use;
  plan.ways[0].own = !at_use, plan.ways[1].own = at_use, plan.ways[2].own = false;
  return plan;
}

AxisPlan decision_rate(const AxisCase& of) {
  if (!decides(of) || resolve(of.contest.proposal.design()).activations.decide->when == DecideWhen::Use)
    return spared("no unit waits for a decision of its tile");
  AxisPlan plan;
  plan.samples = {1, 4, 16, 64, 256, 1024};
  plan.ways = {way(of, "", {}, std::string(kDecide) + "rate", [](std::int64_t x) { return rate_text(1.0 / static_cast<double>(x), "units/cycle"); })};
  return plan;
}

AxisPlan switch_cost(const AxisCase& of) {
  if (!chooses_at_run_time(of.contest.proposal.design())) return spared("one pattern holds from the first step to the last");
  AxisPlan plan;
  plan.samples = {0, 2, 4, 16, 64, 256};
  plan.ways = {way(of, "", {}, std::string(kDecide) + "switch", cycles)};
  plan.lines = [of](Laboratory& laboratory) {
    std::vector<std::string> lines;
    for (const MeasuredSwitches& found : measured_switches(laboratory, of)) lines.push_back(text(found));
    return lines;
  };
  return plan;
}

AxisPlan index_storage(const AxisCase& of) {
  if (!chooses_at_run_time(of.contest.proposal.design())) return spared("no state is kept for a decision");
  AxisPlan plan;
  plan.samples = {0, 50, 100, 200, 400, 1000, 4000};
  plan.ways = {way(of, "", {}, std::string(kDecide) + "state", [](std::int64_t x) { return fmt::format("{} KiB", x); })};
  return plan;
}

}  // namespace skeptic
