// Layers whose input channels stand in the order that suits the weights' pattern (`operands.weights.permutation: channels`).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "sparsity/pattern.h"
#include "workload/channel_classes.h"
#include "workload/layer.h"
#include "workload/operands.h"
#include "workload/tensor_source.h"

namespace skeptic {

/// The orders of a network's channels: one for each class of layers that share one (workload/channel_classes.h) and pattern, found when it is first
/// asked for. Safe to use from several threads.
class Permutations {
 public:
  /// The weights of a layer, in the layout of LayerOperands; asked of convolutions and linear layers alone, and no more than once a pattern.
  using WeightsOf = std::function<std::vector<float>(const Layer&)>;
  Permutations(const Network& network, WeightsOf weights);
  /// Those of the source's input `first`. The source must outlive the permutations.
  Permutations(const Network& network, const TensorSource& source, std::int64_t first = 0);
  ~Permutations();

  /// Position p holds channel (*of)[p]. Null where channels stay where they are: pinned, or nothing is gained. Lives as long as the permutations.
  /// Throws what the weights throw, and UserError, LayerTensorShape, where they do not have the layer's size.
  const std::vector<std::int32_t>* of(const Layer& layer, const Pattern& pattern) const;
  /// Finds what these layers need, in parallel. Throws what `of` throws for the first of them.
  void find(const std::vector<const Layer*>& layers, const Pattern& pattern) const;

 private:
  struct Found;
  const std::vector<std::int32_t>& order(std::size_t index, const Pattern& pattern) const;

  std::map<std::string, Layer> layers_;  // those of a class
  ChannelClasses classes_;
  WeightsOf weights_;
  mutable std::mutex mutex_;
  mutable std::map<std::pair<std::size_t, std::string>, std::unique_ptr<Found>> orders_;
};

/// The order of one layer by itself, for tensors that belong to no network. Empty: channels stay where they are (nothing is gained, or groups or a
/// product of two activations pin them).
std::vector<std::int32_t> own_permutation(const Layer& layer, const std::vector<float>& weights, const Pattern& pattern);

/// The operands with the layer's input channels in this order: the channels of activations and of weights; of a depthwise convolution its groups. The
/// rows of W stay: a layer that makes permuted channels stores row i where its readers look for channel i. Tensors that are empty stay empty.
/// permuted(layer, permuted(layer, operands, p), inverse(p)) is what it was.
LayerOperands permuted(const Layer& layer, LayerOperands operands, const std::vector<std::int32_t>& permutation);
/// The same, and the operands themselves where there is no permutation; otherwise the result lies in `room`.
const LayerOperands& permuted(const Layer& layer, const LayerOperands& operands, const std::vector<std::int32_t>* permutation, LayerOperands& room);

}  // namespace skeptic
