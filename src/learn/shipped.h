// The checkpoints that Skeptic ships: small networks that it trained itself (docs/shipped-networks.md), part of the binary.
#pragma once

#include <string_view>

namespace skeptic {

struct ShippedWeights {
  std::string_view name;   ///< the network's
  std::string_view bytes;  ///< a .safetensors file
};

/// Null where the network has none.
const ShippedWeights* shipped_weights(std::string_view network);

}  // namespace skeptic
