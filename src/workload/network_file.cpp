#include "workload/network_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "base/diagnostic.h"
#include "base/suggest.h"
#include "workload/elements.h"
#include "workload/operations.h"
#include "workload/row_tensors.h"
#include "workload/table_reader.h"

namespace skeptic {
namespace {

constexpr std::int64_t kLargestProduct = 1'000'000'000'000'000;
constexpr std::size_t kMostErrors = 200;  // rows behind that many errors are not looked at

/// The keys of one kind of row, besides those that every row has.
struct RowKeys {
  std::vector<std::string> required, optional;
};

RowKeys keys_of(LayerKind kind, const OperationRow* operation) {
  switch (kind) {
    case LayerKind::Convolution:
      return {{"in", "out", "image", "kernel"}, {"stride", "pad", "groups", "bias", "batch-norm", "epsilon", "weights", "activations"}};
    case LayerKind::Linear:
      return {{"in", "out"}, {"tokens", "bias", "batch-norm", "epsilon", "weights", "activations"}};
    case LayerKind::Matmul:
      return {{"heads", "in", "out", "tokens"}, {}};
    case LayerKind::Elementwise:
      break;
  }
  switch (operation->shape) {
    case OperationShape::Same:
      if (operation->name == "layer-norm" || operation->name == "batch-norm") return {{"elements", "parameters"}, {"tensors", "epsilon"}};
      return {{"elements"}, {"parameters"}};
    case OperationShape::Join:
    case OperationShape::Append:
      return {{"elements"}, {}};
    case OperationShape::Pool:
      return {{"channels", "image", "kernel"}, {"stride", "pad", "ceil"}};
    case OperationShape::Reshape:
      if (operation->name == "position") return {{"elements-in", "elements-out"}, {"parameters", "tensors"}};
      if (operation->name == "embedding") return {{"elements-in", "elements-out"}, {"parameters", "tensors", "rows"}};
      return {{"elements-in", "elements-out"}, {"parameters"}};
    case OperationShape::Held:
      return {{"parameters"}, {}};
  }
  return {};
}

/// The product, or nothing where it passes kLargestProduct; no factor is negative.
std::optional<std::int64_t> product(std::initializer_list<std::int64_t> factors) {
  std::int64_t result = 1;
  for (const std::int64_t factor : factors) {
    if (factor != 0 && result > kLargestProduct / factor) return std::nullopt;
    result *= factor;
  }
  return result;
}

class NetworkParser {
 public:
  NetworkParser(std::string_view text, const std::string& file) : text_(text), table_(text, file) {}

  Network parse() {
    Network network;
    network.text = std::string(text_);
    if (const auto root = table_.root("one table with the keys name, title, source, activation, input, layers")) read(*root, network);
    if (!table_.diagnostics().empty()) throw UserError(table_.diagnostics());
    return network;
  }

 private:
  void read(const YAML::Node& root, Network& network) {
    const TableKeys keys = table_.mapping(root, "a network", {"name", "title", "source", "activation", "input", "layers"}, {"preprocess"});
    network.name = table_.word(keys, "name").value_or("");
    network.title = table_.word(keys, "title").value_or("");
    network.source = table_.word(keys, "source").value_or("");
    if (const auto activation = table_.word(keys, "activation")) {
      std::vector<std::string> functions;
      for (const OperationRow& row : kOperations)
        if (row.function != ActivationFunction::None) functions.emplace_back(row.name);
      network.activation = *activation;
      if (std::find(functions.begin(), functions.end(), *activation) == functions.end())
        table_.wrong(keys.at("activation"), fmt::format("{} is not an activation function", quoted_name(*activation)),
                     fmt::format("{}", fmt::join(functions, ", ")), did_you_mean(*activation, functions));
    }
    outputs_["input"] = keys.contains("input") ? input_elements(keys.at("input"), network.input) : std::nullopt;
    network.preprocessing = read_preprocessing(table_, keys, network.input);
    if (!keys.contains("layers")) return;
    const YAML::Node& rows = keys.at("layers");
    if (!rows.IsSequence() || rows.size() == 0) {
      table_.error(DiagnosticId::YamlShape, rows.Mark(), "\"layers\" is not a list of rows",
                   "one row a layer: - {name: conv1, kind: convolution, …}");
      return;
    }
    for (const YAML::Node& row : rows)
      if (table_.diagnostics().size() < kMostErrors) read_row(row, network);
  }

  std::optional<std::int64_t> input_elements(const YAML::Node& node, std::vector<std::int64_t>& shape) {
    if (!node.IsSequence() || node.size() == 0) {
      table_.error(DiagnosticId::YamlShape, node.Mark(), "\"input\" is not a list of sizes", "the shape of one image, as [3, 224, 224]");
      return std::nullopt;
    }
    std::int64_t elements = 1;
    std::vector<std::int64_t> sizes;
    for (const YAML::Node& entry : node) {
      const std::optional<std::int64_t> factor = table_.size(entry, "input", 1);
      if (!factor) return std::nullopt;
      const std::optional<std::int64_t> next = product({elements, *factor});
      if (!next) {
        table_.wrong(node, "the input is larger than any memory", fmt::format("at most {} elements", kLargestProduct));
        return std::nullopt;
      }
      elements = *next;
      sizes.push_back(*factor);
    }
    shape = std::move(sizes);
    return elements;
  }

  void read_row(const YAML::Node& row, Network& network) {
    if (!row.IsMap()) {
      table_.error(DiagnosticId::YamlShape, row.Mark(), "a row is not a mapping", "{name: conv1, kind: convolution, …}");
      return;
    }
    Layer layer;
    const OperationRow* operation = nullptr;
    if (!read_kind(row, layer, operation)) return;
    const std::size_t errors = table_.diagnostics().size();
    RowKeys allowed = keys_of(layer.kind, operation);
    allowed.required.insert(allowed.required.begin(), {"name", "kind", "inputs"});
    allowed.optional.insert(allowed.optional.begin(), "reads");
    const TableKeys keys = table_.mapping(row, fmt::format("a row of kind {}", row["kind"].Scalar()), allowed.required, allowed.optional);
    layer.name = table_.word(keys, "name").value_or("");
    read_sizes(keys, layer, operation);
    const bool bias = table_.flag(keys, "bias");
    read_tensor_names(table_, keys, bias, table_.diagnostics().size() == errors, layer);
    const bool sizes_known = table_.diagnostics().size() == errors && check_sizes(row, bias, layer, operation);
    check_name(keys, layer);
    check_inputs(keys, layer, operation, sizes_known);
    if (layer.operation == "softmax") softmax_.insert(layer.name);
    if (!layer.name.empty()) outputs_[layer.name] = sizes_known ? std::optional(layer.output_elements()) : std::nullopt;
    network.layers.push_back(std::move(layer));
  }

  /// What the row computes decides which keys it has; without it nothing else can be checked.
  bool read_kind(const YAML::Node& row, Layer& layer, const OperationRow*& operation) {
    std::vector<std::string> kinds{"convolution", "linear", "matmul"};
    for (const OperationRow& known : kOperations) kinds.emplace_back(known.name);
    const YAML::Node node = row["kind"];
    if (!node || !node.IsScalar()) {
      table_.wrong(node ? node : row, "a row lacks the key \"kind\"", fmt::format("{}", fmt::join(kinds, ", ")));
    } else {
      const std::string& kind = node.Scalar();
      operation = find_operation(kind);
      layer.kind = kind == "convolution" ? LayerKind::Convolution
                   : kind == "linear"    ? LayerKind::Linear
                   : kind == "matmul"    ? LayerKind::Matmul
                                         : LayerKind::Elementwise;
      if (layer.kind != LayerKind::Elementwise) return true;
      if (operation != nullptr) {
        layer.operation = operation->name;
        return true;
      }
      table_.wrong(node, fmt::format("there is no kind of row {}", quoted_name(kind)), fmt::format("{}", fmt::join(kinds, ", ")),
                   did_you_mean(kind, kinds));
    }
    // Rows that read this one are spared a second error about it.
    const YAML::Node name = row["name"];
    if (name && name.IsScalar()) outputs_[name.Scalar()] = std::nullopt;
    return false;
  }

  void read_sizes(const TableKeys& keys, Layer& layer, const OperationRow* operation) {
    layer.groups = layer.kind == LayerKind::Matmul ? table_.size(keys, "heads", 1, 1) : table_.size(keys, "groups", 1, 1);
    layer.in_channels = table_.size(keys, "in", 1, 1);
    layer.out_channels = table_.size(keys, "out", 1, 1);
    layer.tokens = table_.size(keys, "tokens", 1, 1);
    layer.parameters = table_.size(keys, "parameters", 0, 0);
    std::tie(layer.in_height, layer.in_width) = table_.extent(keys, "image", 1, 1);
    std::tie(layer.kernel_height, layer.kernel_width) = table_.extent(keys, "kernel", 1, 1);
    std::tie(layer.pad_height, layer.pad_width) = table_.extent(keys, "pad", 0, 0);
    layer.stride = table_.size(keys, "stride", 1, 1);
    layer.ceil = table_.flag(keys, "ceil");
    if (operation == nullptr) return;
    const std::int64_t elements = table_.size(keys, "elements", 1, 0);
    layer.elements_in = table_.size(keys, "elements-in", 1, elements);
    layer.elements_out = table_.size(keys, "elements-out", 1, elements);
    if (operation->shape == OperationShape::Pool) layer.in_channels = layer.out_channels = table_.size(keys, "channels", 1, 1);
  }

  /// Checks a row's sizes against each other and derives the rest from them.
  bool check_sizes(const YAML::Node& row, bool bias, Layer& layer, const OperationRow* operation) {
    if (layer.kernel_height > layer.in_height + 2 * layer.pad_height || layer.kernel_width > layer.in_width + 2 * layer.pad_width) {
      table_.wrong(row, "the kernel is larger than the padded image",
                   fmt::format("a kernel of at most {} x {}", layer.in_height + 2 * layer.pad_height, layer.in_width + 2 * layer.pad_width));
      return false;
    }
    if (operation != nullptr && (2 * layer.pad_height > layer.kernel_height || 2 * layer.pad_width > layer.kernel_width)) {
      table_.wrong(row, "the padding is over half of the window", "a window with something of the image in it");
      return false;
    }
    if (layer.kind == LayerKind::Convolution && (layer.in_channels % layer.groups != 0 || layer.out_channels % layer.groups != 0)) {
      table_.wrong(row, fmt::format("{} groups do not divide {} input and {} output channels", layer.groups, layer.in_channels, layer.out_channels));
      return false;
    }
    // Keys that a kind does not have read as 1, so that one product bounds every element count and multiplication of every kind.
    if (!product({layer.out_height(), layer.out_width(), layer.kernel_height, layer.kernel_width, layer.in_channels, layer.out_channels, layer.tokens,
                  layer.groups}) ||
        !product({layer.in_height, layer.in_width, layer.in_channels, layer.tokens + layer.out_channels, layer.groups})) {
      table_.wrong(row, "the row is larger than any machine could run", fmt::format("at most {} multiplications and elements", kLargestProduct));
      return false;
    }
    if (layer.kind == LayerKind::Convolution || layer.kind == LayerKind::Linear)
      layer.parameters = layer.out_channels * (layer.in_channels / layer.groups * layer.kernel_height * layer.kernel_width + (bias ? 1 : 0) +
                                               (layer.norm_name.empty() ? 0 : 2));
    if (operation != nullptr) derive_operations(layer, *operation);
    return true;
  }

  static void derive_operations(Layer& layer, const OperationRow& operation) {
    switch (operation.shape) {
      case OperationShape::Same:
        layer.operations = layer.elements_in * operation.operations;
        break;
      case OperationShape::Join:
        break;  // follows from the inputs
      case OperationShape::Pool:
        layer.elements_in = layer.in_channels * layer.in_height * layer.in_width;
        layer.elements_out = layer.in_channels * layer.out_height() * layer.out_width();
        layer.operations = layer.elements_out * layer.kernel_height * layer.kernel_width * operation.operations;
        break;
      case OperationShape::Reshape:
      case OperationShape::Append:
        layer.operations = layer.elements_out * operation.operations;
        break;
      case OperationShape::Held:
        break;
    }
  }

  void check_name(const TableKeys& keys, const Layer& layer) {
    if (layer.name.empty()) return;
    if (layer.name == "input")
      table_.wrong(keys.at("name"), "a row is called \"input\"", "another name: \"input\" is the network's input");
    else if (outputs_.contains(layer.name))
      table_.wrong(keys.at("name"), fmt::format("two rows are called {}", quoted_name(layer.name)), "a name of its own for every row");
  }

  /// Reads the names of the row's inputs and compares what they hold with what the row takes.
  void check_inputs(const TableKeys& keys, Layer& layer, const OperationRow* operation, bool sizes_known) {
    const auto found = keys.find("inputs");
    if (found == keys.end()) return;
    const YAML::Node& node = found->second;
    if (!node.IsSequence() || node.size() == 0) {
      table_.error(DiagnosticId::YamlShape, node.Mark(), "\"inputs\" is not a list of names", "the rows that are read, as [conv1], or [input]");
      return;
    }
    std::vector<std::optional<std::int64_t>> given;
    for (const YAML::Node& entry : node) {
      const std::string name = entry.IsScalar() ? entry.Scalar() : std::string{};
      const auto source = outputs_.find(name);
      if (source == outputs_.end()) {
        std::vector<std::string> names;
        for (const auto& [known, elements] : outputs_) names.push_back(known);
        table_.wrong(entry, fmt::format("no earlier row is called {}", quoted_name(name)), "\"input\" or the name of a row above",
                     did_you_mean(name, names));
      }
      layer.inputs.push_back(name);
      given.push_back(source == outputs_.end() ? std::nullopt : source->second);
    }
    const std::vector<std::optional<std::int64_t>> held = given;
    const std::size_t errors = table_.diagnostics().size();
    check_reads(keys, given);
    if (!sizes_known || (operation != nullptr && operation->shape == OperationShape::Held)) return;
    if (operation == nullptr || (operation->shape != OperationShape::Join && operation->shape != OperationShape::Append)) {
      if (layer.kind != LayerKind::Matmul && given.size() != 1)
        table_.wrong(node, fmt::format("{} has {} inputs", quoted_name(layer.name), given.size()),
                     "one input; rows of kind concat, add and multiply bring several together");
    } else if (given.size() < 2) {
      table_.wrong(node, fmt::format("{} has one input", quoted_name(layer.name)), "two inputs or more");
    }
    const bool join = operation != nullptr && operation->shape == OperationShape::Join;
    if (join) {
      const std::int64_t each = layer.elements_out;
      layer.elements_in = each * static_cast<std::int64_t>(given.size());
      layer.operations = each * (static_cast<std::int64_t>(given.size()) - 1) * operation->operations;
      for (std::size_t i = 0; i < given.size(); ++i)
        if (given[i] && *given[i] != each)
          table_.wrong(node[i], fmt::format("{} holds {} elements; {} takes {} of each input", quoted_name(layer.inputs[i]), *given[i],
                                            quoted_name(layer.name), each));
      return;
    }
    std::int64_t sum = 0;
    for (const auto& elements : given) {
      if (!elements) return;
      sum += *elements;
    }
    if (sum != layer.input_elements())
      table_.wrong(node, fmt::format("{} takes {} elements; its inputs hold {}", quoted_name(layer.name), layer.input_elements(), sum),
                   "inputs of that size, or `reads`: how many elements are read of each");
    else if (table_.diagnostics().size() == errors)
      check_parts(keys, layer, held, given);
  }

  /// Which part of an input is read follows from the row's kind and sizes (docs/networks.md); what leaves it open is an error.
  void check_parts(const TableKeys& keys, const Layer& layer, const std::vector<std::optional<std::int64_t>>& held,
                   const std::vector<std::optional<std::int64_t>>& given) {
    const bool whole = held == given;
    const YAML::Node& node = keys.at(keys.contains("reads") ? "reads" : "inputs");
    if (layer.kind == LayerKind::Matmul) {
      const std::int64_t first = layer.groups * layer.in_channels * layer.tokens, last = layer.groups * layer.in_channels * layer.out_channels;
      const auto packed = [](std::int64_t part, const std::optional<std::int64_t>& all) { return all == 3 * part; };
      if (softmax_.contains(layer.inputs.front())) {
        if (held.size() != 2 || held[0] != first || (held[1] != last && !packed(last, held[1])))
          table_.wrong(node, fmt::format("{} does not read attention weights and values", quoted_name(layer.name)),
                       fmt::format("two inputs: {} attention weights; {} values, or {} queries, keys and values", first, last, 3 * last));
      } else if (!(held.size() == 1 && first == last && packed(first, held[0])) && !(held.size() == 2 && held[0] == first && held[1] == last)) {
        table_.wrong(node, fmt::format("{} does not read queries and keys", quoted_name(layer.name)),
                     fmt::format("two inputs: {} queries, {} keys; or one of {} queries, keys and values", first, last, 3 * first));
      }
    } else if (layer.kind == LayerKind::Linear && !whole) {
      if (layer.tokens != 1 || *held[0] % layer.in_channels != 0)
        table_.wrong(node, fmt::format("{} leaves open what it reads of {} elements", quoted_name(layer.name), *held[0]),
                     "all of its input, or the first of its tokens");
    } else if (layer.operation != "pad-channels" && !whole) {
      table_.wrong(
          node, fmt::format("{} leaves open what it reads of {} elements", quoted_name(layer.name), *held[0]),
          "all of its input; linear rows may read the first token, matmul rows queries, keys and values, pad-channels rows every other pixel");
    }
  }

  /// `reads: [768]`: of each input, how many elements are read.
  void check_reads(const TableKeys& keys, std::vector<std::optional<std::int64_t>>& given) {
    const auto found = keys.find("reads");
    if (found == keys.end()) return;
    const YAML::Node& node = found->second;
    if (!node.IsSequence() || node.size() != given.size()) {
      table_.wrong(node, "\"reads\" does not match \"inputs\"", fmt::format("a list of {}: how many elements are read of each input", given.size()));
      return;
    }
    for (std::size_t i = 0; i < given.size(); ++i) {
      const std::optional<std::int64_t> elements = table_.size(node[i], "reads", 1);
      if (elements && given[i] && *elements > *given[i])
        table_.wrong(node[i], fmt::format("{} elements are read of an input that holds {}", *elements, *given[i]));
      given[i] = given[i] ? elements : std::nullopt;
    }
  }

  std::string_view text_;
  TableReader table_;
  std::map<std::string, std::optional<std::int64_t>> outputs_;  // elements by row; nothing where the row has an error
  std::set<std::string> softmax_;                               // the rows of that kind
};

}  // namespace

Network parse_network(std::string_view text, const std::string& file) { return NetworkParser(text, file).parse(); }

}  // namespace skeptic
