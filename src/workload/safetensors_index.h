// The header of a safetensors file: which tensors lie where, and the metadata. Values are read by whoever wants them.
//
// The header is read as a stream of JSON events, so that neither its depth nor its length can make it cost more memory than the tensors that it
// names.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "workload/elements.h"

namespace skeptic {

inline constexpr std::size_t kSafetensorsLengthBytes = 8;
inline constexpr std::string_view kSafetensorsMetadata = "__metadata__";  ///< a key of the header that is no tensor

struct IndexedTensor {
  std::string name;
  const ElementTypeRow* type = nullptr;
  std::vector<std::int64_t> shape;
  std::uint64_t begin = 0, end = 0;  ///< bytes, from where the values start; as many as type and shape need
};

struct SafetensorsIndex {
  std::vector<IndexedTensor> tensors;  ///< in the order in which they lie in the file, without gaps
  std::map<std::string, std::string> metadata;
};

/// The header's length, from the file's first 8 bytes (`start` may hold more). Throws UserError: TensorTruncated, TensorFormat.
std::uint64_t safetensors_header_length(std::string_view start, std::uint64_t file_bytes, const std::string& file);

/// `header` without its length; `value_bytes` lie behind it. Throws UserError: TensorFormat, TensorTruncated, TensorType.
SafetensorsIndex parse_safetensors_index(std::string_view header, std::uint64_t value_bytes, const std::string& file);

/// What a file starts with: the length, and the header itself.
std::string safetensors_start(const std::string& header);

}  // namespace skeptic
