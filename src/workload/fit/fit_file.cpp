#include "workload/fit/fit_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/diagnostic.h"
#include "base/file.h"
#include "workload/elements.h"
#include "workload/network_file.h"

namespace skeptic {
namespace {

constexpr std::string_view kMark = "skeptic-fit";
constexpr std::int64_t kVersion = 1;
constexpr std::uint64_t kLargestFile = std::uint64_t{1} << 30;
constexpr std::array<std::string_view, 2> kStores{"values", "masks"};
/// Levels of lists and mappings; a fit has 7.
constexpr std::size_t kDeepest = 16;
/// No number of a fit is larger.
constexpr double kLargest = 1e30;
/// Of a beta distribution, as BetaLaw::of makes them.
constexpr double kLargestCount = 1e9;

Json blobs_json() {
  Json sizes = Json::array();
  for (const BlobSize& size : kFitBlobs) sizes.push_back({size.height, size.width});
  return sizes;
}

Json tensor_json(const TensorFit& fit) {
  Json json;
  json["density"] = fit.density;
  json["deviation"] = fit.deviation;
  json["negative"] = fit.negative;
  json["correlation"] = fit.correlation;
  json["channel_correlation"] = fit.channel_correlation;
  json["common"] = Json::array();
  for (const CommonField& field : fit.common) {
    Json& row = json["common"].emplace_back(Json{{"blobs", field.blobs}, {"lasting", field.lasting}});
    if (!field.profile.empty()) row["profile"] = field.profile;
  }
  json["own"] = fit.own;
  json["channels"] = Json::array();
  for (const ChannelFit& channel : fit.channels) {
    Json row = channel.zeros ? Json{{"alpha", channel.zeros->alpha}, {"beta", channel.zeros->beta}} : Json{{"point", channel.point}};
    row["scale"] = channel.scale;
    row["fields"] = channel.fields;
    row["inputs"] = channel.inputs;
    json["channels"].push_back(std::move(row));
  }
  return json;
}

Json weights_json(const WeightsFit& fit) {
  Json json{{"density", fit.density}, {"scales", fit.scales}};
  if (fit.densities.empty()) return json;
  json["densities"] = fit.densities;
  json["rows"] = fit.rows;
  json["taps"] = fit.taps;
  json["pattern"] = fit.pattern;
  return json;
}

/// A value of the file, and how it is reached: "layers[3].activations.own".
class Node {
 public:
  Node(const std::string& file, const Json& json, std::string path) : file_(file), json_(json), path_(std::move(path)) {}

  [[noreturn]] void fail(std::string message, std::string expected) const {
    throw UserError(Diagnostic{
        DiagnosticId::FitFormat, Place{file_, 0, 0, {}}, path_.empty() ? message : fmt::format("{} {}", path_, message), std::move(expected), {}});
  }

  /// A mapping with these keys and no others; the optional ones may be absent.
  void keys(std::initializer_list<std::string_view> needed, std::initializer_list<std::string_view> optional = {}) const {
    if (!json_.is_object()) fail("is no mapping", "a mapping");
    for (const std::string_view key : needed)
      if (!json_.contains(key)) fail(fmt::format("has no \"{}\"", key), "every key of docs/fit.md");
    for (const auto& [key, value] : json_.items()) {
      const auto is = [&key = key](std::string_view known) { return known == key; };
      if (!std::any_of(needed.begin(), needed.end(), is) && !std::any_of(optional.begin(), optional.end(), is))
        fail(fmt::format("has a key {}", quoted_name(key)), "the keys of docs/fit.md alone");
    }
  }
  bool has(std::string_view key) const { return json_.contains(key); }
  Node at(std::string_view key) const {
    return {file_, json_.at(std::string(key)), path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key)};
  }

  /// A list of so many; of any number without.
  std::vector<Node> list(std::optional<std::size_t> size = {}) const {
    if (!json_.is_array()) fail("is no list", "a list");
    if (size && json_.size() != *size) fail(fmt::format("is a list of {}", json_.size()), fmt::format("a list of {}", *size));
    std::vector<Node> nodes;
    for (std::size_t i = 0; i < json_.size(); ++i) nodes.emplace_back(file_, json_[i], fmt::format("{}[{}]", path_, i));
    return nodes;
  }
  std::int64_t whole(std::int64_t low, std::int64_t high) const {
    if (!json_.is_number_integer() || json_.get<double>() < static_cast<double>(low) || json_.get<double>() > static_cast<double>(high))
      fail(fmt::format("is {}", shown()), fmt::format("a whole number from {} to {}", low, high));
    return json_.get<std::int64_t>();
  }
  double number(double low, double high) const {
    if (!json_.is_number() || !(json_.get<double>() >= low && json_.get<double>() <= high))
      fail(fmt::format("is {}", shown()), fmt::format("a number from {} to {}", low, high));
    return json_.get<double>();
  }
  std::vector<double> numbers(std::optional<std::size_t> size, double low, double high) const {
    std::vector<double> values;
    for (const Node& node : list(size)) values.push_back(node.number(low, high));
    return values;
  }
  std::string text() const {
    if (!json_.is_string()) fail(fmt::format("is {}", shown()), "a text");
    return json_.get<std::string>();
  }
  const Json& json() const { return json_; }
  /// For messages; of lists and mappings, which may be long, the kind alone.
  std::string shown() const {
    if (json_.is_structured()) return json_.is_array() ? "a list" : "a mapping";
    std::string text = json_.dump(-1, ' ', true, Json::error_handler_t::replace);
    return text.size() > 40 ? text.substr(0, 40) + "…" : text;
  }

 private:
  const std::string& file_;
  const Json& json_;
  std::string path_;
};

template <std::size_t N>
std::array<double, N> numbers_of(const Node& node, double low, double high) {
  std::array<double, N> values{};
  const std::vector<double> read = node.numbers(N, low, high);
  std::copy(read.begin(), read.end(), values.begin());
  return values;
}

BlobShares shares_of(const Node& node) {
  const BlobShares shares = numbers_of<kFitBlobs.size()>(node, 0, 1);
  double sum = 0;
  for (const double share : shares) sum += share;
  if (std::abs(sum - 1) > 1e-3) node.fail(fmt::format("sums to {}", sum), "shares that sum to 1");
  return shares;
}

/// Loadings that leave something, or nothing, to the channel itself.
std::vector<double> loadings_of(const Node& node, std::optional<std::size_t> size, std::size_t most) {
  std::vector<double> loadings = node.numbers(size, -1, 1);
  if (loadings.size() > most) node.fail(fmt::format("is a list of {}", loadings.size()), fmt::format("at most {}", most));
  return loadings;
}

ChannelFit channel_of(const Node& node, std::size_t fields, std::optional<std::size_t> inputs) {
  const bool point = node.json().is_object() && node.has("point");
  if (point)
    node.keys({"point", "scale", "fields", "inputs"});
  else
    node.keys({"alpha", "beta", "scale", "fields", "inputs"});
  ChannelFit channel;
  if (point)
    channel.point = node.at("point").number(0, 1);
  else
    channel.zeros = BetaLaw{node.at("alpha").number(1e-30, kLargestCount), node.at("beta").number(1e-30, kLargestCount)};
  channel.scale = node.at("scale").number(0, kLargest);
  channel.fields = loadings_of(node.at("fields"), fields, fields);
  channel.inputs = loadings_of(node.at("inputs"), inputs, kInputVariates);
  return channel;
}

TensorFit tensor_of(const Node& node, const TensorShape& shape) {
  node.keys({"density", "deviation", "negative", "correlation", "channel_correlation", "common", "own", "channels"});
  TensorFit fit;
  fit.shape = shape;
  fit.density = node.at("density").number(0, 1);
  fit.deviation = node.at("deviation").number(0, 1);
  fit.negative = node.at("negative").number(0, 1);
  fit.correlation = numbers_of<kFitLags.size()>(node.at("correlation"), -2, 2);
  fit.channel_correlation = node.at("channel_correlation").number(-2, 2);
  for (const Node& row : node.at("common").list()) {
    row.keys({"blobs", "lasting"}, {"profile"});
    CommonField field;
    field.blobs = shares_of(row.at("blobs"));
    field.lasting = row.at("lasting").number(0, 1);
    if (row.has("profile") != (field.lasting > 0)) row.fail("has a profile, or a lasting part, without the other", "both or none");
    if (row.has("profile")) field.profile = row.at("profile").numbers(PositionKinds(shape).count(), -1e3, 1e3);
    fit.common.push_back(std::move(field));
  }
  if (fit.common.size() > kCommonFields + 1)
    node.at("common").fail(fmt::format("is a list of {}", fit.common.size()), fmt::format("at most {}", kCommonFields + 1));
  fit.own = shares_of(node.at("own"));
  for (const Node& row : node.at("channels").list(static_cast<std::size_t>(shape.channels))) {
    // All channels have as many.
    const std::optional<std::size_t> inputs = fit.channels.empty() ? std::nullopt : std::optional(fit.channels.front().inputs.size());
    fit.channels.push_back(channel_of(row, fit.common.size(), inputs));
  }
  return fit;
}

WeightsFit weights_of(const Node& node, const Layer& layer) {
  node.keys({"density", "scales"}, {"densities", "rows", "taps", "pattern"});
  const auto channels = static_cast<std::size_t>(layer.in_channels);
  WeightsFit fit;
  fit.density = node.at("density").number(0, 1);
  fit.scales = node.at("scales").numbers(channels, 0, kLargest);
  if (!node.has("densities")) {
    node.keys({"density", "scales"});
    return fit;
  }
  node.keys({"density", "scales", "densities", "rows", "taps", "pattern"});
  fit.densities = node.at("densities").numbers(channels, 0, 1);
  fit.rows = node.at("rows").numbers(static_cast<std::size_t>(layer.out_channels), 0, 1);
  fit.taps = node.at("taps").numbers(static_cast<std::size_t>(layer.kernel_height * layer.kernel_width), 0, 1);
  fit.pattern = node.at("pattern").text();
  if (!fit.pattern.empty() && std::find(kWeightPatterns.begin(), kWeightPatterns.end(), fit.pattern) == kWeightPatterns.end())
    node.at("pattern").fail(fmt::format("is {}", quoted_name(fit.pattern)), "1:4, 2:8, 1:2, 2:4, 4:8 or nothing");
  return fit;
}

LayerFit layer_of(const Node& node, const Network& network, const Layer& layer) {
  const bool matmul = layer.kind == LayerKind::Matmul;
  if (matmul)
    node.keys({"name", "activations", "second"});
  else
    node.keys({"name", "activations", "weights"}, {"weight_density", "weight_magnitude"});
  LayerFit fit;
  fit.name = node.at("name").text();
  if (fit.name != layer.name) node.at("name").fail(fmt::format("is {}", quoted_name(fit.name)), fmt::format("{}, as the network has it", layer.name));
  fit.activations = tensor_of(node.at("activations"), activations_shape(network, layer));
  if (matmul) {
    fit.second = tensor_of(node.at("second"), second_shape(layer));
    return fit;
  }
  fit.weights = weights_of(node.at("weights"), layer);
  if (node.has("weight_density")) fit.weight_density = node.at("weight_density").number(-2, 2);
  if (node.has("weight_magnitude")) fit.weight_magnitude = node.at("weight_magnitude").number(-2, 2);
  return fit;
}

/// How many lists and mappings lie within each other. The parser copies what it has read level by level, and would run out of stack.
std::size_t depth_of(std::string_view text) {
  std::size_t depth = 0, deepest = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quoted && text[i] == '\\')
      ++i;
    else if (text[i] == '"')
      quoted = !quoted;
    else if (!quoted && (text[i] == '[' || text[i] == '{'))
      deepest = std::max(deepest, ++depth);
    else if (!quoted && (text[i] == ']' || text[i] == '}') && depth > 0)
      --depth;
  }
  return deepest;
}

}  // namespace

Json fit_json(const Fit& fit) {
  Json json;
  json[std::string(kMark)] = kVersion;
  json["network"] = fit.network.name;
  json["named"] = fit.named;
  json["trace"] = fit.trace;
  json["pruned_by"] = fit.pruned_by;
  json["pruning"] = fit.pruning;
  json["inputs"] = fit.inputs;
  json["store"] = kStores[fit.masks ? 1 : 0];
  json["blobs"] = blobs_json();
  json["layers"] = Json::array();
  for (const LayerFit& layer : fit.layers) {
    Json& row = json["layers"].emplace_back(Json{{"name", layer.name}, {"activations", tensor_json(layer.activations)}});
    if (layer.second) row["second"] = tensor_json(*layer.second);
    if (layer.weights) row["weights"] = weights_json(*layer.weights);
    if (layer.weight_density) row["weight_density"] = *layer.weight_density;
    if (layer.weight_magnitude) row["weight_magnitude"] = *layer.weight_magnitude;
  }
  json["network_table"] = fit.network.text;
  return json;
}

Fit parse_fit(std::string_view text, const std::string& file) {
  Json json;
  if (depth_of(text) > kDeepest)
    Node(file, json, {}).fail(fmt::format("is nested deeper than {} levels", kDeepest), "a file that `skeptic fit` wrote");
  try {
    json = Json::parse(text);
  } catch (const Json::exception& error) {
    const auto* parse = dynamic_cast<const Json::parse_error*>(&error);
    Node(file, json, {})
        .fail(parse != nullptr ? fmt::format("is not JSON at byte {}", parse->byte) : "is not JSON", "a file that `skeptic fit` wrote");
  }
  const Node root(file, json, {});
  if (!json.is_object() || !json.contains(kMark)) root.fail(fmt::format("is no fit: it has no \"{}\"", kMark), "a file that `skeptic fit` wrote");
  root.keys({kMark, "network", "named", "trace", "pruned_by", "pruning", "inputs", "store", "blobs", "layers", "network_table"});
  if (root.at(kMark).json() != kVersion) root.at(kMark).fail(fmt::format("is {}", root.at(kMark).shown()), fmt::format("version {}", kVersion));
  Fit fit;
  fit.network = parse_network(root.at("network_table").text(), file + ":network_table");
  if (const std::string name = root.at("network").text(); name != fit.network.name)
    root.at("network").fail(fmt::format("is {}, and the table is of {}", quoted_name(name), quoted_name(fit.network.name)), "one network");
  fit.trace = root.at("trace").text();
  fit.named = root.at("named").text();
  fit.pruned_by = root.at("pruned_by").text();
  fit.pruning = root.at("pruning").text();
  fit.inputs = root.at("inputs").whole(1, std::int64_t{1} << 31);
  const std::string store = root.at("store").text();
  if (std::find(kStores.begin(), kStores.end(), store) == kStores.end())
    root.at("store").fail(fmt::format("is {}", quoted_name(store)), "values or masks");
  fit.masks = store == kStores[1];
  if (root.at("blobs").json() != blobs_json()) root.at("blobs").fail("are not those of this version", blobs_json().dump());
  std::vector<const Layer*> layers;
  for (const Layer& layer : fit.network.layers)
    if (layer.kind != LayerKind::Elementwise) layers.push_back(&layer);
  for (const Node& row : root.at("layers").list(layers.size())) fit.layers.push_back(layer_of(row, fit.network, *layers[fit.layers.size()]));
  return fit;
}

Fit read_fit(const std::string& file) { return parse_fit(read_file(file, kLargestFile), file); }

}  // namespace skeptic
