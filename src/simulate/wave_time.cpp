// When the tiles of a batch end, once the costs of their waves are known.
#include <algorithm>
#include <numeric>

#include "simulate/wave_run.h"

namespace skeptic {

WaveRun::Ends WaveRun::time(const BatchTile& tile) {
  weights_ = &weights(tile.step);
  depth_ = &depth(tile.step);
  ++tile_;
  stream_ = {};
  if (sync_ == Sync::Streams) std::fill(ends_.begin(), ends_.end(), 0);
  if (drift_) drift_->start();
  if (busy_by_tile_) {
    for (std::int64_t slice = 0; slice < slices_; ++slice)
      for (std::int64_t scalar = 0; scalar < plan_.scalar_elements; ++scalar)
        for (std::int64_t lane = 0; lane < plan_.lane_elements; ++lane)
          busy_of_tile_[element(slice, lane, scalar)] =
              busy_[static_cast<std::size_t>((slice * plan_.scalar_elements + scalar) * plan_.lane_stride + lane)];
    std::fill(idle_.begin(), idle_.end(), 0);
  }
  for (std::size_t i = tile.first_wave; i < tile.past_wave; ++i) wave(tile, waves_[i]);

  Ends ends{};
  const auto end = [&](Variant variant) -> std::int64_t {
    if (sync_ == Sync::Free) return *std::max_element(busy_of_tile_.begin(), busy_of_tile_.end());
    if (drift_) return drift_->end(variant);
    if (sync_ == Sync::Streams) return *std::max_element(ends_.begin(), ends_.end());
    return stream_[static_cast<std::size_t>(simplest(variant, plan_.feeds, plan_.waits))].finish;
  };
  ends.full = end(Variant::Full), ends.without_waits = end(Variant::NoWaits), ends.without_feeds = end(Variant::NoFeeds);
  if (busy_by_tile_) sums_.edge += edge_of_elements(ends.without_feeds);
  return ends;
}

void WaveRun::wave(const BatchTile& tile, const Wave& at) {
  largest_of_ = nullptr;
  if (plan_.activations.units) {
    switches(at);
    if (plan_.touches) touch(at);
  }
  switch (sync_) {
    case Sync::OneStream: {
      const std::int64_t sum = one_stream(at);
      if (tile.idle) idle_of_stream(at, sum);
      return;
    }
    case Sync::Streams:
      streams(at);
      break;
    case Sync::Drift:
      drift(at);
      break;
    case Sync::Free:
      break;
  }
  if (tile.idle) idle_of_elements(at);
}

const std::uint8_t* WaveRun::largest(const Wave& at) {
  if (plan_.law == WaveLaw::Lanes) return depth_->largest.data() + at.lane_block * weights_->words.quads * kQuad;
  if (largest_of_ == &at) return largest_.data();
  const std::int64_t quads = weights_->words.quads;
  largest_.resize(static_cast<std::size_t>(quads * kQuad));
  plan_.kernels.largest_of_steps(most(at), plan_.lane_stride, quads, largest_.data());
  largest_of_ = &at;
  return largest_.data();
}

void WaveRun::switches(const Wave& at) {
  const WaveSwitches& switches = *depth_->switches;
  switches.find(at.column_block, patterns_, on_);
  switches.pass(at.column_block, patterns_);
  const std::int64_t flags = std::accumulate(on_.begin(), on_.end(), std::int64_t{0});
  if (flags == 0) return;
  const Domain domain = plan_.design.domain;
  sums_.switches += flags * (domain == Domain::Row || domain == Domain::Pe ? plan_.design.array_m : 1);
  if (switch_cycles() > 0) add_switches(at);
}

/// To the busy cycles of every element with work. A column's switches are those of its stream; without streams of their own all columns switch
/// together.
void WaveRun::add_switches(const Wave& at) {
  const bool by_stream = depth_->switches->by_stream();
  std::vector<std::int64_t> cycles(static_cast<std::size_t>(by_stream ? at.columns : 1));
  for (std::int64_t slice = 0; slice < slices_; ++slice) {
    std::fill(cycles.begin(), cycles.end(), 0);
    for (std::int64_t step = 0; step < steps(); ++step) {
      if (slice >= weights_->plan.active[static_cast<std::size_t>(step)]) continue;
      for (std::size_t column = 0; column < cycles.size(); ++column)
        if (switch_on(step, static_cast<std::int64_t>(column))) cycles[column] += switch_cycles();
    }
    for (std::int64_t row = 0; row < at.rows; ++row)
      for (std::int64_t column = 0; column < at.columns; ++column) {
        const std::int64_t added = cycles[by_stream ? static_cast<std::size_t>(column) : 0];
        const std::size_t p = static_cast<std::size_t>((slice * plan_.design.array_m + row) * plan_.design.array_n + column);
        busy_of_all_[p] += added;
        if (busy_by_tile_) busy_of_tile_[p] += added;
        sums_.cost2 += added;
      }
  }
}

/// Units that the wave's domains touch for the first time in this tile. All waves of a block of columns touch the same, so only the first one can.
void WaveRun::touch(const Wave& at) {
  first_use_.clear();
  if (std::exchange(visited_[static_cast<std::size_t>(at.column_block)], tile_) == tile_) return;
  const WaveSwitches& switches = *depth_->switches;
  const Domain domain = plan_.design.domain;
  const bool by_slice = domain == Domain::Pe;
  const std::int64_t streams = switches.streams(), columns = plan_.design.array_n, units = plan_.activations.units->count();
  first_use_.assign(on_.size(), 0);
  std::int64_t uses = 0;
  for (std::int64_t step = 0; step < steps(); ++step)
    for (std::int64_t stream = 0; stream < streams; ++stream) {
      const std::int64_t column = stream % columns;
      if (column >= at.columns) continue;
      const std::int64_t from = by_slice ? stream / columns : 0;
      const std::int64_t to = std::min<std::int64_t>(by_slice ? from + 1 : slices_, weights_->plan.active[static_cast<std::size_t>(step)]);
      for (std::int64_t slice = from; slice < to; ++slice) {
        const std::int64_t unit = plan_.units->unit(weights_->plan.window(step, slice) * plan_.design.window, at.column_block * columns + column);
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

/// Returns the sum of the steps' costs.
std::int64_t WaveRun::one_stream(const Wave& at) {
  const bool timed = plan_.feeds || plan_.waits;
  std::int64_t sum = 0;
  if (plan_.law == WaveLaw::Lanes)
    sum = depth_->sums[static_cast<std::size_t>(at.lane_block)];
  else if (!timed)
    sum = plan_.kernels.sum_of_largest(most(at), plan_.lane_stride, weights_->words.quads);
  if (switch_cycles() > 0) sum += switch_cycles() * std::accumulate(on_.begin(), on_.end(), std::int64_t{0});
  if (timed)
    timed_stream(at);
  else
    stream_[static_cast<std::size_t>(Variant::NoFeeds)].finish += sum;
  return sum;
}

void WaveRun::timed_stream(const Wave& at) {
  const std::uint8_t* costs = largest(at);
  const std::int32_t *of_rows = weights_->feeds.at(at.row_block, 0, steps()), *of_columns = depth_->feeds.at(at.column_block, 0, steps());
  const std::int64_t added = switch_cycles(), latency = plan_.waits ? plan_.design.activations.decide->latency : 0;
  Stream simple = stream_[static_cast<std::size_t>(Variant::NoFeeds)], fed = stream_[static_cast<std::size_t>(Variant::NoWaits)],
         full = stream_[static_cast<std::size_t>(Variant::Full)];
  for (std::int64_t step = 0; step < steps(); ++step) {
    const std::int64_t feed = std::max(of_rows == nullptr ? 0 : of_rows[step], of_columns == nullptr ? 0 : of_columns[step]);
    const std::int64_t cost = costs[step] + (added > 0 && on_[static_cast<std::size_t>(step)] != 0 ? added : 0);
    simple.finish += cost;
    fed.arrive = std::max(fed.arrive + feed, fed.finish);
    fed.finish = fed.arrive + cost;
    if (latency == 0) continue;
    const bool waits = !first_use_.empty() && first_use_[static_cast<std::size_t>(step)] != 0;
    full.arrive = std::max(full.arrive + feed, full.finish) + (waits ? latency : 0);
    full.finish = full.arrive + cost;
  }
  stream_ = {full, fed, simple};
}

void WaveRun::streams(const Wave& at) {
  if (drift_) {
    scalar_works_.front() = ~std::uint32_t{0};
    for (std::int64_t step = 0; step < steps(); ++step) {
      feed(at, step);
      DriftCosts costs;
      costs.costs = most(at) + step / kQuad * plan_.lane_stride * kQuad, costs.step_of_quad = static_cast<int>(step % kQuad);
      if (switch_cycles() > 0) costs.lane_switch = lane_switch_.data(), costs.scalar_works = scalar_works_.data();
      if (plan_.feeds) costs.lane_feed = lane_feed_.data();
      if (plan_.waits) costs.lane_wait = lane_wait_.data();
      drift_->advance(costs);
    }
    return;
  }
  std::fill(sums_of_lanes_.begin(), sums_of_lanes_.end(), 0);
  plan_.kernels.sum_steps(most(at), plan_.lane_stride, weights_->words.quads, sums_of_lanes_.data());
  for (std::size_t lane = 0; lane < ends_.size(); ++lane) ends_[lane] += sums_of_lanes_[lane];
  for (std::int64_t step = 0; switch_cycles() > 0 && step < steps(); ++step)
    for (std::int64_t lane = 0; lane < at.lanes; ++lane)
      if (switch_on(step, lane)) ends_[static_cast<std::size_t>(lane)] += switch_cycles();
}

/// Fills lane_feed_, scalar_feed_, lane_wait_ and lane_switch_ for one step.
void WaveRun::feed(const Wave& at, std::int64_t step) {
  const std::int32_t *of_rows = weights_->feeds.at(at.row_block, step, steps()), *of_columns = depth_->feeds.at(at.column_block, step, steps());
  const Domain domain = plan_.design.domain;
  const std::int64_t columns = plan_.design.array_n, parts = domain == Domain::Pe ? slices_ : 1;
  for (std::int64_t part = 0; part < parts; ++part)
    for (std::int64_t lane = 0; lane < plan_.lane_elements; ++lane) {
      const std::size_t to = static_cast<std::size_t>(part * plan_.lane_stride + lane);
      const std::int64_t row = domain == Domain::Row ? lane : 0, column = domain == Domain::Column ? lane
                                                                          : domain == Domain::Pe   ? part * columns + lane
                                                                                                   : 0;
      const std::int32_t fed_row = of_rows == nullptr || domain == Domain::Pe ? 0 : of_rows[row];
      lane_feed_[to] = static_cast<std::uint32_t>(std::max(fed_row, of_columns == nullptr ? 0 : of_columns[column]));
      if (!plan_.activations.units) continue;
      const std::int64_t stream = part * columns + lane;
      const bool waits =
          plan_.waits && !first_use_.empty() &&
          first_use_[static_cast<std::size_t>(depth_->switches->by_stream() ? step * depth_->switches->streams() + stream : step)] != 0;
      lane_wait_[to] = waits ? static_cast<std::uint32_t>(plan_.design.activations.decide->latency) : 0;
      lane_switch_[to] = lane < at.lanes && switch_on(step, stream) ? static_cast<std::uint32_t>(switch_cycles()) : 0;
    }
  if (domain == Domain::Pe && of_rows != nullptr)
    for (std::size_t scalar = 0; scalar < scalar_feed_.size(); ++scalar) scalar_feed_[scalar] = static_cast<std::uint32_t>(of_rows[scalar]);
}

void WaveRun::drift(const Wave& at) {
  const std::int64_t plane = plan_.lane_stride * kQuad, scalars = slices_ * plan_.scalar_elements;
  const std::uint8_t* of_wave = costs_.data() + at.first_quad * scalars * plane;
  const bool fills = plan_.feeds || plan_.waits || switch_cycles() > 0;
  for (std::int64_t step = 0; step < steps(); ++step) {
    DriftCosts costs;
    costs.costs = of_wave + step / kQuad * scalars * plane, costs.step_of_quad = static_cast<int>(step % kQuad);
    if (fills) feed(at, step);
    if (plan_.feeds) costs.lane_feed = lane_feed_.data();
    if (plan_.feeds && plan_.design.domain == Domain::Pe) costs.scalar_feed = scalar_feed_.data();
    if (plan_.waits) costs.lane_wait = lane_wait_.data();
    if (switch_cycles() > 0) {
      costs.lane_switch = lane_switch_.data(), costs.scalar_works = scalar_works_.data();
      const std::int64_t active = weights_->plan.active[static_cast<std::size_t>(step)];
      for (std::int64_t scalar = 0; scalar < scalars; ++scalar) {
        const bool works = scalar / plan_.scalar_elements < active && scalar % plan_.scalar_elements < at.scalars;
        scalar_works_[static_cast<std::size_t>(scalar)] = works ? ~std::uint32_t{0} : 0;
      }
    }
    drift_->advance(costs);
  }
}

/// Where all wait for the slowest, an idle element's share of the edge is the whole cost of the step.
void WaveRun::idle_of_stream(const Wave& at, std::int64_t sum) {
  if (!weights_->idle_slices && !plan_.feeds && !plan_.waits) {
    sums_.edge += sum * (elements_ - at.rows * at.columns * slices_);
    return;
  }
  const std::uint8_t* costs = largest(at);
  for (std::int64_t step = 0; step < steps(); ++step) {
    const std::int64_t cost = costs[step] + (switch_cycles() > 0 && on_[static_cast<std::size_t>(step)] != 0 ? switch_cycles() : 0);
    sums_.edge += cost * (elements_ - at.rows * at.columns * weights_->plan.active[static_cast<std::size_t>(step)]);
  }
}

/// Adds, for every element, the largest cost of each step in which it is idle.
void WaveRun::idle_of_elements(const Wave& at) {
  const std::uint8_t* costs = largest(at);
  std::vector<std::int64_t> without_slice(static_cast<std::size_t>(slices_) + 1, 0);  // [s]: of steps in which slices s and beyond have no window
  for (std::int64_t step = 0; step < steps(); ++step) {
    std::int64_t of_step = costs[step];
    if (switch_cycles() > 0) {
      const std::uint8_t* of_lanes = most(at) + step / kQuad * plan_.lane_stride * kQuad + step % kQuad;
      for (std::int64_t lane = 0; lane < at.lanes; ++lane)
        if (switch_on(step, lane)) of_step = std::max(of_step, of_lanes[lane * kQuad] + switch_cycles());
    }
    without_slice[static_cast<std::size_t>(weights_->plan.active[static_cast<std::size_t>(step)])] += of_step;
  }
  const std::int64_t whole = std::accumulate(without_slice.begin(), without_slice.end(), std::int64_t{0});
  std::int64_t without_window = 0;
  std::size_t p = 0;
  for (std::int64_t slice = 0; slice < slices_; ++slice) {
    without_window += without_slice[static_cast<std::size_t>(slice)];
    for (std::int64_t row = 0; row < plan_.design.array_m; ++row)
      for (std::int64_t column = 0; column < plan_.design.array_n; ++column, ++p)
        idle_[p] += row < at.rows && column < at.columns ? without_window : whole;
  }
}

std::int64_t WaveRun::edge_of_elements(std::int64_t end) {
  std::int64_t edge = 0;
  for (std::size_t p = 0; p < idle_.size(); ++p) edge += std::min(end - busy_of_tile_[p], idle_[p]);
  return edge;
}

}  // namespace skeptic
