// An array is refused with a diagnostic, or read; what was read is finite and comes back from the bytes that are written.
#include <cmath>

#include "base/diagnostic.h"
#include "fuzz/check.h"
#include "workload/tensor_formats.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace skeptic;
  Tensor tensor;
  try {
    tensor = parse_npy(fuzz::text_of(data, size), "fuzz.npy");
  } catch (const UserError& error) {
    fuzz::check(!error.diagnostics().empty(), "an error has a diagnostic");
    return 0;
  }
  fuzz::check(static_cast<std::int64_t>(tensor.values.size()) == tensor.elements(), "the values fill the shape");
  for (const float value : tensor.values) fuzz::check(std::isfinite(value), "values are finite");
  const Tensor again = parse_npy(npy_bytes(tensor), "again.npy");
  fuzz::check(again.shape == tensor.shape && again.values == tensor.values, "an array comes back as it was written");
  return 0;
}
