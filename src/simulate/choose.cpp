#include "simulate/choose.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>

#include "simulate/slab.h"
#include "sparsity/bit_ranges.h"
#include "sparsity/kernels/kernels.h"

namespace skeptic {
namespace {

/// Values that are looked at together: they stay in the first-level cache.
constexpr std::int64_t kSlabValues = 8192;

/// Σ a² of all values of a unit, and of those that are kept: at least `limit` of the former? As the machine model has it: in double precision, in the
/// order of vectors and then positions.
bool keeps_energy(const Slab& slab, const Extent& unit, const Mask& slots, double limit) {
  double all = 0, kept = 0;
  for (std::int64_t r = unit.first_row; r < unit.last_row; ++r)
    for (std::int64_t p = unit.from; p < unit.to; ++p) {
      const double value = slab.row(r)[p], square = value * value;
      all += square;
      kept += slots.get(r, p) ? square : 0.0;  // a zero leaves the sum as it is
    }
  return kept >= limit * all;
}

/// Where sums in single precision tell what keeps_energy would find, for units of up to n positions. With E = roundings·2^-24 the true sums are
/// within E of `all` and `kept`, and n·2^-120; what keeps_energy adds up, within n·2^-53 of those; and the bounds themselves are rounded four times.
/// So for limit <= 1 each side of kept >= limit·all is known within E + 8·2^-24 of `all` and n·2^-119, if n <= 2^30 and E is small; this is twice as
/// much for each.
std::optional<Share> clear_share(double limit, std::int64_t roundings, std::int64_t n) {
  const double doubt = 4 * static_cast<double>(roundings + 8) * 0x1p-24;
  if (limit > 1 || doubt > 0x1p-4 || n > std::int64_t{1} << 30) return std::nullopt;
  return Share{static_cast<float>(limit - doubt), static_cast<float>(limit + doubt), static_cast<float>(static_cast<double>(n) * 0x1p-117)};
}

/// A policy at work on the units of slabs.
class Judge {
 public:
  explicit Judge(const Policy& policy) : policy_(policy) {}

  /// Gives the pattern with this index to those of the units with pick `open` that it suits.
  void pick(Slab& slab, std::size_t pattern, const Pattern& levels, std::uint8_t open, std::span<std::uint8_t> picks) {
    suits_.assign((picks.size() + 63) / 64, 0);
    if (policy_.kind == PolicyKind::Density) {
      const std::vector<std::int64_t> count = slab.count_nonzeros();
      const double limit = policy_.limits[pattern];
      for (std::int64_t row = 0, unit = 0; row < slab.rows(); row += slab.pixels())
        for (std::int64_t from = 0; from < slab.padded(); from += slab.channels(), ++unit) {
          const std::int64_t positions = std::min(slab.pixels(), slab.rows() - row) * std::min(slab.channels(), slab.padded() - from);
          suit(static_cast<std::size_t>(unit), static_cast<double>(count[static_cast<std::size_t>(unit)]) / static_cast<double>(positions) <= limit);
        }
    } else if (!levels.structured()) {
      std::fill(suits_.begin(), suits_.end(), ~std::uint64_t{0});
    } else if (policy_.kind == PolicyKind::Cover) {
      const std::vector<std::int64_t> losses = slab.words_that_lose(pattern);
      for (std::size_t unit = 0; unit < picks.size(); ++unit) suit(unit, losses[unit] == 0);
    } else {
      weigh(slab, pattern, open, picks);
    }
    for (std::size_t first = 0; first < picks.size(); first += 64) {
      const std::uint64_t suits = suits_[first / 64];
      const std::size_t length = std::min<std::size_t>(64, picks.size() - first);
      for (std::size_t i = 0; i < length; ++i) {
        const bool takes = (picks[first + i] == open) & ((suits >> i & 1) != 0);
        picks[first + i] = takes ? static_cast<std::uint8_t>(pattern) : picks[first + i];
      }
    }
  }

 private:
  void suit(std::size_t unit, bool suits) { suits_[unit / 64] |= std::uint64_t{suits} << (unit % 64); }

  /// Energy: by sums that are fast and nearly exact, and where they are too near the limit by those of the definition.
  void weigh(Slab& slab, std::size_t pattern, std::uint8_t open, std::span<const std::uint8_t> picks) {
    below_.assign(suits_.size(), 0);
    const bool summed = slab.sum_squares(pattern, squares_);
    const std::optional<Share> share = summed ? clear_share(policy_.limits[0], squares_.roundings, slab.pixels() * slab.channels()) : std::nullopt;
    if (share)
      pruning_kernels().compare(squares_.kept.data(), squares_.all.data(), static_cast<std::int64_t>(picks.size()), *share, suits_.data(),
                                below_.data());
    for (std::size_t word = 0; word < suits_.size(); ++word)
      for (std::uint64_t doubtful = ~(suits_[word] | below_[word]); doubtful != 0; doubtful &= doubtful - 1) {
        const std::size_t unit = word * 64 + static_cast<std::size_t>(std::countr_zero(doubtful));
        if (unit >= picks.size()) break;
        if (picks[unit] != open) continue;
        const bool finite = share && std::isfinite(squares_.all[unit]);
        if (keeps_in_doubt(slab, pattern, slab.extent(static_cast<std::int64_t>(unit)), finite)) suits_[word] |= doubtful & -doubtful;
      }
  }

  /// `finite`: the unit's sum is known to be so, and the limit to be at most 1.
  bool keeps_in_doubt(Slab& slab, std::size_t pattern, const Extent& unit, bool finite) const {
    if (finite && slab.keeps_every_nonzero(pattern, unit)) return true;  // the sums are the same
    return keeps_energy(slab, unit, slab.slots(pattern), policy_.limits[0]);
  }

  const Policy& policy_;
  std::vector<std::uint64_t> suits_, below_;  ///< by unit of the slab at hand
  UnitSquares squares_;
};

void pick(Slab& slab, const std::vector<Pattern>& patterns, Judge& judge, std::span<std::uint8_t> picks) {
  const auto last = static_cast<std::uint8_t>(patterns.size() - 1);
  std::fill(picks.begin(), picks.end(), last);
  for (std::size_t pattern = 0; pattern < last && std::find(picks.begin(), picks.end(), last) != picks.end(); ++pattern)
    judge.pick(slab, pattern, patterns[pattern], last, picks);
}

/// Adds the positions that the picked patterns keep to rows of `slots` from `first_row` on.
void write_picked(Slab& slab, const std::vector<Pattern>& patterns, std::span<const std::uint8_t> picks, Mask& slots, std::int64_t first_row) {
  std::vector<std::uint64_t> everything(static_cast<std::size_t>((slab.padded() + 63) / 64), 0);
  for_words(0, slab.padded(), [&](std::size_t word, std::uint64_t mask) { everything[word] = mask; });
  const std::int64_t per_vector = slab.units_per_vector(), channels = slab.channels();
  std::vector<const Mask*> kept(patterns.size(), nullptr);
  std::vector<const std::uint64_t*> source(patterns.size(), everything.data());  // of the row at hand
  for (std::size_t pattern = 0; pattern < patterns.size(); ++pattern)
    if (patterns[pattern].structured() && std::find(picks.begin(), picks.end(), pattern) != picks.end()) kept[pattern] = &slab.slots(pattern);
  for (std::int64_t r = 0; r < slab.rows(); ++r) {
    for (std::size_t pattern = 0; pattern < patterns.size(); ++pattern)
      if (kept[pattern] != nullptr) source[pattern] = kept[pattern]->row(r).data();
    const std::span<std::uint64_t> words = slots.row(first_row + r);
    const std::uint8_t* of_row = picks.data() + r / slab.pixels() * per_vector;
    if (64 % channels == 0) {  // narrow units: some share a word
      const std::uint64_t ones = ~std::uint64_t{0} >> (64 - channels);
      const std::int64_t shared = 64 / channels;
      for (std::int64_t word = 0, unit = 0; unit < per_vector; ++word) {
        std::uint64_t bits = 0;
        const std::int64_t last = std::min(per_vector, unit + shared);
        for (std::uint64_t mask = ones; unit < last; ++unit, mask <<= (channels & 63)) bits |= source[of_row[unit]][word] & mask;
        words[static_cast<std::size_t>(word)] |= bits;
      }
    } else {
      for (std::int64_t unit = 0; unit < per_vector; ++unit) {
        const std::uint64_t* from = source[of_row[unit]];
        for_words(unit * channels, std::min(slab.padded(), (unit + 1) * channels),
                  [&](std::size_t word, std::uint64_t mask) { words[word] |= from[word] & mask; });
      }
    }
  }
}

}  // namespace

void choose_patterns(const Operand& operand, const PaddedMap& map, const PaddedMap* before, Units& units, Mask& slots) {
  const std::vector<Pattern>& patterns = operand.patterns;
  const std::int64_t images = map.vectors / units.vectors_per_image, per_image = units.units_per_image * units.units_per_vector;
  const std::int64_t together = std::max<std::int64_t>(1, kSlabValues / (units.pixels * map.padded));
  const bool previous = operand.decide->from == DecideFrom::PreviousInput;
  units.pattern.assign(static_cast<std::size_t>(images * per_image), static_cast<std::uint8_t>(patterns.size() - 1));
  Judge judge(operand.decide->policy);
  for (std::int64_t image = 0; image < images; ++image)
    for (std::int64_t first = 0; first < units.units_per_image; first += together) {
      const std::int64_t last = std::min(units.units_per_image, first + together), pixel = first * units.pixels;
      const std::int64_t rows = std::min(units.vectors_per_image, last * units.pixels) - pixel, first_row = image * units.vectors_per_image + pixel;
      const auto picks = [&](std::int64_t of_image) {
        return std::span(units.pattern)
            .subspan(static_cast<std::size_t>(of_image * per_image + first * units.units_per_vector),
                     static_cast<std::size_t>((last - first) * units.units_per_vector));
      };
      Slab slab(patterns, units, map.values.data() + first_row * map.padded, rows, map.padded);
      if (!previous) pick(slab, patterns, judge, picks(image));
      if (previous && image + 1 < images) pick(slab, patterns, judge, picks(image + 1));
      if (previous && image == 0 && before != nullptr) {  // without it the first image keeps the last pattern of the list
        Slab slab_before(patterns, units, before->values.data() + pixel * map.padded, rows, map.padded);
        pick(slab_before, patterns, judge, picks(0));
      }
      write_picked(slab, patterns, picks(image), slots, first_row);
    }
}

}  // namespace skeptic
