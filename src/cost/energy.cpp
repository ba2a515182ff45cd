// Energy of a run: the counts of a simulation times the inventory's energy an event.
#include <fmt/format.h>

#include <algorithm>

#include "base/rational.h"
#include "cost/cost.h"
#include "cost/inventory_parts.h"
#include "cost/power.h"

namespace skeptic {
namespace {

/// What a run did, summed over its layers.
struct Events {
  std::int64_t executed = 0;     ///< multiplications
  std::int64_t busy_cycles = 0;  ///< PE-cycles with a window at hand: all PEs' cost1
  std::int64_t cycles = 0;
  std::int64_t stored_elements = 0;  ///< outputs, from the stored bits
  std::int64_t store_bits = 0;
  std::int64_t partial_sums = 0;  ///< each written and read once
  std::int64_t decided_units = 0;
  std::int64_t vector_operations = 0;
  OperandTraffic weights, activations;
  double weight_metadata = 0, activation_metadata = 0;  ///< shares of what is read
};

void add(OperandTraffic& sum, const OperandTraffic& traffic) {
  sum.dram_bits += traffic.dram_bits;
  sum.dram_metadata_bits += traffic.dram_metadata_bits;
  sum.buffer_read_bits += traffic.buffer_read_bits;
}

Events events(const ResolvedDesign& design, const NetworkCounts& counts) {
  Events sum;
  const bool producer = design.activations.decide && design.activations.decide->by == DecideBy::Producer;
  for (const LayerCounts& layer : counts.layers) {
    const std::int64_t executed = layer.stack[Slot::Useful] + layer.stack[Slot::Ineffectual], outputs = layer.store_bits / design.output_bits;
    sum.executed += executed;
    sum.busy_cycles += (executed + layer.stack[Slot::Underfill] + layer.stack[Slot::Empty]) / design.lanes;
    sum.cycles += layer.cycles;
    sum.stored_elements += outputs;
    sum.store_bits += layer.store_bits;
    add(sum.weights, layer.weights);
    add(sum.activations, layer.activations);
    if (layer.tile_m > 0) {
      // An output is written once for each tile of the reduction: dense products over the tile's depth, and at least once.
      sum.partial_sums += std::max(outputs, layer.tile_k > 0 ? ceil_divide(layer.macs, layer.tile_k) : outputs);
      sum.decided_units += layer.decided_units;
      if (producer)
        for (const std::int64_t units : layer.choices.units) sum.decided_units += units;
    } else {
      sum.vector_operations += layer.macs > 0 ? layer.macs : std::max(outputs, layer.activations.dram_bits / design.activations.bits);
    }
  }
  return sum;
}

/// The run's rows, one for everything that energy is spent on, in the order of kSpent.
class Account {
 public:
  explicit Account(Energy& energy) : energy_(energy) {}

  void add(Spent spent, double joules, const Figure& figure) { add(spent, joules, figure.confidence, figure.source); }

  void add(Spent spent, double joules, Confidence confidence, const std::string& source) {
    if (joules == 0) return;
    const auto place =
        std::lower_bound(energy_.rows.begin(), energy_.rows.end(), spent, [](const EnergyRow& row, Spent wanted) { return row.spent < wanted; });
    if (place == energy_.rows.end() || place->spent != spent) {
      energy_.rows.insert(place, {spent, joules, confidence, source});
      return;
    }
    EnergyRow& entry = *place;
    entry.joules += joules;
    entry.confidence = worse(entry.confidence, confidence);
    if (entry.source.find(source) == std::string::npos) entry.source += ". " + source;
  }

  /// Every piece of a part, `times` over.
  void add(Spent spent, const Inventory& inventory, Part part, double times) {
    if (const Component* component = inventory.find(part))
      add(spent, times * static_cast<double>(component->count) * component->energy.value, component->energy);
  }

 private:
  Energy& energy_;
};

double ratio(std::int64_t a, std::int64_t b) { return b == 0 ? 0 : static_cast<double>(a) / static_cast<double>(b); }

/// Windows that an operand's decoders took: its mask bits read, or its values where no metadata exist.
double windows_read(const ResolvedDesign& design, const Operand& operand, const OperandTraffic& traffic, double metadata) {
  const Delivery arrives = delivery(operand, design.window);
  if (!arrives.restricts) return 0;
  const auto bits = static_cast<double>(traffic.buffer_read_bits);
  if (operand.encoding.kind == EncodingKind::None) return bits / static_cast<double>(arrives.value_bits);
  return arrives.mask_bits == 0 ? 0 : bits * metadata / static_cast<double>(arrives.mask_bits);
}

void add_array(const ResolvedDesign& design, const Inventory& parts, const Technology& technology, const Events& run, Account& account) {
  const auto executed = static_cast<double>(run.executed), busy = static_cast<double>(run.busy_cycles);
  const auto multipliers = static_cast<double>(design.multipliers());
  const double elements = multipliers / static_cast<double>(design.lanes);
  account.add(Spent::Multiply, parts, Part::Multipliers, executed / multipliers);
  const Logic adder = logic(technology, Primitive::Adder, kAccumulatorBits);
  account.add(Spent::Accumulate, executed * adder.energy.value, adder.energy);
  account.add(Spent::Accumulate, parts, Part::AccumulatorRegisters, busy / elements);
  account.add(Spent::Select, parts, Part::WeightSelect, executed / multipliers);
  account.add(Spent::Select, parts, Part::ActivationSelect, executed / multipliers);
  account.add(Spent::Match, parts, Part::Match, busy / elements);
  const Logic bit = logic(technology, Primitive::Register);
  account.add(Spent::Registers, static_cast<double>(run.weights.buffer_read_bits + run.activations.buffer_read_bits) * bit.energy.value, bit.energy);
  account.add(Spent::Match, parts, Part::WeightGather, busy / elements);
  account.add(Spent::Match, parts, Part::ActivationGather, busy / elements);
  account.add(Spent::Registers, parts, Part::Queues, busy / elements);
}

/// Work that the parts of all arrays share.
double shared(const ResolvedDesign& design, std::int64_t pieces) { return static_cast<double>(design.arrays * pieces); }

/// Decoders work once a window read; encoders and selectors for as many cycles as their rate needs for what is stored or decided.
void add_mechanisms(const ResolvedDesign& design, const Inventory& parts, const Events& run, Account& account) {
  const auto decoders = [&](const Operand& operand, const OperandTraffic& traffic, double metadata, std::int64_t streams, Part indices, Part masks,
                            Part adders) {
    // One decoder a window; how many there are does not matter.
    const double each = windows_read(design, operand, traffic, metadata) / shared(design, decode_units(design, operand, streams));
    account.add(Spent::Decode, parts, indices, each);
    account.add(Spent::Decode, parts, masks, each);
    account.add(Spent::Decode, parts, adders, each);
  };
  decoders(design.weights, run.weights, run.weight_metadata, weight_streams(design), Part::WeightIndices, Part::WeightMasks,
           Part::WeightDecodeAdders);
  decoders(design.activations, run.activations, run.activation_metadata, activation_streams(design), Part::ActivationIndices, Part::ActivationMasks,
           Part::ActivationDecodeAdders);

  const std::int64_t elements = selected_elements(design);
  const auto& decide = design.activations.decide;
  const double decided =
      decide ? static_cast<double>(run.decided_units) * static_cast<double>(unit_elements(*decide)) : static_cast<double>(run.stored_elements);
  const bool consumer = decide && decide->by == DecideBy::Consumer;
  if (const std::int64_t windows = encode_windows(design); windows > 0) {
    const double packed = (consumer ? decided : static_cast<double>(run.stored_elements)) +
                          (consumer && decide->stored == Stored::Bitmask ? static_cast<double>(run.stored_elements) : 0);
    const double cycles = packed / shared(design, windows * design.window);
    account.add(Spent::Encode, parts, Part::EncodeIndices, cycles);
    account.add(Spent::Encode, parts, Part::EncodeSelect, cycles);
  }
  if (elements == 0) return;
  const double cycles = decided / shared(design, elements);
  for (const PartRow& part : kParts)
    if (part.group == Group::Decision) account.add(Spent::Decide, parts, part.part, cycles);
  if (const Component* state = parts.find(Part::DecisionState))
    account.add(Spent::State, static_cast<double>(run.decided_units) * (state->energy.value + state->write->value), state->energy);
}

void add_buffers(const BufferMacros& weights, const BufferMacros& activations, const Inventory& parts, const Events& run, Account& account) {
  const auto per_bit = [](const Figure& access, const BufferMacros& buffer) { return access.value / static_cast<double>(buffer.macro.port_bits); };
  const double weight_read = static_cast<double>(run.weights.buffer_read_bits) * per_bit(weights.macro.read, weights);
  const double activation_read = static_cast<double>(run.activations.buffer_read_bits) * per_bit(activations.macro.read, activations);
  account.add(Spent::WeightReads, weight_read * (1 - run.weight_metadata), weights.macro.read);
  account.add(Spent::ActivationReads, activation_read * (1 - run.activation_metadata), activations.macro.read);
  account.add(Spent::MetadataReads, weight_read * run.weight_metadata, weights.macro.read);
  account.add(Spent::MetadataReads, activation_read * run.activation_metadata, activations.macro.read);
  // Every set of banks is filled.
  account.add(Spent::BufferWrites, static_cast<double>(run.weights.dram_bits * weights.copies) * per_bit(weights.macro.write, weights),
              weights.macro.write);
  account.add(Spent::BufferWrites,
              static_cast<double>(run.activations.dram_bits * activations.copies) * per_bit(activations.macro.write, activations),
              activations.macro.write);
  if (const Component* accumulators = parts.find(Part::Accumulators)) {
    const double words = static_cast<double>(run.partial_sums) * static_cast<double>(kAccumulatorBits) / static_cast<double>(accumulators->port_bits);
    account.add(Spent::Accumulators, words * (accumulators->energy.value + accumulators->write->value), accumulators->energy);
  }
}

void add_dram(const ResolvedDesign& design, const Events& run, Account& account) {
  const Figure bit{design.dram_energy, Confidence::R, "memory.dram.energy of the design, as stated"};
  const std::int64_t loaded = run.weights.dram_bits + run.activations.dram_bits;
  const std::int64_t metadata = run.weights.dram_metadata_bits + run.activations.dram_metadata_bits;
  account.add(Spent::DramValues, static_cast<double>(loaded - metadata) * bit.value, bit);
  account.add(Spent::DramMetadata, static_cast<double>(metadata) * bit.value, bit);
  account.add(Spent::DramStores, static_cast<double>(run.store_bits) * bit.value, bit);
}

}  // namespace

double read_metadata_share(const OperandTraffic& traffic, const Operand& operand) {
  const bool encoded_on_chip = operand.decide && operand.decide->by == DecideBy::Consumer;
  return encoded_on_chip ? capacity_metadata_share(operand) : ratio(traffic.dram_metadata_bits, traffic.dram_bits);
}

double Energy::total() const {
  double sum = 0;
  for (const EnergyRow& entry : rows) sum += entry.joules;
  return sum;
}

double Energy::dynamic() const {
  double sum = 0;
  for (const EnergyRow& entry : rows)
    if (entry.spent != Spent::LogicLeakage && entry.spent != Spent::SramLeakage) sum += entry.joules;
  return sum;
}

double Energy::dram() const { return (*this)[Spent::DramValues] + (*this)[Spent::DramMetadata] + (*this)[Spent::DramStores]; }

double Energy::average_power() const { return seconds > 0 ? total() / seconds : 0; }

double Energy::operator[](Spent spent) const {
  const auto found = std::find_if(rows.begin(), rows.end(), [spent](const EnergyRow& entry) { return entry.spent == spent; });
  return found == rows.end() ? 0 : found->joules;
}

Energy energy(const ResolvedDesign& design, const NetworkCounts& counts, const Technology& technology) {
  const Inventory parts = inventory(design, technology);
  const BufferMacros weights = weight_macros(design, technology), activations = activation_macros(design, technology);
  Events run = events(design, counts);
  run.weight_metadata = read_metadata_share(run.weights, design.weights);
  run.activation_metadata = read_metadata_share(run.activations, design.activations);
  Energy energy;
  energy.node = technology.node;
  Account account(energy);
  add_array(design, parts, technology, run, account);
  add_mechanisms(design, parts, run, account);
  add_buffers(weights, activations, parts, run, account);
  add_dram(design, run, account);
  if (design.vector_lanes)
    for (const Part part : {Part::VectorMultipliers, Part::VectorAdders, Part::VectorRegisters})
      account.add(Spent::Vector, parts, part, static_cast<double>(run.vector_operations) / shared(design, *design.vector_lanes));

  energy.seconds = static_cast<double>(run.cycles) / design.clock.value();
  const Leakage watts = leakage(parts, technology);
  energy.leakage = {watts.logic.value * energy.seconds, watts.sram.value * energy.seconds, worse(watts.logic.confidence, watts.sram.confidence),
                    watts.source()};
  account.add(Spent::LogicLeakage, energy.leakage.logic, watts.logic);
  account.add(Spent::SramLeakage, energy.leakage.sram, watts.sram);
  return energy;
}

Energy energy(const ResolvedDesign& design, const NetworkCounts& counts) { return energy(design, counts, load_technology(design.technology)); }

}  // namespace skeptic
