#include "simulate/timeline.h"

#include <algorithm>

namespace skeptic {
namespace {

/// The times at which the channel serves something, in order.
class Channel {
 public:
  Channel(const std::vector<TileTimes>& tiles, bool one_array) : one_array_(one_array) {
    for (const TileTimes& tile : tiles) {
      if (tile.load.length() > 0) served_.push_back({tile.load, Slot::Load});
      if (tile.store.length() > 0) served_.push_back({tile.store, Slot::Store});
    }
    std::sort(served_.begin(), served_.end(), [](const Served& a, const Served& b) { return a.when.from < b.when.from; });
  }

  /// Splits a wait by what the channel serves in it; what is left is `idle`. The load that one array waits for may wait for room itself: that is
  /// its load as well.
  void split(std::int64_t array, CycleRange wait, Slot idle, std::vector<ArrayWait>& waits) const {
    const auto add = [&](Slot slot, std::int64_t from, std::int64_t to) {
      if (from >= to) return;
      if (!waits.empty() && waits.back().array == array && waits.back().slot == slot && waits.back().when.to == from)
        waits.back().when.to = to;
      else
        waits.push_back({array, slot, {from, to}});
    };
    auto next = std::partition_point(served_.begin(), served_.end(), [&](const Served& one) { return one.when.to <= wait.from; });
    std::int64_t at = wait.from;
    for (; next != served_.end() && next->when.from < wait.to; ++next) {
      add(idle, at, std::max(at, next->when.from));
      at = std::max(at, next->when.from);
      const std::int64_t to = std::min(next->when.to, wait.to);
      add(one_array_ && next->slot == Slot::Load ? idle : next->slot, at, to);
      at = std::max(at, to);
    }
    add(idle, at, wait.to);
  }

 private:
  struct Served {
    CycleRange when;
    Slot slot;
  };
  bool one_array_;
  std::vector<Served> served_;
};

}  // namespace

std::vector<ArrayWait> waits_between(const std::vector<TileTimes>& tiles, std::int64_t arrays, std::int64_t end) {
  const bool one = arrays == 1;
  const Channel channel(tiles, one);
  std::vector<ArrayWait> waits;
  std::vector<std::int64_t> of_array(static_cast<std::size_t>(arrays));
  for (const TileTimes& tile : tiles) ++of_array[static_cast<std::size_t>(tile.array)];
  const std::int64_t most = *std::max_element(of_array.begin(), of_array.end());
  for (std::int64_t array = 0; array < arrays; ++array) {
    std::int64_t before = 0;
    for (const TileTimes& tile : tiles) {
      if (tile.array != array) continue;
      const std::int64_t start = tile.compute.from, loaded = std::clamp(tile.load.to, before, start),
                         selected = std::clamp(tile.select.to, loaded, start);
      channel.split(array, {before, loaded}, one ? Slot::Load : Slot::Imbalance, waits);
      if (loaded < selected) waits.push_back({array, Slot::Select, {loaded, selected}});
      if (selected < start) waits.push_back({array, Slot::Decode, {selected, start}});
      before = tile.compute.to;
    }
    // The last of one array's waits are for stores; of several, arrays with a tile less than others have none to run.
    if (one && before < end) waits.push_back({array, Slot::Store, {before, end}});
    if (!one) channel.split(array, {before, end}, of_array[static_cast<std::size_t>(array)] < most ? Slot::Edge : Slot::Imbalance, waits);
  }
  return waits;
}

}  // namespace skeptic
