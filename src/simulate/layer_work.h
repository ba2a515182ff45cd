// A layer's work: what its tiles compute and load. It depends on masks, array and tile, not on DRAM or on the latency of a choice made per tile, so
// runs that differ in nothing else share it.
#pragma once

#include <string>
#include <vector>

#include "simulate/array.h"
#include "simulate/counts.h"
#include "simulate/packed.h"
#include "simulate/tiling.h"

namespace skeptic {

struct TileWork {
  TileCompute compute;
  TileLoads loads;
  std::int64_t outputs = 0;  ///< elements that the tile stores; 0 unless it is the last of its depth
};

struct LayerWork {
  Tile tile;
  std::vector<TileWork> tiles;  ///< of all groups, in order
  std::int64_t executed = 0;    ///< multiplications
  std::int64_t useful = 0;      ///< of two nonzero values
  BufferReads reads;            ///< bits
  Choices choices;
  double activation_energy = 0;
  std::vector<std::int64_t> busy;  ///< [slice][row][column] of the array
  std::int64_t output_elements = 0;
  std::int64_t activation_bits = 0;  ///< with which DRAM sends the whole activation tensor once
};

LayerWork layer_work(const ResolvedDesign& design, const Geometry& geometry, const LayerOperands& operands, const Tile& tile);

/// Everything of a design that `layer_work` depends on, as text: equal keys (and layer, operands and tile) give equal work.
std::string work_key(const ResolvedDesign& design);

/// Runs the pipeline and splits the cycles. `output_bits` as in simulate_layer.
LayerCounts layer_counts(const ResolvedDesign& design, const Layer& layer, std::int64_t macs, const LayerWork& work, std::int64_t output_bits);

}  // namespace skeptic
