// Of the Novelty Gap: the three kinds of novelty, what supports each and what is missing.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "review/gains.h"

namespace skeptic {
namespace {

std::string texts(const std::vector<Mechanism>& mechanisms) {
  std::string words;
  for (const Mechanism& one : mechanisms) words += (words.empty() ? "" : ", ") + text(one);
  return words;
}

/// The mechanisms of a kind that no design of the library has.
std::vector<Mechanism> absent(const PriorArt& prior, NoveltyKind kind) {
  std::vector<Mechanism> found;
  for (const Credit* credit : prior.of_kind(kind))
    if (credit->designs.empty()) found.push_back(credit->mechanism);
  return found;
}

std::vector<Mechanism> unknown(const PriorArt& prior, NoveltyKind kind) {
  std::vector<Mechanism> found;
  for (const Mechanism& one : prior.unknown)
    if (novelty_kind(one.facet) == kind) found.push_back(one);
  return found;
}

/// How one operand is selected: all of it together.
std::vector<Mechanism> selection(const PriorArt& prior, std::string_view operand) {
  std::vector<Mechanism> found;
  for (const Credit* credit : prior.of_kind(NoveltyKind::Selection))
    if (credit->mechanism.facet.starts_with(operand)) found.push_back(credit->mechanism);
  return found;
}

/// "your weights are selected as in sr-ste (2021), by …"; nothing where nothing of the operand is.
Sentence selection_of(const PriorArt& prior, std::string_view operand) {
  const std::vector<Mechanism> all = selection(prior, operand);
  if (all.empty()) return {};
  const std::vector<std::size_t> same = prior.with_all(all);
  if (same.empty())
    return say("your {} are selected by {}, which no design of my library has together", quoted(std::string(operand)), quoted(texts(all)));
  const bool nearest = std::find(same.begin(), same.end(), prior.nearest) != same.end();
  const PriorDesign& first = prior.library[nearest ? prior.nearest : same.front()];
  return say("your {} are selected as in {}, by {}", quoted(std::string(operand)),
             quoted(first.year == 0 ? first.name : fmt::format("{} ({})", first.name, first.year)), quoted(texts(all)));
}

std::vector<Sentence> clauses(std::vector<Sentence> all) {
  std::erase_if(all, [](const Sentence& one) { return one.empty(); });
  return all;
}

Sentence missing_of_selection(const CaseFile& file, Evidence& evidence) {
  if (selection(file.prior, "activations").empty())
    return say("Missing: the accuracy after training with your mask and with that of {}, at the same ratio and the same number of steps.",
               quoted("sr-ste"));
  return say(
      "Missing: what your choice gains over the best pattern fixed beforehand at the same accuracy. I can say that you drop {} of the "
      "activations' energy; what that costs in answers, trained with it, is yours to show.",
      evidence.simulated(file.contest.proposal, file.setting, "share of the activations' sum of squares that the proposal drops",
                         file.equal_area.proposal_dropped_energy, percent(file.equal_area.proposal_dropped_energy), "share", "dropped_energy_share"));
}

Sentence a_selection(const CaseFile& file, Evidence& evidence) {
  const PriorArt& prior = file.prior;
  const std::vector<Mechanism> open = unknown(prior, NoveltyKind::Selection), own = absent(prior, NoveltyKind::Selection);
  const std::vector<Mechanism> weights = selection(prior, "weights"), activations = selection(prior, "activations");
  const Sentence selected = listed(clauses({selection_of(prior, "weights"), selection_of(prior, "activations")}));
  if (!open.empty())
    return say("(a) A different selection mechanism: you do not say. {} is the very question, and unknown is not an answer.", quoted(texts(open)));
  if (weights.empty() && activations.empty())
    return say("(a) A different selection mechanism: none, because nothing is selected in {}.", file.own_name());
  const bool as_a_whole = (weights.empty() || !prior.with_all(weights).empty()) && (activations.empty() || !prior.with_all(activations).empty());
  if (as_a_whole) return say("(a) A different selection mechanism: none, because {}.", selected);
  const Sentence text =
      own.empty() ? say("(a) A different selection mechanism: only in how known parts come together, because {}.", selected)
                  : say("(a) A different selection mechanism: your argument is {}, in no design of my library; {}.", quoted(texts(own)), selected);
  return text + missing_of_selection(file, evidence);
}

bool is_storage(Group group) { return group == Group::Buffers || group == Group::State; }

Sentence b_primitive(const CaseFile& file, Evidence& evidence) {
  const std::vector<Mechanism> own = absent(file.prior, NoveltyKind::Primitive), open = unknown(file.prior, NoveltyKind::Primitive);
  const Sentence found = !own.empty()    ? say("your argument is {}, in no design of my library", quoted(texts(own)))
                         : !open.empty() ? say("you do not say ({})", quoted(texts(open)))
                                         : say("none that my library lacks");
  if (file.difference.rows.empty())
    return say("(b) A hardware primitive that prior accelerators lack: {}; part by part the inventories of {} and {} are the same.", found,
               file.own_name(), file.baseline_name());
  const auto largest = std::max_element(file.difference.rows.begin(), file.difference.rows.end(),
                                        [](const DifferenceRow& a, const DifferenceRow& b) { return a.added() < b.added(); });
  return say("(b) A hardware primitive that prior accelerators lack: {}. In silicon you add {}, net of what you save, and {} first of all: {}.",
             found, added_area(file, evidence), quoted(std::string(row(largest->part).name)),
             quoted(is_storage(row(largest->part).group) ? "that is storage, and no primitive"
                                                         : "say what is new in it, and show it as gates at your clock"));
}

/// The design that misses dominating the proposal by least.
std::optional<std::size_t> nearest_rival(const Lineup& lineup) {
  const Standing& own = lineup.standings.front();
  std::optional<std::size_t> best;
  for (std::size_t i = 1; i < lineup.standings.size(); ++i)
    if (!best || miss(lineup.standings[i], own) < miss(lineup.standings[*best], own)) best = i;
  return best;
}

/// "nvidia-h100, at 1.683× your speed and 1.012× your energy"
Sentence beside(const Lineup& lineup, std::size_t i, Evidence& evidence) {
  const Standing& one = lineup.standings[i];
  const std::string name = lineup.name(i);
  const double energy = one.joules / lineup.standings.front().joules;
  return say("{}, at {} your speed and {} your energy,", quoted(name),
             evidence.lined_up(lineup, i, fmt::format("speed-up of {} over the proposal, at the proposal's area", name), one.speedup,
                               exact_times(one.speedup), "ratio of times", "speedup"),
             evidence.lined_up(lineup, i, fmt::format("energy of {} over the proposal's, at the proposal's area", name), energy, exact_times(energy),
                               "ratio of energies", "energy_ratio"));
}

/// What it is less faithful by.
std::string faithfulness(const Standing& one, const Standing& own) {
  std::string text;
  const auto add = [&](bool less, const char* words) {
    if (less) text += (text.empty() ? "" : " and ") + std::string(words);
  };
  add(one.dropped_energy > own.dropped_energy, "dropping more of the activations");
  add(one.dropped_magnitude > own.dropped_magnitude, "dropping more of the weights");
  add(one.weight_bits < own.weight_bits || one.activation_bits < own.activation_bits, "with fewer bits");
  return text.empty() ? "and no less faithful" : text;
}

/// How far a design may be from dominating the proposal to be told as its rival.
constexpr double kNear = 0.1;

Sentence c_frontier(const CaseFile& file, Evidence& evidence) {
  Sentence text = say("(c) A co-design insight that moves the Pareto frontier:");
  const std::vector<Mechanism> own = absent(file.prior, NoveltyKind::CoDesign);
  const std::optional<std::size_t> rival = file.field.lineup ? nearest_rival(*file.field.lineup) : std::nullopt;
  const bool undominated = file.field.lineup && file.field.proposal().dominated_by.empty();
  const bool shared = undominated && rival && miss(file.field.lineup->standings[*rival], file.field.proposal()) == 0;
  const bool point = undominated && !shared;
  if (!file.field.lineup) {
    text = text + say("it could not be measured beside the library on these tensors.");
  } else if (shared) {
    text = text + say("no. Where you stand, there stands") + beside(*file.field.lineup, *rival, evidence) + say("and no less faithful.");
  } else if (point) {
    text =
        text + say("on {}, at your area, none of {} dominates you in time, energy, bits and what is dropped, which with so many criteria is cheap.",
                   quoted(file.field.layers == 1 ? "one layer of " + file.field.lineup->setting.network
                                                 : fmt::format("{} layers that stand for {}", file.field.layers, file.field.lineup->setting.network)),
                   quoted(fmt::format("{} designs", file.field.lineup->rows().size() - 1)));
    if (rival && miss(file.field.lineup->standings[*rival], file.field.proposal()) < kNear)
      text = text + say("The one that misses dominating you by least is") + beside(*file.field.lineup, *rival, evidence) +
             say("{}; on the whole network, each at its own area, it is {} for you over {}.",
                 quoted(faithfulness(file.field.lineup->standings[*rival], file.field.proposal())), evidence.speedup(file.against_strongest),
                 quoted(file.equal_area.opponents[file.equal_area.strongest].title));
  } else {
    text = text + say("no.") + beside(*file.field.lineup, file.field.proposal().dominated_by.front(), evidence) +
           say("is no less faithful: it dominates you.");
  }
  if (!own.empty()) text = text + say("{} is not in this library.", quoted(texts(own)));
  return point ? text + say("Missing: the accuracy behind it, for a frontier of time and energy alone is one that any ratio moves.") : text;
}

}  // namespace

Bullets kinds_of_novelty(const CaseFile& file, Evidence& evidence) {
  return {{a_selection(file, evidence), b_primitive(file, evidence), c_frontier(file, evidence)}};
}

}  // namespace skeptic
