// Errors of a layer, told at the place of the key that causes them.
#pragma once

#include "design/design.h"

namespace skeptic {

/// The diagnostics with a place where they have none and name a key of the design ("tile.m", "memory.weights"): where that key is written, or the
/// design's file.
Diagnostics placed(const Design& design, Diagnostics diagnostics);

}  // namespace skeptic
