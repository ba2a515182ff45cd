#include "sparsity/prune.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <numeric>
#include <vector>

#include "sparsity/bit_ranges.h"
#include "sparsity/kernels/kernels.h"

namespace skeptic {
namespace {

void set_range(std::span<std::uint64_t> words, std::int64_t from, std::int64_t to) {
  for_words(from, to, [&](std::size_t word, std::uint64_t mask) { words[word] |= mask; });
}

void clear_range(std::span<std::uint64_t> words, std::int64_t from, std::int64_t to) {
  for_words(from, to, [&](std::size_t word, std::uint64_t mask) { words[word] &= ~mask; });
}

/// Adds to `sum`, in ascending order, the absolute values at those positions [from, to) whose bits are one.
void add_held(const Region& region, std::int64_t r, std::int64_t from, std::int64_t to, double& sum) {
  const float* values = region.row(r);
  const auto words = region.words(r);
  for_words(region.first_column + from, region.first_column + to, [&](std::size_t word, std::uint64_t mask) {
    for (std::uint64_t held = words[word] & mask; held != 0; held &= held - 1)
      sum += std::fabs(static_cast<double>(values[static_cast<std::int64_t>(word) * 64 + std::countr_zero(held) - region.first_column]));
  });
}

/// The fast way for an innermost level whose blocks are single positions, for the group lengths that hardware has.
bool kept_positions(const Level& level, const Region& region, std::int64_t rows) {
  if (level.block != 1 || level.height != 1 || !ranks_groups_of(level.of)) return false;
  const auto of = static_cast<int>(level.of), keep = static_cast<int>(level.keep);
  write_runs(region, rows, [&, &kernels = pruning_kernels()](const float* values, std::int64_t count, std::uint64_t* words) {
    kernels.keep(values, count, of, keep, words);
  });
  return true;
}

/// Calls drop(i) for the entries of a group that are not among its `keep` highest.
template <typename Drop>
void for_lowest(std::span<const double> score, std::int64_t keep, std::vector<std::size_t>& order, const Drop& drop) {
  if (score.size() <= 16) {
    for (std::size_t i = 0; i < score.size(); ++i) {
      std::int64_t before = 0;
      for (std::size_t j = 0; j < i; ++j) before += score[j] >= score[i];
      for (std::size_t j = i + 1; j < score.size(); ++j) before += score[j] > score[i];
      if (before >= keep) drop(i);
    }
    return;
  }
  order.resize(score.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto lowest = order.begin() + keep;
  std::nth_element(order.begin(), lowest, order.end(),
                   [&score](std::size_t a, std::size_t b) { return score[a] != score[b] ? score[a] > score[b] : a < b; });
  std::for_each(lowest, order.end(), drop);
}

/// Applies one level to rows [first, last), which share its choice: of every M blocks the lowest scores lose their bits.
void drop_blocks(const Level& level, const Region& region, std::int64_t first, std::int64_t last, std::vector<double>& score,
                 std::vector<std::size_t>& order) {
  score.assign(static_cast<std::size_t>(region.columns / level.block), 0.0);
  for (std::int64_t r = first; r < last; ++r)
    for (std::size_t b = 0; b < score.size(); ++b) {
      const std::int64_t from = static_cast<std::int64_t>(b) * level.block;
      add_held(region, r, from, from + level.block, score[b]);
    }
  const auto blocks = static_cast<std::size_t>(level.of);
  for (std::size_t group = 0; group < score.size(); group += blocks)
    for_lowest({score.data() + group, blocks}, level.keep, order, [&](std::size_t lowest) {
      const std::int64_t from = region.first_column + static_cast<std::int64_t>(group + lowest) * level.block;
      for (std::int64_t r = first; r < last; ++r) clear_range(region.words(r), from, from + level.block);
    });
}

}  // namespace

void write_slots(const Pattern& pattern, const float* values, std::int64_t stride, std::int64_t rows, std::int64_t columns, Mask& slots,
                 std::int64_t first_row, std::int64_t first_column) {
  assert(columns % pattern.group_length() == 0);
  assert(first_row + rows <= slots.rows() && first_column + columns <= slots.columns());
  const Region region{values, stride, columns, slots, first_row, first_column};
  std::size_t level = pattern.levels.size();
  if (level > 0 && kept_positions(pattern.levels.back(), region, rows)) {
    --level;
  } else {
    for (std::int64_t r = 0; r < rows; ++r) set_range(region.words(r), first_column, first_column + columns);
  }
  std::vector<double> score;
  std::vector<std::size_t> order;
  while (level-- > 0) {
    const std::int64_t height = std::min(pattern.levels[level].height, std::max<std::int64_t>(rows, 1));
    for (std::int64_t r = 0; r < rows; r += height) drop_blocks(pattern.levels[level], region, r, std::min(rows, r + height), score, order);
  }
}

Mask slots_of(const Pattern& pattern, std::span<const float> values, std::int64_t rows, std::int64_t columns) {
  assert(static_cast<std::int64_t>(values.size()) == rows * columns);
  Mask slots(rows, columns);
  write_slots(pattern, values.data(), columns, rows, columns, slots, 0, 0);
  return slots;
}

}  // namespace skeptic
