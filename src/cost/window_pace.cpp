#include "cost/window_pace.h"

#include <algorithm>

#include "rtl/operand_select.h"
#include "sparsity/encoding.h"

namespace skeptic {
namespace {

/// Metadata bits of a window that are there whatever its slots.
Rational position_bits(const Pattern& pattern, EncodingKind encoding, std::int64_t window) {
  if (encoding == EncodingKind::Bitmask) return Rational(window);
  if (encoding != EncodingKind::Offset && encoding != EncodingKind::Combinatorial) return Rational(0);
  if (!pattern.structured()) return Rational(0);
  const GroupBits group = group_bits(pattern, encoding);
  return Rational(window * (group.outer + group.inner), pattern.group_length());
}

/// What an encoding adds to each stored value.
Rational value_metadata(const Operand& operand, std::int64_t window) {
  const EncodingKind kind = operand.encoding.kind;
  if (kind == EncodingKind::RunLength) return Rational(operand.encoding.run_bits);
  if (kind != EncodingKind::Csr) return Rational(0);
  const Delivery arrives = delivery(operand, window);
  return Rational(arrives.mask_bits, arrives.slots);
}

}  // namespace

std::vector<WindowKind> window_kinds(const Operand& operand, std::int64_t window) {
  std::vector<WindowKind> kinds;
  for (const Pattern& pattern : operand.listed()) {
    const bool structured = pattern.structured() && pattern.density() < Rational(1);
    WindowKind kind;
    kind.pattern = operand.skip == Skip::None ? "nothing skipped" : structured ? pattern.text() : operand.skip == Skip::Zeros ? "zeros" : "dense";
    kind.fewest = kind.most = window;
    if (operand.skip != Skip::None && structured) {
      kind.most = window_slots(pattern, window);
      kind.fewest = window % pattern.group_length() == 0 ? kind.most : 0;
    }
    if (operand.skip == Skip::Zeros) kind.fewest = 0;
    if (operand.encoding.kind == EncodingKind::None) {
      kind.fixed_bits = Rational(window * operand.bits);
    } else {
      kind.value_bits = Rational(operand.bits) + value_metadata(operand, window);
      kind.fixed_bits = position_bits(pattern, operand.encoding.kind, window);
    }
    kinds.push_back(std::move(kind));
  }
  return kinds;
}

std::int64_t fewest_cycles(const ResolvedDesign& design, std::int64_t weight_slots, std::int64_t activation_slots) {
  const std::int64_t meet = std::max(weight_slots + activation_slots - design.window, std::int64_t{1});
  return ceil_divide(meet, design.lanes);
}

}  // namespace skeptic
