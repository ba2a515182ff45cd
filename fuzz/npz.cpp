// An archive is refused with a diagnostic, or read; what was read is finite and fills its shape.
#include <cmath>

#include "base/diagnostic.h"
#include "fuzz/check.h"
#include "workload/tensor_formats.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace skeptic;
  try {
    for (const auto& [name, tensor] : parse_npz(fuzz::text_of(data, size), "fuzz.npz")) {
      fuzz::check(static_cast<std::int64_t>(tensor.values.size()) == tensor.elements(), "the values fill the shape");
      for (const float value : tensor.values) fuzz::check(std::isfinite(value), "values are finite");
    }
  } catch (const UserError& error) {
    fuzz::check(!error.diagnostics().empty(), "an error has a diagnostic");
  }
  return 0;
}
