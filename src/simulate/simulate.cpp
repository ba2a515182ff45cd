#include "simulate/simulate.h"

#include "simulate/auto_tile.h"
#include "simulate/layer_work.h"

namespace skeptic {

LayerCounts simulate_layer(const ResolvedDesign& design, const Layer& layer, const LayerOperands& operands, std::int64_t output_bits) {
  const Geometry shape = geometry(design, layer, operands);
  BlockTables tables;
  const Tile tile = choose_tile(design, shape, layer.name, tables);
  return layer_counts(design, layer, layer.macs() * operands.images, layer_work(design, shape, operands, tile), output_bits);
}

}  // namespace skeptic
