#include "simulate/plain_array.h"

#include <algorithm>
#include <bit>
#include <optional>

#include "simulate/feeds.h"
#include "simulate/recurrence.h"
#include "simulate/switching.h"
#include "simulate/wave_switches.h"

namespace skeptic {
namespace {

/// The weights of one range of K'.
struct PlainDepth {
  StepPlan plan;
  Feeds feeds;
};

struct PlainWeights : PackedWeights {
  Mask slots;
  std::vector<PlainDepth> depths;
};

class PlainArray final : public Array {
 public:
  PlainArray(const ResolvedDesign& design, const Geometry& shape, const PlainWeights& weights, const ActivationSide& activations)
      : design_(design),
        shape_(shape),
        weights_(weights),
        activations_(activations),
        map_{design.domain, design.array_m, design.array_n, design.array_k} {
    for (const PlainDepth& depth : weights.depths) activation_feeds_.push_back(activation_feeds(design, shape, depth.plan, activations));
    if (activations.units) {
      switching_.emplace(design_, *activations.units);
      units_.emplace(shape, *activations.units);
    }
    feeds_ = design.weights_buffer.width.has_value() || design.activations_buffer.width.has_value();
    waits_ = design.activations.run_time() && design.activations.decide->by == DecideBy::Consumer &&
             design.activations.decide->when == DecideWhen::Use && design.activations.decide->latency > 0;
    const std::size_t domains = static_cast<std::size_t>(map_.domains());
    cost_.resize(static_cast<std::size_t>(map_.pes()));
    step_.feed.assign(domains, 0), step_.wait.assign(domains, 0), step_.cost.resize(domains);
    switched_.assign(domains, 0);
  }

  ArrayRun run(const Tile& size, const std::vector<TileStep>& tiles, ArrayState& state) override {
    tile_ = size;
    ArrayRun run;
    for (const TileStep& tile : tiles) {
      const ArraySums sums = run_tile(tile, state);
      run.cycles.push_back(sums.cycles);
      run.sums += sums;
      state.pass(tile);
    }
    return run;
  }

 private:
  /// A wave, and the step that it is in.
  struct At {
    const PlainDepth& depth;
    const Feeds& activation_feeds;
    std::int64_t row_block, column_block, rows, columns;
    std::int64_t step = 0, slices = 0;
    std::int64_t window(std::int64_t slice) const { return depth.plan.window(step, slice); }
  };

  ArraySums run_tile(const TileStep& tile, ArrayState& state) {
    of_tile_ = {};
    busy_.assign(cost_.size(), 0);
    idle_.assign(cost_.size(), 0);
    if (switching_) switching_->start_tile();
    if (design_.slack > 1)
      slack_.emplace(map_, design_.slack, feeds_, waits_);
    else
      lockstep_.emplace(map_.domains(), feeds_, waits_);
    const std::int64_t row_from = tile.row_block * tile_.m / map_.rows,
                       row_to = ceil_divide(std::min(shape_.rows, (tile.row_block + 1) * tile_.m), map_.rows);
    const std::int64_t column_from = tile.column_block * tile_.n / map_.columns,
                       column_to = ceil_divide(std::min(shape_.columns, (tile.column_block + 1) * tile_.n), map_.columns);
    const auto visit = [&](std::int64_t row, std::int64_t column) {
      wave(At{weights_.depths[static_cast<std::size_t>(tile.depth_block)], activation_feeds_[static_cast<std::size_t>(tile.depth_block)], row, column,
              std::min(map_.rows, shape_.rows - row * map_.rows), std::min(map_.columns, shape_.columns - column * map_.columns)},
           state);
    };
    if (design_.order == Order::MOuter) {
      for (std::int64_t row = row_from; row < row_to; ++row)
        for (std::int64_t column = column_from; column < column_to; ++column) visit(row, column);
    } else {
      for (std::int64_t column = column_from; column < column_to; ++column)
        for (std::int64_t row = row_from; row < row_to; ++row) visit(row, column);
    }
    finish_tile(state);
    return of_tile_;
  }

  void wave(At at, ArrayState& state) {
    std::vector<std::int64_t> idle_after_slice(static_cast<std::size_t>(map_.slices) + 1, 0);
    for (at.step = 0; at.step < at.depth.plan.steps(); ++at.step) {
      at.slices = at.depth.plan.active[static_cast<std::size_t>(at.step)];
      read_words(at);
      costs(at);
      mark_switches(at, state);
      feeds(at);
      idle_after_slice[static_cast<std::size_t>(at.slices)] += advance(at);
    }
    // [s]: the largest costs of the steps in which slices s and beyond have no window.
    std::int64_t whole = 0, without_window = 0;
    for (const std::int64_t cost : idle_after_slice) whole += cost;
    std::size_t p = 0;
    for (std::int64_t slice = 0; slice < map_.slices; ++slice) {
      without_window += idle_after_slice[static_cast<std::size_t>(slice)];
      for (std::int64_t row = 0; row < map_.rows; ++row)
        for (std::int64_t column = 0; column < map_.columns; ++column, ++p) idle_[p] += row < at.rows && column < at.columns ? without_window : whole;
    }
  }

  std::int64_t vector_of(const At& at, std::int64_t slice, std::int64_t column) const {
    return shape_.vector_at(at.window(slice) * design_.window / shape_.padded, at.column_block * map_.columns + column);
  }

  /// Slot masks of the step's windows: row_words_ [slice][row], column_words_ [slice][column].
  void read_words(const At& at) {
    row_words_.clear(), column_words_.clear();
    const int length = static_cast<int>(design_.window);
    for (std::int64_t slice = 0; slice < at.slices; ++slice) {
      const std::int64_t position = at.window(slice) * design_.window, channel = position % shape_.padded;
      for (std::int64_t row = 0; row < at.rows; ++row) row_words_.push_back(weights_.slots.bits(at.row_block * map_.rows + row, position, length));
      for (std::int64_t column = 0; column < at.columns; ++column) {
        const std::int64_t vector = vector_of(at, slice, column);
        column_words_.push_back(vector < 0 ? activations_.outside.bits(0, channel, length) : activations_.slots.bits(vector, channel, length));
      }
    }
  }

  /// Cycles to gather the operands of one element: `own` and `other` give its word and the other side's words by slice.
  template <typename Own, typename Other>
  std::int64_t gather(const At& at, const OperandBuffer& buffer, std::int64_t others, const Own& own, const Other& other) {
    used_.assign(static_cast<std::size_t>(buffer.banks), 0);
    for (std::int64_t slice = 0; slice < at.slices; ++slice) {
      std::uint64_t wanted = 0;
      for (std::int64_t i = 0; i < others; ++i) wanted |= other(slice, i);
      for (std::uint64_t rest = wanted & own(slice); rest != 0; rest &= rest - 1)
        ++used_[static_cast<std::size_t>((at.window(slice) * design_.window + std::countr_zero(rest)) % buffer.banks)];
    }
    return ceil_divide(*std::max_element(used_.begin(), used_.end()), buffer.ports);
  }

  std::uint64_t row_word(const At& at, std::int64_t slice, std::int64_t row) const {
    return row_words_[static_cast<std::size_t>(slice * at.rows + row)];
  }
  std::uint64_t column_word(const At& at, std::int64_t slice, std::int64_t column) const {
    return column_words_[static_cast<std::size_t>(slice * at.columns + column)];
  }

  void costs(const At& at) {
    std::vector<std::int64_t> of_rows(static_cast<std::size_t>(at.rows), 0), of_columns(static_cast<std::size_t>(at.columns), 0);
    const auto any_row = [&](std::int64_t slice, std::int64_t row) { return row_word(at, slice, row); };
    const auto any_column = [&](std::int64_t slice, std::int64_t column) { return column_word(at, slice, column); };
    for (std::int64_t row = 0; design_.weights.read == Read::Gather && row < at.rows; ++row)
      of_rows[static_cast<std::size_t>(row)] = gather(
          at, design_.weights_buffer, at.columns, [&](std::int64_t slice) { return row_word(at, slice, row); }, any_column);
    for (std::int64_t column = 0; design_.activations.read == Read::Gather && column < at.columns; ++column)
      of_columns[static_cast<std::size_t>(column)] = gather(
          at, design_.activations_buffer, at.rows,
          [&](std::int64_t slice) { return vector_of(at, slice, column) < 0 ? 0 : column_word(at, slice, column); }, any_row);
    std::fill(cost_.begin(), cost_.end(), 0);
    for (std::int64_t slice = 0; slice < at.slices; ++slice)
      for (std::int64_t row = 0; row < at.rows; ++row)
        for (std::int64_t column = 0; column < at.columns; ++column) {
          const std::int64_t x = std::popcount(row_word(at, slice, row) & column_word(at, slice, column));
          const std::int64_t cost0 = ceil_divide(x, design_.lanes), cost1 = std::max(cost0, design_.empty_window);
          const std::int64_t cost2 =
              x == 0 ? cost1 : std::max({cost1, of_rows[static_cast<std::size_t>(row)], of_columns[static_cast<std::size_t>(column)]});
          cost_[element(slice, row, column)] = cost2;
          of_tile_.cost0 += cost0, of_tile_.cost1 += cost1, of_tile_.cost2 += cost2;
        }
  }

  std::size_t element(std::int64_t slice, std::int64_t row, std::int64_t column) const {
    return static_cast<std::size_t>((slice * map_.rows + row) * map_.columns + column);
  }

  /// Which domains switch, and which wait for a choice.
  void mark_switches(const At& at, ArrayState& state) {
    if (!switching_) return;
    touched_.assign(static_cast<std::size_t>(map_.slices * map_.columns), -1);
    for (std::int64_t slice = 0; slice < at.slices; ++slice)
      for (std::int64_t column = 0; column < at.columns; ++column)
        touched_[static_cast<std::size_t>(slice * map_.columns + column)] =
            static_cast<std::int32_t>(units_->unit(at.window(slice) * design_.window, at.column_block * map_.columns + column));
    switching_->step(touched_.data(), state.patterns());
    const Decision& decide = *design_.activations.decide;
    for (std::int64_t d = 0; d < map_.domains(); ++d) {
      const std::int64_t stream = design_.domain == Domain::Column ? d
                                  : design_.domain == Domain::Pe   ? d / (map_.rows * map_.columns) * map_.columns + d % map_.columns
                                                                   : -1;
      const bool on = stream < 0 ? switching_->any_switched() : switching_->switched(stream);
      const bool first = stream < 0 ? switching_->any_first_touch() : switching_->first_touch(stream);
      switched_[static_cast<std::size_t>(d)] = on ? decide.switch_cycles : 0;
      of_tile_.switches += on ? 1 : 0;
      step_.wait[static_cast<std::size_t>(d)] = waits_ && first ? decide.latency : 0;
    }
    for (std::int64_t slice = 0; slice < at.slices; ++slice)
      for (std::int64_t row = 0; row < at.rows; ++row)
        for (std::int64_t column = 0; column < at.columns; ++column)
          cost_[element(slice, row, column)] += switched_[static_cast<std::size_t>(map_.domain_of(slice, row, column))];
  }

  void feeds(const At& at) {
    if (!feeds_) return;
    const std::int64_t steps = at.depth.plan.steps();
    const std::int64_t *weights = at.depth.feeds.at(at.row_block, at.step, steps),
                       *activations = at.activation_feeds.at(at.column_block, at.step, steps);
    for (std::int64_t d = 0; d < map_.domains(); ++d) {
      const std::int64_t column = d % map_.columns, row = d / map_.columns % map_.rows, slice = d / (map_.columns * map_.rows);
      const std::int64_t w = design_.domain == Domain::Pe ? slice * map_.rows + row : design_.domain == Domain::Row ? d : 0;
      const std::int64_t a = design_.domain == Domain::Pe ? slice * map_.columns + column : design_.domain == Domain::Column ? d : 0;
      step_.feed[static_cast<std::size_t>(d)] =
          std::max(weights == nullptr ? std::int64_t{0} : weights[w], activations == nullptr ? std::int64_t{0} : activations[a]);
    }
  }

  /// Runs the recurrence over one step; returns the largest cost of any element in it.
  std::int64_t advance(const At&) {
    std::fill(step_.cost.begin(), step_.cost.end(), 0);
    std::int64_t largest = 0;
    std::size_t p = 0;
    for (std::int64_t slice = 0; slice < map_.slices; ++slice)
      for (std::int64_t row = 0; row < map_.rows; ++row)
        for (std::int64_t column = 0; column < map_.columns; ++column, ++p) {
          std::int64_t& of_domain = step_.cost[static_cast<std::size_t>(map_.domain_of(slice, row, column))];
          of_domain = std::max(of_domain, cost_[p]);
          largest = std::max(largest, cost_[p]);
          busy_[p] += cost_[p];
        }
    if (design_.slack > 1)
      slack_->advance(step_, cost_);
    else
      lockstep_->advance(step_);
    return largest;
  }

  void finish_tile(ArrayState& state) {
    ArraySums& tile = of_tile_;
    if (switching_) tile.first_uses = switching_->decisions();
    const auto end = [&](Variant variant) { return design_.slack > 1 ? slack_->end(variant) : lockstep_->end(variant); };
    tile.cycles = end(Variant::Full);
    tile.cycles_without_waits = end(Variant::NoWaits);
    tile.cycles_without_feeds = end(Variant::NoFeeds);
    for (std::size_t p = 0; p < busy_.size(); ++p) {
      const std::int64_t left = tile.cycles_without_feeds - busy_[p];
      const std::int64_t edge = std::min(left, idle_[p]);
      tile.edge += edge;
      tile.imbalance += left - edge;
      tile.cost += busy_[p];
      state.busy[p] += busy_[p];
    }
  }

  ResolvedDesign design_;
  const Geometry& shape_;
  const PlainWeights& weights_;
  const ActivationSide& activations_;
  Tile tile_;
  DomainMap map_;
  bool feeds_ = false, waits_ = false;
  std::vector<Feeds> activation_feeds_;  ///< by depth block
  std::optional<Switching> switching_;
  std::optional<UnitMap> units_;
  std::optional<Lockstep> lockstep_;
  std::optional<Slack> slack_;
  std::vector<std::uint64_t> row_words_, column_words_;
  std::vector<std::int64_t> used_;         ///< by bank
  std::vector<std::int32_t> touched_;      ///< units, [slice][column]
  std::vector<std::int64_t> cost_;         ///< by element, switch included
  std::vector<std::int64_t> busy_, idle_;  ///< by element, of the tile
  std::vector<std::int64_t> switched_;     ///< by domain
  DomainStep step_;
  ArraySums of_tile_;
};

}  // namespace

std::unique_ptr<PackedWeights> plain_weights(const ResolvedDesign& design, const Geometry& shape, const WeightSide& weights, const Tile& tile) {
  auto made = std::make_unique<PlainWeights>();
  made->slots = weights.slots;
  for (std::int64_t k = 0; k < shape.depth(); k += tile.k) {
    StepPlan plan = plan_steps(design, shape, k, std::min(shape.depth(), k + tile.k));
    Feeds feeds = weight_feeds(design, shape, plan, weights);
    made->depths.push_back({std::move(plan), std::move(feeds)});
  }
  return made;
}

std::unique_ptr<Array> make_plain_array(const ResolvedDesign& design, const Geometry& shape, const PackedWeights& weights,
                                        const ActivationSide& activations) {
  return std::make_unique<PlainArray>(design, shape, static_cast<const PlainWeights&>(weights), activations);
}

}  // namespace skeptic
