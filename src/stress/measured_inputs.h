// A contest on networks that ran: measured activations, with each design's pruning inside, and what that does to the answers.
#pragma once

#include <optional>
#include <vector>

#include "simulate/distribution.h"
#include "stress/closed_loop.h"
#include "stress/comparison.h"

namespace skeptic {

struct MeasuredInputs {
  Comparison comparison;                           ///< on every input by itself
  Distribution<double> speedups;                   ///< of the inputs
  double dropped_energy = 0;                       ///< share of the activations' sum of squares that the proposal drops
  double weights_kept = 1;                         ///< share of the weights' magnitude that the proposal keeps
  std::optional<Accuracy> whole{};                 ///< nothing pruned; nothing where inputs have no labels or cannot run again
  std::optional<Accuracy> baseline{}, proposal{};  ///< with the pruning of each inside, without retraining
  bool open_loop() const { return comparison.proposal_open_loop || comparison.baseline_open_loop; }
};

/// Throws UserError. Open loop where the setting's trace cannot be made again.
MeasuredInputs measured_inputs(Laboratory& laboratory, const Contest& contest, const Setting& setting);

}  // namespace skeptic
