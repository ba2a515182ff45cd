// Everything that was measured for one review, before a word is written.
#pragma once

#include <optional>
#include <string>

#include "explore/twist.h"
#include "review/delta.h"
#include "review/document.h"
#include "stress/equal_area.h"
#include "stress/measured_inputs.h"
#include "stress/scenarios.h"
#include "stress/unknowns.h"
#include "workload/shipped_networks.h"

namespace skeptic {

/// Who is reviewed against whom, and on what.
struct ReviewRequest {
  Subject proposal;
  std::optional<Subject> baseline;  ///< absent: what the first claim is over, else what the file extends
  Setting setting;
  bool network_given = false;  ///< else the first claim's network
  bool batch_given = false;    ///< else the first claim's batch
  /// Networks that Skeptic ships on which both designs run in closed loops, for accuracy.
  std::vector<std::string> accuracy_on{kShippedNetworks.begin(), kShippedNetworks.end()};
};

struct CaseFile {
  Subject written;  ///< the proposal as its file has it, unknowns included
  std::optional<Claim> claim;
  double claimed = 1;  ///< 1 where nothing is claimed
  Contest contest;     ///< the proposal with every unknown at its kindest
  Setting setting;
  ResolvedSubjects unknowns;
  Delta delta;
  Comparison measured;                 ///< at its kindest
  std::optional<Comparison> harshest;  ///< every unknown at its harshest
  Difference difference;               ///< of the two inventories
  Area baseline_area;
  EqualArea equal_area;
  Comparison against_strongest;                     ///< each at its own area
  double proposal_joules = 0, baseline_joules = 0;  ///< dynamic energy of the run
  Stack proposal_stack, baseline_stack;
  InputVariance inputs;
  ChannelSkew channels;
  BatchSweep batches;
  std::optional<PatternChange> patterns;
  std::vector<LatencySweep> latencies;
  std::vector<MeasuredInputs> measured_inputs;  ///< on networks that ran; none where nothing runs networks
  BrokenAxis broken = BrokenAxis::None;
  TwistSearch twist;
  bool accuracy_unchanged = false;  ///< nothing is dropped that the baseline keeps
};

/// Runs every experiment of a review. Throws UserError.
CaseFile investigate(Laboratory& laboratory, const ReviewRequest& request);

/// A review's gain below which the area model's own uncertainty decides, and not the idea (docs/verdict.md).
inline constexpr double kWorthwhile = 1.05;

Verdict judge(const CaseFile& file, Evidence& evidence);

/// The parts. Each words what was measured.
Section mirror(const CaseFile& file, Evidence& evidence);
Section novelty_gap(const CaseFile& file, Evidence& evidence);
Section stress_test(const CaseFile& file, Evidence& evidence);
/// Of the stress test: what networks that ran say, a paragraph each, and all of them in a table.
void say_measured_inputs(Section& section, const CaseFile& file, Evidence& evidence);
Section twist(const CaseFile& file, Evidence& evidence);
Section questions(const CaseFile& file, Evidence& evidence);

/// What a sentence calls a denominator, with the evidence for its gain.
Ref gain_evidence(const CaseFile& file, const AreaGain& gain, Evidence& evidence);

}  // namespace skeptic
