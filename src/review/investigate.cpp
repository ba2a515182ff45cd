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
BrokenAxis first_broken(Laboratory& laboratory, const Comparison& measured, double claimed, const EqualArea& equal, const InputVariance& inputs,
                        const ChannelSkew& channels, const std::optional<PatternChange>& patterns) {
  const ResolvedDesign proposal = resolve(measured.proposal.design());
  if (measured.speedup() < claimed && proposal.activations.run_time() && proposal.activations.decide->by == DecideBy::Consumer) {
    const Contest at_once{measured.proposal.with("operands.activations.decide.latency", "0 cycles"), measured.baseline};
    if (compare(laboratory, at_once, measured.setting).speedup() >= claimed) return BrokenAxis::DecisionLatency;
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

CostliestLayer costliest_layer(Laboratory& laboratory, const Contest& contest, const Setting& setting, double claimed) {
  const NetworkCounts &own = laboratory.run(contest.proposal, setting), &other = laboratory.run(contest.baseline, setting);
  const double clocks = resolve(contest.proposal.design()).clock.value() / resolve(contest.baseline.design()).clock.value();
  CostliestLayer found;
  if (own.layers.size() < 2) return found;
  constexpr double kTells = 0.01;  // of the run; less is noise of a layer
  double most = kTells * static_cast<double>(own.cycles());
  for (const LayerCounts& layer : own.layers) {
    const auto same = std::find_if(other.layers.begin(), other.layers.end(), [&](const LayerCounts& one) { return one.name == layer.name; });
    if (same == other.layers.end()) continue;
    const double beyond = static_cast<double>(layer.cycles) - static_cast<double>(same->cycles) * clocks / claimed;
    if (beyond > most)
      most = beyond, found = {layer.name,
                              layer.cycles,
                              same->cycles,
                              static_cast<std::size_t>(&layer - own.layers.data()),
                              static_cast<std::size_t>(same - other.layers.begin()),
                              largest_loss(layer.stack)};
  }
  if (!found.layer.empty()) {
    const Stack& stack = own.layers[found.in_proposal].stack;
    found.share = static_cast<double>(stack[found.loss]) / static_cast<double>(stack.total());
  }
  return found;
}

}  // namespace

const PaperQuote* CaseFile::quote(std::string_view key) const {
  if (!said) return nullptr;
  const auto found = std::find_if(said->quotes.begin(), said->quotes.end(), [&](const PaperQuote& one) { return one.key == key; });
  return found == said->quotes.end() ? nullptr : &*found;
}

std::vector<UnknownFinding> CaseFile::unknowns_by_weight() const {
  std::vector<UnknownFinding> found = unknowns.unknowns;
  std::stable_sort(found.begin(), found.end(), [](const UnknownFinding& a, const UnknownFinding& b) { return a.hangs() > b.hangs(); });
  return found;
}

bool CaseFile::leaves_unknown(std::string_view path) const {
  return std::any_of(unknowns.unknowns.begin(), unknowns.unknowns.end(), [&](const UnknownFinding& one) { return one.path == path; });
}

std::string CaseFile::network() const {
  if (setting.layers.empty()) return setting.network;
  return setting.layers.size() == 1 ? setting.layers.front() + " of " + setting.network
                                    : fmt::format("{} layers of {}", setting.layers.size(), setting.network);
}

const AxisFinding& CaseFile::axis(std::string_view name) const {
  return *std::find_if(axes.begin(), axes.end(), [&](const AxisFinding& finding) { return finding.axis->name == name; });
}

Contest CaseFile::contest_of(const Subject& proposal) const { return on_one_platform(proposal, contest.baseline, platform); }

CaseFile investigate(Laboratory& laboratory, const ReviewRequest& request) {
  const Asked asked = what_is_asked(request);
  const Setting &setting = asked.swept, &all = asked.all;
  const double claimed = asked.claimed;

  laboratory.say("the unknowns of the proposal, each at its best and at its worst", 0.02);
  ResolvedSubjects unknowns = unknowns_of(laboratory, request.proposal, asked);
  const Contest contest = on_one_platform(unknowns.kind, asked.baseline, asked.platform);
  const Subject& baseline = contest.baseline;

  laboratory.say("the claim", 0.15);
  const Comparison measured = compare(laboratory, contest, setting);
  std::optional<Comparison> harshest;
  if (!unknowns.unknowns.empty()) harshest = compare(laboratory, on_one_platform(unknowns.harsh, asked.baseline, asked.platform), setting);
  const ResolvedDesign proposal = resolve(contest.proposal.design()), opponent = resolve(baseline.design());

  laboratory.say("networks that run, with the pruning of both designs inside", 0.18);
  std::vector<MeasuredInputs> ran = on_networks_that_ran(laboratory, contest, all, request.accuracy_on);
  const bool answered = std::any_of(ran.begin(), ran.end(), [](const MeasuredInputs& one) { return one.proposal.has_value(); });
  std::string no_answers = answered                      ? ""
                           : !laboratory.runs_networks() ? "the part of Skeptic that runs networks, skeptic-learn, is not there"
                           : request.accuracy_on.empty() ? "it was not asked for"
                                                         : "nothing that runs has labels";
  laboratory.say("static opponents of the same area", 0.25);
  const EqualArea equal = equal_area(laboratory, contest, setting, [&](const Subject& subject) { return worse_answers(laboratory, subject, ran); });
  laboratory.say("patterns that change at every inference", 0.40);
  const std::optional<PatternChange> patterns = pattern_change(laboratory, contest.proposal, setting);
  laboratory.say("two inputs, 60 % and 15 % zeros", 0.45);
  const InputVariance inputs = input_variance(laboratory, contest, setting);
  laboratory.say("uneven channels", 0.50);
  const ChannelSkew channels = channel_skew(laboratory, contest, setting);

  AxisCase on_axes{contest, standing_in(setting), claimed};
  if (!request.accuracy_on.empty() || setting.traced() || setting.shipped()) on_axes.measured = measured_settings(laboratory, setting);
  laboratory.say("inputs of networks that run", 0.51);
  std::vector<RealInputs> real = real_inputs_of(laboratory, on_axes.measured);
  constexpr double kFrom = 0.52, kUntil = 0.80;
  std::vector<AxisFinding> along = run_axes(laboratory, on_axes, real, [&](const AxisRow& axis, double share) {
    laboratory.say(fmt::format("axes: {}", axis.title), kFrom + (kUntil - kFrom) * share);
  });
  const Comparison axes_start = compare(laboratory, contest, on_axes.setting);
  std::vector<MeasuredSwitches> switches;
  if (proposal.activations.run_time()) switches = measured_switches(laboratory, on_axes);
  if (on_axes.setting.shapes > 0) laboratory.forget(on_axes.setting);
  laboratory.say("hidden assumptions", 0.81);
  Audit assumed = audit(laboratory, {contest, setting, claimed});

  Field field = field_of(laboratory, contest.proposal, setting, 0.82, 0.87);

  laboratory.say("the Twist", 0.87);
  const BrokenAxis broken = first_broken(laboratory, measured, claimed, equal, inputs, channels, patterns);
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
                  .claim_over_another = asked.claim_over_another,
                  .contest = contest,
                  .setting = setting,
                  .unknowns = unknowns,
                  .delta = delta(asked.baseline.design(), request.proposal.design()),
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
                  .patterns = patterns,
                  .decision = decision_path(proposal, load_technology(proposal.technology)),
                  .measured_inputs = std::move(ran),
                  .no_answers = std::move(no_answers),
                  .field = std::move(field),
                  .on_axes = std::move(on_axes),
                  .axes_start = axes_start,
                  .axes = std::move(along),
                  .real = std::move(real),
                  .switches = std::move(switches),
                  .costliest = costliest_layer(laboratory, contest, setting, claimed),
                  .audit = std::move(assumed),
                  .broken = broken,
                  .twist = twists,
                  .twist_hardest = twist_hardest,
                  .accuracy_unchanged = equal.proposal_dropped_energy == 0 && proposal.weights.pattern == opponent.weights.pattern,
                  .nothing_measured = difference(inventory(opponent), inventory(proposal)).rows.empty() &&
                                      same_counts(laboratory.run(contest.proposal, setting), laboratory.run(baseline, setting)) &&
                                      energy(proposal, laboratory.run(contest.proposal, setting)).total() ==
                                          energy(opponent, laboratory.run(baseline, setting)).total(),
                  .platform = asked.platform,
                  .said = request.said};
}

}  // namespace skeptic
