// Vision transformers of any depth and width: "vit:image=224,patch=16,width=384,depth=12" is the name of a network, its table is made from it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace skeptic {

/// "vit", or "vit:" and what follows.
bool is_vit_name(std::string_view name);

/// The text of the table (docs/networks.md has the keys). Throws UserError, NetworkFamily, with everything that is wrong with the name at once.
std::string vit_table(const std::string& name);

/// The name with the keys that it lacks and that the shapes of a checkpoint's tensors show: image, patch, channels, width, depth, mlp, classes,
/// names. Heads, activation function and the norm's place leave no trace in shapes. Names of other networks, and checkpoints without vision
/// transformers, change nothing.
std::string complete_vit_name(const std::string& name, const std::map<std::string, std::vector<std::int64_t>>& shapes);

}  // namespace skeptic
