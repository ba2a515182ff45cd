#include "base/rational.h"

#include <fmt/format.h>

#include <cassert>
#include <cstdlib>
#include <limits>
#include <numeric>

namespace skeptic {
namespace {

using Wide = __int128;

Wide gcd(Wide a, Wide b) {
  while (b != 0) {
    const Wide r = a % b;
    a = b;
    b = r;
  }
  return a < 0 ? -a : a;
}

Rational reduced(Wide numerator, Wide denominator) {
  const Wide divisor = gcd(numerator, denominator);
  if (divisor > 1) {
    numerator /= divisor;
    denominator /= divisor;
  }
  constexpr Wide limit = std::numeric_limits<std::int64_t>::max();
  assert(numerator <= limit && numerator >= -limit && denominator <= limit);
  return Rational(static_cast<std::int64_t>(numerator), static_cast<std::int64_t>(denominator));
}

}  // namespace

Rational::Rational(std::int64_t numerator, std::int64_t denominator) {
  assert(denominator > 0);
  const std::int64_t divisor = std::gcd(numerator, denominator);
  numerator_ = divisor > 1 ? numerator / divisor : numerator;
  denominator_ = divisor > 1 ? denominator / divisor : denominator;
}

std::string Rational::text() const {
  if (denominator_ == 1) return fmt::format("{}", numerator_);
  std::int64_t rest = denominator_;
  while (rest % 2 == 0) rest /= 2;
  while (rest % 5 == 0) rest /= 5;
  if (rest == 1 && denominator_ <= 1'000'000'000) return fmt::format("{}", value());
  return fmt::format("{}/{}", numerator_, denominator_);
}

std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
  return Wide{a.numerator_} * b.denominator_ <=> Wide{b.numerator_} * a.denominator_;
}

Rational operator+(const Rational& a, const Rational& b) {
  return reduced(Wide{a.numerator_} * b.denominator_ + Wide{b.numerator_} * a.denominator_, Wide{a.denominator_} * b.denominator_);
}

Rational operator*(const Rational& a, const Rational& b) { return reduced(Wide{a.numerator_} * b.numerator_, Wide{a.denominator_} * b.denominator_); }

Rational operator/(const Rational& a, const Rational& b) {
  assert(b.numerator_ != 0);
  const Wide sign = b.numerator_ < 0 ? -1 : 1;
  return reduced(sign * Wide{a.numerator_} * b.denominator_, sign * Wide{a.denominator_} * b.numerator_);
}

std::int64_t ceil_divide(const Rational& amount, const Rational& rate) {
  assert(rate.numerator() > 0);
  const Wide numerator = Wide{amount.numerator()} * rate.denominator();
  const Wide denominator = Wide{amount.denominator()} * rate.numerator();
  return static_cast<std::int64_t>((numerator + denominator - 1) / denominator);
}

std::int64_t ceil_divide(std::int64_t amount, const Rational& rate) {
  std::int64_t product = 0;  // 64 bits hold nearly every amount of bits, and divide many times faster
  if (__builtin_mul_overflow(amount, rate.denominator(), &product) || product > std::numeric_limits<std::int64_t>::max() - rate.numerator())
    return ceil_divide(Rational(amount), rate);
  return (product + rate.numerator() - 1) / rate.numerator();
}

}  // namespace skeptic
