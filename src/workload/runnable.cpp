#include "workload/runnable.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workload/dataflow.h"
#include "workload/elements.h"

namespace skeptic {
namespace {

/// How the values of one input lie: [channels, height, width], [tokens, channels], [heads, tokens, tokens], or [tokens] of a text.
using Shape = std::vector<std::int64_t>;
using Shapes = std::vector<Shape>;

/// What a row reads, and what it makes of that; nothing where it reads something else.
struct Layout {
  std::string expected;  ///< of the inputs, for the diagnostic
  std::optional<Shape> output;
};

std::optional<Shape> only_if(bool fits, Shape output) { return fits ? std::optional(std::move(output)) : std::nullopt; }

Layout convolution(const Layer& layer, const Shapes& in) {
  const Shape read{layer.in_channels, layer.in_height, layer.in_width};
  return {shape_text(read), only_if(in.front() == read, {layer.out_channels, layer.out_height(), layer.out_width()})};
}

/// An image is one token, channel by channel; a row of one token reads the first of several.
Layout linear(const Layer& layer, const Shapes& in) {
  Shape tokens = in.front();
  if (tokens.size() == 3) tokens = {1, tokens[0] * tokens[1] * tokens[2]};
  if (tokens.size() == 2 && layer.tokens == 1) tokens[0] = 1;
  const Shape read{layer.tokens, layer.in_channels};
  return {shape_text(read), only_if(tokens == read, {layer.tokens, layer.out_channels})};
}

Layout matmul(const Network& network, const Layer& layer, const Shapes& in) {
  const std::int64_t heads = layer.groups;
  if (reads_softmax(network, layer)) {
    const Shape weights{heads, layer.tokens, layer.in_channels}, values{layer.in_channels, heads * layer.out_channels};
    const Shape packed{values[0], 3 * values[1]};
    return {fmt::format("{} and {} or {}", shape_text(weights), shape_text(values), shape_text(packed)),
            only_if(in.size() == 2 && in[0] == weights && (in[1] == values || in[1] == packed), {layer.tokens, values[1]})};
  }
  const Shape queries{layer.tokens, heads * layer.in_channels}, keys{layer.out_channels, queries[1]}, packed{layer.tokens, 3 * queries[1]};
  const bool fits = in.size() == 2 ? in[0] == queries && in[1] == keys : in[0] == packed && layer.tokens == layer.out_channels;
  return {fmt::format("{} and {}, or {}", shape_text(queries), shape_text(keys), shape_text(packed)),
          only_if(fits, {heads, layer.tokens, layer.out_channels})};
}

Layout norm(const Layer& layer, const Shape& in) {
  const std::int64_t channels = layer.parameters / 2;
  if (layer.operation == "layer-norm") return {fmt::format("[tokens, {}]", channels), only_if(in.size() == 2 && in[1] == channels, in)};
  return {fmt::format("[{}, height, width]", channels), only_if(in.size() == 3 && in[0] == channels, in)};
}

Layout concat(const Shapes& in) {
  Shape sum = in.front();
  bool fits = sum.size() == 3;
  for (std::size_t i = 1; fits && i < in.size(); ++i) {
    fits = in[i].size() == 3 && in[i][1] == sum[1] && in[i][2] == sum[2];
    sum[0] += fits ? in[i][0] : 0;
  }
  return {"images of one height and width", only_if(fits, sum)};
}

/// Every other pixel, and channels of zeros.
Layout pad_channels(const Layer& layer, const Shape& in) {
  const std::string expected = fmt::format("an image of {} elements at every other pixel", layer.elements_in);
  if (in.size() != 3) return {expected, std::nullopt};
  const std::int64_t height = (in[1] + 1) / 2, width = (in[2] + 1) / 2, pixels = height * width;
  const bool fits = in[0] * pixels == layer.elements_in && layer.elements_out % pixels == 0 && layer.elements_out >= layer.elements_in;
  return {expected, only_if(fits, {layer.elements_out / pixels, height, width})};
}

Layout position(const Layer& layer, const Shape& in) {
  const std::int64_t width = layer.elements_out - layer.elements_in;
  return {fmt::format("[{}, height, width]", width), only_if(in.size() == 3 && in[0] == width, {width == 0 ? 0 : layer.elements_out / width, width})};
}

Layout embedding(const Layer& layer, const Shape& in) {
  const Shape read{layer.elements_in};
  return {shape_text(read), only_if(in == read, {layer.elements_in, layer.elements_out / std::max<std::int64_t>(1, layer.elements_in)})};
}

Layout layout(const Network& network, const Layer& layer, const Shapes& in) {
  if (layer.kind == LayerKind::Convolution) return convolution(layer, in);
  if (layer.kind == LayerKind::Linear) return linear(layer, in);
  if (layer.kind == LayerKind::Matmul) return matmul(network, layer, in);
  const OperationRow* operation = find_operation(layer.operation);
  if (operation != nullptr && operation->shape == OperationShape::Pool) {
    const Shape read{layer.in_channels, layer.in_height, layer.in_width};
    return {shape_text(read), only_if(in.front() == read, {layer.in_channels, layer.out_height(), layer.out_width()})};
  }
  if (operation != nullptr && operation->shape == OperationShape::Join)
    return {"inputs of one shape", only_if(std::all_of(in.begin(), in.end(), [&](const Shape& shape) { return shape == in.front(); }), in.front())};
  if (layer.operation == "concat") return concat(in);
  if (layer.operation == "layer-norm" || layer.operation == "batch-norm") return norm(layer, in.front());
  if (layer.operation == "pad-channels") return pad_channels(layer, in.front());
  if (layer.operation == "position") return position(layer, in.front());
  if (layer.operation == "embedding") return embedding(layer, in.front());
  return {{}, in.front()};
}

/// What a row has trained and its table does not name.
std::optional<std::string> unnamed(const Layer& layer) {
  if (layer.kind == LayerKind::Convolution || layer.kind == LayerKind::Linear)
    return layer.weights_name.empty() ? std::optional<std::string>("weights") : std::nullopt;
  const bool named = !layer.norm_name.empty() || !layer.tensor_names.empty() || layer.operation == "held";
  const bool needs = layer.parameters > 0 || layer.operation == "position" || layer.operation == "embedding";
  return needs && !named ? std::optional<std::string>("tensors") : std::nullopt;
}

}  // namespace

Diagnostics run_problems(const Network& network) {
  Diagnostics diagnostics;
  const auto wrong = [&](const std::string& message, std::string expected) {
    diagnostics.push_back(
        {DiagnosticId::NetworkLayer, {}, fmt::format("network {} cannot be run: {}", quoted_name(network.name), message), std::move(expected), {}});
  };
  std::map<std::string, Shape> outputs{{"input", network.input}};  // without rows that cannot be run, and what reads them
  for (const Layer& layer : network.layers) {
    if (layer.operation == "held") continue;
    if (const auto what = unnamed(layer)) wrong(fmt::format("its table names no {} for row {}", *what, quoted_name(layer.name)), {});
    Shapes read;
    for (const std::string& input : layer.inputs)
      if (const auto found = outputs.find(input); found != outputs.end()) read.push_back(found->second);
    if (read.empty() || read.size() != layer.inputs.size()) continue;
    const Layout result = layout(network, layer, read);
    std::string shapes;
    for (const Shape& shape : read) shapes += (shapes.empty() ? "" : " and ") + shape_text(shape);
    if (result.output)
      outputs[layer.name] = *result.output;
    else
      wrong(fmt::format("row {} reads {}", quoted_name(layer.name), shapes), result.expected);
  }
  if (network.output() == nullptr) wrong("no row computes anything", "a row that is not held");
  return diagnostics;
}

}  // namespace skeptic
