// Power: what leaks, and what everything would take that switches in every cycle.
#pragma once

#include <array>
#include <string>

#include "cost/inventory.h"
#include "cost/iso_area.h"

namespace skeptic {

/// Watts. Logic leaks by its area, SRAM by its macros. What designs are powered down for is not modelled.
struct Leakage {
  Figure logic, sram;
  double total() const { return logic.value + sram.value; }
  std::string source() const;
};
Leakage leakage(const Inventory& inventory, const Technology& technology);
/// Of one part, all its pieces.
double leakage(const Component& component, const Technology& technology);

/// Watts of one part of which every piece has its event in every cycle: of SRAM the dearer of a read and a write through every port. Of an operand
/// queue one step is written in a cycle, not all.
double switching_power(const ResolvedDesign& design, const Component& component);

/// Watts at the design's clock where everything works in every cycle: a bound that no run reaches.
struct PeakPower {
  std::array<double, kGroups.size()> switching{}, leaking{};
  double dram = 0;  ///< the channel at its full bandwidth: off the chip, in no total
  double switching_total() const;
  double leaking_total() const;
  double total() const { return switching_total() + leaking_total(); }
  /// Of the groups that are counted where the denominator is the arrays.
  double arrays() const;
};
PeakPower peak_power(const ResolvedDesign& design, const Inventory& inventory, const Technology& technology);

/// The arrays of the baseline around the proposal's peak power, both in the one technology and each at its own clock. Absolute: all that the proposal
/// has more goes into the array. Proportional: the arrays' peak power grows by the ratio of the two totals. Watts of the whole, or of the arrays.
ArraysAround iso_power(const ResolvedDesign& baseline, const ResolvedDesign& proposal, const Technology& technology, IsoRule rule);

}  // namespace skeptic
