#include "workload/checkpoint.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "base/suggest.h"
#include "workload/elements.h"
#include "workload/runnable.h"
#include "workload/vit_family.h"

namespace skeptic {
namespace {

/// torch's DataParallel, wrappers of training code, and Hugging Face's names of the model inside a model with a head.
constexpr std::array<std::string_view, 4> kPrefixes{"module.", "model.", "bert.", "vit."};

/// Heads that this program runs for no network; the last two for none whose input is text.
constexpr std::array<std::string_view, 2> kHeads{"pooler.", "cls."};
constexpr std::array<std::string_view, 2> kTextHeads{"classifier.", "qa_outputs."};

/// Not trained: how often statistics were updated, and the numbers 0, 1, 2, …
constexpr std::array<std::string_view, 2> kCounters{"num_batches_tracked", "position_ids"};

struct OldName {
  std::string_view now, before;
};
constexpr std::array kOldNames{OldName{"LayerNorm.weight", "LayerNorm.gamma"}, OldName{"LayerNorm.bias", "LayerNorm.beta"},
                               OldName{".mlp.0.", ".mlp.linear_1."}, OldName{".mlp.3.", ".mlp.linear_2."}};

/// The name as it stands, and without the first, the first two, … of the prefixes that are part of `prefix`.
std::vector<std::string_view> forms(std::string_view name, std::string_view prefix) {
  std::vector<std::string_view> result{name};
  for (bool shorter = true; shorter && !prefix.empty();) {
    shorter = false;
    for (const std::string_view known : kPrefixes)
      if (prefix.starts_with(known) && name.starts_with(known)) {
        prefix.remove_prefix(known.size());
        name.remove_prefix(known.size());
        result.push_back(name);
        shorter = true;
        break;
      }
  }
  return result;
}

template <typename Heads>
bool starts_with_any(std::string_view name, const Heads& heads) {
  return std::any_of(heads.begin(), heads.end(), [&](const auto& head) { return name.starts_with(head); });
}

bool is_counter(std::string_view name) {
  return std::any_of(kCounters.begin(), kCounters.end(), [&](std::string_view counter) { return name.ends_with(counter); });
}

std::vector<std::string> names_of(const TensorShapes& tensors) {
  std::vector<std::string> names;
  for (const auto& [name, shape] : tensors) names.push_back(name);
  return names;
}

/// A file beside a network.
struct Match {
  TensorShapes expected;
  std::map<std::string, std::string> found;  ///< expected to the file's names
  std::vector<std::string> missing, misshapen, extra;

  std::size_t fitting() const { return found.size() - misshapen.size(); }
  bool perfect() const { return missing.empty() && misshapen.empty() && extra.empty(); }
  /// The names, and the tensors that fit, of all that either side has.
  double named() const { return share_of(found.size()); }
  double fit() const { return share_of(fitting()); }

 private:
  double share_of(std::size_t count) const {
    return static_cast<double>(count) / static_cast<double>(std::max<std::size_t>(1, expected.size() + extra.size()));
  }
};

/// Whether a tensor that the network does not need may be there.
bool tolerated(const Network& network, std::string_view name, std::string_view prefix) {
  if (is_counter(name)) return true;
  for (const std::string_view form : forms(name, prefix)) {
    if (starts_with_any(form, kHeads) || (network.input.size() == 1 && starts_with_any(form, kTextHeads))) return true;
    for (const Layer& layer : network.layers)
      if (layer.operation == "held" && form.starts_with(layer.name + ".")) return true;
  }
  return false;
}

Match match(const Network& network, const TensorShapes& tensors) {
  Match result;
  const std::vector<std::string> names = names_of(tensors);
  result.expected = expected_tensors(network);
  result.found = checkpoint_names(network, names);
  std::set<std::string> used;
  for (const auto& [name, shape] : result.expected) {
    const auto found = result.found.find(name);
    if (found == result.found.end()) {
      result.missing.push_back(name);
      continue;
    }
    used.insert(found->second);
    if (tensors.at(found->second) != shape) result.misshapen.push_back(name);
  }
  const std::string prefix = common_prefix(names);
  for (const std::string& name : names)
    if (!used.contains(name) && !tolerated(network, name, prefix)) result.extra.push_back(name);
  return result;
}

/// The network of the library, or of the family, whose checkpoint the file is most likely.
std::optional<std::pair<std::string, Match>> best_match(const TensorShapes& tensors) {
  std::vector<std::string> candidates = library_networks();
  if (const std::string vit = complete_vit_name("vit", tensors); vit != "vit") candidates.push_back(vit);
  std::optional<std::pair<std::string, Match>> best;
  for (const std::string& candidate : candidates) {
    try {
      Match next = match(load_network(candidate), tensors);
      if (!best || next.fit() > best->second.fit()) best = {candidate, std::move(next)};
    } catch (const UserError&) {
      // Shapes that no vision transformer has.
    }
  }
  return best;
}

/// Collects diagnostics of one kind: the first of them, and how many more there are.
class Listing {
 public:
  Listing(Diagnostics& diagnostics, const std::string& file, std::size_t most) : diagnostics_(diagnostics), file_(file), most_(most) {}

  template <typename Describe>
  void list(DiagnosticId id, const std::vector<std::string>& names, const std::string& rest, Describe&& describe) {
    for (std::size_t i = 0; i < std::min(names.size(), most_); ++i) describe(names[i]);
    if (names.size() > most_) add(id, fmt::format("{} more tensors {}", names.size() - most_, rest));
  }
  void add(DiagnosticId id, std::string message, std::string expected = {}, std::string suggestion = {}) {
    diagnostics_.push_back({id, Place{file_, 0, 0, {}}, std::move(message), std::move(expected), std::move(suggestion)});
  }

 private:
  Diagnostics& diagnostics_;
  const std::string& file_;
  std::size_t most_;
};

/// Those of `names` whose tensors have this shape: a name alone is near too many others.
template <typename ShapeOf>
std::vector<std::string> of_shape(const std::vector<std::string>& names, const std::vector<std::int64_t>& shape, const ShapeOf& shape_of) {
  std::vector<std::string> result;
  std::copy_if(names.begin(), names.end(), std::back_inserter(result), [&](const std::string& name) { return shape_of(name) == shape; });
  return result;
}

}  // namespace

TensorShapes expected_tensors(const Network& network) {
  TensorShapes tensors;
  const auto norm = [&](const Layer& layer, std::int64_t channels, bool statistics) {
    if (layer.norm_name.empty()) return;
    for (const char* part : {".weight", ".bias"}) tensors[layer.norm_name + part] = {channels};
    if (!statistics) return;
    for (const char* part : {".running_mean", ".running_var"}) tensors[layer.norm_name + part] = {channels};
  };
  for (const Layer& layer : network.layers) {
    if (layer.kind == LayerKind::Convolution || layer.kind == LayerKind::Linear) {
      if (!layer.weights_name.empty()) {
        tensors[layer.weights_name] = {layer.out_channels, layer.in_channels / layer.groups};
        if (layer.kind == LayerKind::Convolution)
          tensors[layer.weights_name].insert(tensors[layer.weights_name].end(), {layer.kernel_height, layer.kernel_width});
      }
      if (!layer.bias_name.empty()) tensors[layer.bias_name] = {layer.out_channels};
      norm(layer, layer.out_channels, true);
    } else if (layer.operation == "layer-norm" || layer.operation == "batch-norm") {
      norm(layer, layer.parameters / 2, layer.operation == "batch-norm");
    } else if (layer.operation == "position" && layer.tensor_names.size() == 2) {
      const std::int64_t width = layer.elements_out - layer.elements_in;
      tensors[layer.tensor_names[0]] = {1, 1, width};
      tensors[layer.tensor_names[1]] = {1, layer.elements_out / width, width};
    } else if (layer.operation == "embedding") {
      for (std::size_t i = 0; i < std::min(layer.tensor_names.size(), layer.table_rows.size()); ++i)
        tensors[layer.tensor_names[i]] = {layer.table_rows[i], layer.elements_out / layer.elements_in};
    }
  }
  return tensors;
}

std::string common_prefix(const std::vector<std::string>& names) {
  std::string prefix;
  for (bool longer = true; longer;) {
    longer = false;
    for (const std::string_view known : kPrefixes) {
      const auto has = [&](const std::string& name) {
        return name.starts_with(prefix) && std::string_view(name).substr(prefix.size()).starts_with(known);
      };
      const auto excused = [&](const std::string& name) {
        const auto shorter = forms(name, prefix);
        return std::any_of(shorter.begin(), shorter.end(),
                           [](std::string_view form) { return starts_with_any(form, kHeads) || starts_with_any(form, kTextHeads); });
      };
      if (std::any_of(names.begin(), names.end(), has) &&
          std::all_of(names.begin(), names.end(), [&](const std::string& name) { return has(name) || excused(name); })) {
        prefix += known;
        longer = true;
        break;
      }
    }
  }
  return prefix;
}

std::map<std::string, std::string> checkpoint_names(const Network& network, const std::vector<std::string>& names) {
  const std::string prefix = common_prefix(names);
  std::map<std::string, std::string> known;  // by every form
  for (const std::string& name : names)
    for (const std::string_view form : forms(name, prefix)) known.emplace(form, name);
  std::map<std::string, std::string> result;
  for (const auto& [name, shape] : expected_tensors(network)) {
    auto found = known.find(name);
    for (const OldName& old : kOldNames)
      if (const std::size_t place = name.find(old.now); found == known.end() && place != std::string::npos)
        found = known.find(std::string(name).replace(place, old.now.size(), old.before));
    if (found != known.end()) result.emplace(name, found->second);
  }
  return result;
}

Diagnostics checkpoint_problems(const Network& network, const TensorShapes& tensors, const std::string& file) {
  constexpr std::size_t kMany = 100, kFew = 10;
  Diagnostics diagnostics = run_problems(network);
  const Match own = match(network, tensors);
  if (own.perfect()) return diagnostics;

  const auto best = best_match(tensors);
  const bool foreign = own.named() < 0.5;
  const bool better = best && best->second.fit() > own.fit() && (best->second.perfect() || (foreign && best->second.named() > 0.5));
  if (foreign || better)
    diagnostics.push_back({DiagnosticId::CheckpointNetwork,
                           Place{file, 0, 0, {}},
                           fmt::format("looks like a checkpoint of another network: it has {} of the {} tensors of {}, and {} others",
                                       own.found.size(), own.expected.size(), quoted_name(network.name), own.extra.size()),
                           {},
                           better ? fmt::format("did you mean \"{}\"? The file has {} of its {} tensors", best->first, best->second.fitting(),
                                                best->second.expected.size())
                                  : std::string{}});
  Listing listing(diagnostics, file, foreign ? kFew : kMany);
  const auto shape_in_file = [&](const std::string& name) { return tensors.at(name); };
  const auto shape_expected = [&](const std::string& name) { return own.expected.at(name); };
  listing.list(DiagnosticId::TensorMissing, own.missing, "are missing", [&](const std::string& name) {
    const auto& shape = own.expected.at(name);
    listing.add(DiagnosticId::TensorMissing, fmt::format("there is no tensor {}", quoted_name(name)),
                fmt::format("a tensor of shape {}", shape_text(shape)), did_you_mean(name, of_shape(own.extra, shape, shape_in_file)));
  });
  listing.list(DiagnosticId::LayerTensorShape, own.misshapen, "have another shape", [&](const std::string& name) {
    const std::string& there = own.found.at(name);
    listing.add(DiagnosticId::LayerTensorShape, fmt::format("tensor {} has the shape {}", quoted_name(there), shape_text(tensors.at(there))),
                fmt::format("a tensor of shape {}", shape_text(own.expected.at(name))));
  });
  listing.list(DiagnosticId::TensorExtra, own.extra, "are none of the network's", [&](const std::string& name) {
    const auto& shape = tensors.at(name);
    listing.add(DiagnosticId::TensorExtra, fmt::format("tensor {} of shape {} is none of the network's", quoted_name(name), shape_text(shape)), {},
                did_you_mean(name, of_shape(own.missing, shape, shape_expected)));
  });
  return diagnostics;
}

}  // namespace skeptic
