#include "stress/scenarios.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "design/inherit.h"
#include "workload/dataflow.h"

namespace skeptic {
namespace {

constexpr std::int64_t kSkewedChannels = 64, kMostSlices = 4;

double waiting(const NetworkCounts& counts) {
  const Stack stack = counts.stack();
  return static_cast<double>(stack[Slot::Imbalance]) / static_cast<double>(stack.total());
}

}  // namespace

Setting standing_in(const Setting& setting) {
  Setting some = setting;
  const bool large = !setting.traced() && !setting.shipped() && !setting.recorded() && setting.layers.empty() && setting.shapes == 0 &&
                     load_network(setting.network).macs() > kQuick;
  if (large) some.shapes = kStandIns;
  return some;
}

InputVariance input_variance(Laboratory& laboratory, const Contest& contest, const Setting& measured) {
  Setting setting = standing_in(measured.synthetic());
  const auto at = [&](double zeros) {
    setting.zeros = zeros;
    const Comparison comparison = compare(laboratory, contest, setting);
    laboratory.forget(setting);
    return comparison;
  };
  return {at(0.60), at(0.15)};
}

Subject sliced(const Subject& subject, const std::string& slices) {
  const ResolvedDesign design = resolve(subject.design());
  const std::int64_t count = std::clamp<std::int64_t>(kSkewedChannels / (2 * design.window), 1, kMostSlices);
  const std::int64_t columns = std::max<std::int64_t>(1, design.array_n * design.array_k / count);
  return subject.with({{"fabric.array.n", fmt::format("{}", columns)},
                       {"fabric.array.k", fmt::format("{}", count)},
                       {"fabric.slices", slices},
                       {"tile", fmt::format("{{m: {}, n: {}, k: all}}", design.array_m, columns)},
                       {"memory.weights.width", "none"},
                       {"memory.activations.width", "none"}});
}

ChannelSkew channel_skew(Laboratory& laboratory, const Contest& contest, const Setting& setting) {
  Setting skewed;
  skewed.network = "skewed64";
  skewed.channel_zeros = {0.7, 0.1};
  skewed.seed = setting.seed;
  const auto with_slices = [&](const char* slices) {
    return compare(laboratory, {sliced(contest.proposal, slices), sliced(contest.baseline, slices)}, skewed);
  };
  ChannelSkew found{with_slices("blocked"), with_slices("interleaved")};
  const NetworkCounts& blocked = laboratory.run(found.blocked.proposal, skewed);
  const NetworkCounts& interleaved = laboratory.run(found.interleaved.proposal, skewed);
  found.blocked_idle = waiting(blocked);
  found.interleaved_idle = waiting(interleaved);
  found.blocked_starved = blocked.starved_elements();
  found.interleaved_starved = interleaved.starved_elements();
  found.slices = resolve(found.blocked.proposal.design()).array_k;
  for (const LayerCounts& layer : blocked.layers) found.elements = std::max(found.elements, static_cast<std::int64_t>(layer.pe_busy.size()));
  return found;
}

std::optional<PatternChange> pattern_change(Laboratory& laboratory, const Subject& proposal, const Setting& setting) {
  if (!chooses_at_run_time(proposal.design())) return std::nullopt;
  const ResolvedDesign design = resolve(proposal.design());
  const Pattern* densest = nullptr;
  for (const Pattern& pattern : design.activations.patterns)
    if (pattern.structured()) densest = &pattern;
  if (densest == nullptr) return std::nullopt;
  PatternChange change{proposal.with({{"operands.activations.chosen", "fixed"}, {"operands.activations.pattern", "\"" + densest->text() + "\""}}),
                       densest->text(),
                       0,
                       0,
                       0,
                       0,
                       0,
                       0,
                       0,
                       0,
                       {},
                       setting};
  const NetworkCounts& changing = laboratory.run(proposal, setting);
  change.changing_cycles = changing.cycles();
  change.changing_bits = changing.metadata_bits();
  change.changing_joules = energy(design, changing).total();
  change.decisions = changing.decided_units();
  change.switches = changing.switches();
  for (const LayerCounts& layer : changing.layers) {
    change.units.resize(std::max(change.units.size(), layer.choices.units.size()), 0);
    for (std::size_t i = 0; i < layer.choices.units.size(); ++i) change.units[i] += layer.choices.units[i];
  }
  const NetworkCounts& fixed = laboratory.run(change.fixed, setting);
  change.fixed_cycles = fixed.cycles();
  change.fixed_bits = fixed.metadata_bits();
  change.fixed_joules = energy(resolve(change.fixed.design()), fixed).total();
  return change;
}

std::vector<std::string> largest_layers(const Network& network, std::size_t count) {
  std::vector<const Layer*> layers;
  for (const Layer& layer : network.layers)
    if (layer.kind != LayerKind::Elementwise && !layer.depthwise() && activation_function_read(network, layer) != ActivationFunction::None)
      layers.push_back(&layer);
  if (layers.empty())
    for (const Layer& layer : network.layers)
      if (layer.kind != LayerKind::Elementwise && !layer.depthwise()) layers.push_back(&layer);
  std::vector<const Layer*> largest;  // the first of each shape
  std::set<std::string> shapes;
  for (const Layer* layer : layers)
    if (shapes.insert(shape_key(*layer)).second) largest.push_back(layer);
  std::stable_sort(largest.begin(), largest.end(), [](const Layer* a, const Layer* b) { return a->macs() > b->macs(); });
  largest.resize(std::min(count, largest.size()));
  std::vector<std::string> names;
  for (const Layer* layer : layers)
    if (std::find(largest.begin(), largest.end(), layer) != largest.end()) names.push_back(layer->name);
  return names;
}

}  // namespace skeptic
