#include "simulate/wave_run.h"

#include <algorithm>
#include <numeric>

namespace skeptic {
namespace {

/// Quads whose costs are found at a time: they stay in the second-level cache. With the costs of every element they take more room.
constexpr std::int64_t kBatchQuads = 512, kBatchBytes = std::int64_t{1} << 17;

template <typename Values>
std::int64_t sum_of(const Values& values) {
  return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

}  // namespace

WaveRun::WaveRun(const WavePlan& plan, const TileCut& cut, const std::uint8_t* recorded, std::uint8_t* record)
    : plan_(plan),
      cut_(cut),
      recorded_(recorded),
      record_(record),
      slices_(plan.design.array_k),
      elements_(plan.design.array_m * plan.design.array_n * plan.design.array_k),
      blocks_of_columns_(ceil_divide(plan.shape.columns, plan.design.array_n)) {
  const ResolvedDesign& design = plan.design;
  const std::size_t lanes = static_cast<std::size_t>(plan.lane_stride);
  busy_of_costs_.assign(static_cast<std::size_t>(elements_), 0), busy_of_switches_ = busy_of_costs_;
  busy_.assign(static_cast<std::size_t>(slices_ * plan.scalar_elements) * lanes, 0);
  empty_cycles_.assign(lanes, 0), read_cycles_.assign(lanes, 0), sums_of_lanes_.assign(lanes, 0);
  if (design.weights.read == Read::Gather) weight_banks_.emplace(design.weights_buffer);
  if (design.activations.read == Read::Gather) activation_banks_.emplace(design.activations_buffer);

  const bool by_itself = design.domain == Domain::Pe, timed = plan.feeds || plan.waits;
  if (by_itself && !timed)
    sync_ = Sync::Free;
  else if (design.slack > 1 || by_itself)
    sync_ = Sync::Drift;
  else
    sync_ = design.domain == Domain::Array ? Sync::OneStream : Sync::Streams;
  plain_stream_ = sync_ == Sync::OneStream && !timed && !plan.activations.units;
  // Elements that do not all wait for the slowest end a tile by what each of them has done in it, where some are idle or none waits.
  const bool idle = plan.weights.idle_slices || plan.shape.rows % design.array_m != 0 || plan.shape.columns % design.array_n != 0;
  stores_ = sync_ == Sync::Drift || sync_ == Sync::Free || (sync_ == Sync::Streams && idle);
  const std::int64_t bytes = stores_ ? slices_ * plan.scalar_elements * plan.lane_stride * kQuad : 1;
  const std::int64_t most_of_quad = kQuad * plan.largest_cost * slices_ * plan.scalar_elements;
  most_quads_ = std::max<std::int64_t>(1, std::min({kBatchQuads, kBatchBytes / bytes, kMostBusy / most_of_quad - 1}));
  tiles_.resize(together());
  for (Tile& tile : tiles_) {
    if (sync_ == Sync::Drift) {
      const DriftDomain domain = by_itself ? DriftDomain::Each : design.domain == Domain::Array ? DriftDomain::All : DriftDomain::Lanes;
      tile.drift.emplace(DriftTimes::Shape{domain, plan.lane_stride, slices_ * plan.scalar_elements, slices_, design.slack, plan.feeds, plan.waits,
                                           plan.longest_step});
    } else if (sync_ == Sync::Streams && timed) {
      tile.drift.emplace(DriftTimes::Shape{DriftDomain::Lanes, plan.lane_stride, 1, 1, 1, plan.feeds, plan.waits, plan.longest_step});
    }
  }
  const std::size_t parts = by_itself ? static_cast<std::size_t>(slices_) : 1;
  lane_feed_.assign(parts * lanes, 0), lane_wait_ = lane_feed_, lane_switch_ = lane_feed_;
  scalar_feed_.assign(static_cast<std::size_t>(slices_ * plan.scalar_elements), 0), scalar_works_ = scalar_feed_;
  if (plan.by_tile) {
    const WaveSwitches& switches = cut.switches.front();
    touched_.assign(static_cast<std::size_t>((switches.by_stream() ? switches.streams() : 1) * plan.activations.units->count()), -1);
    visited_.assign(static_cast<std::size_t>(blocks_of_columns_), -1);
  }
}

void WaveRun::run(std::span<const TileStep> tiles, const std::uint32_t* patterns, std::int64_t* cycles) {
  steps_ = tiles, patterns_ = patterns, cycles_ = cycles;
  for (std::size_t first = 0; first < tiles.size(); first += together()) add_waves(tiles, first);
  run_batch();
  flush();
}

ArraySums WaveRun::sums() const {
  ArraySums sums = sums_;
  sums.cost = sum_of(busy_of_switches_) + switched_whole_ * elements_;
  sums.cost0 = sums.cost1 = 0;
  sums.imbalance = elements_ * sums.cycles_without_feeds - sums.cost - sums.edge;
  return sums;
}

WaveCosts WaveRun::costs_found() const {
  WaveCosts found{{}, busy_of_costs_};
  found.sums.cost = found.sums.cost2 = sum_of(busy_of_costs_);
  found.sums.cost1 = found.sums.cost2 - sums_.cost1;
  found.sums.cost0 = found.sums.cost1 - sums_.cost0;
  found.sums.imbalance = -found.sums.cost;
  return found;
}

std::vector<std::int64_t> WaveRun::busy_of_switches() const {
  std::vector<std::int64_t> busy = busy_of_switches_;
  for (std::int64_t& cycles : busy) cycles += switched_whole_;
  return busy;
}

std::int64_t WaveRun::first_quad() const {
  return plan_.by_tile ? cut_.depths[static_cast<std::size_t>(steps_[waves_.front().first_tile].depth_block)].first / kQuad : 0;
}

std::int64_t WaveRun::quads() const {
  if (!plan_.by_tile) return plan_.weights.words.quads;
  return ceil_divide(cut_.depths[static_cast<std::size_t>(steps_[waves_.front().first_tile].depth_block)].count, kQuad);
}

/// The waves of tiles that run together, in their order; batches run as they are full.
void WaveRun::add_waves(std::span<const TileStep> tiles, std::size_t first) {
  const ResolvedDesign& design = plan_.design;
  const TileStep& tile = tiles[first];
  const std::int64_t rows = design.array_m, columns = design.array_n;
  const std::int64_t row_from = tile.row_block * cut_.tile.m / rows,
                     row_to = ceil_divide(std::min(plan_.shape.rows, (tile.row_block + 1) * cut_.tile.m), rows);
  const std::int64_t column_from = tile.column_block * cut_.tile.n / columns,
                     column_to = ceil_divide(std::min(plan_.shape.columns, (tile.column_block + 1) * cut_.tile.n), columns);
  if (plan_.by_tile) run_batch();
  const std::int64_t of_wave =
      plan_.by_tile ? ceil_divide(cut_.depths[static_cast<std::size_t>(tile.depth_block)].count, kQuad) : plan_.weights.words.quads;
  const auto visit = [&](std::int64_t row, std::int64_t column) {
    Wave& wave = waves_.emplace_back();
    wave.row_block = wave.lane_block = row, wave.column_block = wave.scalar_block = column;
    wave.rows = wave.lanes = std::min(rows, plan_.shape.rows - row * rows);
    wave.columns = wave.scalars = std::min(columns, plan_.shape.columns - column * columns);
    if (!plan_.rows_are_lanes) std::swap(wave.lane_block, wave.scalar_block), std::swap(wave.lanes, wave.scalars);
    wave.quad = batch_quads_;
    wave.first_tile = first;
    wave.begins = row == row_from && column == column_from, wave.ends = row + 1 == row_to && column + 1 == column_to;
    batch_quads_ += of_wave;
    if (batch_quads_ >= most_quads_) run_batch();
  };
  if (design.order == Order::MOuter) {
    for (std::int64_t row = row_from; row < row_to; ++row)
      for (std::int64_t column = column_from; column < column_to; ++column) visit(row, column);
  } else {
    for (std::int64_t column = column_from; column < column_to; ++column)
      for (std::int64_t row = row_from; row < row_to; ++row) visit(row, column);
  }
}

void WaveRun::run_batch() {
  if (waves_.empty()) return;
  costs();
  for (const Wave& at : waves_) {
    if (at.begins) begin(at);
    largest_of_ = nullptr;
    if (plain_stream_ && !has_idle(at))
      plain_stream(at);
    else
      for (Tile& tile : tiles_) wave(at, tile);
    if (at.ends) end(at);
  }
  waves_.clear();
  batch_quads_ = 0;
}

/// Costs of all waves of the batch. Waves with the same number of scalars go through the kernel together: their elements are the same.
void WaveRun::costs() {
  if (!finds_costs()) return;
  const std::int64_t plane = plan_.lane_stride * kQuad, scalars = slices_ * plan_.scalar_elements;
  const std::int64_t most_of_element = batch_quads_ * kQuad * plan_.largest_cost * scalars;
  if (pending_ + most_of_element > kMostBusy) flush();
  pending_ += most_of_element;
  most_.assign(static_cast<std::size_t>(batch_quads_ * plane), 0);
  if (plan_.gathers) {
    lane_reads_.assign(most_.size(), 0), scalar_reads_.assign(static_cast<std::size_t>(batch_quads_ * plan_.scalar_stride * kQuad), 0);
    for (const Wave& wave : waves_) gather(wave);
  }
  if (stores_) costs_.resize(static_cast<std::size_t>(batch_quads_ * scalars * plane));

  CostBlock block;
  block.lane_stride = plan_.lane_stride, block.scalar_stride = plan_.scalar_stride;
  block.planes = plan_.weights.words.planes;
  block.multipliers = static_cast<int>(plan_.design.lanes), block.window = static_cast<int>(plan_.design.window);
  block.largest_cost = plan_.largest_cost, block.largest_empty = static_cast<int>(plan_.design.empty_window);
  block.gathers = plan_.gathers, block.costs_of_quad = scalars;
  block.empty_cycles = empty_cycles_.data(), block.read_cycles = read_cycles_.data();
  for (const bool whole : {true, false})
    for (std::int64_t slice = 0; slice < slices_; ++slice) {
      segments_.clear();
      for (const Wave& wave : waves_) {
        if ((wave.scalars == plan_.scalar_elements) != whole) continue;
        block.scalar_count = wave.scalars;
        segment_of(wave, slice, segments_.emplace_back());
      }
      if (segments_.empty()) continue;
      block.segments = segments_;
      block.busy = busy_.data() + slice * plan_.scalar_elements * plan_.lane_stride;
      plan_.kernels.costs(block);
    }
  for (const Wave& wave : waves_)
    if (record_ != nullptr) plan_.kernels.largest_of_steps(most(wave), plan_.lane_stride, quads(), record_ + recorded_at(wave));
}

void WaveRun::segment_of(const Wave& wave, std::int64_t slice, CostSegment& segment) {
  const std::int64_t plane = plan_.lane_stride * kQuad, scalars = slices_ * plan_.scalar_elements, first = first_quad();
  const QuadWords &rows = plan_.weights.words, &columns = plan_.words;
  const QuadWords &of_lanes = plan_.rows_are_lanes ? rows : columns, &of_scalars = plan_.rows_are_lanes ? columns : rows;
  segment.lanes = of_lanes.at(wave.lane_block, slice) + first * of_lanes.planes * of_lanes.stride * kQuad;
  segment.scalars = of_scalars.at(wave.scalar_block, slice) + first * of_scalars.planes * of_scalars.stride * kQuad;
  segment.quads = quads();
  segment.empty = (wave.lanes < plan_.lane_elements ? plan_.empty_of_last : plan_.empty).data();
  segment.active = plan_.weights.active[static_cast<std::size_t>(slice)].data() + first;
  segment.most = most_.data() + wave.quad * plane;
  if (plan_.gathers) {
    segment.lane_reads = lane_reads_.data() + wave.quad * plane;
    segment.scalar_reads = scalar_reads_.data() + wave.quad * plan_.scalar_stride * kQuad;
  }
  if (!stores_) return;
  segment.costs = costs_.data() + (wave.quad * scalars + slice * plan_.scalar_elements) * plane;
  const std::int64_t idle = plan_.scalar_elements - wave.scalars;  // those without work finish as their steps arrive
  for (std::int64_t quad = 0; idle > 0 && quad < segment.quads; ++quad)
    std::fill_n(segment.costs + (quad * scalars + wave.scalars) * plane, idle * plane, 0);
}

void WaveRun::gather(const Wave& at) {
  const GatherWords &rows = plan_.weights.gather, &columns = plan_.gather;
  const std::int64_t first = first_quad() * kQuad, steps = std::min(quads() * kQuad, plan_.weights.plan.steps() - first);
  for (std::int64_t step = 0; step < steps; ++step) {
    const std::int64_t quad = at.quad + step / kQuad, of_quad = step % kQuad;
    std::uint8_t* of_lanes = lane_reads_.data() + quad * plan_.lane_stride * kQuad + of_quad;
    std::uint8_t* of_scalars = scalar_reads_.data() + quad * plan_.scalar_stride * kQuad + of_quad;
    if (activation_banks_)
      activation_banks_->step(columns, at.column_block, rows, at.row_block, first + step, plan_.weights.plan, plan_.design.window,
                              plan_.rows_are_lanes ? of_scalars : of_lanes, kQuad);
    if (weight_banks_)
      weight_banks_->step(rows, at.row_block, columns, at.column_block, first + step, plan_.weights.plan, plan_.design.window,
                          plan_.rows_are_lanes ? of_lanes : of_scalars, kQuad);
  }
}

/// Moves what the kernels have added up to wider sums.
void WaveRun::flush() {
  if (pending_ == 0) return;
  for (std::int64_t slice = 0; slice < slices_; ++slice)
    for (std::int64_t scalar = 0; scalar < plan_.scalar_elements; ++scalar) {
      const std::uint32_t* busy = busy_.data() + (slice * plan_.scalar_elements + scalar) * plan_.lane_stride;
      for (std::int64_t lane = 0; lane < plan_.lane_elements; ++lane) busy_of_costs_[element(slice, lane, scalar)] += busy[lane];
    }
  sums_.cost0 += sum_of(empty_cycles_), sums_.cost1 += sum_of(read_cycles_);
  std::fill(busy_.begin(), busy_.end(), 0);
  std::fill(empty_cycles_.begin(), empty_cycles_.end(), 0), std::fill(read_cycles_.begin(), read_cycles_.end(), 0);
  pending_ = 0;
}

}  // namespace skeptic
