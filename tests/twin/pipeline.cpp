#include "twin/pipeline.h"

#include <algorithm>
#include <utility>

namespace skeptic::twin {

std::int64_t Schedule::end() const {
  std::int64_t last = 0;
  for (const Times& tile : tiles) last = std::max({last, tile.compute.finish, tile.store.finish});
  return last;
}

Schedule schedule(const std::vector<StageLengths>& lengths, const std::vector<std::int64_t>& arrays, std::int64_t count, std::int64_t buffers) {
  Schedule result;
  result.tiles.resize(lengths.size());
  result.by_array.resize(count);
  std::vector<std::int64_t> places;
  std::int64_t turns = 0;
  for (std::size_t t = 0; t < lengths.size(); ++t) {
    places.push_back(static_cast<std::int64_t>(result.by_array[arrays[t]].size()));
    result.by_array[arrays[t]].push_back(static_cast<std::int64_t>(t));
    turns = std::max(turns, places.back() + 1);
  }
  const auto tile_at = [&](std::int64_t array, std::int64_t place) -> std::int64_t {
    return place >= 0 && place < static_cast<std::int64_t>(result.by_array[array].size()) ? result.by_array[array][place] : -1;
  };
  enum class Kind { Load, Store };
  std::vector<std::pair<Kind, std::int64_t>> channel;  // what the channel serves, in its order
  const auto serve = [&](Kind kind, std::int64_t tile) {
    if (tile >= 0) channel.emplace_back(kind, tile);
  };
  for (std::int64_t turn = 0; turn < buffers; ++turn)
    for (std::int64_t array = 0; array < count; ++array) serve(Kind::Load, tile_at(array, turn));
  for (std::int64_t turn = 0; turn < turns; ++turn)
    for (std::int64_t array = 0; array < count; ++array) {
      serve(Kind::Store, tile_at(array, turn));
      serve(Kind::Load, tile_at(array, turn + buffers));
    }

  const Times none;
  const auto before = [&](std::int64_t t, std::int64_t places_back) -> const Times& {
    const std::int64_t tile = tile_at(arrays[t], places[t] - places_back);
    return tile < 0 ? none : result.tiles[tile];
  };
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
    run(tile.load, std::max(free, before(t, buffers).compute.finish), length.load);
    free = tile.load.finish;
    run(tile.select, std::max(tile.load.finish, before(t, 1).select.finish), length.select);
    run(tile.decode, std::max(tile.select.finish, before(t, 1).decode.finish), length.decode);
    run(tile.compute, std::max(tile.decode.finish, before(t, 1).compute.finish), length.compute);
  }
  return result;
}

Stack waits(const Schedule& schedule) {
  Stack cycles;
  // Of a span of time: what the channel served in it, and the rest.
  const auto share_out = [&](std::int64_t from, std::int64_t to, Slot rest_is) {
    std::int64_t rest = to - from;
    for (const Times& tile : schedule.tiles)
      for (const auto& [slot, stage] : {std::pair{Slot::Load, tile.load}, std::pair{Slot::Store, tile.store}}) {
        const std::int64_t served = std::max<std::int64_t>(0, std::min(to, stage.finish) - std::max(from, stage.start));
        cycles[slot] += served;
        rest -= served;
      }
    cycles[rest_is] += rest;
  };
  std::size_t most = 0;
  for (const auto& tiles : schedule.by_array) most = std::max(most, tiles.size());
  for (const auto& tiles : schedule.by_array) {
    std::int64_t now = 0;  // fin compute of the array's tile before
    for (const std::int64_t t : tiles) {
      const Times& tile = schedule.tiles[t];
      const std::int64_t loaded = std::max(now, tile.load.finish);
      share_out(now, loaded, Slot::Imbalance);
      const std::int64_t selected = std::max(loaded, tile.select.finish), decoded = std::max(selected, tile.decode.finish);
      cycles[Slot::Select] += selected - loaded;
      cycles[Slot::Decode] += decoded - selected;
      now = tile.compute.finish;
    }
    share_out(now, schedule.end(), tiles.size() < most ? Slot::Edge : Slot::Imbalance);
  }
  return cycles;
}

}  // namespace skeptic::twin
