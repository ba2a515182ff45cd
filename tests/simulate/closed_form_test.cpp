// What is known without simulating: static costs, sums over channels, and the published cycles of Eyeriss v2's processing element.
#include <gtest/gtest.h>

#include <array>
#include <filesystem>

#include "base/file.h"
#include "base/random.h"
#include "simulate/designs.h"
#include "simulate/simulate.h"

namespace skeptic {
namespace {

/// Values of 1 … 4 with the given share of zeros.
std::vector<float> values(std::size_t count, double zeros, std::uint64_t seed) {
  Random random(seed);
  std::vector<float> made(count);
  for (float& value : made) value = random.uniform() < zeros ? 0.0F : static_cast<float>(1 + random.below(4));
  return made;
}

/// A 3 x 3 convolution of 12 channels on 7 x 7 pixels to 10 channels, ragged in every direction.
Product random_convolution(double zeros, std::uint64_t seed) {
  Product made;
  made.layer.name = "conv";
  made.layer.in_channels = 12;
  made.layer.out_channels = 10;
  made.layer.in_height = made.layer.in_width = 7;
  made.layer.kernel_height = made.layer.kernel_width = 3;
  made.layer.pad_height = made.layer.pad_width = 1;
  made.operands.weights = values(10 * 9 * 12, zeros, seed);
  made.operands.activations = values(7 * 7 * 12, zeros, seed + 1);
  return made;
}

ResolvedDesign array_design() {
  ResolvedDesign design = paper_design();
  design.array_m = 4;
  design.array_n = 3;
  design.window = 8;
  return design;
}

// One operand's skipping by its slots (or of none) has costs that do not depend on values: W in 2:4, offset or not, windows of 8, 2 lanes. In every
// window x = 4, cost = 2: ceil(10/4)·ceil(49/3) waves of 9·ceil(12/8) = 18 windows, 3·17·18·2 = 1836 cycles.
TEST(ClosedForm, StaticPatternsCostTheSameForAllData) {
  for (const Domain domain : {Domain::Array, Domain::Row, Domain::Column, Domain::Pe})
    for (const std::int64_t slack : {1, 3}) {
      ResolvedDesign design = array_design();
      design.domain = domain;
      design.slack = slack;
      design.weights.pattern = parse_pattern("2:4");
      design.weights.skip = Skip::Pattern;
      for (const std::uint64_t seed : {1, 2})
        for (const double zeros : {0.1, 0.9}) {
          const Product random = random_convolution(zeros, seed);
          const LayerCounts counts = simulate_layer(design, random.layer, random.operands);
          EXPECT_EQ(counts.compute_cycles, 3 * 17 * 18 * 2);
          // 10·49·18 steps of elements that have a row and a column, four multiplications each.
          EXPECT_EQ(counts.stack[Slot::Useful] + counts.stack[Slot::Ineffectual], 10 * 49 * 18 * 4);
        }
    }
}

// Skipping nothing: x = 8, cost = 4.
TEST(ClosedForm, DenseCostsTheSameForAllData) {
  for (const std::uint64_t seed : {1, 2}) {
    const Product random = random_convolution(0.5, seed);
    EXPECT_EQ(simulate_layer(array_design(), random.layer, random.operands).compute_cycles, 3 * 17 * 18 * 4);
  }
}

// The opposite: zeros that are skipped make the cycles depend on data, or the two tests above could not fail.
TEST(ClosedForm, SkippedZerosCostWhatTheDataSay) {
  ResolvedDesign design = array_design();
  design.activations.skip = Skip::Zeros;
  const Product few = random_convolution(0.1, 1), many = random_convolution(0.9, 1);
  EXPECT_GT(simulate_layer(design, few.layer, few.operands).compute_cycles, simulate_layer(design, many.layer, many.operands).compute_cycles);
}

/// One pointwise layer of MobileNet-0.5 with its real masks (Sparseloop's artifact), and the true cycles of Eyeriss v2's one-multiplier element.
struct MaskCase {
  const char* name;
  std::int64_t rows, channels, pixels, cycles;
};
constexpr std::array<MaskCase, 5> kMasks{{
    {"L07", 64, 64, 1024, 1'702'140},
    {"L13", 256, 128, 64, 1'144'158},
    {"L19", 256, 256, 64, 1'457'458},
    {"L21", 256, 256, 64, 1'677'684},
    {"L25", 512, 256, 16, 948'572},
}};

std::vector<float> read_mask(const std::filesystem::path& file) {
  std::vector<float> made;
  for (const char digit : read_file(file.string()))
    if (digit == '0' || digit == '1') made.push_back(digit == '1' ? 1.0F : 0.0F);
  return made;
}

class RealMasks : public testing::TestWithParam<MaskCase> {
 protected:
  void SetUp() override {
    const MaskCase& mask = GetParam();
    const std::filesystem::path folder = std::filesystem::path(SKEPTIC_SHARED) / "data" / "masks";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no masks at " << folder;
    product_.layer.name = mask.name;
    product_.layer.kind = LayerKind::Linear;
    product_.layer.out_channels = mask.rows;
    product_.layer.in_channels = mask.channels;
    product_.layer.tokens = mask.pixels;
    product_.operands.weights = read_mask(folder / (std::string(mask.name) + "_weights.txt"));
    product_.operands.activations = read_mask(folder / (std::string(mask.name) + "_iacts.txt"));
    ASSERT_EQ(product_.operands.weights.size(), static_cast<std::size_t>(mask.rows * mask.channels));
    ASSERT_EQ(product_.operands.activations.size(), static_cast<std::size_t>(mask.pixels * mask.channels));
  }

  /// Σ over channels of (nonzero weights) x (nonzero activations).
  std::int64_t pairs() const {
    std::int64_t sum = 0;
    const auto channels = static_cast<std::size_t>(GetParam().channels);
    for (std::size_t c = 0; c < channels; ++c) {
      std::int64_t of_weights = 0, of_activations = 0;
      for (std::size_t i = c; i < product_.operands.weights.size(); i += channels) of_weights += product_.operands.weights[i] != 0;
      for (std::size_t i = c; i < product_.operands.activations.size(); i += channels) of_activations += product_.operands.activations[i] != 0;
      sum += of_weights * of_activations;
    }
    return sum;
  }

  Product product_;
};

// One multiplier that never sees a zero: its cycles are the pairs of nonzeros, which are the published figures.
TEST_P(RealMasks, OneMultiplierTakesThePublishedCycles) {
  ResolvedDesign design = paper_design();
  design.lanes = 1;
  design.window = 8;
  design.empty_window = 0;
  design.weights.skip = design.activations.skip = Skip::Zeros;
  design.weights_buffer.size_bits = design.activations_buffer.size_bits = 1 << 28;
  const LayerCounts counts = simulate_layer(design, product_.layer, product_.operands);
  EXPECT_EQ(pairs(), GetParam().cycles);
  EXPECT_EQ(counts.compute_cycles, GetParam().cycles);
  EXPECT_EQ(counts.stack[Slot::Useful], GetParam().cycles);
  EXPECT_EQ(counts.stack[Slot::Ineffectual], 0);
  EXPECT_EQ(counts.stack[Slot::Underfill], 0);
}

// The same products are useful on any array, whatever it skips.
TEST_P(RealMasks, UsefulIsTheSumOverChannels) {
  for (const Skip skip : {Skip::None, Skip::Zeros}) {
    ResolvedDesign design = array_design();
    design.tile.reset();
    design.array_k = 2;
    design.activations.skip = skip;
    const LayerCounts counts = simulate_layer(design, product_.layer, product_.operands);
    EXPECT_EQ(counts.stack[Slot::Useful], GetParam().cycles);
    EXPECT_EQ(counts.stack.total(), counts.cycles * counts.lanes);
  }
}

INSTANTIATE_TEST_SUITE_P(MobileNet, RealMasks, testing::ValuesIn(kMasks),
                         [](const testing::TestParamInfo<MaskCase>& test) { return test.param.name; });

}  // namespace
}  // namespace skeptic
