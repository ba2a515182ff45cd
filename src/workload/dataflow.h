// What a layer reads, found by walking back along the rows of its network.
#pragma once

#include "workload/layer.h"
#include "workload/operations.h"

namespace skeptic {

/// The activation function whose output reaches the layer, through rows that keep zeros where they are (max-pool, pad-channels). With several inputs:
/// what they have in common, else None. Average pooling ends the walk: a mean is zero only where its whole window is (0.2 % of ResNet-20's).
ActivationFunction activation_function_read(const Network& network, const Layer& layer);

/// The layer's input comes out of a ReLU, ReLU6 or squared ReLU: it has exact zeros.
bool reads_activation_function(const Network& network, const Layer& layer);
/// The layer's input comes out of a GELU or SiLU: it has none.
bool reads_smooth_function(const Network& network, const Layer& layer);
/// The layer's first input is a softmax: attention weights, positive, each vector summing to 1.
bool reads_softmax(const Network& network, const Layer& layer);

}  // namespace skeptic
