// What the synthesis of a design's added units says about the design: area, delay and stages at its node and clock, and the latency of its decision.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "rtl/added.h"
#include "rtl/synthesis_table.h"

namespace skeptic {

struct UnitSynthesis {
  AddedUnit unit;
  Synthesised result;       ///< of one copy, in the library in which it was synthesised
  double area = 0;          ///< square microns at the design's node, all copies
  double delay = 0;         ///< nanoseconds at the design's node
  double energy = 0;        ///< picojoules of one copy at the design's node, of a cycle with random inputs; 0: not known
  std::int64_t cycles = 1;  ///< stages that the path needs at the design's clock; a lower bound: without wires, registers' own delay and uneven cuts
};

struct DesignSynthesis {
  std::string design;
  double clock = 0;  ///< gigahertz
  std::int64_t node = 0;
  NodeUnits at_node;  ///< what areas and delays at the node are computed with
  std::vector<UnitSynthesis> units;
  std::optional<std::int64_t> decision_latency;  ///< cycles from a unit's last beat to its pattern, at least; nothing where nothing is decided
  std::optional<std::int64_t> stated_latency;    ///< as the design has it
  std::string decision_path;                     ///< what it consists of
  std::optional<std::int64_t> bound_cycles;      ///< what reviews take for the least latency (src/cost/decision_path.h); the caller's
  std::string bound;                             ///< the same as a sentence

  double nand2_equivalents() const;
  double area() const;
};

/// `results`: one for each unit that is not the whole array, in their order. `at_node`: what they are converted with; nothing where they are in a
/// library of the design's node.
DesignSynthesis design_synthesis(const ResolvedDesign& design, const std::vector<AddedUnit>& units, const std::vector<Synthesised>& results,
                                 const std::optional<NodeUnits>& at_node);

/// As Markdown, for a terminal and for the README of the files.
std::string text_of(const DesignSynthesis& synthesis);
Json json_of(const DesignSynthesis& synthesis);

}  // namespace skeptic
