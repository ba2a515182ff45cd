#include "simulate/counts.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace skeptic {

std::int64_t Stack::total() const { return std::accumulate(slots.begin(), slots.end(), std::int64_t{0}); }

std::string words(Slot slot) {
  std::string text(row(slot).key);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

Stack& Stack::operator+=(const Stack& other) {
  for (std::size_t i = 0; i < slots.size(); ++i) slots[i] += other.slots[i];
  return *this;
}

namespace {

OperandTraffic& operator+=(OperandTraffic& sum, const OperandTraffic& other) {
  sum.dram_bits += other.dram_bits;
  sum.dram_metadata_bits += other.dram_metadata_bits;
  sum.buffer_read_bits += other.buffer_read_bits;
  return sum;
}

void add(std::vector<std::int64_t>& sum, const std::vector<std::int64_t>& other) {
  assert(sum.size() == other.size());
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += other[i];
}

}  // namespace

LayerCounts& LayerCounts::operator+=(const LayerCounts& other) {
  assert(name == other.name && lanes == other.lanes && tile_m == other.tile_m && tile_n == other.tile_n && tile_k == other.tile_k &&
         dropped_weights == other.dropped_weights);
  cycles += other.cycles;
  compute_cycles += other.compute_cycles;
  stack += other.stack;
  tiles += other.tiles;
  macs += other.macs;
  vector_operations += other.vector_operations;
  weights += other.weights;
  activations += other.activations;
  store_bits += other.store_bits;
  decided_units += other.decided_units;
  switches += other.switches;
  add(choices.units, other.choices.units);
  choices.dropped += other.choices.dropped;
  choices.dropped_energy += other.choices.dropped_energy;
  activation_energy += other.activation_energy;
  add(pe_busy, other.pe_busy);
  return *this;
}

namespace {

template <typename Get>
std::int64_t sum(const std::vector<LayerCounts>& layers, const Get& get) {
  std::int64_t total = 0;
  for (const LayerCounts& layer : layers) total += get(layer);
  return total;
}

}  // namespace

std::int64_t NetworkCounts::cycles() const {
  return sum(layers, [](const LayerCounts& layer) { return layer.cycles; });
}
std::int64_t NetworkCounts::compute_cycles() const {
  return sum(layers, [](const LayerCounts& layer) { return layer.compute_cycles; });
}
std::int64_t NetworkCounts::dropped() const {
  return sum(layers, [](const LayerCounts& layer) { return layer.choices.dropped; });
}
std::int64_t NetworkCounts::dropped_weights() const {
  return sum(layers, [](const LayerCounts& layer) { return layer.dropped_weights; });
}
std::int64_t NetworkCounts::decided_units() const {
  return sum(layers, [](const LayerCounts& layer) { return layer.decided_units; });
}
std::int64_t NetworkCounts::switches() const {
  return sum(layers, [](const LayerCounts& layer) { return layer.switches; });
}

std::int64_t NetworkCounts::metadata_bits() const {
  return sum(layers, [](const LayerCounts& layer) { return layer.weights.dram_metadata_bits + layer.activations.dram_metadata_bits; });
}

Stack NetworkCounts::stack() const {
  Stack total;
  for (const LayerCounts& layer : layers) total += layer.stack;
  return total;
}

double NetworkCounts::weights_kept_magnitude() const {
  double kept = 0, all = 0;
  for (const LayerCounts& layer : layers) kept += layer.weights_kept, all += layer.weights_magnitude;
  return all > 0 ? kept / all : 1;
}

double NetworkCounts::dropped_energy_share() const {
  double dropped = 0, all = 0;
  for (const LayerCounts& layer : layers) {
    dropped += layer.choices.dropped_energy;
    all += layer.activation_energy;
  }
  return all > 0 ? dropped / all : 0;
}

std::vector<std::int64_t> NetworkCounts::busy_cycles() const {
  std::vector<std::int64_t> busy;
  for (const LayerCounts& layer : layers) {
    busy.resize(std::max(busy.size(), layer.pe_busy.size()), 0);
    for (std::size_t pe = 0; pe < layer.pe_busy.size(); ++pe) busy[pe] += layer.pe_busy[pe];
  }
  return busy;
}

std::int64_t NetworkCounts::starved_elements() const {
  const std::vector<std::int64_t> busy = busy_cycles();
  const std::int64_t most = busy.empty() ? 0 : *std::max_element(busy.begin(), busy.end());
  return std::count_if(busy.begin(), busy.end(), [&](std::int64_t cycles) { return 2 * cycles < most; });
}

}  // namespace skeptic
