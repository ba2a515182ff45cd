// The baseline at another area: its array grown, everything else unchanged. SRAM sizes, banks, widths, clock and DRAM stay; what is counted once
// a row, a column or an element (registers, multiplexers, decoders, the banks of a gathered operand) grows with the array.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "cost/cost.h"
#include "design/resolved.h"

namespace skeptic {

/// Rows and columns of an array.
struct ArrayShape {
  std::int64_t m = 1, n = 1;
  friend bool operator==(const ArrayShape&, const ArrayShape&) = default;
};

/// The next larger array: the shorter side gets one more; where they are equal, m does. From 16 x 16: 17 x 16, 17 x 17, 18 x 17 …
ArrayShape grown(ArrayShape shape);
/// The next smaller: the longer side gets one less; where they are equal, n does. From 16 x 16: 16 x 15, 15 x 15 … 1 x 1, which stays.
ArrayShape shrunk(ArrayShape shape);

/// The design with another array. An explicit tile that is no multiple of the new array becomes `auto`.
ResolvedDesign with_array(ResolvedDesign design, ArrayShape shape);

/// Two neighbours in the sequence from a baseline's array, around a target of some quantity that grows with the array.
struct ArraysAround {
  struct At {
    ArrayShape shape;
    double value = 0;
    bool tile_released = false;  ///< an explicit tile became `auto`
  };
  double base = 0;  ///< the baseline's own
  double target = 0;
  At below, above;      ///< equal where the target is met exactly
  bool reached = true;  ///< false where even 1 x 1 exceeds the target: both are 1 x 1 then

  double growth() const { return target / base; }
};
ArraysAround arrays_around(const ResolvedDesign& baseline, double target, const std::function<double(const ResolvedDesign&)>& measure);

/// One array of the sequence.
struct IsoArray {
  ArrayShape shape;
  double area = 0;  ///< square millimetres, under the denominator
  std::int64_t cycles = 0;
  bool tile_released = false;  ///< an explicit tile became `auto`
};

/// What the baseline does with the area that the proposal adds.
enum class IsoRule {
  Absolute,      ///< all of it goes into the array: the baseline is as large as the proposal, in square millimetres
  Proportional,  ///< the arrays' area grows by the same ratio as the denominator's: their share of it stays
};

struct IsoArea {
  Denominator denominator{};
  IsoRule rule = IsoRule::Absolute;
  double base_area = 0;  ///< the baseline's own; for Proportional the areas are those of the arrays, here and below
  double target = 0;
  IsoArray below, above;  ///< neighbours in the sequence from the baseline's array, around the target; equal where it is met exactly
  double cycles = 0;      ///< interpolated: 1/cycles is linear in area between the two
  bool reached = true;    ///< false where even 1 x 1 exceeds the target: both are 1 x 1 then

  double growth() const { return target / base_area; }
};

/// The arrays around a target, without their cycles. Square millimetres under the denominator; absent where the denominator is the chip and the
/// baseline states no chip.area (set it from the proposal's first).
std::optional<IsoArea> iso_arrays(const ResolvedDesign& baseline, const Technology& technology, double target, Denominator denominator);

/// The same with cycles, which `cycles_of` simulates: one call for each of the two arrays.
std::optional<IsoArea> iso_area_cycles(const ResolvedDesign& baseline, const Technology& technology, double target, Denominator denominator,
                                       const std::function<std::int64_t(const ResolvedDesign&)>& cycles_of);

/// The arrays around the proposal's area, without their cycles: as iso_area has them.
std::optional<IsoArea> iso_arrays_for(ResolvedDesign baseline, const ResolvedDesign& proposal, const Technology& technology, Denominator denominator,
                                      IsoRule rule);

/// The baseline at the proposal's area under the denominator, both in the one technology. A chip.area that only the proposal states is the
/// baseline's. Under Absolute the chip gives the same array as the arrays with buffers (the chip's rest cancels); under Proportional the three differ
/// as their areas do.
std::optional<IsoArea> iso_area(ResolvedDesign baseline, const ResolvedDesign& proposal, const Technology& technology, Denominator denominator,
                                IsoRule rule, const std::function<std::int64_t(const ResolvedDesign&)>& cycles_of);

}  // namespace skeptic
