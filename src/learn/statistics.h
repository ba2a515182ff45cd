// Zeros of a tensor over the inputs of a trace: how many, by channel, and how they vary.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <string>
#include <vector>

namespace skeptic {

/// Of one tensor (a row's output, or what a layer reads).
struct ZeroReport {
  std::string name;
  std::vector<std::int64_t> shape;            ///< of one input
  double mean = 0;                            ///< zero fraction, over all inputs
  double deviation = 0, least = 0, most = 0;  ///< of the inputs' zero fractions; the deviation is the population's
  std::vector<double> channels;               ///< zero fraction of every channel, over all inputs
  double channel_deviation = 0;               ///< of `channels`: what lasts
  double channel_spread = 0;                  ///< standard deviation over the channels of one input, its mean over the inputs
  std::int64_t dead_channels = 0;             ///< zero everywhere
  double largest = 0;                         ///< magnitude
};

/// Collects one tensor's zeros, input by input; any thread may hand in any inputs.
class ZeroStatistics {
 public:
  explicit ZeroStatistics(std::int64_t inputs) : by_input_(static_cast<std::size_t>(inputs)) {}
  /// `values`: [n][C][H][W], or [n][…][K] whose last dimension is the channels; inputs [first, first + n).
  void add(std::int64_t first, const torch::Tensor& values, std::int64_t count);
  ZeroReport report(std::string name) const;

 private:
  struct Input {
    std::vector<std::int32_t> zeros;  ///< by channel
    std::int64_t positions = 0;       ///< values of a channel
    std::vector<std::int64_t> shape;
    double largest = 0;
  };
  std::vector<Input> by_input_;
};

}  // namespace skeptic
