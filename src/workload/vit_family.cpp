#include "workload/vit_family.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/diagnostic.h"
#include "base/suggest.h"
#include "workload/elements.h"
#include "workload/vit_name.h"
#include "workload/vit_names.h"

namespace skeptic {
namespace {

constexpr std::int64_t kMostElements = 1'000'000'000;  // of one row

struct Vit {
  std::int64_t image = 0, patch = 0, channels = 3, width = 0, depth = 0, heads = 0, mlp = 0, classes = 1000;
  std::string activation, norm, preprocess;
  const VitNames* names = &kVitNames.front();

  std::int64_t patches() const { return image / patch * (image / patch); }
  std::int64_t tokens() const { return patches() + 1; }
};

struct SizeKey {
  std::string_view key;
  std::int64_t Vit::*value;
  std::int64_t most;
};

constexpr std::array kSizes{
    SizeKey{"image", &Vit::image, 65'536},      SizeKey{"patch", &Vit::patch, 65'536},
    SizeKey{"channels", &Vit::channels, 4'096}, SizeKey{"width", &Vit::width, 1'000'000},
    SizeKey{"depth", &Vit::depth, 512},         SizeKey{"heads", &Vit::heads, 65'536},
    SizeKey{"mlp", &Vit::mlp, 10'000'000},      SizeKey{"classes", &Vit::classes, 10'000'000},
};

class VitParser {
 public:
  explicit VitParser(const std::string& name) : name_(name) {}

  Vit parse() {
    for (const VitKey& entry : split_vit_name(name_)) read(entry);
    std::vector<std::string> missing;
    for (const std::string_view key : {"image", "patch", "width", "depth"})
      if (std::find(seen_.begin(), seen_.end(), key) == seen_.end()) missing.emplace_back(key);
    if (!missing.empty())
      wrong(std::nullopt, fmt::format("the name of a vision transformer lacks {}", fmt::join(missing, ", ")),
            "as vit:image=224,patch=16,width=384,depth=12, or a checkpoint whose shapes show them");
    if (diagnostics_.empty()) derive();
    if (!diagnostics_.empty()) throw UserError(diagnostics_);
    return vit_;
  }

 private:
  void wrong(std::optional<int> column, std::string message, std::string expected, std::string suggestion = {}) {
    // The name stands under the message like the line of a file.
    const Place place{{}, 1, column.value_or(1), name_};
    diagnostics_.push_back({DiagnosticId::NetworkFamily, place, std::move(message), std::move(expected), std::move(suggestion)});
  }

  void read(const VitKey& entry) {
    const std::vector<std::string> keys(kVitKeys.begin(), kVitKeys.end());
    if (std::find(keys.begin(), keys.end(), entry.key) == keys.end())
      return wrong(entry.column, fmt::format("a vision transformer has no key {}", quoted_name(entry.key)), fmt::format("{}", fmt::join(keys, ", ")),
                   did_you_mean(entry.key, keys));
    if (!entry.assigned) return wrong(entry.column, fmt::format("{} has no value", quoted_name(entry.key)), fmt::format("{}=…", entry.key));
    if (std::find(seen_.begin(), seen_.end(), entry.key) != seen_.end())
      return wrong(entry.column, fmt::format("the key {} is here twice", quoted_name(entry.key)), "each key once");
    seen_.push_back(entry.key);
    const int column = entry.column + static_cast<int>(entry.key.size()) + 1;
    if (const auto size = std::find_if(kSizes.begin(), kSizes.end(), [&](const SizeKey& row) { return row.key == entry.key; }); size != kSizes.end())
      return read_size(*size, entry.value, column);
    std::vector<std::string> names;
    for (const VitNames& row : kVitNames) names.emplace_back(row.name);
    if (entry.key == "activation") vit_.activation = choice(entry, column, {"gelu", "relu", "squared-relu"});
    if (entry.key == "norm") vit_.norm = choice(entry, column, {"pre", "post"});
    if (entry.key == "preprocess") vit_.preprocess = choice(entry, column, {"imagenet", "cifar10"});
    if (entry.key == "names") {
      const std::string chosen = choice(entry, column, names);
      for (const VitNames& row : kVitNames)
        if (row.name == chosen) vit_.names = &row;
    }
  }

  void read_size(const SizeKey& row, const std::string& text, int column) {
    std::int64_t value = 0;
    const auto [rest, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (status != std::errc{} || rest != text.data() + text.size() || value < 1 || value > row.most)
      wrong(column, fmt::format("\"{}\" is not a size", row.key), fmt::format("a whole number from 1 to {}", row.most));
    vit_.*row.value = value;
  }

  std::string choice(const VitKey& entry, int column, const std::vector<std::string>& choices) {
    if (std::find(choices.begin(), choices.end(), entry.value) == choices.end())
      wrong(column, fmt::format("\"{}\" cannot be {}", entry.key, quoted_name(entry.value)), fmt::format("{}", fmt::join(choices, ", ")),
            did_you_mean(entry.value, choices));
    return entry.value;
  }

  /// What absent keys stand for, and what sizes must have in common.
  void derive() {
    if (vit_.heads == 0) vit_.heads = std::max<std::int64_t>(1, vit_.width / 64);
    if (vit_.mlp == 0) vit_.mlp = 4 * vit_.width;
    if (vit_.norm.empty()) vit_.norm = vit_.names->norm;
    if (vit_.activation.empty()) vit_.activation = vit_.names->function;
    if (vit_.channels != 3 && !vit_.preprocess.empty())
      wrong(std::nullopt, fmt::format("\"{}\" is for three channels, not {}", vit_.preprocess, vit_.channels), "no preprocess key");
    if (vit_.channels == 3 && vit_.preprocess.empty()) vit_.preprocess = "imagenet";
    if (vit_.image % vit_.patch != 0)
      wrong(std::nullopt, fmt::format("patches of {} do not tile an image of {}", vit_.patch, vit_.image), "an image of whole patches");
    if (vit_.width % vit_.heads != 0)
      wrong(std::nullopt, fmt::format("{} heads do not divide a width of {}", vit_.heads, vit_.width), "heads=…, a divisor of the width");
    constexpr std::int64_t kMostTokens = 100'000;  // so that no product overflows
    const std::int64_t tokens = vit_.tokens(), image = vit_.channels * vit_.image * vit_.image;
    if (tokens > kMostTokens || std::max({tokens * std::max(3 * vit_.width, vit_.mlp), vit_.heads * tokens * tokens, image}) > kMostElements)
      wrong(std::nullopt, fmt::format("rows of {} tokens are more than a table can hold", tokens),
            fmt::format("at most {} elements a row", kMostElements));
  }

  const std::string& name_;
  Vit vit_;
  std::vector<std::string> seen_;
  Diagnostics diagnostics_;
};

/// Writes the rows one below the other.
class VitTable {
 public:
  explicit VitTable(const Vit& vit) : v_(vit), n_(*vit.names) {}

  std::string rows() {
    const std::int64_t side = v_.image / v_.patch;
    add("{}, kind: convolution, inputs: [input], in: {}, out: {}, image: {}, kernel: {}, stride: {}, bias: true, weights: {}.weight", n_.patches,
        v_.channels, v_.width, v_.image, v_.patch, v_.patch, n_.patches);
    add("{}, kind: position, inputs: [{}], elements-in: {}, elements-out: {}, parameters: {}, tensors: [{}, {}]", n_.position, n_.patches,
        side * side * v_.width, wide_, v_.width + wide_, n_.class_token, n_.positions);
    std::string stream(n_.position);
    for (std::int64_t block = 0; block < v_.depth; ++block) {
      block_ = fmt::format("{}{}.", n_.block, block);
      stream = v_.norm == "pre" ? pre_norm(stream) : post_norm(stream);
    }
    norm(std::string(n_.last_norm), stream);
    add("{}, kind: linear, inputs: [{}], reads: [{}], in: {}, out: {}, bias: true, weights: {}.weight", n_.head, n_.last_norm, v_.width, v_.width,
        v_.classes, n_.head);
    return rows_;
  }

 private:
  template <typename... Values>
  void add(fmt::format_string<const Values&...> row, const Values&... values) {
    rows_ += "  - {name: " + fmt::format(row, values...) + "}\n";
  }
  std::string in_block(std::string_view name) const { return block_ + std::string(name); }

  /// x + attention(norm1(x)), then x + mlp(norm2(x)).
  std::string pre_norm(const std::string& stream) {
    const std::string first = attend(norm(in_block(n_.norm1), stream), stream);
    return feed(norm(in_block(n_.norm2), first), first);
  }
  /// norm1(x + attention(x)), then norm2(x + mlp(x)).
  std::string post_norm(const std::string& stream) {
    const std::string first = norm(in_block(n_.norm1), attend(stream, stream));
    return norm(in_block(n_.norm2), feed(first, first));
  }

  std::string norm(const std::string& name, const std::string& input) {
    add("{}, kind: layer-norm, inputs: [{}], elements: {}, parameters: {}, epsilon: {}", name, input, wide_, 2 * v_.width, n_.epsilon);
    return name;
  }

  void linear(const std::string& name, const std::string& input, std::int64_t in, std::int64_t out, const std::string& weights) {
    add("{}, kind: linear, inputs: [{}], in: {}, out: {}, tokens: {}, bias: true, weights: {}", name, input, in, out, v_.tokens(), weights);
  }
  void linear(const std::string& name, const std::string& input, std::int64_t in, std::int64_t out) {
    linear(name, input, in, out, name + ".weight");
  }

  std::string sum(const std::string& name, const std::string& branch, const std::string& stream) {
    add("{}, kind: add, inputs: [{}, {}], elements: {}", name, branch, stream, wide_);
    return name;
  }

  std::string attend(const std::string& input, const std::string& stream) {
    const std::int64_t head = v_.width / v_.heads, weights = v_.heads * v_.tokens() * v_.tokens();
    const std::string attention = in_block(n_.attention), scores = attention + ".scores", softmax = attention + ".softmax",
                      context = attention + ".context";
    std::string queries_keys, values;
    if (!n_.packed.empty()) {
      const std::string packed = in_block(n_.packed);
      linear(packed, input, v_.width, 3 * v_.width, in_block(n_.packed_weights));
      queries_keys = fmt::format("[{}], reads: [{}]", packed, 2 * wide_);
      values = fmt::format("{}], reads: [{}, {}]", packed, weights, wide_);
    } else {
      for (const std::string_view part : {n_.queries, n_.keys, n_.values}) linear(in_block(part), input, v_.width, v_.width);
      queries_keys = fmt::format("[{}, {}]", in_block(n_.queries), in_block(n_.keys));
      values = in_block(n_.values) + "]";
    }
    add("{}, kind: matmul, inputs: {}, heads: {}, in: {}, out: {}, tokens: {}", scores, queries_keys, v_.heads, head, v_.tokens(), v_.tokens());
    add("{}, kind: softmax, inputs: [{}], elements: {}", softmax, scores, weights);
    add("{}, kind: matmul, inputs: [{}, {}, heads: {}, in: {}, out: {}, tokens: {}", context, softmax, values, v_.heads, v_.tokens(), head,
        v_.tokens());
    linear(in_block(n_.projection), context, v_.width, v_.width);
    return sum(in_block(n_.add1), in_block(n_.projection), stream);
  }

  std::string feed(const std::string& input, const std::string& stream) {
    linear(in_block(n_.linear1), input, v_.width, v_.mlp);
    add("{}, kind: {}, inputs: [{}], elements: {}", in_block(n_.activation), v_.activation, in_block(n_.linear1), v_.tokens() * v_.mlp);
    linear(in_block(n_.linear2), in_block(n_.activation), v_.mlp, v_.width);
    return sum(in_block(n_.add2), in_block(n_.linear2), stream);
  }

  const Vit& v_;
  const VitNames& n_;
  std::int64_t wide_ = v_.tokens() * v_.width;  // elements between blocks
  std::string block_, rows_;
};

std::string preprocessing_text(const Vit& vit) {
  if (vit.preprocess == "cifar10") return "preprocess: {mean: [0.4914, 0.4822, 0.4465], deviation: [0.2023, 0.1994, 0.201]}\n";
  // ImageNet's margin of 256 pixels for 224; pictures that are small already are not scaled.
  constexpr std::int64_t kSmall = 96;
  if (vit.preprocess == "imagenet" && vit.image >= kSmall) return fmt::format("preprocess: {{resize: {}}}\n", vit.image * 8 / 7);
  return {};
}

}  // namespace

std::vector<VitKey> split_vit_name(const std::string& name) {
  std::vector<VitKey> keys;
  const std::size_t colon = name.find(':');
  if (colon == std::string::npos || colon + 1 == name.size()) return keys;
  for (std::size_t start = colon + 1; start <= name.size();) {
    const std::size_t end = std::min(name.find(',', start), name.size());
    const std::string part = name.substr(start, end - start);
    const std::size_t equals = std::min(part.find('='), part.size());
    keys.push_back({part.substr(0, equals), part.substr(std::min(equals + 1, part.size())), static_cast<int>(start) + 1, equals != part.size()});
    start = end + 1;
  }
  return keys;
}

bool is_vit_name(std::string_view name) { return name == "vit" || name.starts_with("vit:"); }

std::string vit_table(const std::string& name) {
  const Vit vit = VitParser(name).parse();
  return fmt::format(
             "name: \"{}\"\n"
             "title: \"Vision transformer, {} x {} in patches of {}, {} layers of {}\"\n"
             "source: \"Dosovitskiy et al., ICLR 2021; rows and tensors named as {}\"\n"
             "activation: {}\n"
             "input: [{}, {}, {}]\n",
             name, vit.image, vit.image, vit.patch, vit.depth, vit.width, vit.names->source, vit.activation, vit.channels, vit.image, vit.image) +
         preprocessing_text(vit) + "layers:\n" + VitTable(vit).rows();
}

}  // namespace skeptic
