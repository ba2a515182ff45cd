#include <fmt/format.h>

#include <algorithm>

#include "base/diagnostic.h"
#include "review/asked.h"
#include "review/case_file.h"
#include "workload/shipped_networks.h"
#include "workload/trace_file.h"

namespace skeptic {
namespace {

/// What fails first: the claim by its own latency, the gain by the area it takes, the claim by the input, the array by uneven channels, the metadata
/// by changing.
BrokenAxis first_broken(const Subject& proposal, double claimed, const Comparison& measured, const EqualArea& equal,
                        const std::vector<LatencySweep>& latencies, const InputVariance& inputs, const ChannelSkew& channels,
                        const std::optional<PatternChange>& patterns) {
  const ResolvedDesign resolved = resolve(proposal.design());
  for (const LatencySweep& sweep : latencies) {
    const bool own = (resolved.activations.decide->when == DecideWhen::Tile) == (sweep.when == "tile");
    if (own && sweep.at_zero >= claimed && sweep.at_written < claimed) return BrokenAxis::DecisionLatency;
  }
  double least_gain = equal.gains.front().gain;
  for (const AreaGain& gain : equal.gains) least_gain = std::min(least_gain, gain.gain);
  // Area breaks it where the mechanism's own silicon takes more than a tenth of what it wins, and with it the gain.
  if (least_gain < kWorthwhile && least_gain < 0.9 * measured.speedup()) return BrokenAxis::Area;
  if (inputs.sparse.speedup() >= claimed && inputs.dense.speedup() < claimed) return BrokenAxis::InputVariance;
  if (channels.interleaved.proposal_cycles * 6 < channels.blocked.proposal_cycles * 5) return BrokenAxis::ChannelSkew;
  if (patterns && patterns->changing_bits * 2 > patterns->fixed_bits * 3) return BrokenAxis::Metadata;
  return BrokenAxis::None;
}

bool same_counts(const NetworkCounts& a, const NetworkCounts& b) {
  return a.cycles() == b.cycles() && a.stack() == b.stack() && a.metadata_bits() == b.metadata_bits() &&
         a.dropped_energy_share() == b.dropped_energy_share() && a.dropped_weights() == b.dropped_weights() &&
         a.weights_kept_magnitude() == b.weights_kept_magnitude();
}

/// The networks that run, with inputs of their own: the setting's, where its inputs are measured, and those that Skeptic ships.
std::vector<MeasuredInputs> on_networks_that_ran(Laboratory& laboratory, const Contest& contest, const Setting& setting,
                                                 const std::vector<std::string>& accuracy_on) {
  std::vector<Setting> settings;
  if (setting.traced() || setting.shipped()) settings.push_back(setting);
  if (laboratory.runs_networks())
    for (const std::string& network : accuracy_on) {
      Setting shipped;
      shipped.network = network;
      if (!setting.shipped() || setting.network != network) settings.push_back(shipped);
    }
  laboratory.run_networks(settings, {nullptr, &contest.baseline, &contest.proposal});
  std::vector<MeasuredInputs> found;
  for (const Setting& own : settings) {
    found.push_back(measured_inputs(laboratory, contest, own));
    laboratory.forget(own);
  }
  return found;
}

/// On networks that ran: what an opponent's pruning does to the answers, where that is worse than what the proposal's does.
std::string worse_answers(Laboratory& laboratory, const Subject& opponent, const std::vector<MeasuredInputs>& ran) {
  for (auto one = ran.rbegin(); one != ran.rend(); ++one) {  // from the last on: CNNs forgive most, and stand first
    const MeasuredInputs& found = *one;
    if (!found.proposal) continue;
    const std::optional<Accuracy> answers = laboratory.accuracy(found.comparison.setting, &opponent);
    if (answers && answers->share() < found.proposal->share() - kAccuracyMargin)
      return fmt::format("{:.0f} % right on {}, the proposal {:.0f} %", 100 * answers->share(), found.comparison.setting.network,
                         100 * found.proposal->share());
  }
  return {};
}

}  // namespace

bool CaseFile::leaves_unknown(std::string_view path) const {
  return std::any_of(unknowns.unknowns.begin(), unknowns.unknowns.end(), [&](const UnknownFinding& one) { return one.path == path; });
}

CaseFile investigate(Laboratory& laboratory, const ReviewRequest& request) {
  const Asked asked = what_is_asked(request);
  const Setting &setting = asked.swept, &all = asked.all;
  const Subject& baseline = asked.baseline;
  const double claimed = asked.claimed;

  laboratory.say("the unknowns of the proposal, each at its best and at its worst", 0.02);
  ResolvedSubjects unknowns = unknowns_of(laboratory, request.proposal, asked);
  const Contest contest{unknowns.kind, baseline};

  laboratory.say("the claim", 0.15);
  const Comparison measured = compare(laboratory, contest, setting);
  std::optional<Comparison> harshest;
  if (!unknowns.unknowns.empty()) harshest = compare(laboratory, {unknowns.harsh, baseline}, setting);
  const ResolvedDesign proposal = resolve(contest.proposal.design()), opponent = resolve(baseline.design());

  laboratory.say("networks that run, with the pruning of both designs inside", 0.18);
  std::vector<MeasuredInputs> ran = on_networks_that_ran(laboratory, contest, all, request.accuracy_on);
  laboratory.say("static opponents of the same area", 0.25);
  const EqualArea equal = equal_area(laboratory, contest, setting, [&](const Subject& subject) { return worse_answers(laboratory, subject, ran); });
  laboratory.say("the decision's latency", 0.40);
  const std::vector<LatencySweep> latencies = latency_sweeps(laboratory, contest, setting, claimed);
  laboratory.say("patterns that change at every inference", 0.55);
  const std::optional<PatternChange> patterns = pattern_change(laboratory, contest.proposal, setting);
  laboratory.say("two inputs, 60 % and 15 % zeros", 0.60);
  const InputVariance inputs = input_variance(laboratory, contest, setting);
  laboratory.say("uneven channels", 0.70);
  const ChannelSkew channels = channel_skew(laboratory, contest, setting);
  laboratory.say("batches of 1, 8 and 32", 0.72);
  const BatchSweep batches = batch_sweep(laboratory, contest, setting);

  laboratory.say("axes on which measured inputs lie", 0.80);
  std::vector<RealInputs> real;
  if (!request.accuracy_on.empty() || setting.traced() || setting.shipped()) real = real_inputs_for(laboratory, setting);
  std::vector<AxisFinding> along;
  for (const AxisRow& axis : axes())
    if (!real.empty() && axis.real != nullptr) along.push_back(run_axis(laboratory, axis, {contest, setting, claimed}, real));
  laboratory.say("hidden assumptions", 0.81);
  Audit assumed = audit(laboratory, {contest, setting, claimed});

  Field field = field_of(laboratory, contest.proposal, setting, 0.82, 0.87);

  laboratory.say("the Twist", 0.87);
  const BrokenAxis broken = first_broken(contest.proposal, claimed, measured, equal, latencies, inputs, channels, patterns);
  TwistSearch twists = search_twist(laboratory, contest, equal.opponents[equal.strongest].subject, setting, broken);
  // A change that answers worse than the proposal buys its speed with accuracy.
  while (const TwistTrial* best = twists.best()) {
    const std::string worse = worse_answers(laboratory, best->proposal, ran);
    if (worse.empty()) break;
    TwistTrial& barred = twists.trials[static_cast<std::size_t>(best - twists.trials.data())];
    barred.comparable = false, barred.barred = worse;
    std::stable_partition(twists.trials.begin(), twists.trials.end(), [](const TwistTrial& trial) { return trial.comparable; });
  }
  std::optional<AreaGain> twist_hardest;
  if (const TwistTrial* best = twists.best())
    for (const AreaGain& gain : gains_at_equal_area(laboratory, {best->proposal, equal.opponents[equal.strongest].subject}, setting))
      if (!twist_hardest || gain.gain < twist_hardest->gain) twist_hardest = gain;
  laboratory.say("done", 1.0);
  return CaseFile{.written = request.proposal,
                  .claim = asked.claim,
                  .claimed = claimed,
                  .contest = contest,
                  .setting = setting,
                  .unknowns = unknowns,
                  .delta = delta(baseline.design(), request.proposal.design()),
                  .prior = prior_art(request.proposal.design(), known_to(request.proposal.design())),
                  .measured = measured,
                  .harshest = harshest,
                  .difference = difference(inventory(opponent), inventory(proposal)),
                  .baseline_area = area(inventory(opponent)),
                  .equal_area = equal,
                  .other_gains = other_gains(laboratory, {contest.proposal, equal.opponents[equal.strongest].subject}, setting),
                  .against_strongest = compare(laboratory, {contest.proposal, equal.opponents[equal.strongest].subject}, setting),
                  .proposal_joules = energy(proposal, laboratory.run(contest.proposal, setting)).total(),
                  .baseline_joules = energy(opponent, laboratory.run(baseline, setting)).total(),
                  .proposal_stack = laboratory.run(contest.proposal, setting).stack(),
                  .baseline_stack = laboratory.run(contest.baseline, setting).stack(),
                  .inputs = inputs,
                  .channels = channels,
                  .batches = batches,
                  .patterns = patterns,
                  .latencies = latencies,
                  .decision = decision_path(proposal, load_technology(proposal.technology)),
                  .measured_inputs = std::move(ran),
                  .field = std::move(field),
                  .axes = std::move(along),
                  .real = std::move(real),
                  .audit = std::move(assumed),
                  .broken = broken,
                  .twist = twists,
                  .twist_hardest = twist_hardest,
                  .accuracy_unchanged = equal.proposal_dropped_energy == 0 && proposal.weights.pattern == opponent.weights.pattern,
                  .nothing_measured = difference(inventory(opponent), inventory(proposal)).rows.empty() &&
                                      same_counts(laboratory.run(contest.proposal, setting), laboratory.run(baseline, setting)) &&
                                      energy(proposal, laboratory.run(contest.proposal, setting)).total() ==
                                          energy(opponent, laboratory.run(baseline, setting)).total()};
}

}  // namespace skeptic
