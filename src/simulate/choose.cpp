#include "simulate/choose.h"

#include <algorithm>
#include <cmath>

#include "simulate/slab.h"
#include "sparsity/bit_ranges.h"

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

/// How far kept - limit·all of a unit of n values may be from what keeps_energy finds, where `all` and `kept` are sums of the kernels' spans in
/// double precision. A span is within 9·2^-24 of its size and 2^-120 of the true sum; sums of up to n doubles, here and above, are within n·2^-53 of
/// theirs. So with n < 2^31 both terms are known within 2^-20 of max(1, limit)·all and n/8·2^-120; this is more than twice that.
double doubt(double all, double limit, std::int64_t n) { return std::max(1.0, limit) * (all * 0x1p-18 + static_cast<double>(n) * 0x1p-120); }

/// By unit: whether the policy takes `pattern`; of units that `picks` leaves `open` alone, others may get either answer.
class Judge {
 public:
  explicit Judge(const Policy& policy) : policy_(policy) {}

  /// Gives `pattern` to those of the units with pick `open` that it suits.
  void pick(Slab& slab, std::size_t pattern, const Pattern& levels, std::uint8_t open, std::span<std::uint8_t> picks) {
    const auto take = [&](std::size_t unit, bool suits) {
      picks[unit] = (picks[unit] == open) & suits ? static_cast<std::uint8_t>(pattern) : picks[unit];
    };
    if (policy_.kind == PolicyKind::Density) {
      const std::vector<std::int64_t> count = slab.count_nonzeros();
      for (std::size_t unit = 0; unit < picks.size(); ++unit) {
        const double positions = static_cast<double>(slab.extent(static_cast<std::int64_t>(unit)).positions());
        take(unit, static_cast<double>(count[unit]) / positions <= policy_.limits[pattern]);
      }
    } else if (!levels.structured()) {
      for (std::size_t unit = 0; unit < picks.size(); ++unit) take(unit, true);
    } else if (policy_.kind == PolicyKind::Cover) {
      const std::vector<std::int64_t> dropped = slab.count_dropped(pattern);
      for (std::size_t unit = 0; unit < picks.size(); ++unit) take(unit, dropped[unit] == 0);
    } else if (slab.sum_squares(pattern, all_, kept_)) {
      const double limit = policy_.limits[0];
      const std::int64_t positions = slab.pixels() * slab.channels();  // of no unit more
      for (std::size_t unit = 0; unit < picks.size(); ++unit) {
        const double difference = kept_[unit] - limit * all_[unit];
        if (!(std::fabs(difference) > doubt(all_[unit], limit, positions))) [[unlikely]]  // what is no number, too
          take(unit, picks[unit] == open && keeps_in_doubt(slab, pattern, slab.extent(static_cast<std::int64_t>(unit)), std::isfinite(all_[unit])));
        else
          take(unit, difference > 0);
      }
    } else {
      for (std::size_t unit = 0; unit < picks.size(); ++unit)
        if (picks[unit] == open) take(unit, keeps_in_doubt(slab, pattern, slab.extent(static_cast<std::int64_t>(unit)), false));
    }
  }

 private:
  /// `finite`: the unit's sum is known to be so.
  bool keeps_in_doubt(Slab& slab, std::size_t pattern, const Extent& unit, bool finite) const {
    if (finite && policy_.limits[0] <= 1 && slab.keeps_every_nonzero(pattern, unit)) return true;  // the sums are the same
    return keeps_energy(slab, unit, slab.slots(pattern), policy_.limits[0]);
  }

  const Policy& policy_;
  std::vector<double> all_, kept_;  ///< of the units of the slab at hand
};

void pick(Slab& slab, const std::vector<Pattern>& patterns, Judge& judge, std::span<std::uint8_t> picks) {
  const auto last = static_cast<std::uint8_t>(patterns.size() - 1);
  std::fill(picks.begin(), picks.end(), last);
  for (std::size_t pattern = 0; pattern < last && std::find(picks.begin(), picks.end(), last) != picks.end(); ++pattern)
    judge.pick(slab, pattern, patterns[pattern], last, picks);
}

/// Adds the positions that the picked patterns keep to rows of `slots` from `first_row` on.
void write_picked(Slab& slab, const std::vector<Pattern>& patterns, std::span<const std::uint8_t> picks, Mask& slots, std::int64_t first_row) {
  const std::vector<std::uint64_t> everything(static_cast<std::size_t>((slab.padded() + 63) / 64), ~std::uint64_t{0});
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
