#include "simulate/auto_tile.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "simulate/candidate_run.h"
#include "simulate/dealt_tile.h"

namespace skeptic {
namespace {

struct Candidate {
  /// How soon it can end, at best; then at least so many bits.
  Rank rank;
  std::size_t m, n, k;  ///< indices of its sizes
  bool exact_bits = false;
};

bool later(const Candidate& a, const Candidate& b) { return a.rank > b.rank; }

class Search {
 public:
  Search(const ResolvedDesign& design, const Geometry& shape, BlockTables& tables)
      : design_(design),
        shape_(shape),
        plans_(tables.plans(design, shape)),
        guess_(tables.last_best()),
        stays_(tile_walk(design, shape, {1, 1, 1})),
        costs_(design, shape) {}

  /// Candidates by the soonest that each can end, which is looked at more and more closely; those that cannot beat the best so far are never run.
  std::optional<Tile> best() {
    std::vector<Candidate> candidates = all();
    std::optional<Rank> best = rank_of_guess(candidates);
    if (best) std::erase_if(candidates, [&](const Candidate& candidate) { return candidate.rank >= *best; });
    std::make_heap(candidates.begin(), candidates.end(), later);
    while (!candidates.empty()) {
      std::pop_heap(candidates.begin(), candidates.end(), later);
      Candidate candidate = candidates.back();
      candidates.pop_back();
      if (best && candidate.rank >= *best) break;
      if (!candidate.exact_bits) {
        if (!plans_.activations_fit(shape_, candidate.n, candidate.k, design_.activations_buffer.size_bits / design_.buffers)) continue;
        candidate.exact_bits = true;
        if (!stays_.activations_stay) {
          candidate.rank = bound(candidate, plans_.touched_bits(shape_, candidate.n, candidate.k));
          candidates.push_back(candidate);
          std::push_heap(candidates.begin(), candidates.end(), later);
          continue;
        }
      }
      const std::optional<Rank> rank = run_candidate(costs_, load_of(candidate), candidate.rank, best);
      if (rank && (!best || *rank < *best)) best = rank;
    }
    if (!best) return std::nullopt;
    return Tile{-std::get<4>(*best), -std::get<3>(*best), -std::get<2>(*best)};
  }

 private:
  /// The rank of what was best for the design before, where it is among the candidates: most of them need not be run then.
  std::optional<Rank> rank_of_guess(const std::vector<Candidate>& candidates) {
    if (!guess_) return std::nullopt;
    const auto is_guess = [&](const Candidate& candidate) { return tile_of(candidate.m, candidate.n, candidate.k) == *guess_; };
    const auto found = std::find_if(candidates.begin(), candidates.end(), is_guess);
    if (found == candidates.end()) return std::nullopt;
    Candidate guess = *found;
    if (!plans_.activations_fit(shape_, guess.n, guess.k, design_.activations_buffer.size_bits / design_.buffers)) return std::nullopt;
    if (!stays_.activations_stay) guess.rank = bound(guess, plans_.touched_bits(shape_, guess.n, guess.k));
    return run_candidate(costs_, load_of(guess), guess.rank, std::nullopt);
  }

  /// All but those whose activations alone are too many.
  std::vector<Candidate> all() {
    std::vector<Candidate> found;
    for (std::size_t k = 0; k < plans_.sizes_k().size(); ++k) {
      for (std::size_t m = 0; m < plans_.sizes_m().size(); ++m) {
        if (plans_.largest_weights(m, k) * design_.buffers > design_.weights_buffer.size_bits) continue;
        for (std::size_t n = 0; n < plans_.sizes_n().size(); ++n) {
          const Tile tile = tile_of(m, n, k);
          if (design_.accumulator_bits && std::min(tile.m, shape_.rows) * std::min(tile.n, shape_.columns) * 32 > *design_.accumulator_bits) continue;
          if (plans_.first_block(n, k).bits * design_.buffers > design_.activations_buffer.size_bits) continue;
          found.push_back({{}, m, n, k});
          found.back().rank = bound(found.back(), plans_.activation_bits());
        }
      }
    }
    return found;
  }

  Tile tile_of(std::size_t m, std::size_t n, std::size_t k) const { return {plans_.sizes_m()[m], plans_.sizes_n()[n], plans_.sizes_k()[k]}; }

  TileWalk walk_of(const Tile& tile) const { return with_tile(stays_, shape_, tile); }

  /// Ways through the pipeline that are never longer than the layer: the first tile's stages, all computing, the last store; the channel at work on
  /// all but the last tiles' stores, then the last store; the channel at work on the first row of blocks, then the computing of the others, then the
  /// last store. And all bits, given those that one pass over the blocks of A loads, or fewer.
  Rank bound(const Candidate& candidate, std::int64_t activation_bits) const {
    const Tile tile = tile_of(candidate.m, candidate.n, candidate.k);
    const TileWalk walk = walk_of(tile);
    const DepthPlan& depths = plans_.depths(candidate.k);
    const RowPlan& rows = plans_.rows(candidate.m);

    const bool one_depth = walk.depth_blocks == 1;
    const bool m_outer = design_.order == Order::MOuter;
    const std::int64_t weight_times = walk.weights_stay || (one_depth && (m_outer || walk.row_blocks == 1)) ? 1 : walk.column_blocks;
    const std::int64_t activation_times = walk.activations_stay || (one_depth && (!m_outer || walk.column_blocks == 1)) ? 1 : walk.row_blocks;
    const std::int64_t bits = shape_.groups * (plans_.weight_bits() * weight_times + activation_bits * activation_times +
                                               shape_.rows * shape_.columns * design_.output_bits);

    const std::int64_t last_rows = shape_.rows - (walk.row_blocks - 1) * tile.m, last_columns = shape_.columns - (walk.column_blocks - 1) * tile.n;
    const std::int64_t last_store = ceil_divide(last_rows * last_columns * design_.output_bits, costs_.rate());
    const ActivationBlock& activations = plans_.first_block(candidate.n, candidate.k);
    TileLoads first;
    first.weight_bits = depths.at(0).weight_bits(rows.of_span.front());
    first.weight_granules = rows.of_span.front().rows * depths.at(0).granules;
    first.activation_bits = activations.bits, first.activation_granules = activations.granules, first.units = activations.units;
    const std::int64_t computing = ceil_divide(first.weight_bits + first.activation_bits, costs_.rate()) + select_cycles(design_, first) +
                                   decode_cycles(design_, first) + costs_.compute(depths.steps) + last_store;

    const std::int64_t late_stores =
        std::min(shape_.groups * shape_.rows * shape_.columns,
                 ceil_divide(design_.buffers, walk.depth_blocks) * std::min(tile.m, shape_.rows) * std::min(tile.n, shape_.columns)) *
        design_.output_bits;
    const std::int64_t moving = std::max(ceil_divide(bits, costs_.rate()), ceil_divide(bits - late_stores, costs_.rate()) + last_store);
    std::int64_t soonest = std::max(computing, moving);
    if (m_outer) {
      const std::int64_t first_rows = std::min(tile.m, shape_.rows), once = plans_.depths(0).at(0).weight_bits(rows.of_span.front());
      const std::int64_t stored = std::max<std::int64_t>(0, first_rows * shape_.columns * design_.output_bits - late_stores);
      const std::int64_t row_bits = once * (walk.weights_stay || one_depth ? 1 : walk.column_blocks) + activation_bits + stored;
      soonest = std::max(soonest, ceil_divide(row_bits, costs_.rate()) + costs_.compute(depths.steps) -
                                      costs_.compute(first_rows, shape_.columns, depths.steps) + last_store);
    }
    return {soonest, bits, -tile.k, -tile.n, -tile.m};
  }

  CandidateLoad load_of(const Candidate& candidate) {
    const auto [rank, m, n, k, exact] = candidate;
    const TileWalk walk = walk_of(tile_of(m, n, k));
    return {tile_of(m, n, k),
            walk,
            plans_.rows(m),
            plans_.depths(k),
            plans_.columns(shape_, n, k, walk.activations_stay),
            plans_.column_spans(shape_, n, k, walk.activations_stay)};
  }

  const ResolvedDesign& design_;
  const Geometry& shape_;
  BlockPlans& plans_;
  std::optional<Tile> guess_;
  TileWalk stays_;
  TileCosts costs_;
};

}  // namespace

BlockNeeds block_needs(const ResolvedDesign& design, const Geometry& shape, const Tile& tile) {
  const DepthPlan depths = depth_plan(design, shape, tile.k);
  LayerReach known;
  ColumnReach reach;
  for (const TapRange& taps : depths.taps) reach.tables.push_back(known.get(shape, reach_rules(design), tile.n, false, taps));
  return {largest_weights(row_plan(shape, weights_pattern(design, shape).height(), tile.m), depths), largest_activations(reach, depths),
          std::min(tile.m, shape.rows) * std::min(tile.n, shape.columns) * 32};
}

BlockNeeds smallest_needs(const ResolvedDesign& design, const Geometry& shape) {
  return block_needs(design, shape, {design.array_m, design.array_n, candidate_depths(design, shape).back()});
}

std::optional<Tile> best_tile(const ResolvedDesign& design, const Geometry& shape, BlockTables& tables) {
  const std::optional<Tile> best =
      design.arrays == 1 ? Search(design, shape, tables).best() : best_dealt_tile(design, shape, tables.plans(design, shape), tables.last_best());
  if (best) tables.remember(*best);
  return best;
}

BlockPlans& BlockTables::plans(const ResolvedDesign& design, const Geometry& shape) {
  const auto capacity_key = [](const GranuleCapacity& capacity, std::int64_t height) {
    return fmt::format("{} {} {} {} {}", capacity.bits[0][0], capacity.bits[0][1], capacity.bits[1][0], capacity.bits[1][1], height);
  };
  const std::optional<Units> units = cut_units(design, shape);
  const std::string key =
      fmt::format("{} {} {} {} {} {} | {} | {} | {} {} | {}", shape.granule, design.window, static_cast<int>(design.slices), design.array_m,
                  design.array_n, design.array_k, capacity_key(weight_capacity(design, shape), weights_pattern(design, shape).height()),
                  capacity_key(activation_capacity(design, shape), design.activations.pattern.height()), units ? units->pixels : 0,
                  units ? units->channels : 0, candidate_depths(design, shape).size());
  std::shared_ptr<BlockPlans>& known = plans_[key];
  if (!known) known = std::make_shared<BlockPlans>(design, shape, *reach_);
  return *known;
}

}  // namespace skeptic
