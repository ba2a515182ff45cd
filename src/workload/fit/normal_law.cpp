#include "workload/fit/normal_law.h"

#include <cmath>

#include "base/random.h"

namespace skeptic {

double normal_density(double x) { return 0.39894228040143267794 * exact_exp(-0.5 * x * x); }

double normal_distribution(double x) {
  if (x > 6) x = 6;
  if (x < -6) x = -6;
  // density(x) · (x + x³/3 + x⁵/15 + …), all terms of one sign (Marsaglia, J. Stat. Software 11(4), 2004).
  double term = x, sum = x;
  for (int n = 3; n < 300; n += 2) {
    term *= x * x / n;
    if (sum + term == sum) break;
    sum += term;
  }
  return 0.5 + normal_density(x) * sum;
}

TetrachoricFactors tetrachoric_factors(double threshold) {
  TetrachoricFactors factors{};
  // With h_n = He_n/sqrt(n!): h_{n+1} = (t h_n - sqrt(n) h_{n-1}) / sqrt(n+1), which stays small; a_n = density · h_{n-1} / sqrt(n).
  const double density = normal_density(threshold);
  double before = 0, h = 1;
  for (int n = 1; n <= kTetrachoricTerms; ++n) {
    factors[static_cast<std::size_t>(n - 1)] = density * h / std::sqrt(static_cast<double>(n));
    const double next = (threshold * h - std::sqrt(static_cast<double>(n - 1)) * before) / std::sqrt(static_cast<double>(n));
    before = h;
    h = next;
  }
  return factors;
}

double mask_covariance(double correlation, const TetrachoricFactors& a, const TetrachoricFactors& b) {
  double sum = 0;
  for (std::size_t n = kTetrachoricTerms; n-- > 0;) sum = (sum + a[n] * b[n]) * correlation;
  return sum;
}

double field_correlation(double covariance, const TetrachoricFactors& a, const TetrachoricFactors& b) {
  if (!(a[0] * b[0] > 0)) return 0;
  double low = -kMostCorrelation, high = kMostCorrelation;
  if (covariance <= mask_covariance(low, a, b)) return low;
  if (covariance >= mask_covariance(high, a, b)) return high;
  // The covariance rises with the correlation (the cut series nearly so); the first term is the start, Newton's steps stay in a bracket.
  double r = covariance / (a[0] * b[0]);
  for (int step = 0; step < 40; ++step) {
    if (!(r > low && r < high)) r = 0.5 * (low + high);
    double sum = 0, slope = 0;
    for (std::size_t n = kTetrachoricTerms; n-- > 0;) {
      slope = slope * r + sum;
      sum = sum * r + a[n] * b[n];
    }
    slope = slope * r + sum;  // of r · sum
    const double off = r * sum - covariance;
    if ((off < 0 ? -off : off) < 1e-9 * a[0] * b[0]) break;
    (off < 0 ? low : high) = r;
    r = slope > 0 ? r - off / slope : 0.5 * (low + high);
  }
  return r;
}

}  // namespace skeptic
