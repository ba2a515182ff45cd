// Traces are refused with a diagnostic, or every input of every layer can be read: as many values as the table says, all finite.
#include <sys/mman.h>
#include <unistd.h>

#include <cmath>
#include <string>

#include "base/diagnostic.h"
#include "fuzz/check.h"
#include "workload/trace_file.h"

namespace {

/// The bytes as a file in memory.
class MemoryFile {
 public:
  MemoryFile(const std::uint8_t* data, std::size_t size) : descriptor_(memfd_create("trace", MFD_CLOEXEC)) {
    skeptic::fuzz::check(descriptor_ >= 0 && write(descriptor_, data, size) == static_cast<ssize_t>(size), "the file is written");
  }
  ~MemoryFile() { close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  std::string name() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

void check_finite(const std::vector<float>& values, std::int64_t expected) {
  skeptic::fuzz::check(static_cast<std::int64_t>(values.size()) == expected, "the values fill the layer");
  for (const float value : values) skeptic::fuzz::check(std::isfinite(value), "values are finite");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace skeptic;
  const MemoryFile file(data, size);
  try {
    const Trace trace(file.name());
    fuzz::check(trace.header().inputs > 0, "there are inputs");
    fuzz::check(static_cast<std::int64_t>(trace.labels().size()) == trace.header().inputs, "every input has a label");
    for (const Layer& layer : trace.network().layers) {
      if (layer.kind == LayerKind::Elementwise) continue;
      const bool matmul = layer.kind == LayerKind::Matmul;
      const LayerOperands last = trace.operands(layer, trace.header().inputs - 1, 1);
      check_finite(last.activations, matmul ? layer.groups * layer.tokens * layer.in_channels : layer.input_elements());
      if (matmul) check_finite(last.weights, layer.groups * layer.out_channels * layer.in_channels);
    }
  } catch (const UserError& error) {
    fuzz::check(!error.diagnostics().empty(), "an error has a diagnostic");
  }
  return 0;
}
