#include "workload/recorded.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "base/suggest.h"
#include "workload/elements.h"

namespace skeptic {
namespace {

using Shape = std::vector<std::int64_t>;

/// torch's DataParallel puts `module.` before every name of a checkpoint.
Tensors without_prefix(Tensors tensors) {
  constexpr std::string_view kPrefix = "module.";
  if (!std::all_of(tensors.begin(), tensors.end(), [&](const auto& entry) { return entry.first.starts_with(kPrefix); })) return tensors;
  Tensors renamed;
  for (auto& [name, tensor] : tensors) renamed.emplace(name.substr(kPrefix.size()), std::move(tensor));
  return renamed;
}

Shape weights_shape(const Layer& layer) {
  if (layer.kind == LayerKind::Linear) return {layer.out_channels, layer.in_channels};
  return {layer.out_channels, layer.in_channels / layer.groups, layer.kernel_height, layer.kernel_width};
}

Shape activations_shape(const Layer& layer) {
  if (layer.kind == LayerKind::Convolution) return {layer.in_channels, layer.in_height, layer.in_width};
  if (layer.tokens == 1) return {layer.in_channels};
  return {layer.tokens, layer.in_channels};
}

/// The shape of one image, whether it was recorded as a batch of one or by itself.
Shape without_batch(const Shape& shape, std::size_t dimensions) {
  std::size_t first = 0;
  while (shape.size() - first > dimensions && shape[first] == 1) ++first;
  return {shape.begin() + static_cast<std::ptrdiff_t>(first), shape.end()};
}

/// Finds what one layer needs of one file. Absent, or of another shape: a diagnostic.
const Tensor* find(const Tensors& tensors, const std::string& file, const Layer& layer, const std::string& what, const std::string& name,
                   const Shape& shape, Diagnostics& diagnostics) {
  const auto report = [&](DiagnosticId id, std::string message, std::string suggestion = {}) {
    diagnostics.push_back(
        {id, Place{file, 0, 0, {}}, std::move(message), fmt::format("a tensor of shape {}", shape_text(shape)), std::move(suggestion)});
    return nullptr;
  };
  if (name.empty())
    return report(DiagnosticId::TensorMissing, fmt::format("the network's table names no {} for layer {}", what, quoted_name(layer.name)));
  const auto found = tensors.find(name);
  if (found == tensors.end()) {
    std::vector<std::string> names;
    for (const auto& [known, tensor] : tensors) names.push_back(known);
    return report(DiagnosticId::TensorMissing,
                  fmt::format("there is no tensor {}, the {} of layer {}", quoted_name(name), what, quoted_name(layer.name)),
                  did_you_mean(name, names));
  }
  const Shape own = what == "weights" ? found->second.shape : without_batch(found->second.shape, shape.size());
  if (own == shape) return &found->second;
  return report(DiagnosticId::LayerTensorShape, fmt::format("tensor {}, the {} of layer {}, has the shape {}", quoted_name(name), what,
                                                            quoted_name(layer.name), shape_text(found->second.shape)));
}

struct Found {
  const Tensor* weights = nullptr;
  const Tensor* activations = nullptr;
};

/// [outer][channels][inner] to [outer][inner][channels].
std::vector<float> channels_last(const std::vector<float>& values, std::int64_t outer, std::int64_t channels, std::int64_t inner) {
  std::vector<float> result(values.size());
  for (std::int64_t o = 0; o < outer; ++o)
    for (std::int64_t c = 0; c < channels; ++c)
      for (std::int64_t i = 0; i < inner; ++i)
        result[static_cast<std::size_t>((o * inner + i) * channels + c)] = values[static_cast<std::size_t>((o * channels + c) * inner + i)];
  return result;
}

Found find_both(const Layer& layer, const Tensors& weights, const std::string& weights_file, const Tensors& activations,
                const std::string& activations_file, Diagnostics& diagnostics) {
  if (layer.kind == LayerKind::Elementwise) return {};
  if (layer.kind == LayerKind::Matmul) {
    diagnostics.push_back({DiagnosticId::TensorMissing,
                           Place{activations_file, 0, 0, {}},
                           fmt::format("layer {} multiplies two activations, which are not recorded", quoted_name(layer.name)),
                           {},
                           "use synthetic tensors for this network"});
    return {};
  }
  return {find(weights, weights_file, layer, "weights", layer.weights_name, weights_shape(layer), diagnostics),
          find(activations, activations_file, layer, "activations", layer.activations_name, activations_shape(layer), diagnostics)};
}

}  // namespace

RecordedTensors::RecordedTensors(const std::string& weights_file, const std::string& activations_file)
    : weights_file_(weights_file),
      activations_file_(activations_file),
      weights_(without_prefix(read_tensors(weights_file))),
      activations_(read_tensors(activations_file)) {}

Diagnostics RecordedTensors::problems(const std::vector<Layer>& layers) const {
  Diagnostics diagnostics;
  for (const Layer& layer : layers) find_both(layer, weights_, weights_file_, activations_, activations_file_, diagnostics);
  return diagnostics;
}

LayerOperands RecordedTensors::operands(const Layer& layer) const {
  assert(layer.kind != LayerKind::Elementwise);
  Diagnostics diagnostics;
  const Found found = find_both(layer, weights_, weights_file_, activations_, activations_file_, diagnostics);
  if (!diagnostics.empty()) throw UserError(std::move(diagnostics));
  if (layer.kind == LayerKind::Linear) return {1, found.weights->values, found.activations->values};
  return {1, channels_last(found.weights->values, layer.out_channels, layer.in_channels / layer.groups, layer.kernel_height * layer.kernel_width),
          channels_last(found.activations->values, 1, layer.in_channels, layer.in_height * layer.in_width)};
}

}  // namespace skeptic
