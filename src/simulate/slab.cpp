#include "simulate/slab.h"

#include <algorithm>
#include <bit>

#include "sparsity/bit_ranges.h"
#include "sparsity/kernels/kernels.h"
#include "sparsity/nonzeros.h"
#include "sparsity/prune.h"

namespace skeptic {
namespace {

/// Ones by unit, of rows of words that `word_of(row, word)` gives.
template <typename WordOf>
std::vector<std::int64_t> count_ones(const Slab& slab, const WordOf& word_of) {
  std::vector<std::int64_t> counts(static_cast<std::size_t>(slab.units()), 0);
  const std::int64_t per_vector = slab.units_per_vector(), channels = slab.channels(), words = (slab.padded() + 63) / 64;
  for (std::int64_t r = 0; r < slab.rows(); ++r) {
    std::int64_t* count = counts.data() + r / slab.pixels() * per_vector;
    if (64 % channels == 0) {  // narrow units: some share a word
      const std::int64_t shared = 64 / channels;
      const std::uint64_t ones = ~std::uint64_t{0} >> (64 - channels);
      for (std::int64_t word = 0; word < words; ++word) {
        const std::uint64_t bits = word_of(r, word);
        const std::int64_t last = std::min(per_vector, (word + 1) * shared);
        for (std::int64_t unit = word * shared, shift = 0; unit < last; ++unit, shift += channels) count[unit] += std::popcount(bits >> shift & ones);
      }
    } else {
      for (std::int64_t unit = 0; unit < per_vector; ++unit)
        for_words(unit * channels, std::min(slab.padded(), (unit + 1) * channels),
                  [&](std::size_t word, std::uint64_t mask) { count[unit] += std::popcount(word_of(r, static_cast<std::int64_t>(word)) & mask); });
    }
  }
  return counts;
}

/// Adds to each of `count` sums the next kLength numbers.
template <std::int64_t kLength>
void add_spans(const float* numbers, std::int64_t count, double* sums) {
  for (std::int64_t i = 0; i < count; ++i) {
    double sum = 0;
    for (std::int64_t k = 0; k < kLength; ++k) sum += double{numbers[i * kLength + k]};
    sums[i] += sum;
  }
}

/// Adds to sums the next `length` numbers each, of `size` numbers; the last sum gets what is left.
void add_spans(const float* numbers, std::int64_t size, std::int64_t length, double* sums) {
  if (length == 1) return add_spans<1>(numbers, size, sums);
  if (length == 2 && size % 2 == 0) return add_spans<2>(numbers, size / 2, sums);
  for (std::int64_t first = 0; first < size; first += length) {
    double sum = 0;
    for (std::int64_t i = first; i < std::min(size, first + length); ++i) sum += double{numbers[i]};
    sums[first / length] += sum;
  }
}

}  // namespace

Extent Slab::extent(std::int64_t unit) const {
  const std::int64_t row = unit / units_per_vector() * pixels_, from = unit % units_per_vector() * channels_;
  return {row, std::min(rows_, row + pixels_), from, std::min(padded_, from + channels_)};
}

const Mask& Slab::nonzeros() {
  if (!nonzeros_) nonzeros_ = nonzeros_of(values_, rows_, padded_);
  return *nonzeros_;
}

const Mask& Slab::slots(std::size_t pattern) {
  std::optional<Mask>& slots = slots_[pattern];
  if (!slots) {
    slots.emplace(rows_, padded_);
    write_slots(patterns_[pattern], values_, padded_, rows_, padded_, *slots, 0, 0);
  }
  return *slots;
}

std::vector<std::int64_t> Slab::count_nonzeros() {
  const Mask& held = nonzeros();
  return count_ones(*this, [&](std::int64_t r, std::int64_t word) { return held.row(r)[static_cast<std::size_t>(word)]; });
}

std::vector<std::int64_t> Slab::count_dropped(std::size_t pattern) {
  const Mask &held = nonzeros(), &kept = slots(pattern);
  return count_ones(*this, [&](std::int64_t r, std::int64_t word) {
    return held.row(r)[static_cast<std::size_t>(word)] & ~kept.row(r)[static_cast<std::size_t>(word)];
  });
}

bool Slab::keeps_every_nonzero(std::size_t pattern, const Extent& unit) {
  const Mask &held = nonzeros(), &kept = slots(pattern);
  std::uint64_t dropped = 0;
  for (std::int64_t r = unit.first_row; r < unit.last_row; ++r)
    for_words(unit.from, unit.to, [&](std::size_t word, std::uint64_t mask) { dropped |= held.row(r)[word] & ~kept.row(r)[word] & mask; });
  return dropped == 0;
}

bool Slab::sum_squares(std::size_t pattern, std::vector<double>& all, std::vector<double>& kept) {
  if (padded_ % kSquaresSpan != 0 || channels_ % kSquaresSpan != 0) return false;
  const Mask& held = slots(pattern);
  const std::int64_t spans = padded_ / kSquaresSpan, length = channels_ / kSquaresSpan;
  std::vector<float> all_of(static_cast<std::size_t>(rows_ * spans)), kept_of(all_of.size());
  const std::int64_t run = padded_ % 64 == 0 ? rows_ : 1;  // rows without a gap between their bits
  for (std::int64_t r = 0; r < rows_; r += run)
    pruning_kernels().squares(row(r), run * padded_, held.row(r).data(), all_of.data() + r * spans, kept_of.data() + r * spans);
  all.assign(static_cast<std::size_t>(units()), 0.0);
  kept.assign(all.size(), 0.0);
  const bool even = pixels_ == 1 && padded_ % channels_ == 0;  // as if it were one long row
  for (std::int64_t r = 0; r < rows_; r += even ? rows_ : 1) {
    const std::int64_t first = r * spans, size = even ? rows_ * spans : spans, unit = r / pixels_ * units_per_vector();
    add_spans(all_of.data() + first, size, length, all.data() + unit);
    add_spans(kept_of.data() + first, size, length, kept.data() + unit);
  }
  return true;
}

}  // namespace skeptic
