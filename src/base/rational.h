// Exact rational numbers: clocks, bandwidths and rates, so that no cycle depends on floating point.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace skeptic {

/// numerator/denominator in lowest terms, denominator > 0. Arithmetic asserts that the result fits 64 bits.
class Rational {
 public:
  constexpr Rational() = default;
  Rational(std::int64_t numerator, std::int64_t denominator = 1);

  std::int64_t numerator() const { return numerator_; }
  std::int64_t denominator() const { return denominator_; }
  double value() const { return static_cast<double>(numerator_) / static_cast<double>(denominator_); }
  /// Decimal text where it is finite and short, else "n/d".
  std::string text() const;

  friend bool operator==(const Rational&, const Rational&) = default;
  friend std::strong_ordering operator<=>(const Rational& a, const Rational& b);
  friend Rational operator+(const Rational& a, const Rational& b);
  friend Rational operator*(const Rational& a, const Rational& b);
  friend Rational operator/(const Rational& a, const Rational& b);

 private:
  std::int64_t numerator_ = 0;
  std::int64_t denominator_ = 1;
};

/// ceil(amount / rate) for amount >= 0, rate > 0.
std::int64_t ceil_divide(std::int64_t amount, const Rational& rate);
std::int64_t ceil_divide(const Rational& amount, const Rational& rate);

constexpr std::int64_t ceil_divide(std::int64_t amount, std::int64_t divisor) { return (amount + divisor - 1) / divisor; }
constexpr std::int64_t round_up(std::int64_t amount, std::int64_t unit) { return ceil_divide(amount, unit) * unit; }
/// ceil(log2 n) for n >= 1.
constexpr int ceil_log2(std::uint64_t n) {
  int bits = 0;
  while ((std::uint64_t{1} << bits) < n) ++bits;
  return bits;
}

}  // namespace skeptic
