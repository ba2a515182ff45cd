#include "simulate/counts.h"

#include <numeric>

namespace skeptic {

std::int64_t Stack::total() const { return std::accumulate(slots.begin(), slots.end(), std::int64_t{0}); }

Stack& Stack::operator+=(const Stack& other) {
  for (std::size_t i = 0; i < slots.size(); ++i) slots[i] += other.slots[i];
  return *this;
}

std::int64_t NetworkCounts::cycles() const {
  std::int64_t sum = 0;
  for (const LayerCounts& layer : layers) sum += layer.cycles;
  return sum;
}

std::int64_t NetworkCounts::compute_cycles() const {
  std::int64_t sum = 0;
  for (const LayerCounts& layer : layers) sum += layer.compute_cycles;
  return sum;
}

Stack NetworkCounts::stack() const {
  Stack sum;
  for (const LayerCounts& layer : layers) sum += layer.stack;
  return sum;
}

std::int64_t NetworkCounts::dropped() const {
  std::int64_t sum = 0;
  for (const LayerCounts& layer : layers) sum += layer.choices.dropped;
  return sum;
}

}  // namespace skeptic
