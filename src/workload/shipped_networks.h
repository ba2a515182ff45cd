// The networks that Skeptic trained itself and ships with their weights (docs/shipped-networks.md): they run on images that it makes.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace skeptic {

inline constexpr std::array<std::string_view, 3> kShippedNetworks{"shapes-cnn", "shapes-vit", "shapes-vit-relu"};

/// What they are tested on, for open_images; what they were trained on is another stream of the same kind.
inline constexpr std::string_view kShippedImages = "generated:shapes";

constexpr bool is_shipped(std::string_view network) {
  return std::find(kShippedNetworks.begin(), kShippedNetworks.end(), network) != kShippedNetworks.end();
}

}  // namespace skeptic
