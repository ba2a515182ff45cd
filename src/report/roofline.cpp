#include "report/roofline.h"

#include <fmt/format.h>

#include "report/style.h"

namespace skeptic {
namespace {

constexpr double kGiga = 1e9;

Json known(const std::optional<double>& value) { return value ? Json(*value) : Json(); }

Json row_json(const RooflineRow& row) {
  Json json{{"name", row.name},
            {"on", row.vector ? "vector unit" : "array"},
            {"multiplications", row.multiplications},
            {"useful", row.useful},
            {"dense", row.dense},
            {"seconds", row.seconds},
            {"peak_per_s", row.peak},
            {"attained_per_s", row.attained},
            {"dense_peak_per_s", known(row.dense_peak)},
            {"dense_attained_per_s", row.dense_attained},
            {"ceiling_per_s", row.ceiling},
            {"binds", skeptic::row(row.binds).key},
            {"share_of_ceiling", row.share()}};
  for (const MemoryRoof& memory : row.memories)
    json[std::string(skeptic::row(memory.roof).key)] = Json{{"bytes", memory.bytes},
                                                            {"metadata_bytes", memory.metadata_bytes},
                                                            {"bandwidth_bytes_per_s", known(memory.bandwidth)},
                                                            {"multiplications_per_byte", known(memory.intensity)},
                                                            {"multiplications_per_byte_without_metadata", known(memory.intensity_without_metadata)},
                                                            {"ceiling_per_s", known(memory.ceiling)}};
  return json;
}

/// "12.3", and where metadata are moved, what it would be without: "12.3 (13.9)".
std::string intensity_text(const MemoryRoof& memory) {
  if (!memory.intensity) return "-";
  if (memory.metadata_bytes == 0 || !memory.intensity_without_metadata) return fmt::format("{:.4g}", *memory.intensity);
  return fmt::format("{:.4g} ({:.4g})", *memory.intensity, *memory.intensity_without_metadata);
}

std::string line(const RooflineRow& row) {
  std::string text = fmt::format("  {:<26}{:>10.4g}{:>10.4g}{:>7.1f} %  {:<18}", row.name, row.attained / kGiga, row.ceiling / kGiga,
                                 100 * row.share(), skeptic::row(row.binds).key);
  for (const MemoryRoof& memory : row.memories) text += fmt::format("{:>18}", intensity_text(memory));
  return text + "\n";
}

}  // namespace

Json roofline_json(const Roofline& roofline) {
  Json layers = Json::array();
  for (const RooflineRow& layer : roofline.layers) layers.push_back(row_json(layer));
  return Json{{"layers", layers}, {"total", row_json(roofline.total)}};
}

std::string roofline_text(const Roofline& roofline, bool colour) {
  const Style style{colour};
  const RooflineRow& total = roofline.total;
  std::string text = fmt::format("\n  {}: peak {:.4g} G multiplications/s", style.bold("roofline"), total.peak / kGiga);
  text += total.dense_peak ? fmt::format(", {:.4g} G/s of the dense network's at the pace of the sparsest patterns", *total.dense_peak / kGiga)
                           : std::string(", of the dense network's without bound: empty windows are free");
  text += fmt::format("\n  attained {:.4g} G/s, {:.4g} of them useful; {:.4g} G/s of the dense network's\n", total.attained / kGiga,
                      total.seconds > 0 ? static_cast<double>(total.useful) / total.seconds / kGiga : 0, total.dense_attained / kGiga);
  for (const MemoryRoof& memory : total.memories)
    text += fmt::format("  {:<20} {}\n", skeptic::row(memory.roof).key,
                        memory.bandwidth ? fmt::format("{:.4g} GB/s", *memory.bandwidth / kGiga) : std::string("no width is given: no roof"));
  text += fmt::format("\n  {:<26}{:>10}{:>10}{:>9}  {:<18}{:>18}{:>18}{:>18}\n", "layer", "attained", "ceiling", "share", "binds", "mult./B DRAM",
                      "weight buffer", "activation buffer");
  for (const RooflineRow& layer : roofline.layers)
    if (!layer.vector) text += line(layer);
  text += line(total);
  text +=
      "  " +
      style.faint(wrapped("G multiplications/s; multiplications a byte with metadata (in brackets without). Layers on the vector unit are in --json; "
                          "what a ceiling leaves is underfill, imbalance, edges, decisions and waiting in turns.",
                          110, "  ")) +
      "\n";
  return text;
}

Json run_power_json(const Energy& energy) {
  return Json{{"seconds", energy.seconds},
              {"dynamic_J", energy.dynamic()},
              {"dram_J", energy.dram()},
              {"logic_leakage_J", energy.leakage.logic},
              {"sram_leakage_J", energy.leakage.sram},
              {"leakage_confidence", letter(energy.leakage.confidence)},
              {"leakage_source", energy.leakage.source},
              {"total_J", energy.total()},
              {"average_W", energy.average_power()}};
}

std::string run_power_text(const Energy& energy, bool colour) {
  const Style style{colour};
  return fmt::format(
      "\n  {}: {:.4g} mJ in {:.4g} ms, {:.4g} W on average\n"
      "  {:.4g} mJ of events ({:.4g} of them DRAM), {:.4g} mJ leak from logic, {:.4g} mJ from SRAM (confidence {})\n",
      style.bold("energy of the run"), energy.total() * 1e3, energy.seconds * 1e3, energy.average_power(), energy.dynamic() * 1e3,
      energy.dram() * 1e3, energy.leakage.logic * 1e3, energy.leakage.sram * 1e3, letter(energy.leakage.confidence));
}

}  // namespace skeptic
