// The Mechanism Stress Test: each experiment as an objection with its number, and the condition that would lift it.
#include <fmt/format.h>

#include <algorithm>

#include "review/case_file.h"

namespace skeptic {
namespace {

Quoted quoted(std::string text) { return {std::move(text)}; }

/// Where the multipliers' cycles go, in both designs.
Table stack_table(const CaseFile& file, Evidence& evidence) {
  Table table{"Where the lane slots go", {"", file.contest.baseline.design().name, file.contest.proposal.design().name}, {}};
  const Stack &baseline = file.baseline_stack, &proposal = file.proposal_stack;
  for (const SlotRow& row : kStack) {
    if (baseline[row.slot] == 0 && proposal[row.slot] == 0) continue;
    const auto share = [&](const Subject& subject, const Stack& stack) {
      return say("{}", evidence.share(subject, file.setting, std::string(row.key),
                                      static_cast<double>(stack[row.slot]) / static_cast<double>(stack.total())));
    };
    table.rows.push_back({say("{}", quoted(fmt::format("{}: {}", row.key, row.meaning))), share(file.contest.baseline, baseline),
                          share(file.contest.proposal, proposal)});
  }
  return table;
}

/// Where the claim goes, by the largest loss.
Sentence losses(const CaseFile& file, Evidence& evidence) {
  const Slot loss = file.twist.largest_loss;
  const SlotRow& row = kStack[static_cast<std::size_t>(loss)];
  const double useful = static_cast<double>(file.proposal_stack[Slot::Useful]) / static_cast<double>(file.proposal_stack.total());
  return say("Where your cycles go: {} of the lane slots do useful work, and the largest loss is {}, {}: {}.",
             evidence.share(file.contest.proposal, file.setting, "useful", useful), quoted(std::string(row.key)),
             evidence.share(file.contest.proposal, file.setting, std::string(row.key), file.twist.loss_share), quoted(std::string(row.meaning)));
}

Sentence joules(const CaseFile& file, Evidence& evidence) {
  const auto spent = [&](const Subject& subject, double energy) {
    return evidence.simulated(subject, file.setting, "energy of " + subject.design().name + " on " + file.setting.network, energy,
                              fmt::format("{:.3g} mJ", energy * 1e3), "J", "energy.total");
  };
  const double ratio = file.proposal_joules / file.baseline_joules;
  return say("Energy, with what leaks meanwhile (logic cool, SRAM hot as CACTI has it). You spend {}, your baseline {}.",
             spent(file.contest.proposal, file.proposal_joules), spent(file.contest.baseline, file.baseline_joules)) +
         (ratio > 1.02
              ? say("Whatever you win in time you pay for in joules; to lift this, show the energy of the decision and of the metadata apart.")
          : ratio < 0.98 ? say("You win energy, which is an argument that you should make.")
                         : say("Energy does not tell the two apart."));
}

Sentence inputs(const CaseFile& file, Evidence& evidence) {
  const InputVariance& found = file.inputs;
  Sentence text = say("Two inputs. With {} zeros you are at {}, with {} at {}.", quoted(percent(*found.sparse.setting.zeros)),
                      evidence.speedup(found.sparse), quoted(percent(*found.dense.setting.zeros)), evidence.speedup(found.dense));
  if (found.proposal_ratio() > 1.02)
    text =
        text + say("The dense one takes {} the cycles of the sparse one, so a latency bound must be stated for the worst input and not for the mean.",
                   evidence.simulated(found.dense.proposal, found.dense.setting, "cycles on the input with few zeros over those on the one with many",
                                      found.proposal_ratio(), times(found.proposal_ratio()), "ratio of cycles",
                                      fmt::format("cycles, over those with --zeros {}", *found.sparse.setting.zeros)));
  else
    text = text + say("Your cycles hardly depend on the input; then the run-time part of the idea buys nothing that a static one would not.");
  if (found.dense.speedup() >= file.claimed) return text + say("The claim survives both: this objection is lifted.");
  if (found.sparse.speedup() < file.claimed)
    return text + say("It misses the claim on both; to lift this, show a measured distribution of inputs on which half of them reach it.");
  return text + say("The claim holds on the sparse input alone; to lift this, report the distribution of zeros per input of your data set, and the "
                    "speed-up at its tail.");
}

Sentence channels(const CaseFile& file, Evidence& evidence) {
  const ChannelSkew& found = file.channels;
  const auto idle = [&](const Comparison& comparison, double share) {
    return evidence.simulated(comparison.proposal, comparison.setting, "lane slots that wait for slower elements, in the uneven layer", share,
                              percent(share), "share", "stack_share.imbalance");
  };
  const auto starved = [&](const Comparison& comparison, std::int64_t number) {
    return evidence.simulated(comparison.proposal, comparison.setting, "elements busy for under half of the busiest one's cycles",
                              static_cast<double>(number), grouped(number), "elements", "starved_elements");
  };
  Sentence text =
      say("Uneven channels. In a layer of {} the first half of the channels has {} zeros and the second half {}. On {}, blocked, {} of the lane "
          "slots wait for slower "
          "elements and {} of {} elements starve; interleaved it is {}, and {} starve. The speed-up is {} blocked and {} interleaved.",
          quoted("64 channels"), quoted("70 %"), quoted("10 %"), quoted(found.slices == 1 ? "one slice" : fmt::format("{} slices", found.slices)),
          idle(found.blocked, found.blocked_idle), starved(found.blocked, found.blocked_starved), quoted(fmt::format("{}", found.elements)),
          idle(found.interleaved, found.interleaved_idle), starved(found.interleaved, found.interleaved_starved), evidence.speedup(found.blocked),
          evidence.speedup(found.interleaved));
  const double ratio = static_cast<double>(found.blocked.proposal_cycles) / static_cast<double>(found.interleaved.proposal_cycles);
  if (ratio > 1.05)
    return text +
           say("Blocked slices cost you {} in cycles; to lift this, interleave them, or sort channels by density, and say what the sorting costs.",
               evidence.compared({found.interleaved.proposal, found.blocked.proposal}, found.blocked.setting,
                                 "cycles with blocked slices over those with interleaved ones", ratio, times(ratio), "ratio of cycles", "speedup"));
  if (found.blocked_idle > 0.15)
    return text + say("How slices are dealt makes little difference, and yet so many slots wait: the imbalance is between elements of one step. To "
                      "lift this, show queues, or a pattern that bounds "
                      "the work of every element.");
  return text + say("Your array takes uneven channels calmly; this objection is lifted.");
}

Sentence patterns(const CaseFile& file, Evidence& evidence) {
  if (!file.patterns)
    return say(
        "Patterns that change at every inference. Your masks are fixed before the input arrives, or are the zeros themselves, so no decision writes "
        "metadata anew; there is nothing to sweep.");
  const PatternChange& found = *file.patterns;
  const Subject& proposal = file.contest.proposal;
  const auto bits = [&](const Subject& subject, std::int64_t number, const char* what) {
    return evidence.simulated(subject, found.setting, what, static_cast<double>(number),
                              fmt::format("{:.3g} Mbit", static_cast<double>(number) / 1e6), "bits", "metadata_bits");
  };
  const auto joules = [&](const Subject& subject, double energy, const char* what) {
    return evidence.simulated(subject, found.setting, what, energy, fmt::format("{:.3g} mJ", energy * 1e3), "J", "energy.total");
  };
  Sentence text =
      say("Patterns that change at every inference, against {} fixed once and for all. An inference loads {} of metadata instead of {}, takes {} "
          "instead of {}, and spends {} instead of {}. It takes "
          "{} decisions and switches {} times.",
          quoted(found.pattern), bits(proposal, found.changing_bits, "metadata loaded, patterns chosen at run time"),
          bits(found.fixed, found.fixed_bits, "metadata loaded, one pattern fixed"), evidence.cycles(proposal, found.setting),
          evidence.cycles(found.fixed, found.setting), joules(proposal, found.changing_joules, "energy of an inference, patterns chosen at run time"),
          joules(found.fixed, found.fixed_joules, "energy of an inference, one pattern fixed"),
          evidence.simulated(proposal, found.setting, "decisions in an inference", static_cast<double>(found.decisions), grouped(found.decisions),
                             "decisions", "decided_units"),
          evidence.simulated(proposal, found.setting, "pattern switches in an inference", static_cast<double>(found.switches),
                             grouped(found.switches), "steps", "switches"));
  if (found.fixed_cycles <= found.changing_cycles)
    return text +
           say("The fixed pattern is no slower than your choice. To lift this, show the accuracy that the choice saves, because it saves no time.");
  return text + say("The choice is faster than the fixed pattern; to lift this, show that the fixed pattern loses more accuracy than yours, or the "
                    "energy decides.");
}

Sentence against_static(const CaseFile& file, Evidence& evidence) {
  const EqualArea& equal = file.equal_area;
  const Opponent& strongest = equal.opponents[equal.strongest];
  Sentence text = say("Equal area. The strongest static opponent that drops no more than you is {}; each at its own area you are at {}.",
                      quoted(strongest.title), evidence.speedup(file.against_strongest));
  for (const AreaGain& gain : equal.gains) {
    const auto shape = [](const ArrayShape& array) { return fmt::format("{} x {}", array.m, array.n); };
    const std::string between = gain.array || gain.iso.above.shape == gain.iso.below.shape ? "" : " to " + shape(gain.iso.above.shape);
    const std::string key(row(gain.denominator).key);
    const std::int64_t elements = gain.best_shape().m * gain.best_shape().n;
    const Ref array = evidence.compared(
        {file.contest.proposal, strongest.subject}, file.setting, "the strongest static opponent's best array, " + key, static_cast<double>(elements),
        fmt::format("{} elements ({}{})", grouped(elements), shape(gain.best_shape()), between), "elements", "best_array_elements." + key);
    text = text + say("Under {} its best array has {}, and you are at {}.", quoted(key), array, gain_evidence(file, gain, evidence));
  }
  double least = equal.gains.front().gain;
  for (const AreaGain& gain : equal.gains) least = std::min(least, gain.gain);
  if (least >= kWorthwhile) return text + say("The gain survives its own area; this objection is lifted.");
  return text + say("If you want this to survive peer review at ISCA, the mechanism must cost less than what the same silicon buys as multipliers.");
}

Table opponents_table(const CaseFile& file, Evidence& evidence) {
  Table table{"Static opponents", {"opponent", "drops of Σ a²", "may oppose"}, {}};
  for (const Opponent& opponent : file.equal_area.opponents)
    table.rows.push_back(
        {say("{}", quoted(opponent.title)),
         say("{}", evidence.simulated(opponent.subject, file.setting, "share of the activations' sum of squares that " + opponent.title + " drops",
                                      opponent.dropped_energy, percent(opponent.dropped_energy), "share", "dropped_energy_share")),
         say("{}", quoted(opponent.eligible() ? "yes" : "no: " + opponent.barred))});
  return table;
}

Table added_table(const CaseFile& file, Evidence& evidence) {
  Table table{"What the proposal adds to its baseline", {"part", "area", "share of the baseline", "how it is counted"}, {}};
  for (const DifferenceRow& part : file.difference.rows) {
    const std::string name(row(part.part).name);
    const std::string source = fmt::format("{}; confidence {}", part.source, letter(part.confidence));
    const std::string key = fmt::format("over_baseline.parts.part={}.", name);
    table.rows.push_back({say("{}", quoted(name)),
                          say("{}", evidence.costed(file.contest, "added area, " + name, part.added(), square_millimetres(part.added()), "mm²",
                                                    source, key + "added_mm2")),
                          say("{}", evidence.costed(file.contest, "added area over the baseline's, " + name, part.share, percent(part.share), "share",
                                                    source, key + "share")),
                          say("{}", quoted(part.detail))});
  }
  return table;
}

}  // namespace

Section stress_test(const CaseFile& file, Evidence& evidence) {
  Section section{"The Mechanism Stress Test", {}};
  section.say(losses(file, evidence));
  section.blocks.emplace_back(stack_table(file, evidence));
  section.say(joules(file, evidence));
  section.say(inputs(file, evidence));
  say_measured_inputs(section, file, evidence);
  section.say(channels(file, evidence));
  section.say(patterns(file, evidence));
  say_axes(section, file, evidence);
  if (file.decision) section.say(as_gates(file, evidence));
  if (file.audit) say_assumptions(section, file, evidence);
  section.say(against_static(file, evidence));
  section.blocks.emplace_back(opponents_table(file, evidence));
  if (file.difference.rows.empty()) return section;
  section.say(say(
      "Where these areas come from. The modules of {} are counted in gates that were synthesised beforehand, by the table that Skeptic ships; the "
      "rest is formulas, and no tool ran. {} makes the gates anew.",
      quoted("rtl/"), quoted("skeptic rtl DESIGN --synthesise")));
  section.blocks.emplace_back(added_table(file, evidence));
  return section;
}

}  // namespace skeptic
