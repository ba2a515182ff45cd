// The torture: what happens to the claim when inputs, batch and decision are not what it assumed. Each scenario only measures; the review words it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cost/cost.h"
#include "stress/comparison.h"

namespace skeptic {

/// Multiplications up to which a whole network is quick to run on many inputs; and of larger ones, how many layers of different shapes stand for it
/// where values are drawn again and again.
inline constexpr std::int64_t kQuick = 200'000'000;
inline constexpr std::size_t kPart = 3;
/// Shapes that stand for all layers of a large network, where much is run on it. The few largest do not: small layers choose otherwise.
inline constexpr std::int64_t kStandIns = 20;

/// The setting on the layers that stand for their shapes, where the network is large and nothing of it was chosen.
Setting standing_in(const Setting& setting);

/// Two inputs, drawn: one with 60 % zeros, one with 15 %; of large networks on the layers that stand for it.
struct InputVariance {
  Comparison sparse, dense;
  /// Cycles of the proposal on the dense input over those on the sparse one.
  double proposal_ratio() const { return static_cast<double>(dense.proposal_cycles) / static_cast<double>(sparse.proposal_cycles); }
};
InputVariance input_variance(Laboratory& laboratory, const Contest& contest, const Setting& setting);

/// A subject for a layer of 64 channels on slices of K in place of columns: the same multipliers, so that how channels are dealt to them shows. One
/// tile takes the whole reduction: a part of it that has as many windows as there are slices deals them alike either way. Read ports are unlimited,
/// or every slice would wait for the operands of all.
Subject sliced(const Subject& subject, const std::string& slices);

/// A 64-channel layer whose first 32 channels are 70 % zeros and whose last 32 are 10 %, on up to four slices of K: as many as leave
/// each two windows of a tap.
struct ChannelSkew {
  Comparison blocked, interleaved;
  double blocked_idle = 0, interleaved_idle = 0;              ///< share of the lane slots that wait for slower elements
  std::int64_t blocked_starved = 0, interleaved_starved = 0;  ///< elements busy for under half of the busiest one's cycles
  std::int64_t elements = 0, slices = 0;
};
ChannelSkew channel_skew(Laboratory& laboratory, const Contest& contest, const Setting& setting);

/// Patterns that change at every inference against fixed ones.
struct PatternChange {
  Subject fixed;  ///< the proposal with its densest structured pattern imposed once and for all
  std::string pattern;
  std::int64_t changing_bits = 0, fixed_bits = 0;  ///< of metadata that DRAM and the array move in one inference
  std::int64_t changing_cycles = 0, fixed_cycles = 0;
  double changing_joules = 0, fixed_joules = 0;
  std::int64_t decisions = 0, switches = 0;
  std::vector<std::int64_t> units;  ///< picked, by pattern of the list
  Setting setting;
};
std::optional<PatternChange> pattern_change(Laboratory& laboratory, const Subject& proposal, const Setting& setting);

/// A part of a network for experiments that would take long on all of it: of its layers behind an activation function the first of each of the
/// largest shapes, by multiplications, in the network's order.
std::vector<std::string> largest_layers(const Network& network, std::size_t count);

}  // namespace skeptic
