// The name of a vision transformer, taken apart.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace skeptic {

/// Keys that are sizes, then those that are words; in the order in which names are completed and documented.
inline constexpr std::array<std::string_view, 12> kVitKeys{"image", "patch",   "channels",   "width", "depth", "heads",
                                                           "mlp",   "classes", "activation", "norm",  "names", "preprocess"};

struct VitKey {
  std::string key, value;
  int column = 1;        ///< of the key in the name, from 1
  bool assigned = true;  ///< there is a `=`
};

/// What stands behind "vit:", split at commas and the first `=` of each part; nothing is checked.
std::vector<VitKey> split_vit_name(const std::string& name);

}  // namespace skeptic
