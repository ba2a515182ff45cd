// Tiles of a group on one thread: costs of many waves at a time, and from them the time of each tile.
//
// The tiles of one block of outputs, one for every range of K', run side by side: a wave's costs are found for all of K' together, and then each
// range is given to its tile. Only where a tile needs the busy cycles of its elements, or what it is the first to touch, do tiles run one by one.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "simulate/drift_times.h"
#include "simulate/wave_array.h"

namespace skeptic {

/// Sums of 32 bits are taken out before one of them can pass this.
inline constexpr std::int64_t kMostBusy = (std::int64_t{1} << 32) - 1;

class WaveRun {
 public:
  /// `recorded`: WaveRecord::largest, where the waves' costs are known. `record`: where it is written to.
  WaveRun(const WavePlan& plan, const TileCut& cut, const std::uint8_t* recorded, std::uint8_t* record);
  /// `tiles`: whole blocks of outputs. `patterns`: by tile and stream, those that the array's streams saw before it; none where patterns are fixed.
  /// Writes the compute time of every tile.
  void run(std::span<const TileStep> tiles, const std::uint32_t* patterns, std::int64_t* cycles);
  /// Of all tiles that ran: times and switches, without what the waves' costs come to.
  ArraySums sums() const;
  std::vector<std::int64_t> busy_of_switches() const;  ///< [slice][row][column]
  /// What the costs come to; nothing where they are recorded, or found for the lanes alone.
  WaveCosts costs_found() const;

 private:
  /// A wave's blocks, how many of their elements lie inside, and where its costs are in the batch.
  struct Wave {
    std::int64_t row_block, column_block, lane_block, scalar_block;
    std::int64_t rows, columns, lanes, scalars;
    std::int64_t quad;       ///< of the batch: its first
    std::size_t first_tile;  ///< of `tiles`: those that it is part of
    bool begins, ends;       ///< the first or the last wave of these tiles
  };
  /// How the array's elements keep in step.
  enum class Sync {
    OneStream,  ///< all wait for the slowest in every step
    Streams,    ///< the elements of a lane do
    Free,       ///< nobody waits for anybody
    Drift,      ///< domains with slack
  };
  struct Stream {
    std::int64_t arrive = 0, finish = 0;
  };
  /// A tile that is being timed.
  struct Tile {
    DepthSteps steps;
    const WaveSwitches* switches = nullptr;
    std::array<Stream, kVariants> stream;
    std::vector<std::int64_t> ends;  ///< by lane: the sum of its steps
    std::optional<DriftTimes> drift;
    std::vector<std::uint32_t> patterns;  ///< by stream: seen last
    /// [slice][scalar][lane], where the tile ends by what each element does: busy cycles, in two parts, and the largest cost of each step in which
    /// the element is idle.
    std::vector<std::uint32_t> busy_lately;
    std::vector<std::int64_t> busy, idle;
    std::int64_t pending = 0;  ///< the most that a part of busy_lately can be
  };

  std::size_t together() const { return plan_.by_tile ? 1 : cut_.depths.size(); }
  void add_waves(std::span<const TileStep> tiles, std::size_t first);
  void run_batch();
  void costs();
  void gather(const Wave& wave);
  void segment_of(const Wave& wave, std::int64_t slice, CostSegment& segment);

  void begin(const Wave& wave);
  void wave(const Wave& wave, Tile& tile);
  void end(const Wave& wave);
  void switches(const Wave& wave, Tile& tile);
  void add_switches(const Wave& wave, Tile& tile);
  void add_busy(const Wave& wave, Tile& tile);
  static void take_busy(Tile& tile);
  void touch(const Wave& wave, const Tile& tile);
  void feed(const Wave& wave, const Tile& tile, std::int64_t step);
  std::int64_t one_stream(const Wave& wave, Tile& tile);
  void timed_stream(const Wave& wave, Tile& tile);
  void plain_stream(const Wave& wave);
  void streams(const Wave& wave, Tile& tile);
  void drift(const Wave& wave, Tile& tile);
  void idle_of_stream(const Wave& wave, const Tile& tile, std::int64_t sum);
  void idle_of_elements(const Wave& wave, Tile& tile);
  void flush();

  const std::uint8_t* most(const Wave& wave) const { return most_.data() + wave.quad * plan_.lane_stride * kQuad; }
  const std::uint8_t* largest(const Wave& wave);
  std::int64_t first_quad() const;  ///< of all quads: where the tiles of the batch begin
  std::int64_t quads() const;       ///< of a wave of the batch
  /// A tile's first step among those of the batch's tiles.
  std::int64_t offset(const Tile& tile) const { return tile.steps.first - first_quad() * kQuad; }
  /// Slices that have a window in a step of the tile.
  std::int64_t active(const Tile& tile, std::int64_t step) const {
    return plan_.weights.plan.active[static_cast<std::size_t>(tile.steps.first + step)];
  }
  bool has_idle(const Wave& wave) const {
    return plan_.weights.idle_slices || wave.rows < plan_.design.array_m || wave.columns < plan_.design.array_n;
  }
  std::int64_t switch_cycles() const { return plan_.activations.units ? plan_.design.activations.decide->switch_cycles : 0; }
  bool switch_on(const Tile& tile, std::int64_t step, std::int64_t stream) const {
    return switched_.on[tile.switches->by_stream() ? step * tile.switches->streams() + stream : step] != 0;
  }
  /// An element's place in [slice][scalar][lane].
  std::size_t place(std::int64_t slice, std::int64_t row, std::int64_t column) const {
    const std::int64_t lane = plan_.rows_are_lanes ? row : column, scalar = plan_.rows_are_lanes ? column : row;
    return static_cast<std::size_t>((slice * plan_.scalar_elements + scalar) * plan_.lane_stride + lane);
  }
  std::size_t element(std::int64_t slice, std::int64_t lane, std::int64_t scalar) const {
    const std::int64_t row = plan_.rows_are_lanes ? lane : scalar, column = plan_.rows_are_lanes ? scalar : lane;
    return static_cast<std::size_t>((slice * plan_.design.array_m + row) * plan_.design.array_n + column);
  }

  /// A wave's largest costs in a record.
  std::int64_t recorded_at(const Wave& wave) const {
    return (wave.row_block * blocks_of_columns_ + wave.column_block) * plan_.weights.words.quads * kQuad;
  }
  bool finds_costs() const { return plan_.law == WaveLaw::Pairs && recorded_ == nullptr; }

  const WavePlan& plan_;
  const TileCut& cut_;
  const std::uint8_t* recorded_;
  std::uint8_t* record_;
  Sync sync_ = Sync::OneStream;
  bool plain_stream_ = false;  ///< one stream, and nothing but costs
  bool stores_ = false;        ///< costs of every element are kept
  std::int64_t slices_, elements_, blocks_of_columns_, most_quads_;
  ArraySums sums_;                                              ///< cost0 and cost1 hold what is to be taken off the costs, until `costs_found`
  std::vector<std::int64_t> busy_of_costs_, busy_of_switches_;  ///< [slice][row][column]
  std::span<const TileStep> steps_;
  const std::uint32_t* patterns_ = nullptr;
  std::int64_t* cycles_ = nullptr;

  // Of the batch.
  std::vector<Wave> waves_;
  std::int64_t batch_quads_ = 0;
  std::vector<CostSegment> segments_;
  std::vector<std::uint8_t> most_, costs_, lane_reads_, scalar_reads_;
  std::vector<std::uint32_t> busy_;                        ///< [slice][scalar][lane], not yet in busy_of_costs_
  std::vector<std::uint32_t> empty_cycles_, read_cycles_;  ///< by lane, not yet in sums_
  std::int64_t pending_ = 0;                               ///< the most that one of them can be
  std::int64_t switched_whole_ = 0;                        ///< cycles of every element, not in busy_of_switches_
  std::optional<BankCounter> weight_banks_, activation_banks_;

  // Of the tiles that are being timed.
  std::vector<Tile> tiles_;
  std::int64_t tile_ = -1;                   ///< counts them, where they run one by one
  bool by_element_ = false;                  ///< the tiles end by what each element does
  std::vector<std::uint32_t> busy_of_wave_;  ///< [slice][scalar][lane]
  WaveSwitched switched_;                    ///< of the wave
  std::vector<std::uint8_t> room_;           ///< of switched_
  std::vector<std::uint8_t> first_use_;      ///< likewise; empty where the wave touches nothing for the first time
  std::vector<std::int64_t> touched_;        ///< [stream][unit]: the tile that touched it last
  std::vector<std::int64_t> visited_;        ///< by block of columns, likewise
  std::vector<std::uint8_t> largest_;
  const Wave* largest_of_ = nullptr;  ///< the wave that largest_ is of
  std::vector<std::uint32_t> sums_of_lanes_, lane_feed_, scalar_feed_, lane_wait_, lane_switch_, scalar_works_;
};

}  // namespace skeptic
