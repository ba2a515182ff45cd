#include "stress/adversary.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "base/random.h"
#include "simulate/simulate.h"
#include "workload/layer.h"

namespace skeptic {
namespace {

constexpr int kRandomMasks = 15, kSwaps = 400;
constexpr std::int64_t kGranules = 8, kWaves = 2;
constexpr double kWeightZeros = 0.5;

std::int64_t granule_of(const ResolvedDesign& design) {
  std::int64_t granule = std::lcm(design.window, design.weights.pattern.group_length());
  for (const Pattern& pattern : design.activations.listed()) granule = std::lcm(granule, pattern.group_length());
  return granule * design.array_k;
}

Layer layer_of(const ResolvedDesign& proposal) {
  Layer layer;
  layer.name = "adversary";
  layer.kind = LayerKind::Linear;
  layer.in_channels = kGranules * granule_of(proposal);
  layer.out_channels = kWaves * proposal.array_m;
  layer.tokens = kWaves * proposal.array_n;
  return layer;
}

/// Positive values, none alike by much; `zeros` of them are 0, spread at random.
std::vector<float> values(std::size_t count, double zeros, Random& random) {
  std::vector<float> made(count);
  for (float& value : made) value = static_cast<float>(0.25 + random.uniform());
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = count; i > 1; --i) std::swap(order[i - 1], order[random.next() % i]);
  for (std::size_t i = 0; i < static_cast<std::size_t>(zeros * static_cast<double>(count) + 0.5); ++i) made[order[i]] = 0;
  return made;
}

class Search {
 public:
  Search(const ResolvedDesign& proposal, const ResolvedDesign& baseline, double density, std::uint64_t seed)
      : proposal_(proposal), baseline_(baseline), layer_(layer_of(proposal)), density_(density), random_(derive_seed(seed, "adversary")) {
    // A given tile may not fit this layer.
    proposal_.tile.reset(), baseline_.tile.reset();
    operands_.weights = values(static_cast<std::size_t>(layer_.out_channels * layer_.in_channels), kWeightZeros, random_);
  }

  Adversary run() {
    std::vector<std::vector<float>> masks;
    std::vector<MaskResult> results;
    for (int i = 0; i < kRandomMasks; ++i) {
      masks.push_back(values(static_cast<std::size_t>(layer_.tokens * layer_.in_channels), 1 - density_, random_));
      results.push_back(measure(masks.back()));
    }
    std::vector<std::size_t> order(results.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto slower = [&](std::size_t a, std::size_t b) { return results[a].speedup < results[b].speedup; };
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return slower(a, b) || (!slower(b, a) && a < b); });
    Adversary found{results[order[order.size() / 2]], results[order.front()]};
    std::vector<float> worst = masks[order.front()];
    for (int kind = 0; kind < 3; ++kind) consider(constructed(masks.front(), kind), worst, found.worst);
    for (int i = 0; i < kSwaps; ++i) {
      std::vector<float> tried = worst;
      std::swap(tried[random_.next() % tried.size()], tried[random_.next() % tried.size()]);
      consider(std::move(tried), worst, found.worst);
    }
    return found;
  }

 private:
  MaskResult measure(const std::vector<float>& activations) {
    operands_.activations = activations;
    MaskResult result;
    result.proposal = simulate_layer(proposal_, layer_, operands_);
    const LayerCounts baseline = simulate_layer(baseline_, layer_, operands_);
    const auto computing = [](const ResolvedDesign& design, const LayerCounts& counts) {
      return static_cast<double>(counts.compute_cycles) / static_cast<double>(design.arrays) / design.clock.value();
    };
    result.baseline_cycles = baseline.compute_cycles;
    result.speedup = computing(baseline_, baseline) / computing(proposal_, result.proposal);
    return result;
  }

  void consider(std::vector<float> tried, std::vector<float>& worst, MaskResult& result) {
    MaskResult found = measure(tried);
    if (found.speedup > result.speedup) return;
    worst = std::move(tried);
    result = std::move(found);
  }

  /// The same values with those that are not zero first by column (0), by window (1), or by column in one window and by another in the next (2).
  std::vector<float> constructed(const std::vector<float>& given, int kind) const {
    const auto depth = static_cast<std::size_t>(layer_.in_channels), columns = given.size() / depth;
    const auto window = static_cast<std::size_t>(proposal_.window);
    std::vector<std::size_t> places(given.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    const auto rank = [&](std::size_t place) {
      const std::size_t column = place / depth, of_column = place % depth, step = of_column / window;
      if (kind == 0) return column % static_cast<std::size_t>(proposal_.array_n) * columns + column / static_cast<std::size_t>(proposal_.array_n);
      if (kind == 1) return step;
      return (column + step) % static_cast<std::size_t>(proposal_.array_n);
    };
    std::stable_sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
    std::vector<float> sorted = given, made(given.size());
    std::stable_partition(sorted.begin(), sorted.end(), [](float value) { return value != 0; });
    for (std::size_t i = 0; i < places.size(); ++i) made[places[i]] = sorted[i];
    return made;
  }

  ResolvedDesign proposal_, baseline_;
  Layer layer_;
  double density_;
  Random random_;
  LayerOperands operands_;
};

}  // namespace

Adversary find_worst_mask(const ResolvedDesign& proposal, const ResolvedDesign& baseline, double density, std::uint64_t seed) {
  return Search(proposal, baseline, density, seed).run();
}

}  // namespace skeptic
