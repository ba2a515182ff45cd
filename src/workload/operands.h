// The two tensors of one layer, as the machine sees them.
#pragma once

#include <cstdint>
#include <vector>

#include "workload/layer.h"
#include "workload/tensor.h"

namespace skeptic {

/// What the simulator is given for one layer that the array runs.
///  convolution: weights [out_channels][kernel_height][kernel_width][in_channels/groups]; activations [images][height][width][in_channels]
///  linear:      weights [M][K]; activations [images·tokens][K], one vector a column
///  matmul:      weights [images][heads][M][K]; activations [images][heads][tokens][K]
struct LayerOperands {
  std::int64_t images = 1;
  std::vector<float> weights;
  std::vector<float> activations;
  std::vector<float> before{};  ///< activations of the input before the first, for choices that look back; empty where there is none
};

}  // namespace skeptic
