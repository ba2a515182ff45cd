// A tensor of real numbers, and the files that hold them. Inputs are hostile until parsed: every size is checked before it is used.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace skeptic {

struct Tensor {
  std::vector<std::int64_t> shape;  ///< outermost first; row-major
  std::vector<float> values;

  std::int64_t elements() const;
};

using Tensors = std::map<std::string, Tensor>;

/// NumPy .npy, version 1 to 3: little- or big-endian float16/32/64, signed and unsigned integers, bool; C or Fortran order.
/// Throws UserError: FileMissing, TensorFormat, TensorTruncated, TensorType, TensorNonFinite.
Tensor read_npy(const std::string& file);
/// A .npz archive (stored or deflated), by member name without ".npy".
Tensors read_npz(const std::string& file);
/// safetensors (F64, F32, F16, BF16, I64 … I8, U8, BOOL), all tensors. A header over 100 MB, offsets outside the file, overlaps, or a size that does
/// not match the shape are TensorFormat; a file shorter than its header says is TensorTruncated.
Tensors read_safetensors(const std::string& file);
/// By the file's ending.
Tensors read_tensors(const std::string& file);

void write_npy(const std::string& file, const Tensor& tensor);
void write_safetensors(const std::string& file, const Tensors& tensors, const std::map<std::string, std::string>& metadata);

}  // namespace skeptic
