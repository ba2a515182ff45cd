// Results of synthesis that were made before: rtl/synthesised.yaml, which is part of the program, so that nobody needs the tools for common
// parameters.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rtl/synthesis.h"

namespace skeptic {

struct TableLibrary {
  LibraryUnits units;
  std::int64_t node = 0;  ///< nanometres
  std::string hash;       ///< of its text
};

struct TableResult {
  std::string component;  ///< text_of
  std::string rtl;        ///< rtl_hash
  std::string library;
  double area = 0, delay = 0;
  double energy = 0;  ///< picojoules; 0 where the library says nothing of power
};

struct SynthesisTable {
  std::string flow;  ///< flow_hash
  std::vector<TableLibrary> libraries;
  std::vector<TableResult> results;

  const TableLibrary* library(std::string_view name) const;
  /// Only what was synthesised from the same RTL with the same parameters.
  std::optional<Synthesised> find(const RtlComponent& component, std::string_view library) const;
};

SynthesisTable parse_synthesis_table(const std::string& text);
std::string text_of(const SynthesisTable& table);
const SynthesisTable& shipped_synthesis();

/// Components with the parameters that designs most often have: what the shipped table holds.
std::vector<RtlComponent> common_components();

/// The area of a NAND, and the delay and the energy of an inverter that drives four of its kind, at a node.
struct NodeUnits {
  double nand2_area = 0;  ///< square microns
  double fo4 = 0;         ///< nanoseconds
  double toggle = 0;      ///< picojoules of a change; 0: not known
  char confidence = 'C';  ///< as of docs/cost.md
  std::string source;
};
/// Of the table's library of that node; between nodes a straight line in logarithms, beyond them the last one's.
NodeUnits node_units(const SynthesisTable& table, std::int64_t node);

}  // namespace skeptic
