#include "rtl/synthesis_table.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <tuple>

#include "base/embedded.h"
#include "base/random.h"

namespace skeptic {
namespace {

constexpr std::string_view kHead =
    "# Area (square microns, cells alone), critical path (ns, without wires) and energy (pJ, of a cycle, every net changing in 0.35 of them, leakage "
    "aside)\n"
    "# of the modules of rtl/ in several cell libraries; of a library: a NAND2's area, an FO4 delay, and a change (toggle) of that inverter, pJ.\n"
    "# Written by `skeptic rtl --table`; docs/rtl.md says how, with which tools, and where the libraries come from. A row counts only as long as "
    "`rtl`\n"
    "# is the hash of the module's present text.\n";

std::int64_t bits_for(std::int64_t values) { return std::max<std::int64_t>(1, std::bit_width(static_cast<std::uint64_t>(values - 1))); }

}  // namespace

const TableLibrary* SynthesisTable::library(std::string_view name) const {
  const auto found = std::find_if(libraries.begin(), libraries.end(), [&](const TableLibrary& library) { return library.units.library == name; });
  return found == libraries.end() ? nullptr : &*found;
}

std::optional<Synthesised> SynthesisTable::find(const RtlComponent& component, std::string_view name) const {
  const TableLibrary* own = library(name);
  if (own == nullptr || flow != flow_hash()) return std::nullopt;
  const std::string text = skeptic::text_of(component), rtl = rtl_hash(component);
  for (const TableResult& result : results)
    if (result.library == name && result.component == text && result.rtl == rtl)
      return in_units(result.area, result.delay, result.energy, own->units, fmt::format("Skeptic's table of syntheses, {}", own->units.library));
  return std::nullopt;
}

SynthesisTable parse_synthesis_table(const std::string& text) {
  const YAML::Node file = YAML::Load(text);
  SynthesisTable table;
  table.flow = file["flow"].as<std::string>();
  for (const auto& row : file["libraries"])
    table.libraries.push_back(
        {{row["name"].as<std::string>(), row["inverter"].as<std::string>(), row["nand2"].as<std::string>(), row["flip-flop"].as<std::string>(),
          row["nand2-area"].as<double>(), row["fo4"].as<double>(), row["toggle"].as<double>(0)},
         row["node"].as<std::int64_t>(),
         row["hash"].as<std::string>()});
  for (const auto& row : file["results"])
    table.results.push_back({row["component"].as<std::string>(), row["rtl"].as<std::string>(), row["library"].as<std::string>(),
                             row["area"].as<double>(), row["delay"].as<double>(), row["energy"].as<double>(0)});
  return table;
}

std::string text_of(const SynthesisTable& table) {
  std::string text = fmt::format("{}skeptic-synthesis: 1\nflow: \"{}\"\nlibraries:\n", kHead, table.flow);
  for (const TableLibrary& row : table.libraries)
    text +=
        fmt::format("  - {{name: {}, node: {}, hash: \"{}\", inverter: {}, nand2: {}, flip-flop: {}, nand2-area: {}, fo4: {:.6f}, toggle: {:.6g}}}\n",
                    row.units.library, row.node, row.hash, row.units.inverter, row.units.nand2, row.units.flip_flop, row.units.nand2_area,
                    row.units.fo4, row.units.toggle);
  text += "results:\n";
  for (const TableResult& row : table.results)
    text += fmt::format("  - {{component: \"{}\", rtl: \"{}\", library: {}, area: {:.6g}, delay: {:.6f}, energy: {:.6g}}}\n", row.component, row.rtl,
                        row.library, row.area, row.delay, row.energy);
  return text;
}

const SynthesisTable& shipped_synthesis() {
  static const SynthesisTable kTable = [] {
    for (const EmbeddedFile& file : rtl_files())
      if (file.name == "synthesised") return parse_synthesis_table(std::string(file.text));
    return SynthesisTable{};
  }();
  return kTable;
}

std::vector<RtlComponent> common_components() {
  std::vector<RtlComponent> components;
  for (const char* text : {"1:2", "2:4", "1:4", "4:8", "2:8", "2:4/1:2"})
    for (const int bits : {8, 16})
      for (const bool absolute : {false, true}) components.push_back({"selector", selector_parameters(parse_pattern(text), bits, absolute, 0)});
  for (const auto& [window, slots] : std::vector<std::pair<int, int>>{{4, 2}, {8, 2}, {8, 4}, {16, 2}, {16, 4}})
    components.push_back({"compressor", {{"WINDOW", window}, {"SLOTS", slots}, {"INDEX_BITS", bits_for(window)}}});
  for (const auto& [lanes, inputs] : std::vector<std::pair<int, int>>{{2, 4}, {4, 8}, {2, 8}, {2, 16}})
    for (const int bits : {8, 16})
      components.push_back({"operand_multiplexer", {{"LANES", lanes}, {"INPUTS", inputs}, {"BITS", bits}, {"INDEX_BITS", bits_for(inputs)}}});
  for (const auto& [window, lanes] : std::vector<std::pair<int, int>>{{8, 2}, {8, 4}, {16, 2}, {16, 4}})
    components.push_back({"intersection", {{"WINDOW", window}, {"LANES", lanes}, {"COUNT_BITS", std::bit_width(static_cast<unsigned>(window))}}});
  // Units of 16 pixels x 64 channels, as of examples/, in beats of 16 elements.
  for (const int bits : {8, 16})
    components.push_back({"energy_sums", {{"ELEMENTS", 16}, {"BITS", bits}, {"ABSOLUTE", 1}, {"TESTED", 2}, {"SUM_BITS", 2 * bits + 4}}});
  components.push_back({"energy_sums", {{"ELEMENTS", 16}, {"BITS", 16}, {"ABSOLUTE", 1}, {"TESTED", 1}, {"SUM_BITS", 36}}});
  components.push_back({"energy_choice", {{"TESTED", 2}, {"PATTERN_BITS", 2}, {"SUM_BITS", 26}}});
  for (const int tested : {1, 2}) {
    const int pattern_bits = static_cast<int>(bits_for(tested + 1));
    components.push_back({"energy_choice", {{"TESTED", tested}, {"PATTERN_BITS", pattern_bits}, {"SUM_BITS", 42}}});
    components.push_back({"density_choice", {{"TESTED", tested}, {"PATTERN_BITS", pattern_bits}, {"COUNT_BITS", 11}}});
    components.push_back({"cover_losses", {{"ELEMENTS", 16}, {"BITS", 16}, {"TESTED", tested}}});
    components.push_back({"any_tree", {{"COUNT", 64}, {"WORDS", tested}}});
    components.push_back({"cover_choice", {{"TESTED", tested}, {"PATTERN_BITS", pattern_bits}}});
    components.push_back({"mode_table", {{"UNITS", 64}, {"UNIT_BITS", 6}, {"PATTERN_BITS", pattern_bits}}});
  }
  for (const int bits : {8, 16}) components.push_back({"density_count", {{"ELEMENTS", 16}, {"BITS", bits}, {"COUNT_BITS", 5}}});
  for (const auto& [count, words, bits, sum] : std::vector<std::tuple<int, int, int, int>>{{16, 3, 36, 40},
                                                                                           {16, 2, 36, 40},
                                                                                           {4, 2, 40, 42},
                                                                                           {4, 3, 40, 42},
                                                                                           {4, 3, 36, 38},
                                                                                           {16, 3, 20, 24},
                                                                                           {4, 3, 24, 26},
                                                                                           {16, 1, 5, 9},
                                                                                           {4, 1, 9, 11}})
    components.push_back({"sum_tree", {{"COUNT", count}, {"WORDS", words}, {"BITS", bits}, {"SUM_BITS", sum}}});
  for (const auto& [window, slots, bits] :
       std::vector<std::tuple<int, int, int>>{{4, 2, 16}, {8, 4, 8}, {8, 4, 16}, {8, 8, 8}, {8, 8, 16}, {16, 16, 16}})
    components.push_back({"packer", {{"WINDOW", window}, {"SLOTS", slots}, {"BITS", bits}}});
  for (const auto& [window, bits] : std::vector<std::pair<int, int>>{{8, 8}, {8, 16}, {16, 16}})
    components.push_back({"nonzero_mask", {{"WINDOW", window}, {"BITS", bits}}});
  for (const auto& [window, slots] : std::vector<std::pair<int, int>>{{4, 2}, {8, 4}, {16, 8}})
    components.push_back({"position_mask", {{"WINDOW", window}, {"SLOTS", slots}, {"INDEX_BITS", bits_for(window)}}});
  for (const auto& [slack, window, payload] : std::vector<std::tuple<int, int, int>>{{2, 8, 145}, {4, 8, 145}, {4, 8, 257}, {2, 16, 289}})
    components.push_back({"step_queue", {{"SLACK", slack}, {"WINDOW", window}, {"PAYLOAD", payload}}});
  for (const auto& [positions, banks, step] : std::vector<std::tuple<int, int, int>>{{8, 4, 4}, {8, 16, 8}, {16, 16, 16}, {16, 32, 16}})
    for (const int bits : {8, 16})
      components.push_back({"gather",
                            {{"POSITIONS", positions},
                             {"BANKS", banks},
                             {"PORTS", 1},
                             {"STEP", step},
                             {"SHIFT_BITS", bits_for(banks / step)},
                             {"MEMBER_BITS", bits_for(positions > banks ? positions / banks : 1)},
                             {"BITS", bits}}});
  components.push_back({"producer_counters", {{"UNITS", 4}, {"UNIT_BITS", 2}, {"ELEMENTS", 5}, {"BITS", 16}, {"COUNT_BITS", 11}}});
  return components;
}

NodeUnits node_units(const SynthesisTable& table, std::int64_t node) {
  assert(!table.libraries.empty());
  std::vector<const TableLibrary*> rows;
  for (const TableLibrary& row : table.libraries) rows.push_back(&row);
  std::sort(rows.begin(), rows.end(), [](const TableLibrary* a, const TableLibrary* b) { return a->node < b->node; });
  for (const TableLibrary* row : rows)
    if (row->node == node)
      // A predictive library is no measurement of its node.
      return {row->units.nand2_area, row->units.fo4, row->units.toggle, node < 45 ? 'C' : 'B', fmt::format("measured on {}", row->units.library)};
  const auto above = std::find_if(rows.begin(), rows.end(), [&](const TableLibrary* row) { return row->node > node; });
  if (above == rows.begin() || above == rows.end()) {
    const TableLibrary* row = above == rows.end() ? rows.back() : rows.front();
    return {row->units.nand2_area, row->units.fo4, row->units.toggle, 'C',
            fmt::format("{} of {} nm, the nearest node that was measured", row->units.library, row->node)};
  }
  const TableLibrary &low = **(above - 1), &high = **above;
  const double share = exact_log(static_cast<double>(node) / static_cast<double>(low.node)) /
                       exact_log(static_cast<double>(high.node) / static_cast<double>(low.node));
  const auto between = [share](double a, double b) { return a * exact_exp(share * exact_log(b / a)); };
  const bool power = low.units.toggle > 0 && high.units.toggle > 0;
  return {between(low.units.nand2_area, high.units.nand2_area), between(low.units.fo4, high.units.fo4),
          power ? between(low.units.toggle, high.units.toggle) : 0, 'C', fmt::format("between {} and {}", low.units.library, high.units.library)};
}

}  // namespace skeptic
