// The tensor files as bytes: what read_npy and its like do once a file is in memory. Every size is checked before it is used.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "workload/tensor.h"

namespace skeptic {

/// `file` names the bytes in diagnostics; `tensor` is the name within an archive, empty for a file of its own.
Tensor parse_npy(std::string_view bytes, const std::string& file, const std::string& tensor = {});
Tensors parse_npz(std::string_view bytes, const std::string& file);
Tensors parse_safetensors(std::string_view bytes, const std::string& file);

/// Version 1.0, little-endian float32, C order.
std::string npy_bytes(const Tensor& tensor);
/// F32, tensors in the order of their names, header padded with blanks to a multiple of 8 bytes. `file` names the bytes in diagnostics.
/// Throws UserError, TensorFormat: a name that is not UTF-8 or that the format reserves.
std::string safetensors_bytes(const Tensors& tensors, const std::map<std::string, std::string>& metadata, const std::string& file);

}  // namespace skeptic
