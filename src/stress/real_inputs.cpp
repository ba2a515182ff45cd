#include "stress/real_inputs.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "workload/dataflow.h"

namespace skeptic {
namespace {

/// Standard deviation of the channels' shares of zeros; `zeros` by channel, of `values` each.
double deviation_of(const std::vector<std::int64_t>& zeros, std::int64_t values) {
  double sum = 0, squares = 0;
  for (const std::int64_t count : zeros) {
    const double share = static_cast<double>(count) / static_cast<double>(values);
    sum += share, squares += share * share;
  }
  const auto channels = static_cast<double>(zeros.size());
  return std::sqrt(std::max(0.0, squares / channels - sum / channels * (sum / channels)));
}

/// How far they are from their mean, on average.
double swing_of(const std::vector<double>& shares) {
  const auto inputs = static_cast<double>(shares.size());
  double sum = 0, off = 0;
  for (const double share : shares) sum += share;
  for (const double share : shares) off += std::fabs(share - sum / inputs);
  return off / inputs;
}

constexpr std::int64_t kInputs = 16;

}  // namespace

RealInputs real_inputs(Laboratory& laboratory, const Setting& setting, std::int64_t most) {
  const Network& network = laboratory.network(setting);
  const TensorSource& source = laboratory.source(setting);
  RealInputs found;
  found.network = network.name;
  found.inputs = std::min(most, source.size().value_or(most));
  std::vector<double> densities, spreads, swings, deviations;
  std::vector<std::int64_t> zeros_of_input(static_cast<std::size_t>(found.inputs), 0);
  std::int64_t values = 0;
  for (const Layer& layer : network.layers) {
    if (layer.kind == LayerKind::Elementwise || layer.kind == LayerKind::Matmul) continue;
    if (activation_function_read(network, layer) == ActivationFunction::None) continue;
    std::vector<std::int64_t> zeros(static_cast<std::size_t>(layer.in_channels), 0);
    std::int64_t vectors = 0;
    std::vector<double> shares;  // of zeros, by input
    for (std::int64_t input = 0; input < found.inputs; ++input) {
      const std::vector<float> activations = source.activations(layer, input, 1).activations;
      std::int64_t of_input = 0;
      for (std::size_t i = 0; i < activations.size(); ++i)
        if (activations[i] == 0) ++zeros[i % zeros.size()], ++of_input;
      zeros_of_input[static_cast<std::size_t>(input)] += of_input;
      shares.push_back(static_cast<double>(of_input) / static_cast<double>(activations.size()));
      vectors += static_cast<std::int64_t>(activations.size()) / layer.in_channels;
    }
    values += layer.input_elements();
    if (std::any_of(zeros.begin(), zeros.end(), [](std::int64_t count) { return count > 0; })) {
      spreads.push_back(deviation_of(zeros, vectors));
      swings.push_back(swing_of(shares));
    }
  }
  for (const std::int64_t zeros : zeros_of_input) densities.push_back(values > 0 ? 1 - static_cast<double>(zeros) / static_cast<double>(values) : 1);
  for (std::size_t i = 1; i < densities.size(); ++i) deviations.push_back(std::fabs(densities[i] - densities[i - 1]));
  found.density = distribution(densities);
  found.spread = distribution(spreads.empty() ? std::vector<double>{0} : spreads);
  found.swing = distribution(swings.empty() ? std::vector<double>{0} : swings);
  found.deviation = distribution(deviations.empty() ? std::vector<double>{0} : deviations);
  return found;
}

std::vector<Setting> measured_settings(const Laboratory& laboratory, const Setting& setting) {
  if (setting.traced() || setting.shipped()) return {setting};
  if (!laboratory.runs_networks()) return {};
  std::vector<Setting> settings;
  for (const char* network : {"shapes-cnn", "shapes-vit-relu"}) {
    Setting shipped;
    shipped.network = network;
    settings.push_back(shipped);
  }
  return settings;
}

std::vector<RealInputs> real_inputs_of(Laboratory& laboratory, const std::vector<Setting>& settings) {
  std::vector<RealInputs> found;
  for (const Setting& setting : settings) {
    found.push_back(real_inputs(laboratory, setting, kInputs));
    if (settings.size() > 1) laboratory.forget(setting);
  }
  return found;
}

}  // namespace skeptic
