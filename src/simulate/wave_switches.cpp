#include "simulate/wave_switches.h"

#include <algorithm>

namespace skeptic {

UnitMap::UnitMap(const Geometry& geometry, const Units& units) : geometry_(geometry), channels_(units.channels) {
  for (std::int64_t vector = 0; vector < geometry.vectors; ++vector) first_.push_back(units.unit(vector, 0));
}

WaveSwitches::WaveSwitches(const ResolvedDesign& design, const Geometry& shape, const StepPlan& plan, std::int64_t first_step, std::int64_t steps,
                           const Units& units, const UnitMap& map) {
  const bool by_slice = design.domain == Domain::Pe;
  by_stream_ = by_slice || design.domain == Domain::Column;
  streams_ = by_slice ? design.array_n * design.array_k : design.array_n;
  const std::int64_t columns = design.array_n, slices = plan.slices;
  std::vector<std::uint32_t> last(static_cast<std::size_t>(streams_));
  for (std::int64_t first = 0; first < shape.columns; first += columns) {
    const std::int64_t width = std::min(columns, shape.columns - first);
    Block block;
    block.first_step.assign(last.size(), -1);
    block.first_set.assign(last.size(), 0);
    block.on.assign(static_cast<std::size_t>(by_stream_ ? steps * streams_ : steps), 0);
    std::fill(last.begin(), last.end(), 0);
    for (std::int64_t step = 0; step < steps; ++step)
      for (std::int64_t stream = 0; stream < streams_; ++stream) {
        const std::int64_t column = stream % columns;
        if (column >= width) continue;
        std::uint32_t set = 0;
        const std::int64_t from = by_slice ? stream / columns : 0,
                           to = std::min<std::int64_t>(by_slice ? from + 1 : slices, plan.active[static_cast<std::size_t>(first_step + step)]);
        for (std::int64_t slice = from; slice < to; ++slice) {
          const std::int64_t unit = map.unit(plan.window(first_step + step, slice) * design.window, first + column);
          if (unit >= 0) set |= std::uint32_t{1} << units.pattern[static_cast<std::size_t>(unit)];
        }
        if (set == 0) continue;
        std::uint32_t& before = last[static_cast<std::size_t>(stream)];
        if (before == 0) {
          block.first_step[static_cast<std::size_t>(stream)] = static_cast<std::int32_t>(step);
          block.first_set[static_cast<std::size_t>(stream)] = set;
        } else if (before != set) {
          block.on[static_cast<std::size_t>(by_stream_ ? step * streams_ + stream : step)] = 1;
        }
        before = set;
      }
    block.last_set = last;
    blocks_.push_back(std::move(block));
  }
}

void WaveSwitches::find(std::int64_t block, const std::vector<std::uint32_t>& state, std::vector<std::uint8_t>& on) const {
  const Block& found = blocks_[static_cast<std::size_t>(block)];
  on = found.on;
  for (std::size_t stream = 0; stream < state.size(); ++stream) {
    if (state[stream] == 0 || found.first_set[stream] == 0 || state[stream] == found.first_set[stream]) continue;
    const std::size_t step = static_cast<std::size_t>(found.first_step[stream]);
    on[by_stream_ ? step * state.size() + stream : step] = 1;
  }
}

void WaveSwitches::pass(std::int64_t block, std::vector<std::uint32_t>& state) const {
  const Block& found = blocks_[static_cast<std::size_t>(block)];
  for (std::size_t stream = 0; stream < state.size(); ++stream)
    if (found.last_set[stream] != 0) state[stream] = found.last_set[stream];
}

}  // namespace skeptic
