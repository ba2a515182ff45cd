#include "simulate/dealt_pipeline.h"

#include <algorithm>

namespace skeptic {
namespace {

/// Times at which the channel serves loads, or stores: apart from each other, in order.
class Service {
 public:
  void add(std::int64_t from, std::int64_t to) {
    if (from == to) return;
    before_.push_back(total_);
    total_ += to - from;
    from_.push_back(from), to_.push_back(to);
  }
  /// Cycles of [from, to) in which it serves.
  std::int64_t within(std::int64_t from, std::int64_t to) const { return until(to) - until(from); }

 private:
  std::int64_t until(std::int64_t time) const {
    const auto after = static_cast<std::size_t>(std::upper_bound(from_.begin(), from_.end(), time) - from_.begin());
    if (after == 0) return 0;
    return before_[after - 1] + std::min(time, to_[after - 1]) - from_[after - 1];
  }

  std::vector<std::int64_t> from_, to_, before_;
  std::int64_t total_ = 0;
};

/// `records`: chosen once a run.
template <bool records>
class DealtPipeline {
 public:
  DealtPipeline(const std::vector<TileStages>& tiles, const ArraysOnChannel& on, std::vector<TileTimes>* recorded)
      : recorded_(recorded),
        tiles_(tiles),
        on_(on),
        blocks_(static_cast<std::int64_t>(tiles.size()) / on.depth_blocks),
        turns_(ceil(blocks_, on.arrays) * on.depth_blocks),
        load_end_(tiles.size()),
        compute_end_(tiles.size()),
        arrays_(static_cast<std::size_t>(on.arrays)) {}

  PipelineTimes run() {
    for (std::int64_t turn = 0; turn < std::min(on_.buffers, turns_); ++turn)
      for (std::int64_t array = 0; array < on_.arrays; ++array) load(turn, array);
    std::int64_t end = 0;
    for (std::int64_t turn = 0; turn < turns_; ++turn) {
      for (std::int64_t array = 0; array < on_.arrays; ++array) {
        const std::int64_t tile = tile_at(turn, array);
        if (tile < 0) break;
        end = std::max(end, compute(static_cast<std::size_t>(tile), arrays_[static_cast<std::size_t>(array)]));
        store(static_cast<std::size_t>(tile));
        if (turn + on_.buffers < turns_) load(turn + on_.buffers, array);
      }
    }
    times_.end = std::max(end, channel_free_);
    for (std::int64_t array = 0; array < on_.arrays; ++array) wait_for_others(array);
    return times_;
  }

 private:
  struct OfArray {
    std::int64_t selected = 0, decoded = 0, computed = 0;
  };

  static std::int64_t ceil(std::int64_t amount, std::int64_t divisor) { return (amount + divisor - 1) / divisor; }

  /// The array's tile at its place `turn`; -1 where it has none.
  std::int64_t tile_at(std::int64_t turn, std::int64_t array) const {
    const std::int64_t block = turn / on_.depth_blocks * on_.arrays + array;
    return block < blocks_ ? block * on_.depth_blocks + turn % on_.depth_blocks : -1;
  }

  void load(std::int64_t turn, std::int64_t array) {
    const std::int64_t tile = tile_at(turn, array);
    if (tile < 0) return;
    const std::int64_t room = turn < on_.buffers ? 0 : compute_end_[static_cast<std::size_t>(tile_at(turn - on_.buffers, array))];
    const std::int64_t start = std::max(channel_free_, room);
    load_end_[static_cast<std::size_t>(tile)] = channel_free_ = start + tiles_[static_cast<std::size_t>(tile)].load;
    loads_.add(start, channel_free_);
    if constexpr (records)
      (*recorded_)[static_cast<std::size_t>(tile)].load = {start, channel_free_}, (*recorded_)[static_cast<std::size_t>(tile)].array = array;
  }

  std::int64_t compute(std::size_t tile, OfArray& array) {
    const TileStages& stages = tiles_[tile];
    const std::int64_t before = array.computed;
    array.selected = std::max(load_end_[tile], array.selected) + stages.select;
    array.decoded = std::max(array.selected, array.decoded) + stages.decode;
    const std::int64_t start = std::max(array.decoded, before);
    compute_end_[tile] = array.computed = start + stages.compute;
    if constexpr (records) {
      TileTimes& times = (*recorded_)[tile];
      times.select = {array.selected - stages.select, array.selected};
      times.decode = {array.decoded - stages.decode, array.decoded};
      times.compute = {start, array.computed};
    }
    const std::int64_t loaded = std::clamp(load_end_[tile], before, start);
    const std::int64_t selected = std::clamp(array.selected, loaded, start);
    add_channel_wait(before, loaded, times_.wait_imbalance);
    times_.wait_select += selected - loaded;
    times_.wait_decode += start - selected;
    return array.computed;
  }

  void store(std::size_t tile) {
    const std::int64_t start = std::max(channel_free_, compute_end_[tile]);
    channel_free_ = start + tiles_[tile].store;
    stores_.add(start, channel_free_);
    if constexpr (records) (*recorded_)[tile].store = {start, channel_free_};
  }

  /// Where the channel serves nobody, it waits for some array, and `idle` has it.
  void add_channel_wait(std::int64_t from, std::int64_t to, std::int64_t& idle) {
    const std::int64_t loading = loads_.within(from, to), storing = stores_.within(from, to);
    times_.wait_load += loading;
    times_.wait_store += storing;
    idle += to - from - loading - storing;
  }

  /// From an array's last tile to the layer's end.
  void wait_for_others(std::int64_t array) {
    const std::int64_t done = arrays_[static_cast<std::size_t>(array)].computed;
    const bool has_none = tile_at(turns_ - 1, array) < 0;
    add_channel_wait(done, times_.end, has_none ? times_.wait_edge : times_.wait_imbalance);
  }

  std::vector<TileTimes>* recorded_;
  const std::vector<TileStages>& tiles_;
  const ArraysOnChannel on_;
  std::int64_t blocks_, turns_;
  std::int64_t channel_free_ = 0;
  std::vector<std::int64_t> load_end_, compute_end_;
  std::vector<OfArray> arrays_;
  Service loads_, stores_;
  PipelineTimes times_;
};

}  // namespace

PipelineTimes run_dealt(const std::vector<TileStages>& tiles, const ArraysOnChannel& on, std::vector<TileTimes>* recorded) {
  if (recorded == nullptr) return DealtPipeline<false>(tiles, on, nullptr).run();
  recorded->assign(tiles.size(), {});
  return DealtPipeline<true>(tiles, on, recorded).run();
}

DealtEnd::DealtEnd(const ArraysOnChannel& on)
    : buffers_(static_cast<std::size_t>(on.buffers)), arrays_(static_cast<std::size_t>(on.arrays)), slots_(buffers_ * arrays_.size()) {}

void DealtEnd::add(const std::vector<TileStages>& turn) {
  for (std::size_t array = 0; array < arrays_.size(); ++array) {
    Slot& before = slot(array);
    channel_ = std::max(channel_, before.computed) + before.store;
    if (array >= turn.size()) {
      before = {0, 0};
      continue;
    }
    const TileStages& tile = turn[array];
    OfArray& of = arrays_[array];
    channel_ += tile.load;
    of.selected = std::max(channel_, of.selected) + tile.select;
    of.decoded = std::max(of.selected, of.decoded) + tile.decode;
    of.computed = std::max(of.decoded, of.computed) + tile.compute;
    latest_ = std::max(latest_, of.computed);
    before = {of.computed, tile.store};
  }
  if (++next_ == buffers_) next_ = 0;
}

std::int64_t DealtEnd::end() const {
  std::int64_t channel = channel_;
  for (std::size_t turn = 0; turn < buffers_; ++turn)
    for (std::size_t array = 0; array < arrays_.size(); ++array) channel = std::max(channel, slot(array, turn).computed) + slot(array, turn).store;
  return std::max(channel, latest_);
}

// As in PipelineEnd, times before the channel's are as good as the channel's.
void DealtEnd::shape(std::vector<std::int64_t>& numbers) const {
  numbers.clear();
  numbers.push_back(channel_ - latest_);
  for (std::size_t array = 0; array < arrays_.size(); ++array) {
    const OfArray& of = arrays_[array];
    const std::int64_t selected = std::max(channel_, of.selected), decoded = std::max(selected, of.decoded),
                       computed = std::max(decoded, of.computed);
    numbers.insert(numbers.end(), {selected - latest_, decoded - latest_, computed - latest_});
    for (std::size_t turn = 0; turn < buffers_; ++turn)
      numbers.insert(numbers.end(), {std::max(channel_, slot(array, turn).computed) - latest_, slot(array, turn).store});
  }
}

void DealtEnd::move(std::int64_t cycles) {
  channel_ += cycles, latest_ += cycles;
  for (OfArray& of : arrays_) of.selected += cycles, of.decoded += cycles, of.computed += cycles;
  for (Slot& one : slots_) one.computed += cycles;
}

}  // namespace skeptic
