// Axes of the inputs: cycles are numbers of values that are not zero, counted here from the tensors themselves.
#include <algorithm>
#include <map>

#include "stress/closed_form.h"

namespace skeptic {
namespace {

constexpr std::int64_t kDepth = 64, kTokens = 32;
const std::string kLayer = "linear:in=64,out=1,tokens=32";
constexpr std::int64_t kDense = kDepth * kTokens + 2;  // a load, 64 cycles a token, a store

// 2048 positions of which x % are not zero, to one: s = 2050 / (20.48 x + 2).
TEST(ActivationDensity, BreaksAtTheShareOfNonzeros) {
  const AxisFinding finding = on_axis("activation-density", skipper(), bare(), layer_alone(kLayer), 1.9);
  EXPECT_EQ(finding.curves.front().claim.last_good, 52);  // 1067 cycles: 1.92; at 53 %, 1087: 1.886
  EXPECT_EQ(finding.curves.front().claim.first_bad, 53);
  for (const CurvePoint& point : finding.curves.front().points) {
    const double cycles = 0.01 * static_cast<double>(point.x) * kDepth * kTokens + 2;
    EXPECT_NEAR(static_cast<double>(kDense) / point.result, cycles, 1.01) << point.x;
  }
}

TEST(InputVariance, BreaksWhereTheCountsOfNonzerosSay) {
  const Setting setting = layer_alone(kLayer);
  const AxisFinding finding = on_axis("input-variance", skipper(), bare(), setting, 1.6);
  ASSERT_EQ(finding.curves.size(), 3U);
  EXPECT_EQ(finding.plan.note, "16 inputs by themselves");
  const auto cycles = [&](std::int64_t x) {
    Setting at = setting;
    at.image_deviation = static_cast<double>(x) / 100;
    std::vector<std::int64_t> found;
    for (std::int64_t input = 0; input < 16; ++input) found.push_back(nonzeros(operands_of(at, input).activations) + 2);
    return found;
  };
  const auto of_rank = [&](std::int64_t x, std::size_t rank) {  // from the slowest input
    std::vector<std::int64_t> falling = cycles(x);
    std::sort(falling.rbegin(), falling.rend());
    return ratio(kDense, falling[rank]);
  };
  const auto waiting = [&](std::int64_t x) {
    const std::vector<std::int64_t> found = cycles(x);
    const std::int64_t first = *std::max_element(found.begin(), found.begin() + 8), second = *std::max_element(found.begin() + 8, found.end());
    return ratio(16 * kDense, 8 * first + 8 * second);
  };
  // The median of sixteen is the eighth from below in speed, so the eighth from the slowest; 99 % of sixteen are all of them.
  expect_curve(finding.curves[0], [&](std::int64_t x) { return of_rank(x, 7); });
  expect_curve(finding.curves[1], [&](std::int64_t x) { return of_rank(x, 0); });
  expect_curve(finding.curves[2], waiting);
  expect_break(finding, finding.curves[0].claim, [&](std::int64_t x) { return of_rank(x, 7) >= 1.6; });
  expect_break(finding, finding.curves[1].claim, [&](std::int64_t x) { return of_rank(x, 0) >= 1.6; });
  expect_break(finding, finding.curves[2].claim, [&](std::int64_t x) { return waiting(x) >= 1.6; });
  EXPECT_LE(finding.curves[1].claim.first_bad, finding.curves[2].claim.first_bad);
}

TEST(InputVariance, SparesNetworksWithoutZeros) {
  const Setting smooth = layer_alone(kLayer + ",activation=gelu");
  EXPECT_EQ(on_axis("input-variance", skipper(), bare(), smooth, 1).plan.spared,
            "activations of this network hold no zeros whose number could vary, unless it is given");
  EXPECT_EQ(on_axis("input-variance", skipper(), bare(), layer_alone(smooth.network, 0.5), 1).plan.spared, "");
}

/// One element for each channel, each on its own: the fullest channel decides.
const Settings kByChannel{{"fabric.array", "{m: 1, n: 1, k: 64}"}, {"fabric.window", "1"}, {"fabric.sync", "{domain: pe, slack: 1}"}};

TEST(ChannelSpread, BreaksWhereTheFullestChannelSays) {
  const Setting setting = layer_alone("linear:in=64,out=1,tokens=256", 0.5);
  const AxisFinding finding = on_axis("channel-spread", skipper(kByChannel), bare(kByChannel), setting, 1.4);
  const auto speedup = [&](std::int64_t x) {
    Setting at = setting;
    at.spread = static_cast<double>(x) / 100;
    const std::vector<float> values = operands_of(at).activations;
    std::vector<std::int64_t> of_channel(64, 0);
    for (std::size_t i = 0; i < values.size(); ++i) of_channel[i % 64] += values[i] != 0;
    return ratio(256 + 2, *std::max_element(of_channel.begin(), of_channel.end()) + 2);
  };
  expect_curve(finding.curves.front(), speedup);
  expect_break(finding, finding.curves.front().claim, [&](std::int64_t x) { return speedup(x) >= 1.4; });
}

// Four slices of 16 channels: blocked ones lie in one half each, so the fuller half decides; interleaved ones take a window of eight from both. The
// axis makes tiles of the array's size: an output each.
TEST(ChannelHalves, BlockedSlicesTakeTheFullerHalf) {
  const Settings four{{"fabric.array", "{m: 1, n: 4, k: 1}"}, {"fabric.window", "8"}, {"fabric.sync", "{domain: pe, slack: 1}"}};
  const AxisFinding finding = on_axis("channel-halves", skipper(four), bare(four), layer_alone(kLayer), 1.5);
  const Network network = load_network("skewed64");
  const Layer& conv = *std::find_if(network.layers.begin(), network.layers.end(), [](const Layer& layer) { return layer.macs() > 0; });
  const std::int64_t size = conv.in_height, rows = conv.out_channels;
  const auto speedup = [&](std::int64_t x, bool blocked) {
    Setting setting = layer_alone("skewed64");
    setting.layers = {conv.name};
    setting.channel_zeros = {static_cast<double>(80 + x) / 200, static_cast<double>(80 - x) / 200};
    const std::vector<float> values = operands_of(setting).activations;
    std::int64_t cycles = 0;
    for (std::int64_t output = 0; output < size * size; ++output) {
      std::int64_t work[4] = {};
      for (std::int64_t tap = 0; tap < 9; ++tap) {
        const std::int64_t y = output / size + tap / 3 - 1, c = output % size + tap % 3 - 1;
        if (y < 0 || y >= size || c < 0 || c >= size) continue;
        for (std::int64_t channel = 0; channel < 64; ++channel)
          work[blocked ? channel / 16 : channel / 8 % 4] += values[static_cast<std::size_t>((y * size + c) * 64 + channel)] != 0;
      }
      cycles += *std::max_element(work, work + 4);
    }
    return ratio(rows * size * size * 9 * 16 + 2, rows * cycles + 2);
  };
  for (const bool blocked : {true, false}) {
    const AxisCurve& curve = finding.curves[blocked ? 0 : 1];
    // Some outputs at the image's corners take less than a load and a store do.
    for (const CurvePoint& point : curve.points) EXPECT_NEAR(point.result, speedup(point.x, blocked), 2e-4) << point.x;
    if (blocked)
      expect_break(finding, curve.claim, [&](std::int64_t x) { return speedup(x, blocked) >= 1.5; });
    else
      EXPECT_EQ(curve.claim.kind, Break::Never);
  }
}

std::vector<std::int64_t> of_rows(const Setting& setting, std::int64_t x) {
  Setting at = setting;
  at.weight_zeros = 0.5, at.weight_spread = static_cast<double>(x) / 100;
  const std::vector<float> values = operands_of(at).weights;
  std::vector<std::int64_t> counts(values.size() / static_cast<std::size_t>(kDepth), 0);
  for (std::size_t i = 0; i < values.size(); ++i) counts[i / static_cast<std::size_t>(kDepth)] += values[i] != 0;
  return counts;
}

// One element for each row, each on its own: the fullest row decides, for every token.
TEST(RowSpread, BreaksWhereTheFullestRowSays) {
  const Setting setting = layer_alone("linear:in=64,out=16,tokens=8");
  const Settings by_row{{"fabric.array", "{m: 16, n: 1, k: 1}"}, {"fabric.sync", "{domain: pe, slack: 1}"}};
  const AxisFinding finding = on_axis("row-spread", bare(by_row).with("operands.weights.skip", "zeros"), bare(by_row), setting, 1.4);
  const auto speedup = [&](std::int64_t x) {
    const std::vector<std::int64_t> rows = of_rows(setting, x);
    return ratio(8 * kDepth + 2, 8 * *std::max_element(rows.begin(), rows.end()) + 2);
  };
  expect_curve(finding.curves.front(), speedup);
  expect_break(finding, finding.curves.front().claim, [&](std::int64_t x) { return speedup(x) >= 1.4; });
}

// Waves of four rows in lockstep, a step of 64 for the whole reduction: each wave takes its fullest row. Sorted, those are every fourth of the
// falling counts; dealt, the four highest.
TEST(LoadBalancing, BreaksWhereTheFullestRowsOfTheWavesSay) {
  const Setting setting = layer_alone("linear:in=64,out=16,tokens=8");
  const Settings waves{{"fabric.array", "{m: 4, n: 1, k: 1}"}, {"fabric.window", "64"}};
  const AxisFinding finding = on_axis("balance", bare(waves).with("operands.weights.skip", "zeros"), bare(waves), setting, 1.3);
  const auto speedup = [&](std::int64_t x, const std::string& order) {
    std::vector<std::int64_t> rows = of_rows(setting, x);
    if (order != "unbalanced") std::sort(rows.rbegin(), rows.rend());
    std::int64_t cycles = 0;
    for (std::size_t wave = 0; wave < 4; ++wave)
      cycles += order == "interleave" ? rows[wave]
                                      : *std::max_element(rows.begin() + 4 * static_cast<std::ptrdiff_t>(wave),
                                                          rows.begin() + 4 * static_cast<std::ptrdiff_t>(wave) + 4);
    return ratio(4 * 8 * kDepth + 2, 8 * cycles + 2);
  };
  std::size_t broken = 0;
  for (const AxisCurve& curve : finding.curves) {
    if (curve.label == "queue" || curve.label == "pair") continue;
    expect_curve(curve, [&](std::int64_t x) { return speedup(x, curve.label); });
    if (curve.claim.kind == Break::Between) ++broken;
    if (curve.claim.kind == Break::Between) expect_break(finding, curve.claim, [&](std::int64_t x) { return speedup(x, curve.label) >= 1.3; });
  }
  EXPECT_GE(broken, 2U);
}

// A row, two columns in lockstep, against a dense machine of two lanes. No mask of density d makes more steps than full columns beside empty ones,
// which take 2d of what a lane takes without skipping: of the dense machine's time 0.8 at 20 %, 1.6 at 40 %, 2 from 50 % on.
TEST(AdversarialMask, BreaksWhereFullColumnsSay) {
  const Settings pair{{"fabric.array", "{m: 1, n: 2, k: 1}"}, {"fabric.window", "8"}};
  const AxisFinding finding = on_axis("adversarial-mask", skipper(pair), bare(pair).with("fabric.lanes", "2"), layer_alone(kLayer), 100);
  const AxisCurve& worst = finding.curves.back();
  EXPECT_NEAR(worst.at(40)->result, 0.625, 0.01);
  EXPECT_DOUBLE_EQ(worst.at(60)->result, 0.5);
  expect_break(finding, worst.even, [](std::int64_t x) { return 0.5 / std::min(1.0, 0.02 * static_cast<double>(x)) >= 1; });
  // The array by itself, with half of the weights zero, is no network of which anything was claimed.
  EXPECT_EQ(worst.claim.threshold, 1);
}

// Half of the values behind a ReLU are zero and none behind a GELU; squares of zeros are zeros.
TEST(ActivationFunction, BreaksWhereZerosEnd) {
  const Settings rows{{"fabric.array", "{m: 64, n: 1, k: 1}"}, {"fabric.window", "64"}};
  const AxisFinding finding = on_axis("activation-function", skipper(rows), bare(rows), layer_alone(kLayer), 1.9);
  const AxisCurve& curve = finding.curves.front();
  EXPECT_NEAR(curve.at(0)->result, 2, 1e-3);
  EXPECT_EQ(curve.at(1)->result, curve.at(0)->result);
  EXPECT_EQ(curve.at(2)->result, 1);
  EXPECT_EQ(curve.at(3)->result, 1);
  EXPECT_EQ(curve.claim.last_good, 1);
  EXPECT_EQ(curve.claim.first_bad, 2);
}

// One unit an image. An image takes 3:8 where the one before has at most three values in ten that are not zero, and the first takes what comes last.
TEST(PreviousInput, BreaksWherePruningByHandSays) {
  Setting setting = layer_alone("linear:in=8,out=1,tokens=64", 0.8);
  setting.spread = 0;
  const Subject proposal =
      bare({{"fabric.window", "8"},
            {"operands.activations.chosen", "run-time"},
            {"operands.activations.patterns", "[\"3:8\", dense]"},
            {"operands.activations.skip", "pattern"},
            {"operands.activations.decide",
             "{by: consumer, when: tile, stored: none, policy: {density: [0.3, 1]}, unit: {pixels: 64, channels: all}, latency: 0 cycles, "
             "rate: 1 unit/cycle, switch: 0 cycles, state: 0 KiB}"}});
  const AxisFinding finding = on_axis("previous-input", proposal, bare(), setting, 1);
  const auto kept = [&](std::int64_t x) {
    Setting at = setting;
    at.image_deviation = static_cast<double>(x) / 100;
    double all = 0, dropped = 0;
    bool prunes = false;
    for (std::int64_t image = 0; image < 4; ++image) {
      const std::vector<float> values = operands_of(at, image).activations;
      for (std::size_t first = 0; first < values.size(); first += 8) {
        std::vector<float> group(values.begin() + static_cast<std::ptrdiff_t>(first), values.begin() + static_cast<std::ptrdiff_t>(first) + 8);
        std::sort(group.begin(), group.end());
        for (std::size_t i = 0; i < 8; ++i) {
          const double square = static_cast<double>(group[i]) * group[i];
          all += square;
          if (prunes && i < 5) dropped += square;
        }
      }
      prunes = ratio(nonzeros(values), static_cast<std::int64_t>(values.size())) <= 0.3;
    }
    return 1 - dropped / all;
  };
  expect_curve(finding.curves.front(), kept);
  EXPECT_EQ(finding.curves.front().even.threshold, 0.99);
  expect_break(finding, finding.curves.front().even, [&](std::int64_t x) { return kept(x) >= 0.99; });
}

}  // namespace
}  // namespace skeptic
