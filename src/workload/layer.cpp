#include "workload/layer.h"

#include <fmt/format.h>

namespace skeptic {

std::int64_t Layer::macs() const {
  switch (kind) {
    case LayerKind::Convolution:
      return out_height() * out_width() * out_channels * (in_channels / groups) * kernel_height * kernel_width;
    case LayerKind::Linear:
      return tokens * out_channels * in_channels;
    case LayerKind::Matmul:
      return groups * tokens * out_channels * in_channels;
    case LayerKind::Elementwise:
      return 0;
  }
  return 0;
}

std::int64_t Layer::input_elements() const {
  switch (kind) {
    case LayerKind::Convolution:
      return in_channels * in_height * in_width;
    case LayerKind::Linear:
      return tokens * in_channels;
    // Both operands are activations.
    case LayerKind::Matmul:
      return groups * (out_channels + tokens) * in_channels;
    case LayerKind::Elementwise:
      return elements_in;
  }
  return 0;
}

std::int64_t Layer::output_elements() const {
  switch (kind) {
    case LayerKind::Convolution:
      return out_channels * out_height() * out_width();
    case LayerKind::Linear:
      return tokens * out_channels;
    case LayerKind::Matmul:
      return groups * tokens * out_channels;
    case LayerKind::Elementwise:
      return elements_out;
  }
  return 0;
}

std::int64_t Network::macs() const {
  std::int64_t sum = 0;
  for (const Layer& layer : layers) sum += layer.macs();
  return sum;
}

std::int64_t Network::parameters() const {
  std::int64_t sum = 0;
  for (const Layer& layer : layers) sum += layer.parameters;
  return sum;
}

const Layer* Network::find(std::string_view layer) const {
  for (const Layer& row : layers)
    if (row.name == layer) return &row;
  return nullptr;
}

const Layer* Network::output() const {
  for (auto row = layers.rbegin(); row != layers.rend(); ++row)
    if (row->operation != "held") return &*row;
  return nullptr;
}

std::string shape_key(const Layer& layer) {
  return fmt::format("{} {} {} {} {} {} {} {} {} {} {} {} {}", static_cast<int>(layer.kind), layer.groups, layer.in_channels, layer.out_channels,
                     layer.in_height, layer.in_width, layer.kernel_height, layer.kernel_width, layer.stride, layer.pad_height, layer.pad_width,
                     layer.tokens, layer.ceil);
}

}  // namespace skeptic
