#include "learn/train.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/parallel.h"
#include "learn/machine_view.h"
#include "learn/threads.h"
#include "workload/checkpoint.h"
#include "workload/tensor.h"

namespace skeptic {
namespace {

bool is_statistic(const std::string& name) { return name.ends_with(".running_mean") || name.ends_with(".running_var"); }

bool is_norm(const Network& network, const std::string& name) {
  return std::any_of(network.layers.begin(), network.layers.end(),
                     [&](const Layer& layer) { return !layer.norm_name.empty() && name == layer.norm_name + ".weight"; });
}

bool is_weights(const Network& network, const std::string& name) {
  return std::any_of(network.layers.begin(), network.layers.end(), [&](const Layer& layer) { return layer.weights_name == name; });
}

bool is_table(const Network& network, const std::string& name) {
  return std::any_of(network.layers.begin(), network.layers.end(), [&](const Layer& layer) {
    return std::find(layer.tensor_names.begin(), layer.tensor_names.end(), name) != layer.tensor_names.end();
  });
}

double rate_at(const TrainOptions& options, std::int64_t step, std::int64_t steps) {
  const std::int64_t warm = std::max<std::int64_t>(steps / 20, 1);
  if (step < warm) return options.rate * static_cast<double>(step + 1) / static_cast<double>(warm);
  const double share = static_cast<double>(step - warm) / static_cast<double>(std::max<std::int64_t>(steps - warm, 1));
  return options.rate * 0.5 * (1 + std::cos(std::numbers::pi * share));
}

struct Batch {
  torch::Tensor inputs, labels;
};

Batch batch(const InputSource& source, std::int64_t first, std::int64_t count) {
  std::vector<torch::Tensor> inputs(static_cast<std::size_t>(count));
  std::vector<std::int64_t> labels(static_cast<std::size_t>(count));
  parallel_for(count, [&](std::int64_t n) {
    inputs[static_cast<std::size_t>(n)] = source.input(first + n);
    labels[static_cast<std::size_t>(n)] = source.label(first + n);
  });
  return {torch::stack(inputs), torch::tensor(labels)};
}

torch::optim::AdamW optimiser(const Network& network, Parameters& parameters, const TrainOptions& options) {
  std::vector<torch::Tensor> decayed, others;
  for (auto& [name, tensor] : parameters) {
    if (is_statistic(name)) continue;
    tensor.set_requires_grad(true);
    (is_weights(network, name) ? decayed : others).push_back(tensor);
  }
  std::vector<torch::optim::OptimizerParamGroup> groups;
  groups.emplace_back(decayed, std::make_unique<torch::optim::AdamWOptions>(torch::optim::AdamWOptions(options.rate).weight_decay(options.decay)));
  groups.emplace_back(others, std::make_unique<torch::optim::AdamWOptions>(torch::optim::AdamWOptions(options.rate).weight_decay(0)));
  return torch::optim::AdamW(groups, torch::optim::AdamWOptions(options.rate));
}

}  // namespace

Parameters initial_parameters(const Network& network, std::uint64_t seed) {
  const torch::NoGradGuard no_gradients;
  torch::manual_seed(seed);
  Parameters parameters;
  for (const auto& [name, shape] : expected_tensors(network)) {
    torch::Tensor tensor = torch::zeros(shape);
    if (is_weights(network, name))
      tensor.normal_(0, std::sqrt(2.0 / static_cast<double>(tensor[0].numel())));
    else if (is_table(network, name))
      tensor.normal_(0, 0.02);
    else if (is_norm(network, name) || name.ends_with(".running_var"))
      tensor.fill_(1);
    parameters.emplace(name, tensor);
  }
  return parameters;
}

void train(Model& model, const InputSource& inputs, const TrainOptions& options, const std::function<bool(const TrainProgress&)>& progress) {
  compute_on_one_thread();
  torch::optim::AdamW adam = optimiser(model.network(), model.parameters(), options);
  const std::int64_t steps = options.images / options.batch;
  TrainProgress state{0, steps * options.batch, 0, 0};
  std::int64_t correct = 0, seen = 0;
  const std::int64_t between = std::max<std::int64_t>(steps / 200, 1);
  for (std::int64_t step = 0; step < steps; ++step) {
    for (auto& group : adam.param_groups()) static_cast<torch::optim::AdamWOptions&>(group.options()).lr(rate_at(options, step, steps));
    const Batch own = batch(inputs, step * options.batch, options.batch);
    const torch::Tensor outputs = model.forward(own.inputs, Phase::Training, nullptr);
    const torch::Tensor loss = at::cross_entropy_loss(outputs, own.labels, {}, at::Reduction::Mean, -100, options.smoothing);
    adam.zero_grad();
    loss.backward();
    adam.step();
    state.images += options.batch;
    correct += (outputs.argmax(1) == own.labels).sum().item<std::int64_t>();
    seen += options.batch;
    if (step % between != between - 1 && step + 1 < steps) continue;
    state.loss = loss.item<double>();
    state.accuracy = static_cast<double>(correct) / static_cast<double>(seen);
    correct = seen = 0;
    if (!progress(state)) break;
  }
  for (auto& [name, tensor] : model.parameters()) tensor = tensor.detach();
}

void write_checkpoint(const Model& model, const std::string& file, const std::map<std::string, std::string>& metadata) {
  Tensors tensors;
  for (const auto& [name, tensor] : model.parameters()) tensors[name] = {tensor.sizes().vec(), values_of(tensor.detach().contiguous())};
  write_safetensors(file, tensors, metadata);
}

}  // namespace skeptic
