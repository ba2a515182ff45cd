#include "report/perfetto.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/json.h"

namespace skeptic {
namespace {

enum Track : int { kLayers = 1, kLoad, kSelect, kDecode, kCompute, kStore, kWaits, kVector };

struct StageRow {
  Track track;
  std::string_view name;
  CycleRange TileTimes::*times;
};

constexpr std::array<StageRow, 5> kStages{{
    {kLoad, "load", &TileTimes::load},
    {kSelect, "select", &TileTimes::select},
    {kDecode, "decode", &TileTimes::decode},
    {kCompute, "compute", &TileTimes::compute},
    {kStore, "store", &TileTimes::store},
}};

std::string json_text(std::string_view text) { return Json(std::string(text)).dump(-1, ' ', true, Json::error_handler_t::replace); }

/// Cycles as times of a trace, which are microseconds and are read as whole nanoseconds.
class Clock {
 public:
  explicit Clock(const Rational& hertz) : hertz_(hertz) {}
  /// What starts when another ends has its very nanosecond. All times are 0.4 ns late, so that readers that cut off and readers that round agree.
  std::string time(std::int64_t cycle) const { return text(nanoseconds(cycle)) + "4"; }
  std::string length(const CycleRange& range) const { return text(nanoseconds(range.to) - nanoseconds(range.from)); }

 private:
  std::int64_t nanoseconds(std::int64_t cycle) const {
    return static_cast<std::int64_t>(static_cast<__int128>(cycle) * 1'000'000'000 * hertz_.denominator() / hertz_.numerator());
  }
  static std::string text(std::int64_t nanoseconds) { return fmt::format("{}.{:03}", nanoseconds / 1000, nanoseconds % 1000); }
  Rational hertz_;
};

/// How many neighbouring tiles of an array one slice stands for, by layer: the smallest numbers with which all slices are no more than `most`.
std::vector<std::int64_t> tiles_of_a_slice(const NetworkTimeline& timeline, std::int64_t most) {
  std::int64_t low = 1, high = 1;
  for (const LayerTimeline& layer : timeline.layers) high = std::max(high, static_cast<std::int64_t>(layer.tiles.size()));
  const auto merged = [](const LayerTimeline& layer, std::int64_t of_layer) {
    return std::max<std::int64_t>(1, (static_cast<std::int64_t>(layer.tiles.size()) + of_layer - 1) / of_layer);
  };
  const auto slices = [&](std::int64_t of_layer) {
    std::int64_t sum = 0;
    for (const LayerTimeline& layer : timeline.layers) {
      const std::int64_t tiles = static_cast<std::int64_t>(layer.tiles.size()), each = merged(layer, of_layer);
      // Of each array the last slice may be short.
      sum += std::min(tiles, tiles / each + layer.arrays);
    }
    return sum;
  };
  while (low < high) {  // the largest number of slices a layer that fits
    const std::int64_t middle = low + (high - low + 1) / 2;
    slices(middle) <= most ? low = middle : high = middle - 1;
  }
  std::vector<std::int64_t> each;
  for (const LayerTimeline& layer : timeline.layers) each.push_back(merged(layer, low));
  return each;
}

class Trace {
 public:
  /// `first`: the number of its first process.
  Trace(const TimedRun& run, int first) : timeline_(run.timeline), design_(run.design), runs_(run.runs), first_(first), clock_(run.design.clock) {}

  int processes() const { return design_.arrays == 1 ? 1 : static_cast<int>(design_.arrays) + 1; }

  static std::string about(const TimedRun& run) {
    return fmt::format("{{\"design\":{},\"network\":{},\"clock_hz\":{},\"lanes\":\"{}\",\"runs\":\"{}\"}}", json_text(run.design.name),
                       json_text(run.timeline.network), json_text(run.design.clock.text()), run.design.multipliers(), run.runs);
  }

  /// The events, each with a comma behind it.
  std::string render(std::int64_t most_slices) {
    name_tracks();
    for (const SlotRow& row : kStack)
      for (const LayerTimeline& layer : timeline_.layers)
        if (layer.counts.stack[row.slot] > 0 && std::find(slots_.begin(), slots_.end(), row.slot) == slots_.end()) slots_.push_back(row.slot);
    const std::vector<std::int64_t> each = tiles_of_a_slice(timeline_, most_slices);
    for (std::size_t i = 0; i < timeline_.layers.size(); ++i) {
      print(timeline_.layers[i], each[i]);
      start_ += timeline_.layers[i].counts.cycles;
    }
    if (!slots_.empty()) counter(start_, std::vector<double>(slots_.size(), 0.0));
    return text_;
  }

 private:
  /// A design's first process has the layers and the counters; every array is one more, unless there is one alone.
  int process(std::int64_t array) const { return design_.arrays == 1 ? first_ : first_ + static_cast<int>(array) + 1; }

  void event(const std::string& fields) { text_ += "{" + fields + "},\n"; }

  void named(int pid, int tid, std::string_view name) {
    event(fmt::format("\"ph\":\"M\",\"pid\":{},\"tid\":{},\"name\":\"thread_name\",\"args\":{{\"name\":{}}}", pid, tid, json_text(name)));
    event(fmt::format("\"ph\":\"M\",\"pid\":{},\"tid\":{},\"name\":\"thread_sort_index\",\"args\":{{\"sort_index\":{}}}", pid, tid, tid));
  }

  void name_process(int pid, const std::string& name) {
    event(fmt::format("\"ph\":\"M\",\"pid\":{},\"tid\":0,\"name\":\"process_name\",\"args\":{{\"name\":{}}}", pid, json_text(name)));
    event(fmt::format("\"ph\":\"M\",\"pid\":{0},\"tid\":0,\"name\":\"process_sort_index\",\"args\":{{\"sort_index\":{0}}}", pid));
  }

  bool is_used(const StageRow& stage) const {
    return std::any_of(timeline_.layers.begin(), timeline_.layers.end(), [&](const LayerTimeline& layer) {
      return std::any_of(layer.tiles.begin(), layer.tiles.end(), [&](const TileTimes& tile) { return (tile.*stage.times).length() > 0; });
    });
  }

  void name_tracks() {
    name_process(first_, fmt::format("{} on {}{}", design_.name, timeline_.network, runs_ > 1 ? fmt::format(", the first of {} runs", runs_) : ""));
    named(first_, kLayers, "layers");
    for (std::int64_t array = 0; array < design_.arrays; ++array) {
      if (design_.arrays > 1) name_process(process(array), fmt::format("{}: array {}", design_.name, array));
      for (const StageRow& stage : kStages)
        if (is_used(stage)) named(process(array), stage.track, stage.name);
      named(process(array), kWaits, "array waits for");
    }
    if (std::any_of(timeline_.layers.begin(), timeline_.layers.end(), [](const LayerTimeline& layer) { return layer.tiles.empty(); }))
      named(first_, kVector, "vector unit");
  }

  void slice(int pid, int tid, std::string_view category, const std::string& name, const CycleRange& when, const std::string& more = {}) {
    const CycleRange at{start_ + when.from, start_ + when.to};
    event(fmt::format("\"ph\":\"X\",\"pid\":{},\"tid\":{},\"ts\":{},\"dur\":{},\"name\":{},\"cat\":\"{}\",\"args\":{{\"from\":{},\"cycles\":{}{}}}",
                      pid, tid, clock_.time(at.from), clock_.length(at), json_text(name), category, at.from, at.length(), more));
  }

  void print(const LayerTimeline& layer, std::int64_t each) {
    const LayerCounts& counts = layer.counts;
    std::string stack;
    for (const SlotRow& row : kStack)
      if (counts.stack[row.slot] != 0) stack += fmt::format("{}\"{}\":{}", stack.empty() ? "" : ",", row.key, counts.stack[row.slot]);
    const CycleRange whole{0, counts.cycles};
    slice(first_, kLayers, "layer", counts.name, whole,
          fmt::format(",\"compute_cycles\":{},\"tiles\":{},\"tile\":\"{} x {} x {}\",\"tiles_of_a_slice\":{},\"lane_slots\":{{{}}}",
                      counts.compute_cycles, counts.tiles, counts.tile_m, counts.tile_n, counts.tile_k, each, stack));
    if (layer.tiles.empty()) {
      if (counts.cycles > 0) slice(first_, kVector, "vector", counts.name, whole);
      count_evenly(layer);
      return;
    }
    std::map<std::int64_t, std::vector<std::size_t>> gathered;  // by array
    for (std::size_t tile = 0; tile < layer.tiles.size(); ++tile) {
      const std::int64_t array = layer.tiles[tile].array;
      std::vector<std::size_t>& tiles = gathered[array];
      tiles.push_back(tile);
      if (static_cast<std::int64_t>(tiles.size()) == each) print_tiles(layer, tiles), tiles.clear();
    }
    for (auto& [array, tiles] : gathered)
      if (!tiles.empty()) print_tiles(layer, tiles);
    if (each == 1)
      for (const ArrayWait& wait : layer.waits) slice(process(wait.array), kWaits, "wait", std::string(row(wait.slot).key), wait.when);
    count(layer, each);
  }

  /// Neighbours on one array: from the first start to the last end, and how many of these cycles each stage works.
  void print_tiles(const LayerTimeline& layer, const std::vector<std::size_t>& tiles) {
    const TileTimes &first = layer.tiles[tiles.front()], &last = layer.tiles[tiles.back()];
    const std::string name = tiles.size() == 1 ? fmt::format("tile {}", tiles.front()) : fmt::format("tiles {} to {}", tiles.front(), tiles.back());
    for (const StageRow& stage : kStages) {
      std::int64_t works = 0;
      for (const std::size_t tile : tiles) works += (layer.tiles[tile].*stage.times).length();
      if (works == 0) continue;
      slice(process(first.array), stage.track, stage.name, name, {(first.*stage.times).from, (last.*stage.times).to},
            tiles.size() == 1 ? "" : fmt::format(",\"works\":{}", works));
    }
  }

  /// How many lanes do what, from a cycle of the layer on.
  void counter(std::int64_t cycle, const std::vector<double>& lanes) {
    std::string values;
    for (std::size_t i = 0; i < slots_.size(); ++i) values += fmt::format("{}\"{}\":{:.6g}", i > 0 ? "," : "", row(slots_[i]).key, lanes[i]);
    event(fmt::format("\"ph\":\"C\",\"pid\":{},\"tid\":0,\"ts\":{},\"name\":\"lanes\",\"args\":{{{}}}", first_, clock_.time(cycle), values));
  }

  void count_evenly(const LayerTimeline& layer) {
    if (layer.counts.cycles == 0) return;
    std::vector<double> lanes;
    for (const Slot slot : slots_) lanes.push_back(static_cast<double>(layer.counts.stack[slot]) / static_cast<double>(layer.counts.cycles));
    counter(start_, lanes);
  }

  /// While an array waits all its lanes do; while it computes they do what they do on average in the layer.
  void count(const LayerTimeline& layer, std::int64_t each) {
    const LayerCounts& counts = layer.counts;
    if (counts.cycles == 0) return;
    const std::int64_t of_array = counts.lanes / layer.arrays;
    std::map<std::int64_t, std::array<std::int64_t, kSlots + 1>> changes;  // of lanes by slot; the last: that compute
    Stack waited;
    const auto change = [&](const CycleRange& when, std::size_t slot) {
      if (when.length() == 0) return;
      changes[when.from][slot] += of_array, changes[when.to][slot] -= of_array;
    };
    for (const ArrayWait& wait : layer.waits) {
      change(wait.when, static_cast<std::size_t>(wait.slot));
      waited[wait.slot] += wait.when.length() * of_array;
    }
    for (const TileTimes& tile : layer.tiles) change(tile.compute, kSlots);
    const double computing = static_cast<double>(counts.compute_cycles) * static_cast<double>(of_array);
    // Where slices stand for several tiles, so do the counters: their mean over as many changes.
    std::array<std::int64_t, kSlots + 1> now{}, sums{};
    std::int64_t from = 0, at = 0, seen = 0;
    const auto print_mean = [&](std::int64_t to) {
      if (to == from) return;
      std::vector<double> lanes;
      for (const Slot slot : slots_) {
        const auto i = static_cast<std::size_t>(slot);
        const double within = computing > 0 ? static_cast<double>(counts.stack[slot] - waited[slot]) / computing : 0;
        lanes.push_back((static_cast<double>(sums[i]) + within * static_cast<double>(sums[kSlots])) / static_cast<double>(to - from));
      }
      counter(start_ + from, lanes);
      sums = {};
      from = to;
    };
    for (const auto& [cycle, by] : changes) {
      for (std::size_t i = 0; i < now.size(); ++i) sums[i] += now[i] * (cycle - at);
      at = cycle;
      if (cycle > 0 && ++seen % each == 0 && by != std::array<std::int64_t, kSlots + 1>{}) print_mean(cycle);
      for (std::size_t i = 0; i < now.size(); ++i) now[i] += by[i];
    }
    print_mean(at);
  }

  const NetworkTimeline& timeline_;
  const ResolvedDesign& design_;
  std::int64_t runs_, start_ = 0;
  int first_;
  Clock clock_;
  std::vector<Slot> slots_;  ///< that some layer has
  std::string text_;
};

}  // namespace

std::string trace_events(const std::vector<TimedRun>& runs, std::int64_t most_slices) {
  std::string about, events;
  int first = 1;
  for (const TimedRun& run : runs) {
    Trace trace(run, first);
    about += (about.empty() ? "" : ",") + Trace::about(run);
    events += trace.render(most_slices);
    first += trace.processes();
  }
  if (!events.empty()) events.resize(events.size() - 2);  // the last comma
  return fmt::format("{{\"displayTimeUnit\":\"ns\",\"otherData\":{{\"designs\":[{}]}},\"traceEvents\":[\n{}\n]}}\n", about, events);
}

}  // namespace skeptic
