#include "design/placed.h"

#include <array>
#include <utility>

namespace skeptic {
namespace {

/// What a message names, and the key that stands for it.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kNamed{{{"tile.m ", "tile.m"},
                                                                               {"tile.n ", "tile.n"},
                                                                               {"tile.k ", "tile.k"},
                                                                               {"memory.weights", "memory.weights.size"},
                                                                               {"memory.activations", "memory.activations.size"},
                                                                               {"memory.accumulators", "memory.accumulators.size"}}};

}  // namespace

Diagnostics placed(const Design& design, Diagnostics diagnostics) {
  for (Diagnostic& diagnostic : diagnostics) {
    if (!diagnostic.place.file.empty() || (diagnostic.id != DiagnosticId::LayerTile && diagnostic.id != DiagnosticId::LayerBuffer)) continue;
    diagnostic.place.file = design.source;
    for (const auto& [named, key] : kNamed) {
      const bool names = diagnostic.message.find(named) != std::string::npos || diagnostic.expected.find(named) != std::string::npos;
      const Value* value = names ? design.find(key) : nullptr;
      if (value == nullptr) continue;
      diagnostic.place = value->place;
      break;
    }
  }
  return diagnostics;
}

}  // namespace skeptic
