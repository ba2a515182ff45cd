// Axes of the shapes: batch, sizes that are no multiples, layers at the edge of a network, products of two activations.
#include <fmt/format.h>

#include "stress/axis_plans.h"

namespace skeptic {
namespace {

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
  constexpr std::int64_t kLargest = 32;
  AxisPlan plan;
  const Setting part = synthetic_part(of.setting, plan);
  plan.continuous = false;
  for (std::int64_t x = 0; (kLargest >> x) > 0; ++x) {
    plan.samples.push_back(x);
    plan.names.push_back(fmt::format("{}", kLargest >> x));
  }
  plan.ways = {{"", [contest = of.contest, part](std::int64_t x) {
                  Setting setting = part;
                  setting.images = kLargest >> x;
                  return Trial{contest, setting};
                }}};
  return plan;
}

AxisPlan ragged_sizes(const AxisCase& of) {
  AxisPlan plan;
  plan.note = "one layer";
  plan.continuous = false;  // sixteen more is a multiple again
  plan.samples = {0, 1, 2, 4, 8, 12, 15};
  plan.ways = {
      one_layer(of, "input channels over 128", [](std::int64_t x) { return fmt::format("conv:in={},out=128,image=14,kernel=3,pad=1", 128 + x); }),
      one_layer(of, "output channels over 128", [](std::int64_t x) { return fmt::format("conv:in=128,out={},image=14,kernel=3,pad=1", 128 + x); }),
      one_layer(of, "tokens over 192", [](std::int64_t x) { return fmt::format("linear:in=256,out=256,tokens={}", 192 + x); })};
  return plan;
}

AxisPlan odd_layers(const AxisCase& of) {
  AxisPlan plan;
  plan.note = "one layer";
  plan.continuous = false;
  plan.samples = {0, 1, 2};
  plan.names = {"64 channels", "first, 3 channels", "depthwise"};
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
