// When the tiles of a batch end, once the costs of their waves are known.
#include <algorithm>
#include <numeric>

#include "simulate/wave_run.h"

namespace skeptic {

void WaveRun::begin(const Wave& at) {
  ++tile_;
  for (std::size_t i = 0; i < tiles_.size(); ++i) {
    Tile& tile = tiles_[i];
    const auto depth = static_cast<std::size_t>(steps_[at.first_tile + i].depth_block);
    tile.steps = cut_.depths[depth];
    tile.stream = {};
    if (!cut_.switches.empty()) {
      tile.switches = &cut_.switches[depth];
      const std::uint32_t* before = patterns_ + static_cast<std::int64_t>(at.first_tile + i) * tile.switches->streams();
      tile.patterns.assign(before, before + tile.switches->streams());
    }
    if (sync_ == Sync::Streams) tile.ends.assign(static_cast<std::size_t>(plan_.lane_stride), 0);
    if (tile.drift) tile.drift->start();
  }
  const TileStep& first = steps_[at.first_tile];
  const std::int64_t rows = std::min(cut_.tile.m, plan_.shape.rows - first.row_block * cut_.tile.m);
  const std::int64_t columns = std::min(cut_.tile.n, plan_.shape.columns - first.column_block * cut_.tile.n);
  const bool idle = plan_.weights.idle_slices || rows % plan_.design.array_m != 0 || columns % plan_.design.array_n != 0;
  by_element_ = stores_ && (sync_ == Sync::Free || idle);
  if (!by_element_) return;
  for (Tile& tile : tiles_) {
    tile.busy_lately.assign(busy_.size(), 0), tile.busy.assign(busy_.size(), 0), tile.idle.assign(busy_.size(), 0);
    tile.pending = 0;
  }
}

void WaveRun::end(const Wave& at) {
  for (std::size_t i = 0; i < tiles_.size(); ++i) {
    Tile& tile = tiles_[i];
    if (by_element_) take_busy(tile);
    const auto ends = [&](Variant variant) -> std::int64_t {
      if (sync_ == Sync::Free) return *std::max_element(tile.busy.begin(), tile.busy.end());
      if (tile.drift) return tile.drift->end(variant);
      if (sync_ == Sync::Streams) return *std::max_element(tile.ends.begin(), tile.ends.end());
      return tile.stream[static_cast<std::size_t>(simplest(variant, plan_.feeds, plan_.waits))].finish;
    };
    const std::int64_t without_feeds = ends(Variant::NoFeeds);
    sums_.cycles += cycles_[at.first_tile + i] = ends(Variant::Full);
    sums_.cycles_without_waits += ends(Variant::NoWaits);
    sums_.cycles_without_feeds += without_feeds;
    for (std::size_t p = 0; by_element_ && p < tile.busy.size(); ++p) sums_.edge += std::min(without_feeds - tile.busy[p], tile.idle[p]);
  }
}

/// The steps of one tile in a wave.
void WaveRun::wave(const Wave& at, Tile& tile) {
  if (tile.switches != nullptr) {
    switches(at, tile);
    if (plan_.by_tile) touch(at, tile);
  }
  switch (sync_) {
    case Sync::OneStream: {
      const std::int64_t sum = one_stream(at, tile);
      if (has_idle(at)) idle_of_stream(at, tile, sum);
      return;
    }
    case Sync::Streams:
      streams(at, tile);
      break;
    case Sync::Drift:
      drift(at, tile);
      break;
    case Sync::Free:
      break;
  }
  if (!by_element_) return;
  add_busy(at, tile);
  if (has_idle(at)) idle_of_elements(at, tile);
}

/// By step of the batch's tiles, from the first of all; of a tile that runs by itself its own steps.
const std::uint8_t* WaveRun::largest(const Wave& at) {
  if (recorded_ != nullptr) return recorded_ + recorded_at(at);
  if (plan_.law == WaveLaw::Lanes) return plan_.largest.data() + (at.lane_block * plan_.weights.words.quads + first_quad()) * kQuad;
  if (largest_of_ == &at) return largest_.data();
  largest_.resize(static_cast<std::size_t>(quads() * kQuad));
  plan_.kernels.largest_of_steps(most(at), plan_.lane_stride, quads(), largest_.data());
  largest_of_ = &at;
  return largest_.data();
}

void WaveRun::switches(const Wave& at, Tile& tile) {
  switched_ = tile.switches->meet(at.column_block, tile.patterns.data(), room_);
  const std::int64_t flags = switched_.count;
  if (flags == 0) return;
  const Domain domain = plan_.design.domain;
  sums_.switches += flags * (domain == Domain::Row || domain == Domain::Pe ? plan_.design.array_m : 1);
  if (switch_cycles() == 0) return;
  if (!tile.switches->by_stream() && !by_element_ && !has_idle(at))
    switched_whole_ += flags * switch_cycles();  // the same for every element
  else
    add_switches(at, tile);
}

/// To the busy cycles of every element with work. A column's switches are those of its stream; without streams of their own all columns switch
/// together.
void WaveRun::add_switches(const Wave& at, Tile& tile) {
  const bool by_stream = tile.switches->by_stream();
  std::vector<std::int64_t> cycles(static_cast<std::size_t>(by_stream ? at.columns : 1));
  for (std::int64_t slice = 0; slice < slices_; ++slice) {
    std::fill(cycles.begin(), cycles.end(), 0);
    for (std::int64_t step = 0; step < tile.steps.count; ++step) {
      if (slice >= active(tile, step)) continue;
      for (std::size_t column = 0; column < cycles.size(); ++column)
        if (switch_on(tile, step, static_cast<std::int64_t>(column))) cycles[column] += switch_cycles();
    }
    for (std::int64_t row = 0; row < at.rows; ++row)
      for (std::int64_t column = 0; column < at.columns; ++column) {
        const std::int64_t added = cycles[by_stream ? static_cast<std::size_t>(column) : 0];
        const std::size_t p = static_cast<std::size_t>((slice * plan_.design.array_m + row) * plan_.design.array_n + column);
        busy_of_switches_[p] += added;
        if (by_element_) tile.busy[place(slice, row, column)] += added;
      }
  }
}

/// Units that the wave's domains touch for the first time in this tile. All waves of a block of columns touch the same, so only the first one can.
void WaveRun::touch(const Wave& at, const Tile& tile) {
  first_use_.clear();
  if (std::exchange(visited_[static_cast<std::size_t>(at.column_block)], tile_) == tile_) return;
  const WaveSwitches& switches = *tile.switches;
  const Domain domain = plan_.design.domain;
  const bool by_slice = domain == Domain::Pe;
  const std::int64_t streams = switches.streams(), columns = plan_.design.array_n, units = plan_.activations.units->count();
  first_use_.assign(static_cast<std::size_t>(tile.steps.count * (switches.by_stream() ? streams : 1)), 0);
  std::int64_t uses = 0;
  for (std::int64_t step = 0; step < tile.steps.count; ++step)
    for (std::int64_t stream = 0; stream < streams; ++stream) {
      const std::int64_t column = stream % columns;
      if (column >= at.columns) continue;
      const std::int64_t from = by_slice ? stream / columns : 0;
      const std::int64_t to = std::min<std::int64_t>(by_slice ? from + 1 : slices_, active(tile, step));
      for (std::int64_t slice = from; slice < to; ++slice) {
        const std::int64_t unit =
            plan_.units->unit(plan_.weights.plan.window(tile.steps.first + step, slice) * plan_.design.window, at.column_block * columns + column);
        if (unit < 0) continue;
        std::int64_t& touched = touched_[static_cast<std::size_t>((switches.by_stream() ? stream * units : 0) + unit)];
        if (touched == tile_) continue;
        touched = tile_;
        ++uses;
        first_use_[static_cast<std::size_t>(switches.by_stream() ? step * streams + stream : step)] = 1;
      }
    }
  sums_.first_uses += uses * (domain == Domain::Row || domain == Domain::Pe ? plan_.design.array_m : 1);
}

/// Returns the sum of the steps' costs, where it is needed.
std::int64_t WaveRun::one_stream(const Wave& at, Tile& tile) {
  if (plan_.feeds || plan_.waits) {
    timed_stream(at, tile);
    return 0;
  }
  std::int64_t sum = 0;
  if (finds_costs() && tiles_.size() == 1) {
    sum = plan_.kernels.sum_of_largest(most(at), plan_.lane_stride, quads());
  } else {
    const std::uint8_t* costs = largest(at) + offset(tile);
    for (std::int64_t step = 0; step < tile.steps.count; ++step) sum += costs[step];
  }
  if (switch_cycles() > 0) sum += switch_cycles() * switched_.count;
  tile.stream[static_cast<std::size_t>(Variant::NoFeeds)].finish += sum;
  return sum;
}

/// The most usual wave: steps that take what their slowest element takes, for all tiles in one pass.
void WaveRun::plain_stream(const Wave& at) {
  constexpr auto kVariant = static_cast<std::size_t>(Variant::NoFeeds);
  if (tiles_.size() == 1 && finds_costs()) {
    tiles_.front().stream[kVariant].finish += plan_.kernels.sum_of_largest(most(at), plan_.lane_stride, quads());
    return;
  }
  const std::uint8_t* costs = largest(at);
  for (Tile& tile : tiles_) {
    std::int64_t sum = 0;
    for (const std::uint8_t* end = costs + tile.steps.count; costs < end; ++costs) sum += *costs;
    tile.stream[kVariant].finish += sum;
  }
}

void WaveRun::timed_stream(const Wave& at, Tile& tile) {
  const std::uint8_t* costs = largest(at) + offset(tile);
  const std::int64_t steps = plan_.weights.plan.steps(), first = tile.steps.first;
  const std::int64_t *of_rows = plan_.weights.feeds.at(at.row_block, first, steps),
                     *of_columns = plan_.activation_feeds.at(at.column_block, first, steps);
  const std::int64_t added = switch_cycles(), latency = plan_.waits ? plan_.design.activations.decide->latency : 0;
  Stream simple = tile.stream[static_cast<std::size_t>(Variant::NoFeeds)], fed = tile.stream[static_cast<std::size_t>(Variant::NoWaits)],
         full = tile.stream[static_cast<std::size_t>(Variant::Full)];
  const auto feed_of = [&](std::int64_t step) {
    return std::max(of_rows == nullptr ? std::int64_t{0} : of_rows[step], of_columns == nullptr ? std::int64_t{0} : of_columns[step]);
  };
  const auto cost_of = [&](std::int64_t step) { return costs[step] + (added > 0 && switched_.on[step] != 0 ? added : std::int64_t{0}); };
  // A step arrives as it is fed, or as the one before finishes: it waits for what its feed takes longer than that one's cost.
  std::int64_t before = fed.finish - fed.arrive, computing = 0, waiting = 0;
  const auto add = [&](std::int64_t feed, std::int64_t cost) {
    computing += cost;
    waiting += std::max<std::int64_t>(0, feed - before);
    before = cost;
  };
  if (added == 0 && of_rows != nullptr && of_columns != nullptr) {
    for (std::int64_t step = 0; step < tile.steps.count; ++step) add(std::max(of_rows[step], of_columns[step]), costs[step]);
  } else if (of_rows != nullptr && of_columns != nullptr) {
    for (std::int64_t step = 0; step < tile.steps.count; ++step)
      add(std::max(of_rows[step], of_columns[step]), costs[step] + added * switched_.on[step]);
  } else {
    for (std::int64_t step = 0; step < tile.steps.count; ++step) add(feed_of(step), cost_of(step));
  }
  simple.finish += computing;
  fed.finish += computing + waiting;
  fed.arrive = fed.finish - before;
  for (std::int64_t step = 0; latency > 0 && step < tile.steps.count; ++step) {
    const bool waits = !first_use_.empty() && first_use_[static_cast<std::size_t>(step)] != 0;
    full.arrive = std::max(full.arrive + feed_of(step), full.finish) + (waits ? latency : 0);
    full.finish = full.arrive + cost_of(step);
  }
  tile.stream = {full, fed, simple};
}

void WaveRun::streams(const Wave& at, Tile& tile) {
  const std::int64_t plane = plan_.lane_stride * kQuad;
  if (tile.drift) {
    scalar_works_.front() = ~std::uint32_t{0};
    for (std::int64_t step = 0; step < tile.steps.count; ++step) {
      feed(at, tile, step);
      const std::int64_t at_step = offset(tile) + step;
      DriftCosts costs;
      costs.costs = most(at) + at_step / kQuad * plane, costs.step_of_quad = static_cast<int>(at_step % kQuad);
      if (switch_cycles() > 0) costs.lane_switch = lane_switch_.data(), costs.scalar_works = scalar_works_.data();
      if (plan_.feeds) costs.lane_feed = lane_feed_.data();
      if (plan_.waits) costs.lane_wait = lane_wait_.data();
      tile.drift->advance(costs);
    }
    return;
  }
  std::fill(sums_of_lanes_.begin(), sums_of_lanes_.end(), 0);
  plan_.kernels.sum_steps(most(at), plan_.lane_stride, offset(tile), offset(tile) + tile.steps.count, sums_of_lanes_.data());
  for (std::size_t lane = 0; lane < tile.ends.size(); ++lane) tile.ends[lane] += sums_of_lanes_[lane];
  for (std::int64_t step = 0; switch_cycles() > 0 && step < tile.steps.count; ++step)
    for (std::int64_t lane = 0; lane < at.lanes; ++lane)
      if (switch_on(tile, step, lane)) tile.ends[static_cast<std::size_t>(lane)] += switch_cycles();
}

/// Fills lane_feed_, scalar_feed_, lane_wait_ and lane_switch_ for one step.
void WaveRun::feed(const Wave& at, const Tile& tile, std::int64_t step) {
  const std::int64_t steps = plan_.weights.plan.steps(), of_all = tile.steps.first + step;
  const std::int64_t *of_rows = plan_.weights.feeds.at(at.row_block, of_all, steps),
                     *of_columns = plan_.activation_feeds.at(at.column_block, of_all, steps);
  const Domain domain = plan_.design.domain;
  const std::int64_t columns = plan_.design.array_n, parts = domain == Domain::Pe ? slices_ : 1;
  for (std::int64_t part = 0; part < parts; ++part)
    for (std::int64_t lane = 0; lane < plan_.lane_elements; ++lane) {
      const std::size_t to = static_cast<std::size_t>(part * plan_.lane_stride + lane);
      const std::int64_t row = domain == Domain::Row ? lane : 0, column = domain == Domain::Column ? lane
                                                                          : domain == Domain::Pe   ? part * columns + lane
                                                                                                   : 0;
      const std::int64_t fed_row = of_rows == nullptr || domain == Domain::Pe ? 0 : of_rows[row];
      lane_feed_[to] = static_cast<std::uint32_t>(std::max(fed_row, of_columns == nullptr ? std::int64_t{0} : of_columns[column]));
      if (!plan_.activations.units) continue;
      const std::int64_t stream = part * columns + lane;
      const bool waits = plan_.waits && !first_use_.empty() &&
                         first_use_[static_cast<std::size_t>(tile.switches->by_stream() ? step * tile.switches->streams() + stream : step)] != 0;
      lane_wait_[to] = waits ? static_cast<std::uint32_t>(plan_.design.activations.decide->latency) : 0;
      lane_switch_[to] = lane < at.lanes && switch_on(tile, step, stream) ? static_cast<std::uint32_t>(switch_cycles()) : 0;
    }
  if (domain == Domain::Pe && of_rows != nullptr)
    for (std::size_t scalar = 0; scalar < scalar_feed_.size(); ++scalar) scalar_feed_[scalar] = static_cast<std::uint32_t>(of_rows[scalar]);
}

/// The elements' costs in the tile's steps of a wave.
void WaveRun::add_busy(const Wave& at, Tile& tile) {
  const std::int64_t elements = slices_ * plan_.scalar_elements * plan_.lane_stride, most_of_wave = tile.steps.count * plan_.largest_cost;
  if (tile.pending + most_of_wave > kMostBusy) take_busy(tile);
  tile.pending += most_of_wave;
  plan_.kernels.sum_steps(costs_.data() + at.quad * elements * kQuad, elements, offset(tile), offset(tile) + tile.steps.count,
                          tile.busy_lately.data());
}

void WaveRun::take_busy(Tile& tile) {
  for (std::size_t p = 0; p < tile.busy.size(); ++p) tile.busy[p] += std::exchange(tile.busy_lately[p], 0);
  tile.pending = 0;
}

void WaveRun::drift(const Wave& at, Tile& tile) {
  const std::int64_t plane = plan_.lane_stride * kQuad, scalars = slices_ * plan_.scalar_elements;
  const std::uint8_t* of_wave = costs_.data() + at.quad * scalars * plane;
  const bool fills = plan_.feeds || plan_.waits || switch_cycles() > 0;
  if (!fills) {
    tile.drift->advance(of_wave, offset(tile), offset(tile) + tile.steps.count);
    return;
  }
  for (std::int64_t step = 0; step < tile.steps.count; ++step) {
    const std::int64_t at_step = offset(tile) + step;
    DriftCosts costs;
    costs.costs = of_wave + at_step / kQuad * scalars * plane, costs.step_of_quad = static_cast<int>(at_step % kQuad);
    feed(at, tile, step);
    if (plan_.feeds) costs.lane_feed = lane_feed_.data();
    if (plan_.feeds && plan_.design.domain == Domain::Pe) costs.scalar_feed = scalar_feed_.data();
    if (plan_.waits) costs.lane_wait = lane_wait_.data();
    if (switch_cycles() > 0) {
      costs.lane_switch = lane_switch_.data(), costs.scalar_works = scalar_works_.data();
      const std::int64_t slices = active(tile, step);
      for (std::int64_t scalar = 0; scalar < scalars; ++scalar) {
        const bool works = scalar / plan_.scalar_elements < slices && scalar % plan_.scalar_elements < at.scalars;
        scalar_works_[static_cast<std::size_t>(scalar)] = works ? ~std::uint32_t{0} : 0;
      }
    }
    tile.drift->advance(costs);
  }
}

/// Where all wait for the slowest, an idle element's share of the edge is the whole cost of the step.
void WaveRun::idle_of_stream(const Wave& at, const Tile& tile, std::int64_t sum) {
  if (!plan_.weights.idle_slices && !plan_.feeds && !plan_.waits) {
    sums_.edge += sum * (elements_ - at.rows * at.columns * slices_);
    return;
  }
  const std::uint8_t* costs = largest(at) + offset(tile);
  for (std::int64_t step = 0; step < tile.steps.count; ++step) {
    const std::int64_t cost = costs[step] + (switch_cycles() > 0 && switched_.on[step] != 0 ? switch_cycles() : 0);
    sums_.edge += cost * (elements_ - at.rows * at.columns * active(tile, step));
  }
}

/// Adds, for every element, the largest cost of each step in which it is idle.
void WaveRun::idle_of_elements(const Wave& at, Tile& tile) {
  const std::uint8_t* costs = largest(at) + offset(tile);
  std::vector<std::int64_t> without_slice(static_cast<std::size_t>(slices_) + 1, 0);  // [s]: of steps in which slices s and beyond have no window
  for (std::int64_t step = 0; step < tile.steps.count; ++step) {
    std::int64_t of_step = costs[step];
    if (switch_cycles() > 0) {
      const std::int64_t at_step = offset(tile) + step;
      const std::uint8_t* of_lanes = most(at) + at_step / kQuad * plan_.lane_stride * kQuad + at_step % kQuad;
      for (std::int64_t lane = 0; lane < at.lanes; ++lane)
        if (switch_on(tile, step, lane)) of_step = std::max(of_step, of_lanes[lane * kQuad] + switch_cycles());
    }
    without_slice[static_cast<std::size_t>(active(tile, step))] += of_step;
  }
  const std::int64_t whole = std::accumulate(without_slice.begin(), without_slice.end(), std::int64_t{0});
  std::int64_t without_window = 0;
  for (std::int64_t slice = 0; slice < slices_; ++slice) {
    without_window += without_slice[static_cast<std::size_t>(slice)];
    for (std::int64_t scalar = 0; scalar < plan_.scalar_elements; ++scalar) {
      std::int64_t* idle = tile.idle.data() + (slice * plan_.scalar_elements + scalar) * plan_.lane_stride;
      const std::int64_t inside = scalar < at.scalars ? at.lanes : 0;
      for (std::int64_t lane = 0; lane < inside; ++lane) idle[lane] += without_window;
      for (std::int64_t lane = inside; lane < plan_.lane_elements; ++lane) idle[lane] += whole;
    }
  }
}

}  // namespace skeptic
