#include "simulate/auto_tile.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <tuple>

#include "simulate/pipeline.h"

namespace skeptic {
namespace {

using Block = BlockTable::Block;

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

/// Sums a block of A over what it touches or, where the layer stays in the buffer, what it is the first to touch.
class ActivationSums {
 public:
  ActivationSums(const ResolvedDesign& design, const Geometry& shape, std::int64_t tile_n, std::int64_t tile_k, bool stays)
      : shape_(shape), capacity_(activation_capacity(design, shape)), height_(design.activations.pattern.height()), units_(cut_units(design, shape)),
        counter_(units_, shape), blocks_(shape, tile_n, tile_k, stays) {}

  Block sum(std::int64_t column, std::int64_t depth) {
    Block block;
    std::int64_t granules = 0;
    counter_.start_block();
    blocks_.for_each(column, depth, [&](std::int64_t vector, std::int64_t from, std::int64_t to) {
      const bool first = height_ == 1 || vector % height_ == 0;
      const std::int64_t last = to == shape_.granules_per_tap() ? 1 : 0;
      block.bits += capacity_.bits[first][0] * (to - from - last) + capacity_.bits[first][1] * last;
      granules += to - from;
      counter_.add(vector, from, to);
    });
    block.granules = granules;
    block.units = counter_.count();
    return block;
  }
  std::int64_t column_blocks() const { return blocks_.column_blocks(); }
  std::int64_t depth_blocks() const { return blocks_.depth_blocks(); }

 private:
  const Geometry& shape_;
  GranuleCapacity capacity_;
  std::int64_t height_;
  std::optional<Units> units_;
  UnitCounter counter_;
  ActivationBlocks blocks_;
};

BlockTable activation_blocks(const ResolvedDesign& design, const Geometry& shape, std::int64_t tile_n, std::int64_t tile_k, bool stays) {
  ActivationSums sums(design, shape, tile_n, tile_k, stays);
  BlockTable table;
  table.depth_blocks = sums.depth_blocks();
  for (std::int64_t column = 0; column < sums.column_blocks(); ++column)
    for (std::int64_t depth = 0; depth < table.depth_blocks; ++depth) table.add(sums.sum(column, depth));
  return table;
}

Block first_activation_block(const ResolvedDesign& design, const Geometry& shape, std::int64_t tile_n, std::int64_t tile_k) {
  return ActivationSums(design, shape, tile_n, tile_k, false).sum(0, 0);
}

std::string capacity_key(const GranuleCapacity& capacity, const Geometry& shape, const Pattern& pattern) {
  return fmt::format("{} {} {} {} {} {}", shape.granule, capacity.bits[0][0], capacity.bits[0][1], capacity.bits[1][0], capacity.bits[1][1], pattern.height());
}

std::string weights_key(const ResolvedDesign& design, const Geometry& shape, std::int64_t m, std::int64_t k) {
  return fmt::format("w {} {} {}", m, k, capacity_key(weight_capacity(design, shape), shape, weights_pattern(design, shape)));
}

std::string activations_key(const ResolvedDesign& design, const Geometry& shape, std::int64_t n, std::int64_t k, bool stays) {
  const std::optional<Units> units = cut_units(design, shape);
  return fmt::format("a {} {} {} {} {} {}", n, k, stays, capacity_key(activation_capacity(design, shape), shape, design.activations.pattern), units ? units->pixels : 0,
                     units ? units->channels : 0);
}

/// How a candidate ends, and what breaks ties; less is better.
using Rank = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t>;

struct Candidate {
  Tile tile;
  std::shared_ptr<const BlockTable> weights;
  std::int64_t bound = 0;                            ///< no sooner can it end
  std::shared_ptr<const BlockTable> activations = {};   ///< what is loaded: new granules alone where the layer stays in the buffer
};

class Search {
 public:
  Search(const ResolvedDesign& design, const Geometry& shape, BlockTables& tables)
      : design_(design), shape_(shape), rate_(design.dram_rate()), tables_(tables), stays_(tile_walk(design, shape, {1, 1, 1})) {
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

  /// Candidates by the soonest that each can end; those that cannot beat the best so far are never looked at closely.
  std::optional<Tile> best() {
    std::vector<Candidate> candidates = all_whose_weights_fit();
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
      return std::tie(a.bound, a.tile.k, a.tile.n, a.tile.m) < std::tie(b.bound, b.tile.k, b.tile.n, b.tile.m);
    });
    std::optional<Rank> best_rank;
    std::optional<Tile> best_tile;
    for (Candidate& candidate : candidates) {
      if (best_rank && candidate.bound > std::get<0>(*best_rank)) break;
      const Tile& tile = candidate.tile;
      if (activation_table(tile.n, tile.k, false)->largest * design_.buffers > design_.activations_buffer.size_bits) continue;
      candidate.activations = activation_table(tile.n, tile.k, stays_.activations_stay);
      if (best_rank && channel_bound(candidate) > std::get<0>(*best_rank)) continue;
      const Rank rank = run(candidate);
      if (best_rank && rank >= *best_rank) continue;
      best_rank = rank;
      best_tile = tile;
    }
    return best_tile;
  }

 private:
  std::vector<Candidate> all_whose_weights_fit() {
    std::vector<Candidate> found;
    const std::vector<std::int64_t> columns = sizes(design_.array_n, shape_.columns);
    for (const std::int64_t k : depths()) {
      std::vector<Block> first_blocks;
      for (const std::int64_t n : columns) first_blocks.push_back(first_activation_block(design_, shape_, n, k));
      for (const std::int64_t m : sizes(design_.array_m, shape_.rows)) {
        const std::shared_ptr<const BlockTable> weights = weight_table(m, k);
        if (weights->largest * design_.buffers > design_.weights_buffer.size_bits) break;
        for (std::size_t i = 0; i < columns.size(); ++i) {
          if (design_.accumulator_bits && std::min(m, shape_.rows) * std::min(columns[i], shape_.columns) * 32 > *design_.accumulator_bits) break;
          if (first_blocks[i].bits * design_.buffers > design_.activations_buffer.size_bits) break;
          found.push_back({{m, columns[i], k}, weights});
          found.back().bound = compute_bound(found.back(), first_blocks[i]);
        }
      }
    }
    return found;
  }

  std::shared_ptr<const BlockTable> weight_table(std::int64_t m, std::int64_t k) {
    return tables_.get(weights_key(design_, shape_, m, k), [&] { return weight_blocks(design_, shape_, m, k); });
  }

  std::shared_ptr<const BlockTable> activation_table(std::int64_t n, std::int64_t k, bool stays) {
    return tables_.get(activations_key(design_, shape_, n, k, stays), [&] { return activation_blocks(design_, shape_, n, k, stays); });
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

  /// The first tile's stages before computing, and then all computing.
  std::int64_t compute_bound(const Candidate& candidate, const Block& first_block) const {
    std::int64_t steps = 0;
    for (const std::int64_t wave : wave_steps(candidate.tile)) steps += wave;
    const std::int64_t compute = shape_.groups * ceil_divide(shape_.rows, design_.array_m) * ceil_divide(shape_.columns, design_.array_n) * steps * step_cycles_;
    TileLoads first;
    const Block& weights = candidate.weights->at(0, 0);
    first.weight_bits = weights.bits, first.weight_granules = weights.granules;
    first.activation_bits = first_block.bits, first.activation_granules = first_block.granules, first.units = first_block.units;
    return ceil_divide(first.weight_bits + first.activation_bits, rate_) + select_cycles(design_, first) + decode_cycles(design_, first) + compute;
  }

  /// All bits through the channel.
  std::int64_t channel_bound(const Candidate& candidate) const {
    const TileWalk walk = walk_of(candidate.tile);
    const bool one_depth = walk.depth_blocks == 1;
    const bool m_outer = design_.order == Order::MOuter;
    const std::int64_t weight_times = walk.weights_stay || (one_depth && (m_outer || walk.row_blocks == 1)) ? 1 : walk.column_blocks;
    const std::int64_t activation_times = walk.activations_stay || (one_depth && (!m_outer || walk.column_blocks == 1)) ? 1 : walk.row_blocks;
    const std::int64_t bits = shape_.groups * (candidate.weights->total_bits * weight_times + candidate.activations->total_bits * activation_times +
                                               shape_.rows * shape_.columns * design_.output_bits);
    return ceil_divide(bits, rate_);
  }

  TileWalk walk_of(const Tile& tile) const {
    TileWalk walk = stays_;
    walk.row_blocks = ceil_divide(shape_.rows, tile.m);
    walk.column_blocks = ceil_divide(shape_.columns, tile.n);
    walk.depth_blocks = ceil_divide(shape_.depth(), tile.k);
    return walk;
  }

  Rank run(const Candidate& candidate) const {
    const Tile& tile = candidate.tile;
    const TileWalk walk = walk_of(tile);
    const std::vector<std::int64_t> steps = wave_steps(tile);
    std::vector<TileStages> stages;
    stages.reserve(static_cast<std::size_t>(walk.count() * shape_.groups));
    std::int64_t bits = 0;
    walk.for_each([&](const TileStep& step) {
      const TileLoads loaded = loads(candidate, step);
      const std::int64_t rows = std::min(tile.m, shape_.rows - step.row_block * tile.m), columns = std::min(tile.n, shape_.columns - step.column_block * tile.n);
      const std::int64_t in = loaded.weight_bits + loaded.activation_bits, out = step.last_depth ? rows * columns * design_.output_bits : 0;
      bits += in + out;
      stages.push_back({ceil_divide(in, rate_), select_cycles(design_, loaded), decode_cycles(design_, loaded),
                        ceil_divide(rows, design_.array_m) * ceil_divide(columns, design_.array_n) * steps[static_cast<std::size_t>(step.depth_block)] * step_cycles_,
                        ceil_divide(out, rate_)});
    });
    const std::size_t of_group = stages.size();
    for (std::int64_t group = 1; group < shape_.groups; ++group) std::copy_n(stages.begin(), of_group, std::back_inserter(stages));
    return {run_pipeline(stages, design_.buffers).end, bits * shape_.groups, -tile.k, -tile.n, -tile.m};
  }

  const ResolvedDesign& design_;
  const Geometry& shape_;
  Rational rate_;   ///< DRAM bits per cycle
  BlockTables& tables_;
  TileWalk stays_;
  std::int64_t step_cycles_;
};

}  // namespace

BlockNeeds block_needs(const ResolvedDesign& design, const Geometry& shape, const Tile& tile) {
  return {weight_blocks(design, shape, tile.m, tile.k).largest, activation_blocks(design, shape, tile.n, tile.k, false).largest,
          std::min(tile.m, shape.rows) * std::min(tile.n, shape.columns) * 32};
}

BlockNeeds smallest_needs(const ResolvedDesign& design, const Geometry& shape) {
  BlockTables tables;
  return block_needs(design, shape, {design.array_m, design.array_n, Search(design, shape, tables).depths().back()});
}

std::optional<Tile> best_tile(const ResolvedDesign& design, const Geometry& shape, BlockTables& tables) { return Search(design, shape, tables).best(); }

std::shared_ptr<const BlockTable> BlockTables::get(const std::string& key, const std::function<BlockTable()>& make) {
  const auto known = tables_.find(key);
  if (known != tables_.end()) return known->second;
  auto table = std::make_shared<const BlockTable>(make());
  // Large tables are quickly made again for what they would take.
  if (static_cast<std::int64_t>(table->blocks.size()) <= kLargestKept) tables_.emplace(key, table);
  return table;
}

}  // namespace skeptic
