#include "twin/pipeline.h"

#include <algorithm>
#include <utility>

namespace skeptic::twin {

Schedule schedule(const std::vector<StageLengths>& lengths, std::int64_t buffers) {
  const auto count = static_cast<std::int64_t>(lengths.size());
  enum class Kind { Load, Store };
  std::vector<std::pair<Kind, std::int64_t>> channel;  // what the channel serves, in its order
  for (std::int64_t t = 0; t < std::min(buffers, count); ++t) channel.emplace_back(Kind::Load, t);
  for (std::int64_t t = 0; t < count; ++t) {
    channel.emplace_back(Kind::Store, t);
    if (t + buffers < count) channel.emplace_back(Kind::Load, t + buffers);
  }
  Schedule result;
  result.tiles.resize(lengths.size());
  const auto& tiles = result.tiles;
  const Times none;
  const auto at = [&](std::int64_t t) -> const Times& { return t < 0 ? none : tiles[t]; };
  const auto run = [](Interval& stage, std::int64_t start, std::int64_t length) { stage = {start, start + length}; };
  std::int64_t free = 0;
  for (const auto& [kind, t] : channel) {
    Times& tile = result.tiles[t];
    const StageLengths& length = lengths[t];
    if (kind == Kind::Store) {
      run(tile.store, std::max(free, tile.compute.finish), length.store);
      free = tile.store.finish;
      continue;
    }
    run(tile.load, std::max(free, at(t - buffers).compute.finish), length.load);
    free = tile.load.finish;
    run(tile.select, std::max(tile.load.finish, at(t - 1).select.finish), length.select);
    run(tile.decode, std::max(tile.select.finish, at(t - 1).decode.finish), length.decode);
    run(tile.compute, std::max(tile.decode.finish, at(t - 1).compute.finish), length.compute);
  }
  return result;
}

Stack waits(const Schedule& schedule) {
  Stack cycles;
  std::int64_t now = 0;  // fin compute(t-1)
  for (const Times& tile : schedule.tiles) {
    const std::int64_t loaded = std::max(now, tile.load.finish);
    std::int64_t storing = 0;
    for (const Times& other : schedule.tiles)
      storing += std::max<std::int64_t>(0, std::min(loaded, other.store.finish) - std::max(now, other.store.start));
    cycles[Slot::Store] += storing;
    cycles[Slot::Load] += loaded - now - storing;
    const std::int64_t selected = std::max(loaded, tile.select.finish), decoded = std::max(selected, tile.decode.finish);
    cycles[Slot::Select] += selected - loaded;
    cycles[Slot::Decode] += decoded - selected;
    now = tile.compute.finish;
  }
  cycles[Slot::Store] += schedule.end() - now;
  return cycles;
}

}  // namespace skeptic::twin
