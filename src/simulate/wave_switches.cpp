#include "simulate/wave_switches.h"

#include <algorithm>
#include <utility>

namespace skeptic {

UnitMap::UnitMap(const Geometry& geometry, const Units& units) : geometry_(geometry), channels_(units.channels) {
  for (std::int64_t vector = 0; vector < geometry.vectors; ++vector) first_.push_back(units.unit(vector, 0));
}

PatternSets::PatternSets(const ResolvedDesign& design, const Geometry& shape, const StepPlan& plan, const Units& units, const UnitMap& map)
    : steps_(plan.steps()), blocks_(ceil_divide(shape.columns, design.array_n)) {
  const bool by_slice = design.domain == Domain::Pe;
  by_stream_ = by_slice || design.domain == Domain::Column;
  streams_ = by_slice ? design.array_n * design.array_k : design.array_n;
  const std::int64_t columns = design.array_n, width = by_stream_ ? streams_ : 1;
  sets_.resize(static_cast<std::size_t>(blocks_ * steps_ * streams_));
  changes_.resize(static_cast<std::size_t>(blocks_ * steps_ * width));
  std::vector<std::uint32_t> last(static_cast<std::size_t>(streams_));
  for (std::int64_t block = 0; block < blocks_; ++block) {
    const std::int64_t first = block * columns, inside = std::min(columns, shape.columns - first);
    std::fill(last.begin(), last.end(), 0);
    for (std::int64_t step = 0; step < steps_; ++step) {
      std::uint32_t* of_step = sets_.data() + (block * steps_ + step) * streams_;
      for (std::int64_t slice = 0; slice < plan.active[static_cast<std::size_t>(step)]; ++slice) {
        std::uint32_t* of_slice = of_step + (by_slice ? slice * columns : 0);
        const std::int64_t position = plan.window(step, slice) * design.window;
        for (std::int64_t column = 0; column < inside; ++column) {
          const std::int64_t unit = map.unit(position, first + column);
          if (unit >= 0) of_slice[column] |= std::uint32_t{1} << units.pattern[static_cast<std::size_t>(unit)];
        }
      }
      std::uint16_t* changed = changes_.data() + (block * steps_ + step) * width;
      for (std::int64_t stream = 0; stream < streams_; ++stream) {
        const std::uint32_t set = of_step[stream];
        std::uint32_t& before = last[static_cast<std::size_t>(stream)];
        if (set == 0) continue;
        if (before != 0 && before != set) ++changed[by_stream_ ? stream : 0];
        before = set;
      }
    }
  }
}

WaveSwitches::WaveSwitches(const PatternSets& sets, std::int64_t first, std::int64_t count)
    : by_stream_(sets.by_stream()), streams_(sets.streams()), flags_(by_stream_ ? count * streams_ : count) {
  const std::size_t blocks = static_cast<std::size_t>(sets.blocks()), of_all = blocks * static_cast<std::size_t>(streams_);
  first_step_.assign(of_all, -1), first_set_.assign(of_all, 0), last_set_.assign(of_all, 0);
  on_.resize(blocks * static_cast<std::size_t>(flags_)), count_.resize(blocks);
  std::vector<std::uint16_t> changes(static_cast<std::size_t>(flags_));
  for (std::int64_t block = 0; block < sets.blocks(); ++block) {
    const std::uint16_t* known = sets.changes(block, first);
    changes.assign(known, known + flags_);
    for (std::int64_t stream = 0; stream < streams_; ++stream) {
      const auto set_of = [&](std::int64_t step) { return sets.at(block, first + step, stream); };
      std::int64_t step = 0, last = count - 1, before = -1;
      while (step < count && set_of(step) == 0) ++step;
      if (step == count) continue;
      while (set_of(last) == 0) --last;
      const std::size_t at = static_cast<std::size_t>(block * streams_ + stream);
      first_step_[at] = static_cast<std::int32_t>(step), first_set_[at] = set_of(step), last_set_[at] = set_of(last);
      // Against what came before the range it may have switched; that is the wave's to say.
      while (first + before >= 0 && set_of(before) == 0) --before;
      if (first + before >= 0 && set_of(before) != first_set_[at]) --changes[static_cast<std::size_t>(by_stream_ ? step * streams_ + stream : step)];
    }
    common_first_step_.push_back(common_first_step(block));
    std::uint8_t* on = on_.data() + block * flags_;
    for (std::size_t flag = 0; flag < changes.size(); ++flag) count_[static_cast<std::size_t>(block)] += on[flag] = changes[flag] != 0 ? 1 : 0;
  }
}

std::int64_t WaveSwitches::common_first_step(std::int64_t block) const {
  std::int64_t common = -1;
  for (std::int64_t stream = 0; stream < streams_; ++stream) {
    const std::int64_t step = first_step_[static_cast<std::size_t>(block * streams_ + stream)];
    if (step < 0) continue;
    if (by_stream_ || (common >= 0 && step != common)) return -1;
    common = step;
  }
  return common;
}

WaveSwitched WaveSwitches::meet(std::int64_t block, std::uint32_t* state, std::vector<std::uint8_t>& room) const {
  const std::uint32_t* first = first_set_.data() + block * streams_;
  WaveSwitched found{on_.data() + block * flags_, count_[static_cast<std::size_t>(block)]};
  const auto switch_on = [&](std::int64_t flag) {
    if (found.on[flag] != 0) return;
    if (found.on != room.data()) {
      room.assign(found.on, found.on + flags_);
      found.on = room.data();
    }
    room[static_cast<std::size_t>(flag)] = 1;
    ++found.count;
  };
  const std::int64_t common = common_first_step_[static_cast<std::size_t>(block)];
  if (common >= 0) {
    std::uint32_t any = 0;  // all streams are looked at, which takes no branches
    for (std::int64_t stream = 0; stream < streams_; ++stream) {
      const std::uint32_t before = state[stream], after = first[stream];
      any |= (before ^ after) & (before != 0 ? ~std::uint32_t{0} : 0) & (after != 0 ? ~std::uint32_t{0} : 0);
    }
    if (any != 0) switch_on(common);
  } else {
    for (std::int64_t stream = 0; stream < streams_; ++stream) {
      if (state[stream] == 0 || first[stream] == 0 || state[stream] == first[stream]) continue;
      const std::int64_t step = first_step_[static_cast<std::size_t>(block * streams_ + stream)];
      switch_on(by_stream_ ? step * streams_ + stream : step);
    }
  }
  pass(block, state);
  return found;
}

void WaveSwitches::pass(std::int64_t block, std::uint32_t* state) const {
  const std::uint32_t* last = last_set_.data() + block * streams_;
  for (std::int64_t stream = 0; stream < streams_; ++stream) state[stream] = last[stream] != 0 ? last[stream] : state[stream];
}

}  // namespace skeptic
