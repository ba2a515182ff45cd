#include "simulate/slab.h"

#include <algorithm>

#include "sparsity/bit_ranges.h"
#include "sparsity/kernels/kernels.h"
#include "sparsity/nonzeros.h"
#include "sparsity/prune.h"

namespace skeptic {
namespace {

/// Ones of a word, without the instruction that not every machine has.
std::int64_t ones_of(std::uint64_t bits) {
  bits -= bits >> 1 & 0x5555555555555555;
  bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
  return static_cast<std::int64_t>(((bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0F) * 0x0101010101010101 >> 56);
}

/// Sums by unit of number_of(bits), for the unit's part of each word that `word_of(row, word)` gives.
template <typename WordOf, typename NumberOf>
std::vector<std::int64_t> sum_words(const Slab& slab, const WordOf& word_of, const NumberOf& number_of) {
  std::vector<std::int64_t> sums(static_cast<std::size_t>(slab.units()), 0);
  const std::int64_t per_vector = slab.units_per_vector(), channels = slab.channels(), words = (slab.padded() + 63) / 64;
  for (std::int64_t r = 0; r < slab.rows(); ++r) {
    std::int64_t* sum = sums.data() + r / slab.pixels() * per_vector;
    if (64 % channels == 0) {  // narrow units: some share a word
      const std::int64_t shared = 64 / channels;
      const std::uint64_t ones = ~std::uint64_t{0} >> (64 - channels);
      for (std::int64_t word = 0; word < words; ++word) {
        const std::uint64_t bits = word_of(r, word);
        const std::int64_t last = std::min(per_vector, (word + 1) * shared);
        for (std::int64_t unit = word * shared, shift = 0; unit < last; ++unit, shift += channels) sum[unit] += number_of(bits >> shift & ones);
      }
    } else {
      for (std::int64_t unit = 0; unit < per_vector; ++unit)
        for_words(unit * channels, std::min(slab.padded(), (unit + 1) * channels),
                  [&](std::size_t word, std::uint64_t mask) { sum[unit] += number_of(word_of(r, static_cast<std::int64_t>(word)) & mask); });
    }
  }
  return sums;
}

/// Adds up the `length` numbers of each unit and the rows of each row of units; `numbers` is [rows][size], with units from the start of each row.
void add_up(std::vector<float>& numbers, const Slab& slab, std::int64_t size, std::int64_t length) {
  const PruningKernels& kernels = pruning_kernels();
  for (; length % 2 == 0 && size % 2 == 0; length /= 2, size /= 2) kernels.add_pairs(numbers.data(), slab.rows() * size);
  if (slab.pixels() == 1 && length == 1) return;
  const std::int64_t per_vector = slab.units_per_vector();
  for (std::int64_t r = 0; r < slab.rows(); ++r) {
    float* sums = numbers.data() + r / slab.pixels() * per_vector;  // never beyond what is read next
    for (std::int64_t unit = 0; unit < per_vector; ++unit) {
      const std::int64_t first = r * size + unit * length, last = std::min((r + 1) * size, first + length);
      float sum = r % slab.pixels() == 0 ? 0.0F : sums[unit];
      for (std::int64_t i = first; i < last; ++i) sum += numbers[static_cast<std::size_t>(i)];
      sums[unit] = sum;
    }
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
  return sum_words(
      *this, [&](std::int64_t r, std::int64_t word) { return held.row(r)[static_cast<std::size_t>(word)]; }, ones_of);
}

std::vector<std::int64_t> Slab::words_that_lose(std::size_t pattern) {
  const Mask &held = nonzeros(), &kept = slots(pattern);
  const auto lost = [&](std::int64_t r, std::int64_t word) {
    return held.row(r)[static_cast<std::size_t>(word)] & ~kept.row(r)[static_cast<std::size_t>(word)];
  };
  return sum_words(*this, lost, [](std::uint64_t bits) { return std::int64_t{bits != 0}; });
}

bool Slab::keeps_every_nonzero(std::size_t pattern, const Extent& unit) {
  const Mask &held = nonzeros(), &kept = slots(pattern);
  std::uint64_t dropped = 0;
  for (std::int64_t r = unit.first_row; r < unit.last_row; ++r)
    for_words(unit.from, unit.to, [&](std::size_t word, std::uint64_t mask) { dropped |= held.row(r)[word] & ~kept.row(r)[word] & mask; });
  return dropped == 0;
}

bool Slab::sum_squares(std::size_t pattern, UnitSquares& squares) {
  if (padded_ % kSquaresSpan != 0 || channels_ % kSquaresSpan != 0) return false;
  const Mask& held = slots(pattern);
  const std::int64_t spans = padded_ / kSquaresSpan, length = channels_ / kSquaresSpan;
  squares.all.resize(static_cast<std::size_t>(rows_ * spans));
  squares.kept.resize(squares.all.size());
  const std::int64_t run = padded_ % 64 == 0 ? rows_ : 1;  // rows without a gap between their bits
  for (std::int64_t r = 0; r < rows_; r += run)
    pruning_kernels().squares(row(r), run * padded_, held.row(r).data(), squares.all.data() + r * spans, squares.kept.data() + r * spans);
  add_up(squares.all, *this, spans, length);
  add_up(squares.kept, *this, spans, length);
  squares.roundings = 9 + length + pixels_;
  return true;
}

}  // namespace skeptic
