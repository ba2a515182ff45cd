// A network that runs: its table, interpreted row by row on a checkpoint's tensors (docs/networks.md says what each row computes).
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "workload/layer.h"

namespace skeptic {

/// A checkpoint's tensors, by the names of the network's table.
using Parameters = std::map<std::string, torch::Tensor>;

/// Looks at, and may replace, what the rows of a network see.
class ForwardHook {
 public:
  virtual ~ForwardHook() = default;
  /// Before a layer that the array can run multiplies. `activations`: [N][C][H][W] (convolution), [N][tokens][K] (linear), [N][heads][tokens][K]
  /// (matmul); `weights`: of a matmul [N][heads][M][K], undefined otherwise.
  virtual void before(const Layer& layer, torch::Tensor& activations, torch::Tensor& weights) = 0;
  /// What a row computed: [N][C][H][W] or [N][tokens][K], of attention [N][heads][tokens][K].
  virtual void after(const Layer& layer, torch::Tensor& values) = 0;
};

/// How batch normalisation works: by the checkpoint's statistics, or by the batch's own, which then move the checkpoint's.
enum class Phase { Inference, Training };

class Model {
 public:
  /// The parameters must be those that expected_tensors(network) names (workload/checkpoint.h).
  Model(Network network, Parameters parameters);

  const Network& network() const { return network_; }
  const Parameters& parameters() const { return parameters_; }
  Parameters& parameters() { return parameters_; }

  /// The output of the last row that is not held, [N][classes] (or [N][tokens][K]), for an input [N][C][H][W], or [N][tokens] of int64.
  /// The same weights and the same batch size give the same values for an input, whatever else is in the batch.
  torch::Tensor forward(const torch::Tensor& input, Phase phase, ForwardHook* hook) const;

 private:
  Network network_;
  Parameters parameters_;
  std::vector<std::vector<std::string>> last_used_;  ///< by row: values that no later row reads
};

}  // namespace skeptic
