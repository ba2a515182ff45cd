#include "workload/fit/fitted_source.h"

#include <fmt/format.h>

#include <cassert>
#include <span>
#include <vector>

#include "base/random.h"
#include "workload/fit/draw.h"

namespace skeptic {
namespace {

std::vector<float> draw_inputs(const TensorFit& fit, bool masks, std::uint64_t seed, std::int64_t first, std::int64_t count) {
  const std::size_t elements = static_cast<std::size_t>(fit.shape.elements());
  std::vector<float> values(static_cast<std::size_t>(count) * elements);
  for (std::int64_t i = 0; i < count; ++i)
    draw_tensor(fit, seed, first + i, std::span(values).subspan(static_cast<std::size_t>(i) * elements, elements));
  if (masks)
    for (float& value : values) value = value != 0 ? 1.0F : 0.0F;
  return values;
}

}  // namespace

LayerOperands FittedSource::operands(const Layer& layer, std::int64_t first, std::int64_t images) const {
  LayerOperands operands = activations(layer, first, images);
  if (const LayerFit* fit = fit_->find(layer.name); fit->weights) operands.weights = draw_weights(*fit->weights, layer, seed_);
  return operands;
}

LayerOperands FittedSource::activations(const Layer& layer, std::int64_t first, std::int64_t images) const {
  const LayerFit* fit = fit_->find(layer.name);
  assert(fit != nullptr);
  LayerOperands operands;
  operands.images = images;
  operands.activations = draw_inputs(fit->activations, fit_->masks,
                                     derive_seed(derive_seed(seed_, "activations"), tensor_name(fit_->network, layer).c_str()), first, images);
  if (fit->second)
    operands.weights = draw_inputs(*fit->second, fit_->masks, derive_seed(derive_seed(seed_, "matmul"), layer.name.c_str()), first, images);
  return operands;
}

std::string FittedSource::describe() const {
  std::string text = fmt::format("tensors of seed {} drawn from {}, the fit of {} input{} of {}", seed_, file_, fit_->inputs,
                                 fit_->inputs == 1 ? "" : "s", fit_->network.name);
  if (fit_->masks) text += ", masks alone";
  if (!fit_->pruned_by.empty()) text += fmt::format(", measured with the pruning of {}", fit_->pruned_by);
  return text;
}

}  // namespace skeptic
