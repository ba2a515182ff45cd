// Random numbers that are the same on every machine: integer state, and no function of the C library whose last bit may differ.
#pragma once

#include <cstdint>

namespace skeptic {

/// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): the state is a counter, every output a hash of it.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  /// Uniform in [0, 1), 53 bits.
  double uniform();
  /// Uniform in 0 … bound-1; bound > 0.
  std::uint64_t below(std::uint64_t bound);
  /// Standard normal, by inversion (Wichura, AS 241, PPND7: relative error below 1e-7).
  double normal();

 private:
  std::uint64_t state_;
};

/// A seed for a named part of a run: the same name and seed give the same stream whatever else is drawn.
std::uint64_t derive_seed(std::uint64_t seed, const char* name, std::uint64_t index = 0);

/// Natural logarithm (x > 0, finite) and exponential, built from IEEE additions, multiplications and divisions alone; relative error below 1e-14.
double exact_log(double x);
double exact_exp(double x);
/// The quantile of the standard normal distribution; 0 < p < 1.
double normal_quantile(double p);
/// The quantile of the beta distribution with the given mean and standard deviation; 0 <= p <= 1.
/// No standard deviation beyond sqrt(mean(1-mean)) exists; one above 99 % of that is cut to 99 %.
double beta_quantile(double p, double mean, double deviation);

}  // namespace skeptic
