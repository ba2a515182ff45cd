// Where measured inputs lie: how many zeros an input has, and how uneven its channels are.
#pragma once

#include <string>
#include <vector>

#include "simulate/distribution.h"
#include "stress/laboratory.h"

namespace skeptic {

struct RealInputs {
  std::string network;
  std::int64_t inputs = 0;
  Distribution<double> density;    ///< by input: share of the activations behind activation functions that are not zero
  Distribution<double> spread;     ///< by layer: standard deviation of the channels' shares of zeros, over all inputs
  Distribution<double> swing;      ///< by layer: how far the share of zeros of an input is from the mean of all, on average
  Distribution<double> deviation;  ///< by input but the first: how far its share of zeros is from that of the input before
};

/// Of the first `most` inputs of a setting whose inputs are measured. Layers whose channels never hold a zero count for the density alone. Throws
/// UserError.
RealInputs real_inputs(Laboratory& laboratory, const Setting& setting, std::int64_t most);

/// The setting itself, where its inputs are measured; else the networks that Skeptic ships and that hold zeros, where networks can run.
std::vector<Setting> measured_settings(const Laboratory& laboratory, const Setting& setting);
/// Of the first inputs of each.
std::vector<RealInputs> real_inputs_of(Laboratory& laboratory, const std::vector<Setting>& settings);

}  // namespace skeptic
