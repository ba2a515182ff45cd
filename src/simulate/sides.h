// The two operands of one group after pruning: what each lets the machine skip, and what each costs to store (machine-model, sections 2, 3, 7, 8).
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "simulate/counts.h"
#include "simulate/geometry.h"
#include "sparsity/mask.h"

namespace skeptic {

/// Bits of every granule of every row (vector): `load` is what DRAM sends, `metadata` the part of it that is no value, `read_metadata` what the array
/// reads from the buffer beside the values. Running sums, so that a range is two look-ups.
class GranuleBits {
 public:
  GranuleBits() = default;
  GranuleBits(std::int64_t rows, std::int64_t granules) : granules_(granules), sums_(static_cast<std::size_t>(rows * (granules + 1)), 0) {}
  void set(std::int64_t row, std::int64_t granule, std::int64_t bits) {
    const std::size_t i = index(row, granule);
    sums_[i + 1] = sums_[i] + bits;  // granules are set in order
  }
  std::int64_t sum(std::int64_t row, std::int64_t from, std::int64_t to) const { return sums_[index(row, to)] - sums_[index(row, from)]; }
  /// Row p of the result is row order[p]; every row once.
  GranuleBits in_order(std::span<const std::int64_t> order) const {
    GranuleBits ordered(static_cast<std::int64_t>(order.size()), granules_);
    auto to = ordered.sums_.begin();
    for (const std::int64_t row : order) to = std::copy_n(sums_.begin() + row * (granules_ + 1), granules_ + 1, to);
    return ordered;
  }

 private:
  std::size_t index(std::int64_t row, std::int64_t granule) const { return static_cast<std::size_t>(row * (granules_ + 1) + granule); }
  std::int64_t granules_ = 0;
  std::vector<std::int64_t> sums_;
};

/// One operand of one group. Rows are rows of W, or vectors of A; positions are K' for W, C' for A.
struct Side {
  Mask slots;    ///< S of section 3
  Mask nonzero;  ///< values that are not zero after pruning
  GranuleBits load, metadata, read_metadata;
};

/// Units of a run-time choice, cut from the feature map of one group (section 8).
struct Units {
  std::int64_t pixels = 1, channels = 1;  ///< of a full unit; channels in positions of C'
  std::int64_t vectors_per_image = 1;
  std::int64_t units_per_image = 0;   ///< along the vectors
  std::int64_t units_per_vector = 0;  ///< along the channels
  std::vector<std::uint8_t> pattern;  ///< index into the design's list, by unit
  std::int64_t count() const { return static_cast<std::int64_t>(pattern.size()); }
  std::int64_t unit(std::int64_t vector, std::int64_t position) const {
    const std::int64_t image = vector / vectors_per_image, pixel = vector % vectors_per_image;
    return (image * units_per_image + pixel / pixels) * units_per_vector + position / channels;
  }
};

struct WeightSide : Side {
  std::int64_t dropped = 0;              ///< nonzero weights that pruning removed
  double magnitude = 0, kept_of_it = 0;  ///< Σ |w| before and after pruning; 0 where nothing is pruned
};

struct ActivationSide : Side {
  Mask outside;                ///< S of a tap outside the image, one row
  std::optional<Units> units;  ///< where patterns are chosen at run time
  Choices choices;
  double energy = 0;  ///< sum of squares before pruning
};

/// Rows stand in the network's own order (in the design's: row_order.h).
WeightSide weight_side(const ResolvedDesign& design, const Geometry& geometry, const LayerOperands& operands, std::int64_t group);
ActivationSide activation_side(const ResolvedDesign& design, const Geometry& geometry, const LayerOperands& operands, std::int64_t group);
/// ActivationSide::nonzero alone: what pruning leaves, where nothing is counted.
Mask kept_activations(const ResolvedDesign& design, const Geometry& geometry, const LayerOperands& operands, std::int64_t group);

/// The cut of units alone, without choices; for a data-independent count. Empty where the pattern is fixed.
std::optional<Units> cut_units(const ResolvedDesign& design, const Geometry& geometry);

/// Capacity in bits of a granule (section 5), independent of data: by whether its row is the first of an xR block, and whether it is the tap's last.
struct GranuleCapacity {
  std::int64_t bits[2][2] = {};  ///< [first of its block][last of the tap]
};
GranuleCapacity weight_capacity(const ResolvedDesign& design, const Geometry& geometry);
GranuleCapacity activation_capacity(const ResolvedDesign& design, const Geometry& geometry);

}  // namespace skeptic
