#include "simulate/wave_run.h"

#include <algorithm>
#include <numeric>

namespace skeptic {
namespace {

constexpr std::int64_t kMostPending = (std::int64_t{1} << 32) - 1;
/// Quads whose costs are found at a time: they stay in the second-level cache. With the costs of every element they take more room.
constexpr std::int64_t kBatchQuads = 512, kBatchBytes = std::int64_t{1} << 17;

template <typename Values>
std::int64_t sum_of(const Values& values) {
  return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

}  // namespace

WaveRun::WaveRun(const WavePlan& plan)
    : plan_(plan), slices_(plan.design.array_k), elements_(plan.design.array_m * plan.design.array_n * plan.design.array_k) {
  const ResolvedDesign& design = plan.design;
  const std::size_t lanes = static_cast<std::size_t>(plan.lane_stride);
  busy_of_all_.assign(static_cast<std::size_t>(elements_), 0);
  busy_.assign(static_cast<std::size_t>(slices_ * plan.scalar_elements) * lanes, 0);
  empty_cycles_.assign(lanes, 0), read_cycles_.assign(lanes, 0), sums_of_lanes_.assign(lanes, 0), ends_.assign(lanes, 0);
  if (design.weights.read == Read::Gather) weight_banks_.emplace(design.weights_buffer);
  if (design.activations.read == Read::Gather) activation_banks_.emplace(design.activations_buffer);

  const bool by_itself = design.domain == Domain::Pe, timed = plan.feeds || plan.waits;
  if (by_itself && !timed)
    sync_ = Sync::Free;
  else if (design.slack > 1 || by_itself)
    sync_ = Sync::Drift;
  else
    sync_ = design.domain == Domain::Array ? Sync::OneStream : Sync::Streams;
  if (sync_ == Sync::Drift) {
    const DriftDomain domain = by_itself ? DriftDomain::Each : design.domain == Domain::Array ? DriftDomain::All : DriftDomain::Lanes;
    drift_.emplace(DriftTimes::Shape{domain, plan.lane_stride, slices_ * plan.scalar_elements, slices_, design.slack, plan.feeds, plan.waits,
                                     plan.longest_step});
  } else if (sync_ == Sync::Streams && timed) {
    drift_.emplace(DriftTimes::Shape{DriftDomain::Lanes, plan.lane_stride, 1, 1, 1, plan.feeds, plan.waits, plan.longest_step});
  }
  const std::size_t parts = by_itself ? static_cast<std::size_t>(slices_) : 1;
  lane_feed_.assign(parts * lanes, 0), lane_wait_ = lane_feed_, lane_switch_ = lane_feed_;
  scalar_feed_.assign(static_cast<std::size_t>(slices_ * plan.scalar_elements), 0), scalar_works_ = scalar_feed_;
  if (sync_ != Sync::OneStream) busy_of_tile_.assign(static_cast<std::size_t>(elements_), 0), idle_ = busy_of_tile_;
  if (plan.touches) {
    const WaveSwitches& switches = *plan.depths.front().switches;
    touched_.assign(static_cast<std::size_t>((switches.by_stream() ? switches.streams() : 1) * plan.activations.units->count()), -1);
    visited_.assign(static_cast<std::size_t>(ceil_divide(plan.shape.columns, design.array_n)), -1);
  }
}

void WaveRun::run(std::span<const TileStep> tiles, std::span<const std::vector<std::uint32_t>> patterns, std::int64_t* cycles) {
  const std::int64_t bytes = sync_ == Sync::Drift ? slices_ * plan_.scalar_elements * plan_.lane_stride * kQuad : 1;
  const std::int64_t most_quads = std::max<std::int64_t>(1, std::min(kBatchQuads, kBatchBytes / bytes));
  std::size_t next = 0;
  while (next < tiles.size()) {
    const std::size_t first = next;
    tiles_.clear(), waves_.clear();
    quads_ = 0;
    while (next < tiles.size() && quads_ < most_quads) {
      const BatchTile tile = tile_of(tiles[next]);
      if (next > first && alone(tile)) break;
      add(tile);
      ++next;
      if (alone(tile)) break;
    }
    busy_by_tile_ = alone(tiles_.front());
    if (busy_by_tile_) flush();
    costs();
    for (std::size_t i = first; i < next; ++i) {
      if (!patterns.empty()) patterns_ = patterns[i];
      const Ends ends = time(tiles_[i - first]);
      cycles[i] = ends.full;
      sums_.cycles += ends.full, sums_.cycles_without_waits += ends.without_waits, sums_.cycles_without_feeds += ends.without_feeds;
    }
  }
  flush();
}

ArraySums WaveRun::sums() const {
  ArraySums sums = sums_;  // cost0 and cost1 hold what is to be taken off, until here
  sums.cost = sum_of(busy_of_all_);
  sums.cost1 = sums.cost2 = sums.cost - sums_.cost2;
  sums.cost1 -= sums_.cost1;
  sums.cost0 = sums.cost1 - sums_.cost0;
  sums.imbalance = elements_ * sums.cycles_without_feeds - sums.cost - sums.edge;
  return sums;
}

WaveRun::BatchTile WaveRun::tile_of(const TileStep& tile) const {
  const std::int64_t rows = std::min(plan_.tile.m, plan_.shape.rows - tile.row_block * plan_.tile.m);
  const std::int64_t columns = std::min(plan_.tile.n, plan_.shape.columns - tile.column_block * plan_.tile.n);
  const bool idle = rows % plan_.design.array_m != 0 || columns % plan_.design.array_n != 0 || weights(tile).idle_slices;
  return {tile, 0, 0, idle};
}

void WaveRun::add(BatchTile tile) {
  tile.first_wave = waves_.size();
  const ResolvedDesign& design = plan_.design;
  const std::int64_t rows = design.array_m, columns = design.array_n;
  const std::int64_t row_from = tile.step.row_block * plan_.tile.m / rows,
                     row_to = ceil_divide(std::min(plan_.shape.rows, (tile.step.row_block + 1) * plan_.tile.m), rows);
  const std::int64_t column_from = tile.step.column_block * plan_.tile.n / columns,
                     column_to = ceil_divide(std::min(plan_.shape.columns, (tile.step.column_block + 1) * plan_.tile.n), columns);
  const auto visit = [&](std::int64_t row, std::int64_t column) {
    Wave wave{row, column, row,   column, std::min(rows, plan_.shape.rows - row * rows), std::min(columns, plan_.shape.columns - column * columns),
              0,   0,      quads_};
    if (!plan_.rows_are_lanes) std::swap(wave.lane_block, wave.scalar_block);
    wave.lanes = plan_.rows_are_lanes ? wave.rows : wave.columns, wave.scalars = plan_.rows_are_lanes ? wave.columns : wave.rows;
    waves_.push_back(wave);
    quads_ += weights(tile.step).words.quads;
  };
  if (design.order == Order::MOuter) {
    for (std::int64_t row = row_from; row < row_to; ++row)
      for (std::int64_t column = column_from; column < column_to; ++column) visit(row, column);
  } else {
    for (std::int64_t column = column_from; column < column_to; ++column)
      for (std::int64_t row = row_from; row < row_to; ++row) visit(row, column);
  }
  tile.past_wave = waves_.size();
  tiles_.push_back(tile);
}

/// Costs of all waves of the batch. Waves with the same number of scalars go through the kernel together: their elements are the same.
void WaveRun::costs() {
  if (plan_.law != WaveLaw::Pairs) return;
  const std::int64_t plane = plan_.lane_stride * kQuad, scalars = slices_ * plan_.scalar_elements;
  const std::int64_t most_of_element = quads_ * kQuad * plan_.largest_cost * scalars;
  if (pending_ + most_of_element > kMostPending) flush();
  pending_ += most_of_element;
  most_.assign(static_cast<std::size_t>(quads_ * plane), 0);
  if (plan_.gathers) {
    lane_reads_.assign(most_.size(), 0), scalar_reads_.assign(static_cast<std::size_t>(quads_ * plan_.scalar_stride * kQuad), 0);
    for (const BatchTile& tile : tiles_)
      for (std::size_t i = tile.first_wave; i < tile.past_wave; ++i) gather(tile.step, waves_[i]);
  }
  if (sync_ == Sync::Drift) costs_.resize(static_cast<std::size_t>(quads_ * scalars * plane));

  CostBlock block;
  block.lane_stride = plan_.lane_stride, block.scalar_stride = plan_.scalar_stride;
  block.planes = plan_.weights.depths.front().words.planes;
  block.multipliers = static_cast<int>(plan_.design.lanes), block.window = static_cast<int>(plan_.design.window);
  block.largest_cost = plan_.largest_cost, block.largest_empty = static_cast<int>(plan_.design.empty_window);
  block.gathers = plan_.gathers, block.costs_of_quad = scalars;
  block.empty_cycles = empty_cycles_.data(), block.read_cycles = read_cycles_.data();
  for (const bool whole : {true, false})
    for (std::int64_t slice = 0; slice < slices_; ++slice) {
      segments_.clear();
      for (const BatchTile& tile : tiles_)
        for (std::size_t i = tile.first_wave; i < tile.past_wave; ++i) {
          const Wave& wave = waves_[i];
          if ((wave.scalars == plan_.scalar_elements) != whole) continue;
          const WaveWeights::Depth& of_weights = weights(tile.step);
          const QuadWords &rows = of_weights.words, &columns = depth(tile.step).words;
          CostSegment segment;
          segment.lanes = (plan_.rows_are_lanes ? rows : columns).at(wave.lane_block, slice);
          segment.scalars = (plan_.rows_are_lanes ? columns : rows).at(wave.scalar_block, slice);
          segment.quads = rows.quads;
          segment.empty = (wave.lanes < plan_.lane_elements ? plan_.empty_of_last : plan_.empty).data();
          segment.active = of_weights.active[static_cast<std::size_t>(slice)].data();
          segment.most = most_.data() + wave.first_quad * plane;
          if (plan_.gathers) {
            segment.lane_reads = lane_reads_.data() + wave.first_quad * plane;
            segment.scalar_reads = scalar_reads_.data() + wave.first_quad * plan_.scalar_stride * kQuad;
          }
          if (sync_ == Sync::Drift) {
            std::uint8_t* costs = costs_.data() + wave.first_quad * scalars * plane;
            segment.costs = costs + slice * plan_.scalar_elements * plane;
            for (std::int64_t quad = 0; !whole && quad < segment.quads; ++quad)  // those without work finish as their steps arrive
              std::fill_n(segment.costs + (quad * scalars + wave.scalars) * plane, (plan_.scalar_elements - wave.scalars) * plane, 0);
          }
          block.scalar_count = wave.scalars;
          segments_.push_back(segment);
        }
      if (segments_.empty()) continue;
      block.segments = segments_;
      block.busy = busy_.data() + slice * plan_.scalar_elements * plan_.lane_stride;
      plan_.kernels.costs(block);
    }
}

void WaveRun::gather(const TileStep& tile, const Wave& at) {
  const WaveWeights::Depth& of_weights = weights(tile);
  const GatherWords &rows = of_weights.gather, &columns = depth(tile).gather;
  for (std::int64_t step = 0; step < of_weights.plan.steps(); ++step) {
    const std::int64_t quad = at.first_quad + step / kQuad, of_quad = step % kQuad;
    std::uint8_t* of_lanes = lane_reads_.data() + quad * plan_.lane_stride * kQuad + of_quad;
    std::uint8_t* of_scalars = scalar_reads_.data() + quad * plan_.scalar_stride * kQuad + of_quad;
    if (activation_banks_)
      activation_banks_->step(columns, at.column_block, rows, at.row_block, step, of_weights.plan, plan_.design.window,
                              plan_.rows_are_lanes ? of_scalars : of_lanes, kQuad);
    if (weight_banks_)
      weight_banks_->step(rows, at.row_block, columns, at.column_block, step, of_weights.plan, plan_.design.window,
                          plan_.rows_are_lanes ? of_lanes : of_scalars, kQuad);
  }
}

/// Moves what the kernels have added up to wider sums.
void WaveRun::flush() {
  if (pending_ == 0) return;
  for (std::int64_t slice = 0; slice < slices_; ++slice)
    for (std::int64_t scalar = 0; scalar < plan_.scalar_elements; ++scalar) {
      const std::uint32_t* busy = busy_.data() + (slice * plan_.scalar_elements + scalar) * plan_.lane_stride;
      for (std::int64_t lane = 0; lane < plan_.lane_elements; ++lane) busy_of_all_[element(slice, lane, scalar)] += busy[lane];
    }
  sums_.cost0 += sum_of(empty_cycles_), sums_.cost1 += sum_of(read_cycles_);
  std::fill(busy_.begin(), busy_.end(), 0);
  std::fill(empty_cycles_.begin(), empty_cycles_.end(), 0), std::fill(read_cycles_.begin(), read_cycles_.end(), 0);
  pending_ = 0;
}

}  // namespace skeptic
