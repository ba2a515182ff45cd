// Logic that was synthesised: the shipped table's NAND2 equivalents at the design's node. And logic that rtl/ does not have, by formula.
#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "base/rational.h"
#include "cost/inventory_parts.h"
#include "rtl/synthesis_estimate.h"

namespace skeptic {
namespace {

constexpr double kSquareMicron = 1e-6;  // square millimetres

void join(Figure& sum, const Logic& one, bool area, double times) {
  if (times == 0) return;
  const Figure& figure = area ? one.area : one.energy;
  sum.confidence = sum.source.empty() ? figure.confidence : worse(sum.confidence, figure.confidence);
  sum.value += times * figure.value;
  if (sum.source.find(figure.source) == std::string::npos) sum.source += (sum.source.empty() ? "" : "; ") + figure.source;
}

Figure sum_of(const Switched& switched, const Technology& technology, bool area) {
  Figure sum;
  join(sum, multiplier(technology, 1, 1), area, static_cast<double>(switched.product_bits));
  join(sum, logic(technology, Primitive::Adder), area, static_cast<double>(switched.adder_bits));
  join(sum, logic(technology, Primitive::Comparator), area, static_cast<double>(switched.comparator_bits));
  join(sum, logic(technology, Primitive::Register), area, static_cast<double>(switched.register_bits));
  join(sum, logic(technology, Primitive::Mux2), area, static_cast<double>(switched.mux2));
  join(sum, logic(technology, Primitive::Gate), area, static_cast<double>(switched.gates));
  sum.source = "by formula: " + sum.source;
  return sum;
}

/// "rtl/selector.sv, 3431 NAND2 (3009 … 3599 in 5 libraries)", and what it is scaled from where its parameters were not synthesised.
std::string source_of(const SynthesisEstimate& found) {
  std::string text = fmt::format("rtl/{}.sv, {:.0f} NAND2, the middle of {:.0f} … {:.0f} in {} libraries", found.component.module, found.nand2.middle,
                                 found.nand2.least, found.nand2.most, found.libraries);
  if (!found.measured()) text += fmt::format("; {:.3g} times {} by its structure", found.factor, found.measured_as);
  return text;
}

}  // namespace

Figure energy_of(const Switched& switched, const Technology& technology) { return sum_of(switched, technology, false); }
Figure area_of(const Switched& switched, const Technology& technology) { return sum_of(switched, technology, true); }

std::int64_t index_bits(std::int64_t values) { return std::max<std::int64_t>(1, ceil_log2(static_cast<std::uint64_t>(values))); }

RtlComponent compressor(std::int64_t window, std::int64_t slots) {
  return {"compressor", {{"WINDOW", window}, {"SLOTS", slots}, {"INDEX_BITS", index_bits(window)}}};
}

RtlComponent operand_multiplexer(std::int64_t lanes, std::int64_t inputs, std::int64_t bits) {
  return {"operand_multiplexer", {{"LANES", lanes}, {"INPUTS", inputs}, {"BITS", bits}, {"INDEX_BITS", index_bits(inputs)}}};
}

std::int64_t prefix_adder_bits(std::int64_t n) {
  return ceil_divide(n * ceil_log2(static_cast<std::uint64_t>(n)), std::int64_t{2}) * ceil_log2(static_cast<std::uint64_t>(n) + 1);
}

Switched compressor_work(std::int64_t window, std::int64_t slots) {
  Switched work;
  work.adder_bits = prefix_adder_bits(window);
  work.gates = slots * window;
  return work;
}

void Parts::add_modules(Part part, const Modules& piece, const Switched& switched, std::string event, std::int64_t count, std::string detail) {
  if (count <= 0 || piece.empty()) return;
  Component component;
  component.part = part;
  component.count = count;
  component.detail = std::move(detail);
  component.event = std::move(event);
  Confidence confidence = Confidence::B;
  std::string source = "synthesised, shipped table: ";
  for (std::size_t i = 0; i < piece.size(); ++i) {
    const auto& [module, times] = piece[i];
    const SynthesisEstimate found = estimate(module);
    component.nand2 += found.nand2.middle * static_cast<double>(times);
    if (!found.measured()) confidence = Confidence::C;
    source += (i == 0 ? "" : " + ") + (times == 1 ? "" : fmt::format("{} times ", times)) + source_of(found);
  }
  const Figure& nand2 = technology_.nand2;
  component.area = {component.nand2 * nand2.value, worse(confidence, nand2.confidence),
                    fmt::format("{}. A NAND2 of {:.4g} um2 at {} nm: {}", source, nand2.value / kSquareMicron, technology_.node, nand2.source)};
  component.energy = energy_of(switched, technology_);
  inventory_.components.push_back(std::move(component));
}

void Parts::add_formula(Part part, const Switched& switched, std::string event, std::int64_t count, std::string detail) {
  Figure area = area_of(switched, technology_);
  if (count <= 0 || area.value == 0) return;
  Component component;
  component.part = part;
  component.count = count;
  component.detail = std::move(detail);
  component.event = std::move(event);
  component.area = std::move(area);
  component.energy = energy_of(switched, technology_);
  inventory_.components.push_back(std::move(component));
}

}  // namespace skeptic
