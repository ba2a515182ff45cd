// The Mechanism Stress Test: each experiment as an objection with its number, the hardest first, and the condition that would lift it.
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

std::string counted_in(const DifferenceRow& part) { return fmt::format("{}; confidence {}", part.source, letter(part.confidence)); }

Ref added_area(const CaseFile& file, const DifferenceRow& part, Evidence& evidence) {
  const std::string name(row(part.part).name);
  return evidence.costed(file.contest, "added area, " + name, part.added(), square_millimetres(part.added()), "mm²", counted_in(part),
                         fmt::format("over_baseline.parts.part={}.added_mm2", name));
}

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

/// The slot that takes most after the largest loss, of what a change of the array could win.
Slot second_loss(const Stack& stack, Slot largest) {
  std::optional<Slot> found;
  for (const SlotRow& row : kStack)
    if (row.slot != Slot::Useful && row.slot != Slot::Vector && row.slot != largest && (!found || stack[row.slot] > stack[*found])) found = row.slot;
  return *found;
}

double share_of(const Stack& stack, Slot slot) { return static_cast<double>(stack[slot]) / static_cast<double>(stack.total()); }

Ref share(const CaseFile& file, Slot slot, Evidence& evidence) {
  return evidence.share(file.contest.proposal, file.setting, std::string(kStack[static_cast<std::size_t>(slot)].key),
                        share_of(file.proposal_stack, slot));
}

Quoted meaning(Slot slot) {
  const SlotRow& row = kStack[static_cast<std::size_t>(slot)];
  return quoted(fmt::format("{} ({})", row.key, row.meaning));
}

}  // namespace

Objection of_claim(const CaseFile& file, Evidence& evidence) {
  const Slot first = file.twist.largest_loss, second = second_loss(file.proposal_stack, first);
  const double speedup = file.measured.speedup();
  Objection found{"the claim", speedup / file.claimed, {}, {}, true};
  found.text = say("Where the cycles go at {}, {}: {} of your lane slots do useful work; {} go to {}", evidence.speedup(file.measured),
                   quoted(file.claimed > 1 ? fmt::format("where you claim {}", times(file.claimed)) : "over " + file.contest.baseline.design().name),
                   share(file, Slot::Useful, evidence), share(file, first, evidence), meaning(first));
  if (file.proposal_stack[second] > 0)
    found.text = say("{}, {} to {}.", found.text, share(file, second, evidence), meaning(second));
  else
    found.text = say("{}.", found.text);
  const auto cycles = [&](const Subject& subject, std::int64_t number, std::size_t place) {
    return evidence.simulated(subject, file.setting, fmt::format("cycles of {} in {}", subject.design().name, file.costliest.layer),
                              static_cast<double>(number), grouped(number) + " cycles", "cycles", fmt::format("layers.{}.cycles", place));
  };
  if (!file.costliest.layer.empty())
    found.text = found.text +
                 say("The layer that costs you most {} is {}: {}, where {} takes {}.", quoted(file.claimed > 1 ? "of the claim" : "of the lead"),
                     quoted(file.costliest.layer), cycles(file.contest.proposal, file.costliest.proposal, file.costliest.in_proposal),
                     quoted(file.contest.baseline.design().name), cycles(file.contest.baseline, file.costliest.baseline, file.costliest.in_baseline));
  if (speedup >= file.claimed) return found;
  const std::string_view loss = kStack[static_cast<std::size_t>(first)].key;
  if (file.costliest.layer.empty())
    found.survive = say(" If you want this to survive peer review, show what you do about {}.", quoted(std::string(loss)));
  else
    found.survive = say(" If you want this to survive peer review, show {} where it should be, and what you do about {} in it.",
                        quoted(file.costliest.layer), quoted(std::string(loss)));
  return found;
}

Objection of_energy(const CaseFile& file, Evidence& evidence) {
  const auto spent = [&](const Subject& subject, double energy) {
    return evidence.simulated(subject, file.setting, "energy of " + subject.design().name + " on " + file.setting.network, energy,
                              fmt::format("{:.3g} mJ", energy * 1e3), "J", "energy.total");
  };
  const double ratio = file.proposal_joules / file.baseline_joules;
  const Ref own = spent(file.contest.proposal, file.proposal_joules), other = spent(file.contest.baseline, file.baseline_joules);
  const Quoted name = quoted(file.contest.proposal.design().name), baseline = quoted(file.contest.baseline.design().name);
  Objection found{"energy", 1 / ratio, {}, {}};
  if (ratio > 1.02) {
    found.text =
        file.measured.speedup() > 1
            ? say("Energy, leakage included: {} spends {} and {} spends {}, so what you win in time you pay for in joules.", name, own, baseline,
                  other)
            : say("Energy, leakage included: {} spends {} and {} spends {}, so you lose joules as well as time.", name, own, baseline, other);
    found.survive = say(" Show the energy of {} apart from that of the metadata.",
                        quoted(file.decision ? "the decision" : "whatever finds the work of " + name.text));
  } else if (ratio < 0.98) {
    found.text = say("Energy speaks for {}: {}, leakage included, where {} spends {}; make that argument.", name, own, baseline, other);
  } else {
    found.text = say("Energy does not tell {} from {}: {} and {}, leakage included.", name, baseline, own, other);
  }
  return found;
}

Objection of_two_inputs(const CaseFile& file, Evidence& evidence) {
  const InputVariance& inputs = file.inputs;
  const Comparison &sparse = inputs.sparse, &dense = inputs.dense;
  const auto zeros = [](const Comparison& comparison) { return quoted(percent(*comparison.setting.zeros) + " zeros"); };
  Objection found{"two inputs", dense.speedup() / file.claimed, {}, {}};
  const Ref at_sparse = evidence.speedup(sparse), at_dense = evidence.speedup(dense);
  if (inputs.proposal_ratio() > 1.02)
    found.text =
        say("Two inputs: with {} you are at {}, with {} at {}, and the dense one takes {} the cycles of the sparse one, so {} has no one "
            "latency to quote.",
            zeros(sparse), at_sparse, zeros(dense), at_dense,
            evidence.simulated(dense.proposal, dense.setting, "cycles on the input with few zeros over those on the one with many",
                               inputs.proposal_ratio(), times(inputs.proposal_ratio()), "ratio of cycles",
                               fmt::format("cycles, over those with --zeros {}", *sparse.setting.zeros)),
            quoted(file.contest.proposal.design().name));
  else if (resolve(file.contest.proposal.design()).activations.run_time())
    found.text =
        say("Two inputs: with {} you are at {}, with {} at {}; your cycles hardly depend on the input, so choosing among {} at run time buys "
            "nothing that choosing once would not.",
            zeros(sparse), at_sparse, zeros(dense), at_dense, quoted(patterns_of(file.contest.proposal)));
  else if (resolve(file.contest.proposal.design()).activations.skip == Skip::Zeros)
    found.text = say("Two inputs: {} with {}, {} with {}: {} skips zeros, and yet its cycles do not show them, so something else holds them up.",
                     at_sparse, zeros(sparse), at_dense, zeros(dense), quoted(file.contest.proposal.design().name));
  else
    found.text = say("Two inputs: {} with {}, {} with {}: no input is slower than another on {}, which never looks at one.", at_sparse, zeros(sparse),
                     at_dense, zeros(dense), quoted(file.contest.proposal.design().name));
  if (dense.speedup() >= file.claimed) return found;
  if (sparse.speedup() < file.claimed)
    found.survive = say(" Neither reaches {}; to survive it, show measured inputs on half of which {} does.", quoted(times(file.claimed)),
                        quoted(file.contest.proposal.design().name));
  else
    found.survive = say(" Only the sparse one reaches {}; report the zeros of every input of your data set, and the speed-up at their tail.",
                        quoted(times(file.claimed)));
  return found;
}

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
  const bool waits = skew.blocked_idle > 0.15;
  Objection found{"uneven channels in one layer", std::min(1 / ratio, waits ? 1 - skew.blocked_idle : 1.0), {}, {}};
  const Ref blocked = evidence.speedup(skew.blocked), interleaved = evidence.speedup(skew.interleaved);
  const Quoted name = quoted(file.contest.proposal.design().name),
               slices = quoted(skew.slices == 1 ? "one slice" : fmt::format("{} slices", skew.slices));
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
        say(" Dealing them otherwise helps little, because the elements of one step wait for each other; show queues, or a pattern that "
            "bounds the work of every element.");
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
    found.survive = say(" The choice saves no time over {}; show the accuracy that it saves.", quoted(change.pattern));
  else
    found.survive =
        say(" The choice saves time; show that {} for all loses more accuracy than yours, or the energy decides.", quoted(change.pattern));
  return found;
}

Objection of_area(const CaseFile& file, Evidence& evidence) {
  const EqualArea& equal = file.equal_area;
  const Opponent& strongest = equal.opponents[equal.strongest];
  double least = equal.gains.front().gain;
  std::vector<Sentence> arrays;
  for (const AreaGain& gain : equal.gains) {
    least = std::min(least, gain.gain);
    const auto shape = [](const ArrayShape& array) { return fmt::format("{} x {}", array.m, array.n); };
    const std::string between = gain.array || gain.iso.above.shape == gain.iso.below.shape ? "" : " to " + shape(gain.iso.above.shape);
    const std::string key(row(gain.denominator).key);
    const std::int64_t elements = gain.best_shape().m * gain.best_shape().n;
    const Ref array = evidence.compared(
        {file.contest.proposal, strongest.subject}, file.setting, "the strongest static opponent's best array, " + key, static_cast<double>(elements),
        fmt::format("{} elements ({}{})", grouped(elements), shape(gain.best_shape()), between), "elements", "best_array_elements." + key);
    arrays.push_back(say("{} under {} ({} for you)", array, quoted(key), gain_evidence(file, gain, evidence)));
  }
  Objection found{"equal area", least / kWorthwhile, {}, {}, true};
  found.text =
      say("Equal area: the strongest static design that drops no more than you is {}; each at its own area you are at {}, but your silicon would buy "
          "it {}.",
          quoted(strongest.title), evidence.speedup(file.against_strongest), listed(arrays));
  if (!file.difference.rows.empty()) {
    std::vector<const DifferenceRow*> parts;
    for (const DifferenceRow& part : file.difference.rows)
      if (part.added() > 0) parts.push_back(&part);
    std::stable_sort(parts.begin(), parts.end(), [](const DifferenceRow* a, const DifferenceRow* b) { return a->added() > b->added(); });
    constexpr std::size_t kNamed = 3;
    if (parts.size() > kNamed) parts.resize(kNamed);
    std::vector<Sentence> named;
    for (const DifferenceRow* part : parts)
      named.push_back(say("{} ({})", quoted(std::string(row(part->part).name)), added_area(file, *part, evidence)));
    if (!named.empty()) found.text = found.text + say("What you add most of is {}.", listed(named));
  }
  if (least >= kWorthwhile) return found;
  found.survive = say(" If you want {} to survive peer review at ISCA, reach {} under every denominator, or show why {} could not be built as large.",
                      quoted(file.contest.proposal.design().name), quoted(times(kWorthwhile)), quoted(strongest.title));
  return found;
}

namespace {

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
    table.rows.push_back({say("{}", quoted(name)), say("{}", added_area(file, part, evidence)),
                          say("{}", evidence.costed(file.contest, "added area over the baseline's, " + name, part.share, percent(part.share), "share",
                                                    counted_in(part), fmt::format("over_baseline.parts.part={}.share", name))),
                          say("{}", quoted(part.detail))});
  }
  return table;
}

}  // namespace

namespace {

/// Objections that are told in full; of the rest a clause each.
constexpr std::size_t kTold = 8;

std::vector<Objection> all_objections(const CaseFile& file, Evidence& evidence) {
  std::vector<Objection> all{of_claim(file, evidence), of_area(file, evidence), of_energy(file, evidence), of_two_inputs(file, evidence),
                             of_uneven_channels(file, evidence)};
  const auto add = [&](std::vector<Objection> more) { std::move(more.begin(), more.end(), std::back_inserter(all)); };
  if (std::optional<Objection> measured = of_measured_inputs(file, evidence)) all.push_back(std::move(*measured));
  if (file.patterns) all.push_back(of_changing_patterns(file, evidence));
  if (file.decision) all.push_back(of_gates(file, evidence));
  if (file.audit) all.push_back(of_assumptions(file, evidence));
  add(of_axes(file, evidence));
  return all;
}

}  // namespace

Section stress_test(const CaseFile& file, Evidence& evidence) {
  Section section{"The Mechanism Stress Test", {}};
  const std::vector<Objection> all = all_objections(file, evidence);
  std::vector<const Objection*> standing;
  for (const Objection& one : all)
    if (!one.lifted()) standing.push_back(&one);
  // The claim and its price come first, whatever else breaks.
  const auto first = std::find_if(standing.begin(), standing.end(), [](const Objection* one) { return !one->central; });
  std::stable_sort(first, standing.end(), [](const Objection* a, const Objection* b) { return a->left < b->left; });
  for (std::size_t i = 0; i < std::min(standing.size(), kTold); ++i) section.say(standing[i]->whole());
  if (file.on_axes.setting.shapes > 0)
    section.say(
        say("Axes run on {} layers that stand for the shapes of {}; you lead and lose there from {} on, and not from the {} of the whole network.",
            quoted(fmt::format("{}", file.on_axes.setting.shapes)), quoted(file.setting.network), axes_start(file, evidence),
            evidence.speedup(file.measured)));
  if (standing.size() > kTold) {
    std::vector<std::string> names;
    for (std::size_t i = kTold; i < standing.size(); ++i) names.push_back(standing[i]->name);
    section.say(say("Less, and in the tables: {}.", quoted(listed(names))));
  }
  Bullets held;
  for (const Objection& one : all)
    if (one.lifted() && !one.text.empty()) held.items.push_back(one.text);
  if (!held.items.empty()) {
    section.say(say("What I could not break in {}, or what speaks for it:", quoted(file.contest.proposal.design().name)));
    section.blocks.emplace_back(std::move(held));
  }
  section.detail(stack_table(file, evidence));
  detail_measured_inputs(section, file, evidence);
  detail_axes(section, file, evidence);
  if (file.audit) detail_assumptions(section, file, evidence);
  section.detail(opponents_table(file, evidence));
  if (file.difference.rows.empty()) return section;
  section.detail(Paragraph{say(
      "The modules of {} are counted in gates that were synthesised beforehand, by the table that Skeptic ships; the rest is formulas, and no tool "
      "ran. {} makes the gates anew.",
      quoted("rtl/"), quoted("skeptic rtl DESIGN --synthesise"))});
  section.detail(added_table(file, evidence));
  return section;
}

}  // namespace skeptic
