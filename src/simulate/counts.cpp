#include "simulate/counts.h"

#include <algorithm>
#include <numeric>

namespace skeptic {

std::int64_t Stack::total() const { return std::accumulate(slots.begin(), slots.end(), std::int64_t{0}); }

Stack& Stack::operator+=(const Stack& other) {
  for (std::size_t i = 0; i < slots.size(); ++i) slots[i] += other.slots[i];
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

double NetworkCounts::dropped_energy_share() const {
  double dropped = 0, all = 0;
  for (const LayerCounts& layer : layers) {
    dropped += layer.choices.dropped_energy;
    all += layer.activation_energy;
  }
  return all > 0 ? dropped / all : 0;
}

std::int64_t NetworkCounts::starved_elements() const {
  std::vector<std::int64_t> busy;
  for (const LayerCounts& layer : layers) {
    busy.resize(std::max(busy.size(), layer.pe_busy.size()), 0);
    for (std::size_t pe = 0; pe < layer.pe_busy.size(); ++pe) busy[pe] += layer.pe_busy[pe];
  }
  const std::int64_t most = busy.empty() ? 0 : *std::max_element(busy.begin(), busy.end());
  return std::count_if(busy.begin(), busy.end(), [&](std::int64_t cycles) { return 2 * cycles < most; });
}

}  // namespace skeptic
