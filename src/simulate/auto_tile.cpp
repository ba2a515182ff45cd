#include "simulate/auto_tile.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "simulate/pipeline.h"

namespace skeptic {
namespace {

using Block = BlockTable::Block;

/// Granules of [from, to) that are the last of their tap, counted along K'.
std::int64_t last_granules(const Geometry& shape, std::int64_t from, std::int64_t to) {
  return to / shape.granules_per_tap() - from / shape.granules_per_tap();
}

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

/// Sums blocks of A over what they touch or, where the layer stays in the buffer, what they are the first to touch. How many vectors a block of
/// columns reaches by a range of taps is asked again and again, by many depths and designs, so it is kept.
class ActivationSums {
 public:
  ActivationSums(const ResolvedDesign& design, const Geometry& shape, std::int64_t tile_n, std::int64_t tile_k, bool stays, BlockTables& tables)
      : shape_(shape),
        capacity_(activation_capacity(design, shape)),
        height_(design.activations.pattern.height()),
        units_(cut_units(design, shape)),
        blocks_(shape, tile_n, tile_k, stays),
        tables_(tables),
        key_(fmt::format("{} {} {} {}", tile_n, stays, height_, units_ ? units_->pixels : 0)) {}

  Block sum(std::int64_t column, std::int64_t depth) {
    Block block;
    const std::vector<ActivationBlocks::Run> runs = blocks_.runs(depth);
    for (const ActivationBlocks::Run& run : runs) {
      const Reach& reach = reached(run.first_tap, run.last_tap)[static_cast<std::size_t>(column)];
      const std::int64_t last = run.past_granule == shape_.granules_per_tap() ? 1 : 0, others = run.past_granule - run.first_granule - last;
      block.bits += reach.firsts * (capacity_.bits[1][0] * others + capacity_.bits[1][1] * last) +
                    (reach.vectors - reach.firsts) * (capacity_.bits[0][0] * others + capacity_.bits[0][1] * last);
      block.granules += reach.vectors * (others + last);
    }
    if (units_) block.units = count_units(runs, column);
    return block;
  }
  std::int64_t column_blocks() const { return blocks_.column_blocks(); }
  std::int64_t depth_blocks() const { return blocks_.depth_blocks(); }

 private:
  /// A unit of channels is touched by the runs that it overlaps; their ranges of taps make one range.
  std::int64_t count_units(const std::vector<ActivationBlocks::Run>& runs, std::int64_t column) {
    std::int64_t units = 0;
    for (std::int64_t unit = 0; unit < units_->units_per_vector; ++unit) {
      const std::int64_t from = unit * units_->channels / shape_.granule, to = from + units_->channels / shape_.granule;
      std::int64_t first_tap = shape_.taps, last_tap = -1;
      for (const ActivationBlocks::Run& run : runs)
        if (run.first_granule < to && run.past_granule > from)
          first_tap = std::min(first_tap, run.first_tap), last_tap = std::max(last_tap, run.last_tap);
      if (first_tap <= last_tap) units += reached(first_tap, last_tap)[static_cast<std::size_t>(column)].unit_rows;
    }
    return units;
  }

  const std::vector<Reach>& reached(std::int64_t first_tap, std::int64_t last_tap) {
    std::shared_ptr<const std::vector<Reach>>& known = reached_[static_cast<std::size_t>(first_tap * shape_.taps + last_tap)];
    if (!known) known = tables_.reach(fmt::format("{} {} {}", key_, first_tap, last_tap), [&] { return count(first_tap, last_tap); });
    return *known;
  }

  std::vector<Reach> count(std::int64_t first_tap, std::int64_t last_tap) {
    std::vector<Reach> counts(static_cast<std::size_t>(blocks_.column_blocks()));
    std::vector<std::int64_t> stamp;
    if (units_) stamp.assign(static_cast<std::size_t>(shape_.images() * units_->units_per_image), -1);
    for (std::int64_t block = 0; block < blocks_.column_blocks(); ++block) {
      Reach& reach = counts[static_cast<std::size_t>(block)];
      blocks_.for_each_vector(block, first_tap, last_tap, [&](std::int64_t vector) {
        ++reach.vectors;
        if (height_ == 1 || vector % height_ == 0) ++reach.firsts;
        if (!units_) return;
        const std::int64_t row = vector / units_->vectors_per_image * units_->units_per_image + vector % units_->vectors_per_image / units_->pixels;
        if (std::exchange(stamp[static_cast<std::size_t>(row)], block) != block) ++reach.unit_rows;
      });
    }
    return counts;
  }

  const Geometry& shape_;
  GranuleCapacity capacity_;
  std::int64_t height_;
  std::optional<Units> units_;
  ActivationBlocks blocks_;
  BlockTables& tables_;
  std::string key_;
  std::unordered_map<std::size_t, std::shared_ptr<const std::vector<Reach>>> reached_;
};

BlockTable activation_blocks(const ResolvedDesign& design, const Geometry& shape, std::int64_t tile_n, std::int64_t tile_k, bool stays,
                             BlockTables& tables) {
  ActivationSums sums(design, shape, tile_n, tile_k, stays, tables);
  BlockTable table;
  table.depth_blocks = sums.depth_blocks();
  for (std::int64_t column = 0; column < sums.column_blocks(); ++column)
    for (std::int64_t depth = 0; depth < table.depth_blocks; ++depth) table.add(sums.sum(column, depth));
  return table;
}

Block first_activation_block(const ResolvedDesign& design, const Geometry& shape, std::int64_t tile_n, std::int64_t tile_k, BlockTables& tables) {
  return ActivationSums(design, shape, tile_n, tile_k, false, tables).sum(0, 0);
}

std::string capacity_key(const GranuleCapacity& capacity, const Geometry& shape, const Pattern& pattern) {
  return fmt::format("{} {} {} {} {} {}", shape.granule, capacity.bits[0][0], capacity.bits[0][1], capacity.bits[1][0], capacity.bits[1][1],
                     pattern.height());
}

std::string weights_key(const ResolvedDesign& design, const Geometry& shape, std::int64_t m, std::int64_t k) {
  return fmt::format("w {} {} {}", m, k, capacity_key(weight_capacity(design, shape), shape, weights_pattern(design, shape)));
}

std::string activations_key(const ResolvedDesign& design, const Geometry& shape, std::int64_t n, std::int64_t k, bool stays) {
  const std::optional<Units> units = cut_units(design, shape);
  return fmt::format("a {} {} {} {} {} {}", n, k, stays, capacity_key(activation_capacity(design, shape), shape, design.activations.pattern),
                     units ? units->pixels : 0, units ? units->channels : 0);
}

/// How a candidate ends, and what breaks ties; less is better.
using Rank = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t>;

struct Candidate {
  Tile tile;
  std::shared_ptr<const BlockTable> weights;
  std::int64_t bound = 0;                              ///< no sooner can it end
  std::shared_ptr<const BlockTable> activations = {};  ///< what is loaded: new granules alone where the layer stays in the buffer
};

class Search {
 public:
  Search(const ResolvedDesign& design, const Geometry& shape, BlockTables& tables)
      : design_(design),
        shape_(shape),
        rate_(design.dram_rate()),
        tables_(tables),
        stays_(tile_walk(design, shape, {1, 1, 1})),
        whole_(first_activation_block(design, shape, shape.columns, shape.depth(), tables)) {
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
      if (best_rank && channel_bound(candidate, whole_.bits) > std::get<0>(*best_rank)) continue;
      if (activation_table(tile.n, tile.k, false)->largest * design_.buffers > design_.activations_buffer.size_bits) continue;
      candidate.activations = activation_table(tile.n, tile.k, stays_.activations_stay);
      if (best_rank && channel_bound(candidate, candidate.activations->total_bits) > std::get<0>(*best_rank)) continue;
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
      for (const std::int64_t n : columns) first_blocks.push_back(first_activation_block(design_, shape_, n, k, tables_));
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
    return tables_.get(activations_key(design_, shape_, n, k, stays), [&] { return activation_blocks(design_, shape_, n, k, stays, tables_); });
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
    const std::int64_t compute =
        shape_.groups * ceil_divide(shape_.rows, design_.array_m) * ceil_divide(shape_.columns, design_.array_n) * steps * step_cycles_;
    TileLoads first;
    const Block& weights = candidate.weights->at(0, 0);
    first.weight_bits = weights.bits, first.weight_granules = weights.granules;
    first.activation_bits = first_block.bits, first.activation_granules = first_block.granules, first.units = first_block.units;
    return ceil_divide(first.weight_bits + first.activation_bits, rate_) + select_cycles(design_, first) + decode_cycles(design_, first) + compute;
  }

  /// All bits through the channel, given those that one pass over the blocks of A loads, or fewer.
  std::int64_t channel_bound(const Candidate& candidate, std::int64_t activation_bits) const {
    const TileWalk walk = walk_of(candidate.tile);
    const bool one_depth = walk.depth_blocks == 1;
    const bool m_outer = design_.order == Order::MOuter;
    const std::int64_t weight_times = walk.weights_stay || (one_depth && (m_outer || walk.row_blocks == 1)) ? 1 : walk.column_blocks;
    const std::int64_t activation_times = walk.activations_stay || (one_depth && (!m_outer || walk.column_blocks == 1)) ? 1 : walk.row_blocks;
    const std::int64_t bits = shape_.groups * (candidate.weights->total_bits * weight_times + activation_bits * activation_times +
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
      const std::int64_t rows = std::min(tile.m, shape_.rows - step.row_block * tile.m),
                         columns = std::min(tile.n, shape_.columns - step.column_block * tile.n);
      const std::int64_t in = loaded.weight_bits + loaded.activation_bits, out = step.last_depth ? rows * columns * design_.output_bits : 0;
      bits += in + out;
      stages.push_back({ceil_divide(in, rate_), select_cycles(design_, loaded), decode_cycles(design_, loaded),
                        ceil_divide(rows, design_.array_m) * ceil_divide(columns, design_.array_n) *
                            steps[static_cast<std::size_t>(step.depth_block)] * step_cycles_,
                        ceil_divide(out, rate_)});
    });
    const std::size_t of_group = stages.size();
    for (std::int64_t group = 1; group < shape_.groups; ++group) std::copy_n(stages.begin(), of_group, std::back_inserter(stages));
    return {run_pipeline(stages, design_.buffers).end, bits * shape_.groups, -tile.k, -tile.n, -tile.m};
  }

  const ResolvedDesign& design_;
  const Geometry& shape_;
  Rational rate_;  ///< DRAM bits per cycle
  BlockTables& tables_;
  TileWalk stays_;
  Block whole_;  ///< everything of A that the layer touches, once
  std::int64_t step_cycles_;
};

}  // namespace

BlockNeeds block_needs(const ResolvedDesign& design, const Geometry& shape, const Tile& tile) {
  BlockTables tables;
  return {weight_blocks(design, shape, tile.m, tile.k).largest, activation_blocks(design, shape, tile.n, tile.k, false, tables).largest,
          std::min(tile.m, shape.rows) * std::min(tile.n, shape.columns) * 32};
}

BlockNeeds smallest_needs(const ResolvedDesign& design, const Geometry& shape) {
  BlockTables tables;
  return block_needs(design, shape, {design.array_m, design.array_n, Search(design, shape, tables).depths().back()});
}

std::optional<Tile> best_tile(const ResolvedDesign& design, const Geometry& shape, BlockTables& tables) {
  return Search(design, shape, tables).best();
}

std::shared_ptr<const std::vector<Reach>> BlockTables::reach(const std::string& key, const std::function<std::vector<Reach>()>& make) {
  std::shared_ptr<const std::vector<Reach>>& known = reach_[key];
  if (!known) known = std::make_shared<const std::vector<Reach>>(make());
  return known;
}

std::shared_ptr<const BlockTable> BlockTables::get(const std::string& key, const std::function<BlockTable()>& make) {
  const auto known = tables_.find(key);
  if (known != tables_.end()) return known->second;
  auto table = std::make_shared<const BlockTable>(make());
  // Large tables are quickly made again for what they would take.
  if (static_cast<std::int64_t>(table->blocks.size()) <= kLargestKept) tables_.emplace(key, table);
  return table;
}

}  // namespace skeptic
