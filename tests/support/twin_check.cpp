#include "support/twin_check.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>
#include <string_view>

#include "base/diagnostic.h"
#include "simulate/simulate.h"
#include "twin/twin.h"

namespace skeptic {
namespace {

struct Outcome {
  std::optional<LayerCounts> counts;
  std::string_view error;
};

template <typename Simulate>
Outcome outcome(const RandomCase& random, const Simulate& simulate) {
  try {
    return {simulate(random.design, random.layer, random.operands, random.output_bits), {}};
  } catch (const UserError& error) {
    return {std::nullopt, name(error.diagnostics().front().id)};
  }
}

/// Keeps the first difference.
class Comparison {
 public:
  template <typename Figure>
  void operator()(std::string_view what, const Figure& simulator, const Figure& twin) {
    if (found_.empty() && simulator != twin) found_ = fmt::format("{}: {} of the simulator, {} of the twin", what, simulator, twin);
  }
  const std::string& found() const { return found_; }

 private:
  std::string found_;
};

void compare(const OperandTraffic& simulator, const OperandTraffic& twin, const std::string& operand, Comparison& same) {
  same(operand + " from DRAM", simulator.dram_bits, twin.dram_bits);
  same(operand + " metadata", simulator.dram_metadata_bits, twin.dram_metadata_bits);
  same(operand + " read", simulator.buffer_read_bits, twin.buffer_read_bits);
}

void compare(const LayerCounts& a, const LayerCounts& b, Comparison& same) {
  same("tile k", a.tile_k, b.tile_k);
  same("tile n", a.tile_n, b.tile_n);
  same("tile m", a.tile_m, b.tile_m);
  same("compute cycles", a.compute_cycles, b.compute_cycles);
  compare(a.weights, b.weights, "weights", same);
  compare(a.activations, b.activations, "activations", same);
  same("stored bits", a.store_bits, b.store_bits);
  same("cycles", a.cycles, b.cycles);
  for (const SlotRow& row : kStack) same(row.key, a.stack[row.slot], b.stack[row.slot]);
  same("slots against the twin's cycles", a.stack.total(), b.cycles * b.lanes);
  same("dropped", a.choices.dropped, b.choices.dropped);
  same("units by pattern", a.choices.units, b.choices.units);
  same("switches", a.switches, b.switches);
  same("decided units", a.decided_units, b.decided_units);
  same("busy cycles", a.pe_busy, b.pe_busy);
  same("lanes", a.lanes, b.lanes);
  same("tiles", a.tiles, b.tiles);
  same("multiplications", a.macs, b.macs);
  // Values are multiples of 1/4 below 8: sums of squares are exact. The twin reports the dropped share, the simulator the sum.
  same("energy", a.activation_energy, b.activation_energy);
  same("dropped energy", a.activation_energy > 0 ? a.choices.dropped_energy / a.activation_energy : 0, b.choices.dropped_energy);
}

}  // namespace

std::string difference_from_twin(const RandomCase& random) {
  const Outcome simulator = outcome(random, simulate_layer), naive = outcome(random, twin::simulate_layer);
  Comparison same;
  same("diagnostic", simulator.error, naive.error);
  if (simulator.counts && naive.counts) compare(*simulator.counts, *naive.counts, same);
  return same.found().empty() ? std::string{} : same.found() + "\n" + random.text();
}

}  // namespace skeptic
