#include "stress/setting.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/diagnostic.h"
#include "base/shell.h"
#include "workload/elements.h"
#include "workload/fit/fit_file.h"
#include "workload/fit/fitted_source.h"
#include "workload/shipped_networks.h"
#include "workload/sources.h"

namespace skeptic {

std::string Setting::flags() const {
  const Setting usual;
  std::string text = traced()   ? fmt::format(" --trace {}", shell_word(trace))
                     : fitted() ? fmt::format(" --fit {}", shell_word(fit))
                                : fmt::format(" --network {}", shell_word(network));
  if (drawn) text += " --synthetic";
  if (closed_loop) text += " --closed-loop";
  if (input) text += fmt::format(" --input {}", *input);
  if (inputs) text += fmt::format(" --inputs {}", *inputs);
  if (images != usual.images) text += fmt::format(" --batch {}", images);
  if (!layers.empty()) text += fmt::format(" --layers {}", shell_word(fmt::format("{}", fmt::join(layers, ","))));
  if (shapes > 0) text += fmt::format(" --shapes {}", shapes);
  if (zeros) text += fmt::format(" --zeros {}", *zeros);
  if (spread) text += fmt::format(" --spread {}", *spread);
  if (weight_zeros) text += fmt::format(" --weight-zeros {}", *weight_zeros);
  if (weight_spread) text += fmt::format(" --weight-spread {}", *weight_spread);
  if (image_deviation) text += fmt::format(" --image-deviation {}", *image_deviation);
  if (!channel_zeros.empty()) text += fmt::format(" --channel-zeros {}", fmt::join(channel_zeros, ","));
  if (seed != usual.seed) text += fmt::format(" --seed {}", seed);
  if (recorded()) text += fmt::format(" --weights {} --activations {}", shell_word(weights_file), shell_word(activations_file));
  return text;
}

bool Setting::shipped() const {
  return is_shipped(network) && !traced() && !fitted() && !recorded() && !drawn && !zeros && !spread && channel_zeros.empty() && !weight_zeros &&
         !weight_spread && !image_deviation;
}

std::optional<TraceRecipe> Setting::recipe() const {
  if (traced()) return closed_loop ? recipe_of(trace) : std::nullopt;
  if (!shipped()) return std::nullopt;
  const std::int64_t kept = input ? *input + 1 : inputs.value_or(std::max(kShippedKept, images));
  return shipped_recipe(network, std::max(kShippedInputs, kept), kept);
}

Setting Setting::synthetic() const {
  Setting made = *this;
  made.drawn = is_shipped(network);
  made.closed_loop = false;
  made.weights_file.clear(), made.activations_file.clear(), made.trace.clear(), made.fit.clear();
  made.input.reset(), made.inputs.reset();
  return made;
}

namespace {

std::shared_ptr<const TensorSource> tensor_source(const Setting& setting, const Network& network) {
  if (setting.recorded()) {
    Network wanted = network;  // tensors of layers that are not run need not be in the files
    if (!setting.layers.empty())
      std::erase_if(wanted.layers,
                    [&](const Layer& layer) { return std::find(setting.layers.begin(), setting.layers.end(), layer.name) == setting.layers.end(); });
    return std::make_shared<RecordedSource>(wanted, setting.weights_file, setting.activations_file);
  }
  SyntheticOptions options;
  options.zeros = setting.zeros;
  if (setting.spread) options.spread = *setting.spread;
  options.channel_zeros = setting.channel_zeros;
  options.weight_zeros = setting.weight_zeros.value_or(0), options.weight_spread = setting.weight_spread.value_or(0);
  if (setting.image_deviation) options.image_deviation = *setting.image_deviation;
  options.seed = setting.seed;
  return std::make_shared<SyntheticSource>(network, options);
}

[[noreturn]] void fail(const std::string& file, DiagnosticId id, std::string message, std::string expected) {
  throw UserError(Diagnostic{id, Place{file, 0, 0, {}}, std::move(message), std::move(expected), {}});
}

Batches whole_batches(const std::string& file, std::int64_t inputs, std::int64_t images) {
  if (images > inputs)
    fail(file, DiagnosticId::CommandLine, fmt::format("a batch of {} inputs is asked for, and {} run", images, inputs),
         fmt::format("a batch of at most {}", inputs));
  return {0, inputs / images, images};
}

/// What there is to choose from: the inputs of a trace.
Batches batches_of(const Setting& setting, std::int64_t there_are) {
  if (setting.input) {
    if (*setting.input < 0 || *setting.input >= there_are)
      fail(setting.trace, DiagnosticId::TraceFormat, fmt::format("input {} is asked for; the trace has {}", *setting.input, there_are),
           fmt::format("inputs from 0 to {}", there_are - 1));
    return {*setting.input, 1, 1};
  }
  const std::int64_t inputs = setting.inputs.value_or(there_are);
  if (inputs > there_are)
    fail(setting.trace, DiagnosticId::TraceFormat, fmt::format("{} inputs are asked for; the trace has {}", inputs, there_are),
         fmt::format("at most {} inputs", there_are));
  return whole_batches(setting.trace, inputs, setting.images);
}

/// As many as are asked for.
Batches drawn_batches(const Setting& setting) {
  if (setting.input) return {*setting.input, 1, 1};
  return whole_batches(setting.fit, setting.inputs.value_or(setting.images), setting.images);
}

}  // namespace

Setting on_trace(Setting setting, bool named) {
  const Trace trace(setting.trace);
  const std::string& network = trace.header().network;
  if (named) {
    const std::string asked = load_network(setting.network).name;
    if (asked != network)
      fail(setting.trace, DiagnosticId::TraceNetwork, fmt::format("is a trace of {}, not of {}", quoted_name(network), quoted_name(asked)),
           fmt::format("--network {}, or none", shell_word(network)));
  }
  // The word by which it was named then, where there is one: that may be a file.
  const std::optional<TraceRecipe> recipe = recipe_of(setting.trace);
  if (setting.closed_loop && !recipe)
    fail(setting.trace, DiagnosticId::TraceFormat, "does not say how it was made, so that it cannot be made again with a design's pruning inside",
         "a trace that `skeptic trace` wrote");
  setting.network = recipe ? recipe->network() : network;
  return setting;
}

Setting on_fit(Setting setting, bool named) {
  const Fit fit = read_fit(setting.fit);
  if (named) {
    const std::string asked = load_network(setting.network).name;
    if (asked != fit.network.name)
      fail(setting.fit, DiagnosticId::FitNetwork, fmt::format("is a fit of {}, not of {}", quoted_name(fit.network.name), quoted_name(asked)),
           fmt::format("--network {}, or none", shell_word(fit.network.name)));
  }
  setting.network = fit.named.empty() ? fit.network.name : fit.named;
  return setting;
}

Workload load_workload(const Setting& setting) {
  if (setting.fitted()) {
    const auto fit = std::make_shared<const Fit>(read_fit(setting.fit));
    return {fit->network, std::make_shared<FittedSource>(fit, setting.fit, setting.seed), drawn_batches(setting)};
  }
  if (!setting.traced()) {
    Network network = load_network(setting.network);
    std::shared_ptr<const TensorSource> source = tensor_source(setting, network);
    return {std::move(network), std::move(source), drawn_batches(setting)};
  }
  const auto trace = std::make_shared<const Trace>(setting.trace);
  return {trace->network(), std::make_shared<TraceSource>(trace), batches_of(setting, trace->header().inputs)};
}

}  // namespace skeptic
