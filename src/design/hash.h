// A name for what a design says, for records of evidence.
#pragma once

#include <string>

#include "design/design.h"

namespace skeptic {

/// 16 hexadecimal digits over the design's values in base units (FNV-1a, 64 bits): "1 GHz" and "1000 MHz" are the same. Labels, places, claims,
/// and whether a value is the design's own or inherited make no difference. The same on every machine.
std::string content_hash(const Design& design);

}  // namespace skeptic
