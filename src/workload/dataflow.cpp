#include "workload/dataflow.h"

#include <optional>

namespace skeptic {
namespace {

ActivationFunction function_of(const Network& network, const std::string& name) {
  const Layer* row = network.find(name);
  if (row == nullptr || row->kind != LayerKind::Elementwise) return ActivationFunction::None;
  const OperationRow* operation = find_operation(row->operation);
  if (operation == nullptr) return ActivationFunction::None;
  return operation->keeps_zeros ? activation_function_read(network, *row) : operation->function;
}

}  // namespace

ActivationFunction activation_function_read(const Network& network, const Layer& layer) {
  std::optional<ActivationFunction> common;
  for (const std::string& input : layer.inputs) {
    const ActivationFunction function = function_of(network, input);
    if (common && *common != function) return ActivationFunction::None;
    common = function;
  }
  return common.value_or(ActivationFunction::None);
}

bool reads_activation_function(const Network& network, const Layer& layer) {
  const ActivationFunction function = activation_function_read(network, layer);
  return function == ActivationFunction::Rectifier || function == ActivationFunction::SquaredRectifier;
}

bool reads_smooth_function(const Network& network, const Layer& layer) {
  return activation_function_read(network, layer) == ActivationFunction::Smooth;
}

bool reads_softmax(const Network& network, const Layer& layer) {
  const Layer* row = layer.inputs.empty() ? nullptr : network.find(layer.inputs.front());
  return row != nullptr && row->operation == "softmax";
}

}  // namespace skeptic
