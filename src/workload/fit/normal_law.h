// The normal distribution and pairs of normal variates cut at thresholds: what ties the correlation of masks to that of the fields behind them.
// Everything is built from IEEE additions, multiplications, divisions and square roots, so it is the same on every machine.
#pragma once

#include <array>

namespace skeptic {

/// exp(-x²/2) / sqrt(2 pi).
double normal_density(double x);
/// P(X < x), relative error below 1e-12 for |x| < 6; beyond that, its value at 6 or -6.
double normal_distribution(double x);

/// How far the tetrachoric series goes: up to a correlation of 0.7 its error is below 0.003 of the covariance, at kMostCorrelation some hundredths of
/// it, and more where the thresholds lie so far apart that hardly anything is left to vary.
inline constexpr int kTetrachoricTerms = 12;
inline constexpr double kMostCorrelation = 0.95;

/// The factors that one threshold t contributes to the series: He_{n-1}(t) · density(t) / sqrt(n!), n from 1, with He the Hermite polynomials of
/// probability theory.
using TetrachoricFactors = std::array<double, kTetrachoricTerms>;
TetrachoricFactors tetrachoric_factors(double threshold);

/// The covariance of the indicators [X < s] and [Y < t] of two standard normal variates of this correlation:
/// Σ correlation^n · a_n(s) · a_n(t) (Pearson, Phil. Trans. A 195, 1900).
double mask_covariance(double correlation, const TetrachoricFactors& a, const TetrachoricFactors& b);
/// Its inverse, cut to ±kMostCorrelation; 0 where one threshold lets nothing vary.
double field_correlation(double covariance, const TetrachoricFactors& a, const TetrachoricFactors& b);

}  // namespace skeptic
