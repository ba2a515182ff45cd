// Factor analysis: the few common causes that explain how many variates move together.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace skeptic {

/// A covariance matrix without its diagonal, times a vector.
using Covariances = std::function<std::vector<double>(const std::vector<double>&)>;

/// The share of a variate's variance that common factors may explain, at most.
inline constexpr double kMostCommon = 0.95;

/// Loadings [factor][variate] of at most `count` factors, such that Σ_k loading_k loading_k' has the covariances off the diagonal as nearly as may be
/// and at most kMostCommon of each variance on it. The first is the centroid factor (Thurstone, Multiple-factor analysis, 1947, ch. VIII), which
/// keeps the variance of the sum of all variates; the others are principal factors of what it leaves (power iteration with re-estimated
/// communalities). Factors that explain nothing are left out.
std::vector<std::vector<double>> common_factors(const Covariances& covariances, const std::vector<double>& variances, std::size_t count);

}  // namespace skeptic
