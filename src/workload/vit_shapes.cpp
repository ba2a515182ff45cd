// What the shapes of a checkpoint's tensors show of a vision transformer.
#include <algorithm>
#include <functional>
#include <optional>

#include "workload/checkpoint.h"
#include "workload/vit_family.h"
#include "workload/vit_name.h"
#include "workload/vit_names.h"

namespace skeptic {
namespace {

using Shape = std::vector<std::int64_t>;
using Shapes = std::map<std::string, Shape>;

/// A checkpoint under the names of one library. What it does not show reads as nothing.
class VitShapes {
 public:
  VitShapes(const Shapes& shapes, std::string prefix, const VitNames& names) : shapes_(shapes), prefix_(std::move(prefix)), names_(names) {}

  std::optional<std::int64_t> width() const { return size(block(0) + first_weights(), 2, 1); }
  std::optional<std::int64_t> mlp() const { return size(block(0) + std::string(names_.linear1) + ".weight", 2, 0); }
  std::optional<std::int64_t> classes() const { return size(std::string(names_.head) + ".weight", 2, 0); }
  std::optional<std::int64_t> patch() const { return size(std::string(names_.patches) + ".weight", 4, 3); }
  std::optional<std::int64_t> channels() const { return size(std::string(names_.patches) + ".weight", 4, 1); }

  std::optional<std::int64_t> depth() const {
    std::int64_t blocks = 0;
    while (find(block(blocks) + first_weights()) != nullptr) ++blocks;
    return blocks == 0 ? std::nullopt : std::optional(blocks);
  }

  /// Of square images: the root of the patches' number, times a patch's side.
  std::optional<std::int64_t> image() const {
    const auto positions = size(std::string(names_.positions), 3, 1);
    const auto side = patch();
    if (!positions || !side || *positions > 1'000'000) return std::nullopt;
    for (std::int64_t patches = 1; patches * patches < *positions; ++patches)
      if (patches * patches + 1 == *positions) return patches * *side;
    return std::nullopt;
  }

 private:
  std::string block(std::int64_t number) const { return std::string(names_.block) + std::to_string(number) + "."; }
  std::string first_weights() const {
    return names_.packed_weights.empty() ? std::string(names_.queries) + ".weight" : std::string(names_.packed_weights);
  }
  const Shape* find(const std::string& name) const {
    const auto found = shapes_.find(prefix_ + name);
    return found == shapes_.end() ? nullptr : &found->second;
  }
  std::optional<std::int64_t> size(const std::string& name, std::size_t dimensions, std::size_t which) const {
    const Shape* shape = find(name);
    if (shape == nullptr || shape->size() != dimensions || (*shape)[which] < 1) return std::nullopt;
    return (*shape)[which];
  }

  const Shapes& shapes_;
  std::string prefix_;
  const VitNames& names_;
};

}  // namespace

std::string complete_vit_name(const std::string& name, const Shapes& shapes) {
  if (!is_vit_name(name)) return name;
  const std::vector<VitKey> given = split_vit_name(name);
  const auto value_of = [&](std::string_view key) {
    const auto found = std::find_if(given.begin(), given.end(), [&](const VitKey& entry) { return entry.key == key; });
    return found == given.end() ? std::string{} : found->value;
  };
  std::vector<std::string> names;
  for (const auto& [tensor, shape] : shapes) names.push_back(tensor);
  const std::string wanted = value_of("names");
  for (const VitNames& row : kVitNames) {
    if (!wanted.empty() && row.name != wanted) continue;
    // Hugging Face's `vit.` is part of the table's names.
    std::string prefix = common_prefix(names);
    if (row.name == "huggingface" && prefix.ends_with("vit.")) prefix.resize(prefix.size() - 4);
    const VitShapes found(shapes, prefix, row);
    if (!found.depth()) continue;
    std::string completed = name;
    const auto add = [&](std::string_view key, const std::string& value) {
      if (!value_of(key).empty()) return;
      completed += (completed == "vit" ? ":" : completed.ends_with(':') ? "" : ",") + std::string(key) + "=" + value;
    };
    const auto add_size = [&](std::string_view key, const std::optional<std::int64_t>& size) {
      if (size) add(key, std::to_string(*size));
    };
    add_size("image", found.image());
    add_size("patch", found.patch());
    if (found.channels() != 3) add_size("channels", found.channels());
    add_size("width", found.width());
    add_size("depth", found.depth());
    add_size("mlp", found.mlp());
    add_size("classes", found.classes());
    add("names", std::string(row.name));
    return completed;
  }
  return name;
}

}  // namespace skeptic
