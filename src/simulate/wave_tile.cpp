#include "simulate/wave_tile.h"

#include <algorithm>
#include <numeric>

namespace skeptic {
namespace {

constexpr std::int64_t kMostPending = (std::int64_t{1} << 32) - 1;

}  // namespace

WaveTile::WaveTile(const WavePlan& plan) : plan_(plan), slices_(plan.design.array_k) {
  const ResolvedDesign& design = plan.design;
  const std::size_t elements = static_cast<std::size_t>(design.array_m * design.array_n * design.array_k),
                    lanes = static_cast<std::size_t>(plan.lane_stride);
  busy_of_tile_.assign(elements, 0), busy_of_all_.assign(elements, 0), idle_.assign(elements, 0);
  if (plan.law == WaveLaw::Alike) return;
  busy_.assign(static_cast<std::size_t>(slices_ * plan.scalar_elements) * lanes, 0);
  empty_cycles_.assign(lanes, 0), read_cycles_.assign(lanes, 0), sums_.assign(lanes, 0), ends_.assign(lanes, 0);
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
  if (plan.touches) {
    const std::int64_t streams = plan.depths.front().switches->streams();
    touched_.assign(static_cast<std::size_t>((plan.depths.front().switches->by_stream() ? streams : 1) * plan.activations.units->count()), -1);
  }
}

TileCompute WaveTile::run(const TileStep& tile, std::vector<std::uint32_t> patterns) {
  depth_weights_ = &plan_.weights.depths[static_cast<std::size_t>(tile.depth_block)];
  depth_ = &plan_.depths[static_cast<std::size_t>(tile.depth_block)];
  patterns_ = std::move(patterns);
  ++tile_;
  stream_ = {};
  std::fill(ends_.begin(), ends_.end(), 0);
  std::fill(busy_of_tile_.begin(), busy_of_tile_.end(), 0);
  if (std::exchange(any_idle_, false)) std::fill(idle_.begin(), idle_.end(), 0);
  empties_ = reads_ = switched_cycles_ = switches_ = first_uses_ = 0;
  kept_lanes_ = -1;
  if (drift_) drift_->start();

  const ResolvedDesign& design = plan_.design;
  const Geometry& shape = plan_.shape;
  const std::int64_t rows = design.array_m, columns = design.array_n;
  const std::int64_t row_from = tile.row_block * plan_.tile.m / rows,
                     row_to = ceil_divide(std::min(shape.rows, (tile.row_block + 1) * plan_.tile.m), rows);
  const std::int64_t column_from = tile.column_block * plan_.tile.n / columns,
                     column_to = ceil_divide(std::min(shape.columns, (tile.column_block + 1) * plan_.tile.n), columns);
  visited_.assign(static_cast<std::size_t>(ceil_divide(shape.columns, columns)), 0);
  const auto visit = [&](std::int64_t row, std::int64_t column) {
    Wave at{row, column, 0, 0, std::min(rows, shape.rows - row * rows), std::min(columns, shape.columns - column * columns), 0, 0, false};
    at.lane_block = plan_.rows_are_lanes ? row : column, at.scalar_block = plan_.rows_are_lanes ? column : row;
    at.lanes = plan_.rows_are_lanes ? at.rows : at.columns, at.scalars = plan_.rows_are_lanes ? at.columns : at.rows;
    at.whole = at.rows == rows && at.columns == columns;
    wave(at);
  };
  if (design.order == Order::MOuter) {
    for (std::int64_t row = row_from; row < row_to; ++row)
      for (std::int64_t column = column_from; column < column_to; ++column) visit(row, column);
  } else {
    for (std::int64_t column = column_from; column < column_to; ++column)
      for (std::int64_t row = row_from; row < row_to; ++row) visit(row, column);
  }
  return finish();
}

void WaveTile::wave(const Wave& at) {
  if (plan_.gathers) gather(at);
  costs(at);
  if (plan_.activations.units) {
    switches(at);
    if (plan_.touches) touch(at);
  }
  switch (sync_) {
    case Sync::OneStream:
      one_stream(at);
      break;
    case Sync::Streams:
      streams(at);
      break;
    case Sync::Drift:
      drift(at);
      break;
    case Sync::Free:
      break;
  }
  const std::vector<std::int32_t>& active = depth_weights_->plan.active;
  if (!at.whole || active.back() < slices_ || *std::min_element(active.begin(), active.end()) < slices_) idle(at);
}

void WaveTile::costs(const Wave& at) {
  const QuadWords& of_weights = depth_weights_->words;
  const std::int64_t quads = of_weights.quads, plane = plan_.lane_stride * kQuad;
  if ((pending_ += quads * kQuad * plan_.largest_cost * slices_ * plan_.scalar_elements) > kMostPending) {
    flush();
    pending_ = quads * kQuad * plan_.largest_cost * slices_ * plan_.scalar_elements;
  }
  CostBlock block;
  block.lane_stride = plan_.lane_stride, block.scalar_stride = plan_.scalar_stride;
  block.scalar_count = at.scalars;
  block.quads = quads, block.planes = of_weights.planes;
  block.multipliers = static_cast<int>(plan_.design.lanes), block.window = static_cast<int>(plan_.design.window);
  block.largest_cost = plan_.largest_cost, block.largest_empty = static_cast<int>(plan_.design.empty_window);
  block.empty = (at.lanes < plan_.lane_elements ? plan_.empty_of_last : plan_.empty).data();
  if (plan_.law == WaveLaw::Lanes) {
    lanes_alone(at, block);
    return;
  }
  most_.assign(static_cast<std::size_t>(quads * plane), 0);
  block.most = most_.data();
  block.empty_cycles = empty_cycles_.data(), block.read_cycles = read_cycles_.data();
  if (plan_.gathers) block.lane_reads = lane_reads_.data(), block.scalar_reads = scalar_reads_.data();
  const std::int64_t scalars = slices_ * plan_.scalar_elements;
  if (sync_ == Sync::Drift) costs_.assign(static_cast<std::size_t>(quads * scalars * plane), 0), block.costs_of_quad = scalars;
  const QuadWords& lanes = plan_.rows_are_lanes ? of_weights : depth_->words;
  const QuadWords& others = plan_.rows_are_lanes ? depth_->words : of_weights;
  for (std::int64_t slice = 0; slice < slices_; ++slice) {
    block.lanes = lanes.at(at.lane_block, slice), block.scalars = others.at(at.scalar_block, slice);
    block.active = depth_weights_->active[static_cast<std::size_t>(slice)].data();
    block.busy = busy_.data() + slice * plan_.scalar_elements * plan_.lane_stride;
    if (sync_ == Sync::Drift) block.costs = costs_.data() + slice * plan_.scalar_elements * plane;
    plan_.kernels.costs(block);
  }
}

void WaveTile::lanes_alone(const Wave& at, CostBlock& block) {
  const std::size_t stride = static_cast<std::size_t>(plan_.lane_stride);
  if (kept_lanes_ != at.lane_block) {
    kept_lanes_ = at.lane_block;
    most_.assign(static_cast<std::size_t>(block.quads) * stride * kQuad, 0);
    busy_of_lanes_.assign(static_cast<std::size_t>(slices_) * stride, 0), empty_of_lanes_.assign(stride, 0);
    block.scalar_count = 1, block.scalar_stride = kLaneGroup;
    block.scalars = plan_.whole.data();
    block.most = most_.data(), block.empty_cycles = empty_of_lanes_.data();
    const QuadWords& lanes = plan_.rows_are_lanes ? depth_weights_->words : depth_->words;
    for (std::int64_t slice = 0; slice < slices_; ++slice) {
      block.lanes = lanes.at(at.lane_block, slice);
      block.active = depth_weights_->active[static_cast<std::size_t>(slice)].data();
      block.busy = busy_of_lanes_.data() + static_cast<std::size_t>(slice) * stride;
      plan_.kernels.costs(block);
    }
  }
  for (std::int64_t slice = 0; slice < slices_; ++slice)
    for (std::int64_t scalar = 0; scalar < at.scalars; ++scalar) {
      std::uint32_t* busy = busy_.data() + static_cast<std::size_t>(slice * plan_.scalar_elements + scalar) * stride;
      const std::uint32_t* of_lanes = busy_of_lanes_.data() + static_cast<std::size_t>(slice) * stride;
      for (std::size_t lane = 0; lane < stride; ++lane) busy[lane] += of_lanes[lane];
    }
  for (std::size_t lane = 0; lane < stride; ++lane) empty_cycles_[lane] += empty_of_lanes_[lane] * static_cast<std::uint32_t>(at.scalars);
}

void WaveTile::gather(const Wave& at) {
  const std::size_t quads = static_cast<std::size_t>(depth_weights_->words.quads);
  lane_reads_.assign(quads * static_cast<std::size_t>(plan_.lane_stride * kQuad), 0);
  scalar_reads_.assign(quads * static_cast<std::size_t>(plan_.scalar_stride * kQuad), 0);
  for (std::int64_t step = 0; step < steps(); ++step) {
    const std::int64_t quad = step / kQuad, of_quad = step % kQuad;
    std::uint8_t* of_lanes = lane_reads_.data() + quad * plan_.lane_stride * kQuad + of_quad;
    std::uint8_t* of_scalars = scalar_reads_.data() + quad * plan_.scalar_stride * kQuad + of_quad;
    const GatherWords &rows = depth_weights_->gather, &columns = depth_->gather;
    if (activation_banks_)
      activation_banks_->step(columns, at.column_block, rows, at.row_block, step, depth_weights_->plan, plan_.design.window,
                              plan_.rows_are_lanes ? of_scalars : of_lanes, kQuad);
    if (weight_banks_)
      weight_banks_->step(rows, at.row_block, columns, at.column_block, step, depth_weights_->plan, plan_.design.window,
                          plan_.rows_are_lanes ? of_lanes : of_scalars, kQuad);
  }
}

void WaveTile::switches(const Wave& at) {
  const WaveSwitches& switches = *depth_->switches;
  switches.find(at.column_block, patterns_, on_);
  switches.pass(at.column_block, patterns_);
  const std::int64_t flags = std::accumulate(on_.begin(), on_.end(), std::int64_t{0});
  if (flags == 0) return;
  const Domain domain = plan_.design.domain;
  switches_ += flags * (domain == Domain::Row || domain == Domain::Pe ? plan_.design.array_m : 1);
  if (switch_cycles() > 0) add_switches(at);
}

/// To the busy cycles of every element with work.
void WaveTile::add_switches(const Wave& at) {
  const WaveSwitches& switches = *depth_->switches;
  const std::vector<std::int32_t>& active = depth_weights_->plan.active;
  const std::int64_t streams = switches.streams();
  // Waits of a column are waits of its stream; without streams of their own all columns wait together.
  for (std::int64_t slice = 0; slice < slices_; ++slice) {
    std::vector<std::int64_t> cycles(static_cast<std::size_t>(at.columns), 0);
    for (std::int64_t step = 0; step < steps(); ++step) {
      if (slice >= active[static_cast<std::size_t>(step)]) continue;
      for (std::int64_t column = 0; column < at.columns; ++column) {
        const std::int64_t flag =
            switches.by_stream() ? step * streams + (streams > plan_.design.array_n ? slice * plan_.design.array_n : 0) + column : step;
        if (on_[static_cast<std::size_t>(flag)] != 0) cycles[static_cast<std::size_t>(column)] += switch_cycles();
      }
    }
    for (std::int64_t row = 0; row < at.rows; ++row)
      for (std::int64_t column = 0; column < at.columns; ++column) {
        const std::int64_t added = cycles[static_cast<std::size_t>(column)];
        busy_of_tile_[static_cast<std::size_t>((slice * plan_.design.array_m + row) * plan_.design.array_n + column)] += added;
        switched_cycles_ += added;
      }
  }
}

/// Units that the wave's domains touch for the first time in this tile. All waves of a block of columns touch the same, so only the first one can.
void WaveTile::touch(const Wave& at) {
  first_use_.clear();
  std::uint8_t& visited = visited_[static_cast<std::size_t>(at.column_block)];
  if (std::exchange(visited, 1) != 0) return;
  const WaveSwitches& switches = *depth_->switches;
  const std::int64_t streams = switches.streams(), columns = plan_.design.array_n, units = plan_.activations.units->count();
  const bool by_slice = streams > columns || (plan_.design.domain == Domain::Pe);
  first_use_.assign(on_.size(), 0);
  std::int64_t uses = 0;
  for (std::int64_t step = 0; step < steps(); ++step)
    for (std::int64_t stream = 0; stream < streams; ++stream) {
      const std::int64_t column = stream % columns;
      if (column >= at.columns) continue;
      const std::int64_t from = by_slice ? stream / columns : 0;
      const std::int64_t to = std::min<std::int64_t>(by_slice ? from + 1 : slices_, depth_weights_->plan.active[static_cast<std::size_t>(step)]);
      for (std::int64_t slice = from; slice < to; ++slice) {
        const std::int64_t unit =
            plan_.units->unit(depth_weights_->plan.window(step, slice) * plan_.design.window, at.column_block * columns + column);
        if (unit < 0) continue;
        std::int64_t& touched = touched_[static_cast<std::size_t>((switches.by_stream() ? stream * units : 0) + unit)];
        if (touched == tile_) continue;
        touched = tile_;
        ++uses;
        first_use_[static_cast<std::size_t>(switches.by_stream() ? step * streams + stream : step)] = 1;
      }
    }
  const Domain domain = plan_.design.domain;
  first_uses_ += uses * (domain == Domain::Row || domain == Domain::Pe ? plan_.design.array_m : 1);
}

void WaveTile::one_stream(const Wave& at) {
  const std::int64_t quads = depth_weights_->words.quads;
  largest_.resize(static_cast<std::size_t>(quads * kQuad));
  plan_.kernels.largest_of_steps(most_.data(), plan_.lane_stride, quads, largest_.data());
  if (!plan_.feeds && !plan_.waits) {
    std::int64_t sum = 0;
    for (std::int64_t step = 0; step < steps(); ++step) sum += largest_[static_cast<std::size_t>(step)];
    if (switch_cycles() > 0) sum += switch_cycles() * std::accumulate(on_.begin(), on_.end(), std::int64_t{0});
    stream_[static_cast<std::size_t>(Variant::NoFeeds)].finish += sum;
    return;
  }
  for (std::int64_t step = 0; step < steps(); ++step) {
    feed(at, step);
    const std::int64_t cost =
        largest_[static_cast<std::size_t>(step)] + (switch_cycles() > 0 && on_[static_cast<std::size_t>(step)] != 0 ? switch_cycles() : 0);
    for (int variant = 0; variant < kVariants; ++variant) {
      const bool feeds = variant != static_cast<int>(Variant::NoFeeds), waits = variant == static_cast<int>(Variant::Full);
      Stream& stream = stream_[static_cast<std::size_t>(variant)];
      stream.arrive = std::max(stream.arrive + (feeds ? lane_feed_.front() : 0), stream.finish) + (waits ? lane_wait_.front() : 0);
      stream.finish = stream.arrive + cost;
    }
  }
}

void WaveTile::streams(const Wave& at) {
  const std::int64_t quads = depth_weights_->words.quads;
  if (drift_) {
    scalar_works_.front() = ~std::uint32_t{0};
    for (std::int64_t step = 0; step < steps(); ++step) {
      feed(at, step);
      DriftCosts costs;
      costs.costs = most_.data() + step / kQuad * plan_.lane_stride * kQuad, costs.step_of_quad = static_cast<int>(step % kQuad);
      if (switch_cycles() > 0) costs.lane_switch = lane_switch_.data(), costs.scalar_works = scalar_works_.data();
      if (plan_.feeds) costs.lane_feed = lane_feed_.data();
      if (plan_.waits) costs.lane_wait = lane_wait_.data();
      drift_->advance(costs);
    }
    return;
  }
  std::fill(sums_.begin(), sums_.end(), 0);
  plan_.kernels.sum_steps(most_.data(), plan_.lane_stride, quads, sums_.data());
  for (std::size_t lane = 0; lane < ends_.size(); ++lane) ends_[lane] += sums_[lane];
  if (switch_cycles() == 0) return;
  const std::int64_t streams = depth_->switches->by_stream() ? depth_->switches->streams() : 1;
  for (std::int64_t step = 0; step < steps(); ++step)
    for (std::int64_t lane = 0; lane < at.lanes; ++lane)
      if (on_[static_cast<std::size_t>(step * streams + (streams > 1 ? lane : 0))] != 0) ends_[static_cast<std::size_t>(lane)] += switch_cycles();
}

/// Fills lane_feed_, scalar_feed_, lane_wait_ and lane_switch_ for one step.
void WaveTile::feed(const Wave& at, std::int64_t step) {
  const std::int32_t* of_rows = depth_weights_->feeds.at(at.row_block, step, steps());
  const std::int32_t* of_columns = depth_->feeds.at(at.column_block, step, steps());
  const Domain domain = plan_.design.domain;
  const std::int64_t lanes = plan_.lane_elements, stride = plan_.lane_stride, rows = plan_.design.array_m, columns = plan_.design.array_n;
  const std::int64_t parts = domain == Domain::Pe ? slices_ : 1;
  for (std::int64_t part = 0; part < parts; ++part)
    for (std::int64_t lane = 0; lane < lanes; ++lane) {
      const std::size_t to = static_cast<std::size_t>(part * stride + lane);
      const std::int64_t row = domain == Domain::Row ? lane : 0, column = domain == Domain::Column ? lane
                                                                          : domain == Domain::Pe   ? part * columns + lane
                                                                                                   : 0;
      const std::int32_t fed_row = of_rows == nullptr || domain == Domain::Pe ? 0 : of_rows[row];
      lane_feed_[to] = static_cast<std::uint32_t>(std::max(fed_row, of_columns == nullptr ? 0 : of_columns[column]));
      if (!plan_.activations.units) continue;
      const bool by_stream = depth_->switches->by_stream();
      const std::size_t flag = static_cast<std::size_t>(by_stream ? step * depth_->switches->streams() + part * columns + lane : step);
      if (plan_.waits)
        lane_wait_[to] = !first_use_.empty() && first_use_[flag] != 0 ? static_cast<std::uint32_t>(plan_.design.activations.decide->latency) : 0;
      if (switch_cycles() > 0) lane_switch_[to] = lane < at.lanes && on_[flag] != 0 ? static_cast<std::uint32_t>(switch_cycles()) : 0;
    }
  if (domain == Domain::Pe && of_rows != nullptr)
    for (std::int64_t scalar = 0; scalar < slices_ * rows; ++scalar)
      scalar_feed_[static_cast<std::size_t>(scalar)] = static_cast<std::uint32_t>(of_rows[scalar]);
}

void WaveTile::drift(const Wave& at) {
  const std::int64_t plane = plan_.lane_stride * kQuad, scalars = slices_ * plan_.scalar_elements;
  const bool fills = plan_.feeds || plan_.waits || switch_cycles() > 0;
  for (std::int64_t step = 0; step < steps(); ++step) {
    DriftCosts costs;
    costs.costs = costs_.data() + step / kQuad * scalars * plane, costs.step_of_quad = static_cast<int>(step % kQuad);
    if (fills) feed(at, step);
    if (plan_.feeds) costs.lane_feed = lane_feed_.data();
    if (plan_.feeds && plan_.design.domain == Domain::Pe) costs.scalar_feed = scalar_feed_.data();
    if (plan_.waits) costs.lane_wait = lane_wait_.data();
    if (switch_cycles() > 0) {
      costs.lane_switch = lane_switch_.data(), costs.scalar_works = scalar_works_.data();
      const std::int64_t active = depth_weights_->plan.active[static_cast<std::size_t>(step)];
      for (std::int64_t scalar = 0; scalar < scalars; ++scalar)
        scalar_works_[static_cast<std::size_t>(scalar)] =
            scalar / plan_.scalar_elements < active && scalar % plan_.scalar_elements < at.scalars ? ~std::uint32_t{0} : 0;
    }
    drift_->advance(costs);
  }
}

/// Adds, for every element, the largest cost of each step in which it is idle.
void WaveTile::idle(const Wave& at) {
  const std::int64_t quads = depth_weights_->words.quads;
  any_idle_ = true;
  if (sync_ != Sync::OneStream) {
    largest_.resize(static_cast<std::size_t>(quads * kQuad));
    plan_.kernels.largest_of_steps(most_.data(), plan_.lane_stride, quads, largest_.data());
  }
  const bool by_stream = plan_.activations.units && depth_->switches->by_stream();
  std::vector<std::int64_t> without_slice(static_cast<std::size_t>(slices_) + 1, 0);  // [s]: of steps in which slices s and beyond have no window
  std::int64_t whole = 0;
  for (std::int64_t step = 0; step < steps(); ++step) {
    std::int64_t largest = largest_[static_cast<std::size_t>(step)];
    if (switch_cycles() > 0 && !by_stream && on_[static_cast<std::size_t>(step)] != 0) largest += switch_cycles();
    if (switch_cycles() > 0 && by_stream) {
      const std::uint8_t* most = most_.data() + step / kQuad * plan_.lane_stride * kQuad + step % kQuad;
      largest = 0;
      for (std::int64_t lane = 0; lane < at.lanes; ++lane) {
        const bool on = on_[static_cast<std::size_t>(step * depth_->switches->streams() + lane)] != 0;
        largest = std::max(largest, most[lane * kQuad] + (on ? switch_cycles() : 0));
      }
    }
    without_slice[static_cast<std::size_t>(depth_weights_->plan.active[static_cast<std::size_t>(step)])] += largest;
    whole += largest;
  }
  std::int64_t without_window = 0;
  std::size_t p = 0;
  for (std::int64_t slice = 0; slice < slices_; ++slice) {
    without_window += without_slice[static_cast<std::size_t>(slice)];
    for (std::int64_t row = 0; row < plan_.design.array_m; ++row)
      for (std::int64_t column = 0; column < plan_.design.array_n; ++column, ++p)
        idle_[p] += row < at.rows && column < at.columns ? without_window : whole;
  }
}

void WaveTile::flush() {
  for (std::int64_t slice = 0; slice < slices_; ++slice)
    for (std::int64_t scalar = 0; scalar < plan_.scalar_elements; ++scalar) {
      const std::uint32_t* busy = busy_.data() + (slice * plan_.scalar_elements + scalar) * plan_.lane_stride;
      for (std::int64_t lane = 0; lane < plan_.lane_elements; ++lane) busy_of_tile_[element(slice, lane, scalar)] += busy[lane];
    }
  empties_ += std::accumulate(empty_cycles_.begin(), empty_cycles_.end(), std::int64_t{0});
  reads_ += std::accumulate(read_cycles_.begin(), read_cycles_.end(), std::int64_t{0});
  std::fill(busy_.begin(), busy_.end(), 0), std::fill(empty_cycles_.begin(), empty_cycles_.end(), 0),
      std::fill(read_cycles_.begin(), read_cycles_.end(), 0);
  pending_ = 0;
}

TileCompute WaveTile::finish() {
  flush();
  TileCompute tile;
  const auto end = [&](Variant variant) -> std::int64_t {
    if (sync_ == Sync::Free) return *std::max_element(busy_of_tile_.begin(), busy_of_tile_.end());
    if (drift_) return drift_->end(variant);
    if (sync_ == Sync::Streams) return *std::max_element(ends_.begin(), ends_.end());
    return stream_[static_cast<std::size_t>(simplest(variant, plan_.feeds, plan_.waits))].finish;
  };
  tile.cycles = end(Variant::Full);
  tile.cycles_without_waits = end(Variant::NoWaits);
  tile.cycles_without_feeds = end(Variant::NoFeeds);
  tile.cost = std::accumulate(busy_of_tile_.begin(), busy_of_tile_.end(), std::int64_t{0});
  for (std::size_t p = 0; any_idle_ && p < busy_of_tile_.size(); ++p) tile.edge += std::min(tile.cycles_without_feeds - busy_of_tile_[p], idle_[p]);
  tile.imbalance = tile.cycles_without_feeds * static_cast<std::int64_t>(busy_of_tile_.size()) - tile.cost - tile.edge;
  for (std::size_t p = 0; p < busy_of_tile_.size(); ++p) busy_of_all_[p] += busy_of_tile_[p];
  tile.cost2 = tile.cost - switched_cycles_;
  tile.cost1 = tile.cost2 - reads_;
  tile.cost0 = tile.cost1 - empties_;
  tile.switches = switches_;
  tile.first_uses = first_uses_;
  return tile;
}

}  // namespace skeptic
