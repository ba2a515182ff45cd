// Synthetic tensors: made from a seed, the same on every machine, as uneven as real ones.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "workload/layer.h"
#include "workload/operands.h"

namespace skeptic {

struct SyntheticOptions {
  /// Zero fraction of the input of every layer that reads an activation function of any kind. Absent: 0.5 behind a rectifier, none behind GELU and
  /// SiLU.
  std::optional<double> zeros;
  /// Standard deviation of the channels' zero fractions within an image; what a beta distribution of the mean cannot have is cut.
  double spread = 0.33;
  /// How far an image's mean zero fraction is off, on average; the first image is not, and images 2i-1 and 2i are by opposite amounts of at most 1.5
  /// times this.
  double image_deviation = 0.0125;
  std::uint64_t seed = 1;
  /// Zero fractions by channel, exact and equal in all images; channel c of C takes entry c·size/C. Not empty: replaces `zeros`, `spread` and
  /// `image_deviation`, and applies whatever the layer reads, unless it is a matmul.
  std::vector<double> channel_zeros;
  /// Zero fraction of the weights: the smallest of every row, as magnitude pruning without a pattern leaves them; and the standard deviation of the
  /// rows' fractions, by output channel.
  double weight_zeros = 0, weight_spread = 0;
};

/// Throws UserError (CommandLine) where a fraction lies outside 0 … 1.
void check(const SyntheticOptions& options);

/// The operands of a layer that the array runs (not element-wise), for images [first, first + images).
///  - Weights: normal, of standard deviation 1/sqrt(K), the smallest of each row pruned.
///  - Activations behind a rectifier: zeros as above, in blobs; other values positive, and squared behind a squared ReLU. Layers that read the same
///  rows read the same tensor.
///  - Behind GELU or SiLU: x·P(X<x) of a standard normal x, the GELU's values. Behind softmax: e^x, each vector divided by its sum.
///  - All others (images, linear outputs, residual sums): dense standard normals. Both operands of a matmul are activations.
/// The same seed, layer and image give the same values, whatever else is drawn and however many images there are.
LayerOperands synthetic_operands(const Network& network, const Layer& layer, std::int64_t images, const SyntheticOptions& options,
                                 std::int64_t first = 0);

}  // namespace skeptic
