// The axis of load balancing: the same proposal with one mechanism at a time, on weights whose rows are less and less alike.
#include "design/resolved.h"
#include "stress/axis_plans.h"

namespace skeptic {
namespace {

/// What the proposal has instead of its own balancing and slack.
struct Strategy {
  const char *label, *balance, *slack;
};
constexpr Strategy kStrategies[] = {
    {"unbalanced", "none", "1"}, {"sort", "[sort]", "1"}, {"pair", "[pair]", "1"}, {"interleave", "[interleave]", "1"}, {"queue", "none", "4"},
};

bool gathers(const ResolvedDesign& design) { return design.weights.read == Read::Gather || design.activations.read == Read::Gather; }

/// Whether the proposal's other mechanisms go with the strategy.
bool suits(const ResolvedDesign& design, const Strategy& strategy) {
  if (std::string(strategy.slack) != "1") return !gathers(design);
  return std::string(strategy.balance) == "none" || design.weights.pattern.height() == 1;
}

}  // namespace

AxisPlan balance(const AxisCase& of) {
  const ResolvedDesign proposal = resolve(of.contest.proposal.design());
  AxisPlan plan;
  const std::optional<Setting> part = uneven_rows(of, plan);
  if (!part) return plan;
  plan.continuous = false;  // strategies are compared; `row-spread` finds where the proposal's own breaks
  if (gathers(proposal)) plan.note += ", no queue: operands are gathered in lockstep";
  if (proposal.weights.pattern.height() > 1) plan.note += ", no order: neighbouring rows share a choice";
  for (const Strategy& strategy : kStrategies) {
    if (!suits(proposal, strategy)) continue;
    const Contest contest{of.contest.proposal.with({{"fabric.balance", strategy.balance}, {"fabric.sync.slack", strategy.slack}}),
                          of.contest.baseline};
    plan.ways.push_back({strategy.label, [contest, part = *part](std::int64_t x) {
                           Setting setting = part;
                           setting.weight_spread = static_cast<double>(x) / 100;
                           return Trial{contest, setting};
                         }});
  }
  return plan;
}

}  // namespace skeptic
