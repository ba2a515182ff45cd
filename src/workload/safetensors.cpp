// safetensors: the header's length (8 bytes, little-endian), a JSON header, raw values.
#include <fmt/format.h>

#include <bit>
#include <cassert>

#include "base/json.h"
#include "workload/elements.h"
#include "workload/safetensors_index.h"
#include "workload/tensor_formats.h"

namespace skeptic {

Tensors parse_safetensors(std::string_view bytes, const std::string& file) {
  const std::uint64_t length = safetensors_header_length(bytes, bytes.size(), file);
  const std::string_view values = bytes.substr(kSafetensorsLengthBytes + length);
  SafetensorsIndex index = parse_safetensors_index(bytes.substr(kSafetensorsLengthBytes, length), values.size(), file);
  Tensors tensors;
  for (IndexedTensor& tensor : index.tensors) {
    Tensor result{std::move(tensor.shape), decode_elements(values.substr(tensor.begin, tensor.end - tensor.begin), *tensor.type, false)};
    require_finite(result, *tensor.type, {file, tensor.name});
    tensors.emplace(std::move(tensor.name), std::move(result));
  }
  return tensors;
}

std::string safetensors_bytes(const Tensors& tensors, const std::map<std::string, std::string>& metadata, const std::string& file) {
  Json header = Json::object();
  if (!metadata.empty()) header[std::string(kSafetensorsMetadata)] = metadata;
  std::uint64_t offset = 0;
  for (const auto& [name, tensor] : tensors) {
    assert(tensor.elements() == static_cast<std::int64_t>(tensor.values.size()));
    if (name == kSafetensorsMetadata) TensorOrigin{file, name}.fail(DiagnosticId::TensorFormat, "has a name that safetensors reserves");
    const std::uint64_t end = offset + tensor.values.size() * 4;
    header[name] = {{"dtype", "F32"}, {"shape", tensor.shape}, {"data_offsets", {offset, end}}};
    offset = end;
  }
  std::string text;
  try {
    text = header.dump();
  } catch (const Json::type_error&) {
    TensorOrigin{file, {}}.fail(DiagnosticId::TensorFormat, "cannot be written: a tensor's name or the metadata are not UTF-8");
  }
  text.resize((text.size() + 7) / 8 * 8, ' ');
  std::string bytes = safetensors_start(text);
  bytes.reserve(bytes.size() + offset);
  for (const auto& [name, tensor] : tensors)
    for (const float value : tensor.values) {
      const auto bits = std::bit_cast<std::uint32_t>(value);
      for (int i = 0; i < 4; ++i) bytes += static_cast<char>(bits >> (8 * i) & 0xff);
    }
  return bytes;
}

}  // namespace skeptic
