#include "simulate/candidate_run.h"

#include <algorithm>
#include <cassert>

namespace skeptic {
namespace {

constexpr std::int64_t kShort = 12;  ///< tiles that are run sooner than compared

/// What a candidate has done so far.
struct Progress {
  std::int64_t compute = 0, bits = 0;
};

class CandidateRun {
 public:
  CandidateRun(const TileCosts& costs, const CandidateLoad& load, const Rank& bound, const std::optional<Rank>& best)
      : costs_(costs), shape_(costs.shape()), load_(load), bound_(bound), best_(best), state_(costs.design().buffers) {
    all_compute_ = costs.compute(load.depths.steps);
    const std::int64_t rows = shape_.rows - (load.walk.row_blocks - 1) * load.tile.m,
                       columns = shape_.columns - (load.walk.column_blocks - 1) * load.tile.n;
    last_store_ = ceil_divide(rows * columns * costs.design().output_bits, costs.rate());
    // Blocks of columns that load nothing are alike as far as they are whole.
    const std::int64_t blocks = load.walk.column_blocks, last = columns == load.tile.n ? 0 : 1;
    plain_spans_.push_back({0, 1});
    if (blocks - 1 - last > 0) plain_spans_.push_back({1, blocks - 1 - last});
    if (blocks > 1 && last > 0) plain_spans_.push_back({blocks - 1, 1});
  }

  std::optional<Rank> run() {
    if (!repeated(shape_.groups, [&] { return add_group(); })) return std::nullopt;
    Rank rank = bound_;
    std::get<0>(rank) = state_.end();
    assert(progress_.compute == all_compute_ && progress_.bits == std::get<1>(bound_) && rank >= bound_);
    return rank;
  }

 private:
  /// Adds the same again and again, and keeps account of what is skipped.
  template <typename Add>
  bool repeated(std::int64_t count, const Add& add) {
    Progress before;
    return repeat(
        state_, count,
        [&] {
          before = progress_;
          return add();
        },
        [&](std::int64_t times) {
          const Progress once{progress_.compute - before.compute, progress_.bits - before.bits};
          progress_.compute += once.compute * times;
          progress_.bits += once.bits * times;
        });
  }

  bool add_group() {
    const bool m_outer = load_.walk.order == Order::MOuter;
    const std::vector<BlockSpan>& outer = m_outer ? load_.rows.spans : load_.column_spans;
    for (const BlockSpan& span : outer) {
      lines_.clear();
      tiles_.clear();
      // Only the first row of blocks loads activations that stay.
      const bool loads = !load_.walk.activations_stay || span.first == 0;
      const std::vector<BlockSpan>& inner = !m_outer ? load_.rows.spans : loads ? load_.column_spans : plain_spans_;
      if (!repeated(span.count, [&] { return add_line(span.first, inner); })) return false;
    }
    return true;
  }

  /// All blocks of outputs at one place of the outer loop.
  bool add_line(std::int64_t outer, const std::vector<BlockSpan>& inner) {
    for (std::size_t i = 0; i < inner.size(); ++i) {
      if (i == lines_.size()) make_tiles(outer, inner[i].first);
      const Line line = lines_[i];
      const auto add = [&] {
        for (std::size_t tile = line.first; tile < line.past; ++tile) add_tiles(tiles_[tile]);
        progress_.compute += line.progress.compute;
        progress_.bits += line.progress.bits;
        return can_win();
      };
      if (!repeated(inner[i].count, add)) return false;
    }
    return true;
  }

  /// Tiles that follow each other and are alike.
  struct Tiles {
    TileStages stages;
    std::int64_t count;
  };

  void add_tiles(const Tiles& tiles) {
    const auto add = [&] { return state_.add(tiles.stages), true; };
    if (tiles.count > kShort)
      repeat(state_, tiles.count, add, [](std::int64_t) {});
    else
      for (std::int64_t i = 0; i < tiles.count; ++i) add();
  }

  bool can_win() const {
    if (!best_) return true;
    Rank soonest = bound_;
    std::get<0>(soonest) = std::max(state_.computed() + all_compute_ - progress_.compute + last_store_, state_.channel());
    if (soonest >= *best_) return false;
    // The channel has the rest of the bits to move.
    const Rational& rate = costs_.rate();
    const __int128 rest = static_cast<__int128>(std::get<1>(bound_) - progress_.bits) * rate.denominator();
    return rest <= static_cast<__int128>(std::get<0>(*best_) - state_.channel()) * rate.numerator();
  }

  /// The tiles through the depth of one block of outputs.
  struct Line {
    std::size_t first, past;
    Progress progress;
  };

  void make_tiles(std::int64_t outer, std::int64_t inner) {
    Line line{tiles_.size(), 0, {}};
    const ResolvedDesign& design = costs_.design();
    for (const BlockSpan& span : load_.depths.spans) {  // what is new to a depth is new to the next
      const TileStep step = load_.walk.step(outer, inner, span.first);
      const DepthKind& depth = load_.depths.at(span.first);
      TileLoads loads;
      const RowPlan::Rows& rows = rows_of(step.row_block);
      if (step.loads_weights) {
        loads.weight_bits = depth.weight_bits(rows);
        loads.weight_granules = rows.rows * depth.granules;
      }
      if (step.loads_activations) {
        const ActivationBlock block = load_.columns.block(depth, step.column_block);
        loads.activation_bits = block.bits, loads.activation_granules = block.granules, loads.units = block.units;
      }
      const std::int64_t columns = std::min(load_.tile.n, shape_.columns - step.column_block * load_.tile.n);
      const std::int64_t in = loads.weight_bits + loads.activation_bits, out = step.last_depth ? rows.rows * columns * design.output_bits : 0;
      const std::int64_t compute = costs_.compute(rows.rows, columns, depth.steps);
      tiles_.push_back({{in > 0 ? ceil_divide(in, costs_.rate()) : 0, select_cycles(design, loads), decode_cycles(design, loads), compute,
                         out > 0 ? ceil_divide(out, costs_.rate()) : 0},
                        span.count});
      line.progress.compute += compute * span.count, line.progress.bits += (in + out) * span.count;
    }
    line.past = tiles_.size();
    lines_.push_back(line);
  }

  const RowPlan::Rows& rows_of(std::int64_t block) const {
    const auto after = std::upper_bound(load_.rows.spans.begin(), load_.rows.spans.end(), block,
                                        [](std::int64_t value, const BlockSpan& span) { return value < span.first; });
    return load_.rows.of_span[static_cast<std::size_t>(after - load_.rows.spans.begin() - 1)];
  }

  const TileCosts& costs_;
  const Geometry& shape_;
  const CandidateLoad& load_;
  const Rank& bound_;
  const std::optional<Rank>& best_;
  PipelineEnd state_;
  Progress progress_;
  std::int64_t all_compute_ = 0, last_store_ = 0;
  std::vector<BlockSpan> plain_spans_;
  std::vector<Tiles> tiles_;
  std::vector<Line> lines_;
};

}  // namespace

TileCosts::TileCosts(const ResolvedDesign& design, const Geometry& shape) : design_(design), shape_(shape), rate_(design.dram_rate()) {
  const Rational density = weights_skip(design, shape) == Skip::Pattern ? weights_pattern(design, shape).density() : Rational(1);
  step_cycles_ = ceil_divide(Rational(design.window) * density, Rational(design.lanes));
}

std::int64_t TileCosts::compute(std::int64_t rows, std::int64_t columns, std::int64_t steps) const {
  return ceil_divide(rows, design_.array_m) * ceil_divide(columns, design_.array_n) * steps * step_cycles_;
}

std::optional<Rank> run_candidate(const TileCosts& costs, const CandidateLoad& load, const Rank& bound, const std::optional<Rank>& best) {
  return CandidateRun(costs, load, bound, best).run();
}

}  // namespace skeptic
