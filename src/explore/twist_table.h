// Changes that may save a proposal: one row each, with the loss or the broken axis that it answers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "design/resolved.h"
#include "simulate/counts.h"

namespace skeptic {

/// What broke first, where it was no loss of cycles.
enum class BrokenAxis { None, DecisionLatency, InputVariance, ChannelSkew, Metadata, Area };

/// Keys to set on the proposal.
using Sets = std::vector<std::pair<std::string, std::string>>;

struct TwistRow {
  std::string_view name;
  std::string_view idea;       ///< what to do, as the end of "why don't you …"
  std::string_view mechanism;  ///< why it should help
  std::vector<Slot> losses;    ///< that it answers
  std::vector<BrokenAxis> axes;
  /// The change for this design; nothing where it does not apply.
  std::optional<Sets> (*change)(const ResolvedDesign& design);
};

const std::vector<TwistRow>& twist_table();

std::string_view name(BrokenAxis axis);

}  // namespace skeptic
