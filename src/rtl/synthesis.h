// Area, critical path and energy of a mechanism: Yosys maps its SystemVerilog to the cells of a library, OpenSTA times the netlist and says what it
// draws (docs/rtl.md).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rtl/liberty.h"
#include "rtl/selectors.h"
#include "rtl/tool.h"

namespace skeptic {

/// A module of rtl/ with values for its parameters; those that are left out have the header's.
struct RtlComponent {
  std::string module;
  ParameterValues parameters;

  friend bool operator==(const RtlComponent&, const RtlComponent&) = default;
};
/// "selector LEVELS=1 KEEP0=2 …".
std::string text_of(const RtlComponent& component);

/// What areas, delays and energies of a library are divided by.
struct LibraryUnits {
  std::string library;  ///< its own name
  std::string inverter, nand2, flip_flop;
  double nand2_area = 0;  ///< square microns
  double fo4 = 0;         ///< nanoseconds: an inverter that drives four of its kind, mean of both edges
  double toggle = 0;      ///< picojoules of one change of that inverter's output; 0: the library says nothing of power
};

struct Synthesised {
  double area = 0;    ///< square microns, cells alone
  double delay = 0;   ///< nanoseconds: the longest path between ports and registers, set-up included; without wires, so a lower bound
  double energy = 0;  ///< picojoules of a cycle at kActivity, leakage aside; 0: the library says nothing of power
  double nand2_equivalents = 0;
  double fo4_depth = 0;
  double toggles = 0;  ///< the energy in changes of an inverter that drives four of its kind
  std::string library;
  std::string source;  ///< for people: which tools on which library, or which table
};
/// The last three numbers, from the first three.
Synthesised in_units(double area, double delay, double energy, const LibraryUnits& units, std::string source);

/// Where tools run, and with what.
struct SynthesisTools {
  ToolRunner run;
  std::string folder;  ///< for their files; the caller's, and empty
  ToolLimits limits;
};

/// The commands of ABC, of Yosys and of OpenSTA: what a result depends on beside the RTL and the library.
std::string_view abc_script();
std::string synthesis_flow();
/// Changes of every net but the clock's in a cycle, and the share of time that it is one. Netlists of these modules that were simulated with random
/// inputs have 0.23 to 0.44 on the average of their nets (docs/rtl.md). OpenSTA's own propagation adds densities, which at a multiplier's end is
/// several changes a cycle.
inline constexpr double kActivity = 0.35, kDuty = 0.5;
std::string power_commands();
/// Names what results depend on beside RTL and library: all of these commands.
std::string flow_hash();
/// A library's name in the folder of the tools.
inline constexpr std::string_view kLibraryFile = "library.lib";

/// Writes the library for the tools, and measures its units: throws UserError as unit_cells does, and ProgramMissing, ProgramLimit, ProgramFailed.
LibraryUnits measure_units(const Liberty& liberty, const SynthesisTools& tools);
/// After measure_units, in the same folder. Throws likewise.
Synthesised synthesise(const RtlComponent& component, const LibraryUnits& units, const SynthesisTools& tools);
/// Two-input multiplexers of one bit that a module is, before they are mapped to cells: for closed forms.
std::int64_t count_multiplexers(const RtlComponent& component, const SynthesisTools& tools);

/// Names what a component's synthesis depends on: its modules' texts, comments and layout aside, and its parameters, as 16 hexadecimal digits.
std::string rtl_hash(const RtlComponent& component);
/// The same of any text.
std::string hash_of(std::string_view text);

}  // namespace skeptic
