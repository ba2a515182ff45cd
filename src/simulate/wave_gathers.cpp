#include "simulate/wave_gathers.h"

#include <algorithm>
#include <bit>

#include "simulate/kernels/kernels.h"

namespace skeptic {
namespace {

std::int64_t most_conflicts(const OperandBuffer& buffer, std::int64_t window, std::int64_t slices) {
  return ceil_divide(slices * ceil_divide(window, buffer.banks), buffer.ports);
}

/// word_of(window, element): the element's slots, and whether its window lies inside the image.
template <typename WordOf>
GatherWords gather_words(const StepPlan& plan, std::int64_t count, std::int64_t elements, const WordOf& word_of) {
  GatherWords made;
  made.elements = elements, made.slices = plan.slices, made.steps = plan.steps();
  const std::int64_t blocks = ceil_divide(count, elements);
  made.words.assign(static_cast<std::size_t>(blocks * made.steps * made.slices * elements), 0);
  made.any.assign(static_cast<std::size_t>(blocks * made.steps * made.slices), 0);
  std::size_t at = 0;
  for (std::int64_t block = 0; block < blocks; ++block)
    for (std::int64_t step = 0; step < made.steps; ++step)
      for (std::int64_t slice = 0; slice < made.slices; ++slice, ++at) {
        if (slice >= plan.active[static_cast<std::size_t>(step)]) continue;
        const std::int64_t window = plan.window(step, slice), width = std::min(elements, count - block * elements);
        for (std::int64_t element = 0; element < width; ++element) {
          const auto [word, inside] = word_of(window, block * elements + element);
          made.any[at] |= word;
          if (inside) made.words[at * static_cast<std::size_t>(elements) + static_cast<std::size_t>(element)] = word;
        }
      }
  return made;
}

}  // namespace

std::int64_t largest_gather(const ResolvedDesign& design) {
  std::int64_t most = 0;
  if (design.weights.read == Read::Gather) most = std::max(most, most_conflicts(design.weights_buffer, design.window, design.array_k));
  if (design.activations.read == Read::Gather) most = std::max(most, most_conflicts(design.activations_buffer, design.window, design.array_k));
  return most;
}

GatherWords weight_gathers(const ResolvedDesign& design, const Geometry& shape, const StepPlan& plan, const Mask& slots) {
  return gather_words(plan, shape.rows, design.array_m, [&](std::int64_t window, std::int64_t row) {
    return std::pair(slots.bits(row, window * design.window, static_cast<int>(design.window)), true);
  });
}

GatherWords activation_gathers(const ResolvedDesign& design, const Geometry& shape, const StepPlan& plan, const ActivationSide& activations) {
  return gather_words(plan, shape.columns, design.array_n, [&](std::int64_t window, std::int64_t column) {
    const std::int64_t at = window * design.window, vector = shape.vector_at(at / shape.padded, column), channel = at % shape.padded;
    const int length = static_cast<int>(design.window);
    return std::pair(vector < 0 ? activations.outside.bits(0, channel, length) : activations.slots.bits(vector, channel, length), vector >= 0);
  });
}

BankCounter::BankCounter(const OperandBuffer& buffer)
    : banks_(buffer.banks), ports_(buffer.ports), at_once_(banks_ == 8 || banks_ == 16 || banks_ == 32 || banks_ == 64) {
  used_.assign(static_cast<std::size_t>(banks_), 0);
  for (std::int64_t ones = 0; ones <= 64; ++ones) cycles_.push_back(static_cast<std::uint8_t>(ceil_divide(ones, ports_)));
}

void BankCounter::step(const GatherWords& own, std::int64_t own_block, const GatherWords& other, std::int64_t other_block, std::int64_t step,
                       const StepPlan& plan, std::int64_t window, std::uint8_t* cycles, std::int64_t stride) {
  const std::int64_t slices = plan.active[static_cast<std::size_t>(step)];
  const std::uint64_t *words = own.words_at(own_block, step), *any = other.any_at(other_block, step);
  if (slices == 1 && at_once_) {
    wanted_.resize(static_cast<std::size_t>(own.elements)), most_.resize(wanted_.size());
    const int first = static_cast<int>(plan.window(step, 0) * window % banks_);  // rotated, so that bit i lies in bank i mod banks
    for (std::size_t element = 0; element < wanted_.size(); ++element) wanted_[element] = std::rotl(words[element] & any[0], first);
    kernels().fullest_banks(wanted_.data(), own.elements, banks_, most_.data());
    for (std::size_t element = 0; element < wanted_.size(); ++element) cycles[static_cast<std::int64_t>(element) * stride] = cycles_[most_[element]];
    return;
  }
  firsts_.resize(static_cast<std::size_t>(slices)), wanted_.resize(static_cast<std::size_t>(slices));
  for (std::int64_t slice = 0; slice < slices; ++slice) firsts_[static_cast<std::size_t>(slice)] = plan.window(step, slice) * window % banks_;
  for (std::int64_t element = 0; element < own.elements; ++element) {
    for (std::int64_t slice = 0; slice < slices; ++slice)
      wanted_[static_cast<std::size_t>(slice)] = words[slice * own.elements + element] & any[slice];
    cycles[element * stride] = static_cast<std::uint8_t>(ceil_divide(most_of(wanted_.data(), slices), ports_));
  }
}

std::int64_t BankCounter::most_of(const std::uint64_t* wanted, std::int64_t slices) {
  std::fill(used_.begin(), used_.end(), 0);
  std::int32_t most = 0;
  for (std::int64_t slice = 0; slice < slices; ++slice)
    for (std::uint64_t rest = wanted[slice]; rest != 0; rest &= rest - 1) {
      const std::int64_t bank = (firsts_[static_cast<std::size_t>(slice)] + std::countr_zero(rest)) % banks_;
      most = std::max(most, ++used_[static_cast<std::size_t>(bank)]);
    }
  return most;
}

}  // namespace skeptic
