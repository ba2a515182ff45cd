#include <algorithm>

#include "simulate/drift_times.h"
#include "simulate/wave_array.h"
#include "simulate/wave_run.h"

namespace skeptic {
namespace {

constexpr int kLargestByte = 255, kMostEmpty = 31;
constexpr std::int64_t kLongestStep = std::int64_t{1} << 28;

int largest_cost(const ResolvedDesign& design) {
  const std::int64_t of_work = ceil_divide(design.window, design.lanes);
  return static_cast<int>(std::min<std::int64_t>(kLargestByte + 1, std::max({of_work, design.empty_window, largest_gather(design)})));
}

/// Ones of any window of an operand, where all windows have as many; -1 where they differ.
std::int64_t ones_of_windows(std::int64_t window, Skip skip, const Pattern& pattern, bool run_time) {
  if (skip == Skip::None) return window;
  if (skip != Skip::Pattern || run_time) return -1;
  if (!pattern.structured()) return window;
  if (window % pattern.group_length() != 0) return -1;
  const Rational ones = pattern.density() * Rational(window);
  return ceil_divide(ones, Rational(1));
}

std::vector<std::uint8_t> empty_table(const ResolvedDesign& design, std::int64_t stride, std::int64_t elements) {
  std::vector<std::uint8_t> table(static_cast<std::size_t>(16 * stride * kQuad), 0);
  for (std::int64_t steps = 0; steps < 16; ++steps)
    for (std::int64_t element = 0; element < elements; ++element)
      for (std::int64_t step = 0; step < kQuad; ++step)
        if ((steps >> step & 1) != 0)
          table[static_cast<std::size_t>((steps * stride + element) * kQuad + step)] = static_cast<std::uint8_t>(design.empty_window);
  return table;
}

std::vector<std::uint8_t> whole_words(const Kernels& kernels, std::int64_t window, std::int64_t quads) {
  const int planes = planes_of(kernels, window);
  std::vector<std::uint8_t> words;
  words.reserve(static_cast<std::size_t>(quads * planes * kLaneGroup * kQuad));
  for (std::int64_t quad = 0; quad < quads; ++quad)
    for (int plane = 0; plane < planes; ++plane) {
      const std::int64_t bits = std::clamp<std::int64_t>(window - plane * kernels.plane_bits, 0, kernels.plane_bits);
      words.insert(words.end(), static_cast<std::size_t>(kLaneGroup * kQuad), static_cast<std::uint8_t>((1 << bits) - 1));
    }
  return words;
}

std::vector<std::vector<std::uint8_t>> active_steps(const StepPlan& plan) {
  const std::size_t quads = static_cast<std::size_t>((plan.steps() + kQuad - 1) / kQuad);
  std::vector<std::vector<std::uint8_t>> active(static_cast<std::size_t>(plan.slices), std::vector<std::uint8_t>(quads, 0));
  for (std::int64_t step = 0; step < plan.steps(); ++step)
    for (std::int64_t slice = 0; slice < plan.active[static_cast<std::size_t>(step)]; ++slice)
      active[static_cast<std::size_t>(slice)][static_cast<std::size_t>(step / kQuad)] |= static_cast<std::uint8_t>(1U << (step % kQuad));
  return active;
}

}  // namespace

bool waves_fit(const ResolvedDesign& design, const Geometry& shape) {
  std::int64_t switches = 0, wait = 0;
  if (design.activations.run_time()) {
    switches = design.activations.decide->switch_cycles;
    wait = design.activations.decide->latency;
  }
  const int cost = largest_cost(design);
  if (cost > kLargestByte || design.empty_window > kMostEmpty) return false;
  if (switches >= kLongestStep || wait >= kLongestStep || feed_bound(design) >= static_cast<long double>(kLongestStep)) return false;
  if (!DriftTimes::fits(design.slack, kLargestByte + switches)) return false;
  if (switches > 0 && design.domain == Domain::Pe && design.array_k > 1) return false;
  // What one wave adds to a sum of 32 bits, over all of K' and all elements of the other side.
  const std::int64_t windows = ceil_divide(shape.depth(), design.window);
  return windows * cost * std::max(design.array_m, design.array_n) < kMostBusy;
}

std::int64_t WaveWeights::slice_steps(std::int64_t slice) const {
  return std::count_if(plan.active.begin(), plan.active.end(), [&](std::int32_t slices) { return slice < slices; });
}

bool decides_at_use(const ResolvedDesign& design) {
  return design.activations.run_time() && design.activations.decide->by == DecideBy::Consumer && design.activations.decide->when == DecideWhen::Use;
}

namespace {

/// The steps of all ranges of K', each range filled up to whole quads where it is wanted.
void append(StepPlan& plan, const StepPlan& of_depth, bool whole_quads) {
  plan.slices = of_depth.slices;
  plan.windows.insert(plan.windows.end(), of_depth.windows.begin(), of_depth.windows.end());
  plan.active.insert(plan.active.end(), of_depth.active.begin(), of_depth.active.end());
  while (whole_quads && plan.steps() % kQuad != 0) {
    plan.windows.insert(plan.windows.end(), static_cast<std::size_t>(plan.slices), -1);
    plan.active.push_back(0);
  }
}

}  // namespace

std::unique_ptr<PackedWeights> wave_weights(const ResolvedDesign& design, const Geometry& shape, const WeightSide& weights, const Tile& tile) {
  auto made = std::make_unique<WaveWeights>();
  made->packed_k = tile.k;
  std::vector<StepPlan> plans;
  for (std::int64_t k = 0; k < shape.depth(); k += tile.k) {
    plans.push_back(plan_steps(design, shape, k, std::min(shape.depth(), k + tile.k)));
    const std::vector<std::int32_t>& active = plans.back().active;
    made->idle_slices = made->idle_slices || *std::min_element(active.begin(), active.end()) < design.array_k;
  }
  for (const StepPlan& plan : plans) {
    made->depths.push_back({made->plan.steps(), plan.steps()});
    append(made->plan, plan, decides_at_use(design));
  }
  made->words = weight_quads(made->plan, WindowPlanes(weights.slots, nullptr, design.window, kernels()), shape.rows, design.array_m);
  made->feeds = weight_feeds(design, shape, made->plan, weights);
  if (design.weights.read == Read::Gather || design.activations.read == Read::Gather)
    made->gather = weight_gathers(design, shape, made->plan, weights.slots);
  made->active = active_steps(made->plan);
  return made;
}

WavePlan::WavePlan(const ResolvedDesign& of_design, const Geometry& geometry, const WaveWeights& of_weights, const ActivationSide& of_activations)
    : design(of_design), shape(geometry), weights(of_weights), activations(of_activations), kernels(skeptic::kernels()) {
  feeds = design.weights_buffer.width.has_value() || design.activations_buffer.width.has_value();
  by_tile = decides_at_use(design);
  waits = by_tile && design.activations.decide->latency > 0;
  gathers = design.weights.read == Read::Gather || design.activations.read == Read::Gather;
  largest_cost = std::max(1, skeptic::largest_cost(design));

  const std::int64_t window = design.window;
  const Pattern& of_rows = weights_pattern(design, shape);
  const Skip skip = weights_skip(design, shape);
  const std::int64_t of_weights_ones = ones_of_windows(window, skip, of_rows, false);
  const std::int64_t of_activations_ones =
      ones_of_windows(window, design.activations.skip, design.activations.pattern, design.activations.run_time());
  const bool weights_whole = of_weights_ones == window, activations_whole = of_activations_ones == window;
  const bool plain = !feeds && !waits && !gathers && !activations.units;
  if (plain && ((weights_whole && of_activations_ones >= 0) || (activations_whole && of_weights_ones >= 0))) {
    law = WaveLaw::Alike;
    alike_ones = weights_whole ? of_activations_ones : of_weights_ones;
  } else if (!gathers && design.domain == Domain::Array && design.slack == 1 && (weights_whole || activations_whole)) {
    law = WaveLaw::Lanes;
  }
  rows_are_lanes = law == WaveLaw::Lanes ? activations_whole : design.domain == Domain::Row;
  lane_elements = rows_are_lanes ? design.array_m : design.array_n;
  scalar_elements = rows_are_lanes ? design.array_n : design.array_m;
  lane_stride = padded_lanes(lane_elements), scalar_stride = padded_lanes(scalar_elements);
  if (law == WaveLaw::Alike) return;

  empty = empty_table(design, lane_stride, lane_elements);
  const std::int64_t left = lane_count() % lane_elements;
  empty_of_last = left == 0 ? empty : empty_table(design, lane_stride, left);
  if (activations.units) {
    units.emplace(shape, *activations.units);
    patterns.emplace(design, shape, weights.plan, *activations.units, *units);
  }
  const bool packs = law == WaveLaw::Pairs || !rows_are_lanes;
  const WindowPlanes planes =
      packs ? WindowPlanes(activations.slots, &activations.outside, window, kernels) : WindowPlanes({}, nullptr, window, kernels);
  if (packs) words = activation_quads(weights.plan, planes, shape, design.array_n);
  activation_feeds = skeptic::activation_feeds(design, shape, weights.plan, activations);
  if (gathers) gather = activation_gathers(design, shape, weights.plan, activations);
  if (law == WaveLaw::Lanes) find_lanes();
  longest_step = largest_cost + std::max(activation_feeds.largest(), weights.feeds.largest());
  if (activations.units) longest_step += design.activations.decide->switch_cycles;
  if (waits) longest_step += design.activations.decide->latency;
}

TileCut WavePlan::cut(const Tile& tile) const {
  TileCut made{tile, weights.depths, {}};
  if (tile.k != weights.packed_k) {  // windows are dealt in turn through all of K', and ranges hold whole steps
    made.depths.clear();
    const std::int64_t of_step = design.window * design.array_k;
    for (std::int64_t k = 0; k < shape.depth(); k += tile.k)
      made.depths.push_back({k / of_step, ceil_divide(std::min(tile.k, shape.depth() - k), of_step)});
  }
  if (!patterns) return made;
  for (const DepthSteps& depth : made.depths) made.switches.emplace_back(*patterns, depth.first, depth.count);
  return made;
}

std::int64_t WavePlan::wave_count() const { return ceil_divide(shape.rows, design.array_m) * ceil_divide(shape.columns, design.array_n); }

/// Every scalar lets everything through, so one stands for all.
void WavePlan::find_lanes() {
  const QuadWords& of_lanes = rows_are_lanes ? weights.words : words;
  const std::int64_t blocks = ceil_divide(lane_count(), lane_elements), quads = weights.words.quads;
  const std::size_t stride = static_cast<std::size_t>(lane_stride);
  const std::vector<std::uint8_t> whole = whole_words(kernels, design.window, quads);
  busy_of_lanes.resize(static_cast<std::size_t>(design.array_k) * stride), empty_of_lanes.resize(stride);
  largest.resize(static_cast<std::size_t>(blocks * quads * kQuad));
  std::vector<std::uint8_t> most;
  std::vector<std::uint32_t> busy, empty_cycles, read_cycles(stride);
  for (std::int64_t at = 0; at < blocks; ++at) {
    most.assign(static_cast<std::size_t>(quads) * stride * kQuad, 0);
    empty_cycles.assign(stride, 0);
    for (std::int64_t slice = 0; slice < design.array_k; ++slice) {
      CostSegment segment;
      segment.lanes = of_lanes.at(at, slice), segment.scalars = whole.data();
      segment.quads = quads;
      segment.empty = (at + 1 == blocks ? empty_of_last : empty).data();
      segment.active = weights.active[static_cast<std::size_t>(slice)].data();
      segment.most = most.data();
      CostBlock block;
      block.segments = {&segment, 1};
      block.lane_stride = lane_stride, block.scalar_stride = kLaneGroup, block.scalar_count = 1;
      block.planes = of_lanes.planes;
      block.multipliers = static_cast<int>(design.lanes), block.window = static_cast<int>(design.window);
      block.largest_cost = largest_cost, block.largest_empty = static_cast<int>(design.empty_window);
      busy.assign(stride, 0);
      block.busy = busy.data(), block.empty_cycles = empty_cycles.data(), block.read_cycles = read_cycles.data();
      kernels.costs(block);
      for (std::size_t lane = 0; lane < stride; ++lane) busy_of_lanes[static_cast<std::size_t>(slice) * stride + lane] += busy[lane];
    }
    for (std::size_t lane = 0; lane < stride; ++lane) empty_of_lanes[lane] += empty_cycles[lane];
    kernels.largest_of_steps(most.data(), lane_stride, quads, largest.data() + at * quads * kQuad);
  }
}

}  // namespace skeptic
