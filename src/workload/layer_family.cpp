#include "workload/layer_family.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "base/diagnostic.h"
#include "base/suggest.h"
#include "workload/elements.h"
#include "workload/vit_name.h"

namespace skeptic {
namespace {

constexpr std::int64_t kRequired = -1, kMostElements = 1'000'000'000;

struct SizeKey {
  std::string_view key;
  std::int64_t fallback, least, most;
};
constexpr SizeKey kConvolution[] = {{"in", kRequired, 1, 1'000'000}, {"out", kRequired, 1, 1'000'000}, {"image", kRequired, 1, 65'536},
                                    {"kernel", 1, 1, 1024},          {"stride", 1, 1, 1024},           {"pad", 0, 0, 1024},
                                    {"groups", 1, 1, 1'000'000}};
constexpr SizeKey kLinear[] = {{"in", kRequired, 1, 10'000'000}, {"out", kRequired, 1, 10'000'000}, {"tokens", 1, 1, 10'000'000}};
constexpr SizeKey kAttention[] = {{"heads", 1, 1, 4096}, {"head", kRequired, 1, 65'536}, {"tokens", kRequired, 1, 65'536}};

struct Family {
  std::string_view prefix;
  std::span<const SizeKey> sizes;
  std::string_view example;
};
constexpr Family kFamilies[] = {{"conv", kConvolution, "conv:in=64,out=64,image=14,kernel=3,pad=1"},
                                {"linear", kLinear, "linear:in=768,out=3072,tokens=197"},
                                {"attention", kAttention, "attention:heads=12,head=64,tokens=197"}};
constexpr std::string_view kFunctions[] = {"relu", "squared-relu", "gelu", "silu"};

const Family* family_of(std::string_view name) {
  for (const Family& family : kFamilies)
    if (name.starts_with(family.prefix) && name.substr(family.prefix.size()).starts_with(":")) return &family;
  return nullptr;
}

class LayerName {
 public:
  explicit LayerName(const std::string& name) : name_(name), family_(*family_of(name)) {
    for (const VitKey& entry : split_vit_name(name)) read(entry);
    for (const SizeKey& row : family_.sizes) {
      if (sizes_.contains(row.key)) continue;
      if (row.fallback == kRequired)
        wrong(1, fmt::format("the name of a {} layer lacks {}", family_.prefix, row.key), fmt::format("as {}", family_.example));
      sizes_[row.key] = row.fallback;
    }
    if (diagnostics_.empty()) check();
    if (!diagnostics_.empty()) throw UserError(diagnostics_);
  }

  std::int64_t size(std::string_view key) const { return sizes_.at(key); }
  const std::string& function() const { return function_; }
  std::string_view prefix() const { return family_.prefix; }

 private:
  void wrong(int column, std::string message, std::string expected, std::string suggestion = {}) {
    diagnostics_.push_back(
        {DiagnosticId::NetworkFamily, Place{{}, 1, column, name_}, std::move(message), std::move(expected), std::move(suggestion)});
  }

  void read(const VitKey& entry) {
    std::vector<std::string> keys;
    for (const SizeKey& row : family_.sizes) keys.emplace_back(row.key);
    keys.emplace_back("activation");
    if (std::find(keys.begin(), keys.end(), entry.key) == keys.end())
      return wrong(entry.column, fmt::format("a {} layer has no key {}", family_.prefix, quoted_name(entry.key)),
                   fmt::format("{}", fmt::join(keys, ", ")), did_you_mean(entry.key, keys));
    if (std::find(seen_.begin(), seen_.end(), entry.key) != seen_.end())
      return wrong(entry.column, fmt::format("the key {} is here twice", quoted_name(entry.key)), "each key once");
    seen_.push_back(entry.key);
    const int column = entry.column + static_cast<int>(entry.key.size()) + 1;
    if (entry.key == "activation") {
      if (std::find(std::begin(kFunctions), std::end(kFunctions), entry.value) == std::end(kFunctions))
        return wrong(column, fmt::format("{} is no activation function", quoted_name(entry.value)), fmt::format("{}", fmt::join(kFunctions, ", ")));
      function_ = entry.value;
      return;
    }
    const SizeKey& row = *std::find_if(family_.sizes.begin(), family_.sizes.end(), [&](const SizeKey& size) { return size.key == entry.key; });
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(entry.value.data(), entry.value.data() + entry.value.size(), value);
    sizes_[row.key] = row.least;  // it is there, whatever it says
    if (error != std::errc() || end != entry.value.data() + entry.value.size() || value < row.least || value > row.most)
      return wrong(column, fmt::format("{} is {}", row.key, quoted_name(entry.value)), fmt::format("an integer from {} to {}", row.least, row.most));
    sizes_[row.key] = value;
  }

  void check() {
    if (family_.prefix == "conv") {
      if (size("in") % size("groups") != 0 || size("out") % size("groups") != 0)
        wrong(1, fmt::format("{} groups do not divide {} and {} channels", size("groups"), size("in"), size("out")), "a divisor of both");
      if (size("kernel") > size("image") + 2 * size("pad")) wrong(1, "the kernel is larger than the padded image", "a larger image, or a pad");
    }
    const auto too_many = [&](std::initializer_list<std::string_view> keys) {
      double elements = 1;
      for (const std::string_view key : keys) elements *= static_cast<double>(size(key));
      return elements > static_cast<double>(kMostElements);
    };
    const bool large = family_.prefix == "conv"
                           ? too_many({"in", "image", "image"}) || too_many({"out", "image", "image"}) || too_many({"in", "out", "kernel", "kernel"})
                       : family_.prefix == "linear" ? too_many({"in", "tokens"}) || too_many({"out", "tokens"}) || too_many({"in", "out"})
                                                    : too_many({"heads", "tokens", "tokens"}) || too_many({"heads", "head", "tokens"});
    if (large) wrong(1, "the layer is too large", fmt::format("at most {} elements in a tensor", kMostElements));
  }

  const std::string& name_;
  const Family& family_;
  std::map<std::string_view, std::int64_t> sizes_;
  std::vector<std::string> seen_;
  std::string function_ = "relu";
  Diagnostics diagnostics_;
};

}  // namespace

bool is_layer_name(std::string_view name) { return family_of(name) != nullptr; }

std::string layer_table(const std::string& name) {
  const LayerName layer(name);
  std::string input, row;
  std::int64_t elements = 0;
  if (layer.prefix() == "conv") {
    elements = layer.size("in") * layer.size("image") * layer.size("image");
    input = fmt::format("[{}, {}, {}]", layer.size("in"), layer.size("image"), layer.size("image"));
    row = fmt::format("kind: convolution, inputs: [function], in: {}, out: {}, image: {}, kernel: {}, stride: {}, pad: {}, groups: {}",
                      layer.size("in"), layer.size("out"), layer.size("image"), layer.size("kernel"), layer.size("stride"), layer.size("pad"),
                      layer.size("groups"));
  } else if (layer.prefix() == "linear") {
    elements = layer.size("in") * layer.size("tokens");
    input = fmt::format("[{}, {}]", layer.size("tokens"), layer.size("in"));
    row = fmt::format("kind: linear, inputs: [function], in: {}, out: {}, tokens: {}", layer.size("in"), layer.size("out"), layer.size("tokens"));
  } else {
    const std::int64_t heads = layer.size("heads"), head = layer.size("head"), tokens = layer.size("tokens");
    const std::int64_t wide = heads * head * tokens, weights = heads * tokens * tokens;
    return fmt::format(
        "name: \"{}\"\ntitle: \"The products of attention, {} heads of {}, {} tokens\"\nsource: \"the name\"\nactivation: gelu\ninput: [{}, "
        "{}]\nlayers:\n"
        "  - {{name: projection, kind: linear, inputs: [input], in: {}, out: {}, tokens: {}}}\n"
        "  - {{name: scores, kind: matmul, inputs: [projection], reads: [{}], heads: {}, in: {}, out: {}, tokens: {}}}\n"
        "  - {{name: softmax, kind: softmax, inputs: [scores], elements: {}}}\n"
        "  - {{name: context, kind: matmul, inputs: [softmax, projection], reads: [{}, {}], heads: {}, in: {}, out: {}, tokens: {}}}\n",
        name, heads, head, tokens, tokens, heads * head, heads * head, 3 * heads * head, tokens, 2 * wide, heads, head, tokens, tokens, weights,
        weights, wide, heads, tokens, head, tokens);
  }
  return fmt::format(
      "name: \"{}\"\ntitle: \"One layer behind {}\"\nsource: \"the name\"\nactivation: {}\ninput: {}\nlayers:\n"
      "  - {{name: function, kind: {}, inputs: [input], elements: {}}}\n  - {{name: layer, {}}}\n",
      name, layer.function(), layer.function(), input, layer.function(), elements, row);
}

}  // namespace skeptic
