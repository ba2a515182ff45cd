// Arithmetic, operand multiplexers, match logic and queues of the array; and the vector unit.
#include <fmt/format.h>

#include "base/rational.h"
#include "cost/inventory_parts.h"

namespace skeptic {
namespace {

/// "4:1, 4:1" as "2 lanes of 4:1"; unequal lanes one by one.
std::string describe(const std::vector<std::int64_t>& inputs) {
  bool equal = true;
  for (const std::int64_t n : inputs) equal = equal && n == inputs.front();
  if (equal) return fmt::format("{} lanes of {}:1", inputs.size(), inputs.front());
  std::string text = "lanes of ";
  for (std::size_t i = 0; i < inputs.size(); ++i) text += fmt::format("{}{}:1", i == 0 ? "" : ", ", inputs[i]);
  return text;
}

}  // namespace

void add_arithmetic(const ResolvedDesign& design, Parts& parts) {
  const std::int64_t outputs = design.array_m * design.array_n, elements = outputs * design.array_k;
  const std::int64_t product_bits = design.weights.bits + design.activations.bits;
  parts.add_multipliers(Part::Multipliers, design.weights.bits, design.activations.bits, design.array_multipliers(),
                        fmt::format("{} x {} x {} PEs of {} lanes, {} x {} bits", design.array_m, design.array_n, design.array_k, design.lanes,
                                    design.weights.bits, design.activations.bits));
  parts.add(Part::TreeAdders, Primitive::Adder, product_bits + ceil_log2(static_cast<std::uint64_t>(design.lanes)), elements * (design.lanes - 1),
            fmt::format("{} in each of {} PEs", design.lanes - 1, elements));
  parts.add(Part::AccumulateAdders, Primitive::Adder, kAccumulatorBits, elements, "one in each PE, 32 bits");
  parts.add(Part::AccumulatorRegisters, Primitive::Register, kAccumulatorBits, elements, "one in each PE, 32 bits");
  parts.add(Part::SliceAdders, Primitive::Adder, kAccumulatorBits, outputs * (design.array_k - 1),
            fmt::format("{} for each of {} outputs, 32 bits", design.array_k - 1, outputs));
  const auto registers = [&](Part part, const Operand& operand, std::int64_t streams) {
    const Delivery arrives = delivery(operand, design.window);
    const std::int64_t bits = arrives.value_bits + arrives.mask_bits;
    parts.add(part, Primitive::Register, bits, streams, fmt::format("a window of {} bits for each of {} streams", bits, streams));
  };
  registers(Part::WeightRegisters, design.weights, weight_streams(design));
  registers(Part::ActivationRegisters, design.activations, activation_streams(design));
}

void add_select(const ResolvedDesign& design, Parts& parts) {
  const std::int64_t elements = design.array_m * design.array_n * design.array_k;
  const OperandSelect select = operand_select(design);
  const auto multiplexers = [&](Part part, Role role, const std::vector<std::int64_t>& inputs, std::int64_t bits) {
    parts.add_units(part, role, "selection in every lane", fmt::format("{}, {} bits, in each of {} PEs", describe(inputs), bits, elements));
  };
  multiplexers(Part::WeightSelect, Role::WeightSelect, select.weights, design.weights.bits);
  multiplexers(Part::ActivationSelect, Role::ActivationSelect, select.activations, design.activations.bits);
  const auto crossbar = [&](Part part, Role role, const OperandBuffer& buffer, std::int64_t sets) {
    parts.add_units(part, role, "cycle of a step",
                    fmt::format("from {} banks to {} positions, for each of {} sets of banks", buffer.banks, design.array_k * design.window, sets));
  };
  crossbar(Part::WeightGather, Role::WeightGather, design.weights_buffer, design.array_m);
  crossbar(Part::ActivationGather, Role::ActivationGather, design.activations_buffer, design.array_n);
  parts.add_units(Part::Match, Role::Pairs, "cycle of a window",
                  fmt::format("the AND of two masks of {} positions, the next {} pairs and where their values stand, in each of {} PEs",
                              design.window, design.lanes, elements));
  const Delivery weights = delivery(design.weights, design.window), activations = delivery(design.activations, design.window);
  parts.add_units(Part::Queues, Role::Queue, "cycle",
                  fmt::format("{} steps of both operands, {} bits a step, in each of {} PEs", design.slack,
                              weights.value_bits + weights.mask_bits + activations.value_bits + activations.mask_bits, elements));
}

void add_vector(const ResolvedDesign& design, Parts& parts) {
  const std::int64_t lanes = design.vector_lanes.value_or(0), bits = design.activations.bits;
  const std::string detail = fmt::format("one in each of {} lanes", lanes);
  parts.add_multipliers(Part::VectorMultipliers, bits, bits, lanes, detail);
  parts.add(Part::VectorAdders, Primitive::Adder, kAccumulatorBits, lanes, detail);
  parts.add(Part::VectorRegisters, Primitive::Register, kAccumulatorBits, lanes, detail);
}

}  // namespace skeptic
