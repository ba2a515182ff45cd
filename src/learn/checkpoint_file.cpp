#include "learn/checkpoint_file.h"

#include <fmt/format.h>

#include <filesystem>

#include "base/diagnostic.h"
#include "workload/checkpoint.h"
#include "workload/tensor.h"
#include "workload/tensor_formats.h"
#include "workload/vit_family.h"

namespace skeptic {
namespace {

TensorShapes shapes_of(const Tensors& tensors) {
  TensorShapes shapes;
  for (const auto& [name, tensor] : tensors) shapes.emplace(name, tensor.shape);
  return shapes;
}

Model checked_model(Network network, Tensors tensors, const std::string& file) {
  const TensorShapes shapes = shapes_of(tensors);
  Diagnostics problems = checkpoint_problems(network, shapes, file);
  if (!problems.empty()) throw UserError(std::move(problems));
  std::vector<std::string> names;
  for (const auto& [name, shape] : shapes) names.push_back(name);
  Parameters parameters;
  const TensorShapes expected = expected_tensors(network);
  for (const auto& [name, own_name] : checkpoint_names(network, names)) {
    Tensor& tensor = tensors.at(own_name);
    parameters.emplace(name, torch::from_blob(tensor.values.data(), expected.at(name), torch::kFloat32).clone());
    tensor = {};
  }
  return {std::move(network), std::move(parameters)};
}

}  // namespace

Model load_model(const std::string& network, const std::string& weights_file, std::int64_t memory_limit) {
  std::error_code unknown;
  const auto bytes = static_cast<std::int64_t>(std::filesystem::file_size(weights_file, unknown));
  // The file, its values as floats, and the model's own copy.
  constexpr std::int64_t kCopies = 3;
  if (!unknown && bytes > memory_limit / kCopies)
    throw UserError(Diagnostic{DiagnosticId::TensorMemory, Place{weights_file, 0, 0, {}},
                               fmt::format("a checkpoint of {} MB takes {} MB of memory", bytes >> 20, (kCopies * bytes) >> 20),
                               fmt::format("at most {} MB", memory_limit >> 20), "--memory-limit raises the limit"});
  Tensors tensors = read_safetensors(weights_file);
  Network table = load_network(complete_vit_name(network, shapes_of(tensors)));
  return checked_model(std::move(table), std::move(tensors), weights_file);
}

Model model_of(Network network, std::string_view bytes, const std::string& name) {
  return checked_model(std::move(network), parse_safetensors(bytes, name), name);
}

}  // namespace skeptic
