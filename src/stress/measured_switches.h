// How often a run-time choice changes its pattern on inputs of networks that ran.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "stress/axis.h"

namespace skeptic {

struct MeasuredSwitches {
  struct Busiest {
    std::string layer;
    std::int64_t switches = 0, compute_cycles = 0;
    double period() const { return static_cast<double>(compute_cycles) / static_cast<double>(switches); }
  };
  Setting setting;
  std::string network;
  std::int64_t inputs = 0, switches = 0, compute_cycles = 0;
  std::int64_t cycles_each = 0;    ///< by the design
  double share = 0;                ///< of the lane slots, that changing takes
  std::optional<Busiest> busiest;  ///< the layer that changes most often in its time; none where nothing changes
  /// Cycles of computing from one change to the next. Precondition: switches > 0.
  double period() const { return static_cast<double>(compute_cycles) / static_cast<double>(switches); }
};

/// Of the proposal, on each of the settings that the case was measured on. Precondition: it chooses at run time.
std::vector<MeasuredSwitches> measured_switches(Laboratory& laboratory, const AxisCase& of);

/// "measured: on 16 inputs of shapes-cnn patterns change 10862 times, …".
std::string text(const MeasuredSwitches& found);

}  // namespace skeptic
