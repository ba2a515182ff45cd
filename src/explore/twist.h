// The Twist: the change that helps a proposal most, found by re-simulating it.
#pragma once

#include <optional>
#include <vector>

#include "explore/twist_table.h"
#include "stress/comparison.h"

namespace skeptic {

/// A row of the table, tried.
struct TwistTrial {
  const TwistRow* row = nullptr;
  Subject proposal;  ///< with the change
  std::int64_t cycles = 0;
  double speedup = 0;         ///< over the baseline, each at its own area
  double gain = 0;            ///< over the opponent at equal area, arrays with buffers
  double added_area = 0;      ///< square millimetres over the unchanged proposal, arrays with buffers
  double dropped_energy = 0;  ///< share of the activations' sum of squares
  bool comparable = true;     ///< drops at most half a percent of Σ a² more than the unchanged proposal
  std::string barred{};       ///< what else speaks against it: what networks that ran answer
  bool keyed = true;          ///< answers the largest loss or the first broken axis
};

struct TwistSearch {
  Slot largest_loss = Slot::Imbalance;  ///< of the unchanged proposal, the vector unit left out
  double loss_share = 0;                ///< of the lane slots
  BrokenAxis broken = BrokenAxis::None;
  double gain = 0;                 ///< of the unchanged proposal
  std::vector<TwistTrial> trials;  ///< comparable ones first, then by gain, the best first
  /// The trial to propose: comparable, and better than the unchanged proposal by a percent at least; null where there is none.
  const TwistTrial* best() const;
};

/// The largest loss of a run: everything but useful work and the vector unit, which no change of the array touches.
Slot largest_loss(const Stack& stack);

/// Tries every row that answers the proposal's largest loss or the first broken axis; where none of them helps, all others. `opponent` is what the
/// gain is measured against.
TwistSearch search_twist(Laboratory& laboratory, const Contest& contest, const Subject& opponent, const Setting& setting, BrokenAxis broken);

}  // namespace skeptic
