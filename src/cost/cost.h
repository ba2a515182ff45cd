// What a design costs: area by denominator, energy of a run, and what one design adds to another.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cost/inventory.h"
#include "design/resolved.h"
#include "simulate/counts.h"

namespace skeptic {

/// What an area is compared with.
enum class Denominator { Arrays, ArraysAndBuffers, Chip };

struct DenominatorRow {
  Denominator denominator;
  std::string_view key;
  std::string_view meaning;
};

inline constexpr std::array kDenominators{
    DenominatorRow{Denominator::Arrays, "arrays", "processing elements with every mechanism and its state, without operand and accumulator SRAM"},
    DenominatorRow{Denominator::ArraysAndBuffers, "arrays with buffers", "everything in the inventory"},
    DenominatorRow{Denominator::Chip, "chip", "the baseline's chip.area, and what is added to the baseline's inventory"},
};

constexpr const DenominatorRow& row(Denominator denominator) { return kDenominators[static_cast<std::size_t>(denominator)]; }

/// Square millimetres.
struct Area {
  std::array<double, kGroups.size()> groups{};
  double arrays = 0;
  double arrays_and_buffers = 0;
  std::optional<double> chip;  ///< as the design states it

  double operator[](Group group) const { return groups[static_cast<std::size_t>(group)]; }
};

Area area(const Inventory& inventory);

/// A design's area under a denominator. The chip's is that of `base` (of `design` where `base` states none) plus what `design` has over `base`;
/// absent where neither states one.
std::optional<double> area_under(Denominator denominator, const Inventory& design, const Inventory& base);

enum class Change { Added, Removed, Changed };

struct DifferenceRow {
  Part part{};
  Change change{};
  std::int64_t count_before = 0, count_after = 0;
  double area_before = 0, area_after = 0;  ///< square millimetres, of all pieces
  double share = 0;                        ///< of the baseline's arrays and buffers: (after - before) / their area
  std::string detail;                      ///< of the side that has the part; of the proposal where both do
  Confidence confidence = Confidence::A;
  std::string source;

  double added() const { return area_after - area_before; }
};

struct Difference {
  std::int64_t baseline_node = 0, node = 0;  ///< a difference of two technologies compares nothing else
  std::vector<DifferenceRow> rows;           ///< in the order of kParts; parts that are equal are absent
  double added = 0;                          ///< square millimetres over all rows, removals subtracted
  double share = 0;                          ///< of the baseline's arrays and buffers

  /// The rows of one group, summed.
  double added_in(Group group) const;
};

Difference difference(const Inventory& baseline, const Inventory& proposal);

enum class Spent {
  Multiply,
  Accumulate,
  Select,
  Match,
  Registers,
  Decode,
  Encode,
  Decide,
  State,
  WeightReads,
  ActivationReads,
  MetadataReads,
  BufferWrites,
  Accumulators,
  DramValues,
  DramMetadata,
  DramStores,
  Vector,
  LogicLeakage,
  SramLeakage,
};

struct SpentRow {
  Spent spent;
  std::string_view key;
  std::string_view meaning;
};

inline constexpr std::array kSpent{
    SpentRow{Spent::Multiply, "multiply", "executed multiplications, useful and ineffectual"},
    SpentRow{Spent::Accumulate, "accumulate", "one 32-bit addition a multiplication, one accumulator register a busy cycle"},
    SpentRow{Spent::Select, "select", "operand multiplexers"},
    SpentRow{Spent::Match, "match", "finding pairs that both operands keep, and gathering from banks"},
    SpentRow{Spent::Registers, "registers", "operand registers and queues"},
    SpentRow{Spent::Decode, "decode", "from metadata to positions"},
    SpentRow{Spent::Encode, "encode", "packing what is stored or pruned"},
    SpentRow{Spent::Decide, "decide", "choosing patterns and pruning to them"},
    SpentRow{Spent::State, "state", "the decision's storage: one word read and written a unit"},
    SpentRow{Spent::WeightReads, "weight_reads", "weights read from their buffer, without metadata"},
    SpentRow{Spent::ActivationReads, "activation_reads", "activations read from their buffer, without metadata"},
    SpentRow{Spent::MetadataReads, "metadata_reads", "metadata of both, read from the buffers"},
    SpentRow{Spent::BufferWrites, "buffer_writes", "filling the buffers"},
    SpentRow{Spent::Accumulators, "accumulators", "partial sums written and read"},
    SpentRow{Spent::DramValues, "dram_values", "values loaded"},
    SpentRow{Spent::DramMetadata, "dram_metadata", "metadata loaded"},
    SpentRow{Spent::DramStores, "dram_stores", "outputs stored"},
    SpentRow{Spent::Vector, "vector", "the vector unit"},
    SpentRow{Spent::LogicLeakage, "logic_leakage", "what logic leaks meanwhile, by its area: cells at 25 C"},
    SpentRow{Spent::SramLeakage, "sram_leakage", "what SRAM leaks meanwhile: hot, CACTI's high-performance cells at 360 K"},
};

constexpr const SpentRow& row(Spent spent) { return kSpent[static_cast<std::size_t>(spent)]; }

struct EnergyRow {
  Spent spent{};
  double joules = 0;
  Confidence confidence = Confidence::A;
  std::string source;
};

/// Joules that leak over a run, from logic by its area and from SRAM. The two differ in kind: logic's cells are taken at 25 C, CACTI's SRAM at 360 K.
struct Leaked {
  double logic = 0, sram = 0;
  Confidence confidence = Confidence::A;
  std::string source;
  double total() const { return logic + sram; }
};

/// Energy of a run: events times the energy of one, and what leaks meanwhile. Not in it: wires between the parts, clock tree, control.
struct Energy {
  std::int64_t node = 0;
  std::vector<EnergyRow> rows;  ///< of events, then of what leaks, in the order of kSpent; rows of nothing are absent
  double seconds = 0;
  Leaked leakage;  ///< the last two rows again

  double total() const;                  ///< joules of all rows: what designs are compared by
  double dynamic() const;                ///< of events alone
  double dram() const;                   ///< of the rows, those off the chip
  double average_power() const;          ///< watts, leakage and DRAM included; 0 of a run that took no time
  double operator[](Spent spent) const;  ///< joules; 0 where absent
};

Energy energy(const ResolvedDesign& design, const NetworkCounts& counts, const Technology& technology);
/// With the design's own technology. Throws UserError, TechnologyUnknown.
Energy energy(const ResolvedDesign& design, const NetworkCounts& counts);

}  // namespace skeptic
