#include "workload/tensor.h"

#include <array>
#include <filesystem>
#include <functional>
#include <numeric>

#include "base/file.h"
#include "workload/elements.h"
#include "workload/tensor_formats.h"

namespace skeptic {

std::int64_t Tensor::elements() const { return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>()); }

Tensor read_npy(const std::string& file) { return parse_npy(read_file(file), file); }
Tensors read_npz(const std::string& file) { return parse_npz(read_file(file), file); }
Tensors read_safetensors(const std::string& file) { return parse_safetensors(read_file(file), file); }

Tensors read_tensors(const std::string& file) {
  const std::filesystem::path path(file);
  const std::string ending = path.extension().string();
  if (ending == ".npy") return {{path.stem().string(), read_npy(file)}};
  if (ending == ".npz") return read_npz(file);
  if (ending == ".safetensors") return read_safetensors(file);
  TensorOrigin{file, {}}.fail(DiagnosticId::TensorFormat, "is not known to be a tensor file by its ending", ".npy, .npz or .safetensors");
}

void write_npy(const std::string& file, const Tensor& tensor) { write_file(file, npy_bytes(tensor)); }

void write_safetensors(const std::string& file, const Tensors& tensors, const std::map<std::string, std::string>& metadata) {
  write_file(file, safetensors_bytes(tensors, metadata, file));
}

}  // namespace skeptic
