// The layers of a network that stand for it: one of each shape.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "workload/layer.h"

namespace skeptic {

struct ShapeShare {
  std::string layer;        ///< the first of its shape
  double share = 0;         ///< of the multiplications, that all layers of the shape have
  double own = 0;           ///< of them, that this layer has itself
  std::int64_t layers = 1;  ///< of the shape
};

/// Of every shape the first layer, the shapes in order of the multiplications of all their layers together, as many shapes as `most`. Of `among`, or
/// of all where that is empty. Shares are of the multiplications of those; layers that multiply nothing (element-wise ones) have no shape.
std::vector<ShapeShare> largest_shapes(const Network& network, const std::vector<std::string>& among, std::size_t most);

}  // namespace skeptic
