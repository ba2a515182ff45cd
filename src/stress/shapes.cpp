#include "stress/shapes.h"

#include <algorithm>

namespace skeptic {

std::vector<ShapeShare> largest_shapes(const Network& network, const std::vector<std::string>& among, std::size_t most) {
  struct Shape {
    std::string key;
    ShapeShare first;
  };
  std::vector<Shape> shapes;
  double total = 0;
  for (const Layer& layer : network.layers) {
    if (layer.kind == LayerKind::Elementwise || layer.macs() == 0) continue;
    if (!among.empty() && std::find(among.begin(), among.end(), layer.name) == among.end()) continue;
    const std::string key = shape_key(layer);
    const auto macs = static_cast<double>(layer.macs());
    total += macs;
    const auto known = std::find_if(shapes.begin(), shapes.end(), [&](const Shape& shape) { return shape.key == key; });
    if (known == shapes.end())
      shapes.push_back({key, {layer.name, macs, macs, 1}});
    else
      known->first.share += macs, ++known->first.layers;
  }
  std::stable_sort(shapes.begin(), shapes.end(), [](const Shape& a, const Shape& b) { return a.first.share > b.first.share; });
  std::vector<ShapeShare> found;
  for (const Shape& shape : shapes)
    if (found.size() < most) found.push_back({shape.first.layer, shape.first.share / total, shape.first.own / total, shape.first.layers});
  return found;
}

}  // namespace skeptic
