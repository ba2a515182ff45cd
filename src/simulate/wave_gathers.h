// Bank conflicts of gathered operands, a wave at a time (machine-model, section 4, read: gather).
#pragma once

#include <cstdint>
#include <vector>

#include "simulate/sides.h"
#include "simulate/steps.h"

namespace skeptic {

/// The most cycles that a step's gathering can take; 0 where the operand is read by window.
std::int64_t largest_gather(const ResolvedDesign& design);

/// Windows of one side by block, step, slice and element, one word each; and those of all elements of a block together.
struct GatherWords {
  std::int64_t elements = 1, slices = 1, steps = 0;
  std::vector<std::uint64_t> words;  ///< what the elements themselves gather: windows outside the image are 0
  std::vector<std::uint64_t> any;    ///< [block][step][slice]: where any element of the block has a one, outside the image too
  const std::uint64_t* words_at(std::int64_t block, std::int64_t step) const { return words.data() + (block * steps + step) * slices * elements; }
  const std::uint64_t* any_at(std::int64_t block, std::int64_t step) const { return any.data() + (block * steps + step) * slices; }
};

GatherWords weight_gathers(const ResolvedDesign& design, const Geometry& geometry, const StepPlan& plan, const Mask& slots);
GatherWords activation_gathers(const ResolvedDesign& design, const Geometry& geometry, const StepPlan& plan, const ActivationSide& activations);

/// Cycles of the fullest bank.
class BankCounter {
 public:
  explicit BankCounter(const OperandBuffer& buffer);
  /// Cycles of each element of a block in one step, where it meets some element of the other side's block; `stride` bytes from one to the next.
  void step(const GatherWords& own, std::int64_t own_block, const GatherWords& other, std::int64_t other_block, std::int64_t step,
            const StepPlan& plan, std::int64_t window, std::uint8_t* cycles, std::int64_t stride);

 private:
  std::int64_t most_of(const std::uint64_t* wanted, std::int64_t slices);
  std::int64_t banks_, ports_;
  bool at_once_;                      ///< the kernels count all banks at once
  std::vector<std::uint8_t> cycles_;  ///< by the fullest bank's ones
  std::vector<std::int64_t> firsts_;  ///< by slice: the bank of the window's first position
  std::vector<std::uint64_t> wanted_;
  std::vector<std::uint8_t> most_;
  std::vector<std::int32_t> used_;
};

}  // namespace skeptic
