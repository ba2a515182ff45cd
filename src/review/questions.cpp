// What Skeptic asks back, most important first.
#include <fmt/format.h>

#include "review/case_file.h"

namespace skeptic {
namespace {

/// Where the metadata come from, and what a change of the pattern does: as far as the file does not say it, else what would show it.
Sentence metadata_question(const CaseFile& file, const Decision& decide) {
  const auto open = [&](const char* key) { return file.leaves_unknown(std::string("operands.activations.decide.") + key); };
  const Quoted by = quoted(decide.by == DecideBy::Consumer ? "on chip, in the layer that reads them" : "on chip, in the layer that writes them"),
               stop = quoted(fmt::format("{} cycle{}", decide.switch_cycles, decide.switch_cycles == 1 ? "" : "s"));
  const Sentence where =
      open("by") ? say("Where does the sparsity metadata get computed, on-chip or off? Your file leaves it open, and I took the kindest end.")
                 : say("The sparsity metadata is computed {}, by your file: what of a tensor that {} layers read, each in tiles of its own?", by,
                       quoted("two"));
  const Sentence change =
      open("switch") ? say("What happens to your pipeline when the pattern changes in mid-layer? Your file leaves it open, and I took {}.", stop)
                     : say("When the pattern changes in mid-layer your pipeline stops for {}, by your file: which registers and multiplexers take "
                           "that long, and what is in flight meanwhile?",
                           stop);
  return where + change;
}

}  // namespace

namespace {

/// "1 cycle" of what a design file writes as "1 cycles".
std::string one_or_many(const std::string& value) {
  return value.starts_with("1 ") && value.ends_with("s") ? value.substr(0, value.size() - 1) : value;
}

/// To the digits that a sentence prints.
bool alike(double a, double b) { return times(a) == times(b); }

}  // namespace

Section questions(const CaseFile& file, Evidence& evidence) {
  Section section{"Questions", {}};
  Bullets list;
  for (const UnknownFinding& unknown : file.unknowns_by_weight()) {
    const auto in_worst_corner = [&](const std::string& value, double result) {
      const Contest contest = file.contest_of(file.unknowns.harsh.with(unknown.path, value));
      return evidence.compared(
          contest, file.setting,
          fmt::format("{} with {} = {}, the other unknowns at their worst", unknown.by_area ? "gain at equal area" : "speed-up", unknown.path, value),
          result, times(result), "ratio of times", unknown.by_area ? "equal_area.arrays with buffers" : "speedup");
    };
    const auto at = [&](const std::string& value, double result) {
      const Contest contest = file.contest_of(file.contest.proposal.with(unknown.path, value));
      return evidence.compared(contest, file.setting,
                               fmt::format("{} with {} = {}", unknown.by_area ? "gain at equal area" : "speed-up", unknown.path, value), result,
                               times(result), "ratio of times", unknown.by_area ? "equal_area.arrays with buffers" : "speedup");
    };
    const Quoted measure = quoted(unknown.by_area ? "at equal area you are at" : "you are at");
    if (alike(unknown.at_kind, unknown.at_harsh) && !alike(unknown.worst_at_kind, unknown.worst_at_harsh)) {
      list.items.push_back(say("What is {}? By itself it changes nothing; with the other unknowns at their worst {} {} at {} and {} at {}.",
                               quoted(unknown.path), measure, in_worst_corner(unknown.kind_value, unknown.worst_at_kind), quoted(unknown.kind_value),
                               in_worst_corner(unknown.harsh_value, unknown.worst_at_harsh), quoted(unknown.harsh_value)));
    } else if (alike(unknown.at_kind, unknown.at_harsh)) {
      list.items.push_back(say("What is {}? Between {} and {} it changes nothing that I measure: {} {}. Leave it out of the abstract.",
                               quoted(unknown.path), quoted(unknown.kind_value), quoted(unknown.harsh_value), measure,
                               at(unknown.kind_value, unknown.at_kind)));
    } else if (unknown.last_good) {
      list.items.push_back(say("What is {}? {} to {} {} {}, which is where {} ends; at {} {} {}.", quoted(unknown.path),
                               quoted(unknown.falls() ? "Down" : "Up"), quoted(one_or_many(*unknown.last_good)), measure,
                               at(*unknown.last_good, unknown.at_last_good), quoted(unknown.threshold > 1 ? "your claim" : "your lead"),
                               quoted(unknown.harsh_value), measure, at(unknown.harsh_value, unknown.at_harsh)));
    } else {
      list.items.push_back(say(
          "What is {}? At {} {} {}, at {} {}; {}.", quoted(unknown.path), quoted(unknown.kind_value), measure,
          at(unknown.kind_value, unknown.at_kind), quoted(unknown.harsh_value), at(unknown.harsh_value, unknown.at_harsh),
          quoted(unknown.at_kind < unknown.threshold ? "no value of it makes you faster than the baseline" : "there is no break-even in between")));
    }
  }
  const double dropped = file.equal_area.proposal_dropped_energy;
  if (dropped > 0)
    list.items.push_back(
        say("What accuracy is left when {} drops {} of the activations' energy, on a CNN and on a Vision Transformer? Before you show it, no verdict "
            "can be better than fix.",
            file.own_name(),
            evidence.simulated(file.contest.proposal, file.setting, "share of the activations' sum of squares that the proposal drops", dropped,
                               percent(dropped), "share", "dropped_energy_share")));
  else if (!file.accuracy_unchanged)
    list.items.push_back(
        say("Your weights follow another pattern than the baseline's. What is the accuracy of the pruned network, against the baseline's?"));
  if (!file.setting.recorded() && !file.setting.traced() && !file.setting.shipped())
    list.items.push_back(
        say("Do inputs of {} look like mine ({}), and does the verdict stand when you trace it (skeptic trace) and give me the trace (--trace, "
            "--closed-loop)?",
            quoted(file.setting.network), quoted(evidence.inputs(file.setting))));
  const ResolvedDesign proposal = resolve(file.contest.proposal.design());
  if (proposal.activations.run_time()) list.items.push_back(metadata_question(file, *proposal.activations.decide));
  if (proposal.empty_window == 0)
    list.items.push_back(
        say("Empty windows are free in your file. That is an ideal skipper, so every number here is an upper bound. What finds the next window with "
            "work?"));
  if (list.items.empty())
    section.say(say("Your file answers everything that I would ask of it."));
  else
    section.blocks.emplace_back(list);
  section.detail(Paragraph{
      say("Not modelled in this version: caches and a shared second level, DRAM latency, filling and draining the array, launch overhead, overlap of "
          "layers, power limits.")});
  return section;
}

}  // namespace skeptic
