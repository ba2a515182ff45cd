#include "learn/machine_view.h"

namespace skeptic {

torch::Tensor to_machine(const Layer& layer, const torch::Tensor& activations) {
  return (layer.kind == LayerKind::Convolution ? activations.permute({0, 2, 3, 1}) : activations).contiguous();
}

torch::Tensor from_machine(const Layer& layer, const torch::Tensor& activations) {
  return (layer.kind == LayerKind::Convolution ? activations.permute({0, 3, 1, 2}) : activations).contiguous();
}

torch::Tensor weights_to_machine(const Layer& layer, const torch::Tensor& weights) {
  return (layer.kind == LayerKind::Convolution ? weights.permute({0, 2, 3, 1}) : weights).contiguous();
}

torch::Tensor weights_from_machine(const Layer& layer, const torch::Tensor& weights) {
  return (layer.kind == LayerKind::Convolution ? weights.permute({0, 3, 1, 2}) : weights).contiguous();
}

std::vector<float> values_of(const torch::Tensor& tensor) { return {tensor.data_ptr<float>(), tensor.data_ptr<float>() + tensor.numel()}; }

}  // namespace skeptic
