#include "simulate/work_distribution.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>

#include "simulate/geometry.h"
#include "simulate/row_order.h"

namespace skeptic {
namespace {

double mean_of(const std::vector<std::int64_t>& histogram) {
  std::int64_t count = 0, sum = 0;
  for (std::size_t x = 0; x < histogram.size(); ++x) count += histogram[x], sum += histogram[x] * static_cast<std::int64_t>(x);
  return count == 0 ? 0 : static_cast<double>(sum) / static_cast<double>(count);
}

void add_to(std::vector<std::int64_t>& sum, const std::vector<std::int64_t>& other) {
  sum.resize(std::max(sum.size(), other.size()), 0);
  for (std::size_t x = 0; x < other.size(); ++x) sum[x] += other[x];
}

}  // namespace

double WorkDistribution::mean() const { return mean_of(elements); }
double WorkDistribution::mean_largest() const { return mean_of(largest); }

double WorkDistribution::deviation() const {
  const double centre = mean();
  double count = 0, squares = 0;
  for (std::size_t x = 0; x < elements.size(); ++x) {
    const double n = static_cast<double>(elements[x]), off = static_cast<double>(x) - centre;
    count += n;
    squares += n * off * off;
  }
  return count == 0 ? 0 : std::sqrt(squares / count);
}

std::int64_t WorkDistribution::quantile(double share) const {
  assert(share > 0 && share <= 1);
  double count = 0, below = 0;
  for (const std::int64_t n : elements) count += static_cast<double>(n);
  for (std::size_t x = 0; x < elements.size(); ++x) {
    below += static_cast<double>(elements[x]);
    if (below >= share * count && below > 0) return static_cast<std::int64_t>(x);
  }
  return 0;
}

double WorkDistribution::smooth_quantile(double share) const {
  const auto x = static_cast<std::size_t>(quantile(share));
  if (elements.empty() || elements[x] == 0) return 0;
  double count = 0, below = 0;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    count += static_cast<double>(elements[i]);
    if (i < x) below += static_cast<double>(elements[i]);
  }
  return std::max(0.0, static_cast<double>(x) - 0.5 + (share * count - below) / static_cast<double>(elements[x]));
}

WorkDistribution& WorkDistribution::operator+=(const WorkDistribution& other) {
  add_to(elements, other.elements);
  add_to(largest, other.largest);
  return *this;
}

WorkDistribution work_distribution(const ResolvedDesign& design, const Layer& layer, const LayerOperands& operands) {
  return WorkCounter(design, layer, operands).count(operands);
}

WorkCounter::WorkCounter(const ResolvedDesign& design, const Layer& layer, const LayerOperands& operands)
    : design_(design), shape_(geometry(design, layer, operands)), plan_(plan_steps(design, shape_, 0, shape_.depth())) {
  for (std::int64_t group = 0; group < shape_.groups; ++group) {
    const WeightSide weights = weights_in_order(design, shape_, operands, group);
    std::vector<Wave>& waves = waves_.emplace_back();
    for (std::int64_t first = 0; first < shape_.rows; first += design.array_m) {
      Wave& wave = waves.emplace_back();
      for (std::int64_t step = 0; step < plan_.steps(); ++step)
        for (std::int64_t slice = 0; slice < plan_.slices; ++slice) {
          std::vector<Alike>& alike = wave.of_slices.emplace_back();
          const std::int64_t window = plan_.window(step, slice);
          for (std::int64_t row = first; window >= 0 && row < std::min(shape_.rows, first + design.array_m); ++row) {
            const std::uint64_t word = weights.slots.bits(row, window * design.window, static_cast<int>(design.window));
            const auto same = std::find_if(alike.begin(), alike.end(), [&](const Alike& known) { return known.word == word; });
            if (same == alike.end())
              alike.push_back({word, 1});
            else
              ++same->rows;
          }
        }
    }
  }
}

WorkDistribution WorkCounter::count(const LayerOperands& activations) const {
  const std::size_t sizes = static_cast<std::size_t>(design_.window) + 1;
  WorkDistribution work{std::vector<std::int64_t>(sizes, 0), std::vector<std::int64_t>(sizes, 0)};
  for (std::int64_t group = 0; group < shape_.groups; ++group) {
    const ActivationSide side = activation_side(design_, shape_, activations, group);
    for (std::int64_t column = 0; column < shape_.columns; column += design_.array_n) {
      const std::int64_t columns = std::min(design_.array_n, shape_.columns - column);
      const std::vector<std::uint64_t> words = activation_words(side, column, columns);
      for (const Wave& wave : waves_[static_cast<std::size_t>(group)]) add_wave(wave, words, columns, work);
    }
  }
  return work;
}

/// [step][slice][column]
std::vector<std::uint64_t> WorkCounter::activation_words(const ActivationSide& activations, std::int64_t first, std::int64_t columns) const {
  std::vector<std::uint64_t> words;
  for (std::int64_t step = 0; step < plan_.steps(); ++step)
    for (std::int64_t slice = 0; slice < plan_.slices; ++slice)
      for (std::int64_t column = 0; column < columns; ++column) {
        const std::int64_t position = plan_.window(step, slice) * design_.window;
        if (position < 0) {
          words.push_back(0);
          continue;
        }
        const std::int64_t vector = shape_.vector_at(position / shape_.padded, first + column);
        const Mask& slots = vector < 0 ? activations.outside : activations.slots;
        words.push_back(slots.bits(vector < 0 ? 0 : vector, position % shape_.padded, static_cast<int>(design_.window)));
      }
  return words;
}

void WorkCounter::add_wave(const Wave& wave, const std::vector<std::uint64_t>& activations, std::int64_t columns, WorkDistribution& work) const {
  for (std::int64_t step = 0; step < plan_.steps(); ++step) {
    std::uint8_t largest = 0;
    for (std::int64_t slice = 0; slice < plan_.active[static_cast<std::size_t>(step)]; ++slice) {
      const std::size_t at = static_cast<std::size_t>(step * plan_.slices + slice);
      const std::uint64_t* words = activations.data() + at * static_cast<std::size_t>(columns);
      for (const Alike& alike : wave.of_slices[at])
        for (std::int64_t column = 0; column < columns; ++column) {
          const auto x = static_cast<std::uint8_t>(std::popcount(alike.word & words[column]));
          work.elements[x] += alike.rows;
          largest = std::max(largest, x);
        }
    }
    ++work.largest[largest];
  }
}

}  // namespace skeptic
