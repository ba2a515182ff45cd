// What is measured of a tensor's zeros, and the factors and blobs that explain it: by hand, and there and back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "workload/fit/blobs.h"
#include "workload/fit/factors.h"
#include "workload/fit/moments.h"

namespace skeptic {
namespace {

using ::testing::ElementsAre;

// A 2 x 2 image of three channels. Zeros: of the first the upper row, of the second a diagonal, of the third all but the last pixel.
//     0 0    0 .    0 0
//     . .    . 0    0 .
TEST(FitMoments, ByHand) {
  const std::vector<float> values{0, 0, 0, 0, 2, 0, 1, -3, 0, 2, 0, 5};
  const Moments moments = measure_moments({2, 2, 3, 0}, 1, [&](std::int64_t) { return values; });
  ASSERT_EQ(moments.inputs(), 1);
  EXPECT_THAT(moments.fractions[0], ElementsAre(0.5, 0.5, 0.75));
  EXPECT_THAT(moments.variance, ElementsAre(0.25, 0.25, 0.1875));
  EXPECT_EQ(moments.within.at(1, 0), 0);       // one pixel of both: 1/4 - 1/2 · 1/2
  EXPECT_EQ(moments.within.at(2, 0), 0.125);   // two: 1/2 - 3/8
  EXPECT_EQ(moments.within.at(2, 1), -0.125);  // one: 1/4 - 3/8
  EXPECT_EQ(moments.lagged[0][0], 0.25);       // pixels of a row are alike,
  EXPECT_EQ(moments.lagged[0][3], -0.25);      // those of a column are not
  EXPECT_EQ(moments.lagged[1][0], -0.25);
  EXPECT_EQ(moments.lagged[1][3], -0.25);
  EXPECT_EQ(moments.lagged[0][1], 0);  // no two pixels are two apart
  EXPECT_THAT(moments.nonzeros, ElementsAre(2, 2, 1));
  EXPECT_THAT(moments.squares, ElementsAre(5, 13, 25));
  EXPECT_EQ(moments.negative, 1);
  EXPECT_NEAR(moments.thresholds[0][0], normal_density(0), 1e-9);
}

// A class token in front counts as a vector, not as a pixel; the second input has no zeros.
TEST(FitMoments, LeadingVectorsAndMeansOverInputs) {
  const std::vector<std::vector<float>> inputs{{0, 0, 1, 1}, {1, 1, 1, 1}};
  const Moments moments = measure_moments({1, 3, 1, 1}, 2, [&](std::int64_t i) { return inputs[static_cast<std::size_t>(i)]; });
  EXPECT_EQ(moments.fractions[0][0], 0.5);
  EXPECT_EQ(moments.fractions[1][0], 0);
  EXPECT_EQ(moments.variance[0], 0.125);
  EXPECT_EQ(moments.lagged[0][0], 0);  // ((1/2)(-1/2) + (-1/2)(-1/2)) / 2, of one input in two
  EXPECT_EQ(moments.nonzeros[0], 6);
}

TEST(FitFactors, OneCommonCauseIsFound) {
  const std::vector<double> loadings{0.9, 0.5, -0.4, 0.7, 0.3, 0.6};
  const auto covariances = [&](const std::vector<double>& v) {
    double along = 0;
    for (std::size_t i = 0; i < v.size(); ++i) along += loadings[i] * v[i];
    std::vector<double> result;
    for (std::size_t i = 0; i < v.size(); ++i) result.push_back(loadings[i] * (along - loadings[i] * v[i]));
    return result;
  };
  const auto found = common_factors(covariances, std::vector<double>(6, 1.0), 1);
  ASSERT_EQ(found.size(), 1u);
  for (std::size_t i = 0; i < loadings.size(); ++i) EXPECT_NEAR(found[0][i], loadings[i], 1e-3);
}

TEST(FitFactors, SeveralCausesGiveTheCovariances) {
  const std::vector<std::vector<double>> causes{{0.6, 0.5, 0.4, 0.6, 0.3, 0.5, 0.4, 0.6}, {0.5, -0.5, 0.4, -0.3, 0.6, -0.5, 0.2, -0.4}};
  const std::size_t size = causes[0].size();
  const auto covariance = [&](std::size_t i, std::size_t j) { return causes[0][i] * causes[0][j] + causes[1][i] * causes[1][j]; };
  const auto covariances = [&](const std::vector<double>& v) {
    std::vector<double> result(size, 0.0);
    for (std::size_t i = 0; i < size; ++i)
      for (std::size_t j = 0; j < size; ++j) result[i] += i == j ? 0 : covariance(i, j) * v[j];
    return result;
  };
  const auto found = common_factors(covariances, std::vector<double>(size, 1.0), 3);
  for (std::size_t i = 0; i < size; ++i)
    for (std::size_t j = 0; j < i; ++j) {
      double sum = 0;
      for (const auto& factor : found) sum += factor[i] * factor[j];
      EXPECT_NEAR(sum, covariance(i, j), 0.03) << i << " " << j;
    }
}

TEST(FitFactors, IndependentVariatesHaveNone) {
  const auto nothing = [](const std::vector<double>& v) { return std::vector<double>(v.size(), 0.0); };
  EXPECT_TRUE(common_factors(nothing, {1, 1, 1}, 2).empty());
}

/// Whatever mixture has a correlation, the shares that are found have it too.
TEST(FitBlobs, SharesHaveTheCorrelation) {
  for (const TensorShape& shape : {TensorShape{32, 32, 1, 0}, TensorShape{8, 8, 1, 1}, TensorShape{1, 197, 1, 0}}) {
    const BlobBasis basis(shape);
    for (std::size_t b = 0; b < kFitBlobs.size(); ++b) {
      BlobShares asked{};
      asked[0] = 0.3;
      asked[b] += 0.7;
      const LagValues correlation = basis.correlation(asked);
      const BlobShares found = basis.shares(correlation);
      double sum = 0;
      for (const double share : found) {
        EXPECT_GE(share, 0);
        sum += share;
      }
      EXPECT_NEAR(sum, 1, 1e-6);
      if (basis.parts(asked).size() < (b == 0 ? 1u : 2u)) continue;  // of a size that this image is too small for
      const LagValues again = basis.correlation(found);
      for (std::size_t lag = 0; lag < kFitLags.size(); ++lag)
        if (has_lag(shape, kFitLags[lag])) EXPECT_NEAR(again[lag], correlation[lag], 0.003) << shape.width << ", size " << b << ", lag " << lag;
    }
  }
}

/// Drawn fields vary by 1 within an image, and their pixels correlate as the basis says.
TEST(FitBlobs, DrawnFieldsHaveTheCorrelation) {
  const TensorShape shape{16, 16, 1, 0};
  const BlobBasis basis(shape);
  const BlobShares shares{0.3, 0, 0.5, 0, 0, 0.2, 0, 0};
  const LagValues expected = basis.correlation(shares);
  BlobField field(16, 16, basis.parts(shares), BlobOrigin::Random);
  Random random(3);
  std::vector<float> plane(256);
  double variance = 0;
  LagValues lagged{};
  constexpr int kImages = 2000;
  for (int image = 0; image < kImages; ++image) {
    field.draw(plane, random);
    double mean = 0;
    for (const float value : plane) mean += value / 256;
    std::vector<double> centred(plane.begin(), plane.end());
    for (double& value : centred) variance += (value -= mean) * value / 256 / kImages;
    for (std::size_t lag = 0; lag < kFitLags.size(); ++lag) lagged[lag] += lagged_product(shape, kFitLags[lag], centred) / kImages;
  }
  EXPECT_NEAR(variance, 1, 0.02);
  for (std::size_t lag = 0; lag < kFitLags.size(); ++lag) EXPECT_NEAR(lagged[lag] / variance, expected[lag], 0.02) << lag;
}

TEST(FitBetaLaw, ByMoments) {
  const auto law = BetaLaw::of(0.25, 0.1);  // size = 0.1875/0.01 - 1 = 17.75
  ASSERT_TRUE(law);
  EXPECT_NEAR(law->alpha, 0.25 * 17.75, 1e-5);
  EXPECT_NEAR(law->beta, 0.75 * 17.75, 1e-5);
  EXPECT_NEAR(law->mean(), 0.25, 1e-7);
  EXPECT_NEAR(law->deviation(), 0.1, 1e-7);
  EXPECT_FALSE(BetaLaw::of(0.25, 0));
  EXPECT_FALSE(BetaLaw::of(0, 0.1));
  EXPECT_FALSE(BetaLaw::of(1, 0.1));
}

// Corners, sides and the inside of an image; every token by itself.
TEST(FitPositionKinds, BordersAndTokens) {
  const PositionKinds image({32, 32, 4, 0});
  EXPECT_EQ(image.count(), 25u);
  EXPECT_EQ(image.of(0), 0u);
  EXPECT_EQ(image.of(1), 1u);
  EXPECT_EQ(image.of(2), 2u);
  EXPECT_EQ(image.of(29), 2u);
  EXPECT_EQ(image.of(31), 4u);
  EXPECT_EQ(image.of(32 * 16 + 16), 12u);
  EXPECT_EQ(image.of(32 * 32 - 1), 24u);
  const PositionKinds tokens({8, 8, 4, 1});
  EXPECT_EQ(tokens.count(), 65u);
  EXPECT_EQ(tokens.of(64), 64u);
}

}  // namespace
}  // namespace skeptic
