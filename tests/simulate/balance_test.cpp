// What lockstep costs elements whose work is random: the largest of independent counts, in closed form.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/random.h"
#include "simulate/chosen_kernels.h"
#include "simulate/designs.h"
#include "simulate/simulate.h"

namespace skeptic {
namespace {

constexpr std::size_t kElements = 16;

/// The law of a window's ones: [x], x = 0 … n.
using Law = std::vector<double>;

double log_choose(double n, double k) { return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1); }

Law binomial(std::size_t n, double p) {
  Law law;
  for (std::size_t x = 0; x <= n; ++x) {
    const auto of = static_cast<double>(n), ones = static_cast<double>(x);
    law.push_back(std::exp(log_choose(of, ones) + ones * std::log(p) + (of - ones) * std::log(1 - p)));
  }
  return law;
}

/// The density of each window is drawn from a beta distribution with this mean and standard deviation.
Law beta_binomial(std::size_t n, double mean, double deviation) {
  const double strength = mean * (1 - mean) / (deviation * deviation) - 1, a = mean * strength, b = (1 - mean) * strength;
  const auto log_beta = [](double x, double y) { return std::lgamma(x) + std::lgamma(y) - std::lgamma(x + y); };
  Law law;
  for (std::size_t x = 0; x <= n; ++x) {
    const auto of = static_cast<double>(n), ones = static_cast<double>(x);
    law.push_back(std::exp(log_choose(of, ones) + log_beta(ones + a, of - ones + b) - log_beta(a, b)));
  }
  return law;
}

/// E[X] / E[largest of kElements independent X].
double closed_form(const Law& law) {
  double mean = 0, largest = 0, below = 0;
  for (std::size_t x = 0; x < law.size(); ++x) {
    mean += static_cast<double>(x) * law[x];
    below += law[x];  // P(X <= x); the largest exceeds x with 1 - P(X <= x)^16
    if (x + 1 < law.size()) largest += 1 - std::pow(std::min(1.0, below), static_cast<double>(kElements));
  }
  return mean / largest;
}

/// Ones of `windows` windows of each row, all independent.
using Ones = std::vector<std::vector<std::size_t>>;

/// Bits that are one with probability p each; of every bit of a window with the same p, which `density` draws for it.
template <typename Density>
Product product_of(std::size_t rows, std::size_t windows, std::size_t n, Random& random, const Density& density, Ones& counts) {
  Product made = ones(rows, windows * n, 1);
  counts.assign(rows, std::vector<std::size_t>(windows, 0));
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t window = 0; window < windows; ++window) {
      const double p = density();
      for (std::size_t i = 0; i < n; ++i) {
        const bool one = random.uniform() < p;
        made.operands.weights[(row * windows + window) * n + i] = one ? 1.0F : 0.0F;
        counts[row][window] += one ? 1 : 0;
      }
    }
  return made;
}

/// The standard error of Σ ones / (16 · Σ largest), steps being independent: that of a ratio of means.
double standard_error(const Ones& counts, double ratio) {
  double sum_of_squares = 0, largest_of_all = 0, steps = 0;
  for (std::size_t first = 0; first < counts.size(); first += kElements)
    for (std::size_t window = 0; window < counts.front().size(); ++window) {
      double largest = 0, sum = 0;
      for (std::size_t row = first; row < first + kElements; ++row) {
        sum += static_cast<double>(counts[row][window]);
        largest = std::max(largest, static_cast<double>(counts[row][window]));
      }
      const double off = sum / kElements - ratio * largest;
      sum_of_squares += off * off, largest_of_all += largest, steps += 1;
    }
  return std::sqrt(sum_of_squares / steps) / (largest_of_all / steps) / std::sqrt(steps);
}

/// 16 elements of one multiplier, one row each, in lockstep; skipping the zeros of W, and of A (which has none) or not.
double utilisation(const Product& product, std::size_t n, Skip of_activations) {
  ResolvedDesign design = paper_design();
  design.array_m = kElements;
  design.lanes = 1, design.window = static_cast<std::int64_t>(n), design.empty_window = 0;
  design.weights.skip = Skip::Zeros, design.activations.skip = of_activations;
  design.weights_buffer.size_bits = design.activations_buffer.size_bits = std::int64_t{1} << 40;
  const LayerCounts counts = simulate_layer(design, product.layer, product.operands);
  return static_cast<double>(counts.stack[Slot::Useful]) / static_cast<double>(counts.compute_cycles * counts.lanes);
}

void expect_utilisation(const Product& product, const Ones& counts, std::size_t n, const Law& law, double published, double digits) {
  EXPECT_NEAR(closed_form(law), published, digits);
  const double error = standard_error(counts, closed_form(law));
  EXPECT_LT(error, 0.005);
  for (const Kernels* set : available_kernels()) {
    const ChosenKernels chosen(set->name);
    for (const Skip skip : {Skip::None, Skip::Zeros}) EXPECT_NEAR(utilisation(product, n, skip), closed_form(law), 3 * error) << set->name;
  }
}

struct BinomialRow {
  std::size_t n;
  double p, published;
};

// reference/published-numbers.md, 3.3, P = 16.
TEST(Balance, LockstepOverBinomialWork) {
  for (const BinomialRow& row : {BinomialRow{16, 0.5, 0.6972}, BinomialRow{64, 0.5, 0.8198}, BinomialRow{64, 0.25, 0.7179}}) {
    SCOPED_TRACE(testing::Message() << "n " << row.n << ", p " << row.p);
    Random random(row.n);
    Ones counts;
    const Product product = product_of(
        16 * kElements, 40, row.n, random, [&] { return row.p; }, counts);
    expect_utilisation(product, counts, row.n, binomial(row.n, row.p), row.published, 5e-5);
  }
}

struct BetaRow {
  double deviation, published;
};

// Each element its own density.
TEST(Balance, LockstepOverWorkOfDifferentDensities) {
  for (const BetaRow& row : {BetaRow{0.1, 0.755}, BetaRow{0.2, 0.656}, BetaRow{0.38, 0.600}}) {
    SCOPED_TRACE(testing::Message() << "spread " << row.deviation);
    Random random(7);
    Ones counts;
    const Product product = product_of(
        500 * kElements, 1, 64, random, [&] { return beta_quantile(random.uniform(), 0.6, row.deviation); }, counts);
    expect_utilisation(product, counts, 64, beta_binomial(64, 0.6, row.deviation), row.published, 5e-4);
  }
}

}  // namespace
}  // namespace skeptic
