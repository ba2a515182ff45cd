#include "report/comparison.h"

#include <fmt/format.h>

#include <algorithm>

#include "cost/interval.h"
#include "report/inputs.h"
#include "report/style.h"

namespace skeptic {

Json comparison_json(const Comparison& comparison, const std::vector<AreaGain>& gains, const OtherGains& other) {
  Json json;
  json["network"] = comparison.setting.network;
  json["images"] = comparison.setting.images;
  json["inputs"] = comparison.inputs;
  json["proposal"] = Json{{"name", comparison.proposal.design().name},
                          {"cycles", comparison.proposal_cycles},
                          {"seconds", comparison.proposal_seconds},
                          {"open_loop", comparison.proposal_open_loop}};
  json["baseline"] = Json{{"name", comparison.baseline.design().name},
                          {"cycles", comparison.baseline_cycles},
                          {"seconds", comparison.baseline_seconds},
                          {"open_loop", comparison.baseline_open_loop}};
  json["speedup"] = comparison.speedup();
  if (const std::vector<double> speedups = comparison.speedups(); !speedups.empty()) {
    json["speedup_of_batch"] = distribution_json(distribution(speedups));
    json["batch_speedups"] = speedups;
  }
  Json equal = Json::object();
  for (const AreaGain& gain : gains) equal[std::string(row(gain.denominator).key)] = gain.gain;
  json["equal_area"] = equal;
  Json arrays = Json::array();
  for (const AreaGain& gain : gains)
    arrays.push_back(
        Json{{"denominator", row(gain.denominator).key},
             {"target_mm2", gain.iso.target},
             {"below",
              Json{{"m", gain.iso.below.shape.m}, {"n", gain.iso.below.shape.n}, {"mm2", gain.iso.below.area}, {"cycles", gain.iso.below.cycles}}},
             {"above",
              Json{{"m", gain.iso.above.shape.m}, {"n", gain.iso.above.shape.n}, {"mm2", gain.iso.above.area}, {"cycles", gain.iso.above.cycles}}},
             {"interpolated_cycles", gain.iso.cycles},
             {"best_cycles", gain.cycles},
             {"best", gain.array ? Json{{"m", gain.array->m}, {"n", gain.array->n}} : Json("interpolated")}});
  json["arrays"] = arrays;
  // Elements of the opponent's best array; of the smaller neighbour where it lies between two.
  Json elements = Json::object();
  for (const AreaGain& gain : gains) elements[std::string(row(gain.denominator).key)] = gain.best_shape().m * gain.best_shape().n;
  json["best_array_elements"] = elements;
  for (const auto& [denominator, interval] : other.intervals)
    json["equal_area_interval"][std::string(row(denominator).key)] = Json{{"low", interval.low}, {"high", interval.high}};
  json["equal_power"] = other.power;
  json["energy_delay"] = other.energy_delay;
  return json;
}

std::string comparison_text(const Comparison& comparison, const std::vector<AreaGain>& gains, const OtherGains& other, bool colour) {
  const Style style{colour};
  std::string text =
      fmt::format("{} against {} on {}, {}\n\n", style.bold(comparison.proposal.design().name), style.bold(comparison.baseline.design().name),
                  comparison.setting.network, inputs_words(comparison.setting.images, comparison.inputs));
  const auto line = [&](const std::string& name, std::int64_t cycles, double time) {
    return fmt::format("  {:<32}{:>16} cycles {:>10.4g} ms\n", name, grouped(cycles), time * 1e3);
  };
  text += line(comparison.proposal.design().name, comparison.proposal_cycles, comparison.proposal_seconds);
  text += line(comparison.baseline.design().name, comparison.baseline_cycles, comparison.baseline_seconds);
  text += fmt::format("\n  {:<44}{:>8.3f}x\n", "over the baseline, each at its own area", comparison.speedup());
  if (comparison.proposal_batches.size() > 1) {
    const Distribution<double> found = distribution(comparison.speedups());
    text += fmt::format("  {:<44}{:>8.3f}x  p90 {:.3f}x, p99 {:.3f}x; mean {:.3f}x, least {:.3f}x, most {:.3f}x (nearest rank)\n",
                        fmt::format("… by {}: p50", batch_word(comparison.setting.images)), found.p50, found.p90, found.p99, found.mean, found.min,
                        found.max);
  }
  for (const AreaGain& gain : gains) {
    const auto interval =
        std::find_if(other.intervals.begin(), other.intervals.end(), [&](const auto& one) { return one.first == gain.denominator; });
    const std::string left_open = interval == other.intervals.end() ? ""
                                                                    : fmt::format("; {:.3f}x to {:.3f}x within the areas' uncertainty",
                                                                                  interval->second.low, interval->second.high);
    text += fmt::format(
        "  {:<44}{:>8.3f}x  the baseline's best array: {}{}\n", "over it at equal area, " + std::string(row(gain.denominator).key), gain.gain,
        gain.array
            ? fmt::format("{}x{}", gain.array->m, gain.array->n)
            : fmt::format("between {}x{} and {}x{}", gain.iso.below.shape.m, gain.iso.below.shape.n, gain.iso.above.shape.m, gain.iso.above.shape.n),
        left_open);
  }
  if (!other.intervals.empty()) {
    text += fmt::format("  {:<44}{:>8.3f}x  the baseline's arrays grown to the proposal's peak power\n", "over it at equal peak power", other.power);
    text += fmt::format("  {:<44}{:>8.3f}x  its energy times its time over the proposal's\n", "over it in energy-delay", other.energy_delay);
  }
  const auto loop = [&](const std::string& design, bool open_loop, const std::string& pruned_by) {
    const std::string words = loop_words(open_loop, pruned_by);
    if (!words.empty()) text += "\n  " + style.warn(wrapped(fmt::format("{}: {}", design, words), 110, "  ")) + "\n";
  };
  loop(comparison.proposal.design().name, comparison.proposal_open_loop, comparison.proposal_pruned_by);
  loop(comparison.baseline.design().name, comparison.baseline_open_loop, comparison.baseline_pruned_by);
  return text;
}

Json inventory_json(const Inventory& inventory) {
  Json parts = Json::array();
  for (const Component& part : inventory.components) {
    const UncertaintyRow& off = uncertainty(part.area.confidence);
    parts.push_back(Json{{"part", part.name()},
                         {"group", row(part.group()).key},
                         {"count", part.count},
                         {"detail", part.detail},
                         {"area_each_mm2", part.area.value},
                         {"area_mm2", part.total_area()},
                         {"energy_per_event_J", part.energy.value},
                         {"event", part.event},
                         {"confidence", letter(part.confidence())},
                         {"area_range_mm2", Json{{"low", part.total_area() * off.low}, {"high", part.total_area() * off.high}}},
                         {"source", part.source()}});
    if (part.nand2 > 0) parts.back()["nand2_each"] = part.nand2;
  }
  const Area total = area(inventory);
  Json json{{"design", inventory.design},
            {"node_nm", inventory.node},
            {"arrays_mm2", total.arrays},
            {"arrays_with_buffers_mm2", total.arrays_and_buffers},
            {"parts", parts}};
  if (total.chip) json["chip_mm2"] = *total.chip;
  return json;
}

std::string inventory_text(const Inventory& inventory, const Technology& technology, bool colour) {
  const Style style{colour};
  const Area total = area(inventory);
  std::string text =
      fmt::format("{} at {} nm: arrays {:.4g} mm2, with buffers {:.4g} mm2{}\n  {}\n\n", style.bold(inventory.design), inventory.node, total.arrays,
                  total.arrays_and_buffers, total.chip ? fmt::format(", chip {:.4g} mm2", *total.chip) : "", wrapped(technology.note, 110, "  "));
  text += fmt::format("  {:<32}{:>10}{:>14}{:>9}{:>6}  {}\n", "part", "count", "area mm2", "share", "conf", "how it is counted");
  for (const Component& part : inventory.components)
    text += fmt::format("  {:<32}{:>10}{:>14.4g}{:>7.1f} %{:>6}  {}\n", part.name(), grouped(part.count), part.total_area(),
                        100 * part.total_area() / total.arrays_and_buffers, letter(part.confidence()), style.faint(part.detail));
  text += "\n  Confidence: A read or recomputed, B transcribed, C third party or assumed, R recalled. --json gives the source of every figure.\n";
  return text;
}

Json difference_json(const Difference& difference) {
  Json parts = Json::array();
  for (const DifferenceRow& part : difference.rows)
    parts.push_back(Json{{"part", row(part.part).name},
                         {"before_mm2", part.area_before},
                         {"after_mm2", part.area_after},
                         {"added_mm2", part.added()},
                         {"share", part.share},
                         {"detail", part.detail},
                         {"source", part.source},
                         {"confidence", letter(part.confidence)}});
  return Json{{"added_mm2", difference.added}, {"share", difference.share}, {"parts", parts}};
}

std::string difference_text(const Difference& difference, bool colour) {
  const Style style{colour};
  std::string text = fmt::format("\n  {}: {:+.4g} mm2, {:+.1f} % of its arrays and buffers\n", style.bold("over the baseline"), difference.added,
                                 100 * difference.share);
  for (const DifferenceRow& part : difference.rows)
    text += fmt::format("  {:<32}{:>+14.4g} mm2{:>+8.1f} %  {}\n", row(part.part).name, part.added(), 100 * part.share, style.faint(part.detail));
  return text;
}

}  // namespace skeptic
