#include "learn/model.h"

#include <array>
#include <cassert>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace skeptic {
namespace {

using torch::Tensor;

/// The values of rows that a later row still reads.
using Values = std::unordered_map<std::string, Tensor>;

/// One forward pass: every kind of row is one function.
class Pass {
 public:
  Pass(const Network& network, const Parameters& parameters, Phase phase, ForwardHook* hook)
      : network_(network), parameters_(parameters), training_(phase == Phase::Training), hook_(hook) {}

  Tensor run(const Layer& layer, const Values& values) const {
    std::vector<Tensor> inputs;
    for (const std::string& name : layer.inputs) inputs.push_back(values.at(name));
    Tensor result;
    switch (layer.kind) {
      case LayerKind::Convolution:
        result = convolution(layer, inputs.front());
        break;
      case LayerKind::Linear:
        result = linear(layer, inputs.front());
        break;
      case LayerKind::Matmul:
        result = reads_softmax_row(layer) ? context(layer, inputs) : scores(layer, inputs);
        break;
      case LayerKind::Elementwise:
        result = elementwise(layer, inputs);
        break;
    }
    if (hook_ != nullptr) hook_->after(layer, result);
    return result;
  }

 private:
  const Tensor& parameter(const std::string& name) const { return parameters_.at(name); }
  Tensor bias_of(const Layer& layer) const { return layer.bias_name.empty() ? Tensor() : parameter(layer.bias_name); }

  void before(const Layer& layer, Tensor& activations, Tensor& weights) const {
    if (hook_ != nullptr) hook_->before(layer, activations, weights);
  }

  Tensor normalised(const Layer& layer, const Tensor& values) const {
    if (layer.norm_name.empty()) return values;
    return at::batch_norm(values, parameter(layer.norm_name + ".weight"), parameter(layer.norm_name + ".bias"),
                          parameter(layer.norm_name + ".running_mean"), parameter(layer.norm_name + ".running_var"), training_, 0.1, layer.epsilon,
                          false);
  }

  Tensor convolution(const Layer& layer, Tensor input) const {
    Tensor weights;
    before(layer, input, weights);
    const std::array<std::int64_t, 2> stride{layer.stride, layer.stride}, pad{layer.pad_height, layer.pad_width}, dilation{1, 1};
    return normalised(layer, at::conv2d(input, parameter(layer.weights_name), bias_of(layer), stride, pad, dilation, layer.groups));
  }

  /// [N][tokens][K] of what a linear row reads: an image of one pixel is one token; a row of one token reads the first of several.
  static Tensor tokens_of(const Layer& layer, Tensor input) {
    if (input.dim() == 4) input = input.flatten(1);
    if (input.dim() == 2) input = input.unsqueeze(1);
    return layer.tokens == 1 && input.size(1) > 1 ? input.narrow(1, 0, 1) : input;
  }

  Tensor linear(const Layer& layer, const Tensor& input) const {
    Tensor tokens = tokens_of(layer, input), weights;
    before(layer, tokens, weights);
    const Tensor result = at::linear(tokens, parameter(layer.weights_name), bias_of(layer));
    return normalised(layer, result.flatten(0, 1)).reshape(result.sizes());
  }

  bool reads_softmax_row(const Layer& layer) const {
    const Layer* first = network_.find(layer.inputs.front());
    return first != nullptr && first->operation == "softmax";
  }

  /// [N][heads][tokens][d] out of [N][tokens][heads·d], or of part `part` of a packed [N][tokens][3·heads·d].
  static Tensor heads_of(const Tensor& input, std::int64_t heads, std::int64_t width, std::int64_t part) {
    const std::int64_t all = heads * width;
    assert(input.size(2) == all || input.size(2) == 3 * all);
    const Tensor own = input.size(2) == all ? input : input.narrow(2, part * all, all);
    return own.reshape({input.size(0), input.size(1), heads, width}).transpose(1, 2);
  }

  Tensor scores(const Layer& layer, const std::vector<Tensor>& inputs) const {
    Tensor queries = heads_of(inputs.front(), layer.groups, layer.in_channels, 0);
    Tensor keys = heads_of(inputs.back(), layer.groups, layer.in_channels, 1);
    before(layer, queries, keys);
    return at::matmul(queries, keys.transpose(2, 3)) * (1 / std::sqrt(static_cast<double>(layer.in_channels)));
  }

  Tensor context(const Layer& layer, const std::vector<Tensor>& inputs) const {
    Tensor weights_of_attention = inputs.front();
    Tensor values = heads_of(inputs.back(), layer.groups, layer.out_channels, 2).transpose(2, 3);
    before(layer, weights_of_attention, values);
    return at::matmul(weights_of_attention, values.transpose(2, 3)).transpose(1, 2).flatten(2);
  }

  Tensor layer_norm(const Layer& layer, const Tensor& input) const {
    const Tensor& weight = parameter(layer.norm_name + ".weight");
    return at::layer_norm(input, weight.sizes(), weight, parameter(layer.norm_name + ".bias"), layer.epsilon);
  }

  /// The class token, then the patches of the image row by row; positions are added.
  Tensor position(const Layer& layer, const Tensor& image) const {
    const Tensor patches = image.flatten(2).transpose(1, 2);
    const Tensor first = parameter(layer.tensor_names.at(0)).reshape({1, 1, -1}).expand({patches.size(0), 1, patches.size(2)});
    const Tensor& positions = parameter(layer.tensor_names.at(1));
    return at::cat({first, patches}, 1) + positions.reshape({1, -1, patches.size(2)});
  }

  /// Word, position and segment; every token is of the first segment.
  Tensor embedding(const Layer& layer, const Tensor& words) const {
    const Tensor positions = parameter(layer.tensor_names.at(1)).narrow(0, 0, words.size(1));
    return at::embedding(parameter(layer.tensor_names.at(0)), words) + positions + parameter(layer.tensor_names.at(2))[0];
  }

  /// Every other pixel; channels of zeros on both sides, as many in front as behind (He et al., CVPR 2016, option A).
  static Tensor pad_channels(const Layer& layer, const Tensor& input) {
    const Tensor pixels = input.slice(2, 0, torch::nullopt, 2).slice(3, 0, torch::nullopt, 2);
    const std::int64_t channels = layer.elements_out / (pixels.size(2) * pixels.size(3)), added = channels - pixels.size(1);
    return at::constant_pad_nd(pixels, std::array<std::int64_t, 6>{0, 0, 0, 0, added / 2, added - added / 2});
  }

  static Tensor pool(const Layer& layer, const Tensor& input, bool maximum) {
    const std::array<std::int64_t, 2> kernel{layer.kernel_height, layer.kernel_width}, stride{layer.stride, layer.stride},
        pad{layer.pad_height, layer.pad_width};
    return maximum ? at::max_pool2d(input, kernel, stride, pad, {1, 1}, layer.ceil) : at::avg_pool2d(input, kernel, stride, pad, layer.ceil);
  }

  using Inputs = std::vector<Tensor>;
  struct Operation {
    std::string_view name;
    Tensor (*compute)(const Pass&, const Layer&, const Inputs&);
  };
  static constexpr std::array kComputed{
      Operation{"relu", [](const Pass&, const Layer&, const Inputs& in) { return at::relu(in[0]); }},
      Operation{"relu6", [](const Pass&, const Layer&, const Inputs& in) { return at::clamp(in[0], 0, 6); }},
      Operation{"squared-relu", [](const Pass&, const Layer&, const Inputs& in) { return at::square(at::relu(in[0])); }},
      Operation{"gelu", [](const Pass&, const Layer&, const Inputs& in) { return at::gelu(in[0]); }},
      Operation{"silu", [](const Pass&, const Layer&, const Inputs& in) { return at::silu(in[0]); }},
      Operation{"softmax", [](const Pass&, const Layer&, const Inputs& in) { return at::softmax(in[0], -1); }},
      Operation{"layer-norm", [](const Pass& pass, const Layer& layer, const Inputs& in) { return pass.layer_norm(layer, in[0]); }},
      Operation{"batch-norm", [](const Pass& pass, const Layer& layer, const Inputs& in) { return pass.normalised(layer, in[0]); }},
      Operation{"add", [](const Pass&, const Layer&, const Inputs& in) { return std::accumulate(in.begin() + 1, in.end(), in[0]); }},
      Operation{"multiply",
                [](const Pass&, const Layer&, const Inputs& in) {
                  return std::accumulate(in.begin() + 1, in.end(), in[0], [](const Tensor& a, const Tensor& b) { return a * b; });
                }},
      Operation{"concat", [](const Pass&, const Layer&, const Inputs& in) { return at::cat(in, 1); }},
      Operation{"max-pool", [](const Pass&, const Layer& layer, const Inputs& in) { return pool(layer, in[0], true); }},
      Operation{"average-pool", [](const Pass&, const Layer& layer, const Inputs& in) { return pool(layer, in[0], false); }},
      Operation{"pad-channels", [](const Pass&, const Layer& layer, const Inputs& in) { return pad_channels(layer, in[0]); }},
      Operation{"position", [](const Pass& pass, const Layer& layer, const Inputs& in) { return pass.position(layer, in[0]); }},
      Operation{"embedding", [](const Pass& pass, const Layer& layer, const Inputs& in) { return pass.embedding(layer, in[0]); }},
  };

  Tensor elementwise(const Layer& layer, const Inputs& inputs) const {
    for (const Operation& operation : kComputed)
      if (operation.name == layer.operation) return operation.compute(*this, layer, inputs);
    throw std::logic_error("no row of kind " + layer.operation + " can run");
  }

  const Network& network_;
  const Parameters& parameters_;
  bool training_;
  ForwardHook* hook_;
};

}  // namespace

Model::Model(Network network, Parameters parameters)
    : network_(std::move(network)), parameters_(std::move(parameters)), last_used_(network_.layers.size()) {
  std::map<std::string, std::size_t> last;
  for (std::size_t row = 0; row < network_.layers.size(); ++row) {
    if (network_.layers[row].operation == "held") continue;
    for (const std::string& input : network_.layers[row].inputs) last[input] = row;
  }
  for (const auto& [name, row] : last) last_used_[row].push_back(name);
}

torch::Tensor Model::forward(const torch::Tensor& input, Phase phase, ForwardHook* hook) const {
  const Pass pass(network_, parameters_, phase, hook);
  Values values{{"input", input}};
  torch::Tensor result;
  for (std::size_t row = 0; row < network_.layers.size(); ++row) {
    const Layer& layer = network_.layers[row];
    if (layer.operation == "held") continue;
    result = values[layer.name] = pass.run(layer, values);
    for (const std::string& name : last_used_[row]) values.erase(name);
  }
  if (result.dim() == 4) return result.flatten(1);
  return result.dim() == 3 && result.size(1) == 1 ? result.squeeze(1) : result;
}

}  // namespace skeptic
