#include "simulate/permuted.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <exception>
#include <optional>

#include "base/parallel.h"
#include "base/rational.h"
#include "simulate/geometry.h"
#include "sparsity/permutation.h"

namespace skeptic {
namespace {

std::int64_t taps_of(const Layer& layer) { return layer.kind == LayerKind::Convolution ? layer.kernel_height * layer.kernel_width : 1; }

/// Whether its weights meet more than one channel, so that an order matters to them.
bool meets_channels(const Layer& layer) { return layer.kind == LayerKind::Linear || (layer.kind == LayerKind::Convolution && layer.groups == 1); }

/// The order for layers that share one. Their weights stand one above the other, those of a layer tap by tap, so that rows that share a choice are
/// neighbours; each tap is filled up with rows of zeros to whole blocks of them.
std::vector<std::int32_t> common_order(Pattern pattern, const std::vector<const Layer*>& layers, const Permutations::WeightsOf& weights_of) {
  const std::int64_t channels = layers.front()->in_channels;
  if (!pattern.structured()) return {};
  std::int64_t most = 1;
  for (const Layer* layer : layers) most = std::max(most, layer->out_channels);
  pattern.levels.front().height = std::min(pattern.height(), most);
  std::vector<float> magnitudes;
  std::int64_t rows = 0;
  for (const Layer* layer : layers) {
    if (!meets_channels(*layer)) continue;
    const std::int64_t taps = taps_of(*layer), of_tap = round_up(layer->out_channels, pattern.height());
    LayerOperands operands;
    operands.weights = weights_of(*layer);
    Geometry shape;
    shape.rows = layer->out_channels, shape.taps = taps, shape.channels = channels;
    check_weights(*layer, shape, operands);
    const std::vector<float>& weights = operands.weights;
    magnitudes.resize(static_cast<std::size_t>((rows + taps * of_tap) * channels), 0.0F);
    for (std::int64_t row = 0; row < layer->out_channels; ++row)
      for (std::int64_t tap = 0; tap < taps; ++tap)
        std::transform(weights.begin() + (row * taps + tap) * channels, weights.begin() + (row * taps + tap + 1) * channels,
                       magnitudes.begin() + (rows + tap * of_tap + row) * channels, [](float weight) { return std::fabs(weight); });
    rows += taps * of_tap;
  }
  return permute_channels(pattern, magnitudes, rows, channels);
}

/// [rows][channels] in another order of the channels, or, with as many values to each, of runs of them.
std::vector<float> reordered(std::vector<float> values, std::int64_t run, const std::vector<std::int32_t>& permutation) {
  const auto channels = static_cast<std::int64_t>(permutation.size());
  const auto rows = static_cast<std::int64_t>(values.size()) / (channels * run);
  std::vector<float> old(static_cast<std::size_t>(channels * run));
  for (std::int64_t row = 0; row < rows; ++row) {
    float* own = values.data() + row * channels * run;
    std::copy_n(own, channels * run, old.begin());
    for (std::int64_t p = 0; p < channels; ++p) std::copy_n(old.begin() + permutation[static_cast<std::size_t>(p)] * run, run, own + p * run);
  }
  return values;
}

}  // namespace

struct Permutations::Found {
  std::once_flag once;
  std::vector<std::int32_t> order;  ///< empty: the identity
};

Permutations::Permutations(const Network& network, WeightsOf weights) : classes_(channel_classes(network)), weights_(std::move(weights)) {
  for (const Layer& layer : network.layers)
    if (classes_.find(layer.name)) layers_.emplace(layer.name, layer);
}

Permutations::Permutations(const Network& network, const TensorSource& source, std::int64_t first)
    : Permutations(network, [&source, first](const Layer& layer) { return source.operands(layer, first, 1).weights; }) {}

Permutations::~Permutations() = default;

const std::vector<std::int32_t>* Permutations::of(const Layer& layer, const Pattern& pattern) const {
  const std::optional<std::size_t> index = classes_.find(layer.name);
  if (!index) return nullptr;
  const std::vector<std::int32_t>& found = order(*index, pattern);
  return found.empty() ? nullptr : &found;
}

void Permutations::find(const std::vector<const Layer*>& layers, const Pattern& pattern) const {
  std::vector<std::size_t> wanted;
  for (const Layer* layer : layers)
    if (const std::optional<std::size_t> index = classes_.find(layer->name))
      if (std::find(wanted.begin(), wanted.end(), *index) == wanted.end()) wanted.push_back(*index);
  std::vector<std::exception_ptr> errors(wanted.size());
  parallel_for(static_cast<std::int64_t>(wanted.size()), [&](std::int64_t i) {
    try {
      order(wanted[static_cast<std::size_t>(i)], pattern);
    } catch (...) {
      errors[static_cast<std::size_t>(i)] = std::current_exception();
    }
  });
  for (const std::exception_ptr& error : errors)
    if (error) std::rethrow_exception(error);
}

const std::vector<std::int32_t>& Permutations::order(std::size_t index, const Pattern& pattern) const {
  Found* found = nullptr;
  {
    const std::lock_guard lock(mutex_);
    std::unique_ptr<Found>& entry = orders_[{index, pattern.text()}];
    if (!entry) entry = std::make_unique<Found>();
    found = entry.get();
  }
  std::call_once(found->once, [&] {
    std::vector<const Layer*> layers;
    for (const std::string& name : classes_.classes[index].layers) layers.push_back(&layers_.at(name));
    std::vector<std::int32_t> order = common_order(pattern, layers, weights_);
    if (!std::is_sorted(order.begin(), order.end())) found->order = std::move(order);
  });
  return found->order;
}

std::vector<std::int32_t> own_permutation(const Layer& layer, const std::vector<float>& weights, const Pattern& pattern) {
  if (!meets_channels(layer)) return {};
  std::vector<std::int32_t> order = common_order(pattern, {&layer}, [&](const Layer&) { return weights; });
  return std::is_sorted(order.begin(), order.end()) ? std::vector<std::int32_t>{} : order;
}

LayerOperands permuted(const Layer& layer, LayerOperands operands, const std::vector<std::int32_t>& permutation) {
  assert(layer.kind != LayerKind::Matmul && static_cast<std::int64_t>(permutation.size()) == layer.in_channels);
  assert(layer.groups == 1 || layer.depthwise());
  // A depthwise convolution has all taps of a channel in one row of its own.
  operands.weights = reordered(std::move(operands.weights), layer.depthwise() ? taps_of(layer) : 1, permutation);
  operands.activations = reordered(std::move(operands.activations), 1, permutation);
  operands.before = reordered(std::move(operands.before), 1, permutation);
  return operands;
}

const LayerOperands& permuted(const Layer& layer, const LayerOperands& operands, const std::vector<std::int32_t>* permutation, LayerOperands& room) {
  if (permutation == nullptr) return operands;
  room = permuted(layer, operands, *permutation);
  return room;
}

}  // namespace skeptic
