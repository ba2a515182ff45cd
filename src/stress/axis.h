// The axes of the stress test: what is varied, over which range, what is watched, and what breaking means. A row of one table each.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "simulate/counts.h"
#include "stress/comparison.h"
#include "stress/real_inputs.h"

namespace skeptic {

/// Who is put on the rack, and on what.
struct AxisCase {
  Contest contest;
  Setting setting;                  ///< as it was asked for
  double claimed = 1;               ///< speed-up
  std::vector<Setting> measured{};  ///< networks that ran, or the setting's own inputs where they are measured
};

/// What is compared at one place of an axis.
struct Trial {
  Contest contest;
  Setting setting;
};

enum class Watched {
  Speedup,   ///< of the proposal over its baseline, each at its own area
  AreaGain,  ///< the same at equal area, arrays with buffers
  Kept,      ///< share of the activations' sum of squares that the proposal keeps
};

/// What was measured at one place.
struct AxisResult {
  double result = 0;
  Stack stack;  ///< of the proposal
  std::int64_t lanes = 0;
  std::int64_t starved = 0;  ///< elements of the proposal that are busy for under half of the busiest one's cycles
  /// Of both designs, each at its own area and clock; 0 of a baseline that is not looked at.
  std::int64_t proposal_cycles = 0, baseline_cycles = 0;
};

/// One way along an axis: "decided at use", "blocked slices".
struct AxisWay {
  std::string label;
  std::function<Trial(std::int64_t)> at;                           ///< what is compared; or
  std::function<AxisResult(Laboratory&, std::int64_t)> measure{};  ///< an experiment of the axis's own
  bool own = true;                                                 ///< of the proposal as its file has it; else of another than it
};

/// What an axis does to one case.
struct AxisPlan {
  std::string spared;  ///< why there is nothing to measure; then the rest is empty
  std::vector<AxisWay> ways;
  std::vector<std::int64_t> samples;  ///< rising; by the axis's own account each is harsher than the one before
  bool continuous = true;             ///< there are values between the samples
  std::string note;                   ///< on what it is measured, where that is not the setting: "the largest layers of 3 shapes"
  std::vector<std::string> names;     ///< of the samples, where they are no numbers
  std::optional<double> even;         ///< what counts as falling below the baseline, where it is not 1
  bool of_network = true;             ///< what is measured stands for networks, of which claims are made
  bool more_lanes = false;            ///< the same work on more and more lanes: lane slots compare all the same
  /// What else is to be said of the case, in lines; run after the curves.
  std::function<std::vector<std::string>(Laboratory&)> lines{};
};

/// Where measured inputs lie on an axis, in its own unit.
struct RealRange {
  double least = 0, most = 0;
};

struct AxisRow {
  std::string_view name;    ///< "activation-density"
  std::string_view title;   ///< "Activation density of one input"
  std::string_view varies;  ///< "share of the activations that are not zero"
  std::string_view unit;    ///< behind a value: "%"
  Watched watched = Watched::Speedup;
  std::string_view lifts;  ///< the condition that would lift the objection
  AxisPlan (*plan)(const AxisCase&) = nullptr;
  RealRange (*real)(const RealInputs&) = nullptr;  ///< null: inputs say nothing about it
};

/// All axes, in the order in which they are run and told.
std::span<const AxisRow> axes();
/// Throws UserError, CommandLine, for a name that no axis has.
const AxisRow& axis(const std::string& name);

/// The table as a page of the documentation.
std::string axes_markdown();

/// A design has no such mechanism: "there is no decision to delay".
AxisPlan spared(std::string why);

}  // namespace skeptic
