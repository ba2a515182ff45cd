// Which domains switch patterns in the steps of a wave (machine-model, section 8). The patterns that a column meets in a wave do not depend on the
// rows, nor on how K' is cut into tiles, so they are found once for every block of columns; what a cut changes is the first switch of each stream.
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

/// The patterns that streams meet in every step of a plan. Streams are what remembers a pattern: the columns of the array; in the domain `pe` the
/// columns of every slice, slice·columns + column.
class PatternSets {
 public:
  PatternSets(const ResolvedDesign& design, const Geometry& geometry, const StepPlan& plan, const Units& units, const UnitMap& map);

  std::int64_t streams() const { return streams_; }
  /// Whether streams switch by themselves; otherwise all domains switch where any stream does.
  bool by_stream() const { return by_stream_; }
  std::int64_t blocks() const { return blocks_; }
  /// Patterns as bits; 0 where the stream meets none.
  std::uint32_t at(std::int64_t block, std::int64_t step, std::int64_t stream) const {
    return sets_[static_cast<std::size_t>((block * steps_ + step) * streams_ + stream)];
  }
  /// Of a block, from a step on: how many streams meet another pattern than before, [step]; by stream whether it does, [step][stream].
  const std::uint16_t* changes(std::int64_t block, std::int64_t step) const {
    return changes_.data() + (block * steps_ + step) * (by_stream_ ? streams_ : 1);
  }

 private:
  bool by_stream_;
  std::int64_t streams_, steps_, blocks_;
  std::vector<std::uint32_t> sets_;     ///< [block][step][stream]
  std::vector<std::uint16_t> changes_;  ///< [block][step] or [block][step][stream]
};

/// The switches of one wave.
struct WaveSwitched {
  const std::uint8_t* on = nullptr;  ///< [step], or [step][stream] by stream: 1 where it switches
  std::int64_t count = 0;            ///< of flags that are set
};

/// The switches of waves in one range of steps, which are numbered from 0.
class WaveSwitches {
 public:
  WaveSwitches(const PatternSets& sets, std::int64_t first, std::int64_t count);

  std::int64_t streams() const { return streams_; }
  bool by_stream() const { return by_stream_; }
  /// Of a wave on this block of columns that begins in this state, by stream, which becomes the one behind it. What is returned lives as long as
  /// `room` keeps its content.
  WaveSwitched meet(std::int64_t block, std::uint32_t* state, std::vector<std::uint8_t>& room) const;
  /// The state behind such a wave.
  void pass(std::int64_t block, std::uint32_t* state) const;

 private:
  std::int64_t common_first_step(std::int64_t block) const;

  bool by_stream_;
  std::int64_t streams_, flags_;  ///< of a block
  // [block][stream]: the first step with a pattern, or -1; the patterns of the first and of the last such step, 0 where there are none.
  std::vector<std::int32_t> first_step_;
  std::vector<std::uint32_t> first_set_, last_set_;
  std::vector<std::uint8_t> on_;                 ///< [block][flag]: without the first of each stream
  std::vector<std::int64_t> count_;              ///< by block: of `on_`
  std::vector<std::int64_t> common_first_step_;  ///< by block: where all streams switch together, and begin in one step; -1
};

}  // namespace skeptic
