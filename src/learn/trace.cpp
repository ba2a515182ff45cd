#include "learn/trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <memory>

#include "base/parallel.h"
#include "learn/machine_view.h"
#include "learn/threads.h"
#include "simulate/permuted.h"
#include "simulate/pruned.h"
#include "workload/dataflow.h"

namespace skeptic {
namespace {

/// Attention weights under this are as good as zero.
constexpr double kNegligible = 1e-3;

/// Everything that the batches of one trace write to; each input has places of its own.
struct Collected {
  std::vector<ZeroStatistics> zeros;          // by row
  std::vector<std::vector<Dropped>> dropped;  // by row, input: activations alone
  std::vector<float> logits;
  std::vector<std::int64_t> labels;
};

bool runs_on_array(const Layer& layer) { return layer.kind != LayerKind::Elementwise; }

ActivationFunction function_of(const Layer& layer) {
  const OperationRow* row = find_operation(layer.operation);
  return layer.kind == LayerKind::Elementwise && row != nullptr ? row->function : ActivationFunction::None;
}

/// One batch's pass: collects, writes, prunes.
class Recorder : public ForwardHook {
 public:
  /// `before`: of the input before this batch, by row; null where a choice does not look back.
  Recorder(const Network& network, const TraceRequest& request, Collected& collected, TraceWriter* writer, const Permutations* orders,
           std::int64_t first, std::int64_t count, std::vector<LayerOperands>* before)
      : network_(network),
        request_(request),
        collected_(collected),
        writer_(writer),
        orders_(orders),
        first_(first),
        count_(count),
        before_(before) {}

  void before(const Layer& layer, torch::Tensor& activations, torch::Tensor& weights) override {
    const std::size_t row = row_of(layer);
    collected_.zeros[row].add(first_, activations, count_);
    const torch::Tensor machine = to_machine(layer, activations), others = weights.defined() ? weights.contiguous() : weights;
    const std::int64_t kept = std::clamp<std::int64_t>(request_.kept - first_, 0, count_);
    if (writer_ != nullptr && kept > 0)
      writer_->write_operands(layer, first_, kept, first_values(machine, kept), others.defined() ? first_values(others, kept) : std::span<float>{});
    // A depthwise convolution has one channel a group: no pattern drops it.
    if (request_.design && !layer.depthwise()) prune(layer, row, machine, others, activations);
  }

  void after(const Layer& layer, torch::Tensor& values) override {
    const std::size_t row = row_of(layer);
    const ActivationFunction function = function_of(layer);
    if (function == ActivationFunction::Smooth && request_.threshold > 0) cut(row, values);
    if (function != ActivationFunction::None) collected_.zeros[row].add(first_, values, count_);
    if (layer.operation == "softmax") collected_.zeros[row].add(first_, values * (values >= kNegligible), count_);
  }

 private:
  std::size_t row_of(const Layer& layer) const { return static_cast<std::size_t>(&layer - network_.layers.data()); }

  static std::span<float> first_values(const torch::Tensor& tensor, std::int64_t inputs) {
    return {tensor.data_ptr<float>(), static_cast<std::size_t>(tensor.numel() / tensor.size(0) * inputs)};
  }

  /// Values under the threshold, in units of their input's root mean square, become zero.
  void cut(std::size_t row, torch::Tensor& values) {
    const torch::Tensor flat = values.flatten(1);
    const torch::Tensor limit = request_.threshold * flat.square().mean(1, true).sqrt();
    const torch::Tensor kept = flat.abs() >= limit;
    const torch::Tensor energy = flat.to(torch::kFloat64).square();
    for (std::int64_t n = 0; n < count_; ++n) {
      Dropped& dropped = collected_.dropped[row][static_cast<std::size_t>(first_ + n)];
      dropped.activations_of = flat[n].count_nonzero().item<std::int64_t>();
      dropped.activations = dropped.activations_of - (flat[n] * kept[n]).count_nonzero().item<std::int64_t>();
      dropped.energy_of = energy[n].sum().item<double>();
      dropped.energy = dropped.energy_of - (energy[n] * kept[n]).sum().item<double>();
    }
    values = (flat * kept).reshape(values.sizes());
  }

  /// Input by input, so that neither the batch nor its place in it matters.
  void prune(const Layer& layer, std::size_t row, const torch::Tensor& machine, const torch::Tensor& others, torch::Tensor& activations) {
    const torch::Tensor pruned = machine.clone();
    const std::vector<std::int32_t>* order = orders_ != nullptr ? orders_->of(layer, request_.design->weights.pattern) : nullptr;
    LayerOperands operands;
    if (others.defined() || !layer.weights_name.empty()) operands.weights.resize(static_cast<std::size_t>(weights_of(layer)));
    for (std::int64_t n = 0; n < count_; ++n) {
      const torch::Tensor own = pruned[n];
      operands.activations = values_of(own);
      if (others.defined()) operands.weights = values_of(others[n]);
      const std::vector<float> whole = operands.activations;
      LayerOperands* const last = before_ != nullptr ? &(*before_)[row] : nullptr;
      std::optional<LayerOperands> seen;  // with its weights, which are large, only where the next input looks back
      if (last != nullptr) seen = operands;
      prune_activations(*request_.design, layer, order, operands, last != nullptr && !last->activations.empty() ? last : nullptr);
      count_dropped(whole, operands.activations, collected_.dropped[row][static_cast<std::size_t>(first_ + n)]);
      std::copy(operands.activations.begin(), operands.activations.end(), own.data_ptr<float>());
      if (seen) *last = std::move(*seen);
    }
    activations = from_machine(layer, pruned);
  }

  static std::int64_t weights_of(const Layer& layer) {
    return layer.out_channels * layer.in_channels / (layer.kind == LayerKind::Convolution ? layer.groups : 1) * layer.kernel_height *
           layer.kernel_width * (layer.kind == LayerKind::Matmul ? layer.groups : 1);
  }

  static void count_dropped(const std::vector<float>& whole, const std::vector<float>& pruned, Dropped& dropped) {
    for (std::size_t i = 0; i < whole.size(); ++i) {
      const double energy = static_cast<double>(whole[i]) * whole[i];
      dropped.activations_of += whole[i] != 0 ? 1 : 0;
      dropped.energy_of += energy;
      if (pruned[i] != whole[i]) {
        ++dropped.activations;
        dropped.energy += energy;
      }
    }
  }

  const Network& network_;
  const TraceRequest& request_;
  Collected& collected_;
  TraceWriter* writer_;
  const Permutations* orders_;  ///< null where channels stand as they are
  std::int64_t first_, count_;
  std::vector<LayerOperands>* before_;
};

/// The model with the design's weights, and what that took from each row.
Model pruned_weights(const Model& model, const std::optional<ResolvedDesign>& design, const Permutations* orders, std::vector<Dropped>& dropped) {
  Parameters parameters = model.parameters();
  for (std::size_t row = 0; row < model.network().layers.size(); ++row) {
    const Layer& layer = model.network().layers[row];
    if (!runs_on_array(layer) || layer.weights_name.empty()) continue;
    const torch::Tensor machine = weights_to_machine(layer, parameters.at(layer.weights_name));
    LayerOperands operands{1, values_of(machine), {}};
    Dropped& own = dropped[row];
    for (const float weight : operands.weights) own.weights_of += weight != 0 ? 1 : 0, own.weights_magnitude += std::abs(static_cast<double>(weight));
    own.weights_kept = own.weights_magnitude;
    if (!design || layer.depthwise()) continue;
    operands.activations.resize(static_cast<std::size_t>(layer.input_elements()));
    prune_weights(*design, layer, orders != nullptr ? orders->of(layer, design->weights.pattern) : nullptr, operands);
    own.weights = own.weights_of, own.weights_kept = 0;
    for (const float weight : operands.weights) own.weights -= weight != 0 ? 1 : 0, own.weights_kept += std::abs(static_cast<double>(weight));
    const torch::Tensor changed = torch::from_blob(operands.weights.data(), machine.sizes(), torch::kFloat32);
    parameters[layer.weights_name] = weights_from_machine(layer, changed).clone();
  }
  return {model.network(), std::move(parameters)};
}

void write_weights(const Model& model, TraceWriter& writer) {
  for (const Layer& layer : model.network().layers) {
    if (!runs_on_array(layer) || layer.weights_name.empty()) continue;
    const torch::Tensor machine = weights_to_machine(layer, model.parameters().at(layer.weights_name));
    writer.write_weights(layer, {machine.data_ptr<float>(), static_cast<std::size_t>(machine.numel())});
  }
}

bool looks_back(const TraceRequest& request) {
  return request.design && request.design->activations.run_time() && request.design->activations.decide->from == DecideFrom::PreviousInput;
}

/// A batch is always full, so that an input's values do not depend on how many others were asked for: the last input fills it up.
torch::Tensor batch(const InputSource& inputs, std::int64_t first, std::int64_t count, std::int64_t size) {
  std::vector<torch::Tensor> own;
  for (std::int64_t n = 0; n < count; ++n) own.push_back(inputs.input(first + n));
  own.resize(static_cast<std::size_t>(size), own.back());
  return torch::stack(own);
}

Dropped sum(const std::vector<Dropped>& inputs, Dropped total) {
  for (const Dropped& input : inputs) {
    total.activations += input.activations, total.activations_of += input.activations_of;
    total.energy += input.energy, total.energy_of += input.energy_of;
  }
  return total;
}

void count_correct(TraceReport& report) {
  for (std::size_t n = 0; n < report.labels.size(); ++n) {
    if (report.labels[n] < 0 || report.labels[n] >= report.classes) continue;
    ++report.labelled;
    const auto from = report.logits.begin() + static_cast<std::ptrdiff_t>(n) * report.classes;
    report.correct += std::max_element(from, from + report.classes) - from == report.labels[n] ? 1 : 0;
  }
}

}  // namespace

std::int64_t inputs_of_a_pass(const Network& network) {
  constexpr std::int64_t kMultiplications = std::int64_t{1} << 30;
  return std::clamp<std::int64_t>(kMultiplications / std::max<std::int64_t>(network.macs(), 1), 1, 32);
}

std::int64_t memory_of(const Model& model, std::int64_t threads) {
  std::int64_t outputs = 0, parameters = 0;
  for (const Layer& layer : model.network().layers) outputs += layer.output_elements();
  for (const auto& [name, tensor] : model.parameters()) parameters += tensor.numel();
  constexpr std::int64_t kCopies = 2;  // of the parameters: whole and pruned; of an output: itself and what reading it needs
  return kCopies * static_cast<std::int64_t>(sizeof(float)) * (parameters + threads * inputs_of_a_pass(model.network()) * outputs);
}

TraceReport trace(const Model& model, const InputSource& inputs, const TraceRequest& request,
                  const std::function<bool(std::int64_t, std::int64_t)>& progress) {
  const torch::InferenceMode inference;
  compute_on_one_thread();
  std::vector<Dropped> weights(model.network().layers.size());
  std::optional<Permutations> orders;
  if (request.design && request.design->weights.permuted)
    orders.emplace(model.network(),
                   [&](const Layer& layer) { return values_of(weights_to_machine(layer, model.parameters().at(layer.weights_name))); });
  const Model pruned = pruned_weights(model, request.design, orders ? &*orders : nullptr, weights);
  const Network& network = pruned.network();  // the one whose rows the hook sees

  TraceReport report;
  report.batch = inputs_of_a_pass(network);
  const std::int64_t count = request.inputs, batches = (count + report.batch - 1) / report.batch;
  Collected collected;
  collected.zeros.assign(network.layers.size(), ZeroStatistics(count));
  collected.dropped.assign(network.layers.size(), std::vector<Dropped>(static_cast<std::size_t>(count)));
  collected.labels.resize(static_cast<std::size_t>(count));
  {
    const torch::Tensor outputs = pruned.forward(batch(inputs, request.first, 1, 1), Phase::Inference, nullptr);
    report.classes = outputs.numel();
  }
  collected.logits.resize(static_cast<std::size_t>(count * report.classes));

  std::unique_ptr<TraceWriter> writer;
  if (!request.file.empty()) {
    TraceHeader header{network.name, {}, {}, request.kept, request.store, request.facts};
    if (request.design) header.design = request.design->name, header.pruning = pruning_key(*request.design);
    writer = std::make_unique<TraceWriter>(request.file, header, network, report.classes);
    write_weights(model, *writer);
  }

  std::vector<LayerOperands> before(looks_back(request) ? network.layers.size() : 0);
  std::atomic<std::int64_t> done = 0;
  std::atomic<bool> stopped = false;
  const auto run_batch = [&](std::int64_t index) {
    if (stopped) return;
    const torch::InferenceMode own_inference;  // the mode is a thread's own
    compute_on_one_thread();
    const std::int64_t first = index * report.batch, own = std::min(report.batch, count - first);
    Recorder recorder(network, request, collected, writer.get(), orders ? &*orders : nullptr, first, own, before.empty() ? nullptr : &before);
    const torch::Tensor outputs = pruned.forward(batch(inputs, request.first + first, own, report.batch), Phase::Inference, &recorder).contiguous();
    std::copy_n(outputs.data_ptr<float>(), own * report.classes, collected.logits.begin() + first * report.classes);
    for (std::int64_t n = 0; n < own; ++n) collected.labels[static_cast<std::size_t>(first + n)] = inputs.label(request.first + first + n);
    const std::int64_t kept = std::clamp<std::int64_t>(request.kept - first, 0, own);
    if (writer && kept > 0)
      writer->write_outputs(first, kept, {collected.logits.data() + first * report.classes, static_cast<std::size_t>(kept * report.classes)},
                            {collected.labels.data() + first, static_cast<std::size_t>(kept)});
    if (!progress(done += own, count)) stopped = true;
  };
  if (before.empty()) {
    parallel_for(batches, run_batch);
  } else {
    for (std::int64_t index = 0; index < batches; ++index) run_batch(index);
  }
  if (stopped) throw Interrupted{};

  report.logits = std::move(collected.logits), report.labels = std::move(collected.labels);
  count_correct(report);
  for (std::size_t row = 0; row < network.layers.size(); ++row) {
    const Layer& layer = network.layers[row];
    if (runs_on_array(layer)) report.layers.push_back({collected.zeros[row].report(layer.name), sum(collected.dropped[row], weights[row])});
    if (function_of(layer) != ActivationFunction::None) {
      report.functions.push_back(collected.zeros[row].report(layer.name));
      report.thresholds.push_back(sum(collected.dropped[row], {}));
    }
    if (layer.operation == "softmax") report.attention.push_back(collected.zeros[row].report(layer.name));
  }
  if (writer) {
    std::map<std::string, std::string> facts;
    if (report.labelled > 0) facts["top1"] = fmt::format("{} of {}", report.correct, report.labelled);
    writer->finish(facts);
  }
  return report;
}

}  // namespace skeptic
