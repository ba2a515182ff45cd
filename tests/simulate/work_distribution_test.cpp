// The work of elements and steps: by hand, and against a loop that follows the definition.
#include "simulate/work_distribution.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulate/designs.h"
#include "simulate/fit_check.h"
#include "support/random_trace.h"

namespace skeptic {
namespace {

using ::testing::ElementsAre;

/// `dense` with an array of 2 x 2, windows of 4 and zeros skipped on both sides.
ResolvedDesign small_design(const std::vector<std::pair<std::string, std::string>>& sets = {}) {
  Design design = load_design("dense");
  std::vector<std::pair<std::string, std::string>> all{{"fabric.array.m", "2"},
                                                       {"fabric.array.n", "2"},
                                                       {"fabric.lanes", "2"},
                                                       {"fabric.window", "4"},
                                                       {"operands.weights.skip", "zeros"},
                                                       {"operands.activations.skip", "zeros"}};
  all.insert(all.end(), sets.begin(), sets.end());
  for (const auto& [path, value] : all) design = with(std::move(design), path, value);
  return resolve(design);
}

// Two rows, three columns, eight deep: two steps of four. Multiplications by row, column and step:
//   row 1010 1111 with columns 1111 0000: 2 0   0000 1111: 0 4   1110 1000: 2 1
//   row 1111 0000                         4 0              0 0              3 0
// The first wave holds two columns, the second the last alone.
TEST(WorkDistribution, ByHand) {
  Layer layer;
  layer.kind = LayerKind::Linear;
  layer.in_channels = 8, layer.out_channels = 2, layer.tokens = 3;
  LayerOperands operands;
  operands.weights = {1, 0, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0};
  operands.activations = {1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0, 0, 0};
  const WorkDistribution work = work_distribution(small_design(), layer, operands);
  EXPECT_THAT(work.elements, ElementsAre(6, 1, 2, 1, 2));  // 2 0 4 0, 0 4 0 0, 2 1 3 0
  EXPECT_THAT(work.largest, ElementsAre(0, 1, 0, 1, 2));   // 4 and 4 in the first wave, 3 and 1 in the second
  EXPECT_DOUBLE_EQ(work.mean(), 16.0 / 12);
  EXPECT_DOUBLE_EQ(work.mean_largest(), 12.0 / 4);
  EXPECT_EQ(work.quantile(0.5), 0);
  EXPECT_EQ(work.quantile(0.51), 1);
  EXPECT_EQ(work.quantile(0.9), 4);
  EXPECT_EQ(work.quantile(1), 4);
}

// Four of value 1 and four of value 3: the median lies at the upper end of what 1 is spread over, a quarter in its middle.
TEST(WorkDistribution, QuantilesBetweenWholeNumbers) {
  const WorkDistribution work{{0, 4, 0, 4}, {}};
  EXPECT_DOUBLE_EQ(work.smooth_quantile(0.5), 1.5);
  EXPECT_DOUBLE_EQ(work.smooth_quantile(0.25), 1);
  EXPECT_DOUBLE_EQ(work.smooth_quantile(1), 3.5);
  EXPECT_DOUBLE_EQ(work.deviation(), 1);
  EXPECT_EQ((WorkDistribution{{4}, {}}.smooth_quantile(0.25)), 0);  // not below 0
  const WorkDistribution nothing;
  EXPECT_EQ(nothing.mean(), 0);
  EXPECT_EQ(nothing.deviation(), 0);
  EXPECT_EQ(nothing.smooth_quantile(0.5), 0);
}

TEST(WorkDistribution, SumsOfSeveralSizes) {
  WorkDistribution sum{{1, 2}, {3}};
  sum += WorkDistribution{{1, 0, 5}, {0, 1}};
  EXPECT_THAT(sum.elements, ElementsAre(2, 2, 5));
  EXPECT_THAT(sum.largest, ElementsAre(3, 1));
}

/// The definition (machine-model, sections 1 to 3) for a dense or 2:4 pruned network whose zeros are skipped: every wave, window, row and column.
WorkDistribution naive(const Layer& layer, const LayerOperands& operands, std::int64_t array, std::int64_t window) {
  const bool convolution = layer.kind == LayerKind::Convolution;
  const std::int64_t groups = convolution ? layer.groups : layer.kind == LayerKind::Matmul ? layer.groups * operands.images : 1;
  const std::int64_t rows = convolution ? layer.out_channels / groups : layer.out_channels,
                     channels = convolution ? layer.in_channels / groups : layer.in_channels;
  const std::int64_t taps = convolution ? layer.kernel_height * layer.kernel_width : 1;
  const std::int64_t height = convolution ? layer.out_height() : 1, width = convolution ? layer.out_width() : layer.tokens;
  const std::int64_t images = layer.kind == LayerKind::Matmul ? 1 : operands.images, columns = images * height * width;
  const auto weight = [&](std::int64_t group, std::int64_t row, std::int64_t tap, std::int64_t channel) {
    return operands.weights[static_cast<std::size_t>(((group * rows + row) * taps + tap) * channels + channel)];
  };
  const auto activation = [&](std::int64_t group, std::int64_t column, std::int64_t tap, std::int64_t channel) -> float {
    if (!convolution) return operands.activations[static_cast<std::size_t>((group * columns + column) * channels + channel)];
    const std::int64_t image = column / (height * width), y = column / width % height * layer.stride + tap / layer.kernel_width - layer.pad_height,
                       x = column % width * layer.stride + tap % layer.kernel_width - layer.pad_width;
    if (y < 0 || y >= layer.in_height || x < 0 || x >= layer.in_width) return 0;
    return operands
        .activations[static_cast<std::size_t>(((image * layer.in_height + y) * layer.in_width + x) * layer.in_channels + group * channels + channel)];
  };
  WorkDistribution work{std::vector<std::int64_t>(static_cast<std::size_t>(window) + 1),
                        std::vector<std::int64_t>(static_cast<std::size_t>(window) + 1)};
  for (std::int64_t group = 0; group < groups; ++group)
    for (std::int64_t column0 = 0; column0 < columns; column0 += array)
      for (std::int64_t row0 = 0; row0 < rows; row0 += array)
        for (std::int64_t tap = 0; tap < taps; ++tap)
          for (std::int64_t first = 0; first < channels; first += window) {
            std::size_t largest = 0;
            for (std::int64_t row = row0; row < std::min(rows, row0 + array); ++row)
              for (std::int64_t column = column0; column < std::min(columns, column0 + array); ++column) {
                std::size_t x = 0;
                for (std::int64_t k = first; k < std::min(channels, first + window); ++k)
                  x += weight(group, row, tap, k) != 0 && activation(group, column, tap, k) != 0 ? 1 : 0;
                ++work.elements[x];
                largest = std::max(largest, x);
              }
            ++work.largest[largest];
          }
  return work;
}

TEST(WorkDistribution, IsThatOfTheDefinition) {
  Random random(1);
  for (int round = 0; round < 60; ++round) {
    SCOPED_TRACE(round);
    Layer layer;
    layer.kind = round % 3 == 0 ? LayerKind::Linear : round % 3 == 1 ? LayerKind::Convolution : LayerKind::Matmul;
    const auto pick = [&](std::int64_t low, std::int64_t high) {
      return low + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(high - low + 1)));
    };
    layer.groups = layer.kind == LayerKind::Linear ? 1 : pick(1, 2);
    layer.in_channels = pick(1, 9) * layer.groups, layer.out_channels = pick(1, 5) * layer.groups;
    layer.tokens = pick(1, 6);
    LayerOperands operands;
    operands.images = pick(1, 2);
    std::int64_t weights = layer.out_channels * layer.in_channels, activations = operands.images * layer.tokens * layer.in_channels;
    if (layer.kind == LayerKind::Convolution) {
      layer.in_height = pick(3, 5), layer.in_width = pick(3, 5);
      layer.kernel_height = pick(1, 3), layer.kernel_width = pick(1, 3);
      layer.stride = pick(1, 2);
      layer.pad_height = pick(0, 1), layer.pad_width = pick(0, 1);
      weights = layer.out_channels * layer.kernel_height * layer.kernel_width * layer.in_channels / layer.groups;
      activations = operands.images * layer.in_height * layer.in_width * layer.in_channels;
    } else if (layer.kind == LayerKind::Matmul) {
      weights *= layer.groups * operands.images;
      activations *= layer.groups;
    }
    const auto seed = static_cast<std::uint64_t>(round);
    operands.weights = random_values(weights, 0.4, seed);
    operands.activations = random_values(activations, 0.5, seed + 1000);
    EXPECT_EQ(work_distribution(small_design(), layer, operands), naive(layer, operands, 2, 4));
  }
}

/// Work is independent of lanes and synchronisation; and a counter that looked at the weights once counts the same.
TEST(WorkDistribution, DependsOnMasksAndArrayAlone) {
  TraceFolder folder;
  write_random_trace(folder.file("t"), small_network(), trace_header(3));
  const Trace trace(folder.file("t"));
  const ResolvedDesign design = small_design(),
                       other = small_design({{"fabric.lanes", "1"}, {"fabric.sync.slack", "4"}, {"fabric.sync.domain", "row"}});
  const Layer& layer = *trace.network().find("conv2");
  const WorkCounter counter(design, layer, trace.operands(layer, 0, 1));
  for (std::int64_t input = 0; input < 3; ++input) {
    const WorkDistribution work = work_distribution(design, layer, trace.operands(layer, input, 1));
    EXPECT_EQ(work, naive(layer, trace.operands(layer, input, 1), 2, 4));
    EXPECT_EQ(counter.count(trace.activations(layer, input, 1)), work);
    EXPECT_EQ(work_distribution(other, layer, trace.operands(layer, input, 1)), work);
  }
}

// The designs of the check: windows of 16 on the library's array of 16 x 16.
TEST(WorkDistribution, OnTheDesignsOfTheCheck) {
  TraceFolder folder;
  write_random_trace(folder.file("t"), small_network(), trace_header(1));
  const Trace trace(folder.file("t"));
  const ResolvedDesign design = resolve(fit_design(kFitDesigns[0]));
  for (const char* name : {"conv1", "conv2", "product", "fc"}) {
    const Layer& layer = *trace.network().find(name);
    EXPECT_EQ(work_distribution(design, layer, trace.operands(layer, 0, 1)), naive(layer, trace.operands(layer, 0, 1), design.array_m, design.window))
        << name;
  }
}

}  // namespace
}  // namespace skeptic
