#include "simulate/block_plans.h"

#include <algorithm>
#include <map>
#include <utility>

#include "simulate/tiling.h"

namespace skeptic {
namespace {

std::vector<std::int64_t> doubled(std::int64_t array, std::int64_t whole) {
  std::vector<std::int64_t> found{array};
  while (found.back() < whole) found.push_back(found.back() * 2);
  return found;
}

/// The index of a value in a list, at whose end it is put where it is new.
template <typename Value>
std::size_t index_in(std::vector<Value>& list, const Value& value) {
  const auto found = std::find(list.begin(), list.end(), value);
  const auto index = static_cast<std::size_t>(found - list.begin());
  if (found == list.end()) list.push_back(value);
  return index;
}

/// alike(block): as the block before it.
template <typename Alike>
std::vector<BlockSpan> spans_of(std::int64_t blocks, const Alike& alike) {
  std::vector<BlockSpan> spans;
  for (std::int64_t block = 0; block < blocks; ++block)
    if (block > 1 && alike(block))
      ++spans.back().count;
    else
      spans.push_back({block, 1});
  return spans;
}

}  // namespace

std::vector<std::int64_t> candidate_depths(const ResolvedDesign& design, const Geometry& shape) {
  std::vector<std::int64_t> found{shape.depth()};
  const auto whole_only = [](const Operand& operand) {
    return operand.encoding.kind == EncodingKind::RunLength || operand.encoding.kind == EncodingKind::Csr;
  };
  if (whole_only(design.weights) || whole_only(design.activations)) return found;
  const std::int64_t unit = shape.granule * design.array_k;
  for (;;) {
    const std::int64_t next = round_up(ceil_divide(found.back(), 2), unit);
    if (next >= found.back()) return found;
    found.push_back(next);
  }
}

RowPlan row_plan(const Geometry& shape, std::int64_t height, std::int64_t tile_m) {
  const auto rows_of = [&](std::int64_t block) {
    const std::int64_t row = block * tile_m, past = std::min(shape.rows, row + tile_m);
    return RowPlan::Rows{past - row, ceil_divide(past, height) - ceil_divide(row, height)};
  };
  RowPlan plan;
  plan.spans = spans_of(ceil_divide(shape.rows, tile_m), [&](std::int64_t block) { return rows_of(block) == rows_of(block - 1); });
  for (const BlockSpan& span : plan.spans) plan.of_span.push_back(rows_of(span.first));
  return plan;
}

DepthPlan depth_plan(const ResolvedDesign& design, const Geometry& shape, std::int64_t tile_k) {
  const GranuleCapacity weights = weight_capacity(design, shape), activations = activation_capacity(design, shape);
  const std::optional<Units> units = cut_units(design, shape);
  const std::int64_t per_tap = shape.granules_per_tap();
  DepthPlan plan;
  for (std::int64_t depth = 0; depth < ceil_divide(shape.depth(), tile_k); ++depth) {
    const std::int64_t from = depth * tile_k / shape.granule, to = std::min(shape.granules(), from + tile_k / shape.granule);
    const auto bits = [](const std::int64_t(&capacity)[2], std::int64_t granules, std::int64_t last) {
      return capacity[0] * (granules - last) + capacity[1] * last;
    };
    const std::int64_t tap_ends = to / per_tap - from / per_tap;
    DepthKind kind{to - from,
                   bits(weights.bits[1], to - from, tap_ends),
                   bits(weights.bits[0], to - from, tap_ends),
                   steps_of(design, shape, depth * tile_k, std::min(shape.depth(), (depth + 1) * tile_k)),
                   {},
                   {}};
    plan.steps += kind.steps;
    const std::vector<ActivationBlocks::Run> runs = ActivationBlocks::runs(shape, tile_k, depth);
    for (const ActivationBlocks::Run& run : runs) {
      const std::int64_t granules = run.past_granule - run.first_granule, last = run.past_granule == per_tap ? 1 : 0;
      kind.parts.push_back({index_in(plan.taps, TapRange{run.first_tap, run.last_tap}), bits(activations.bits[1], granules, last),
                            bits(activations.bits[0], granules, last), granules});
    }
    // A unit of channels is touched by the runs that it overlaps; their ranges of taps make one range.
    for (std::int64_t unit = 0; units && unit < units->units_per_vector; ++unit) {
      const std::int64_t first = unit * units->channels / shape.granule, past = first + units->channels / shape.granule;
      TapRange taps{shape.taps, -1};
      for (const ActivationBlocks::Run& run : runs)
        if (run.first_granule < past && run.past_granule > first)
          taps.first = std::min(taps.first, run.first_tap), taps.last = std::max(taps.last, run.last_tap);
      if (taps.first > taps.last) continue;
      const std::size_t index = index_in(plan.taps, taps);
      if (!kind.units.empty() && kind.units.back().taps == index)
        ++kind.units.back().count;
      else
        kind.units.push_back({index, 1});
    }
    plan.kind_of.push_back(index_in(plan.kinds, kind));
  }
  const std::vector<std::size_t>& kinds = plan.kind_of;
  plan.spans = spans_of(plan.count(), [&](std::int64_t block) {
    const auto i = static_cast<std::size_t>(block);
    return i + 1 < kinds.size() && kinds[i] == kinds[i - 1];
  });
  return plan;
}

std::int64_t largest_weights(const RowPlan& rows, const DepthPlan& depths) {
  std::int64_t largest = 0;
  for (const RowPlan::Rows& block : rows.of_span)
    for (const DepthKind& depth : depths.kinds) largest = std::max(largest, depth.weight_bits(block));
  return largest;
}

std::int64_t largest_activations(const ColumnReach& reach, const DepthPlan& depths) {
  std::int64_t largest = 0;
  for (const DepthKind& depth : depths.kinds)
    for (std::size_t column = 0; column < reach.tables.front()->blocks.size(); ++column)
      largest = std::max(largest, reach.block(depth, static_cast<std::int64_t>(column)).bits);
  return largest;
}

BlockPlans::BlockPlans(const ResolvedDesign& design, const Geometry& shape, LayerReach& reach)
    : reach_(reach),
      rules_(reach_rules(design)),
      m_(doubled(design.array_m, shape.rows)),
      n_(doubled(design.array_n, shape.columns)),
      k_(candidate_depths(design, shape)) {
  const std::int64_t height = weights_pattern(design, shape).height();
  for (const std::int64_t m : m_) rows_.push_back(row_plan(shape, height, m));
  for (const std::int64_t k : k_) depths_.push_back(depth_plan(design, shape, k));
  for (const DepthPlan& depth : depths_)
    for (const RowPlan& rows : rows_) largest_weights_.push_back(skeptic::largest_weights(rows, depth));
  weight_bits_ = depths_.front().kinds.front().weight_bits({shape.rows, ceil_divide(shape.rows, height)});
  std::map<std::pair<std::int64_t, TapRange>, Reach> known;
  const auto first = [&](std::int64_t n, const DepthPlan& depth) {
    return activation_block(depth.at(0), [&](std::size_t taps) {
      const auto [at, is_new] = known.try_emplace({n, depth.taps[taps]});
      if (is_new) at->second = reach.first_block(shape, rules_, n, depth.taps[taps]);
      return at->second;
    });
  };
  for (const DepthPlan& depth : depths_)
    for (const std::int64_t n : n_) columns_.emplace_back().first = first(n, depth);
  activation_bits_ = columns_[n_.size() - 1].first.bits;
}

const ColumnReach& BlockPlans::columns(const Geometry& shape, std::size_t n, std::size_t k, bool stays) {
  ColumnReach& reach = columns_[k * n_.size() + n].reach[stays];
  if (reach.tables.empty())
    for (const TapRange& taps : depths_[k].taps) reach.tables.push_back(reach_.get(shape, rules_, n_[n], stays, taps));
  return reach;
}

bool BlockPlans::activations_fit(const Geometry& shape, std::size_t n, std::size_t k, std::int64_t bits) {
  Columns& blocks = columns_[k * n_.size() + n];
  if (!blocks.largest) {
    // No block takes more than the most by each of its ranges of taps; most often that suffices.
    const ColumnReach& reach = columns(shape, n, k, false);
    std::int64_t most = 0;
    for (const DepthKind& depth : depths_[k].kinds) {
      std::int64_t of_depth = 0;
      for (const DepthKind::Part& part : depth.parts)
        of_depth += reach.tables[part.taps]->largest.vectors * std::max(part.first_bits, part.other_bits);
      most = std::max(most, of_depth);
    }
    if (most <= bits) return true;
    blocks.largest = largest_activations(reach, depths_[k]);
  }
  return *blocks.largest <= bits;
}

std::int64_t BlockPlans::touched_bits(const Geometry& shape, std::size_t n, std::size_t k) {
  std::optional<std::int64_t>& touched = columns_[k * n_.size() + n].touched;
  if (touched) return *touched;
  const ColumnReach& reach = columns(shape, n, k, false);
  touched = 0;
  for (const std::size_t kind : depths_[k].kind_of)
    *touched += activation_block(depths_[k].kinds[kind], [&](std::size_t taps) -> const Reach& { return reach.tables[taps]->sum; }).bits;
  return *touched;
}

const std::vector<BlockSpan>& BlockPlans::column_spans(const Geometry& shape, std::size_t n, std::size_t k, bool stays) {
  std::vector<BlockSpan>& spans = columns_[k * n_.size() + n].spans[stays];
  if (!spans.empty()) return spans;
  const ColumnReach& reach = columns(shape, n, k, stays);
  const std::int64_t blocks = ceil_divide(shape.columns, n_[n]);
  spans = spans_of(blocks, [&](std::int64_t block) {
    if (block + 1 == blocks && shape.columns % n_[n] != 0) return false;
    const auto i = static_cast<std::size_t>(block);
    return std::all_of(reach.tables.begin(), reach.tables.end(), [&](const auto& table) { return table->blocks[i] == table->blocks[i - 1]; });
  });
  return spans;
}

}  // namespace skeptic
