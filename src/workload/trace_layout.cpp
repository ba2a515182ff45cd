#include "workload/trace_layout.h"

#include <algorithm>

namespace skeptic {
namespace {

using Shape = std::vector<std::int64_t>;

Shape of_inputs(std::int64_t inputs, Shape shape, TraceStore store) {
  shape.insert(shape.begin(), inputs);
  if (store == TraceStore::Masks) shape.back() = packed_bytes(shape.back());
  return shape;
}

}  // namespace

const ElementTypeRow& element_row(ElementType type) {
  return *std::find_if(kElementTypes.begin(), kElementTypes.end(), [&](const ElementTypeRow& row) { return row.type == type; });
}

Shape traced_weights_shape(const Layer& layer) {
  if (layer.kind == LayerKind::Convolution) return {layer.out_channels, layer.kernel_height, layer.kernel_width, layer.in_channels / layer.groups};
  if (layer.kind == LayerKind::Matmul) return {layer.groups, layer.out_channels, layer.in_channels};
  return {layer.out_channels, layer.in_channels};
}

Shape traced_activations_shape(const Layer& layer) {
  if (layer.kind == LayerKind::Convolution) return {layer.in_height, layer.in_width, layer.in_channels};
  if (layer.kind == LayerKind::Matmul) return {layer.groups, layer.tokens, layer.in_channels};
  return {layer.tokens, layer.in_channels};
}

std::string traced_weights_name(const Layer& layer) { return "weights/" + layer.name; }
std::string traced_activations_name(const Layer& layer) { return "activations/" + layer.name; }

std::vector<TraceTensor> trace_layout(const Network& network, TraceStore store, std::int64_t inputs, std::int64_t classes) {
  const ElementType stored = store == TraceStore::Masks ? ElementType::U8 : ElementType::F32;
  std::vector<TraceTensor> tensors{{"labels", ElementType::I64, {inputs}, false}, {"logits", ElementType::F32, {inputs, classes}, false}};
  for (const Layer& layer : network.layers) {
    if (layer.kind == LayerKind::Elementwise || layer.kind == LayerKind::Matmul) continue;
    tensors.push_back({traced_weights_name(layer), ElementType::F32, traced_weights_shape(layer), false});
  }
  for (const Layer& layer : network.layers) {
    if (layer.kind == LayerKind::Elementwise) continue;
    if (layer.kind == LayerKind::Matmul)
      tensors.push_back({traced_weights_name(layer), stored, of_inputs(inputs, traced_weights_shape(layer), store), true});
    tensors.push_back({traced_activations_name(layer), stored, of_inputs(inputs, traced_activations_shape(layer), store), true});
  }
  return tensors;
}

}  // namespace skeptic
