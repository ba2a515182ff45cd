#include "workload/channel_classes.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>

#include "workload/operations.h"

namespace skeptic {
namespace {

/// Operations that treat every channel alike, or, with parameters of its own, by itself: their output has the order of their inputs.
constexpr std::array<std::string_view, 12> kCarriers{"relu",       "relu6",   "squared-relu", "gelu",     "silu",     "layer-norm",
                                                     "batch-norm", "softmax", "add",          "multiply", "max-pool", "average-pool"};

/// The tensors of a network, the input first and then every row's output; which of them have one order, and which are pinned.
class TensorOrders {
 public:
  explicit TensorOrders(const Network& network) : network_(network), same_as_(network.layers.size() + 1), channels_(same_as_.size(), 0) {
    std::iota(same_as_.begin(), same_as_.end(), std::size_t{0});
    pinned_.assign(same_as_.size(), false);
    channels_[0] = network.input.empty() ? 0 : network.input.front();
    pin(0);
    for (std::size_t row = 0; row < network.layers.size(); ++row) {
      place_[network.layers[row].name] = row + 1;
      follow(network.layers[row], row + 1);
      if (network.output() == &network.layers[row]) pin(row + 1);
    }
  }

  /// What the layer reads, where that is one tensor with an order of its own to choose.
  std::optional<std::size_t> free_input(const Layer& layer) {
    if (layer.inputs.size() != 1) return std::nullopt;
    const std::size_t tensor = root(place(layer.inputs.front()));
    return pinned_[tensor] ? std::nullopt : std::optional(tensor);
  }

 private:
  /// Tables that were read from files name only rows that there are; another name is pinned like the input.
  std::size_t place(const std::string& name) const {
    const auto found = place_.find(name);
    return found == place_.end() ? 0 : found->second;
  }
  std::size_t root(std::size_t tensor) const {
    while (same_as_[tensor] != tensor) tensor = same_as_[tensor];
    return tensor;
  }
  void pin(std::size_t tensor) { pinned_[root(tensor)] = true; }
  void tie(std::size_t a, std::size_t b) {
    a = root(a), b = root(b);
    pinned_[a] = pinned_[a] || pinned_[b];
    same_as_[b] = a;
  }
  void pin_all(const Layer& layer, std::size_t output) {
    for (const std::string& input : layer.inputs) pin(place(input));
    pin(output);
  }

  void follow(const Layer& layer, std::size_t output) {
    if (layer.operation == "held") return pin(output);
    if (layer.kind == LayerKind::Elementwise) return carry(layer, output);
    channels_[output] = layer.kind == LayerKind::Matmul ? 0 : layer.out_channels;
    const bool depthwise = layer.depthwise() && layer.out_channels == layer.in_channels;
    if (layer.kind == LayerKind::Matmul || layer.inputs.size() != 1 || (layer.groups > 1 && !depthwise)) return pin_all(layer, output);
    const std::size_t input = place(layer.inputs.front());
    if (channels_[input] != layer.in_channels) pin(input);  // flattened
    if (depthwise) tie(input, output);
  }

  void carry(const Layer& layer, std::size_t output) {
    const OperationRow* operation = find_operation(layer.operation);
    const bool joins = operation != nullptr && operation->shape == OperationShape::Join;
    const bool carries = std::find(kCarriers.begin(), kCarriers.end(), layer.operation) != kCarriers.end();
    const std::int64_t channels = layer.inputs.empty() ? 0 : channels_[place(layer.inputs.front())];
    channels_[output] = channels;
    bool whole = carries && channels > 0 && (joins || layer.inputs.size() == 1);
    for (const std::string& input : layer.inputs) {
      const Layer* row = network_.find(input);
      const std::int64_t read = layer.elements_in / static_cast<std::int64_t>(layer.inputs.size());
      whole = whole && channels_[place(input)] == channels && (row == nullptr || row->output_elements() == read);
    }
    if (!whole) return pin_all(layer, output);
    for (const std::string& input : layer.inputs) tie(place(input), output);
  }

  const Network& network_;
  std::map<std::string, std::size_t> place_;
  std::vector<std::size_t> same_as_;
  std::vector<std::int64_t> channels_;  // 0 where they are not channels, or not known
  std::vector<bool> pinned_;
};

}  // namespace

std::optional<std::size_t> ChannelClasses::find(const std::string& layer) const {
  const auto found = by_layer.find(layer);
  return found == by_layer.end() ? std::nullopt : std::optional(found->second);
}

ChannelClasses channel_classes(const Network& network) {
  TensorOrders tensors(network);
  ChannelClasses found;
  std::map<std::size_t, std::size_t> class_of;
  for (const Layer& layer : network.layers) {
    if (layer.kind == LayerKind::Elementwise) continue;
    const std::optional<std::size_t> tensor = tensors.free_input(layer);
    if (!tensor) continue;
    const auto [place, fresh] = class_of.emplace(*tensor, found.classes.size());
    if (fresh) found.classes.push_back({layer.in_channels, {}});
    found.classes[place->second].layers.push_back(layer.name);
    found.by_layer[layer.name] = place->second;
  }
  return found;
}

}  // namespace skeptic
