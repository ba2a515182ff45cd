#include "simulate/auto_tile.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <tuple>

#include "simulate/pipeline.h"

namespace skeptic {
namespace {

/// Bits and granules of the blocks of one operand, from capacities alone.
struct Block {
  std::int64_t bits = 0, granules = 0, units = 0;
};

struct BlockTable {
  std::int64_t depth_blocks = 1;
  std::vector<Block> blocks;      ///< [row or column block][depth block]
  std::int64_t total_bits = 0;
  const Block& at(std::int64_t block, std::int64_t depth) const { return blocks[static_cast<std::size_t>(block * depth_blocks + depth)]; }
  void add(const Block& block) {
    blocks.push_back(block);
    total_bits += block.bits;
  }
  std::int64_t largest() const {
    std::int64_t bits = 0;
    for (const Block& block : blocks) bits = std::max(bits, block.bits);
    return bits;
  }
};

/// Granules of [from, to) that are the last of their tap, counted along K'.
std::int64_t last_granules(const Geometry& shape, std::int64_t from, std::int64_t to) { return to / shape.granules_per_tap() - from / shape.granules_per_tap(); }

BlockTable weight_blocks(const ResolvedDesign& design, const Geometry& shape, std::int64_t tile_m, std::int64_t tile_k) {
  const GranuleCapacity capacity = weight_capacity(design, shape);
  const std::int64_t height = weights_pattern(design, shape).height();
  BlockTable table;
  table.depth_blocks = ceil_divide(shape.depth(), tile_k);
  for (std::int64_t row = 0; row < shape.rows; row += tile_m) {
    const std::int64_t past = std::min(shape.rows, row + tile_m);
    const std::int64_t firsts = ceil_divide(past, height) - ceil_divide(row, height);
    for (std::int64_t depth = 0; depth < table.depth_blocks; ++depth) {
      const std::int64_t from = depth * tile_k / shape.granule, to = std::min(shape.granules(), from + tile_k / shape.granule);
      const std::int64_t last = last_granules(shape, from, to);
      const auto bits = [&](int first) { return capacity.bits[first][0] * (to - from - last) + capacity.bits[first][1] * last; };
      table.add({firsts * bits(1) + (past - row - firsts) * bits(0), (past - row) * (to - from), 0});
    }
  }
  return table;
}

BlockTable activation_blocks(const ResolvedDesign& design, const Geometry& shape, std::int64_t tile_n, std::int64_t tile_k, bool stays) {
  const GranuleCapacity capacity = activation_capacity(design, shape);
  const std::int64_t height = design.activations.pattern.height();
  const std::optional<Units> units = cut_units(design, shape);
  UnitCounter counter(units, shape);
  ActivationBlocks blocks(shape, tile_n, tile_k, stays);
  BlockTable table;
  table.depth_blocks = blocks.depth_blocks();
  for (std::int64_t column = 0; column < blocks.column_blocks(); ++column)
    for (std::int64_t depth = 0; depth < table.depth_blocks; ++depth) {
      Block block;
      counter.start_block();
      blocks.for_each(column, depth, [&](std::int64_t vector, std::int64_t from, std::int64_t to) {
        const bool first = vector % height == 0;
        const std::int64_t last = to == shape.granules_per_tap() ? 1 : 0;
        block.bits += capacity.bits[first][0] * (to - from - last) + capacity.bits[first][1] * last;
        block.granules += to - from;
        counter.add(vector, from, to);
      });
      block.units = counter.count();
      table.add(block);
    }
  return table;
}

/// How a candidate ends, and what breaks ties; less is better.
using Rank = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t>;

struct Candidate {
  Tile tile;
  const BlockTable* weights;
  const BlockTable* activations;   ///< what is loaded: new granules alone where the layer stays in the buffer
  std::int64_t bound;              ///< no sooner can it end
};

class Search {
 public:
  Search(const ResolvedDesign& design, const Geometry& shape) : design_(design), shape_(shape) {
    const Rational density = weights_skip(design, shape) == Skip::Pattern ? weights_pattern(design, shape).density() : Rational(1);
    step_cycles_ = ceil_divide(Rational(design.window) * density, Rational(design.lanes));
  }

  std::vector<std::int64_t> sizes(std::int64_t array, std::int64_t whole) const {
    std::vector<std::int64_t> found{array};
    while (found.back() < whole) found.push_back(found.back() * 2);
    return found;
  }

  std::vector<std::int64_t> depths() const {
    std::vector<std::int64_t> found{shape_.depth()};
    const auto whole_only = [](const Operand& operand) {
      return operand.encoding.kind == EncodingKind::RunLength || operand.encoding.kind == EncodingKind::Csr;
    };
    if (whole_only(design_.weights) || whole_only(design_.activations)) return found;
    const std::int64_t unit = shape_.granule * design_.array_k;
    for (;;) {
      const std::int64_t next = round_up(ceil_divide(found.back(), 2), unit);
      if (next >= found.back()) return found;
      found.push_back(next);
    }
  }

  std::optional<Tile> best() {
    std::vector<Candidate> candidates = all_that_fit();
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
      return std::tie(a.bound, a.tile.k, a.tile.n, a.tile.m) < std::tie(b.bound, b.tile.k, b.tile.n, b.tile.m);
    });
    std::optional<Rank> best_rank;
    std::optional<Tile> best_tile;
    for (const Candidate& candidate : candidates) {
      if (best_rank && candidate.bound > std::get<0>(*best_rank)) break;
      const Rank rank = run(candidate);
      if (best_rank && rank >= *best_rank) continue;
      best_rank = rank;
      best_tile = candidate.tile;
    }
    return best_tile;
  }

 private:
  std::vector<Candidate> all_that_fit() {
    std::vector<Candidate> found;
    const TileWalk stays = tile_walk(design_, shape_, {1, 1, 1});
    for (const std::int64_t k : depths())
      for (const std::int64_t n : sizes(design_.array_n, shape_.columns)) {
        const BlockTable* activations = nullptr;
        for (const std::int64_t m : sizes(design_.array_m, shape_.rows)) {
          if (design_.accumulator_bits && std::min(m, shape_.rows) * std::min(n, shape_.columns) * 32 > *design_.accumulator_bits) break;
          const BlockTable* weights = weight_table(m, k);
          if (weights->largest() * design_.buffers > design_.weights_buffer.size_bits) break;
          if (activations == nullptr) {
            const BlockTable* touched = activation_table(n, k, false);
            if (touched->largest() * design_.buffers > design_.activations_buffer.size_bits) break;
            activations = stays.activations_stay ? activation_table(n, k, true) : touched;
          }
          found.push_back({{m, n, k}, weights, activations, 0});
          found.back().bound = lower_bound(found.back());
        }
      }
    return found;
  }

  const BlockTable* weight_table(std::int64_t m, std::int64_t k) {
    std::unique_ptr<BlockTable>& table = weights_[{m, k}];
    if (!table) table = std::make_unique<BlockTable>(weight_blocks(design_, shape_, m, k));
    return table.get();
  }

  const BlockTable* activation_table(std::int64_t n, std::int64_t k, bool stays) {
    std::unique_ptr<BlockTable>& table = activations_[{n, k, stays}];
    if (!table) table = std::make_unique<BlockTable>(activation_blocks(design_, shape_, n, k, stays));
    return table.get();
  }

  std::vector<std::int64_t> wave_steps(const Tile& tile) const {
    std::vector<std::int64_t> steps;
    for (std::int64_t k = 0; k < shape_.depth(); k += tile.k) steps.push_back(steps_of(design_, shape_, k, std::min(shape_.depth(), k + tile.k)));
    return steps;
  }

  TileLoads loads(const Candidate& candidate, const TileStep& step) const {
    TileLoads loads;
    if (step.loads_weights) {
      const Block& block = candidate.weights->at(step.row_block, step.depth_block);
      loads.weight_bits = block.bits;
      loads.weight_granules = block.granules;
    }
    if (step.loads_activations) {
      const Block& block = candidate.activations->at(step.column_block, step.depth_block);
      loads.activation_bits = block.bits;
      loads.activation_granules = block.granules;
      loads.units = block.units;
    }
    return loads;
  }

  /// All computing after the first load, or all bits through the channel, whichever is longer.
  std::int64_t lower_bound(const Candidate& candidate) const {
    const Tile& tile = candidate.tile;
    const TileWalk walk = tile_walk(design_, shape_, tile);
    const bool one_depth = walk.depth_blocks == 1;
    const bool m_outer = design_.order == Order::MOuter;
    const std::int64_t weight_times = walk.weights_stay || (one_depth && (m_outer || walk.row_blocks == 1)) ? 1 : walk.column_blocks;
    const std::int64_t activation_times = walk.activations_stay || (one_depth && (!m_outer || walk.column_blocks == 1)) ? 1 : walk.row_blocks;
    const std::int64_t bits = shape_.groups * (candidate.weights->total_bits * weight_times + candidate.activations->total_bits * activation_times +
                                               shape_.rows * shape_.columns * design_.output_bits);
    std::int64_t steps = 0;
    for (const std::int64_t wave : wave_steps(tile)) steps += wave;
    const std::int64_t compute = shape_.groups * ceil_divide(shape_.rows, design_.array_m) * ceil_divide(shape_.columns, design_.array_n) * steps * step_cycles_;
    const TileLoads first = loads(candidate, TileStep{0, 0, 0, true, true, false});
    const std::int64_t start = ceil_divide(first.weight_bits + first.activation_bits, design_.dram_rate()) + select_cycles(design_, first) + decode_cycles(design_, first);
    return std::max(start + compute, ceil_divide(bits, design_.dram_rate()));
  }

  Rank run(const Candidate& candidate) const {
    const Tile& tile = candidate.tile;
    const TileWalk walk = tile_walk(design_, shape_, tile);
    const std::vector<std::int64_t> steps = wave_steps(tile);
    std::vector<TileStages> stages;
    stages.reserve(static_cast<std::size_t>(walk.count() * shape_.groups));
    std::int64_t bits = 0;
    walk.for_each([&](const TileStep& step) {
      const TileLoads loaded = loads(candidate, step);
      const std::int64_t rows = std::min(tile.m, shape_.rows - step.row_block * tile.m), columns = std::min(tile.n, shape_.columns - step.column_block * tile.n);
      const std::int64_t in = loaded.weight_bits + loaded.activation_bits, out = step.last_depth ? rows * columns * design_.output_bits : 0;
      bits += in + out;
      stages.push_back({ceil_divide(in, design_.dram_rate()), select_cycles(design_, loaded), decode_cycles(design_, loaded),
                        ceil_divide(rows, design_.array_m) * ceil_divide(columns, design_.array_n) * steps[static_cast<std::size_t>(step.depth_block)] * step_cycles_,
                        ceil_divide(out, design_.dram_rate())});
    });
    const std::size_t of_group = stages.size();
    for (std::int64_t group = 1; group < shape_.groups; ++group) std::copy_n(stages.begin(), of_group, std::back_inserter(stages));
    return {run_pipeline(stages, design_.buffers).end, bits * shape_.groups, -tile.k, -tile.n, -tile.m};
  }

  const ResolvedDesign& design_;
  const Geometry& shape_;
  std::int64_t step_cycles_;
  std::map<std::pair<std::int64_t, std::int64_t>, std::unique_ptr<BlockTable>> weights_;
  std::map<std::tuple<std::int64_t, std::int64_t, bool>, std::unique_ptr<BlockTable>> activations_;
};

}  // namespace

BlockNeeds block_needs(const ResolvedDesign& design, const Geometry& shape, const Tile& tile) {
  return {weight_blocks(design, shape, tile.m, tile.k).largest(), activation_blocks(design, shape, tile.n, tile.k, false).largest(),
          std::min(tile.m, shape.rows) * std::min(tile.n, shape.columns) * 32};
}

BlockNeeds smallest_needs(const ResolvedDesign& design, const Geometry& shape) {
  return block_needs(design, shape, {design.array_m, design.array_n, Search(design, shape).depths().back()});
}

std::optional<Tile> best_tile(const ResolvedDesign& design, const Geometry& shape) { return Search(design, shape).best(); }

}  // namespace skeptic
