// The normal law and masks of two correlated normal variates.
#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"
#include "workload/fit/normal_law.h"

namespace skeptic {
namespace {

// Tables of the normal distribution, e.g. Abramowitz and Stegun, 26.1.
TEST(NormalLaw, KnownValues) {
  EXPECT_NEAR(normal_density(0), 0.3989422804014327, 1e-15);
  EXPECT_NEAR(normal_density(-2), 0.05399096651318806, 1e-15);
  EXPECT_EQ(normal_distribution(0), 0.5);
  EXPECT_NEAR(normal_distribution(1), 0.8413447460685429, 1e-13);
  EXPECT_NEAR(normal_distribution(-3), 0.0013498980316300933, 1e-14);
  EXPECT_EQ(normal_distribution(50), normal_distribution(6));
  EXPECT_EQ(normal_distribution(-50), normal_distribution(-6));
  for (const double share : {0.001, 0.1, 0.5, 0.77, 0.9999}) EXPECT_NEAR(normal_distribution(normal_quantile(share)), share, 1e-7);
}

// Cut at 0, the covariance is arcsin(r) / 2 pi (Sheppard 1899). Up to 0.7 the series is within 0.003 of it.
TEST(MaskCovariance, AtTheMedianItIsSheppards) {
  const TetrachoricFactors median = tetrachoric_factors(0);
  for (const double r : {-0.7, -0.3, 0.0, 0.1, 0.5, 0.7}) {
    const double exact = std::asin(r) / (2 * 3.14159265358979323846);
    EXPECT_NEAR(mask_covariance(r, median, median), exact, 0.003 * std::abs(exact) + 1e-15) << r;
  }
}

// To first order it is r times both densities, whatever the thresholds.
TEST(MaskCovariance, SmallCorrelationsAreLinear) {
  const TetrachoricFactors low = tetrachoric_factors(-0.7), high = tetrachoric_factors(1.3);
  EXPECT_NEAR(mask_covariance(1e-4, low, high), 1e-4 * normal_density(-0.7) * normal_density(1.3), 1e-8);
}

// P(X < s, Y < t) from the definition: the mean over X of the probability of Y given X, by the midpoint rule.
TEST(MaskCovariance, IsThatOfTheDefinition) {
  const double s = -0.5, t = 0.9, r = 0.6, side = std::sqrt(1 - r * r);
  double both = 0;
  constexpr int kSteps = 20000;
  for (int i = 0; i < kSteps; ++i) {
    const double x = -8 + (s + 8) * (i + 0.5) / kSteps;
    both += (s + 8) / kSteps * normal_density(x) * normal_distribution((t - r * x) / side);
  }
  const double covariance = both - normal_distribution(s) * normal_distribution(t);
  EXPECT_NEAR(mask_covariance(r, tetrachoric_factors(s), tetrachoric_factors(t)), covariance, 0.002 * covariance);
}

TEST(FieldCorrelation, InvertsTheCovariance) {
  for (const double s : {-0.5, 0.0, 0.8})
    for (const double t : {-0.4, 1.0})
      for (const double r : {-0.7, -0.2, 0.0, 0.05, 0.7}) {
        const TetrachoricFactors a = tetrachoric_factors(s), b = tetrachoric_factors(t);
        EXPECT_NEAR(field_correlation(mask_covariance(r, a, b), a, b), r, 1e-5) << s << " " << t;
      }
}

TEST(FieldCorrelation, IsCutAndNeedsThresholds) {
  const TetrachoricFactors median = tetrachoric_factors(0), none{};
  EXPECT_EQ(field_correlation(0.25, median, median), kMostCorrelation);
  EXPECT_EQ(field_correlation(-0.25, median, median), -kMostCorrelation);
  EXPECT_EQ(field_correlation(0.1, none, median), 0);
}

}  // namespace
}  // namespace skeptic
