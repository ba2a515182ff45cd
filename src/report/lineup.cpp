#include "report/lineup.h"

#include <fmt/format.h>

#include <algorithm>

#include "design/mechanism.h"
#include "report/inputs.h"
#include "report/style.h"

namespace skeptic {
namespace {

constexpr std::size_t kWidth = 120;

/// "sr-ste" alone, "sr-ste +2": machines, not names.
std::string dominators(const Lineup& lineup, const Standing& standing, const std::vector<std::vector<std::size_t>>& rows) {
  std::vector<std::size_t> machines = standing.dominated_by;
  std::erase_if(machines, [&](std::size_t by) { return std::none_of(rows.begin(), rows.end(), [&](const auto& row) { return row.front() == by; }); });
  if (machines.empty()) return "-";
  const std::string name = lineup.name(machines.front());
  return machines.size() == 1 ? name : fmt::format("{} +{}", name, machines.size() - 1);
}

/// The sentences of what is left out, each with the designs that it is true of.
std::vector<std::pair<std::string, std::string>> sentences_left_out(const Lineup& lineup) {
  std::vector<std::pair<std::string, std::string>> found;
  for (const Standing& standing : lineup.standings)
    for (const std::string& sentence : left_out(standing.subject.design())) {
      const std::string& name = standing.subject.design().name;
      const auto known = std::find_if(found.begin(), found.end(), [&](const auto& one) { return one.first == sentence; });
      if (known == found.end())
        found.emplace_back(sentence, name);
      else
        known->second += ", " + name;
    }
  return found;
}

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t used = columns(text);
  return text + std::string(width > used ? width - used : 0, ' ');
}

}  // namespace

Json lineup_json(const Lineup& lineup) {
  Json json;
  json["network"] = lineup.setting.network;
  json["images"] = lineup.setting.images;
  json["inputs"] = lineup.inputs;
  Json designs = Json::array();
  for (const Standing& standing : lineup.standings) {
    Json dominated = Json::array();
    for (const std::size_t by : standing.dominated_by) dominated.push_back(lineup.standings[by].subject.design().name);
    designs.push_back(Json{{"name", lineup.name(static_cast<std::size_t>(&standing - lineup.standings.data()))},
                           {"bits", Json{{"weights", standing.weight_bits}, {"activations", standing.activation_bits}}},
                           {"own_area_mm2", standing.own_area},
                           {"own_cycles", standing.own_cycles},
                           {"array", standing.array()},
                           {"cycles", standing.cycles},
                           {"seconds", standing.seconds},
                           {"speedup", standing.speedup},
                           {"energy_J", standing.joules},
                           {"energy_ratio", standing.joules / lineup.standings.front().joules},
                           {"energy_delay_Js", standing.energy_delay()},
                           {"dropped_energy_share", standing.dropped_energy},
                           {"dropped_magnitude_share", standing.dropped_magnitude},
                           {"metadata_bits", standing.metadata_bits},
                           {"dominated_by", dominated},
                           {"left_out", left_out(standing.subject.design())}});
  }
  json["designs"] = designs;
  json["not_run"] = Json::array();
  for (const NotRun& one : lineup.not_run) json["not_run"].push_back(Json{{"name", one.name}, {"why", one.why}});
  return json;
}

std::string lineup_text(const Lineup& lineup, bool colour) {
  const Style style{colour};
  const std::vector<std::vector<std::size_t>> rows = lineup.rows();
  // Machines that are the same in everything share a row; what does not fit the column goes into lines of its own.
  std::size_t width = 6, arrays = 5;
  for (const auto& row : rows) {
    for (const std::size_t i : row) width = std::max(width, columns(lineup.name(i)) + 1);
    arrays = std::max(arrays, columns(lineup.standings[row.front()].array()));
  }
  const Standing& first = lineup.standings.front();
  const std::string over = columns(lineup.name(0)) <= 20 ? "over " + lineup.name(0) : "over the first";
  const std::size_t speed = std::max<std::size_t>(9, columns(over));
  std::string text = fmt::format("{} on {}, {}: each design's array grown or shrunk to the area of {}, {:.4g} mm2 with buffers\n\n",
                                 style.bold(lineup.standings.size() == 1 ? "one design" : fmt::format("{} designs", lineup.standings.size())),
                                 lineup.setting.network, inputs_words(lineup.setting.images, lineup.inputs), lineup.name(0), first.own_area);
  text += fmt::format("  {}  {}  {:>15} {:>{}} {:>9} {:>9} {:>9} {:>6} {:>6} {:>10} {:>9}  {}\n", padded("design", width), padded("array", arrays),
                      "cycles", over, speed, "energy mJ", "EDP uJs", "own mm2", "act.", "wt.", "metadata", "W x A bit", "dominated by");
  for (const auto& row : rows) {
    const Standing& standing = lineup.standings[row.front()];
    text += fmt::format("  {}  {}  {:>15} {:>{}} {:>9.4g} {:>9.4g} {:>9.4g} {:>4.1f} % {:>4.1f} % {:>7.4g} Mb {:>9}  {}\n",
                        padded(lineup.name(row.front()) + (row.size() > 1 ? "," : ""), width), padded(standing.array(), arrays),
                        grouped(static_cast<std::int64_t>(standing.cycles + 0.5)), fmt::format("{:.3f}x", standing.speedup), speed,
                        standing.joules * 1e3, standing.energy_delay() * 1e6, standing.own_area, 100 * standing.dropped_energy,
                        100 * standing.dropped_magnitude, static_cast<double>(standing.metadata_bits) * 1e-6,
                        fmt::format("{}x{}", standing.weight_bits, standing.activation_bits), dominators(lineup, standing, rows));
    for (std::size_t k = 1; k < row.size(); ++k) text += fmt::format("  {}{}\n", lineup.name(row[k]), k + 1 < row.size() ? "," : "");
  }
  const auto note = [&](const std::string& words) { text += "  " + wrapped(words, kWidth, "  ", 2) + "\n"; };
  text += "\n";
  note(fmt::format(
      "over {}: the speed-up, in time, by each one's clock. act., wt.: the shares of the activations' energy and of the pruned weights' magnitude "
      "that are dropped. Dominated by: one that is as good in time, energy, both shares and bits, and better in one of the first four; +N: "
      "and N more.",
      lineup.name(0)));
  if (lineup.setting.shapes > 0)
    note("Only the first layer of each of the largest shapes ran; it counts once for every layer of its shape. Element-wise layers are left out.");
  for (const std::string& sentence : processes(lineup)) note(sentence + ".");
  if (!lineup.not_run.empty()) {
    text += "\n  Not here:\n";
    for (const NotRun& one : lineup.not_run) note(fmt::format("{}: {}", one.name, one.why));
  }
  const auto left = sentences_left_out(lineup);
  if (!left.empty()) text += "\n  What these runs leave out:\n";
  for (const auto& [sentence, names] : left) note(style.faint(fmt::format("{} ({})", sentence, names)));
  return text;
}

}  // namespace skeptic
