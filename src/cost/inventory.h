// The inventory of a design: every part that the machine model uses, counted and priced. docs/cost.md derives each count.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cost/technology.h"
#include "design/resolved.h"

namespace skeptic {

enum class Group { Arithmetic, Select, Metadata, Queues, Decision, State, Buffers, Vector };

struct GroupRow {
  Group group;
  std::string_view key;
  bool arrays;  ///< counted where the denominator is the arrays; all groups are where it is the arrays with their buffers
  std::string_view meaning;
};

inline constexpr std::array kGroups{
    GroupRow{Group::Arithmetic, "arithmetic", true, "multipliers, adders, accumulators and operand registers"},
    GroupRow{Group::Select, "select", true, "operand multiplexers, crossbars of gathered banks, and finding pairs of values that both operands keep"},
    GroupRow{Group::Metadata, "metadata", true, "turning metadata into positions, and making them"},
    GroupRow{Group::Queues, "queues", true, "operand queues that let elements run ahead of each other"},
    GroupRow{Group::Decision, "decision", true, "choosing a pattern and pruning to it"},
    GroupRow{Group::State, "state", true, "storage that the decision needs"},
    GroupRow{Group::Buffers, "buffers", false, "operand and accumulator SRAM"},
    GroupRow{Group::Vector, "vector", false, "the vector unit"},
};

enum class Part {
  Multipliers,
  TreeAdders,
  AccumulateAdders,
  AccumulatorRegisters,
  SliceAdders,
  WeightRegisters,
  ActivationRegisters,
  WeightSelect,
  ActivationSelect,
  WeightGather,
  ActivationGather,
  Match,
  WeightIndices,
  WeightMasks,
  WeightDecodeAdders,
  ActivationIndices,
  ActivationMasks,
  ActivationDecodeAdders,
  EncodeIndices,
  EncodeSelect,
  Queues,
  Selectors,
  UnbuiltSelectors,
  PolicyUnits,
  PolicyTree,
  ProducerCounters,
  ModeTable,
  DecisionRegisters,
  DecisionState,
  WeightValues,
  WeightMetadata,
  ActivationValues,
  ActivationMetadata,
  Accumulators,
  VectorMultipliers,
  VectorAdders,
  VectorRegisters,
};

struct PartRow {
  Part part;
  std::string_view name;
  Group group;
};

inline constexpr std::array kParts{
    PartRow{Part::Multipliers, "multipliers", Group::Arithmetic},
    PartRow{Part::TreeAdders, "adder trees", Group::Arithmetic},
    PartRow{Part::AccumulateAdders, "accumulate adders", Group::Arithmetic},
    PartRow{Part::AccumulatorRegisters, "accumulator registers", Group::Arithmetic},
    PartRow{Part::SliceAdders, "slice adders", Group::Arithmetic},
    PartRow{Part::WeightRegisters, "weight registers", Group::Arithmetic},
    PartRow{Part::ActivationRegisters, "activation registers", Group::Arithmetic},
    PartRow{Part::WeightSelect, "weight multiplexers", Group::Select},
    PartRow{Part::ActivationSelect, "activation multiplexers", Group::Select},
    PartRow{Part::WeightGather, "weight crossbars", Group::Select},
    PartRow{Part::ActivationGather, "activation crossbars", Group::Select},
    PartRow{Part::Match, "intersections", Group::Select},
    PartRow{Part::WeightIndices, "weight indices", Group::Metadata},
    PartRow{Part::WeightMasks, "weight masks", Group::Metadata},
    PartRow{Part::WeightDecodeAdders, "weight decode adders", Group::Metadata},
    PartRow{Part::ActivationIndices, "activation indices", Group::Metadata},
    PartRow{Part::ActivationMasks, "activation masks", Group::Metadata},
    PartRow{Part::ActivationDecodeAdders, "activation decode adders", Group::Metadata},
    PartRow{Part::EncodeIndices, "encode indices", Group::Metadata},
    PartRow{Part::EncodeSelect, "encode shifters", Group::Metadata},
    PartRow{Part::Queues, "operand queues", Group::Queues},
    PartRow{Part::Selectors, "selectors", Group::Decision},
    PartRow{Part::UnbuiltSelectors, "selectors without RTL", Group::Decision},
    PartRow{Part::PolicyUnits, "policy units", Group::Decision},
    PartRow{Part::PolicyTree, "tree above policy units", Group::Decision},
    PartRow{Part::ProducerCounters, "producer counters", Group::Decision},
    PartRow{Part::ModeTable, "mode table", Group::Decision},
    PartRow{Part::DecisionRegisters, "decision pipeline registers", Group::Decision},
    PartRow{Part::DecisionState, "decision state", Group::State},
    PartRow{Part::WeightValues, "weight buffer, values", Group::Buffers},
    PartRow{Part::WeightMetadata, "weight buffer, metadata", Group::Buffers},
    PartRow{Part::ActivationValues, "activation buffer, values", Group::Buffers},
    PartRow{Part::ActivationMetadata, "activation buffer, metadata", Group::Buffers},
    PartRow{Part::Accumulators, "accumulators", Group::Buffers},
    PartRow{Part::VectorMultipliers, "vector multipliers", Group::Vector},
    PartRow{Part::VectorAdders, "vector adders", Group::Vector},
    PartRow{Part::VectorRegisters, "vector registers", Group::Vector},
};

constexpr const PartRow& row(Part part) { return kParts[static_cast<std::size_t>(part)]; }
constexpr const GroupRow& row(Group group) { return kGroups[static_cast<std::size_t>(group)]; }

/// Modules of rtl/ with how many of each make one piece.
using Modules = std::vector<std::pair<RtlComponent, std::int64_t>>;

/// `count` equal pieces of one part.
struct Component {
  Part part{};
  std::int64_t count = 0;
  std::string detail;             ///< how the count comes about, for people
  std::string event;              ///< what `energy` is for
  Figure area;                    ///< square millimetres of one piece
  Figure energy;                  ///< joules of one event of one piece; of SRAM a read of one port
  std::optional<Figure> write;    ///< SRAM: joules of a write of one port
  std::optional<Figure> leakage;  ///< SRAM, where known: watts of one piece
  std::int64_t port_bits = 0;     ///< SRAM: bits of one read or write; otherwise 0
  std::int64_t ports = 1;         ///< SRAM: accesses a cycle
  double share = 1;               ///< SRAM: of the macro; values and metadata divide one, and its accesses with it
  double nand2 = 0;               ///< synthesised logic: NAND2 equivalents of one piece; otherwise 0
  double toggles = 0;             ///< synthesised logic: energy of an event of one piece in changes of an inverter that drives four of its kind
  Modules modules;                ///< synthesised logic: what one piece is

  std::string_view name() const { return row(part).name; }
  Group group() const { return row(part).group; }
  double total_area() const { return static_cast<double>(count) * area.value; }
  /// The worst of its figures'.
  Confidence confidence() const;
  /// Where area and energy come from.
  std::string source() const;
};

struct Inventory {
  std::string design;
  std::int64_t node = 0;
  std::vector<Component> components;  ///< in the order of kParts; parts that the design does not have are absent
  std::optional<double> chip_area;    ///< as the design states it

  const Component* find(Part part) const;
  std::int64_t count(Part part) const;  ///< 0 where absent
  Confidence confidence() const;
};

/// Of all arrays: each has everything.
Inventory inventory(const ResolvedDesign& design, const Technology& technology);
/// With the design's own technology. Throws UserError, TechnologyUnknown.
Inventory inventory(const ResolvedDesign& design);

}  // namespace skeptic
