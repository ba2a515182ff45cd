// From metadata to the positions of a window's values, and back: decoders and encoders.
#include <fmt/format.h>

#include <algorithm>

#include "base/rational.h"
#include "cost/inventory_parts.h"
#include "sparsity/encoding.h"

namespace skeptic {
namespace {

/// Logic that finds the positions of one window's values.
struct WindowDecoder {
  std::int64_t gates = 0;
  std::int64_t adder_bits = 0;
  std::int64_t slots = 0;  ///< of a compressor that finds them in a mask; 0 where there is none
};

/// Undoing the number of a choice: one compare and subtract a position of the group, of the number's bits, at each level.
std::int64_t choice_adder_bits(const Operand& operand, std::int64_t window) {
  std::int64_t most = 0;
  for (const Pattern& pattern : operand.listed()) {
    std::int64_t bits = 0;
    for (const Level& level : pattern.levels) bits += ceil_divide(window, level.group()) * level.of * 2 * choice_bits(level.of, level.keep);
    most = std::max(most, bits);
  }
  return most;
}

/// `both`: the other operand leaves positions out too, so that the PEs' intersections need masks, which they rank themselves; otherwise the lanes
/// need positions alone.
WindowDecoder window_decoder(const Operand& operand, std::int64_t window, std::int64_t lanes, bool both) {
  const Delivery arrives = delivery(operand, window);
  WindowDecoder decoder;
  if (!arrives.restricts) return decoder;
  const EncodingKind kind = operand.encoding.kind;
  const bool mask = kind == EncodingKind::None || kind == EncodingKind::Bitmask;
  if (kind == EncodingKind::None) decoder.gates += window * (operand.bits - 1);  // zero detectors
  if (kind == EncodingKind::Combinatorial) decoder.adder_bits += choice_adder_bits(operand, window);
  if (kind == EncodingKind::RunLength) decoder.adder_bits += prefix_adder_bits(window);
  if (kind == EncodingKind::Csr) decoder.adder_bits += arrives.mask_bits;  // minus the window's first column
  if (both && !mask) decoder.gates += arrives.slots * window;              // positions to a mask
  if (!both && mask) decoder.slots = std::min(lanes, window);
  return decoder;
}

void add_decoder(const ResolvedDesign& design, const Operand& operand, bool both, std::int64_t streams, Part indices, Part gates, Part adders,
                 Parts& parts) {
  const WindowDecoder decoder = window_decoder(operand, design.window, design.lanes, both);
  const std::int64_t units = decode_units(design, operand, streams);
  const std::string detail =
      units == streams ? fmt::format("{} streams at line rate", streams) : fmt::format("{} windows a cycle, the decode rate", units);
  if (decoder.slots > 0)
    parts.add_modules(indices, {{compressor(design.window, decoder.slots), 1}}, compressor_work(design.window, decoder.slots), "window", units,
                      fmt::format("the places of {} values of a window from its mask, for each of {}", decoder.slots, detail));
  parts.add(gates, Primitive::Gate, 1, decoder.gates * units, fmt::format("{} for each of {}", decoder.gates, detail));
  parts.add(adders, Primitive::Adder, 1, decoder.adder_bits * units, fmt::format("adder bits: {} for each of {}", decoder.adder_bits, detail));
}

}  // namespace

std::int64_t decode_units(const ResolvedDesign& design, const Operand& operand, std::int64_t streams) {
  const bool consumer = operand.decide && operand.decide->by == DecideBy::Consumer;  // its windows never pass the decode stage
  if (!design.decode_rate || operand.encoding.kind == EncodingKind::None || consumer) return streams;
  return std::min(streams, ceil_divide(*design.decode_rate * Rational(granule_of(design), design.window), Rational(1)));
}

std::int64_t store_elements(const ResolvedDesign& design) { return ceil_divide(design.dram_rate() / Rational(design.output_bits), Rational(1)); }

std::int64_t encode_windows(const ResolvedDesign& design) {
  const Operand& operand = design.activations;
  if (operand.encoding.kind == EncodingKind::None) return 0;
  const std::int64_t stored = ceil_divide(store_elements(design), design.window);
  if (!operand.decide || operand.decide->by == DecideBy::Producer) return stored;
  const std::int64_t pruned = ceil_divide(selected_elements(design), design.window);
  return pruned + (operand.decide->stored == Stored::Bitmask ? stored : 0);
}

void add_metadata(const ResolvedDesign& design, Parts& parts) {
  const bool both = delivery(design.weights, design.window).restricts && delivery(design.activations, design.window).restricts;
  add_decoder(design, design.weights, both, weight_streams(design), Part::WeightIndices, Part::WeightDecodeGates, Part::WeightDecodeAdders, parts);
  add_decoder(design, design.activations, both, activation_streams(design), Part::ActivationIndices, Part::ActivationDecodeGates,
              Part::ActivationDecodeAdders, parts);

  const std::int64_t windows = encode_windows(design), window = design.window, bits = design.activations.bits;
  const std::int64_t slots = std::max(delivery(design.activations, window).slots, std::int64_t{1});
  parts.add_modules(Part::EncodeIndices, {{compressor(window, slots), 1}}, compressor_work(window, slots), "window", windows,
                    fmt::format("the places of up to {} values in {} positions, for each of {} windows a cycle", slots, window, windows));
  // rtl/ has no module that moves the values together: as stages of a shifter, by formula.
  Switched gather;
  gather.mux2 = window * ceil_log2(static_cast<std::uint64_t>(window)) * bits;
  parts.add_formula(Part::EncodeSelect, gather, "window", windows,
                    fmt::format("{} stages over {} positions of {} bits, by formula, for each of {} windows a cycle",
                                ceil_log2(static_cast<std::uint64_t>(window)), window, bits, windows));
}

}  // namespace skeptic
