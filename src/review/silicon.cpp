// Of the stress test: what the proposal costs, in area and in energy.
#include <fmt/format.h>

#include <algorithm>

#include "review/gains.h"
#include "review/objection.h"

namespace skeptic {
namespace {

std::string counted_in(const DifferenceRow& part) { return fmt::format("{}; confidence {}", part.source, letter(part.confidence)); }

Ref of_part(const CaseFile& file, const DifferenceRow& part, Evidence& evidence) {
  const std::string name(row(part.part).name);
  return evidence.costed(file.contest, "added area, " + name, part.added(), square_millimetres(part.added()), "mm²", counted_in(part),
                         fmt::format("over_baseline.parts.part={}.added_mm2", name));
}

}  // namespace

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
      say("Equal area: the strongest static design that drops no more activations than you is {}; each at its own area you are at {}, but in your "
          "silicon its "
          "fastest array that fits has {}.",
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
      named.push_back(say("{} ({})", quoted(std::string(row(part->part).name)), of_part(file, *part, evidence)));
    if (!named.empty()) found.text = found.text + say("What you add most of is {}.", listed(named));
  }
  if (const PaperQuote* quote = file.quote("claims.area"))
    found.text = found.text + say("On page {} you say “{}”; I count {} of the arrays and buffers of {}.", quoted(fmt::format("{}", quote->page)),
                                  quoted(quote->words), added_share(file, evidence), file.baseline_name());
  if (least >= kWorthwhile) return found;
  found.survive = say(" If you want {} to survive peer review at ISCA, reach {} under every denominator, or show why {} could not be built as large.",
                      file.own_name(), quoted(times(kWorthwhile)), quoted(strongest.title));
  return found;
}

namespace {

constexpr double kEvenTime = 1.005;  ///< speed-up below which two designs are as fast

}  // namespace

Objection of_energy(const CaseFile& file, Evidence& evidence) {
  const auto spent = [&](const Subject& subject, double energy) {
    return evidence.simulated(subject, file.setting, "energy of " + subject.design().name + " on " + file.setting.network, energy,
                              fmt::format("{:.3g} mJ", energy * 1e3), "J", "energy.total");
  };
  const double ratio = file.proposal_joules / file.baseline_joules;
  const PaperQuote* quote = file.quote("claims.energy");
  const Ref own = spent(file.contest.proposal, file.proposal_joules), other = spent(file.contest.baseline, file.baseline_joules);
  const Quoted name = file.own_name(), baseline = file.baseline_name();
  Objection found{"energy", 1 / ratio, {}, {}};
  if (ratio > 1.02) {
    found.text = file.measured.speedup() > kEvenTime
                     ? say("Energy, leakage included: {} spends {} and {} spends {}, so what you win in time you pay for in joules.", name, own,
                           baseline, other)
                 : file.measured.speedup() < 1 / kEvenTime
                     ? say("Energy, leakage included: {} spends {} and {} spends {}, so you lose joules as well as time.", name, own, baseline, other)
                     : say("Energy, leakage included: {} spends {} and {} spends {}, and no time is won for it.", name, own, baseline, other);
    const auto most = std::max_element(file.difference.rows.begin(), file.difference.rows.end(),
                                       [](const DifferenceRow& a, const DifferenceRow& b) { return a.added() < b.added(); });
    if (file.decision)
      found.survive = say(" Come down to {}, and show the energy of the decision apart from that of the metadata.", other);
    else if (most != file.difference.rows.end() && most->added() > 0)
      found.survive = say(" Come down to {}, or show what the joules of {}, which you add most of, buy elsewhere.", other,
                          quoted(std::string(row(most->part).name)));
    else
      found.survive = say(" Come down to {}.", other);
  } else if (ratio < 0.98) {
    found.text = say("Energy speaks for {}: {}, leakage included, where {} spends {}; make that argument.", name, own, baseline, other);
  } else {
    found.text = say("Energy does not tell {} from {}: {} and {}, leakage included.", name, baseline, own, other);
  }
  if (quote != nullptr) found.text = found.text + say("On page {} you say “{}”.", quoted(fmt::format("{}", quote->page)), quoted(quote->words));
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
    table.rows.push_back({say("{}", quoted(name)), say("{}", of_part(file, part, evidence)),
                          say("{}", evidence.costed(file.contest, "added area over the baseline's, " + name, part.share, percent(part.share), "share",
                                                    counted_in(part), fmt::format("over_baseline.parts.part={}.share", name))),
                          say("{}", quoted(part.detail))});
  }
  return table;
}

}  // namespace

void detail_silicon(Section& section, const CaseFile& file, Evidence& evidence) {
  section.detail(opponents_table(file, evidence));
  if (file.difference.rows.empty()) return;
  section.detail(Paragraph{say(
      "The modules of {} are counted in gates that were synthesised beforehand, by the table that Skeptic ships; the rest is formulas, and no tool "
      "ran. {} makes the gates anew.",
      quoted("rtl/"), quoted("skeptic rtl DESIGN --synthesise"))});
  section.detail(added_table(file, evidence));
}

}  // namespace skeptic
