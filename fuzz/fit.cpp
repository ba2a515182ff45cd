// Fits are refused with a diagnostic, or they are the same when written and read again, and what is drawn from them is finite.
#include <cmath>
#include <string>

#include "base/diagnostic.h"
#include "fuzz/check.h"
#include "workload/fit/draw.h"
#include "workload/fit/fit_file.h"

namespace {

/// Larger tensors take too long here; they are no other than small ones.
constexpr std::int64_t kMostElements = 100'000;

void check_drawn(const skeptic::TensorFit& fit) {
  if (fit.shape.elements() > kMostElements) return;
  std::vector<float> values(static_cast<std::size_t>(fit.shape.elements()));
  skeptic::draw_tensor(fit, 1, 3, values);
  for (const float value : values) skeptic::fuzz::check(std::isfinite(value), "values are finite");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace skeptic;
  try {
    const Fit fit = parse_fit(fuzz::text_of(data, size), "fuzz.json");
    fuzz::check(parse_fit(fit_json(fit).dump(), "fuzz.json").layers == fit.layers, "a fit is the same when read again");
    for (const LayerFit& layer : fit.layers) {
      check_drawn(layer.activations);
      if (layer.second) check_drawn(*layer.second);
      if (layer.weights && fit.network.find(layer.name)->parameters < kMostElements)
        for (const float value : draw_weights(*layer.weights, *fit.network.find(layer.name), 1))
          fuzz::check(std::isfinite(value), "weights are finite");
    }
  } catch (const UserError& error) {
    fuzz::check(!error.diagnostics().empty(), "an error has a diagnostic");
  }
  return 0;
}
