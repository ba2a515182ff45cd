// What a module of rtl/ takes, in units that no node changes, by the table of syntheses that Skeptic ships: for designs whose parameters the table
// has, and for others by the module's structure from the nearest that it has. No tools run.
#pragma once

#include <cstddef>
#include <string>

#include "rtl/synthesis_table.h"

namespace skeptic {

/// One quantity of one module in every library of a table.
struct AcrossLibraries {
  double middle = 0;  ///< the median
  double least = 0, most = 0;
};

struct SynthesisEstimate {
  RtlComponent component;
  AcrossLibraries nand2;  ///< area in NAND2 equivalents
  AcrossLibraries fo4;    ///< the longest path in fan-out-of-4 delays of the same library, without wires: a lower bound
  AcrossLibraries
      toggles;  ///< energy of a cycle in changes of an inverter that drives four of its kind, over the libraries that say something of power
  std::size_t libraries = 0, with_power = 0;
  std::string measured_as;  ///< text_of the component that was synthesised
  double factor = 1;        ///< of area and energy, from that component to this one; 1 where it is this one

  bool measured() const { return measured_as == text_of(component); }
};

/// Whether the table has the module at all.
bool has_module(const SynthesisTable& table, const std::string& module);

/// What is measured, or the nearest measured parameters of the same module times the ratio of structural_area (the path: of structural_depth).
/// Of measured rows the nearest is the one whose parameters are least apart as ratios; of equals the first in the table. Precondition: has_module.
/// The table's hashes are not looked at: a test sees to it that the shipped table is of the present RTL.
SynthesisEstimate estimate(const SynthesisTable& table, const RtlComponent& component);
/// In the shipped table, which is read once.
SynthesisEstimate estimate(const RtlComponent& component);
/// Of one library alone, as it was synthesised.
SynthesisEstimate estimate(const RtlComponent& component, const Synthesised& result);

/// How the area and the energy (the path) of a module go with its parameters, in units of its own: only ratios within one module mean something
/// (docs/rtl.md lists the formulas; a test says how far they are off between rows of the table).
double structural_area(const RtlComponent& component);
double structural_depth(const RtlComponent& component);

}  // namespace skeptic
