#include "report/simulation.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/inputs.h"
#include "report/style.h"

namespace skeptic {
namespace {

Json stack_json(const Stack& stack) {
  Json json = Json::object();
  for (const SlotRow& row : kStack) json[std::string(row.key)] = stack[row.slot];
  return json;
}

/// Of all lane slots.
Json stack_share_json(const Stack& stack) {
  Json json = Json::object();
  const auto total = static_cast<double>(stack.total());
  for (const SlotRow& row : kStack) json[std::string(row.key)] = total > 0 ? static_cast<double>(stack[row.slot]) / total : 0.0;
  return json;
}

Json operand_json(const OperandTraffic& traffic) {
  return Json{{"dram_bits", traffic.dram_bits}, {"dram_metadata_bits", traffic.dram_metadata_bits}, {"buffer_read_bits", traffic.buffer_read_bits}};
}

Json layer_json(const LayerCounts& layer) {
  Json json;
  json["name"] = layer.name;
  json["cycles"] = layer.cycles;
  json["compute_cycles"] = layer.compute_cycles;
  json["lanes"] = layer.lanes;
  json["stack"] = stack_json(layer.stack);
  json["dropped"] = layer.choices.dropped;
  json["dropped_weights"] = layer.dropped_weights;
  json["kept_magnitude"] = layer.kept_magnitude();
  json["macs"] = layer.macs;
  json["tiles"] = layer.tiles;
  if (layer.tiles > 0) json["tile"] = Json{{"m", layer.tile_m}, {"n", layer.tile_n}, {"k", layer.tile_k}};
  json["weights"] = operand_json(layer.weights);
  json["activations"] = operand_json(layer.activations);
  json["store_bits"] = layer.store_bits;
  json["decided_units"] = layer.decided_units;
  json["switches"] = layer.switches;
  if (!layer.choices.units.empty()) json["chosen_units"] = layer.choices.units;
  json["dropped_energy_share"] = layer.activation_energy > 0 ? layer.choices.dropped_energy / layer.activation_energy : 0.0;
  return json;
}

Json energy_json(const Energy& spent) {
  Json json{{"total", spent.total()}};
  for (const EnergyRow& part : spent.rows) json[std::string(row(part.spent).key)] = part.joules;
  return json;
}

constexpr int kBar = 40;

}  // namespace

Json simulation_json(const NetworkCounts& counts, const std::optional<Energy>& spent) {
  Json json;
  json["network"] = counts.network;
  json["images"] = counts.images;
  json["inputs"] = counts.inputs;
  json["cycles"] = counts.cycles();
  json["compute_cycles"] = counts.compute_cycles();
  json["lanes"] = counts.lanes;
  json["stack"] = stack_json(counts.stack());
  json["stack_share"] = stack_share_json(counts.stack());
  json["dropped"] = counts.dropped();
  json["dropped_weights"] = counts.dropped_weights();
  json["weights_kept_magnitude"] = counts.weights_kept_magnitude();
  json["dropped_energy_share"] = counts.dropped_energy_share();
  json["kept_energy_share"] = 1 - counts.dropped_energy_share();
  json["metadata_bits"] = counts.metadata_bits();
  json["decided_units"] = counts.decided_units();
  json["switches"] = counts.switches();
  json["starved_elements"] = counts.starved_elements();
  json["busy_cycles"] = counts.busy_cycles();
  if (spent) json["energy"] = energy_json(*spent);
  json["open_loop"] = counts.open_loop;
  if (!counts.pruned_by.empty()) json["pruned_by"] = counts.pruned_by;
  if (!counts.batch_cycles.empty()) json["cycles_of_batch"] = distribution_json(distribution(counts.batch_cycles));
  json["batch_cycles"] = counts.batch_cycles;
  json["layers"] = Json::array();
  for (const LayerCounts& layer : counts.layers) json["layers"].push_back(layer_json(layer));
  json["left_out"] = counts.left_out;
  return json;
}

std::string simulation_text(const ResolvedDesign& design, const NetworkCounts& counts, bool colour) {
  const Style style{colour};
  const double total = static_cast<double>(counts.cycles()) * static_cast<double>(counts.lanes);
  std::string text = fmt::format("{} on {}, {}\n\n", style.bold(design.name), style.bold(counts.network), inputs_words(counts.images, counts.inputs));
  std::int64_t macs = 0;
  for (const LayerCounts& layer : counts.layers) macs += layer.macs;
  const double seconds = static_cast<double>(counts.cycles()) / design.clock.value();
  text += fmt::format("  {:>16} cycles, {:.3g} ms at {:.4g} GHz\n", grouped(counts.cycles()), seconds * 1e3, design.clock.value() / 1e9);
  text += fmt::format("  {:>16} multipliers, {:.1f} % of their cycles useful\n", grouped(counts.lanes),
                      total > 0 ? 100 * static_cast<double>(counts.stack()[Slot::Useful]) / total : 0);
  text += fmt::format("  {:>16} multiplications in the dense network\n", grouped(macs));
  if (counts.dropped() > 0) text += fmt::format("  {:>16} nonzero activations dropped by pruning\n", grouped(counts.dropped()));
  if (counts.dropped_weights() > 0) text += fmt::format("  {:>16} nonzero weights dropped by pruning\n", grouped(counts.dropped_weights()));
  if (design.weights.pattern.structured())
    text += fmt::format("  {:>14.2f} % of the weights' magnitude kept by {}{}\n", 100 * counts.weights_kept_magnitude(),
                        design.weights.pattern.text(), design.weights.permuted ? ", channels permuted" : "");
  if (const std::string loop = loop_words(counts.open_loop, counts.pruned_by); !loop.empty())
    text += "\n  " + style.warn(wrapped(loop, 110, "  ")) + "\n";
  text += batches_text(counts.images, counts.batch_cycles, style);
  text += "\n  where the multipliers' cycles go\n";
  const Stack stack = counts.stack();
  for (const SlotRow& row : kStack) {
    const double share = total > 0 ? static_cast<double>(stack[row.slot]) / total : 0;
    if (stack[row.slot] == 0) continue;
    text +=
        fmt::format("  {:<14}{:>6.1f} %  {:<{}}  {}\n", row.key, 100 * share, style.bar(share, kBar), kBar, style.faint(std::string(row.meaning)));
  }
  text += fmt::format("\n  {:<26}{:>14}{:>9}{:>9}  {:<16}{}\n", "layer", "cycles", "share", "useful", "tile m x n x k", "largest loss");
  for (const LayerCounts& layer : counts.layers) {
    const double slots = static_cast<double>(layer.cycles) * static_cast<double>(layer.lanes);
    if (layer.cycles == 0) continue;
    const SlotRow* loss = nullptr;
    for (const SlotRow& row : kStack)
      if (row.slot != Slot::Useful && (loss == nullptr || layer.stack[row.slot] > layer.stack[loss->slot])) loss = &row;
    const std::string tile = layer.tiles > 0 ? fmt::format("{}x{}x{}", layer.tile_m, layer.tile_n, layer.tile_k) : "vector unit";
    text += fmt::format(
        "  {:<26}{:>14}{:>7.1f} %{:>7.1f} %  {:<16}{}\n", layer.name, grouped(layer.cycles),
        100.0 * static_cast<double>(layer.cycles) / static_cast<double>(counts.cycles()),
        100 * static_cast<double>(layer.stack[Slot::Useful]) / slots, tile,
        layer.stack[loss->slot] > 0 ? fmt::format("{} {:.1f} %", loss->key, 100 * static_cast<double>(layer.stack[loss->slot]) / slots) : "none");
  }
  if (!counts.left_out.empty())
    text += fmt::format("\n  Left out, because the design has no vector unit: {} element-wise layers.\n", counts.left_out.size());
  return text;
}

}  // namespace skeptic
