// The array, a wave at a time, on the kernels of this machine. Everything of the machine model but for the rare shapes that `waves_fit` names.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "simulate/array.h"
#include "simulate/feeds.h"
#include "simulate/quads.h"
#include "simulate/wave_gathers.h"
#include "simulate/wave_switches.h"

namespace skeptic {

/// Whether the kernels can run a design on a layer: no cost of 256 cycles or more, empty windows of at most 31, no step that takes 2^28 cycles, no
/// sum of one wave beyond 32 bits, and no elements that switch by slice.
bool waves_fit(const ResolvedDesign& design, const Geometry& geometry);

/// Steps of one range of K' among those of all ranges.
struct DepthSteps {
  std::int64_t first = 0, count = 0;
};

/// The consumer decides at the first step that touches a unit.
bool decides_at_use(const ResolvedDesign& design);

/// The weights of one group. The steps of all ranges of K' follow each other; where tiles are run one at a time (WavePlan::by_tile) each range begins
/// with a quad of its own.
struct WaveWeights : PackedWeights {
  StepPlan plan;
  std::int64_t packed_k = 0;       ///< of the tile that they are packed for
  std::vector<DepthSteps> depths;  ///< of its ranges of K'
  QuadWords words;
  Feeds feeds;
  GatherWords gather;                                  ///< where operands are gathered
  std::vector<std::vector<std::uint8_t>> active;       ///< [slice][quad]: bit s: the slice has a window in step s of the quad
  bool idle_slices = false;                            ///< a slice has no window in some step
  std::int64_t slice_steps(std::int64_t slice) const;  ///< steps in which the slice has a window
};
std::unique_ptr<PackedWeights> wave_weights(const ResolvedDesign& design, const Geometry& geometry, const WeightSide& weights, const Tile& tile);

/// How a wave's costs come about.
enum class WaveLaw {
  Pairs,  ///< of every element by itself
  Lanes,  ///< of the lanes alone: the other side lets everything through
  Alike,  ///< all are the same: both sides let the same number through in every window
};

/// How a group is cut into tiles: the steps of every range of K', and where patterns switch in them.
struct TileCut {
  Tile tile;
  std::vector<DepthSteps> depths;
  std::vector<WaveSwitches> switches;  ///< by range of K'; none where patterns are fixed
};

/// What is fixed for a group, whatever its tiles.
struct WavePlan {
  ResolvedDesign design;
  const Geometry& shape;
  const WaveWeights& weights;
  const ActivationSide& activations;
  const Kernels& kernels;

  bool rows_are_lanes = false;
  std::int64_t lane_elements = 1, scalar_elements = 1, lane_stride = kLaneGroup, scalar_stride = kLaneGroup;
  WaveLaw law = WaveLaw::Pairs;
  std::int64_t alike_ones = 0;  ///< of a window, where all are alike
  bool feeds = false, waits = false, gathers = false;
  int largest_cost = 1;
  std::int64_t longest_step = 1;  ///< cost, switch, feed and wait

  bool by_tile = false;  ///< a choice at use: units are counted as a tile first touches them, so that tiles run one at a time

  QuadWords words;  ///< of the activations; none where they let everything through
  Feeds activation_feeds;
  GatherWords gather;
  std::optional<UnitMap> units;
  std::optional<PatternSets> patterns;  ///< none where patterns are fixed
  // Where lanes count alone, of one scalar:
  std::vector<std::uint8_t> largest;               ///< [block of lanes][step of quads]: the largest cost
  std::vector<std::int64_t> busy_of_lanes;         ///< [slice][lane], of all blocks of lanes
  std::vector<std::int64_t> empty_of_lanes;        ///< likewise, by lane: Σ (cost1 - cost0) over the slices
  std::vector<std::uint8_t> empty, empty_of_last;  ///< CostBlock::empty of whole blocks of lanes, and of the last

  WavePlan(const ResolvedDesign& design, const Geometry& geometry, const WaveWeights& weights, const ActivationSide& activations);
  /// As the kernels and the time are concerned; `tile` has the size that the operands are packed for, but where they suit any.
  TileCut cut(const Tile& tile) const;
  std::int64_t wave_count() const;
  std::int64_t lane_count() const { return rows_are_lanes ? shape.rows : shape.columns; }
  std::int64_t scalar_count() const { return rows_are_lanes ? shape.columns : shape.rows; }

 private:
  void find_lanes();
};

/// What the costs of waves come to, without switches.
struct WaveCosts {
  ArraySums sums;
  std::vector<std::int64_t> busy;  ///< [slice][row][column]
  WaveCosts& operator+=(const WaveCosts& other);
};

/// What the waves of one stream came to, for the runs with other tiles: waves, their steps and what elements do in them are the same in any tile.
struct WaveRecord {
  std::vector<std::uint8_t> largest;  ///< [row block][column block][step of quads]: the largest cost
  WaveCosts costs;
};

class WaveArray final : public Array {
 public:
  WaveArray(const ResolvedDesign& design, const Geometry& geometry, const WaveWeights& weights, const ActivationSide& activations, bool runs_again)
      : plan_(design, geometry, weights, activations), runs_again_(runs_again) {}
  ArrayRun run(const Tile& size, const std::vector<TileStep>& tiles, ArrayState& state) override;

 private:
  ArrayRun run_alike(const TileCut& cut, const std::vector<TileStep>& tiles, ArrayState& state) const;
  WaveCosts costs_of_lanes() const;
  std::vector<std::uint32_t> patterns_before(const TileCut& cut, const std::vector<TileStep>& tiles, ArrayState& state) const;
  bool records() const;
  const TileCut& cut(const Tile& tile);
  WavePlan plan_;
  bool runs_again_;
  std::optional<WaveRecord> record_;
  std::deque<TileCut> cuts_;  ///< of the last runs, by the tile's k
};

}  // namespace skeptic
