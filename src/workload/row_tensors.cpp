#include "workload/row_tensors.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "base/suggest.h"
#include "workload/elements.h"

namespace skeptic {
namespace {

void read_bias(TableReader& table, const TableKeys& keys, Layer& layer) {
  constexpr std::string_view kWeight = "weight";
  if (layer.weights_name.empty()) return;
  if (layer.weights_name.ends_with(kWeight))
    layer.bias_name = layer.weights_name.substr(0, layer.weights_name.size() - kWeight.size()) + "bias";
  else
    table.wrong(keys.at("weights"), fmt::format("a bias has no name beside {}", quoted_name(layer.weights_name)),
                "a name that ends in \"weight\", in whose place the bias's ends in \"bias\"");
}

void read_batch_norm(TableReader& table, const TableKeys& keys, Layer& layer) {
  const auto name = table.word(keys, "batch-norm");
  if (!name) return;
  if (*name == "true" || *name == "false")
    table.wrong(keys.at("batch-norm"), "\"batch-norm\" is not a name",
                "what stands before .weight, .bias, .running_mean and .running_var in a checkpoint; no such key where there is none");
  layer.norm_name = *name;
}

/// Layer and batch normalisation: a scale and a shift for each of the channels.
void read_norm(TableReader& table, const TableKeys& keys, Layer& layer) {
  layer.norm_name = keys.contains("tensors") ? table.word(keys, "tensors").value_or("") : layer.name;
  const std::int64_t channels = layer.parameters / 2;
  if (layer.parameters % 2 != 0 || channels == 0 || layer.elements_in % channels != 0)
    table.wrong(keys.at("parameters"),
                fmt::format("{} parameters are not a scale and a shift for each channel of {} elements", layer.parameters, layer.elements_in),
                "two for each channel");
}

/// The class token [1, 1, D] and the positions [1, T, D].
void check_position(TableReader& table, const YAML::Node& node, const Layer& layer) {
  const std::int64_t width = layer.elements_out - layer.elements_in;
  if (width <= 0 || layer.elements_in % width != 0)
    table.wrong(node, fmt::format("no class token makes {} elements of {}", layer.elements_out, layer.elements_in),
                "one token more out than in, as wide as the others");
  else if (layer.parameters != width + layer.elements_out)
    table.wrong(node, fmt::format("{} parameters are not a class token and {} positions of {}", layer.parameters, layer.elements_out / width, width),
                fmt::format("parameters: {}", width + layer.elements_out));
}

/// Tables of `rows` words, positions and segments.
void check_embedding(TableReader& table, const YAML::Node& node, const Layer& layer) {
  const std::int64_t width = layer.elements_out / layer.elements_in;
  std::int64_t rows = 0;
  for (const std::int64_t count : layer.table_rows) rows += count;
  if (layer.elements_out % layer.elements_in != 0)
    table.wrong(node, fmt::format("{} tokens do not have {} elements", layer.elements_in, layer.elements_out), "as many elements a token");
  else if (layer.parameters != rows * width)
    table.wrong(node, fmt::format("{} parameters are not {} rows of {}", layer.parameters, rows, width), fmt::format("parameters: {}", rows * width));
  else if (layer.table_rows[1] < layer.elements_in)
    table.wrong(node, fmt::format("{} tokens have {} positions", layer.elements_in, layer.table_rows[1]), "a position for every token");
}

/// A list of as many entries as the operation has tensors; `reader` reads one of them.
template <typename Reader>
bool read_list(TableReader& table, const YAML::Node& node, const std::string& key, std::size_t count, const std::string& expected, Reader&& reader) {
  if (node.IsSequence() && node.size() == count) {
    for (const YAML::Node& entry : node) reader(entry);
    return true;
  }
  table.error(DiagnosticId::YamlShape, node.Mark(), fmt::format("\"{}\" is not a list of {}", key, count), expected);
  return false;
}

void read_tables(TableReader& table, const TableKeys& keys, Layer& layer) {
  const bool embedding = layer.operation == "embedding";
  const auto names = keys.find("tensors"), rows = keys.find("rows");
  if (embedding && (names == keys.end()) != (rows == keys.end())) {
    const bool named = names != keys.end();
    table.wrong((named ? names : rows)->second, fmt::format("\"{}\" without \"{}\"", named ? "tensors" : "rows", named ? "rows" : "tensors"),
                "the names of three tables, and how many rows each has");
    return;
  }
  if (names == keys.end()) return;
  bool good =
      read_list(table, names->second, "tensors", embedding ? 3 : 2,
                embedding ? "the tables of words, positions and segments" : "the class token and the positions", [&](const YAML::Node& entry) {
                  if (entry.IsScalar() && !entry.Scalar().empty())
                    layer.tensor_names.push_back(entry.Scalar());
                  else
                    table.error(DiagnosticId::YamlShape, entry.Mark(), "a tensor's name is not a word", "one value");
                });
  if (embedding)
    good &= read_list(table, rows->second, "rows", 3, "how many words, positions and segments there are", [&](const YAML::Node& entry) {
      if (const auto count = table.size(entry, "rows", 1)) layer.table_rows.push_back(*count);
    });
  if (!good || layer.tensor_names.size() != (embedding ? 3u : 2u) || (embedding && layer.table_rows.size() != 3)) return;
  if (embedding)
    check_embedding(table, rows->second, layer);
  else
    check_position(table, names->second, layer);
}

/// As many numbers as the image has channels.
void read_channels(TableReader& table, const TableKeys& keys, const std::string& key, std::int64_t channels, std::vector<double>& values) {
  const auto found = keys.find(key);
  if (found == keys.end()) return;
  const YAML::Node& node = found->second;
  if (!node.IsSequence() || static_cast<std::int64_t>(node.size()) != channels) {
    table.wrong(node, fmt::format("\"{}\" is not a list of {}", key, channels), "a number for every channel of the input");
    return;
  }
  for (std::size_t i = 0; i < node.size(); ++i)
    if (const auto value = table.number(node[i], key)) {
      values[i] = *value;
      if (key == "deviation" && *value <= 0) table.wrong(node[i], "a deviation is not above 0");
    }
}

}  // namespace

void read_tensor_names(TableReader& table, const TableKeys& keys, bool bias, bool sizes_known, Layer& layer) {
  const std::size_t errors = table.diagnostics().size();
  layer.weights_name = table.word(keys, "weights").value_or("");
  layer.activations_name = table.word(keys, "activations").value_or("");
  if (bias) read_bias(table, keys, layer);
  read_batch_norm(table, keys, layer);
  if (const auto epsilon = keys.find("epsilon"); epsilon != keys.end()) {
    layer.epsilon = table.number(epsilon->second, "epsilon").value_or(layer.epsilon);
    if (layer.epsilon < 0 || layer.epsilon >= 1) table.wrong(epsilon->second, "\"epsilon\" is not small", "a number from 0 to 1");
  }
  if (!sizes_known || table.diagnostics().size() != errors) return;
  if (layer.operation == "layer-norm" || layer.operation == "batch-norm") read_norm(table, keys, layer);
  if (layer.operation == "position" || layer.operation == "embedding") read_tables(table, keys, layer);
}

Preprocessing read_preprocessing(TableReader& table, const TableKeys& network, const std::vector<std::int64_t>& input) {
  Preprocessing result;
  const std::int64_t channels = input.size() == 3 ? input.front() : 0;
  if (channels != 3) {
    result.mean.assign(static_cast<std::size_t>(std::min<std::int64_t>(channels, 4096)), 0);
    result.deviation.assign(result.mean.size(), 1);
  }
  const auto found = network.find("preprocess");
  if (found == network.end()) return result;
  const YAML::Node& node = found->second;
  if (!node.IsMap()) {
    table.error(DiagnosticId::YamlShape, node.Mark(), "\"preprocess\" is not a mapping", "{mean: […], deviation: […], resize: 256}");
    return result;
  }
  const TableKeys keys = table.mapping(node, "preprocess", {}, {"mean", "deviation", "scale", "resize", "order"});
  if (channels == 0 || channels > 4096) {
    if (!input.empty()) table.wrong(node, "\"preprocess\" is for images", "an input of [channels, height, width], or no such key");
    return result;
  }
  read_channels(table, keys, "mean", channels, result.mean);
  read_channels(table, keys, "deviation", channels, result.deviation);
  if (const auto scale = keys.find("scale"); scale != keys.end()) result.scale = table.number(scale->second, "scale").value_or(result.scale);
  result.resize = table.size(keys, "resize", 1, 0);
  if (const auto order = table.word(keys, "order")) {
    const std::vector<std::string> orders{"rgb", "bgr"};
    if (std::find(orders.begin(), orders.end(), *order) == orders.end())
      table.wrong(keys.at("order"), fmt::format("there is no order {}", quoted_name(*order)), "rgb or bgr", did_you_mean(*order, orders));
    result.bgr = *order == "bgr";
  }
  return result;
}

}  // namespace skeptic
