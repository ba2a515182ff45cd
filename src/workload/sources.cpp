#include "workload/sources.h"

#include <fmt/format.h>

#include <utility>

namespace skeptic {

SyntheticSource::SyntheticSource(Network network, SyntheticOptions options) : network_(std::move(network)), options_(std::move(options)) {
  check(options_);
}

LayerOperands SyntheticSource::operands(const Layer& layer, std::int64_t first, std::int64_t images) const {
  return synthetic_operands(network_, layer, images, options_, first);
}

std::string SyntheticSource::describe() const {
  std::string zeros;
  if (!options_.channel_zeros.empty())
    zeros = fmt::format("given zero fractions of {} channels", options_.channel_zeros.size());
  else if (options_.zeros)
    zeros = fmt::format("{:g} % zeros behind activation functions, channel spread {:g}", 100 * *options_.zeros, options_.spread);
  else
    zeros = fmt::format("50 % zeros behind rectifiers and none elsewhere, channel spread {:g}", options_.spread);
  return fmt::format("synthetic tensors of seed {}: normal weights, activations with {}", options_.seed, zeros);
}

RecordedSource::RecordedSource(const Network& network, const std::string& weights_file, const std::string& activations_file)
    : tensors_(weights_file, activations_file) {
  Diagnostics diagnostics = tensors_.problems(network.layers);
  if (!diagnostics.empty()) throw UserError(std::move(diagnostics));
}

LayerOperands RecordedSource::operands(const Layer& layer, std::int64_t first, std::int64_t images) const {
  if (first != 0 || images != 1)
    throw UserError(Diagnostic{DiagnosticId::TensorMissing, Place{tensors_.activations_file(), 0, 0, {}},
                               fmt::format("activations of {} images are asked for; one image is recorded", first + images), "a batch of 1",
                               "use synthetic tensors for larger batches"});
  return tensors_.operands(layer);
}

std::string RecordedSource::describe() const {
  return fmt::format("recorded tensors: weights of {}, activations of one image of {}", tensors_.weights_file(), tensors_.activations_file());
}

std::string TraceSource::describe() const {
  const TraceHeader& header = trace_->header();
  std::string text =
      fmt::format("the trace {}: {} of {} input{}", trace_->file(), masks() ? "masks" : "values", header.inputs, header.inputs == 1 ? "" : "s");
  if (!header.pruning.empty()) text += fmt::format(", measured with the pruning of {}", header.design);
  return text;
}

}  // namespace skeptic
