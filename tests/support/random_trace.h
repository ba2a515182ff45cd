// Traces of values that nobody measured, for tests of what reads traces.
#pragma once

#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "base/random.h"
#include "workload/network_file.h"
#include "workload/trace_file.h"
#include "workload/trace_layout.h"

namespace skeptic {

/// A folder that is removed with its files.
class TraceFolder {
 public:
  TraceFolder() : path_(std::filesystem::temp_directory_path() / ("skeptic-traces-" + std::to_string(std::random_device()()))) {
    std::filesystem::create_directories(path_);
  }
  TraceFolder(const TraceFolder&) = delete;
  TraceFolder& operator=(const TraceFolder&) = delete;
  ~TraceFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

/// Two convolutions, a product of two activations and a linear layer, with rectifiers between them.
inline Network small_network() {
  const std::string table =
      "name: small\ntitle: a small network\nsource: made for tests\nactivation: relu\ninput: [3, 6, 6]\nlayers:\n"
      "  - {name: conv1, kind: convolution, inputs: [input], in: 3, out: 16, image: 6, kernel: 3, pad: 1}\n"
      "  - {name: relu1, kind: relu, inputs: [conv1], elements: 576}\n"
      "  - {name: conv2, kind: convolution, inputs: [relu1], in: 16, out: 16, image: 6, kernel: 3, pad: 1}\n"
      "  - {name: relu2, kind: relu, inputs: [conv2], elements: 576}\n"
      "  - {name: product, kind: matmul, inputs: [relu2, relu2], heads: 2, in: 16, out: 18, tokens: 18}\n"
      "  - {name: fc, kind: linear, inputs: [relu2], in: 16, out: 10, tokens: 36}\n";
  return parse_network(table, "small.yaml");
}

/// Values of one tensor: multiples of 1/4, so many of them zeros.
inline std::vector<float> random_values(std::int64_t count, double zeros, std::uint64_t seed) {
  Random random(seed);
  std::vector<float> values;
  for (std::int64_t i = 0; i < count; ++i) {
    const float value = static_cast<float>(static_cast<std::int64_t>(random.below(31)) - 15) / 4.0F;
    values.push_back(random.uniform() < zeros || value == 0 ? 0.0F : value);
  }
  return values;
}

/// Every input has another share of zeros. The seed determines all values, whatever the store. What the header says besides is taken as it is.
inline void write_random_trace(const std::string& file, const Network& network, TraceHeader header, std::uint64_t seed = 1) {
  constexpr std::int64_t kClasses = 4;
  const auto count = [](const std::vector<std::int64_t>& shape) {
    std::int64_t product = 1;
    for (const std::int64_t size : shape) product *= size;
    return product;
  };
  TraceWriter writer(file, header, network, kClasses);
  for (const Layer& layer : network.layers) {
    if (layer.kind == LayerKind::Elementwise) continue;
    const std::int64_t weights = count(traced_weights_shape(layer)), activations = count(traced_activations_shape(layer));
    if (layer.kind != LayerKind::Matmul) writer.write_weights(layer, random_values(weights, 0.1, derive_seed(seed, ("w " + layer.name).c_str())));
    for (std::int64_t input = 0; input < header.inputs; ++input) {
      const auto index = static_cast<std::uint64_t>(input);
      const double zeros = 0.3 + 0.4 * Random(derive_seed(seed, "zeros", index)).uniform();
      const std::vector<float> other = layer.kind == LayerKind::Matmul
                                           ? random_values(weights, zeros, derive_seed(seed, ("b " + layer.name).c_str(), index))
                                           : std::vector<float>{};
      writer.write_operands(layer, input, 1, random_values(activations, zeros, derive_seed(seed, ("a " + layer.name).c_str(), index)), other);
    }
  }
  writer.write_outputs(0, header.inputs, std::vector<float>(static_cast<std::size_t>(header.inputs * kClasses), 0.5F), {});
  writer.finish({});
}

inline TraceHeader trace_header(std::int64_t inputs, TraceStore store = TraceStore::Values) {
  TraceHeader header;
  header.inputs = inputs;
  header.store = store;
  return header;
}

}  // namespace skeptic
