#include "rtl/rates.h"

#include <algorithm>

#include "base/rational.h"
#include "rtl/operand_select.h"

namespace skeptic {
namespace {

constexpr std::int64_t kAllChannels = 512;

}  // namespace

std::int64_t unit_elements(const Decision& decision) { return decision.pixels * decision.channels.value_or(kAllChannels); }

std::int64_t selected_elements(const ResolvedDesign& design) {
  const Operand& operand = design.activations;
  if (operand.decide && operand.decide->by == DecideBy::Consumer)
    return ceil_divide(operand.decide->rate * Rational(unit_elements(*operand.decide)), Rational(1));
  const bool imposed = operand.chosen == Chosen::Fixed && leaves_out(operand.pattern);
  return operand.decide || imposed ? store_elements(design) : 0;
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

std::int64_t decode_units(const ResolvedDesign& design, const Operand& operand, std::int64_t streams) {
  const bool consumer = operand.decide && operand.decide->by == DecideBy::Consumer;  // its windows never pass the decode stage
  if (!design.decode_rate || operand.encoding.kind == EncodingKind::None || consumer) return streams;
  return std::min(streams, ceil_divide(*design.decode_rate * Rational(granule_of(design), design.window), Rational(1)));
}

}  // namespace skeptic
