#include "simulate/wave_array.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/parallel.h"
#include "simulate/wave_tile.h"

namespace skeptic {
namespace {

/// Runs of tiles that one thread takes at a time, for each thread: enough to even out what tiles take.
constexpr std::int64_t kRunsOfThread = 4;

/// A tile whose elements all take the same time: counting is all.
class AlikeTiles {
 public:
  explicit AlikeTiles(const WavePlan& plan) : plan_(plan) {
    cost0_ = ceil_divide(plan.alike_ones, plan.design.lanes);
    cost_ = std::max(cost0_, plan.design.empty_window);
  }

  TileCompute run(const TileStep& tile) {
    const Geometry& shape = plan_.shape;
    const std::int64_t rows = std::min(plan_.tile.m, shape.rows - tile.row_block * plan_.tile.m);
    const std::int64_t columns = std::min(plan_.tile.n, shape.columns - tile.column_block * plan_.tile.n);
    auto [found, made] = known_.try_emplace({rows, columns, tile.depth_block});
    if (made) count(rows, columns, plan_.weights.depths[static_cast<std::size_t>(tile.depth_block)], found->second);
    ++found->second.tiles;
    return found->second.compute;
  }

  /// Adds the busy cycles of all tiles that ran.
  void add_busy(std::vector<std::int64_t>& busy) const {
    const ResolvedDesign& design = plan_.design;
    for (const auto& [key, tile] : known_) {
      std::size_t p = 0;
      for (const std::int64_t steps : tile.slice_steps)
        for (std::int64_t row = 0; row < design.array_m; ++row)
          for (std::int64_t column = 0; column < design.array_n; ++column, ++p)
            busy[p] += tile.tiles * cost_ * steps * with_element(std::get<0>(key), design.array_m, row) *
                       with_element(std::get<1>(key), design.array_n, column);
    }
  }

 private:
  struct Known {
    TileCompute compute;
    std::vector<std::int64_t> slice_steps;
    std::int64_t tiles = 0;
  };

  /// Blocks of `size` in `count` that have this element.
  static std::int64_t with_element(std::int64_t count, std::int64_t size, std::int64_t element) {
    return count / size + (element < count % size ? 1 : 0);
  }

  void count(std::int64_t rows, std::int64_t columns, const WaveWeights::Depth& depth, Known& known) const {
    const ResolvedDesign& design = plan_.design;
    const std::int64_t waves = ceil_divide(rows, design.array_m) * ceil_divide(columns, design.array_n);
    std::int64_t slice_steps = 0;
    for (std::int64_t slice = 0; slice < design.array_k; ++slice) slice_steps += known.slice_steps.emplace_back(depth.slice_steps(slice));
    const std::int64_t active = rows * columns * slice_steps, elements = design.array_m * design.array_n * design.array_k;
    TileCompute& tile = known.compute;
    tile.cycles = tile.cycles_without_waits = tile.cycles_without_feeds = waves * depth.plan.steps() * cost_;
    tile.cost0 = active * cost0_;
    tile.cost1 = tile.cost2 = tile.cost = active * cost_;
    tile.edge = tile.cycles * elements - tile.cost;
  }

  const WavePlan& plan_;
  std::int64_t cost0_ = 0, cost_ = 0;
  std::map<std::tuple<std::int64_t, std::int64_t, std::int64_t>, Known> known_;
};

}  // namespace

std::vector<TileCompute> WaveArray::run(const std::vector<TileStep>& tiles, ArrayState& state) {
  std::vector<TileCompute> computes(tiles.size());
  if (plan_.law == WaveLaw::Alike) {
    AlikeTiles alike(plan_);
    for (std::size_t i = 0; i < tiles.size(); ++i) computes[i] = alike.run(tiles[i]);
    alike.add_busy(state.busy);
    return computes;
  }
  const std::vector<std::vector<std::uint32_t>> patterns = patterns_before(tiles, state);
  const auto count = static_cast<std::int64_t>(tiles.size()), runs = std::min(count, threads() * kRunsOfThread);
  std::mutex adding;
  parallel_for(runs, [&](std::int64_t run) {
    WaveTile tile(plan_);
    for (std::int64_t i = run * count / runs; i < (run + 1) * count / runs; ++i) {
      const std::size_t at = static_cast<std::size_t>(i);
      computes[at] = tile.run(tiles[at], patterns.empty() ? std::vector<std::uint32_t>{} : patterns[at]);
    }
    const std::lock_guard lock(adding);
    for (std::size_t p = 0; p < state.busy.size(); ++p) state.busy[p] += tile.busy()[p];
  });
  return computes;
}

/// What the streams saw last before each tile; and in `state` before whatever follows.
std::vector<std::vector<std::uint32_t>> WaveArray::patterns_before(const std::vector<TileStep>& tiles, ArrayState& state) const {
  std::vector<std::vector<std::uint32_t>> patterns;
  if (!plan_.activations.units) return patterns;
  std::vector<std::uint32_t>& seen = state.last_patterns;
  const std::int64_t columns = plan_.design.array_n;
  for (const TileStep& tile : tiles) {
    patterns.push_back(seen);
    const WaveSwitches& switches = *plan_.depths[static_cast<std::size_t>(tile.depth_block)].switches;
    // Only the last visit of each block of columns counts, and blocks are visited in order in each row of waves.
    const std::int64_t to = ceil_divide(std::min(plan_.shape.columns, (tile.column_block + 1) * plan_.tile.n), columns);
    for (std::int64_t column = tile.column_block * plan_.tile.n / columns; column < to; ++column) switches.pass(column, seen);
  }
  return patterns;
}

}  // namespace skeptic
