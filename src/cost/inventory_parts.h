// The pieces that inventory() is put together from: one function a group of parts, each adding what the design has of it.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "cost/inventory.h"
#include "cost/sram.h"
#include "rtl/added.h"
#include "rtl/operand_select.h"
#include "rtl/rates.h"
#include "simulate/counts.h"

namespace skeptic {

/// The machine model's accumulators (section 5).
inline constexpr std::int64_t kAccumulatorBits = 32;

/// Primitives that switch in one event of a piece of logic that rtl/ does not have.
struct Switched {
  std::int64_t adder_bits = 0, comparator_bits = 0, register_bits = 0, mux2 = 0, gates = 0;
  std::int64_t product_bits = 0;  ///< of multipliers: the product of the operands' bits
};
/// Joules of one event, and square millimetres where the same primitives are the only count of the area.
Figure energy_of(const Switched& switched, const Technology& technology);
Figure area_of(const Switched& switched, const Technology& technology);

/// A parallel prefix sum over n positions (Sklansky): n/2·log2 n adders of a count's bits.
std::int64_t prefix_adder_bits(std::int64_t n);

/// Collects components; those of count 0 are left out.
class Parts {
 public:
  Parts(const ResolvedDesign& design, const Technology& technology, Inventory& inventory)
      : technology_(technology), inventory_(inventory), units_(built_units(design, {})) {}
  const Technology& technology() const { return technology_; }

  void add(Part part, Primitive primitive, std::int64_t bits, std::int64_t count, std::string detail);
  void add_multipliers(Part part, std::int64_t bits_a, std::int64_t bits_b, std::int64_t count, std::string detail);
  /// The units of a role as one part: area and energy from synthesis. Pieces are what the units' copies have in common; nothing where there is none.
  void add_units(Part part, Role role, std::string event, std::string detail);
  /// Logic that rtl/ does not have: area and energy by formula, and labelled so.
  void add_formula(Part part, const Switched& switched, std::string event, std::int64_t count, std::string detail);
  /// `share` of the area of each of `count` macros.
  void add_macros(Part part, const SramMacro& macro, double share, std::int64_t count, std::string detail);

 private:
  const Technology& technology_;
  Inventory& inventory_;
  std::vector<AddedUnit> units_;  ///< what `skeptic rtl` writes and synthesises
};

/// Multipliers, adders, accumulators, registers (inventory_array.cpp).
void add_arithmetic(const ResolvedDesign& design, Parts& parts);
/// Multiplexers, match logic and queues.
void add_select(const ResolvedDesign& design, Parts& parts);
/// Decoders, and encoders of what is stored (inventory_metadata.cpp).
void add_metadata(const ResolvedDesign& design, Parts& parts);
/// Selectors, policy units, pipeline registers (inventory_decision.cpp) and state.
void add_decision(const ResolvedDesign& design, Parts& parts);
/// Buffers and accumulators (inventory_storage.cpp).
void add_storage(const ResolvedDesign& design, Parts& parts);
void add_vector(const ResolvedDesign& design, Parts& parts);

/// Buffers: which macros one operand's buffer is made of.
struct BufferMacros {
  SramMacro macro;
  std::int64_t count = 0;     ///< banks x macros side by side x copies
  std::int64_t copies = 1;    ///< sets of banks: one a row (column) of the array where the operand is gathered
  double metadata_share = 0;  ///< of the capacity
};
/// Metadata's share of a buffer's contents, as the machine model fills it (sections 5 and 7).
double capacity_metadata_share(const Operand& operand);
/// Metadata's share of what the array reads: its share of what was loaded. What a consumer chooses is encoded only in the buffer, where the share is
/// that of the buffer's capacity.
double read_metadata_share(const OperandTraffic& traffic, const Operand& operand);
BufferMacros buffer_macros(const OperandBuffer& buffer, const Operand& operand, std::int64_t copies, const Technology& technology);
BufferMacros weight_macros(const ResolvedDesign& design, const Technology& technology);
BufferMacros activation_macros(const ResolvedDesign& design, const Technology& technology);

/// Comparators of Batcher's odd-even merge sorting network for n inputs: the network of the next power of two without what touches absent inputs.
std::int64_t sort_comparators(std::int64_t n);

}  // namespace skeptic
