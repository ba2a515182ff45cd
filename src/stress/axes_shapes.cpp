// Axes of the shapes: batch, sizes that are no multiples, layers at the edge of a network, products of two activations.
#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "stress/axis_plans.h"
#include "stress/scenarios.h"
#include "workload/dataflow.h"

namespace skeptic {
namespace {

constexpr std::int64_t kLargestBatch = 256;
/// Activations of all images that are drawn at once.
constexpr std::int64_t kMostDrawn = 40'000'000;

/// The largest power of two of images whose activations are few enough; at least 1.
std::int64_t fitting_images(const Network& network, const std::vector<std::string>& layers) {
  std::int64_t drawn = 0;
  for (const Layer& layer : network.layers)
    if (layer.kind != LayerKind::Elementwise && (layers.empty() || std::find(layers.begin(), layers.end(), layer.name) != layers.end()))
      drawn += layer.input_elements();
  std::int64_t images = kLargestBatch;
  while (images > 1 && images * drawn > kMostDrawn) images /= 2;
  return images;
}

/// Of the layers behind an activation function, or of all where there are none, the one with most weights among those of which most images fit:
/// weights are what a batch shares. Of equals the one with the smallest input.
std::string layer_for_batches(const Network& network) {
  const Layer* best = nullptr;
  const auto rank = [&](const Layer& layer) {
    const std::int64_t columns = layer.kind == LayerKind::Convolution ? layer.out_height() * layer.out_width() : layer.tokens;
    const std::int64_t weights = layer.kind == LayerKind::Matmul ? 0 : layer.macs() / columns;
    return std::tuple{fitting_images(network, {layer.name}), reads_activation_function(network, layer), weights, -layer.input_elements()};
  };
  for (const Layer& layer : network.layers)
    if (layer.kind != LayerKind::Elementwise && (best == nullptr || rank(layer) > rank(*best))) best = &layer;
  return best == nullptr ? std::string() : best->name;
}

AxisWay one_layer(const AxisCase& of, std::string label, std::function<std::string(std::int64_t)> network,
                  std::vector<std::string> layers = {"layer"}) {
  return {std::move(label), [of, network = std::move(network), layers = std::move(layers)](std::int64_t x) {
            Setting setting;
            setting.seed = of.setting.seed;
            setting.network = network(x);
            setting.layers = layers;
            return Trial{of.contest, setting};
          }};
}

}  // namespace

AxisPlan batch_size(const AxisCase& of) {
  AxisPlan plan;
  Setting part = of.setting.synthetic();  // few inputs are measured
  const Network network = load_network(part.network);
  std::int64_t images = fitting_images(network, part.layers);
  if (part.layers.empty() && (network.macs() > kQuick || images < kLargestBatch)) {
    part.layers = {layer_for_batches(network)}, part.shapes = 0;
    plan.note = fmt::format("{}, which has the most weights of those that are quick with many images", part.layers.front());
    images = fitting_images(network, part.layers);
  }
  if (images < kLargestBatch)
    plan.note += fmt::format("{}up to {} images: more take too much memory, and no law says exactly what values would do that were not drawn",
                             plan.note.empty() ? "" : "; ", images);
  plan.continuous = false;
  for (std::int64_t x = 0; (images >> x) > 0; ++x) {
    plan.samples.push_back(x);
    plan.names.push_back(fmt::format("{}", images >> x));
  }
  plan.ways = {{"", [contest = of.contest, part, images](std::int64_t x) {
                  Setting setting = part;
                  setting.images = images >> x;
                  return Trial{contest, setting};
                }}};
  return plan;
}

AxisPlan ragged_sizes(const AxisCase& of) {
  AxisPlan plan;
  plan.note = "one layer";
  plan.continuous = false;  // sixteen more is a multiple again
  plan.samples = {0, 1, 2, 4, 8, 12, 15};
  for (const int sign : {1, -1}) {
    const char* side = sign > 0 ? "above" : "below";
    plan.ways.push_back(one_layer(of, fmt::format("input channels, {} 128", side),
                                  [sign](std::int64_t x) { return fmt::format("conv:in={},out=128,image=14,kernel=3,pad=1", 128 + sign * x); }));
    plan.ways.push_back(one_layer(of, fmt::format("output channels, {} 128", side),
                                  [sign](std::int64_t x) { return fmt::format("conv:in=128,out={},image=14,kernel=3,pad=1", 128 + sign * x); }));
    plan.ways.push_back(one_layer(of, fmt::format("tokens, {} 192", side),
                                  [sign](std::int64_t x) { return fmt::format("linear:in=256,out=256,tokens={}", 192 + sign * x); }));
  }
  return plan;
}

AxisPlan odd_layers(const AxisCase& of) {
  AxisPlan plan;
  plan.note = "one layer";
  plan.continuous = false;
  plan.samples = {0, 1, 2};
  plan.names = {"64 channels", "3 channels (first layer)", "depthwise"};
  plan.ways = {one_layer(of, "", [](std::int64_t x) -> std::string {
    constexpr const char* kLayers[] = {"conv:in=64,out=64,image=56,kernel=3,pad=1", "conv:in=3,out=64,image=112,kernel=7,stride=2,pad=3",
                                       "conv:in=64,out=64,image=56,kernel=3,pad=1,groups=64"};
    return kLayers[x];
  })};
  return plan;
}

AxisPlan attention_products(const AxisCase& of) {
  AxisPlan plan;
  plan.note = "scores and context of 12 heads of 64";
  plan.samples = {16, 64, 197, 512, 1024};
  plan.ways = {one_layer(of, "", [](std::int64_t x) { return fmt::format("attention:heads=12,head=64,tokens={}", x); }, {"scores", "context"})};
  return plan;
}

}  // namespace skeptic
