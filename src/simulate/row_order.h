// The order in which a design runs the rows of W (`fabric.balance: [sort]`, `[pair]`, `[interleave]`; docs/machine-model-notes.md, "Balancing").
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "design/resolved.h"
#include "simulate/geometry.h"
#include "simulate/sides.h"

namespace skeptic {

/// Place p of the order, which the waves of `wave` rows each fill from place 0 on, holds row (result)[p]. `ones`: how many slots each row has.
/// Empty: rows stay where they are (no order is asked for, or they are all alike).
std::vector<std::int64_t> row_order(Balance balance, std::span<const std::int64_t> ones, std::int64_t wave);

/// The weights of one group as the array sees them: `weight_side` with its rows in the design's order. Those of a matmul keep theirs.
WeightSide weights_in_order(const ResolvedDesign& design, const Geometry& geometry, const LayerOperands& operands, std::int64_t group);

/// What the order depends on beside the weights, as text; empty where there is none.
std::string row_order_key(const ResolvedDesign& design);

}  // namespace skeptic
