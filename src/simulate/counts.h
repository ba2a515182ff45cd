// What a simulation counts. Each counter is declared once, in kStack, with its meaning; JSON, terminal and documentation derive from that row.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace skeptic {

enum class Slot { Useful, Ineffectual, Underfill, Empty, BankConflict, Switch, Select, Feed, Edge, Imbalance, Load, Decode, Store, Vector };
inline constexpr int kSlots = 14;

struct SlotRow {
  Slot slot;
  std::string_view key;
  std::string_view meaning;
};

/// The cycle stack (machine-model, section 6); the unit is lane slots, and they sum to cycles x lanes.
inline constexpr std::array<SlotRow, kSlots> kStack{{
    {Slot::Useful, "useful", "multiplications of two nonzero values"},
    {Slot::Ineffectual, "ineffectual", "multiplications with a zero that the design did not skip"},
    {Slot::Underfill, "underfill", "lanes that a window's last cycle leaves over"},
    {Slot::Empty, "empty", "windows without work that still take cycles"},
    {Slot::BankConflict, "bank_conflict", "operands that wait for a port of their bank"},
    {Slot::Switch, "switch", "changing from one pattern to another"},
    {Slot::Select, "select", "waiting for the choice of a pattern"},
    {Slot::Feed, "feed", "waiting for operands from the buffers"},
    {Slot::Edge, "edge", "elements of the array without a row, a column or a window"},
    {Slot::Imbalance, "imbalance", "elements that wait for slower ones"},
    {Slot::Load, "load", "waiting for DRAM reads"},
    {Slot::Decode, "decode", "waiting for compressed operands to be decoded"},
    {Slot::Store, "store", "waiting for DRAM writes"},
    {Slot::Vector, "vector", "cycles of the vector unit"},
}};

constexpr const SlotRow& row(Slot slot) { return kStack[static_cast<std::size_t>(slot)]; }
/// In a sentence: "bank conflict".
std::string words(Slot slot);

struct Stack {
  std::array<std::int64_t, kSlots> slots{};
  std::int64_t& operator[](Slot slot) { return slots[static_cast<std::size_t>(slot)]; }
  std::int64_t operator[](Slot slot) const { return slots[static_cast<std::size_t>(slot)]; }
  std::int64_t total() const;
  Stack& operator+=(const Stack& other);
  friend bool operator==(const Stack&, const Stack&) = default;
};

/// Events that cost energy, for one operand.
struct OperandTraffic {
  std::int64_t dram_bits = 0;           ///< loaded, values and metadata
  std::int64_t dram_metadata_bits = 0;  ///< of these, metadata
  std::int64_t buffer_read_bits = 0;    ///< read by the array, summed over domains and steps, rounded up per layer
  friend bool operator==(const OperandTraffic&, const OperandTraffic&) = default;
};

/// How often a run-time policy picked each pattern of its list.
struct Choices {
  std::vector<std::int64_t> units;  ///< by position in the list
  std::int64_t dropped = 0;         ///< nonzero activations that pruning removed (also of a fixed pattern)
  double dropped_energy = 0;        ///< their sum of squares
  friend bool operator==(const Choices&, const Choices&) = default;
};

struct LayerCounts {
  std::string name;
  std::int64_t cycles = 0;
  std::int64_t compute_cycles = 0;  ///< the sum of the tiles' compute times
  Stack stack;
  std::int64_t lanes = 0;  ///< L
  std::int64_t tiles = 0;
  std::int64_t tile_m = 0, tile_n = 0, tile_k = 0;  ///< the tile that was used; 0 for vector layers
  std::int64_t macs = 0;                            ///< dense multiplications
  std::int64_t vector_operations = 0;               ///< of a layer on the vector unit
  OperandTraffic weights, activations;
  std::int64_t store_bits = 0;
  std::int64_t decided_units = 0;  ///< decisions taken by the consumer, with repetition
  std::int64_t switches = 0;       ///< steps x domains that switched
  Choices choices;
  std::int64_t dropped_weights = 0;   ///< nonzero weights that pruning removed; of the layer, however often it runs
  double weights_magnitude = 0;       ///< the sum of the weights' magnitudes; 0 where no pattern prunes them
  double weights_kept = 0;            ///< of it, what pruning left
  double activation_energy = 0;       ///< the tensor's sum of squares, for summing dropped_energy over layers
  std::vector<std::int64_t> pe_busy;  ///< per PE (m, n, k; k fastest): the sum of its costs, in cycles
  /// The share of the weights' magnitude that pruning left; 1 where nothing is pruned.
  double kept_magnitude() const { return weights_magnitude > 0 ? weights_kept / weights_magnitude : 1; }
  /// The same layer on another input: everything adds up but the tile and the weights that are dropped.
  LayerCounts& operator+=(const LayerCounts& other);
  friend bool operator==(const LayerCounts&, const LayerCounts&) = default;
};

/// Summed over all inputs that ran.
struct NetworkCounts {
  std::string network;
  std::int64_t images = 1;  ///< inputs of a batch
  std::int64_t inputs = 1;  ///< of all batches
  std::int64_t lanes = 0;
  std::vector<LayerCounts> layers;
  std::vector<std::int64_t> batch_cycles;  ///< of every batch, in order
  std::vector<std::string> left_out;       ///< element-wise layers that a design without a vector unit does not run

  /// The design changes what the network computes, and the activations were measured without that: later layers would have seen others.
  bool open_loop = false;
  std::string pruned_by;  ///< the design whose pruning was part of the network that was measured; empty: nobody's

  std::int64_t cycles() const;
  std::int64_t compute_cycles() const;
  Stack stack() const;
  std::int64_t dropped() const;
  std::int64_t dropped_weights() const;
  std::int64_t decided_units() const;
  std::int64_t switches() const;
  /// Metadata that DRAM sends, of both operands.
  std::int64_t metadata_bits() const;
  /// The share of the weights' magnitude that pruning left, of all layers whose weights it reaches; 1 where nothing is pruned.
  double weights_kept_magnitude() const;
  /// Dropped share of the activations' sum of squares; 0 where there is none.
  double dropped_energy_share() const;
  /// Of each element of the array, in the order of pe_busy, over all layers.
  std::vector<std::int64_t> busy_cycles() const;
  /// Elements of the array that are busy for under half of the busiest one's cycles.
  std::int64_t starved_elements() const;
};

}  // namespace skeptic
