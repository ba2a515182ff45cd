#include "cost/banking.h"

#include <fmt/format.h>

#include <algorithm>

#include "cost/inventory_parts.h"
#include "cost/window_pace.h"

namespace skeptic {
namespace {

constexpr std::int64_t kWordBits = 64;

/// One side as buffer_needs sees it: its own operand and the other, which sets the pace with it.
struct Sides {
  const ResolvedDesign& design;
  const Operand& own;
  const Operand& other;

  /// Calls visit(kind, slots, cycles) for every window of the operand with the fewest cycles that a PE can be through with it.
  template <typename Visit>
  void windows(Visit visit) const {
    for (const WindowKind& kind : window_kinds(own, design.window))
      for (const WindowKind& beside : window_kinds(other, design.window))
        for (std::int64_t slots = kind.fewest; slots <= kind.most; ++slots) visit(kind, slots, fewest_cycles(design, slots, beside.fewest));
  }
};

/// The widths, and which window asks for the first.
void add_width(const Sides& sides, BufferNeed& need) {
  Rational widest;
  std::int64_t fewest = 0;
  sides.windows([&](const WindowKind& kind, std::int64_t slots, std::int64_t cycles) {
    widest = std::max(widest, kind.bits(slots));
    fewest = fewest == 0 ? cycles : std::min(fewest, cycles);
    const Rational width = Rational(need.streams) * kind.bits(slots) / Rational(cycles);
    if (!(need.width_needed < width)) return;
    need.width_needed = width;
    need.window = fmt::format("{} bits ({} of {} positions, {}) in {} {}", kind.bits(slots).text(), slots, sides.design.window, kind.pattern, cycles,
                              cycles == 1 ? "cycle" : "cycles");
  });
  need.width_always = Rational(need.streams) * widest / Rational(fewest);
}

/// Whether no step can wait for a bank.
bool never_collides(const Sides& sides, std::int64_t banks, std::int64_t ports) {
  bool never = true;
  sides.windows([&](const WindowKind&, std::int64_t slots, std::int64_t cycles) {
    if (slots > 0 && ceil_divide(most_in_a_bank(sides.design, slots, banks), ports) > cycles) never = false;
  });
  return never;
}

void add_gathered(const Sides& sides, BufferNeed& need) {
  const std::int64_t most = sides.design.window * sides.design.array_k;  // as many as a step has positions
  for (std::int64_t banks = 1; banks <= most && !need.banks_needed; ++banks)
    if (never_collides(sides, banks, need.ports_given)) need.banks_needed = banks;
  for (std::int64_t ports = 1; ports <= most && !need.ports_needed; ++ports)
    if (never_collides(sides, need.banks_given, ports)) need.ports_needed = ports;
}

BufferNeed need_of(std::string_view name, const Sides& sides, const OperandBuffer& buffer, std::int64_t streams, std::int64_t sets) {
  BufferNeed need;
  need.buffer = name;
  need.gathered = sides.own.read == Read::Gather;
  need.streams = streams;
  need.sets = need.gathered ? sets : 1;
  need.width_given = buffer.width;
  need.banks_given = buffer.banks;
  need.ports_given = buffer.ports;
  add_width(sides, need);
  if (need.gathered) {
    need.port_bits = Rational(sides.own.bits);
    add_gathered(sides, need);
  } else {
    need.port_bits = buffer.width ? *buffer.width / Rational(buffer.banks) : Rational(kWordBits);
    need.banks_needed = ceil_divide(need.width_needed, need.port_bits);
    need.ports_needed = ceil_divide(need.width_needed, need.port_bits * Rational(buffer.banks));
  }
  return need;
}

}  // namespace

std::int64_t most_in_a_bank(const ResolvedDesign& design, std::int64_t slots, std::int64_t banks) {
  const std::int64_t slices = design.array_k;
  if (design.slices == Slices::Interleaved) return std::min(slices * slots, ceil_divide(slices * design.window, banks));
  return slices * std::min(slots, ceil_divide(design.window, banks));
}

std::vector<BufferNeed> buffer_needs(const ResolvedDesign& design) {
  return {
      need_of("weights", {design, design.weights, design.activations}, design.weights_buffer, weight_streams(design), design.array_m),
      need_of("activations", {design, design.activations, design.weights}, design.activations_buffer, activation_streams(design), design.array_n)};
}

}  // namespace skeptic
