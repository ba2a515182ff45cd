// One matrix product of a layer (one group), with every value, slot, unit and granule written out (machine-model, sections 1, 2, 3, 7 and 8).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "design/resolved.h"
#include "twin/prune.h"
#include "workload/layer.h"
#include "workload/operands.h"

namespace skeptic::twin {

/// What one granule of one row or vector costs.
struct Granule {
  std::int64_t metadata = 0;       ///< of the operand's encoding, as `feed` sees it
  std::int64_t dram_bits = 0;      ///< what loading it moves
  std::int64_t dram_metadata = 0;  ///< of these, metadata
  std::int64_t capacity = 0;       ///< what it takes of its buffer
};

/// Rows of W over K', or vectors of A over C'.
struct Side {
  Values values;                               ///< pruned
  Bits mask;                                   ///< S
  std::vector<std::vector<Granule>> granules;  ///< by row, by granule
};

struct Product {
  std::int64_t rows = 0, columns = 0, channels = 0, taps = 0;        ///< M, N, C, taps
  std::int64_t granule = 0;                                          ///< g
  std::int64_t padded_channels = 0;                                  ///< C'
  std::int64_t positions() const { return taps * padded_channels; }  ///< K'
  Side weights, activations;
  std::vector<bool> outside_mask;                                ///< S of a tap outside the image, over C'
  std::vector<std::vector<std::optional<std::int64_t>>> source;  ///< the vector of column n at a tap; nothing outside the image
  std::vector<std::vector<std::int64_t>> unit;                   ///< by vector and granule: its unit; empty unless patterns are chosen at run time
  std::vector<std::vector<std::int64_t>> pattern;                ///< the same: its unit's place in the list of patterns
  std::vector<std::int64_t> units_by_pattern;                    ///< how many units picked each pattern
  std::int64_t dropped = 0;                                      ///< nonzeros that pruning removed
  double energy = 0, dropped_energy = 0;                         ///< sums of squares
};

/// All products of a layer, in the order of its outermost loop. Throws UserError (LayerTensorShape).
std::vector<Product> products_of(const ResolvedDesign& design, const Layer& layer, const LayerOperands& operands);

/// The operand that stands on the weights' side: an activation where the layer is a matmul, so dense and without slots to skip.
Operand weights_operand(const ResolvedDesign& design, const Layer& layer);

}  // namespace skeptic::twin
