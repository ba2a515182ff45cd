// Axes of the shapes: M x K x N on an array of m x n elements take ceil(M/m) · ceil(N/n) waves of ceil(C/window) windows a tap.
#include "stress/closed_form.h"

namespace skeptic {
namespace {

/// 16 x 16 elements of sixteen lanes: a window of sixteen in a cycle.
const Settings kLarge{{"fabric.array", "{m: 16, n: 16, k: 1}"}, {"fabric.lanes", "16"}};
/// One multiplier that never has a padded position.
const Settings kOne{{"fabric.window", "1"}};

// 16 bits a cycle: weights take 4096 cycles and an image 64, and as many for its outputs; sixty-four lanes compute 64 cycles an image and one 4096.
// So
//   s = (4096 + 4224 b) / (4096 + 192 b),
// which is 6.7 at eight images and 4.3 at four.
TEST(Batch, BreaksWhereWeightsAreNotShared) {
  const Settings slow{{"memory.dram.bandwidth", "2 GB/s"}, {"fabric.window", "64"}};
  const AxisFinding finding = on_axis("batch", bare(slow).with("fabric.lanes", "64"), bare(slow), layer_alone("linear:in=64,out=64"), 5);
  const auto speedup = [](std::int64_t x) {
    const std::int64_t images = 256 >> x;
    return ratio(4096 + 4224 * images, 4096 + 192 * images);
  };
  expect_curve(finding.curves.front(), speedup);
  expect_break(finding, finding.curves.front().claim, [&](std::int64_t x) { return speedup(x) >= 5; });
  EXPECT_EQ(finding.plan.names[static_cast<std::size_t>(finding.curves.front().claim.first_bad)], "4");
}

TEST(RaggedSizes, BreakWhereTheCeilingsSay) {
  const AxisFinding finding = on_axis("ragged-sizes", bare(kLarge), bare(kOne), layer_alone("linear:in=64,out=1"), 3820);
  const auto speedup = [](std::int64_t m, std::int64_t taps, std::int64_t c, std::int64_t n) {
    return ratio(m * taps * c * n + 2, up(m, 16) * taps * up(c, 16) * up(n, 16) + 2);
  };
  ASSERT_EQ(finding.curves.size(), 6U);
  for (std::size_t way = 0; way < 6; ++way) {
    const std::int64_t sign = way < 3 ? 1 : -1;
    const std::function<double(std::int64_t)> laws[] = {[&](std::int64_t x) { return speedup(128, 9, 128 + sign * x, 196); },
                                                        [&](std::int64_t x) { return speedup(128 + sign * x, 9, 128, 196); },
                                                        [&](std::int64_t x) { return speedup(256, 1, 256, 192 + sign * x); }};
    const auto& law = laws[way % 3];
    expect_curve(finding.curves[way], law);
    if (sign > 0) {
      expect_break(finding, finding.curves[way].claim, [&](std::int64_t x) { return law(x) >= 3820; });
      EXPECT_EQ(finding.curves[way].claim.last_good, 0);  // one more row, column or channel starts a wave or a window
    }
  }
}

// 64 x 9 x 64 positions fill the array; three channels fill three of a window's sixteen lanes; a channel by itself fills one row and one lane.
TEST(OddLayers, BreakWhereTheArrayIsNotFilled) {
  const AxisFinding finding = on_axis("odd-layers", bare(kLarge).with("vector.lanes", "none"), bare(kOne).with("vector.lanes", "none"),
                                      layer_alone("linear:in=64,out=1"), 1000);
  const AxisCurve& curve = finding.curves.front();
  constexpr double kPixels = 56 * 56;
  EXPECT_NEAR(curve.at(0)->result, 16 * 16 * 16, 1);
  EXPECT_NEAR(curve.at(1)->result, 64 * kPixels * 49 * 3 / (4 * kPixels / 16 * 49), 1);
  EXPECT_NEAR(curve.at(2)->result, 16, 0.01);
  EXPECT_EQ(curve.claim.last_good, 0);
  EXPECT_EQ(curve.claim.first_bad, 1);
}

// Twelve heads each: scores of T x 64 x T and context of 64 x T x T. Where T is a multiple of sixteen nothing is lost.
TEST(Attention, BreaksWhereTokensAreRagged) {
  const AxisFinding finding = on_axis("attention", bare(kLarge), bare(kOne), layer_alone("linear:in=64,out=1"), 3900);
  const auto speedup = [](std::int64_t tokens) {
    const std::int64_t waves = up(tokens, 16), scores = waves * waves * 4, context = 4 * waves * waves;
    return ratio(2 * (12 * tokens * tokens * 64 + 2), 12 * scores + 2 + 12 * context + 2);
  };
  const AxisCurve& curve = finding.curves.front();
  for (const CurvePoint& point : curve.points) EXPECT_NEAR(point.result, speedup(point.x), 0.01 * point.result) << point.x;
  expect_break(finding, curve.claim, [&](std::int64_t x) { return speedup(x) >= 3900; });
}

}  // namespace
}  // namespace skeptic
