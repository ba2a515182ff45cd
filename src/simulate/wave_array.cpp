#include "simulate/wave_array.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <numeric>

#include "base/parallel.h"
#include "simulate/wave_run.h"

namespace skeptic {
namespace {

/// Runs of tiles that one thread takes at a time, for each thread: enough to even out what tiles take.
constexpr std::int64_t kRunsOfThread = 4;

/// A record takes at most so many bytes.
constexpr std::int64_t kLargestRecord = std::int64_t{1} << 25;

/// Cuts of K' that are kept.
constexpr std::size_t kCuts = 4;

/// Blocks of `size` in `count` that have this element.
std::int64_t with_element(std::int64_t count, std::int64_t size, std::int64_t element) { return count / size + (element < count % size ? 1 : 0); }

}  // namespace

/// One stream waits for its slowest element whatever the tile, so its waves come to the same in any.
bool WaveArray::records() const {
  const ResolvedDesign& design = plan_.design;
  if (!runs_again_ || design.domain != Domain::Array || design.slack > 1 || plan_.law != WaveLaw::Pairs || plan_.by_tile) return false;
  return plan_.wave_count() <= kLargestRecord / kQuad / plan_.weights.words.quads;
}

/// Ranges of K' and the switches in them do not depend on the other sides of a tile.
const TileCut& WaveArray::cut(const Tile& tile) {
  auto known = std::find_if(cuts_.begin(), cuts_.end(), [&](const TileCut& cut) { return cut.tile.k == tile.k; });
  if (known == cuts_.end()) {
    if (cuts_.size() == kCuts) cuts_.pop_front();
    cuts_.push_back(plan_.cut(tile));
    known = cuts_.end() - 1;
  }
  known->tile = tile;
  return *known;
}

WaveCosts& WaveCosts::operator+=(const WaveCosts& other) {
  sums += other.sums;
  for (std::size_t p = 0; p < busy.size(); ++p) busy[p] += other.busy[p];
  return *this;
}

ArrayRun WaveArray::run(const Tile& size, const std::vector<TileStep>& tiles, ArrayState& state) {
  const TileCut& cut = this->cut(size);
  if (plan_.law == WaveLaw::Alike) return run_alike(cut, tiles, state);
  ArrayRun run;
  run.cycles.resize(tiles.size());
  const std::vector<std::uint32_t> patterns = patterns_before(cut, tiles, state);
  const bool recorded = record_.has_value(), records = !recorded && this->records();
  if (records) {
    record_.emplace();
    record_->largest.resize(static_cast<std::size_t>(plan_.wave_count() * plan_.weights.words.quads * kQuad));
  }
  // The ranges of K' of a block of outputs follow each other, and run together.
  const std::int64_t together = static_cast<std::int64_t>(cut.depths.size()), blocks = static_cast<std::int64_t>(tiles.size()) / together;
  const std::int64_t parts = std::min(blocks, threads() * kRunsOfThread);
  WaveCosts costs{{}, std::vector<std::int64_t>(state.busy.size(), 0)};
  std::mutex adding;  // sums of integers: the order does not matter
  parallel_for(parts, [&](std::int64_t part) {
    const auto first = static_cast<std::size_t>(part * blocks / parts * together),
               past = static_cast<std::size_t>((part + 1) * blocks / parts * together);
    WaveRun waves(plan_, cut, recorded ? record_->largest.data() : nullptr, records ? record_->largest.data() : nullptr);
    waves.run(std::span(tiles).subspan(first, past - first), patterns.empty() ? nullptr : patterns.data() + first * state.patterns().size(),
              run.cycles.data() + first);
    const std::lock_guard lock(adding);
    run.sums += waves.sums();
    const std::vector<std::int64_t> switches = waves.busy_of_switches();
    for (std::size_t p = 0; p < state.busy.size(); ++p) state.busy[p] += switches[p];
    costs += waves.costs_found();
  });
  if (plan_.law == WaveLaw::Lanes) costs = costs_of_lanes();
  if (records) record_->costs = costs;
  if (recorded) costs = record_->costs;
  run.sums += costs.sums;
  for (std::size_t p = 0; p < state.busy.size(); ++p) state.busy[p] += costs.busy[p];
  return run;
}

/// What elements do whose lanes alone count: the waves' runs have found the times.
WaveCosts WaveArray::costs_of_lanes() const {
  WaveCosts found;
  const ResolvedDesign& design = plan_.design;
  for (std::int64_t slice = 0; slice < design.array_k; ++slice)
    for (std::int64_t row = 0; row < design.array_m; ++row)
      for (std::int64_t column = 0; column < design.array_n; ++column) {
        const std::int64_t lane = plan_.rows_are_lanes ? row : column, scalar = plan_.rows_are_lanes ? column : row;
        const std::int64_t added = plan_.busy_of_lanes[static_cast<std::size_t>(slice * plan_.lane_stride + lane)] *
                                   with_element(plan_.scalar_count(), plan_.scalar_elements, scalar);
        found.busy.push_back(added);
        found.sums.cost += added;
      }
  const std::int64_t empty = std::accumulate(plan_.empty_of_lanes.begin(), plan_.empty_of_lanes.end(), std::int64_t{0}) * plan_.scalar_count();
  found.sums.cost1 = found.sums.cost2 = found.sums.cost, found.sums.cost0 = found.sums.cost - empty;
  found.sums.imbalance = -found.sums.cost;
  return found;
}

/// Elements that all take the same time: counting is all. Idle ones wait at the edge.
ArrayRun WaveArray::run_alike(const TileCut& cut, const std::vector<TileStep>& tiles, ArrayState& state) const {
  const ResolvedDesign& design = plan_.design;
  const Geometry& shape = plan_.shape;
  const std::int64_t cost0 = ceil_divide(plan_.alike_ones, design.lanes), cost = std::max(cost0, design.empty_window);
  const std::int64_t row_blocks = ceil_divide(shape.rows, cut.tile.m), column_blocks = ceil_divide(shape.columns, cut.tile.n);
  // Tiles differ in whether they are the last of their rows and columns, and in their range of K'.
  const auto waves_of = [](std::int64_t count, std::int64_t tile, std::int64_t blocks, bool last, std::int64_t array) {
    return ceil_divide(last ? count - (blocks - 1) * tile : tile, array);
  };
  std::array<std::vector<std::int64_t>, 4> cycles;
  for (std::size_t kind = 0; kind < cycles.size(); ++kind)
    for (const DepthSteps& depth : cut.depths)
      cycles[kind].push_back(waves_of(shape.rows, cut.tile.m, row_blocks, kind % 2 == 1, design.array_m) *
                             waves_of(shape.columns, cut.tile.n, column_blocks, kind / 2 == 1, design.array_n) * depth.count * cost);
  ArrayRun run;
  run.cycles.resize(tiles.size());
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    const TileStep& tile = tiles[i];
    const std::size_t kind = (tile.row_block + 1 == row_blocks ? 1U : 0U) + (tile.column_block + 1 == column_blocks ? 2U : 0U);
    run.sums.cycles += run.cycles[i] = cycles[kind][static_cast<std::size_t>(tile.depth_block)];
  }
  run.sums.cycles_without_waits = run.sums.cycles_without_feeds = run.sums.cycles;

  std::size_t p = 0;
  for (std::int64_t slice = 0; slice < design.array_k; ++slice) {
    const std::int64_t steps = plan_.weights.slice_steps(slice);
    for (std::int64_t row = 0; row < design.array_m; ++row)
      for (std::int64_t column = 0; column < design.array_n; ++column, ++p) {
        const std::int64_t active = steps * with_element(shape.rows, design.array_m, row) * with_element(shape.columns, design.array_n, column);
        state.busy[p] += active * cost;
        run.sums.cost0 += active * cost0;
        run.sums.cost += active * cost;
      }
  }
  run.sums.cost1 = run.sums.cost2 = run.sums.cost;
  run.sums.edge = run.sums.cycles * static_cast<std::int64_t>(p) - run.sums.cost;
  return run;
}

/// What the streams saw last before each tile, [tile][stream]; and in `state` before whatever follows.
std::vector<std::uint32_t> WaveArray::patterns_before(const TileCut& cut, const std::vector<TileStep>& tiles, ArrayState& state) const {
  std::vector<std::uint32_t> patterns;
  if (!plan_.activations.units) return patterns;
  patterns.reserve(tiles.size() * state.patterns().size());
  const std::int64_t columns = plan_.design.array_n;
  for (const TileStep& tile : tiles) {
    std::vector<std::uint32_t>& seen = state.patterns();
    patterns.insert(patterns.end(), seen.begin(), seen.end());
    const WaveSwitches& switches = cut.switches[static_cast<std::size_t>(tile.depth_block)];
    // Only the last visit of each block of columns counts, and blocks are visited in order in each row of waves.
    const std::int64_t to = ceil_divide(std::min(plan_.shape.columns, (tile.column_block + 1) * cut.tile.n), columns);
    for (std::int64_t column = tile.column_block * cut.tile.n / columns; column < to; ++column) switches.pass(column, seen.data());
    state.pass(tile);
  }
  return patterns;
}

}  // namespace skeptic
