#include "simulate/simulate.h"

#include "simulate/auto_tile.h"
#include "simulate/layer_work.h"
#include "simulate/permuted.h"

namespace skeptic {
namespace {

LayerCounts simulated(const ResolvedDesign& design, const Layer& layer, const LayerOperands& operands, std::int64_t output_bits,
                      LayerTimeline* recorded) {
  const Geometry shape = geometry(design, layer, operands);
  BlockTables tables;
  const Tile tile = choose_tile(design, shape, layer.name, tables);
  const std::vector<std::int32_t> order =
      design.weights.permuted ? own_permutation(layer, operands.weights, design.weights.pattern) : std::vector<std::int32_t>{};
  LayerOperands room;
  const LayerOperands& seen = permuted(layer, operands, order.empty() ? nullptr : &order, room);
  return layer_counts(design, layer, layer.macs() * operands.images, layer_work(design, shape, seen, tile), output_bits, recorded);
}

}  // namespace

LayerCounts simulate_layer(const ResolvedDesign& design, const Layer& layer, const LayerOperands& operands, std::int64_t output_bits) {
  return simulated(design, layer, operands, output_bits, nullptr);
}

LayerTimeline layer_timeline(const ResolvedDesign& design, const Layer& layer, const LayerOperands& operands, std::int64_t output_bits) {
  LayerTimeline times;
  simulated(design, layer, operands, output_bits, &times);
  return times;
}

}  // namespace skeptic
