// One tile of a group, wave by wave.
#pragma once

#include <optional>
#include <vector>

#include "simulate/drift_times.h"
#include "simulate/wave_array.h"

namespace skeptic {

/// What a thread needs to run tiles; used for one after the other.
class WaveTile {
 public:
  explicit WaveTile(const WavePlan& plan);
  /// `patterns`: those that the array's streams saw before the tile. The busy cycles of elements are added up over the tiles that this object runs.
  TileCompute run(const TileStep& tile, std::vector<std::uint32_t> patterns);
  /// [slice][row][column]
  const std::vector<std::int64_t>& busy() const { return busy_of_all_; }

 private:
  /// A wave's blocks, and how many of their elements lie inside.
  struct Wave {
    std::int64_t row_block, column_block, lane_block, scalar_block;
    std::int64_t rows, columns, lanes, scalars;
    bool whole;  ///< no element is idle for want of a row or a column
  };
  /// How the array's elements keep in step.
  enum class Sync {
    OneStream,  ///< all wait for the slowest in every step
    Streams,    ///< the elements of a lane do
    Free,       ///< nobody waits for anybody
    Drift,      ///< domains with slack
  };

  void wave(const Wave& wave);
  void costs(const Wave& wave);
  void lanes_alone(const Wave& wave, CostBlock& block);
  void gather(const Wave& wave);
  void switches(const Wave& wave);
  void add_switches(const Wave& wave);
  void touch(const Wave& wave);
  void feed(const Wave& wave, std::int64_t step);
  void one_stream(const Wave& wave);
  void streams(const Wave& wave);
  void drift(const Wave& wave);
  void idle(const Wave& wave);
  void flush();
  TileCompute finish();

  std::int64_t steps() const { return depth_weights_->plan.steps(); }
  std::size_t element(std::int64_t slice, std::int64_t lane, std::int64_t scalar) const {
    const std::int64_t row = plan_.rows_are_lanes ? lane : scalar, column = plan_.rows_are_lanes ? scalar : lane;
    return static_cast<std::size_t>((slice * plan_.design.array_m + row) * plan_.design.array_n + column);
  }
  std::int64_t switch_cycles() const { return plan_.activations.units ? plan_.design.activations.decide->switch_cycles : 0; }

  const WavePlan& plan_;
  Sync sync_;
  std::int64_t slices_;
  const WaveWeights::Depth* depth_weights_ = nullptr;
  const WavePlan::Depth* depth_ = nullptr;

  std::vector<std::uint32_t> busy_;                              ///< [slice][scalar][lane], not yet in busy_of_tile_
  std::vector<std::uint32_t> empty_cycles_, read_cycles_;        ///< by lane, likewise
  std::int64_t pending_ = 0;                                     ///< the most that one of them can be
  std::vector<std::int64_t> busy_of_tile_, busy_of_all_, idle_;  ///< [slice][row][column]
  std::int64_t empties_ = 0, reads_ = 0, switched_cycles_ = 0, switches_ = 0, first_uses_ = 0;
  bool any_idle_ = false;

  std::vector<std::uint8_t> most_, largest_, costs_, lane_reads_, scalar_reads_;
  std::optional<BankCounter> weight_banks_, activation_banks_;
  std::int64_t kept_lanes_ = -1;  ///< the block of lanes that most_ and busy_of_lanes_ are of, where lanes count alone
  std::vector<std::uint32_t> busy_of_lanes_, empty_of_lanes_;

  std::vector<std::uint32_t> patterns_;  ///< by stream
  std::vector<std::uint8_t> on_;         ///< [step] or [step][stream]: switches
  std::vector<std::uint8_t> first_use_;  ///< likewise; empty where the wave touches nothing for the first time
  std::vector<std::int64_t> touched_;    ///< [stream][unit]: the tile that touched it last
  std::vector<std::uint8_t> visited_;    ///< by column block of the tile
  std::int64_t tile_ = -1;

  std::vector<std::uint32_t> lane_feed_, scalar_feed_, lane_wait_, lane_switch_, scalar_works_;
  struct Stream {
    std::int64_t arrive = 0, finish = 0;
  };
  std::array<Stream, kVariants> stream_;
  std::vector<std::uint32_t> sums_;  ///< by lane, of one wave
  std::vector<std::int64_t> ends_;   ///< by lane: the sum of its steps
  std::optional<DriftTimes> drift_;
};

}  // namespace skeptic
