// Which domains switch patterns in the steps of a wave (machine-model, section 8). The patterns that a column meets in a wave do not depend on the
// rows, so all but the first switch of each column is found once for every block of columns.
#pragma once

#include <cstdint>
#include <vector>

#include "simulate/sides.h"
#include "simulate/steps.h"

namespace skeptic {

/// The unit that a column's window touches; -1 outside the image.
class UnitMap {
 public:
  UnitMap(const Geometry& geometry, const Units& units);
  std::int64_t unit(std::int64_t window_position, std::int64_t column) const {
    const std::int64_t tap = window_position / geometry_.padded, channel = window_position % geometry_.padded;
    const std::int64_t vector = geometry_.vector_at(tap, column);
    return vector < 0 ? -1 : first_[static_cast<std::size_t>(vector)] + channel / channels_;
  }

 private:
  const Geometry& geometry_;
  std::int64_t channels_;
  std::vector<std::int64_t> first_;  ///< by vector
};

/// Streams are what remembers a pattern: the columns of the array; in the domain `pe` the columns of every slice, slice·columns + column.
class WaveSwitches {
 public:
  /// Of `count` steps of the plan from `first` on; they are numbered from 0.
  WaveSwitches(const ResolvedDesign& design, const Geometry& geometry, const StepPlan& plan, std::int64_t first, std::int64_t count,
               const Units& units, const UnitMap& map);

  std::int64_t streams() const { return streams_; }
  /// Whether streams switch by themselves; otherwise all domains switch where any stream does.
  bool by_stream() const { return by_stream_; }
  /// Of a wave on this block of columns that begins in this state: [step], or [step][stream] by stream, 1 where it switches.
  void find(std::int64_t block, const std::vector<std::uint32_t>& state, std::vector<std::uint8_t>& on) const;
  /// The state behind such a wave.
  void pass(std::int64_t block, std::vector<std::uint32_t>& state) const;

 private:
  struct Block {
    std::vector<std::int32_t> first_step;            ///< by stream: the first with a pattern; -1
    std::vector<std::uint32_t> first_set, last_set;  ///< by stream: patterns as bits; 0 where there are none
    std::vector<std::uint8_t> on;                    ///< as `find`, without the first of each stream
  };
  std::int64_t streams_;
  bool by_stream_;
  std::vector<Block> blocks_;
};

}  // namespace skeptic
