// Between torch's layout of a layer's operands and the machine's (workload/operands.h).
#pragma once

#include <torch/torch.h>

#include <vector>

#include "workload/layer.h"
#include "workload/operands.h"

namespace skeptic {

/// Channels last: [n][H][W][C] of [n][C][H][W], a matmul's and a linear row's as they are; contiguous.
torch::Tensor to_machine(const Layer& layer, const torch::Tensor& activations);
/// The reverse.
torch::Tensor from_machine(const Layer& layer, const torch::Tensor& activations);

/// [M][R][S][C/groups] of [M][C/groups][R][S]; a linear row's as they are.
torch::Tensor weights_to_machine(const Layer& layer, const torch::Tensor& weights);
torch::Tensor weights_from_machine(const Layer& layer, const torch::Tensor& weights);

/// A contiguous float tensor's values.
std::vector<float> values_of(const torch::Tensor& tensor);

}  // namespace skeptic
