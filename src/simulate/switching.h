// Which domains switch patterns in a step, and which touch a unit for the first time in a tile (machine-model, section 8).
#pragma once

#include <cstdint>
#include <vector>

#include "simulate/sides.h"

namespace skeptic {

/// Columns of the array keep the set of patterns of their last step that touched a unit; in the domain `pe`, every slice of a column for itself. All
/// rows of a column see the same.
class Switching {
 public:
  Switching(const ResolvedDesign& design, const Units& units)
      : units_(units),
        by_slice_(design.domain == Domain::Pe),
        by_column_(by_slice_ || design.domain == Domain::Column),
        row_domains_(design.domain == Domain::Row),
        rows_(design.array_m),
        columns_(design.array_n),
        slices_(design.array_k),
        streams_(by_slice_ ? columns_ * slices_ : columns_) {
    switched_.assign(static_cast<std::size_t>(streams_), 0);
    touched_.assign(static_cast<std::size_t>((by_column_ ? streams_ : 1) * units.count()), -1);
    first_touch_.assign(static_cast<std::size_t>(streams_), 0);
  }

  std::int64_t streams() const { return streams_; }

  /// `units_of_step`: [slice][column], -1 where none. Fills `switched` and, by first use in the tile, `first_touch`, by stream (column, or
  /// slice·columns + column).
  void step(const std::int32_t* units_of_step, std::vector<std::uint32_t>& last_patterns) {
    for (std::int64_t stream = 0; stream < streams_; ++stream) {
      const std::int64_t column = stream % columns_;
      std::uint32_t set = 0;
      bool first = false;
      const std::int64_t from = by_slice_ ? stream / columns_ : 0, to = by_slice_ ? from + 1 : slices_;
      for (std::int64_t slice = from; slice < to; ++slice) {
        const std::int32_t unit = units_of_step[slice * columns_ + column];
        if (unit < 0) continue;
        set |= std::uint32_t{1} << units_.pattern[static_cast<std::size_t>(unit)];
        std::int64_t& touched = touched_[static_cast<std::size_t>((by_column_ ? stream * units_.count() : 0) + unit)];
        if (touched == tile_) continue;
        first = true;
        ++decisions_;
        touched = tile_;
      }
      std::uint32_t& last = last_patterns[static_cast<std::size_t>(stream)];
      switched_[static_cast<std::size_t>(stream)] = set != 0 && last != 0 && set != last;
      first_touch_[static_cast<std::size_t>(stream)] = first;
      if (set != 0) last = set;
    }
  }

  void start_tile() { ++tile_, decisions_ = 0; }
  /// First uses of a unit in this tile, one for every domain that makes them.
  std::int64_t decisions() const { return decisions_ * (by_slice_ || row_domains_ ? rows_ : 1); }
  bool switched(std::int64_t stream) const { return switched_[static_cast<std::size_t>(stream)] != 0; }
  bool first_touch(std::int64_t stream) const { return first_touch_[static_cast<std::size_t>(stream)] != 0; }
  bool any_switched() const { return any(switched_); }
  bool any_first_touch() const { return any(first_touch_); }

 private:
  static bool any(const std::vector<std::uint8_t>& flags) {
    for (const std::uint8_t flag : flags)
      if (flag != 0) return true;
    return false;
  }

  const Units& units_;
  bool by_slice_, by_column_, row_domains_;
  std::int64_t rows_, columns_, slices_, streams_;
  std::int64_t tile_ = -1, decisions_ = 0;
  std::vector<std::uint8_t> switched_, first_touch_;
  std::vector<std::int64_t> touched_;
};

}  // namespace skeptic
