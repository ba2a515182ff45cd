// From metadata to the positions of a window's values, and back: decoders and encoders.
#include <fmt/format.h>

#include <algorithm>

#include "base/rational.h"
#include "cost/inventory_parts.h"
#include "sparsity/encoding.h"

namespace skeptic {
namespace {

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

/// From a choice's number, runs or columns to positions: adders.
std::int64_t decode_adder_bits(const Operand& operand, std::int64_t window) {
  const Delivery arrives = delivery(operand, window);
  if (!arrives.restricts) return 0;
  switch (operand.encoding.kind) {
    case EncodingKind::Combinatorial:
      return choice_adder_bits(operand, window);
    case EncodingKind::RunLength:
      return prefix_adder_bits(window);
    case EncodingKind::Csr:
      return arrives.mask_bits;  // minus the window's first column
    case EncodingKind::None:
    case EncodingKind::Bitmask:
    case EncodingKind::Offset:
      break;
  }
  return 0;
}

struct DecoderParts {
  Part indices, masks, adders;
  Role indices_role, masks_role;
};

void add_decoder(const ResolvedDesign& design, const Operand& operand, std::int64_t streams, const DecoderParts& of, Parts& parts) {
  const std::int64_t units = decode_units(design, operand, streams);
  const std::string detail =
      units == streams ? fmt::format("{} streams at line rate", streams) : fmt::format("{} windows a cycle, the decode rate", units);
  parts.add_units(of.indices, of.indices_role, "window",
                  fmt::format("the places of {} values of a window from its mask, for each of {}", std::min(design.lanes, design.window), detail));
  parts.add_units(of.masks, of.masks_role, "window", fmt::format("the mask of a window, for each of {}", detail));
  const std::int64_t adder_bits = decode_adder_bits(operand, design.window);
  parts.add(of.adders, Primitive::Adder, 1, adder_bits * units, fmt::format("adder bits: {} for each of {}", adder_bits, detail));
}

}  // namespace

void add_metadata(const ResolvedDesign& design, Parts& parts) {
  add_decoder(design, design.weights, weight_streams(design),
              {Part::WeightIndices, Part::WeightMasks, Part::WeightDecodeAdders, Role::WeightIndices, Role::WeightMask}, parts);
  add_decoder(design, design.activations, activation_streams(design),
              {Part::ActivationIndices, Part::ActivationMasks, Part::ActivationDecodeAdders, Role::ActivationIndices, Role::ActivationMask}, parts);
  const std::int64_t windows = encode_windows(design), window = design.window;
  const std::int64_t slots = std::max(delivery(design.activations, window).slots, std::int64_t{1});
  parts.add_units(Part::EncodeIndices, Role::EncodeIndices, "window",
                  fmt::format("the places of up to {} values in {} positions, for each of {} windows a cycle", slots, window, windows));
  parts.add_units(Part::EncodeSelect, Role::EncodeSelect, "window",
                  fmt::format("up to {} of {} values of {} bits moved together, for each of {} windows a cycle", slots, window,
                              design.activations.bits, windows));
}

}  // namespace skeptic
