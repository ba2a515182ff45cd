#include "simulate/dealt_tile.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "simulate/candidate_run.h"
#include "simulate/dealing.h"
#include "simulate/dealt_pipeline.h"

namespace skeptic {
namespace {

struct Candidate {
  /// How soon it can end, at best; then at least so many bits.
  Rank rank;
  std::size_t m, n, k;  ///< indices of its sizes
};

/// How often the blocks of an operand come from DRAM, each, in one group: those of the outer loop over tiles, or of the inner one.
std::int64_t times_loaded(const TileWalk& walk, std::int64_t arrays, bool outer, bool stays) {
  const std::int64_t inner_blocks = walk.inner_blocks(), outer_blocks = walk.outer_blocks();
  const bool follows = walk.depth_blocks == 1;
  if (outer) return stays || follows ? std::min(arrays, inner_blocks) : inner_blocks;
  if (stays) return std::min(outer_blocks, arrays / std::gcd(arrays, inner_blocks));
  return follows && arrays % inner_blocks == 0 ? std::min(outer_blocks, arrays / inner_blocks) : outer_blocks;
}

/// Tiles of a group that is dealt from one array on, [block of outputs][span of depths that are alike], and the bits that all of them move.
struct GroupStages {
  std::vector<TileStages> tiles;
  std::int64_t bits = 0;
};

class Search {
 public:
  Search(const ResolvedDesign& design, const Geometry& shape, BlockPlans& plans)
      : design_(design), shape_(shape), plans_(plans), stays_(tile_walk(design, shape, {1, 1, 1})), costs_(design, shape) {}

  std::optional<Tile> best(const std::optional<Tile>& guess) {
    std::vector<Candidate> candidates = all();
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) { return a.rank < b.rank; });
    std::optional<Rank> best;
    for (const Candidate& candidate : candidates)
      if (guess && tile_of(candidate) == *guess) best = run(candidate, std::nullopt);
    for (const Candidate& candidate : candidates) {
      if (best && candidate.rank >= *best) break;
      if (const std::optional<Rank> rank = run(candidate, best); rank && (!best || *rank < *best)) best = rank;
    }
    if (!best) return std::nullopt;
    return Tile{-std::get<4>(*best), -std::get<3>(*best), -std::get<2>(*best)};
  }

 private:
  Tile tile_of(const Candidate& candidate) const {
    return {plans_.sizes_m()[candidate.m], plans_.sizes_n()[candidate.n], plans_.sizes_k()[candidate.k]};
  }

  TileWalk walk_of(const Tile& tile) const { return with_tile(stays_, shape_, tile); }

  std::vector<Candidate> all() {
    std::vector<Candidate> found;
    const std::int64_t room = design_.activations_buffer.size_bits / design_.buffers;
    for (std::size_t k = 0; k < plans_.sizes_k().size(); ++k)
      for (std::size_t n = 0; n < plans_.sizes_n().size(); ++n) {
        if (plans_.first_block(n, k).bits > room || !plans_.activations_fit(shape_, n, k, room)) continue;
        for (std::size_t m = 0; m < plans_.sizes_m().size(); ++m) {
          Candidate candidate{{}, m, n, k};
          const Tile tile = tile_of(candidate);
          if (plans_.largest_weights(m, k) * design_.buffers > design_.weights_buffer.size_bits) continue;
          if (design_.accumulator_bits && std::min(tile.m, shape_.rows) * std::min(tile.n, shape_.columns) * 32 > *design_.accumulator_bits) continue;
          candidate.rank = bound(candidate);
          found.push_back(candidate);
        }
      }
    return found;
  }

  /// No end is sooner than an equal share of the computing, the whole blocks that some array must have, the first block by itself, or the channel at
  /// work on all bits.
  Rank bound(const Candidate& candidate) {
    const Tile tile = tile_of(candidate);
    const TileWalk walk = walk_of(tile);
    const bool m_outer = walk.order == Order::MOuter;
    const std::int64_t activations = walk.activations_stay ? plans_.activation_bits() : plans_.touched_bits(shape_, candidate.n, candidate.k);
    const std::int64_t bits = shape_.groups * (plans_.weight_bits() * times_loaded(walk, design_.arrays, m_outer, walk.weights_stay) +
                                               activations * (walk.activations_stay ? 1 : times_loaded(walk, design_.arrays, !m_outer, false)) +
                                               shape_.rows * shape_.columns * design_.output_bits);

    const DepthPlan& depths = plans_.depths(candidate.k);
    const std::int64_t rows = std::min(tile.m, shape_.rows), columns = std::min(tile.n, shape_.columns);
    const std::int64_t of_block = costs_.compute(rows, columns, depths.steps);
    const std::int64_t whole_blocks = shape_.groups * (shape_.rows / rows) * (shape_.columns / columns);
    // Nobody computes before the first load, and somebody's last store comes after all its computing.
    const std::int64_t first_bits =
        depths.at(0).weight_bits(plans_.rows(candidate.m).of_span.front()) + plans_.first_block(candidate.n, candidate.k).bits;
    const std::int64_t last_rows = shape_.rows - (walk.row_blocks - 1) * tile.m, last_columns = shape_.columns - (walk.column_blocks - 1) * tile.n;
    const std::int64_t around = ceil_divide(first_bits, costs_.rate()) + ceil_divide(last_rows * last_columns * design_.output_bits, costs_.rate());
    const std::int64_t computing =
        std::max({ceil_divide(costs_.compute(depths.steps), design_.arrays), ceil_divide(whole_blocks, design_.arrays) * of_block, of_block});
    return {std::max(around + computing, ceil_divide(bits, costs_.rate())), bits, -tile.k, -tile.n, -tile.m};
  }

  std::optional<Rank> run(const Candidate& candidate, const std::optional<Rank>& best) {
    const Tile tile = tile_of(candidate);
    const TileWalk walk = walk_of(tile);
    const std::vector<BlockSpan>& depths = plans_.depths(candidate.k).spans;
    DealtEnd state({design_.arrays, walk.depth_blocks, design_.buffers});
    Round round(depths.size());
    std::int64_t bits = 0;
    const auto add_round = [&] {
      for (std::size_t span = 0; span < depths.size(); ++span) {
        const auto add = [&] { return state.add(round.turns[span]), true; };
        repeat(state, depths[span].count, add, [](std::int64_t) {});
      }
      round.clear();
      return !best || state.computed() <= std::get<0>(*best);
    };
    std::map<std::int64_t, GroupStages> known;  // by the array of the first block
    const std::int64_t blocks = walk.row_blocks * walk.column_blocks;
    for (std::int64_t group = 0; group < shape_.groups; ++group) {
      const std::int64_t first = group * blocks % design_.arrays;
      const auto found = known.find(first);
      const GroupStages& stages =
          found != known.end() ? found->second : known.emplace(first, stages_of(candidate, walk, {design_.arrays, first})).first->second;
      bits += stages.bits;
      for (std::size_t at = 0; at < stages.tiles.size(); at += depths.size()) {
        for (std::size_t span = 0; span < depths.size(); ++span) round.turns[span].push_back(stages.tiles[at + span]);
        if (static_cast<std::int64_t>(round.turns.front().size()) == design_.arrays && !add_round()) return std::nullopt;
      }
    }
    if (!round.turns.front().empty()) add_round();
    return Rank{state.end(), bits, -tile.k, -tile.n, -tile.m};
  }

  /// One block of outputs of every array: by depths that are alike, the arrays' tiles.
  struct Round {
    explicit Round(std::size_t spans) : turns(spans) {}
    void clear() {
      for (std::vector<TileStages>& turn : turns) turn.clear();
    }
    std::vector<std::vector<TileStages>> turns;
  };

  GroupStages stages_of(const Candidate& candidate, const TileWalk& walk, const Dealing& dealing) {
    const Tile tile = tile_of(candidate);
    const DepthPlan& depths = plans_.depths(candidate.k);
    const RowPlan& row_plan = plans_.rows(candidate.m);
    const std::vector<TileStep> blocks = dealt_blocks(walk, dealing);
    const std::vector<ActivationBlock> stayed = walk.activations_stay ? stayed_blocks(tile, depths, dealing, blocks) : std::vector<ActivationBlock>{};
    const ColumnReach* reach = walk.activations_stay ? nullptr : &plans_.columns(shape_, candidate.n, candidate.k, false);
    std::vector<RowPlan::Rows> rows;
    for (std::size_t span = 0; span < row_plan.spans.size(); ++span)
      rows.insert(rows.end(), static_cast<std::size_t>(row_plan.spans[span].count), row_plan.of_span[span]);

    GroupStages made;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      const TileStep& step = blocks[i];
      const RowPlan::Rows& of_rows = rows[static_cast<std::size_t>(step.row_block)];
      const std::int64_t columns = std::min(tile.n, shape_.columns - step.column_block * tile.n);
      for (std::size_t span = 0; span < depths.spans.size(); ++span) {
        const auto [first, count] = depths.spans[span];
        const DepthKind& depth = depths.at(first);
        TileLoads loads;
        if (step.loads_weights) loads.weight_bits = depth.weight_bits(of_rows), loads.weight_granules = of_rows.rows * depth.granules;
        if (step.loads_activations) {
          const ActivationBlock block = reach == nullptr ? stayed[i * depths.spans.size() + span] : reach->block(depth, step.column_block);
          loads.activation_bits = block.bits, loads.activation_granules = block.granules, loads.units = block.units;
        }
        const bool stores = first + count == depths.count();
        const std::int64_t in = loads.weight_bits + loads.activation_bits, out = stores ? of_rows.rows * columns * design_.output_bits : 0;
        made.tiles.push_back({ceil_divide(in, costs_.rate()), select_cycles(design_, loads), decode_cycles(design_, loads),
                              costs_.compute(of_rows.rows, columns, depth.steps), ceil_divide(out, costs_.rate())});
        made.bits += in * count + out;
      }
    }
    return made;
  }

  /// What arrays load of activations that stay, in capacities: [block of outputs][span of depths].
  std::vector<ActivationBlock> stayed_blocks(const Tile& tile, const DepthPlan& depths, const Dealing& dealing, const std::vector<TileStep>& dealt) {
    const GranuleCapacity capacity = activation_capacity(design_, shape_);
    const std::int64_t height = design_.activations.pattern.height(), per_vector = shape_.granules_per_tap();
    std::vector<ActivationBlock> found(dealt.size() * depths.spans.size());
    ActivationBlocks blocks(shape_, tile.n, tile.k, true);
    const std::optional<Units> cut = cut_units(design_, shape_);
    UnitCounter units(cut, shape_);
    for (const std::vector<FirstSight>& sights : first_sights(dealing, dealt)) {
      if (sights.empty()) continue;
      std::vector<std::int64_t> order;
      for (const FirstSight& sight : sights) order.push_back(sight.column_block);
      blocks.visit_in(order);
      for (const FirstSight& sight : sights)
        for (std::size_t span = 0; span < depths.spans.size(); ++span) {
          ActivationBlock& block = found[static_cast<std::size_t>(sight.block) * depths.spans.size() + span];
          units.start_block();
          blocks.for_each(sight.column_block, depths.spans[span].first, [&](std::int64_t vector, std::int64_t from, std::int64_t to) {
            const std::int64_t* bits = capacity.bits[vector % height == 0 ? 1 : 0];
            const std::int64_t last = to == per_vector ? 1 : 0;
            block.bits += bits[0] * (to - from - last) + bits[1] * last;
            block.granules += to - from;
            units.add(vector, from, to);
          });
          block.units = units.count();
        }
    }
    return found;
  }

  const ResolvedDesign& design_;
  const Geometry& shape_;
  BlockPlans& plans_;
  TileWalk stays_;
  TileCosts costs_;
};

}  // namespace

std::optional<Tile> best_dealt_tile(const ResolvedDesign& design, const Geometry& shape, BlockPlans& plans, const std::optional<Tile>& guess) {
  return Search(design, shape, plans).best(guess);
}

}  // namespace skeptic
