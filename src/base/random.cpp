#include "base/random.h"

#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <limits>

namespace skeptic {
namespace {

constexpr std::uint64_t kGamma = 0x9e3779b97f4a7c15;  // 2^64 / golden ratio, odd

std::uint64_t mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

// ln 2 in two parts; the first has 20 trailing zero bits, so that an exponent times it is exact.
constexpr double kLn2High = 0x1.62e42feep-1;
constexpr double kLn2Low = 0x1.a39ef35793c76p-33;

/// 2^exponent, for the exponents of normal numbers.
double power_of_two(int exponent) { return std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << 52); }

/// sum of coefficients[i] x^i, by Horner's rule.
template <std::size_t N>
double polynomial(double x, const std::array<double, N>& coefficients) {
  double sum = coefficients[N - 1];
  for (std::size_t i = N - 1; i-- > 0;) sum = sum * x + coefficients[i];
  return sum;
}

/// ln Gamma(z) for z > 0: Stirling's series from 12 upwards, below it the recurrence Gamma(z+1) = z Gamma(z).
double log_gamma(double z) {
  double below = 1;
  for (; z < 12; z += 1) below *= z;
  constexpr std::array<double, 6> kSeries{1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360};
  constexpr double kHalfLog2Pi = 0.91893853320467274178;
  return (z - 0.5) * exact_log(z) - z + kHalfLog2Pi + polynomial(1 / (z * z), kSeries) / z - exact_log(below);
}

/// One beta distribution; `log_beta` is ln B(a, b).
struct Beta {
  double a, b, log_beta;

  Beta mirrored() const { return {b, a, log_beta}; }
  double density(double x) const { return exact_exp((a - 1) * exact_log(x) + (b - 1) * exact_log(1 - x) - log_beta); }
  double distribution(double x) const;
};

/// The continued fraction of the incomplete beta function (Abramowitz and Stegun 26.5.8) by Lentz's method; it converges fast for
/// x < (a+1)/(a+b+2), in about sqrt(max(a, b)) steps.
double beta_fraction(double a, double b, double x) {
  constexpr double kTiny = 1e-300;
  constexpr int kSteps = 1'000'000;
  const auto away_from_zero = [](double value) { return value < kTiny && value > -kTiny ? kTiny : value; };
  double c = 1;
  double d = 1 / away_from_zero(1 - (a + b) * x / (a + 1));
  double fraction = d;
  for (int m = 1; m <= kSteps; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away_from_zero(1 + even * d);
    c = away_from_zero(1 + even / c);
    fraction *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away_from_zero(1 + odd * d);
    c = away_from_zero(1 + odd / c);
    const double change = d * c;
    fraction *= change;
    if (change - 1 < 1e-15 && change - 1 > -1e-15) break;
  }
  return fraction;
}

double Beta::distribution(double x) const {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const double front = exact_exp(a * exact_log(x) + b * exact_log(1 - x) - log_beta);
  if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(a, b, x) / a;
  return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

/// The quantile where it is at most 0.5: Newton's method on ln F over u = ln x, where the lower tail is a straight line, inside a bracket that is
/// halved where Newton's step leaves it.
double lower_quantile(double p, const Beta& beta) {
  constexpr double kLogHalf = -0.6931471805599453;
  const double log_p = exact_log(p);
  const double power_law = (log_p + exact_log(beta.a) + beta.log_beta) / beta.a;  // F(x) -> x^a / (a B) for x -> 0
  if (power_law < -40) return exact_exp(power_law);
  double low = -700, high = kLogHalf;
  double u = beta.a < 1 ? power_law : exact_log(beta.a / (beta.a + beta.b));
  for (int step = 0; step < 200; ++step) {
    if (!(u > low && u < high)) u = 0.5 * (low + high);
    const double x = exact_exp(u);
    const double f = beta.distribution(x);
    (f < p ? low : high) = u;
    const double slope = x * beta.density(x);
    if (f <= 0 || slope <= 0) {
      u = 0.5 * (low + high);
      continue;
    }
    const double change = (exact_log(f) - log_p) * f / slope;
    u -= change;
    if ((change < 1e-9 && change > -1e-9) || high - low < 1e-13) break;
  }
  return exact_exp(u);
}

}  // namespace

std::uint64_t Random::next() {
  state_ += kGamma;
  return mix(state_);
}

double Random::uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }

std::uint64_t Random::below(std::uint64_t bound) {
  assert(bound > 0);
  // Lemire (ACM TOMACS 2019): the high word of a product, rejecting the few values that would make it uneven.
  __extension__ using Wide = unsigned __int128;
  const std::uint64_t uneven = (0 - bound) % bound;
  Wide product;
  do {
    product = static_cast<Wide>(next()) * bound;
  } while (static_cast<std::uint64_t>(product) < uneven);
  return static_cast<std::uint64_t>(product >> 64);
}

double Random::normal() { return normal_quantile((static_cast<double>(next() >> 12) + 0.5) * 0x1p-52); }

std::uint64_t derive_seed(std::uint64_t seed, const char* name, std::uint64_t index) {
  std::uint64_t hash = mix(seed + kGamma);
  for (; *name != '\0'; ++name) hash = mix((hash ^ static_cast<unsigned char>(*name)) + kGamma);
  hash = mix((hash ^ 0x100) + kGamma);  // ends the name: no byte is 0x100
  return mix((hash ^ index) + kGamma);
}

double exact_log(double x) {
  assert(x > 0 && x <= std::numeric_limits<double>::max());
  int exponent = 0;
  if (x < std::numeric_limits<double>::min()) {
    x *= 0x1p54;
    exponent = -54;
  }
  const auto bits = std::bit_cast<std::uint64_t>(x);
  exponent += static_cast<int>(bits >> 52) - 1023;
  double m = std::bit_cast<double>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    ++exponent;
  }
  // ln m = 2 artanh s with s = (m-1)/(m+1), |s| < 0.172: the terms left out are below 1e-17 of the sum.
  const double s = (m - 1) / (m + 1);
  constexpr std::array<double, 11> kArtanh{1, 1.0 / 3, 1.0 / 5, 1.0 / 7, 1.0 / 9, 1.0 / 11, 1.0 / 13, 1.0 / 15, 1.0 / 17, 1.0 / 19, 1.0 / 21};
  return exponent * kLn2High + (2 * s * polynomial(s * s, kArtanh) + exponent * kLn2Low);
}

double exact_exp(double x) {
  if (x > 709.7827128933840) return std::numeric_limits<double>::infinity();
  if (x < -745.1332191019412) return 0;
  const int k = static_cast<int>(x * 1.4426950408889634 + (x < 0 ? -0.5 : 0.5));
  const double r = (x - k * kLn2High) - k * kLn2Low;
  // Taylor's series; |r| < 0.347, so that the terms left out are below 1e-18.
  double sum = 1;
  for (int i = 15; i > 0; --i) sum = 1 + sum * r / i;
  // In two steps, because 2^k alone may lie outside the normal numbers.
  return sum * power_of_two(k / 2) * power_of_two(k - k / 2);
}

double normal_quantile(double p) {
  assert(p > 0 && p < 1);
  constexpr std::array<double, 4> kCentre{3.3871327179e+00, 5.0434271938e+01, 1.5929113202e+02, 5.9109374720e+01};
  constexpr std::array<double, 4> kCentreBelow{1, 1.7895169469e+01, 7.8757757664e+01, 6.7187563600e+01};
  constexpr std::array<double, 4> kTail{1.4234372777e+00, 2.7568153900e+00, 1.3067284816e+00, 1.7023821103e-01};
  constexpr std::array<double, 3> kTailBelow{1, 7.3700164250e-01, 1.2021132975e-01};
  constexpr std::array<double, 4> kFar{6.6579051150e+00, 3.0812263860e+00, 4.2868294337e-01, 1.7337203997e-02};
  constexpr std::array<double, 3> kFarBelow{1, 2.4197894225e-01, 1.2258202635e-02};
  const double q = p - 0.5;
  if (q <= 0.425 && q >= -0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(r, kCentre) / polynomial(r, kCentreBelow);
  }
  const double r = std::sqrt(-exact_log(q < 0 ? p : 1 - p));
  const double z = r <= 5 ? polynomial(r - 1.6, kTail) / polynomial(r - 1.6, kTailBelow) : polynomial(r - 5, kFar) / polynomial(r - 5, kFarBelow);
  return q < 0 ? -z : z;
}

double beta_quantile(double p, double mean, double deviation) {
  assert(p >= 0 && p <= 1 && mean >= 0 && mean <= 1 && deviation >= 0);
  const double largest = std::sqrt(mean * (1 - mean));
  if (largest == 0 || deviation == 0) return mean;
  if (p <= 0 || p >= 1) return p;
  if (deviation > 0.99 * largest) deviation = 0.99 * largest;

  const double size = (largest / deviation) * (largest / deviation) - 1;
  const double a = mean * size, b = (1 - mean) * size;
  if (a > 1e6 && b > 1e6) {
    // So narrow that the normal distribution with its skewness (Cornish and Fisher 1938, first term) is within 1e-8.
    const double z = normal_quantile(p);
    const double skewness = 2 * (b - a) * std::sqrt(size + 1) / ((size + 2) * std::sqrt(a * b));
    return mean + deviation * (z + skewness * (z * z - 1) / 6);
  }

  const Beta beta{a, b, log_gamma(a) + log_gamma(b) - log_gamma(size)};
  if (p <= beta.distribution(0.5)) return lower_quantile(p, beta);
  return 1 - lower_quantile(1 - p, beta.mirrored());
}

}  // namespace skeptic
