// The axis of inputs that differ: the same network on inputs whose zeros are further and further apart.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

#include "simulate/distribution.h"
#include "stress/axis_plans.h"
#include "stress/scenarios.h"
#include "workload/dataflow.h"

namespace skeptic {
namespace {

constexpr std::int64_t kInputs = 16, kBatch = 8;

/// What an experiment says: a speed-up, and the input whose cycles are shown for it.
struct Picked {
  double speedup = 0;
  std::size_t input = 0;
};

/// The first input of that speed-up, which is one of theirs.
Picked with_speedup(const std::vector<double>& speedups, double speedup) {
  return {speedup, static_cast<std::size_t>(std::find(speedups.begin(), speedups.end(), speedup) - speedups.begin())};
}

Picked median_input(const Comparison& all) {
  const std::vector<double> speedups = all.speedups();
  return with_speedup(speedups, distribution(speedups).p50);
}

/// The largest speed-up that 99 % of the inputs reach.
Picked tail_input(const Comparison& all) {
  std::vector<double> rising = all.speedups();
  const std::vector<double> speedups = rising;
  for (double& speedup : rising) speedup = -speedup;
  return with_speedup(speedups, -distribution(rising).p99);
}

/// Every input of a batch takes as long as its slowest one.
std::int64_t waiting_cycles(const std::vector<std::int64_t>& cycles) {
  std::int64_t sum = 0;
  for (auto first = cycles.begin(); first != cycles.end(); first += kBatch) sum += kBatch * *std::max_element(first, first + kBatch);
  return sum;
}

Picked waiting_batches(const Comparison& all) {
  const std::vector<std::int64_t>&proposal = all.proposal_batches, &baseline = all.baseline_batches;
  return {seconds(resolve(all.baseline.design()), waiting_cycles(baseline)) / seconds(resolve(all.proposal.design()), waiting_cycles(proposal)),
          static_cast<std::size_t>(std::max_element(proposal.begin(), proposal.end()) - proposal.begin())};
}

/// Of any of the layers that run.
bool hold_zeros(const Setting& setting) {
  const Network network = load_network(setting.network);
  return setting.zeros || std::any_of(setting.layers.begin(), setting.layers.end(), [&](const std::string& name) {
           const Layer* layer = network.find(name);
           return layer != nullptr && reads_activation_function(network, *layer);
         });
}

/// Inputs run once for all three ways.
class Inputs {
 public:
  Inputs(Contest contest, Setting setting) : contest_(std::move(contest)), setting_(std::move(setting)) {
    setting_.images = 1, setting_.shapes = 0, setting_.channel_zeros.clear();
  }

  AxisResult at(Laboratory& laboratory, std::int64_t x, Picked (*pick)(const Comparison&)) {
    Setting one = setting_;
    one.image_deviation = static_cast<double>(x) / 100;
    auto known = known_.find(x);
    if (known == known_.end()) {
      Setting all = one;
      all.inputs = kInputs;
      known = known_.emplace(x, compare(laboratory, contest_, all)).first;
      laboratory.forget(all);
    }
    const Picked picked = pick(known->second);
    one.input = static_cast<std::int64_t>(picked.input);
    const NetworkCounts& counts = laboratory.run(contest_.proposal, one);
    laboratory.forget(one);
    return {picked.speedup,
            counts.stack(),
            counts.lanes,
            counts.starved_elements(),
            known->second.proposal_batches[picked.input],
            known->second.baseline_batches[picked.input]};
  }

 private:
  Contest contest_;
  Setting setting_;
  std::map<std::int64_t, Comparison> known_;
};

}  // namespace

AxisPlan varied_inputs(const AxisCase& of) {
  AxisPlan plan;
  Setting part = of.setting.synthetic();
  plan.note = fmt::format("{} inputs by themselves", kInputs);
  if (part.layers.empty()) {
    part.layers = largest_layers(load_network(part.network), 1);  // two layers would be off by amounts of their own, and even them out
    plan.note = "the largest layer, " + plan.note;
  }
  if (!hold_zeros(part)) return spared("activations of this network hold no zeros whose number could vary, unless it is given");
  plan.samples = {0, 5, 10, 20, 30, 45};
  const auto inputs = std::make_shared<Inputs>(of.contest, part);
  const auto way = [&](std::string label, Picked (*pick)(const Comparison&)) {
    plan.ways.push_back({std::move(label), {}, [inputs, pick](Laboratory& laboratory, std::int64_t x) { return inputs->at(laboratory, x, pick); }});
  };
  way("the median input", median_input);
  way("the input that 99 % are no slower than", tail_input);
  way("a batch of 8 that waits for its slowest", waiting_batches);
  return plan;
}

}  // namespace skeptic
