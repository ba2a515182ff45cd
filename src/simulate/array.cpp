#include "simulate/array.h"

#include <map>
#include <optional>

#include "simulate/gather.h"
#include "simulate/lockstep_costs.h"
#include "simulate/packed.h"
#include "simulate/recurrence.h"
#include "simulate/step_costs.h"
#include "simulate/switching.h"

namespace skeptic {
namespace {

template <typename Word>
class WordArray final : public Array {
 public:
  WordArray(const ResolvedDesign& design, const Geometry& shape, const WeightWords<Word>& weights, const ActivationSide& activations,
            const Tile& tile)
      : design_(design),
        shape_(shape),
        tile_(tile),
        map_{design.domain, design.array_m, design.array_n, design.array_k},
        divider_(design.lanes),
        step_costs_(step_costs_loop<Word>(divider_)),
        empty_(static_cast<std::uint8_t>(design.empty_window)),
        banks_{Banks(design.weights_buffer), Banks(design.activations_buffer)} {
    for (const WeightBlock<Word>& block : weights.blocks) packed_.push_back(pack<Word>(design, shape, block, activations));
    if (activations.units) switching_.emplace(design, *activations.units);
    gathers_ = design.weights.read == Read::Gather || design.activations.read == Read::Gather;
    feeds_ = design.weights_buffer.width.has_value() || design.activations_buffer.width.has_value();
    waits_ = design.activations.run_time() && design.activations.decide->by == DecideBy::Consumer &&
             design.activations.decide->when == DecideWhen::Use && design.activations.decide->latency > 0;
    const std::size_t pes = static_cast<std::size_t>(map_.pes()), domains = static_cast<std::size_t>(map_.domains());
    if (design.domain == Domain::Array && design.slack == 1 && !gathers_ && design.empty_window <= 1 && design.array_m <= 255) {
      whole_block_ = lockstep_loop<Word>(map_.columns, design.lanes);
      part_block_ = lockstep_loop<Word>(0, design.lanes);
    }
    sums_.busy.assign(whole_block_ != nullptr ? pes : 0, 0);
    longest_step_ = std::max<std::int64_t>(ceil_divide(design.window, design.lanes), 1);
    cost_.resize(pes);
    pe_cost_.resize(design.slack > 1 ? pes : 0);
    step_.feed.resize(domains), step_.wait.resize(domains), step_.cost.resize(domains), step_.feed.assign(domains, 0), step_.wait.assign(domains, 0);
    switched_.assign(domains, 0);
  }

  TileCompute run(const TileStep& at, ArrayState& state) override {
    const std::size_t pes = static_cast<std::size_t>(map_.pes());
    tile_compute_ = {};
    busy_.assign(pes, 0);
    idle_.assign(pes, 0);
    if (switching_) switching_->start_tile();
    if (design_.slack > 1)
      slack_.emplace(map_, design_.slack, feeds_, waits_);
    else
      lockstep_.emplace(map_.domains(), feeds_, waits_);

    const Packed<Word>& packed = packed_[static_cast<std::size_t>(at.depth_block)];
    const std::int64_t row_from = at.row_block * tile_.m / map_.rows,
                       row_to = ceil_divide(std::min(shape_.rows, (at.row_block + 1) * tile_.m), map_.rows);
    const std::int64_t column_from = at.column_block * tile_.n / map_.columns;
    const std::int64_t column_to = ceil_divide(std::min(shape_.columns, (at.column_block + 1) * tile_.n), map_.columns);
    if (design_.order == Order::MOuter) {
      for (std::int64_t row = row_from; row < row_to; ++row)
        for (std::int64_t column = column_from; column < column_to; ++column) wave(packed, row, column, state);
    } else {
      for (std::int64_t column = column_from; column < column_to; ++column)
        for (std::int64_t row = row_from; row < row_to; ++row) wave(packed, row, column, state);
    }
    finish_tile(state);
    return tile_compute_;
  }

 private:
  void wave(const Packed<Word>& packed, std::int64_t row_block, std::int64_t column_block, ArrayState& state) {
    StepShape shape{std::min(map_.rows, shape_.rows - row_block * map_.rows), std::min(map_.columns, shape_.columns - column_block * map_.columns), 0,
                    map_.rows, map_.columns};
    std::fill(cost_.begin(), cost_.end(), 0);
    idle_after_slice_.assign(static_cast<std::size_t>(map_.slices) + 1, 0);
    for (std::int64_t step = 0; step < packed.plan().steps(); ++step) {
      shape.slices = packed.plan().active[static_cast<std::size_t>(step)];
      if (whole_block_ != nullptr) {
        idle_after_slice_[static_cast<std::size_t>(shape.slices)] += lockstep(packed, row_block, column_block, step, shape, state);
        continue;
      }
      if (shape.slices < map_.slices) std::fill(cost_.begin() + shape.slices * map_.rows * map_.columns, cost_.end(), 0);
      costs(packed, row_block, column_block, step, shape);
      mark_switches(packed, column_block, step, state);
      add_switches(shape);
      feeds(packed, row_block, column_block, step);
      const std::int64_t largest = advance(shape);
      idle_after_slice_[static_cast<std::size_t>(shape.slices)] += largest;
    }
    count_idle(shape.rows, shape.columns);
  }

  /// A step of the tight loop, with what feeds, waits and switches add; returns the largest cost.
  std::int64_t lockstep(const Packed<Word>& packed, std::int64_t row_block, std::int64_t column_block, std::int64_t step, const StepShape& shape,
                        ArrayState& state) {
    if (++summed_steps_ * longest_step_ > 65535) take_sums();
    const LockstepStep<Word> loop = shape.columns == map_.columns ? whole_block_ : part_block_;
    std::int64_t largest = loop(shape, packed.weights_at(row_block, step), packed.activations_at(column_block, step), empty_, sums_);
    step_.cost[0] = largest;
    mark_switches(packed, column_block, step, state);
    if (switching_ && switched_[0] > 0) {
      add_switches(shape);
      step_.cost[0] = largest += switched_[0];
    }
    feeds(packed, row_block, column_block, step);
    lockstep_->advance(step_);
    return largest;
  }

  void take_sums() {
    for (std::size_t p = 0; p < sums_.busy.size(); ++p) busy_[p] += std::exchange(sums_.busy[p], 0);
    empty_cycles_ += std::exchange(sums_.empty_windows, 0) * empty_;
    summed_steps_ = 1;
  }

  /// cost2 of every PE into cost_, and the sums of cost1 - cost0 and cost2 - cost1.
  void costs(const Packed<Word>& packed, std::int64_t row_block, std::int64_t column_block, std::int64_t step, const StepShape& shape) {
    const Word* weights = packed.weights_at(row_block, step);
    const Word* activations = packed.activations_at(column_block, step);
    narrow_.resize(cost_.size());
    empty_cycles_ += step_costs_(shape, weights, activations, divider_, empty_, narrow_.data());
    if (gathers_) gather_cycles(design_, packed, row_block, column_block, step, banks_, gather_);
    for (std::int64_t slice = 0; slice < shape.slices; ++slice)
      for (std::int64_t row = 0; row < shape.rows; ++row) {
        const std::size_t first = static_cast<std::size_t>((slice * map_.rows + row) * map_.columns);
        if (gathers_)
          gathered_row(shape, first, weights[slice * map_.rows + row], activations + slice * map_.columns, row);
        else
          for (std::int64_t column = 0; column < shape.columns; ++column) cost_[first + column] = narrow_[first + column];
        std::int64_t* __restrict busy = busy_.data() + first;
        const std::int32_t* __restrict cost = cost_.data() + first;
        for (std::int64_t column = 0; column < shape.columns; ++column) busy[column] += cost[column];
      }
  }

  void gathered_row(const StepShape& shape, std::size_t first, Word weights, const Word* activations, std::int64_t row) {
    const std::uint8_t* __restrict narrow = narrow_.data() + first;
    const std::int32_t* __restrict of_column = gather_.of_column.data();
    std::int32_t* __restrict costs = cost_.data() + first;
    const std::int32_t of_row = gather_.of_row[static_cast<std::size_t>(row)];
    std::int32_t added = 0;
    for (std::int64_t column = 0; column < shape.columns; ++column) {
      const std::int32_t cost = narrow[column], conflict = std::max({cost, of_column[column], of_row});
      const std::int32_t gathered = static_cast<Word>(weights & activations[column]) != 0 ? conflict : cost;
      costs[column] = gathered;
      added += gathered - cost;
    }
    conflict_cycles_ += added;
  }

  /// Which domains switch, and which wait for a choice.
  void mark_switches(const Packed<Word>& packed, std::int64_t column_block, std::int64_t step, ArrayState& state) {
    if (!switching_) return;
    switching_->step(packed.units.data() + packed.column_index(column_block, step, 0, 0), state.last_patterns);
    const Decision& decide = *design_.activations.decide;
    const auto each = [&](auto&& get, auto&& put) {
      for (std::int64_t d = 0; d < map_.domains(); ++d) {
        const std::int64_t stream = design_.domain == Domain::Column ? d
                                    : design_.domain == Domain::Pe   ? d / (map_.rows * map_.columns) * map_.columns + d % map_.columns
                                                                     : -1;
        put(static_cast<std::size_t>(d), get(stream));
      }
    };
    const bool any_switched = switching_->any_switched(), any_first = switching_->any_first_touch();
    each([&](std::int64_t stream) { return stream < 0 ? any_switched : switching_->switched(stream); },
         [&](std::size_t d, bool on) { switched_[d] = on ? decide.switch_cycles : 0, tile_compute_.switches += on ? 1 : 0; });
    if (waits_)
      each([&](std::int64_t stream) { return stream < 0 ? any_first : switching_->first_touch(stream); },
           [&](std::size_t d, bool on) { step_.wait[d] = on ? decide.latency : 0; });
  }

  /// What switching adds to every element with work.
  void add_switches(const StepShape& shape) {
    if (!switching_ || !switching_->any_switched() || design_.activations.decide->switch_cycles == 0) return;
    for (std::int64_t slice = 0; slice < shape.slices; ++slice)
      for (std::int64_t row = 0; row < shape.rows; ++row)
        for (std::int64_t column = 0; column < shape.columns; ++column) {
          const std::int64_t added = switched_[static_cast<std::size_t>(map_.domain_of(slice, row, column))];
          const std::size_t p = static_cast<std::size_t>((slice * map_.rows + row) * map_.columns + column);
          if (whole_block_ == nullptr) cost_[p] += static_cast<std::int32_t>(added);
          busy_[p] += added;
          switch_cycles_ += added;
        }
  }

  void feeds(const Packed<Word>& packed, std::int64_t row_block, std::int64_t column_block, std::int64_t step) {
    if (!feeds_) return;
    const std::int64_t steps = packed.plan().steps();
    const WeightBlock<Word>& block = *packed.weights;
    const std::int32_t* weights = block.feed.empty() ? nullptr : block.feed.data() + (row_block * steps + step) * block.feeds;
    const std::int32_t* activations =
        packed.activation_feed.empty() ? nullptr : packed.activation_feed.data() + (column_block * steps + step) * packed.activation_feeds;
    for (std::int64_t d = 0; d < map_.domains(); ++d) {
      const std::int64_t column = d % map_.columns, row = d / map_.columns % map_.rows, slice = d / (map_.columns * map_.rows);
      const std::int64_t w = design_.domain == Domain::Pe ? slice * map_.rows + row : design_.domain == Domain::Row ? d : 0;
      const std::int64_t a = design_.domain == Domain::Pe ? slice * map_.columns + column : design_.domain == Domain::Column ? d : 0;
      step_.feed[static_cast<std::size_t>(d)] = std::max(weights == nullptr ? 0 : weights[w], activations == nullptr ? 0 : activations[a]);
    }
  }

  /// Runs the recurrence over one step; returns the largest cost of any PE in it.
  std::int64_t advance(const StepShape& shape) {
    std::fill(step_.cost.begin(), step_.cost.end(), 0);
    std::int64_t largest = 0;
    for (std::int64_t slice = 0; slice < shape.slices; ++slice)
      for (std::int64_t row = 0; row < shape.rows; ++row) {
        const std::int32_t* cost = cost_.data() + (slice * map_.rows + row) * map_.columns;
        if (design_.domain == Domain::Array || design_.domain == Domain::Row) {
          std::int32_t most = 0;
          for (std::int64_t column = 0; column < shape.columns; ++column) most = std::max(most, cost[column]);
          std::int64_t& of_domain = step_.cost[design_.domain == Domain::Row ? static_cast<std::size_t>(row) : 0];
          of_domain = std::max<std::int64_t>(of_domain, most);
          largest = std::max<std::int64_t>(largest, most);
        } else {
          for (std::int64_t column = 0; column < shape.columns; ++column) {
            std::int64_t& of_domain = step_.cost[static_cast<std::size_t>(map_.domain_of(slice, row, column))];
            of_domain = std::max<std::int64_t>(of_domain, cost[column]);
            largest = std::max<std::int64_t>(largest, cost[column]);
          }
        }
      }
    if (design_.slack > 1) {
      std::copy(cost_.begin(), cost_.end(), pe_cost_.begin());
      slack_->advance(step_, pe_cost_);
    } else {
      lockstep_->advance(step_);
    }
    return largest;
  }

  /// Adds, for every PE, the largest cost of each step in which it is idle.
  void count_idle(std::int64_t rows, std::int64_t columns) {
    // idle_after_slice_[s]: the largest costs of the steps in which slices s and beyond have no window.
    std::int64_t whole = 0;
    for (const std::int64_t cost : idle_after_slice_) whole += cost;
    std::int64_t without_window = 0;
    std::size_t p = 0;
    for (std::int64_t slice = 0; slice < map_.slices; ++slice) {
      without_window += idle_after_slice_[static_cast<std::size_t>(slice)];
      for (std::int64_t row = 0; row < map_.rows; ++row)
        for (std::int64_t column = 0; column < map_.columns; ++column, ++p) idle_[p] += row < rows && column < columns ? without_window : whole;
    }
  }

  void finish_tile(ArrayState& state) {
    TileCompute& tile = tile_compute_;
    take_sums();
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
    tile.cost2 = tile.cost - std::exchange(switch_cycles_, 0);
    tile.cost1 = tile.cost2 - std::exchange(conflict_cycles_, 0);
    tile.cost0 = tile.cost1 - std::exchange(empty_cycles_, 0);
  }

  const ResolvedDesign& design_;
  const Geometry& shape_;
  Tile tile_;
  DomainMap map_;
  LaneDivider divider_;
  StepCosts<Word> step_costs_;
  std::uint8_t empty_;
  bool gathers_ = false, feeds_ = false, waits_ = false;
  LockstepStep<Word> whole_block_ = nullptr, part_block_ = nullptr;  ///< the tight loop, where the design allows it
  LockstepSums sums_;
  std::int64_t longest_step_ = 1, summed_steps_ = 0;
  std::vector<Packed<Word>> packed_;  ///< by depth block
  std::optional<Switching> switching_;
  std::optional<Lockstep> lockstep_;
  std::optional<Slack> slack_;
  std::vector<std::uint8_t> narrow_;  ///< cost1 by PE
  std::vector<std::int32_t> cost_;    ///< by PE, switch included
  std::vector<std::int64_t> pe_cost_;
  std::vector<std::int64_t> busy_, idle_;  ///< by PE, of the tile
  std::vector<std::int64_t> idle_after_slice_, switched_;
  std::int64_t empty_cycles_ = 0, conflict_cycles_ = 0, switch_cycles_ = 0;
  GatherBanks banks_;
  GatherCycles gather_;
  DomainStep step_;
  TileCompute tile_compute_;
};

}  // namespace

ArrayState initial_state(const ResolvedDesign& design) {
  ArrayState state;
  state.last_patterns.assign(static_cast<std::size_t>(design.array_n * design.array_k), 0);
  state.busy.assign(static_cast<std::size_t>(design.array_m * design.array_n * design.array_k), 0);
  return state;
}

std::unique_ptr<PackedWeights> packed_weights(const ResolvedDesign& design, const Geometry& shape, const WeightSide& weights, const Tile& tile) {
  return with_word(design, [&](auto word) -> std::unique_ptr<PackedWeights> {
    auto packed = std::make_unique<WeightWords<decltype(word)>>();
    for (std::int64_t k = 0; k < shape.depth(); k += tile.k)
      packed->blocks.push_back(pack_weights<decltype(word)>(design, shape, weights, k, std::min(shape.depth(), k + tile.k)));
    return packed;
  });
}

std::unique_ptr<Array> make_array(const ResolvedDesign& design, const Geometry& shape, const PackedWeights& weights,
                                  const ActivationSide& activations, const Tile& tile) {
  return with_word(design, [&](auto word) -> std::unique_ptr<Array> {
    using Word = decltype(word);
    return std::make_unique<WordArray<Word>>(design, shape, static_cast<const WeightWords<Word>&>(weights), activations, tile);
  });
}

}  // namespace skeptic
