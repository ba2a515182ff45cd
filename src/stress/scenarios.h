// The torture: what happens to the claim when inputs, batch and decision are not what it assumed. Each scenario only measures; the review words it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cost/cost.h"
#include "stress/break_point.h"
#include "stress/comparison.h"

namespace skeptic {

/// Two inputs, drawn: one with 60 % zeros, one with 15 %.
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

/// Multiplications up to which a whole network is quick to run on many inputs; and of larger ones, how many of the largest layers stand for it.
inline constexpr std::int64_t kQuick = 200'000'000;
inline constexpr std::size_t kPart = 3;

/// Batch 1, 8 and 32.
struct BatchSweep {
  std::vector<Comparison> batches;
};
BatchSweep batch_sweep(Laboratory& laboratory, const Contest& contest, const Setting& setting);

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

/// One measurement along an axis.
struct AxisPoint {
  std::int64_t x = 0;
  double result = 0;
};

/// The latency of a decision, taken per tile and at use, until the claim falls and until the proposal is no faster than its baseline.
struct LatencySweep {
  std::string when;  ///< "tile" or "use"
  Contest contest;   ///< the proposal with that `when`
  double claim = 1;
  BreakPoint claim_break, even_break;  ///< where the claim fails, and where the baseline catches up
  BreakPoint felt;                     ///< where the proposal has lost a twentieth of its speed without latency
  std::vector<AxisPoint> points;       ///< all that was measured, by latency
  std::int64_t written = 0;            ///< cycles in the file
  double at_written = 0, at_zero = 0;
};
std::vector<LatencySweep> latency_sweeps(Laboratory& laboratory, const Contest& contest, const Setting& setting, double claim);

/// The longest latency that a sweep tries, in cycles.
inline constexpr std::int64_t kLongestLatency = 16384;

/// A part of a network for experiments that would take long on all of it: its largest layers behind an activation function, by multiplications, in
/// the network's order. All layers where there are no more than `count`.
std::vector<std::string> largest_layers(const Network& network, std::size_t count);

}  // namespace skeptic
