// load → select → decode → compute → store, one DRAM channel (machine-model, section 5).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace skeptic {

/// Lengths of one tile's stages, in cycles.
struct TileStages {
  std::int64_t load = 0, select = 0, decode = 0, compute = 0, store = 0;
};

/// When a layer ends, and what the array waited for: the waits and the computing sum to `end`.
struct PipelineTimes {
  std::int64_t end = 0;
  std::int64_t wait_load = 0, wait_select = 0, wait_decode = 0, wait_store = 0;
  /// Of several arrays (dealt_pipeline.h), while the channel serves nobody: without a tile to run; and until another array has finished.
  std::int64_t wait_edge = 0, wait_imbalance = 0;
};

/// Half-open, in cycles.
struct CycleRange {
  std::int64_t from = 0, to = 0;
  std::int64_t length() const { return to - from; }
  friend bool operator==(const CycleRange&, const CycleRange&) = default;
};

/// When a tile is in which stage.
struct TileTimes {
  CycleRange load, select, decode, compute, store;
  std::int64_t array = 0;  ///< that runs it
};

/// Tiles in order; `buffers` >= 1 tiles are loaded ahead. `recorded`, where given, gets the times of every tile.
PipelineTimes run_pipeline(const std::vector<TileStages>& tiles, std::int64_t buffers, std::vector<TileTimes>* recorded = nullptr);

/// When the tiles added so far end, without what the array waited for: the recurrence of run_pipeline in a state of a few numbers. These only ever
/// meet in maxima and sums, so tiles that find the state of an earlier time, moved as a whole, move it on as they did then: `repeat` adds long
/// repetitions by such a period.
class PipelineEnd {
 public:
  explicit PipelineEnd(std::int64_t buffers) : slots_(static_cast<std::size_t>(buffers)) {}

  void add(const TileStages& tile) {
    Slot& slot = slots_[next_];  // of the tile whose buffers this one takes
    channel_ = std::max(channel_, slot.computed) + slot.store + tile.load;
    selected_ = std::max(channel_, selected_) + tile.select;
    decoded_ = std::max(selected_, decoded_) + tile.decode;
    computed_ = std::max(decoded_, computed_) + tile.compute;
    slot = {computed_, tile.store};
    if (++next_ == slots_.size()) next_ = 0;
  }

  std::int64_t computed() const { return computed_; }
  /// When the channel has served what it has begun; stores of the last tiles are still to come.
  std::int64_t channel() const { return channel_; }
  std::int64_t end() const;

  /// What the future depends on, relative to the last tile's end.
  void shape(std::vector<std::int64_t>& numbers) const;
  void move(std::int64_t cycles);

 private:
  struct Slot {
    std::int64_t computed = 0, store = 0;
  };
  std::int64_t channel_ = 0, selected_ = 0, decoded_ = 0, computed_ = 0;
  std::size_t next_ = 0;
  std::vector<Slot> slots_;  ///< of the last tiles, the oldest at `next_`
};

/// The same tiles `count` times: `add` adds them to the state once, or returns false to stop. Whole periods are skipped as soon as one is seen, and
/// `skipped(repetitions)` is told how many repetitions went by without `add`. Returns false where `add` did.
template <typename State, typename Add, typename Skipped>
bool repeat(State& state, std::int64_t count, const Add& add, const Skipped& skipped) {
  constexpr std::int64_t kFew = 4;  // sooner added than compared
  if (count <= kFew) {
    for (std::int64_t done = 0; done < count; ++done)
      if (!add()) return false;
    return true;
  }
  std::vector<std::int64_t> then, now;
  // A state to come back to, kept for longer and longer: no period is too long.
  std::int64_t seen = 0, wait = 1, then_computed = 0;
  for (std::int64_t done = 1; done <= count; ++done) {
    if (!add()) return false;
    if (count - done < 1) break;
    state.shape(now);
    if (seen > 0 && now == then) {
      const std::int64_t period = done - seen, periods = (count - done) / period;
      state.move((state.computed() - then_computed) * periods);
      skipped(period * periods);
      for (done += period * periods; done < count; ++done)
        if (!add()) return false;
      return true;
    }
    if (seen == 0 || done - seen == wait) {
      wait = seen == 0 ? 1 : 2 * wait;
      seen = done;
      then.swap(now);
      then_computed = state.computed();
    }
  }
  return true;
}

}  // namespace skeptic
