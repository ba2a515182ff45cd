// Recorded tensors: a network's weights from a checkpoint, and the activations that one image caused, in another framework's layout.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "workload/layer.h"
#include "workload/operands.h"
#include "workload/tensor.h"

namespace skeptic {

/// Weights are [M][C/groups][R][S] (convolution) or [M][K] (linear); activations [C][H][W] or [tokens][K] ([K] for one token). Leading dimensions of
/// 1 of activations are ignored, and a prefix `module.` of all names of the weights.
class RecordedTensors {
 public:
  /// Any tensor files. Throws UserError: what read_tensors throws.
  RecordedTensors(const std::string& weights_file, const std::string& activations_file);

  const std::string& weights_file() const { return weights_file_; }
  const std::string& activations_file() const { return activations_file_; }

  /// What is missing or misshapen for these layers, all of it (TensorMissing, LayerTensorShape); element-wise layers need nothing.
  Diagnostics problems(const std::vector<Layer>& layers) const;

  /// One image's operands, as the machine sees them. Throws UserError with problems({layer}).
  LayerOperands operands(const Layer& layer) const;

 private:
  std::string weights_file_, activations_file_;
  Tensors weights_, activations_;
};

}  // namespace skeptic
