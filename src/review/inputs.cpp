// Of the stress test: inputs that differ, channels that differ, and patterns that change with every inference.
#include <fmt/format.h>

#include <algorithm>

#include "review/objection.h"

namespace skeptic {
namespace {

std::string patterns_of(const Subject& subject) {
  std::vector<std::string> names;
  for (const Pattern& pattern : resolve(subject.design()).activations.patterns) names.push_back(pattern.text());
  return listed(names);
}

}  // namespace

Objection of_two_inputs(const CaseFile& file, Evidence& evidence) {
  const InputVariance& inputs = file.inputs;
  const Comparison &sparse = inputs.sparse, &dense = inputs.dense;
  const auto zeros = [](const Comparison& comparison) { return quoted(percent(*comparison.setting.zeros) + " zeros"); };
  Objection found{"two inputs", dense.speedup() / file.claimed, {}, {}};
  const Ref at_sparse = evidence.speedup(sparse), at_dense = evidence.speedup(dense);
  if (inputs.proposal_ratio() > 1.02)
    found.text =
        say("Two inputs: with {} you are at {}, with {} at {}, and the dense one takes {} where the sparse one takes {}, so {} has no one latency to "
            "quote.",
            zeros(sparse), at_sparse, zeros(dense), at_dense, evidence.cycles(dense.proposal, dense.setting),
            evidence.cycles(sparse.proposal, sparse.setting), file.own_name());
  else if (resolve(file.contest.proposal.design()).activations.run_time())
    found.text =
        say("Two inputs: with {} you are at {}, with {} at {}; your cycles hardly depend on the input, so choosing among {} at run time buys "
            "nothing that choosing once would not.",
            zeros(sparse), at_sparse, zeros(dense), at_dense, quoted(patterns_of(file.contest.proposal)));
  else if (resolve(file.contest.proposal.design()).activations.skip == Skip::Zeros)
    found.text = say("Two inputs: {} with {}, {} with {}: {} skips zeros, and yet its cycles do not show them, so something else holds them up.",
                     at_sparse, zeros(sparse), at_dense, zeros(dense), file.own_name());
  else
    found.text = say("Two inputs: {} with {}, {} with {}: no input is slower than another on {}, which never looks at one.", at_sparse, zeros(sparse),
                     at_dense, zeros(dense), file.own_name());
  if (dense.speedup() >= file.claimed) return found;
  if (sparse.speedup() < file.claimed)
    found.survive =
        say(" Neither reaches {}; to survive it, show measured inputs on half of which {} does.", quoted(times(file.claimed)), file.own_name());
  else
    found.survive = say(" Only the sparse one reaches {}; report the zeros of every input of your data set, and the speed-up at their tail.",
                        quoted(times(file.claimed)));
  return found;
}

namespace {

constexpr double kWaits = 0.15;  ///< of the lane slots; more that wait are an objection

}  // namespace

Objection of_uneven_channels(const CaseFile& file, Evidence& evidence) {
  const ChannelSkew& skew = file.channels;
  const auto idle = [&](const Comparison& comparison, double share) {
    return evidence.simulated(comparison.proposal, comparison.setting, "lane slots that wait for slower elements, in the uneven layer", share,
                              percent(share), "share", "stack_share.imbalance");
  };
  const auto starved = [&](const Comparison& comparison, std::int64_t number) {
    return evidence.simulated(comparison.proposal, comparison.setting, "elements busy for under half of the busiest one's cycles",
                              static_cast<double>(number), grouped(number), "elements", "starved_elements");
  };
  const double ratio = static_cast<double>(skew.blocked.proposal_cycles) / static_cast<double>(skew.interleaved.proposal_cycles);
  const bool waits = skew.blocked_idle > kWaits;
  Objection found{"uneven channels in one layer", std::min(1 / ratio, waits ? 1 - skew.blocked_idle : 1.0), {}, {}};
  const Ref blocked = evidence.speedup(skew.blocked), interleaved = evidence.speedup(skew.interleaved);
  const Quoted name = file.own_name(), slices = quoted(skew.slices == 1 ? "one slice" : fmt::format("{} slices", skew.slices));
  if (ratio <= 1.05 && !waits) {
    found.text =
        say("A layer whose first {} channels have {} zeros and whose last {} have {}, on {}, does not starve {}: {} and {} of the baseline's "
            "speed, dealt in blocks and interleaved.",
            quoted("32"), quoted("70 %"), quoted("32"), quoted("10 %"), slices, name, blocked, interleaved);
    return found;
  }
  found.text =
      say("Walk {} through a layer whose first {} channels have {} zeros and whose last {} have {}, on {}: dealt in blocks, {} of your lane "
          "slots wait for slower elements and {} of {} elements starve; interleaved it is {} and {}, at {} and {} of the baseline's speed.",
          name, quoted("32"), quoted("70 %"), quoted("32"), quoted("10 %"), slices, idle(skew.blocked, skew.blocked_idle),
          starved(skew.blocked, skew.blocked_starved), quoted(fmt::format("{}", skew.elements)), idle(skew.interleaved, skew.interleaved_idle),
          starved(skew.interleaved, skew.interleaved_starved), blocked, interleaved);
  if (ratio > 1.05)
    found.survive =
        say(" Blocks cost {} in cycles: interleave the slices, or sort channels by density, and say what the sorting costs.",
            evidence.compared({skew.interleaved.proposal, skew.blocked.proposal}, skew.blocked.setting,
                              "cycles with blocked slices over those with interleaved ones", ratio, times(ratio), "ratio of cycles", "speedup"));
  else
    found.survive =
        say(" Dealing them otherwise helps little, because the elements of one step wait for each other; with queues, or a pattern that bounds the "
            "work of every element, come below {}.",
            quoted(percent(kWaits)));
  return found;
}

Objection of_changing_patterns(const CaseFile& file, Evidence& evidence) {
  const PatternChange& change = *file.patterns;
  const Subject& proposal = file.contest.proposal;
  const auto bits = [&](const Subject& subject, std::int64_t number, const char* what) {
    return evidence.simulated(subject, change.setting, what, static_cast<double>(number),
                              fmt::format("{:.3g} Mbit", static_cast<double>(number) / 1e6), "bits", "metadata_bits");
  };
  const auto joules = [&](const Subject& subject, double energy, const char* what) {
    return evidence.simulated(subject, change.setting, what, energy, fmt::format("{:.3g} mJ", energy * 1e3), "J", "energy.total");
  };
  Objection found{
      "patterns that change at every inference", static_cast<double>(change.fixed_cycles) / static_cast<double>(change.changing_cycles), {}, {}};
  found.text =
      say("Patterns that change at every inference, against {} fixed once: {} decisions and {} changes take {} instead of {}, load {} of "
          "metadata instead of {}, and spend {} instead of {}.",
          quoted(change.pattern),
          evidence.simulated(proposal, change.setting, "decisions in an inference", static_cast<double>(change.decisions), grouped(change.decisions),
                             "decisions", "decided_units"),
          evidence.simulated(proposal, change.setting, "pattern switches in an inference", static_cast<double>(change.switches),
                             grouped(change.switches), "steps", "switches"),
          evidence.cycles(proposal, change.setting), evidence.cycles(change.fixed, change.setting),
          bits(proposal, change.changing_bits, "metadata loaded, patterns chosen at run time"),
          bits(change.fixed, change.fixed_bits, "metadata loaded, one pattern fixed"),
          joules(proposal, change.changing_joules, "energy of an inference, patterns chosen at run time"),
          joules(change.fixed, change.fixed_joules, "energy of an inference, one pattern fixed"));
  if (change.fixed_cycles <= change.changing_cycles)
    found.survive = say(" The choice saves no time over {}; show that it saves more than {} of the right answers.", quoted(change.pattern),
                        quoted(percent(kAccuracyMargin)));
  else
    found.survive = say(" The choice saves time; show that {} for all answers more than {} worse than yours, or the energy decides.",
                        quoted(change.pattern), quoted(percent(kAccuracyMargin)));
  return found;
}

}  // namespace skeptic
