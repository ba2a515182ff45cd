// How unevenly a layer's work falls: popcount(S_w AND S_a) of every element of the array in every step (machine-model, section 3), as a histogram.
#pragma once

#include <cstdint>
#include <vector>

#include "design/resolved.h"
#include "simulate/sides.h"
#include "simulate/steps.h"
#include "workload/layer.h"
#include "workload/operands.h"

namespace skeptic {

/// Elements that are idle in a step, without a row, a column or a window, are not counted. It depends on masks, array, slices and window alone, not
/// on lanes, synchronisation or memory; the depth is one tile.
struct WorkDistribution {
  std::vector<std::int64_t> elements;  ///< [x]: how often an element had x multiplications in a step
  std::vector<std::int64_t> largest;   ///< [x]: how many steps had x as the largest of any element

  double mean() const;
  double deviation() const;
  /// The smallest x that at least `share` of the elements' steps do not exceed; 0 < share <= 1.
  std::int64_t quantile(double share) const;
  /// As `quantile`, with each x spread evenly over x - 1/2 … x + 1/2, so that it moves smoothly; not below 0.
  double smooth_quantile(double share) const;
  /// The mean over steps of the largest x.
  double mean_largest() const;
  WorkDistribution& operator+=(const WorkDistribution& other);
  friend bool operator==(const WorkDistribution&, const WorkDistribution&) = default;
};

/// Of a layer that the array runs. Throws UserError, LayerTensorShape.
WorkDistribution work_distribution(const ResolvedDesign& design, const Layer& layer, const LayerOperands& operands);

/// The same for many inputs, whose weights are looked at once. The layer is no matmul.
class WorkCounter {
 public:
  /// `operands`: of any number of images; every count is of as many.
  WorkCounter(const ResolvedDesign& design, const Layer& layer, const LayerOperands& operands);
  /// Of these activations; their weights are not looked at.
  WorkDistribution count(const LayerOperands& activations) const;

 private:
  /// Rows of a wave that let the same positions of a window through, in one step of one slice.
  struct Alike {
    std::uint64_t word;
    std::int64_t rows;
  };
  struct Wave {
    std::vector<std::vector<Alike>> of_slices;  ///< [step · slices + slice]
  };
  const ResolvedDesign& design_;
  Geometry shape_;
  StepPlan plan_;
  std::vector<std::vector<Wave>> waves_;  ///< [group][row block]

  void add_wave(const Wave& wave, const std::vector<std::uint64_t>& activations, std::int64_t columns, WorkDistribution& work) const;
  std::vector<std::uint64_t> activation_words(const ActivationSide& activations, std::int64_t first, std::int64_t columns) const;
};

}  // namespace skeptic
