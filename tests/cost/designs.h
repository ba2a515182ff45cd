// Small designs, in the resolved form, for hand computations.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "design/resolved.h"
#include "rtl/synthesis_table.h"
#include "sparsity/pattern.h"

namespace skeptic {

constexpr std::int64_t kKibibytes = 8192;  // bits

/// The middle one of five libraries' values, each in its library's units.
template <typename Value>
double middle_of_table(const std::string& component, const Value& value) {
  std::vector<double> values;
  for (const TableResult& row : shipped_synthesis().results)
    if (row.component == component) values.push_back(value(row, shipped_synthesis().library(row.library)->units));
  std::sort(values.begin(), values.end());
  return values.size() == 5 ? values[2] : -1;
}
/// Of a component of the shipped table, as text_of has it: NAND2 equivalents, and the energy of an event in toggles.
inline double middle_nand2(const std::string& component) {
  return middle_of_table(component, [](const TableResult& row, const LibraryUnits& units) { return row.area / units.nand2_area; });
}
inline double middle_toggles(const std::string& component) {
  return middle_of_table(component, [](const TableResult& row, const LibraryUnits& units) { return row.energy / units.toggle; });
}

/// Square microns of a NAND2 at 45 nm: NanGate's NAND2_X1.
constexpr double kNand2Of45 = 0.798;
/// Joules of a toggle at 45 nm: 0.2 pJ of an 8 x 8 multiplication, over 0.28 toggles of each of the 497 NAND2 that it takes.
constexpr double kToggleOf45 = 0.001436e-12;
constexpr const char* kSelector2Of8 = "selector LEVELS=1 KEEP0=2 OF0=8 BLOCK0=1 KEEP1=1 OF1=2 BLOCK1=1 BITS=16 ABSOLUTE=1 STAGES=0 GROUP=8";
constexpr const char* kSelector4Of8 = "selector LEVELS=1 KEEP0=4 OF0=8 BLOCK0=1 KEEP1=1 OF1=2 BLOCK1=1 BITS=16 ABSOLUTE=1 STAGES=0 GROUP=8";

/// A dense array of 8-bit operands, 2 x 3 elements of 2 lanes on windows of 2, at 45 nm. DRAM of 32 bits a cycle.
inline ResolvedDesign tiny_dense() {
  ResolvedDesign design;
  design.name = "tiny";
  design.array_m = 2;
  design.array_n = 3;
  design.lanes = 2;
  design.window = 2;
  design.weights.bits = 8;
  design.activations.bits = 8;
  design.activations.chosen = Chosen::Fixed;
  design.output_bits = 8;
  design.dram_bandwidth = Rational(32'000'000'000);
  design.dram_energy = 4e-12;
  design.weights_buffer = {32 * kKibibytes, 1, 1, {}};
  design.activations_buffer = {64 * kKibibytes, 2, 1, {}};
  design.technology = 45;
  return design;
}

/// 16 x 16 elements of 2 lanes, 16 bits, static 2:4 weights with offsets: the shape of an Ampere tensor core, at 45 nm.
inline ResolvedDesign two_of_four() {
  ResolvedDesign design = tiny_dense();
  design.name = "2:4";
  design.array_m = design.array_n = 16;
  design.window = 4;
  design.weights.bits = design.activations.bits = design.output_bits = 16;
  design.weights.pattern = parse_pattern("2:4");
  design.weights.skip = Skip::Pattern;
  design.weights.encoding.kind = EncodingKind::Offset;
  design.weights_buffer = {512 * kKibibytes, 16, 1, Rational(1024)};
  design.activations_buffer = {512 * kKibibytes, 16, 1, Rational(1024)};
  return design;
}

/// On top of it a choice among 2:8, 4:8 and dense activations, a unit of 16 x 64 a cycle.
inline ResolvedDesign dynamic_four_of_eight() {
  ResolvedDesign design = two_of_four();
  design.name = "dynamic 4:8";
  design.window = 8;
  Operand& operand = design.activations;
  operand.chosen = Chosen::RunTime;
  operand.patterns = {parse_pattern("2:8"), parse_pattern("4:8"), parse_pattern("dense")};
  operand.skip = Skip::Pattern;
  operand.encoding.kind = EncodingKind::Bitmask;
  operand.decide.emplace();
  operand.decide->policy = {PolicyKind::Energy, {0.95}};
  operand.decide->pixels = 16;
  operand.decide->channels = 64;
  operand.decide->latency = 15;
  operand.decide->state_bits = 200 * kKibibytes;
  return design;
}

}  // namespace skeptic
