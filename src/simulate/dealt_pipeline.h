// The pipeline of several arrays that share one DRAM channel (docs/machine-model-notes.md, "Arrays on one channel").
#pragma once

#include <cstdint>
#include <vector>

#include "simulate/pipeline.h"

namespace skeptic {

/// Several arrays on one channel, each with its own buffers, selector and decoder.
struct ArraysOnChannel {
  std::int64_t arrays = 1;
  std::int64_t depth_blocks = 1;  ///< tiles of a block of outputs, which follow each other on its array
  std::int64_t buffers = 2;       ///< >= 1, tiles that each array loads ahead
};

/// What all arrays waited for, in cycles times arrays: the waits and the computing sum to `end` times their number. Tiles in the layer's order;
/// blocks of them dealt to the arrays in turn. With one array it is run_pipeline.
/// `recorded`, where given, gets the times of every tile, in the layer's order.
PipelineTimes run_dealt(const std::vector<TileStages>& tiles, const ArraysOnChannel& on, std::vector<TileTimes>* recorded = nullptr);
/// When the turns added so far end, without the waits: the recurrence of run_dealt in a state of a few numbers an array. A turn is the tile at one
/// place of every array, so many as have one; after one that fewer have than the turn before, no more have one.
class DealtEnd {
 public:
  explicit DealtEnd(const ArraysOnChannel& on);
  void add(const std::vector<TileStages>& turn);
  /// No end is sooner, whatever comes.
  std::int64_t computed() const { return latest_; }
  std::int64_t end() const;

  // For `repeat` (pipeline.h).
  void shape(std::vector<std::int64_t>& numbers) const;
  void move(std::int64_t cycles);

 private:
  struct Slot {
    std::int64_t computed = 0, store = 0;
  };
  struct OfArray {
    std::int64_t selected = 0, decoded = 0, computed = 0;
  };
  /// The array's tile whose buffers the one at hand takes.
  Slot& slot(std::size_t array, std::size_t after = 0) { return slots_[(next_ + after) % buffers_ * arrays_.size() + array]; }
  const Slot& slot(std::size_t array, std::size_t after = 0) const { return slots_[(next_ + after) % buffers_ * arrays_.size() + array]; }

  std::size_t buffers_, next_ = 0;
  std::int64_t channel_ = 0, latest_ = 0;
  std::vector<OfArray> arrays_;
  std::vector<Slot> slots_;  ///< [turn mod buffers][array]
};

}  // namespace skeptic
