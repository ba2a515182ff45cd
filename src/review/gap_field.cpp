// Of the Novelty Gap: the proposal beside every design of the library that runs, at its own area.
#include <fmt/format.h>

#include <algorithm>

#include "design/mechanism.h"
#include "review/case_file.h"

namespace skeptic {
namespace {

std::string name(const Lineup& lineup, std::size_t standing) { return lineup.name(standing); }

Ref share(const Lineup& lineup, std::size_t i, const char* what, double value, const char* key, Evidence& evidence) {
  return evidence.lined_up(lineup, i, fmt::format("{}, {}, in the line-up", what, name(lineup, i)), value, exact_percent(value), "share", key);
}

Ref speedup(const Lineup& lineup, std::size_t i, Evidence& evidence) {
  const double value = lineup.standings[i].speedup;
  return evidence.lined_up(lineup, i, fmt::format("speed-up of {} over the proposal, at the proposal's area", name(lineup, i)), value,
                           exact_times(value), "ratio of times", "speedup");
}

Ref joules(const Lineup& lineup, std::size_t i, Evidence& evidence) {
  const double value = lineup.standings[i].joules;
  return evidence.lined_up(lineup, i, fmt::format("energy of {}, at the proposal's area", name(lineup, i)), value,
                           fmt::format("{:.4g} mJ", value * 1e3), "J", "energy_J");
}

Ref own_area(const Lineup& lineup, std::size_t i, Evidence& evidence) {
  const double value = lineup.standings[i].own_area;
  return evidence.lined_up(lineup, i, fmt::format("area of {} as it is, arrays with buffers", name(lineup, i)), value, square_millimetres(value),
                           "mm²", "own_area_mm2");
}

Ref metadata(const Lineup& lineup, std::size_t i, Evidence& evidence) {
  const auto value = static_cast<double>(lineup.standings[i].metadata_bits);
  return evidence.lined_up(lineup, i, fmt::format("metadata that DRAM sends to {}, in the line-up", name(lineup, i)), value,
                           fmt::format("{:.3g} Mbit", value * 1e-6), "bits", "metadata_bits");
}

/// A name for every machine.
std::string dominators(const Lineup& lineup, const Standing& standing, const std::vector<std::vector<std::size_t>>& rows) {
  std::string text;
  for (const std::size_t by : standing.dominated_by)
    if (std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row.front() == by; }))
      text += (text.empty() ? "" : ", ") + name(lineup, by);
  return text.empty() ? "nobody" : text;
}

Table table(const Lineup& lineup, Evidence& evidence) {
  Table table{"At your area, beside the library",
              {"design", "bits", "array", "speed over yours", "energy", "drops of Σ a²", "of Σ |w|", "metadata", "own area", "dominated by"},
              {}};
  const std::vector<std::vector<std::size_t>> rows = lineup.rows();
  for (const std::vector<std::size_t>& row : rows) {
    const std::size_t i = row.front();
    const Standing& standing = lineup.standings[i];
    table.rows.push_back(
        {say("{}", quoted(lineup.names(row))), say("{}", quoted(fmt::format("{}x{}", standing.weight_bits, standing.activation_bits))),
         say("{}", quoted(standing.array())), say("{}", speedup(lineup, i, evidence)), say("{}", joules(lineup, i, evidence)),
         say("{}",
             share(lineup, i, "share of the activations' sum of squares that is dropped", standing.dropped_energy, "dropped_energy_share", evidence)),
         say("{}", share(lineup, i, "share of the pruned weights' magnitude that is dropped", standing.dropped_magnitude, "dropped_magnitude_share",
                         evidence)),
         say("{}", metadata(lineup, i, evidence)), say("{}", own_area(lineup, i, evidence)), say("{}", quoted(dominators(lineup, standing, rows)))});
  }
  return table;
}

/// What is left out, with the designs of which that is true.
Bullets notes(const Lineup& lineup) {
  std::vector<std::pair<std::string, std::string>> found;
  for (std::size_t i = 0; i < lineup.standings.size(); ++i)
    for (const std::string& sentence : left_out(lineup.standings[i].subject.design())) {
      const auto known = std::find_if(found.begin(), found.end(), [&](const auto& one) { return one.first == sentence; });
      if (known == found.end())
        found.emplace_back(sentence, name(lineup, i));
      else
        known->second += ", " + name(lineup, i);
    }
  Bullets list;
  for (const auto& [sentence, names] : found) list.items.push_back(say("{}: {}", quoted(names), quoted(sentence)));
  for (const std::string& sentence : processes(lineup)) list.items.push_back(say("{}.", quoted(sentence)));
  for (const NotRun& one : lineup.not_run) list.items.push_back(say("{} is not in the table: {}.", quoted(one.name), quoted(one.why)));
  return list;
}

}  // namespace

void detail_field(Section& section, const CaseFile& file, Evidence& evidence) {
  if (!file.field.lineup) return;
  const Lineup& lineup = *file.field.lineup;
  Sentence text = say(
      "Every design of my library that runs, its array grown or shrunk to your area, on {} of {}: the first of each of the largest shapes, counted "
      "once for every layer of its shape. Element-wise layers are left out, which brings designs of unlike speed further apart here than on the "
      "whole network, and energies below its own.",
      quoted(file.field.layers == 1 ? "one layer" : fmt::format("{} layers", file.field.layers)), quoted(lineup.setting.network));
  if (file.field.drawn) text = text + say("Tensors are drawn here; the network's own would have to be measured anew for every design that prunes.");
  section.detail(Paragraph{
      text + say("A design dominates another if it is as good in time, energy, in what it drops of activations and weights, and in bits, and better "
                 "in one of the first four. What is dropped stands for accuracy until you bring it.")});
  section.detail(table(lineup, evidence));
  if (const Bullets left = notes(lineup); !left.items.empty()) section.detail(left);
}

}  // namespace skeptic
