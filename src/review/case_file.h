// Everything that was measured for one review, before a word is written.
#pragma once

#include <optional>
#include <string>

#include "cost/decision_path.h"
#include "explore/twist.h"
#include "review/delta.h"
#include "review/document.h"
#include "review/paper_said.h"
#include "review/prior_art.h"
#include "review/rules.h"
#include "stress/audit.h"
#include "stress/axis_run.h"
#include "stress/equal_area.h"
#include "stress/lineup.h"
#include "stress/measured_inputs.h"
#include "stress/measured_switches.h"
#include "stress/scenarios.h"
#include "stress/unknowns.h"
#include "workload/shipped_networks.h"

namespace skeptic {

/// Who is reviewed against whom, and on what.
struct ReviewRequest {
  Subject proposal;
  std::optional<Subject> baseline;  ///< absent: what the first claim is over, else what the file extends
  Setting setting;
  bool network_given = false;       ///< else the first claim's network
  bool batch_given = false;         ///< else the first claim's batch
  std::optional<PaperSaid> said{};  ///< the paper that the proposal is a draft of
  /// Networks that Skeptic ships on which both designs run in closed loops, for accuracy.
  std::vector<std::string> accuracy_on{kShippedNetworks.begin(), kShippedNetworks.end()};
};

/// The proposal beside the library, on the layers that stand for the network.
struct Field {
  std::optional<Lineup> lineup;  ///< the proposal first; absent where it cannot run there
  std::int64_t layers = 0;       ///< that run, the first of each shape
  bool drawn = false;            ///< the network's inputs are measured, and these are not
  const Standing& proposal() const { return lineup->standings.front(); }
};

/// Tells its progress from `from` to `until`.
Field field_of(Laboratory& laboratory, const Subject& proposal, Setting setting, double from, double until);

/// The layer in which the proposal takes most cycles beyond what the claim leaves it; no name where there is none, or but one.
struct CostliestLayer {
  std::string layer;
  std::int64_t proposal = 0, baseline = 0;       ///< cycles
  std::size_t in_proposal = 0, in_baseline = 0;  ///< its place among the layers of a run
  Slot loss = Slot::Imbalance;                   ///< what takes most of the proposal's lane slots in it that do no useful work
  double share = 0;                              ///< of them all
};

struct CaseFile {
  Subject written;  ///< the proposal as its file has it, unknowns included
  std::optional<Claim> claim;
  double claimed = 1;               ///< 1 where nothing is claimed
  bool claim_over_another = false;  ///< the claim is over another design than the baseline
  Contest contest;                  ///< the proposal with every unknown at its kindest
  Setting setting;
  ResolvedSubjects unknowns;
  Delta delta;                         ///< of the proposal as written to its baseline
  PriorArt prior;                      ///< the same proposal beside the library
  Comparison measured;                 ///< at its kindest
  std::optional<Comparison> harshest;  ///< every unknown at its harshest
  Difference difference;               ///< of the two inventories
  Area baseline_area;
  EqualArea equal_area;
  OtherGains other_gains;                           ///< over the strongest
  Comparison against_strongest;                     ///< each at its own area
  double proposal_joules = 0, baseline_joules = 0;  ///< energy of the run, leakage included
  Stack proposal_stack, baseline_stack;
  InputVariance inputs;
  ChannelSkew channels;
  std::optional<PatternChange> patterns;
  std::optional<DecisionPath> decision;         ///< of a consumer's choice: its least latency as gates
  std::vector<MeasuredInputs> measured_inputs;  ///< on networks that ran; none where nothing runs networks
  std::string no_answers{};                     ///< why no network ran for its answers; empty where one did
  Field field;
  AxisCase on_axes;                        ///< what the axes run on: of large networks layers that stand for it
  Comparison axes_start;                   ///< on them, with nothing varied
  std::vector<AxisFinding> axes;           ///< all of them, in the table's order
  std::vector<RealInputs> real;            ///< inputs that were measured, by network
  std::vector<MeasuredSwitches> switches;  ///< on them; of a run-time choice
  CostliestLayer costliest;
  std::optional<Audit> audit;
  BrokenAxis broken = BrokenAxis::None;
  TwistSearch twist;
  std::optional<AreaGain> twist_hardest;  ///< the best change's gain under its hardest denominator
  bool accuracy_unchanged = false;        ///< nothing is dropped that the baseline keeps
  bool nothing_measured = false;          ///< the proposal counts, costs and drops to the last digit what its baseline does

  std::vector<std::string> platform;  ///< unknown keys that both designs share
  std::optional<PaperSaid> said;      ///< of the paper that the proposal is a draft of
  /// What the paper says of a key, null where there is no paper or it does not.
  const PaperQuote* quote(std::string_view key) const;
  /// "resnet50"; "conv1 of resnet50"; "3 layers of resnet50".
  std::string network() const;
  Quoted own_name() const { return quoted(contest.proposal.design().name); }
  Quoted baseline_name() const { return quoted(contest.baseline.design().name); }
  const AxisFinding& axis(std::string_view name) const;
  /// Another proposal in place of this one: on the same platform.
  Contest contest_of(const Subject& proposal) const;
  /// What most hangs on comes first.
  std::vector<UnknownFinding> unknowns_by_weight() const;
  /// Whether the file says `unknown` where the review had to take a value.
  bool leaves_unknown(std::string_view path) const;
};

/// Runs every experiment of a review. Throws UserError.
CaseFile investigate(Laboratory& laboratory, const ReviewRequest& request);

VerdictFacts facts_of(const CaseFile& file);
Verdict judge(const CaseFile& file, Evidence& evidence);
/// The rule that fired, what would change it, and whether the verdict holds over what the area table leaves open.
Sentence say_rule(const CaseFile& file, const Verdict& verdict, Evidence& evidence);

/// The parts. Each words what was measured.
Section mirror(const CaseFile& file, Evidence& evidence);
Section novelty_gap(const CaseFile& file, Evidence& evidence);
Section stress_test(const CaseFile& file, Evidence& evidence);
/// Of the Novelty Gap: who has what, and which designs together are the proposal.
void say_prior_art(Section& section, const CaseFile& file);
/// Of a structure that the library has: whose it is, and that it is no paper. Precondition: prior.same.
Sentence known_structure(const PriorArt& prior);
/// Of any other, what it is made of.
Sentence structure_in_short(const CaseFile& file);
/// What each of the three kinds of novelty would take.
Bullets kinds_of_novelty(const CaseFile& file, Evidence& evidence);
/// The proposal beside every design of the library that runs.
void detail_field(Section& section, const CaseFile& file, Evidence& evidence);
/// The fewest cycles that the decision's gates take. Precondition: file.decision.
Ref least_latency(const CaseFile& file, Evidence& evidence);
/// Tables of the stress test: lane slots, networks that ran, every axis, what is left of the claim without its hidden assumptions (precondition:
/// file.audit), static opponents and added parts.
void detail_stack(Section& section, const CaseFile& file, Evidence& evidence);
void detail_measured_inputs(Section& section, const CaseFile& file, Evidence& evidence);
void detail_axes(Section& section, const CaseFile& file, Evidence& evidence);
void detail_assumptions(Section& section, const CaseFile& file, Evidence& evidence);
void detail_silicon(Section& section, const CaseFile& file, Evidence& evidence);
Section twist(const CaseFile& file, Evidence& evidence);
Section questions(const CaseFile& file, Evidence& evidence);

}  // namespace skeptic
