// Bits of one row or vector, granule by granule (machine-model, section 7).
#pragma once

#include <cstdint>
#include <vector>

#include "design/resolved.h"
#include "twin/product.h"

namespace skeptic::twin {

/// One row of W over K' or one vector of A over C'.
struct Line {
  std::vector<float> values;  ///< pruned
  std::vector<float> unpruned;
  std::vector<bool> mask;         ///< S
  std::vector<bool> real;         ///< not padding
  std::vector<Pattern> patterns;  ///< by granule
  bool charged = true;            ///< pays the outermost level's metadata: the first of each R rows
};

std::vector<Granule> encode(const Operand& operand, const Line& line, std::int64_t granule);

}  // namespace skeptic::twin
