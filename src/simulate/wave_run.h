// Tiles of a group, one after the other on one thread: costs of many waves at a time, then the time of each tile.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "simulate/drift_times.h"
#include "simulate/wave_array.h"

namespace skeptic {

class WaveRun {
 public:
  explicit WaveRun(const WavePlan& plan);
  /// `patterns`: by tile, those that the array's streams saw before it; none where patterns are fixed. Writes the compute time of every tile.
  void run(std::span<const TileStep> tiles, std::span<const std::vector<std::uint32_t>> patterns, std::int64_t* cycles);
  /// Of all tiles that ran.
  ArraySums sums() const;
  const std::vector<std::int64_t>& busy() const { return busy_of_all_; }  ///< [slice][row][column]

 private:
  /// A wave's blocks, how many of their elements lie inside, and where its costs are in the batch.
  struct Wave {
    std::int64_t row_block, column_block, lane_block, scalar_block;
    std::int64_t rows, columns, lanes, scalars;
    std::int64_t first_quad;
  };
  struct BatchTile {
    TileStep step;
    std::size_t first_wave, past_wave;
    bool idle;  ///< some element has no row, no column or no window
  };
  /// How the array's elements keep in step.
  enum class Sync {
    OneStream,  ///< all wait for the slowest in every step
    Streams,    ///< the elements of a lane do
    Free,       ///< nobody waits for anybody
    Drift,      ///< domains with slack
  };
  struct Ends {
    std::int64_t full, without_waits, without_feeds;
  };

  const WavePlan::Depth& depth(const TileStep& tile) const { return plan_.depths[static_cast<std::size_t>(tile.depth_block)]; }
  const WaveWeights::Depth& weights(const TileStep& tile) const { return plan_.weights.depths[static_cast<std::size_t>(tile.depth_block)]; }
  BatchTile tile_of(const TileStep& tile) const;
  bool alone(const BatchTile& tile) const { return sync_ == Sync::Free || (sync_ != Sync::OneStream && tile.idle); }
  void add(BatchTile tile);
  void costs();
  void gather(const TileStep& tile, const Wave& wave);

  Ends time(const BatchTile& tile);
  void wave(const BatchTile& tile, const Wave& wave);
  void switches(const Wave& wave);
  void add_switches(const Wave& wave);
  void touch(const Wave& wave);
  void feed(const Wave& wave, std::int64_t step);
  std::int64_t one_stream(const Wave& wave);
  void timed_stream(const Wave& wave);
  void streams(const Wave& wave);
  void drift(const Wave& wave);
  void idle_of_stream(const Wave& wave, std::int64_t sum);
  void idle_of_elements(const Wave& wave);
  std::int64_t edge_of_elements(std::int64_t end);
  void flush();

  const std::uint8_t* most(const Wave& wave) const { return most_.data() + wave.first_quad * plan_.lane_stride * kQuad; }
  const std::uint8_t* largest(const Wave& wave);
  std::int64_t steps() const { return weights_->plan.steps(); }
  std::int64_t switch_cycles() const { return plan_.activations.units ? plan_.design.activations.decide->switch_cycles : 0; }
  bool switch_on(std::int64_t step, std::int64_t stream) const {
    return on_[static_cast<std::size_t>(depth_->switches->by_stream() ? step * depth_->switches->streams() + stream : step)] != 0;
  }
  std::size_t element(std::int64_t slice, std::int64_t lane, std::int64_t scalar) const {
    const std::int64_t row = plan_.rows_are_lanes ? lane : scalar, column = plan_.rows_are_lanes ? scalar : lane;
    return static_cast<std::size_t>((slice * plan_.design.array_m + row) * plan_.design.array_n + column);
  }

  const WavePlan& plan_;
  Sync sync_ = Sync::OneStream;
  std::int64_t slices_, elements_;
  ArraySums sums_;
  std::vector<std::int64_t> busy_of_all_;

  // Of the batch.
  std::vector<BatchTile> tiles_;
  std::vector<Wave> waves_;
  std::int64_t quads_ = 0;
  std::vector<CostSegment> segments_;
  std::vector<std::uint8_t> most_, costs_, lane_reads_, scalar_reads_;
  std::vector<std::uint32_t> busy_;                        ///< [slice][scalar][lane], not yet in busy_of_all_
  std::vector<std::uint32_t> empty_cycles_, read_cycles_;  ///< by lane, not yet in sums_
  std::int64_t pending_ = 0;                               ///< the most that one of them can be
  std::optional<BankCounter> weight_banks_, activation_banks_;

  // Of the tile that is being timed.
  const WaveWeights::Depth* weights_ = nullptr;
  const WavePlan::Depth* depth_ = nullptr;
  std::int64_t tile_ = -1;
  std::vector<std::int64_t> busy_of_tile_, idle_;  ///< [slice][row][column], of a tile that runs alone
  bool busy_by_tile_ = false;
  std::vector<std::uint32_t> patterns_;  ///< by stream
  std::vector<std::uint8_t> on_;         ///< [step] or [step][stream]: switches
  std::vector<std::uint8_t> first_use_;  ///< likewise; empty where the wave touches nothing for the first time
  std::vector<std::int64_t> touched_;    ///< [stream][unit]: the tile that touched it last
  std::vector<std::int64_t> visited_;    ///< by block of columns, likewise
  struct Stream {
    std::int64_t arrive = 0, finish = 0;
  };
  std::array<Stream, kVariants> stream_;
  std::vector<std::int64_t> ends_;  ///< by lane: the sum of its steps
  std::optional<DriftTimes> drift_;
  std::vector<std::uint8_t> largest_;
  const Wave* largest_of_ = nullptr;  ///< the wave that largest_ is of
  std::vector<std::uint32_t> sums_of_lanes_, lane_feed_, scalar_feed_, lane_wait_, lane_switch_, scalar_works_;
};

}  // namespace skeptic
