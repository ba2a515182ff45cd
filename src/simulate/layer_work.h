// A layer's work: what its tiles compute and load. It depends on masks, array and tile, not on DRAM or on the latency of a choice made per tile, so
// runs that differ in nothing else share it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "simulate/array.h"
#include "simulate/counts.h"
#include "simulate/feeds.h"
#include "simulate/tiling.h"

namespace skeptic {

struct TileWork {
  std::int64_t compute = 0;  ///< cycles
  TileLoads loads;
  std::int64_t outputs = 0;  ///< elements that the tile stores; 0 unless it is the last of its depth
};

/// What a layer's weights come to on a design with a tile, the same for every input: by group.
struct LayerWeights {
  struct Group {
    std::shared_ptr<const PackedWeights> packed;
    std::vector<TileLoads> loads;              ///< [row block][depth block]
    std::vector<std::int64_t> slots, nonzero;  ///< by position of K': rows that have a one there
    std::int64_t reads = 0;                    ///< bits that the array reads from the buffer
    std::int64_t dropped = 0;                  ///< nonzero weights that pruning removed
    double magnitude = 0, kept_of_it = 0;      ///< Σ |w| before and after pruning
  };
  std::vector<Group> groups;
};

struct LayerWork {
  Tile tile;
  std::vector<TileWork> tiles;  ///< of all groups, in order
  ArraySums sums;
  std::int64_t executed = 0;    ///< multiplications
  std::int64_t useful = 0;      ///< of two nonzero values
  BufferReads reads;            ///< bits
  Choices choices;
  std::int64_t dropped_weights = 0;
  double weights_magnitude = 0, weights_kept = 0;  ///< Σ |w| before and after pruning
  double activation_energy = 0;
  std::vector<std::int64_t> busy;  ///< [slice][row][column] of the array
  std::int64_t output_elements = 0;
  std::int64_t activation_bits = 0;  ///< with which DRAM sends the whole activation tensor once
};

LayerWeights layer_weights(const ResolvedDesign& design, const Geometry& geometry, const LayerOperands& operands, const Tile& tile);

/// `weights` as layer_weights makes them of the same design, geometry and tile.
LayerWork layer_work(const ResolvedDesign& design, const Geometry& geometry, const LayerWeights& weights, const LayerOperands& activations,
                     const Tile& tile);
/// The same; weights are made on the way, group by group, from an operand that may be another one than that of the activations.
LayerWork layer_work(const ResolvedDesign& design, const Geometry& geometry, const LayerOperands& weights, const LayerOperands& activations,
                     const Tile& tile);

/// Everything of a design that `layer_work` depends on, as text: equal keys (and layer, operands and tile) give equal work.
std::string work_key(const ResolvedDesign& design);

/// Runs the pipeline and splits the cycles. `output_bits` as in simulate_layer.
LayerCounts layer_counts(const ResolvedDesign& design, const Layer& layer, std::int64_t macs, const LayerWork& work, std::int64_t output_bits);

}  // namespace skeptic
