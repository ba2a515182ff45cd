// Both operands of one range of K', dealt to steps and slices and packed one word a window; and what each step's reading costs.
#pragma once

#include <cstdint>
#include <vector>

#include "simulate/sides.h"
#include "simulate/steps.h"

namespace skeptic {

/// The weights of one range of K'. `Word` is the smallest unsigned type that holds a window; words of rows beyond the edge and of slices without a
/// window are 0.
template <typename Word>
struct WeightBlock {
  StepPlan plan;
  std::vector<Word> words;         ///< [row block][step][slice][row]
  std::int64_t feeds = 1;          ///< of a step that differ: 1, rows, or rows x slices
  std::vector<std::int32_t> feed;  ///< [row block][step][feed]: cycles to read the step's weights; empty without a width
};

/// The weights of one group, every range of K' of its tiles: the same for any input. Read by any number of arrays at once.
class PackedWeights {
 public:
  virtual ~PackedWeights() = default;
};

template <typename Word>
struct WeightWords : PackedWeights {
  std::vector<WeightBlock<Word>> blocks;  ///< by depth block
};

/// Elements are rows (columns) of O in blocks of the array's size.
template <typename Word>
struct Packed {
  const WeightBlock<Word>* weights = nullptr;
  std::int64_t rows = 1, columns = 1;  ///< of the array
  std::vector<Word> activations;       ///< [column block][step][slice][column]
  std::vector<std::int32_t> units;     ///< [column block][step][slice][column], -1 where none; empty unless patterns are chosen at run time
  std::vector<std::uint8_t> inside;    ///< as units: 1 where the window's tap lies inside the image; empty unless operands are gathered
  std::int64_t activation_feeds = 1;
  std::vector<std::int32_t> activation_feed;

  const StepPlan& plan() const { return weights->plan; }
  const Word* weights_at(std::int64_t block, std::int64_t step) const {
    return weights->words.data() + (block * plan().steps() + step) * plan().slices * rows;
  }
  const Word* activations_at(std::int64_t block, std::int64_t step) const {
    return activations.data() + (block * plan().steps() + step) * plan().slices * columns;
  }
  std::size_t column_index(std::int64_t block, std::int64_t step, std::int64_t slice, std::int64_t column) const {
    return static_cast<std::size_t>(((block * plan().steps() + step) * plan().slices + slice) * columns + column);
  }
};

template <typename Word>
WeightBlock<Word> pack_weights(const ResolvedDesign& design, const Geometry& geometry, const WeightSide& weights, std::int64_t position,
                               std::int64_t past_position);
/// `weights` are of the same range, and outlive the result.
template <typename Word>
Packed<Word> pack(const ResolvedDesign& design, const Geometry& geometry, const WeightBlock<Word>& weights, const ActivationSide& activations);

/// Calls use(Word{}) with the word for the design's windows.
template <typename Use>
auto with_word(const ResolvedDesign& design, const Use& use) {
  if (design.window <= 8) return use(std::uint8_t{});
  if (design.window <= 16) return use(std::uint16_t{});
  if (design.window <= 32) return use(std::uint32_t{});
  return use(std::uint64_t{});
}

/// Domains of the full array, D of section 4.
std::int64_t domain_count(const ResolvedDesign& design);

/// Bits that the array reads of each operand from its buffer over the whole group (section 4, feed): every domain reads its own copy.
struct BufferReads {
  std::int64_t weights = 0, activations = 0;
};
std::int64_t weight_reads(const ResolvedDesign& design, const Geometry& geometry, const WeightSide& weights);
std::int64_t activation_reads(const ResolvedDesign& design, const Geometry& geometry, const ActivationSide& activations);

}  // namespace skeptic
