// A layer's work: what its tiles compute and load. It depends on masks, array and tile, not on DRAM or on the latency of a choice made per tile, so
// runs that differ in nothing else share it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "simulate/array.h"
#include "simulate/counts.h"
#include "simulate/feeds.h"
#include "simulate/recent.h"
#include "simulate/tiling.h"
#include "simulate/timeline.h"

namespace skeptic {

struct TileWork {
  std::int64_t compute = 0;  ///< cycles
  TileLoads loads;
  std::int64_t outputs = 0;  ///< elements that the tile stores; 0 unless it is the last of its depth
};

/// The weights of one group on a design, rows in its order, the same for every input and for every tile.
struct GroupWeights {
  WeightSide side;
  std::vector<std::int64_t> slots, nonzero;  ///< by position of K': rows that have a one there
};
GroupWeights group_weights(const ResolvedDesign& design, const Geometry& geometry, const LayerOperands& operands, std::int64_t group);

/// What the blocks of a group's weights load, by [row block][depth block]; and those of its activations, by [column block][depth block].
using WeightLoads = std::vector<TileLoads>;
using ActivationLoads = std::vector<TileLoads>;
WeightLoads weight_loads(const Geometry& geometry, const Tile& tile, const WeightSide& weights);
ActivationLoads activation_loads(const ResolvedDesign& design, const Geometry& geometry, const TileWalk& walk, const Tile& tile,
                                 const ActivationSide& activations);

/// One group laid out for the array, the same for every tile that the operands are packed for, and what needs no array.
struct GroupArray {
  std::shared_ptr<const Geometry> shape;
  std::shared_ptr<const GroupWeights> weights;
  std::shared_ptr<const PackedWeights> packed;
  std::shared_ptr<const ActivationSide> activations;
  std::unique_ptr<Array> array;
  std::unique_ptr<Recent<ActivationLoads>> loads = std::make_unique<Recent<ActivationLoads>>(8);  ///< of the tiles that ran last
  std::int64_t executed = 0, useful = 0;                                                          ///< multiplications; of two nonzero values
  BufferReads reads;                                                                              ///< bits
  std::int64_t activation_bits = 0;  ///< with which DRAM sends the group's activations once
};
/// `packed` are packed_weights of these weights. A group that runs again remembers more.
GroupArray group_array(const ResolvedDesign& design, std::shared_ptr<const Geometry> geometry, std::shared_ptr<const GroupWeights> weights,
                       std::shared_ptr<const PackedWeights> packed, std::shared_ptr<const ActivationSide> activations, bool runs_again);

struct LayerWork {
  Tile tile;
  std::int64_t depth_blocks = 1;  ///< tiles of a block of outputs, one after the other
  std::vector<TileWork> tiles;    ///< of all groups, in order
  TileLoads loads;                ///< of all of them
  ArraySums sums;
  std::int64_t executed = 0;  ///< multiplications
  std::int64_t useful = 0;    ///< of two nonzero values
  BufferReads reads;          ///< bits
  Choices choices;
  std::int64_t dropped_weights = 0;
  double weights_magnitude = 0, weights_kept = 0;  ///< Σ |w| before and after pruning
  double activation_energy = 0;
  std::vector<std::int64_t> busy;  ///< [slice][row][column] of the array
  std::int64_t output_elements = 0;
  std::int64_t activation_bits = 0;  ///< with which DRAM sends the whole activation tensor once
};

/// Groups are asked for one after the other, once each; an array runs, so it belongs to nobody else meanwhile. `loads`: of the weights of every
/// group, where they are known.
LayerWork layer_work(const ResolvedDesign& design, const Geometry& geometry, const Tile& tile,
                     const std::function<std::shared_ptr<const GroupArray>(std::int64_t)>& group, const std::vector<WeightLoads>* loads = nullptr);
/// The same from the operands; groups are forgotten as they have run.
LayerWork layer_work(const ResolvedDesign& design, const Geometry& geometry, const LayerOperands& operands, const Tile& tile);

// What depends on what, as text: equal keys, on the same layer, operands and granule, give equal things.
/// `group_weights`, and `activation_side`.
std::string weights_key(const ResolvedDesign& design);
std::string activations_key(const ResolvedDesign& design);
/// `layer_work`, but for the number of arrays, and but for the tile all of `group_array`.
std::string work_key(const ResolvedDesign& design);

/// Runs the pipeline and splits the cycles. `output_bits` as in simulate_layer. `recorded`, where given, gets the times behind it.
LayerCounts layer_counts(const ResolvedDesign& design, const Layer& layer, std::int64_t macs, const LayerWork& work, std::int64_t output_bits,
                         LayerTimeline* recorded = nullptr);

}  // namespace skeptic
