#include "simulate/pipeline.h"

#include <algorithm>

namespace skeptic {
namespace {

/// A half-open interval in which the channel serves a store.
struct Interval {
  std::int64_t from, to;
};

class Pipeline {
 public:
  Pipeline(const std::vector<TileStages>& tiles, std::int64_t buffers) : tiles_(tiles), buffers_(static_cast<std::size_t>(buffers)) {
    load_end_.resize(tiles.size());
    compute_end_.resize(tiles.size());
    stores_.reserve(tiles.size());
  }

  PipelineTimes run() {
    for (std::size_t t = 0; t < std::min(buffers_, tiles_.size()); ++t) load(t);
    for (std::size_t t = 0; t < tiles_.size(); ++t) {
      compute(t);
      store(t);
      if (t + buffers_ < tiles_.size()) load(t + buffers_);
    }
    times_.end = channel_free_;
    // Loads are over by the last compute, so all that remains is stores.
    if (!tiles_.empty()) {
      times_.end = std::max(times_.end, compute_end_.back());
      times_.wait_store += times_.end - compute_end_.back();
    }
    return times_;
  }

 private:
  void load(std::size_t t) {
    const std::int64_t start = std::max(channel_free_, t >= buffers_ ? compute_end_[t - buffers_] : 0);
    load_end_[t] = channel_free_ = start + tiles_[t].load;
  }

  void compute(std::size_t t) {
    const std::int64_t before = t > 0 ? compute_end_[t - 1] : 0;
    select_end_ = std::max(load_end_[t], select_end_) + tiles_[t].select;
    decode_end_ = std::max(select_end_, decode_end_) + tiles_[t].decode;
    const std::int64_t start = std::max(decode_end_, before);
    compute_end_[t] = start + tiles_[t].compute;

    const std::int64_t loaded = std::clamp(load_end_[t], before, start);
    const std::int64_t selected = std::clamp(select_end_, loaded, start);
    const std::int64_t storing = stores_within(before, loaded);
    times_.wait_store += storing;
    times_.wait_load += loaded - before - storing;
    times_.wait_select += selected - loaded;
    times_.wait_decode += start - selected;
  }

  void store(std::size_t t) {
    const std::int64_t start = std::max(channel_free_, compute_end_[t]);
    channel_free_ = start + tiles_[t].store;
    if (tiles_[t].store > 0) stores_.push_back({start, channel_free_});
  }

  /// Cycles of [from, to) in which the channel serves a store. Later calls never ask for times before `from`.
  std::int64_t stores_within(std::int64_t from, std::int64_t to) {
    while (first_store_ < stores_.size() && stores_[first_store_].to <= from) ++first_store_;
    std::int64_t cycles = 0;
    for (std::size_t i = first_store_; i < stores_.size() && stores_[i].from < to; ++i)
      cycles += std::max<std::int64_t>(0, std::min(stores_[i].to, to) - std::max(stores_[i].from, from));
    return cycles;
  }

  const std::vector<TileStages>& tiles_;
  std::size_t buffers_;
  std::int64_t channel_free_ = 0, select_end_ = 0, decode_end_ = 0;
  std::vector<std::int64_t> load_end_, compute_end_;
  std::vector<Interval> stores_;
  std::size_t first_store_ = 0;  ///< of those that may still matter
  PipelineTimes times_;
};

}  // namespace

std::int64_t PipelineEnd::end() const {
  std::int64_t channel = channel_;
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    const Slot& slot = slots_[(next_ + i) % slots_.size()];
    channel = std::max(channel, slot.computed) + slot.store;
  }
  return std::max(channel, computed_);
}

// Times before the channel's are as good as the channel's: whatever comes next waits for it.
void PipelineEnd::shape(std::vector<std::int64_t>& numbers) const {
  numbers.clear();
  const std::int64_t selected = std::max(channel_, selected_);
  numbers.insert(numbers.end(), {channel_ - computed_, selected - computed_, std::max(selected, decoded_) - computed_});
  for (std::size_t i = 0, at = next_; i < slots_.size(); ++i) {
    numbers.insert(numbers.end(), {std::max(channel_, slots_[at].computed) - computed_, slots_[at].store});
    if (++at == slots_.size()) at = 0;
  }
}

void PipelineEnd::move(std::int64_t cycles) {
  channel_ += cycles, selected_ += cycles, decoded_ += cycles, computed_ += cycles;
  for (Slot& slot : slots_) slot.computed += cycles;
}

PipelineTimes run_pipeline(const std::vector<TileStages>& tiles, std::int64_t buffers) { return Pipeline(tiles, buffers).run(); }

}  // namespace skeptic
