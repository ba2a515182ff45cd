// Tensors are refused with a diagnostic, or read; what was read is finite and comes back from the bytes that are written.
#include <cmath>

#include "base/diagnostic.h"
#include "fuzz/check.h"
#include "workload/tensor_formats.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace skeptic;
  Tensors tensors;
  try {
    tensors = parse_safetensors(fuzz::text_of(data, size), "fuzz.safetensors");
  } catch (const UserError& error) {
    fuzz::check(!error.diagnostics().empty(), "an error has a diagnostic");
    return 0;
  }
  for (const auto& [name, tensor] : tensors) {
    fuzz::check(static_cast<std::int64_t>(tensor.values.size()) == tensor.elements(), "the values fill the shape");
    for (const float value : tensor.values) fuzz::check(std::isfinite(value), "values are finite");
  }
  const Tensors again = parse_safetensors(safetensors_bytes(tensors, {}, "again.safetensors"), "again.safetensors");
  fuzz::check(again.size() == tensors.size(), "as many tensors come back as were written");
  for (const auto& [name, tensor] : tensors)
    fuzz::check(again.contains(name) && again.at(name).shape == tensor.shape && again.at(name).values == tensor.values,
                "tensors come back as they were written");
  return 0;
}
