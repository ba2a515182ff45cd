#include "simulate/pipeline.h"

#include <algorithm>
#include <bit>

namespace skeptic {
namespace {

/// `records`: chosen once a run.
template <bool records>
class Pipeline {
 public:
  Pipeline(const std::vector<TileStages>& tiles, std::int64_t buffers, std::vector<TileTimes>* recorded)
      : recorded_(recorded), tiles_(tiles), buffers_(std::min(static_cast<std::size_t>(buffers), tiles.size())) {
    load_end_.resize(std::bit_ceil(buffers_));
  }

  PipelineTimes run() {
    for (std::size_t t = 0; t < buffers_; ++t) load(t);
    for (std::size_t t = 0; t < tiles_.size(); ++t) {
      compute(t);
      store(t);
      if (t + buffers_ < tiles_.size()) load(t + buffers_);
    }
    times_.end = channel_free_;
    // Loads are over by the last compute, so all that remains is stores.
    times_.end = std::max(times_.end, computed_);
    times_.wait_store += times_.end - computed_;
    return times_;
  }

 private:
  /// Into the buffer of the tile that was computed last, if any was.
  void load(std::size_t t) {
    load_end(t) = channel_free_ = std::max(channel_free_, computed_) + tiles_[t].load;
    if constexpr (records) (*recorded_)[t].load = {channel_free_ - tiles_[t].load, channel_free_};
  }

  void compute(std::size_t t) {
    const std::int64_t before = computed_, arrived = load_end(t);
    select_end_ = std::max(arrived, select_end_) + tiles_[t].select;
    decode_end_ = std::max(select_end_, decode_end_) + tiles_[t].decode;
    const std::int64_t start = std::max(decode_end_, before);
    computed_ = start + tiles_[t].compute;
    if constexpr (records) {
      TileTimes& times = (*recorded_)[t];
      times.select = {select_end_ - tiles_[t].select, select_end_};
      times.decode = {decode_end_ - tiles_[t].decode, decode_end_};
      times.compute = {start, computed_};
    }

    const std::int64_t loaded = std::clamp(arrived, before, start);
    const std::int64_t selected = std::clamp(select_end_, loaded, start);
    const std::int64_t storing = stores_within(before, loaded);
    times_.wait_store += storing;
    times_.wait_load += loaded - before - storing;
    times_.wait_select += selected - loaded;
    times_.wait_decode += start - selected;
  }

  void store(std::size_t t) {
    const std::int64_t start = std::max(channel_free_, computed_);
    channel_free_ = start + tiles_[t].store;
    if (tiles_[t].store > 0) stores_.push_back({start, channel_free_});
    if constexpr (records) (*recorded_)[t].store = {start, channel_free_};
  }

  /// Cycles of [from, to) in which the channel serves a store. Later calls never ask for times before `from`.
  std::int64_t stores_within(std::int64_t from, std::int64_t to) {
    while (first_store_ < stores_.size() && stores_[first_store_].to <= from) ++first_store_;
    std::int64_t cycles = 0;
    for (std::size_t i = first_store_; i < stores_.size() && stores_[i].from < to; ++i)
      cycles += std::max<std::int64_t>(0, std::min(stores_[i].to, to) - std::max(stores_[i].from, from));
    return cycles;
  }

  std::int64_t& load_end(std::size_t t) { return load_end_[t & (load_end_.size() - 1)]; }

  std::vector<TileTimes>* recorded_;
  const std::vector<TileStages>& tiles_;
  std::size_t buffers_;
  std::int64_t channel_free_ = 0, select_end_ = 0, decode_end_ = 0, computed_ = 0;
  std::vector<std::int64_t> load_end_;  ///< of the tiles that are loaded and not yet computed
  std::vector<CycleRange> stores_;
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

PipelineTimes run_pipeline(const std::vector<TileStages>& tiles, std::int64_t buffers, std::vector<TileTimes>* recorded) {
  if (recorded == nullptr) return Pipeline<false>(tiles, buffers, nullptr).run();
  recorded->assign(tiles.size(), {});
  return Pipeline<true>(tiles, buffers, recorded).run();
}

}  // namespace skeptic
