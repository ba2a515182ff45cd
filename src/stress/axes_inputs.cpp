// Axes of the inputs: how many zeros, where, and in which order.
#include <fmt/format.h>

#include <map>
#include <memory>

#include "design/inherit.h"
#include "design/resolved.h"
#include "stress/adversary.h"
#include "stress/axis_plans.h"
#include "stress/scenarios.h"
#include "workload/layer.h"

namespace skeptic {

Setting synthetic_part(const Setting& setting, AxisPlan& plan) {
  Setting part = setting.synthetic();
  const Network network = load_network(part.network);
  if (!part.layers.empty() || network.macs() <= kQuick) return part;
  part.layers = largest_layers(network, kPart), part.shapes = 0;
  plan.note = part.layers.size() == 1 ? "its largest layer" : fmt::format("the largest layers of {} shapes", part.layers.size());
  return part;
}

Contest on_both(const Contest& contest, const std::vector<std::pair<std::string, std::string>>& sets) {
  return {contest.proposal.with(sets), contest.baseline.with(sets)};
}

AxisPlan activation_density(const AxisCase& of) {
  AxisPlan plan;
  const Setting part = synthetic_part(of.setting, plan);
  plan.samples = {5, 20, 40, 60, 85, 100};
  plan.ways = {{"", [contest = of.contest, part](std::int64_t x) {
                  Setting setting = part;
                  setting.zeros = static_cast<double>(100 - x) / 100;
                  return Trial{contest, setting};
                }}};
  return plan;
}

AxisPlan channel_spread(const AxisCase& of) {
  AxisPlan plan;
  const Setting part = synthetic_part(of.setting, plan);
  plan.samples = {0, 10, 20, 30, 38, 45};
  plan.ways = {{"", [contest = of.contest, part](std::int64_t x) {
                  Setting setting = part;
                  setting.spread = static_cast<double>(x) / 100;
                  return Trial{contest, setting};
                }}};
  return plan;
}

AxisPlan channel_halves(const AxisCase& of) {
  AxisPlan plan;
  plan.note = "one layer of 64 channels on slices of K in place of columns";
  plan.samples = {0, 20, 40, 60, 80};
  for (const char* slices : {"blocked", "interleaved"})
    plan.ways.push_back(
        {fmt::format("{} slices", slices), [contest = of.contest, seed = of.setting.seed, slices = std::string(slices)](std::int64_t x) {
           Setting setting;
           setting.network = "skewed64";
           setting.seed = seed;
           setting.channel_zeros = {static_cast<double>(80 + x) / 200, static_cast<double>(80 - x) / 200};
           return Trial{{sliced(contest.proposal, slices), sliced(contest.baseline, slices)}, setting};
         }});
  return plan;
}

std::optional<Setting> uneven_rows(const AxisCase& of, AxisPlan& plan) {
  if (resolve(of.contest.proposal.design()).weights.skip != Skip::Zeros) {
    plan = spared("no zero of the weights is skipped but by a pattern, and a pattern leaves every row as many");
    return std::nullopt;
  }
  Setting part = synthetic_part(of.setting, plan);
  part.weight_zeros = 0.5;
  plan.note += std::string(plan.note.empty() ? "" : ", ") + "half of the weights zero";
  plan.samples = {0, 10, 20, 30, 38, 45};
  return part;
}

AxisPlan row_spread(const AxisCase& of) {
  AxisPlan plan;
  const std::optional<Setting> part = uneven_rows(of, plan);
  if (!part) return plan;
  plan.ways = {{"", [contest = of.contest, part = *part](std::int64_t x) {
                  Setting setting = part;
                  setting.weight_spread = static_cast<double>(x) / 100;
                  return Trial{contest, setting};
                }}};
  return plan;
}

AxisPlan adversarial_mask(const AxisCase& of) {
  const ResolvedDesign proposal = resolve(of.contest.proposal.design()), baseline = resolve(of.contest.baseline.design());
  if (proposal.activations.skip != Skip::Zeros && !proposal.activations.run_time())
    return spared("no cycle depends on where the activations' zeros are");
  AxisPlan plan;
  plan.note = "one layer of two waves by two, the array's time alone, half of the weights zero";
  plan.of_network = false;
  plan.continuous = false;  // each place is a search
  plan.samples = {20, 40, 60, 80};
  const auto known = std::make_shared<std::map<std::int64_t, Adversary>>();  // one search for both ways
  const auto search = [proposal, baseline, known, seed = of.setting.seed](std::int64_t x) -> const Adversary& {
    const auto found = known->find(x);
    return found != known->end() ? found->second
                                 : known->emplace(x, find_worst_mask(proposal, baseline, static_cast<double>(x) / 100, seed)).first->second;
  };
  const auto measured = [](const MaskResult& result) {
    NetworkCounts counts;
    counts.layers = {result.proposal};
    return AxisResult{result.speedup,        result.proposal.stack, result.proposal.lanes, counts.starved_elements(), result.proposal.compute_cycles,
                      result.baseline_cycles};
  };
  plan.ways = {{"random masks, median", {}, [=](Laboratory&, std::int64_t x) { return measured(search(x).typical); }},
               {"the worst mask found", {}, [=](Laboratory&, std::int64_t x) { return measured(search(x).worst); }}};
  return plan;
}

AxisPlan activation_functions(const AxisCase& of) {
  AxisPlan plan;
  plan.note = "a linear layer of 768 to 3,072, 197 tokens";
  plan.continuous = false;
  plan.samples = {0, 1, 2, 3};
  plan.names = {"ReLU", "squared ReLU", "GELU", "SiLU"};
  plan.ways = {{"", [contest = of.contest, seed = of.setting.seed](std::int64_t x) {
                  constexpr const char* kFunctions[] = {"relu", "squared-relu", "gelu", "silu"};
                  Setting setting;
                  setting.seed = seed;
                  setting.network = fmt::format("linear:in=768,out=3072,tokens=197,activation={}", kFunctions[x]);
                  setting.layers = {"layer"};
                  return Trial{contest, setting};
                }}};
  return plan;
}

AxisPlan previous_input(const AxisCase& of) {
  if (!chooses_at_run_time(of.contest.proposal.design())) return spared("nothing is chosen at run time, so nothing can be predicted wrongly");
  const Policy policy = resolve(of.contest.proposal.design()).activations.decide->policy;
  constexpr double kUsual = 0.99;
  constexpr std::int64_t kImages = 4;
  AxisPlan plan;
  Setting part = synthetic_part(of.setting, plan);
  part.images = kImages;
  plan.even = policy.kind == PolicyKind::Energy ? policy.limits.front() : kUsual;
  plan.note += fmt::format("{}{} images, the choice for each from the one before", plan.note.empty() ? "" : ", ", kImages);
  plan.samples = {0, 2, 5, 10, 20, 30};
  plan.ways = {{"",
                [contest = of.contest, part](std::int64_t x) {
                  Setting setting = part;
                  setting.image_deviation = static_cast<double>(x) / 100;
                  return Trial{{contest.proposal.with("operands.activations.decide.from", "previous-input"), contest.baseline}, setting};
                },
                {},
                resolve(of.contest.proposal.design()).activations.decide->from == DecideFrom::PreviousInput}};
  return plan;
}

}  // namespace skeptic
