// Operand buffers, split into values and metadata, and the accumulators.
#include <fmt/format.h>

#include <algorithm>

#include "base/rational.h"
#include "cost/inventory_parts.h"
#include "sparsity/encoding.h"

namespace skeptic {
namespace {

constexpr std::int64_t kWordBits = 64;
constexpr std::int64_t kAccumulatorMacro = 32 * 8192;  // bits: the size of the least area a bit in the tables

void add_buffer(const BufferMacros& buffer, Part values, Part metadata, Parts& parts) {
  std::string detail =
      fmt::format("{} macros of {} KiB, a port of {} bits", buffer.count, Rational(buffer.macro.size_bits, 8192).text(), buffer.macro.port_bits);
  if (buffer.macro.ports > 1) detail += fmt::format(", {} ports", buffer.macro.ports);
  if (buffer.copies > 1) detail += fmt::format("; {} sets of banks, each of the whole size, because the operand is gathered", buffer.copies);
  const auto share = [&](double part) { return fmt::format("{:.1f} % of {}", 100 * part, detail); };
  const double split = buffer.metadata_share;
  parts.add_macros(values, buffer.macro, 1 - split, buffer.count, split > 0 ? share(1 - split) : detail);
  parts.add_macros(metadata, buffer.macro, split, buffer.count, share(split));
}

}  // namespace

double capacity_metadata_share(const Operand& operand) {
  const EncodingKind kind = operand.encoding.kind;
  if (kind == EncodingKind::None) return 0;
  const auto bits = static_cast<double>(operand.bits);
  if (operand.run_time() || operand.skip == Skip::Zeros) return 1 / (bits + 1);  // the capacity rule: positions x (bits + 1)
  const double values = operand.skip == Skip::Pattern ? operand.pattern.density().value() * bits : bits;
  double metadata = 1;  // bitmask
  if (kind != EncodingKind::Bitmask) {
    const GroupBits group = group_bits(operand.pattern, kind);
    const auto outer = static_cast<double>(group.outer) / static_cast<double>(operand.pattern.height());
    metadata = (outer + static_cast<double>(group.inner)) / static_cast<double>(operand.pattern.group_length());
  }
  return metadata / (values + metadata);
}

BufferMacros buffer_macros(const OperandBuffer& buffer, const Operand& operand, std::int64_t copies, const Technology& technology) {
  // A gathered operand is read value by value; a window through the banks' share of the width; without a width, in words.
  std::int64_t port = kWordBits;
  if (operand.read == Read::Gather)
    port = operand.bits;
  else if (buffer.width)
    port = ceil_divide(*buffer.width, Rational(buffer.banks));
  const std::int64_t beside = ceil_divide(port, widest_port(technology));
  BufferMacros macros;
  macros.macro = sram_macro(technology, std::max(ceil_divide(buffer.size_bits, buffer.banks * beside), std::int64_t{1}), ceil_divide(port, beside),
                            buffer.ports);
  macros.copies = operand.read == Read::Gather ? copies : 1;
  macros.count = buffer.banks * beside * macros.copies;
  macros.metadata_share = capacity_metadata_share(operand);
  return macros;
}

BufferMacros weight_macros(const ResolvedDesign& design, const Technology& technology) {
  return buffer_macros(design.weights_buffer, design.weights, design.array_m, technology);
}

BufferMacros activation_macros(const ResolvedDesign& design, const Technology& technology) {
  return buffer_macros(design.activations_buffer, design.activations, design.array_n, technology);
}

void add_storage(const ResolvedDesign& design, Parts& parts) {
  const Technology& technology = parts.technology();
  add_buffer(weight_macros(design, technology), Part::WeightValues, Part::WeightMetadata, parts);
  add_buffer(activation_macros(design, technology), Part::ActivationValues, Part::ActivationMetadata, parts);
  if (const std::int64_t bits = design.accumulator_bits.value_or(0); bits > 0) {
    const std::int64_t count = ceil_divide(bits, kAccumulatorMacro), each = ceil_divide(bits, count);
    parts.add_macros(Part::Accumulators, sram_macro(technology, each, kWordBits), 1, count,
                     fmt::format("{} macros of {} KiB, a port of {} bits", count, Rational(each, 8192).text(), kWordBits));
  }
}

}  // namespace skeptic
