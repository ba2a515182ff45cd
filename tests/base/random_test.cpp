#include "base/random.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <set>
#include <vector>

namespace skeptic {
namespace {

TEST(Random, FirstOutputsOfSplitMix64) {
  // Published with the generator's reference code for seed 1234567.
  Random random(1234567);
  for (const std::uint64_t expected : {6457827717110365317u, 3203168211198807973u, 9817491932198370423u, 4593380528125082431u, 16408922859458223821u})
    EXPECT_EQ(random.next(), expected);
}

TEST(Random, DrawsAreTheSameBitsEverywhere) {
  // From a second implementation, in another language.
  Random random(42);
  EXPECT_EQ(random.uniform(), 0x1.7bae644c5fd6dp-1);
  EXPECT_EQ(random.below(1000), 159u);
  EXPECT_EQ(random.normal(), -0x1.2c8b8cb3a9887p-1);
}

TEST(Random, UniformLiesInItsInterval) {
  Random random(1);
  double sum = 0, least = 1, largest = 0;
  constexpr int kDraws = 100'000;
  for (int i = 0; i < kDraws; ++i) {
    const double u = random.uniform();
    sum += u;
    least = std::min(least, u);
    largest = std::max(largest, u);
  }
  EXPECT_GE(least, 0);
  EXPECT_LT(largest, 1);
  EXPECT_NEAR(sum / kDraws, 0.5, 4 * std::sqrt(1.0 / 12 / kDraws));
}

TEST(Random, BelowIsEven) {
  Random random(2);
  std::array<int, 6> counts{};
  for (int i = 0; i < 60'000; ++i) ++counts[random.below(6)];
  for (const int count : counts) EXPECT_NEAR(count, 10'000, 5 * std::sqrt(60'000.0 / 6 * 5 / 6));
  EXPECT_EQ(random.below(1), 0u);
  // A bound of 3/4 of the range: without rejection the lower third would come twice as often as the rest.
  const std::uint64_t bound = 3ull << 62;
  int lower = 0;
  for (int i = 0; i < 30'000; ++i) lower += random.below(bound) < bound / 3;
  EXPECT_NEAR(lower, 10'000, 5 * std::sqrt(30'000.0 / 3 * 2 / 3));
}

TEST(Random, NormalHasItsMoments) {
  Random random(3);
  constexpr int kDraws = 200'000;
  double sum = 0, squares = 0, fourth = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double z = random.normal();
    sum += z;
    squares += z * z;
    fourth += z * z * z * z;
  }
  EXPECT_NEAR(sum / kDraws, 0, 5 / std::sqrt(kDraws));
  EXPECT_NEAR(squares / kDraws, 1, 5 * std::sqrt(2.0 / kDraws));
  EXPECT_NEAR(fourth / kDraws, 3, 5 * std::sqrt(96.0 / kDraws));
}

TEST(Random, SeedsOfParts) {
  EXPECT_EQ(derive_seed(1, "weights", 3), derive_seed(1, "weights", 3));
  EXPECT_EQ(derive_seed(0, ""), 0x93887357c6568b9au);
  EXPECT_EQ(derive_seed(7, "layer3.0.conv1", 2), 0xae49fb477439a213u);
  // A name does not run into the index, and each part changes the seed.
  std::set<std::uint64_t> seeds;
  for (const std::uint64_t seed : {0u, 1u, 2u})
    for (const char* name : {"", "a", "b", "ab", "ba", "aa"})
      for (const std::uint64_t index : {0u, 1u, 97u, 98u, 256u}) seeds.insert(derive_seed(seed, name, index));
  EXPECT_EQ(seeds.size(), 3u * 6 * 5);
}

void expect_relative(double value, double expected, double error) {
  EXPECT_LE(std::fabs(value - expected), error * std::fabs(expected)) << value << " instead of " << expected;
}

TEST(ExactLog, AgreesWithTheLogarithm) {
  EXPECT_EQ(exact_log(1), 0);
  expect_relative(exact_log(2), 0.69314718055994530942, 1e-15);
  expect_relative(exact_log(10), 2.30258509299404568402, 1e-15);
  expect_relative(exact_log(1 + 0x1p-40), 0x1p-40 - 0x1p-81, 1e-15);
  expect_relative(exact_log(std::numeric_limits<double>::denorm_min()), -1074 * 0.69314718055994530942, 1e-15);
  expect_relative(exact_log(std::numeric_limits<double>::max()), 1024 * 0.69314718055994530942, 1e-15);
  for (double x = 1e-300; x < 1e300; x *= 1.37) expect_relative(exact_log(x), std::log(x), 1e-14);
}

TEST(ExactExp, AgreesWithTheExponential) {
  EXPECT_EQ(exact_exp(0), 1);
  expect_relative(exact_exp(1), 2.71828182845904523536, 1e-15);
  expect_relative(exact_exp(-1), 0.36787944117144232160, 1e-15);
  for (double x = -700; x < 709; x += 0.317) expect_relative(exact_exp(x), std::exp(x), 1e-14);
  EXPECT_EQ(exact_exp(710), std::numeric_limits<double>::infinity());
  EXPECT_EQ(exact_exp(-746), 0);
  EXPECT_NEAR(exact_exp(-740) / 0x1p-1074, std::exp(-740.0) / 0x1p-1074, 1.1);  // without its last bits, below the normal numbers
}

TEST(NormalQuantile, KnownValues) {
  expect_relative(normal_quantile(0.975), 1.959963984540054, 1e-7);
  expect_relative(normal_quantile(0.75), 0.6744897501960817, 1e-7);
  expect_relative(normal_quantile(0.05), -1.6448536269514722, 1e-7);
  expect_relative(normal_quantile(0.001), -3.090232306167813, 1e-6);
  expect_relative(normal_quantile(1e-20), -9.262340089798408, 1e-6);
  EXPECT_EQ(normal_quantile(0.5), 0);
  for (double p = 0.0001; p < 0.5; p += 0.0037) EXPECT_NEAR(normal_quantile(p), -normal_quantile(1 - p), 1e-12);
}

TEST(NormalQuantile, InvertsTheDistribution) {
  for (double p = 0.0005; p < 1; p += 0.0005) EXPECT_NEAR(0.5 * std::erfc(-normal_quantile(p) / std::sqrt(2.0)), p, 1e-7);
}

TEST(BetaQuantile, ClosedForms) {
  for (double p = 0; p <= 1; p += 0.0625) {
    // Uniform: a = b = 1.
    EXPECT_NEAR(beta_quantile(p, 0.5, std::sqrt(1.0 / 12)), p, 1e-9);
    // Arcsine: a = b = 1/2, F(x) = 2/pi arcsin sqrt(x).
    const double sine = std::sin(p * 3.14159265358979323846 / 2);
    EXPECT_NEAR(beta_quantile(p, 0.5, std::sqrt(1.0 / 8)), sine * sine, 1e-9);
    // a = 2, b = 1, F(x) = x^2: mean 2/3, variance 2/(9*4). And a = 1, b = 3, F(x) = 1-(1-x)^3: mean 1/4, variance 3/(16*5).
    EXPECT_NEAR(beta_quantile(p, 2.0 / 3, std::sqrt(1.0 / 18)), std::sqrt(p), 1e-9);
    EXPECT_NEAR(beta_quantile(p, 0.25, std::sqrt(3.0 / 80)), 1 - std::cbrt(1 - p), 1e-9);
  }
}

TEST(BetaQuantile, UShapedAndNarrow) {
  // Quantiles to 12 digits from 30-digit arithmetic (bisection on the regularised incomplete beta function).
  struct Row {
    double p, mean, deviation, quantile;
  };
  for (const Row& row : std::vector<Row>{
           {0.1, 0.5, 0.4, 0.00234831474613},
           {0.3, 0.5, 0.4, 0.10959627349},
           {0.5, 0.5, 0.4, 0.5},
           {0.7, 0.5, 0.4, 0.89040372651},
           {0.99, 0.5, 0.4, 0.999999345706},
           {0.2, 0.3, 0.26, 0.0512102301909},
           {0.6, 0.3, 0.26, 0.31740406636},
           {0.9, 0.3, 0.26, 0.706262175119},
           {0.01, 0.6, 0.05, 0.481352878832},
           {0.5, 0.6, 0.05, 0.600704624291},
           {0.99, 0.6, 0.05, 0.712488520606},
           {0.05, 0.9, 0.02, 0.865184892037},
           {0.5, 0.05, 0.1, 0.00511984239993},
           {0.5, 0.95, 0.1, 0.9948801576},
           {1e-06, 0.5, 0.01, 0.452558792552},

       })
    EXPECT_NEAR(beta_quantile(row.p, row.mean, row.deviation), row.quantile, 1e-10) << row.p << ' ' << row.mean << ' ' << row.deviation;
}

TEST(BetaQuantile, Limits) {
  EXPECT_EQ(beta_quantile(0.3, 0, 0.2), 0);
  EXPECT_EQ(beta_quantile(0.3, 1, 0.2), 1);
  EXPECT_EQ(beta_quantile(0.3, 0.4, 0), 0.4);
  EXPECT_EQ(beta_quantile(0, 0.4, 0.2), 0);
  EXPECT_EQ(beta_quantile(1, 0.4, 0.2), 1);
  // No such deviation exists: nearly all of the weight lies at the ends.
  EXPECT_EQ(beta_quantile(0.3, 0.5, 0.7), beta_quantile(0.3, 0.5, 0.495));
  EXPECT_LT(beta_quantile(0.45, 0.5, 0.7), 1e-4);
  EXPECT_GT(beta_quantile(0.55, 0.5, 0.7), 1 - 1e-4);
  // The change to the normal approximation leaves no step: a = b = 1e6 at a deviation of 1/sqrt(8000004).
  const double edge = 1 / std::sqrt(8000004.0);
  EXPECT_NEAR(beta_quantile(0.9, 0.5, edge * (1 - 1e-9)), beta_quantile(0.9, 0.5, edge * (1 + 1e-9)), 1e-9);
}

TEST(BetaQuantile, HasItsMeanAndDeviationAndRises) {
  struct Row {
    double mean, deviation;
  };
  for (const Row& row : std::vector<Row>{{0.5, 0.4}, {0.4, 0.3}, {0.1, 0.05}, {0.8, 0.35}, {0.05, 0.1}, {0.6, 0.01}}) {
    constexpr int kPoints = 20'000;
    double sum = 0, squares = 0, previous = 0;
    for (int i = 0; i < kPoints; ++i) {
      const double x = beta_quantile((i + 0.5) / kPoints, row.mean, row.deviation);
      ASSERT_GE(x, previous);
      previous = x;
      sum += x;
      squares += x * x;
    }
    const double mean = sum / kPoints;
    EXPECT_NEAR(mean, row.mean, 2e-4);
    EXPECT_NEAR(std::sqrt(squares / kPoints - mean * mean), row.deviation, 2e-4);
  }
}

}  // namespace
}  // namespace skeptic
