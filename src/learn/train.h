// A short trainer: dense training of a small network on images that never repeat, enough for the checkpoints that Skeptic ships.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "learn/inputs.h"
#include "learn/model.h"

namespace skeptic {

/// AdamW (Loshchilov and Hutter, ICLR 2019) with a linear warm-up over a twentieth of the steps and a cosine to zero.
struct TrainOptions {
  std::int64_t images = 50'000;  ///< seen in all, each once, in order
  std::int64_t batch = 64;
  double rate = 2e-3;      ///< at its highest
  double decay = 0.05;     ///< of matrices and kernels; norms, biases and positions have none
  double smoothing = 0.1;  ///< of labels
  std::uint64_t seed = 1;
};

struct TrainProgress {
  std::int64_t images = 0, of = 0;
  double loss = 0;      ///< of the last batch
  double accuracy = 0;  ///< of the batches since the last report
};

/// Initial parameters: normal, of variance 2/fan-in for kernels and matrices (He et al., ICCV 2015), 0.02 for tokens and positions, ones for norms.
Parameters initial_parameters(const Network& network, std::uint64_t seed);

/// Trains in place; false from `progress` ends it early. The same seed and processor give the same weights, on any
/// number of threads. Inputs without a label are an assertion.
void train(Model& model, const InputSource& inputs, const TrainOptions& options, const std::function<bool(const TrainProgress&)>& progress);

/// A checkpoint of the parameters, as the bytes of a .safetensors file.
void write_checkpoint(const Model& model, const std::string& file, const std::map<std::string, std::string>& metadata);

}  // namespace skeptic
