#include "simulate/array.h"

#include "simulate/plain_array.h"
#include "simulate/wave_array.h"

namespace skeptic {

ArraySums& ArraySums::operator+=(const ArraySums& other) {
  cycles += other.cycles, cycles_without_waits += other.cycles_without_waits, cycles_without_feeds += other.cycles_without_feeds;
  cost0 += other.cost0, cost1 += other.cost1, cost2 += other.cost2, cost += other.cost;
  edge += other.edge, imbalance += other.imbalance;
  switches += other.switches, first_uses += other.first_uses;
  return *this;
}

ArrayState initial_state(const ResolvedDesign& design) {
  ArrayState state;
  const std::int64_t streams = design.array_n * (design.domain == Domain::Pe ? design.array_k : 1);
  state.last_patterns.assign(static_cast<std::size_t>(design.arrays), std::vector<std::uint32_t>(static_cast<std::size_t>(streams), 0));
  state.busy.assign(static_cast<std::size_t>(design.array_m * design.array_n * design.array_k), 0);
  return state;
}

std::unique_ptr<PackedWeights> packed_weights(const ResolvedDesign& design, const Geometry& shape, const WeightSide& weights, const Tile& tile) {
  return waves_fit(design, shape) ? wave_weights(design, shape, weights, tile) : plain_weights(design, shape, weights, tile);
}

std::unique_ptr<Array> make_array(const ResolvedDesign& design, const Geometry& shape, const PackedWeights& weights,
                                  const ActivationSide& activations, bool runs_again) {
  if (!waves_fit(design, shape)) return make_plain_array(design, shape, weights, activations);
  return std::make_unique<WaveArray>(design, shape, static_cast<const WaveWeights&>(weights), activations, runs_again);
}

bool packs_suit_any_tile(const ResolvedDesign& design, const Geometry& shape) {
  const bool in_turn = design.array_k == 1 || design.slices == Slices::Interleaved;
  return in_turn && !decides_at_use(design) && waves_fit(design, shape);
}

}  // namespace skeptic
