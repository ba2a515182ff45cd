#include "design/units.h"

#include <cassert>
#include <limits>
#include <numeric>
#include <optional>
#include <vector>

namespace skeptic {
namespace {

using Wide = __int128;
constexpr int kLargestExponent = 18;

struct Decimal {
  std::int64_t digits = 0;
  int exponent = 0;  ///< the value is digits · 10^exponent
  bool too_many = false;
  std::size_t length = 0;  ///< characters read
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<Decimal> read_decimal(std::string_view text) {
  std::size_t at = 0;
  const bool negative = !text.empty() && text[0] == '-';
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) ++at;
  std::string digits;
  int fraction = 0;
  bool point = false, any = false;
  for (; at < text.size() && (is_digit(text[at]) || (text[at] == '.' && !point)); ++at) {
    if (text[at] == '.') {
      point = true;
      continue;
    }
    any = true;
    if (!digits.empty() || text[at] != '0') digits += text[at];
    if (point) ++fraction;
  }
  if (!any) return std::nullopt;
  Decimal decimal{0, -fraction, false, at};
  while (!digits.empty() && digits.back() == '0') {
    digits.pop_back();
    ++decimal.exponent;
  }
  if (digits.empty()) decimal.exponent = 0;
  decimal.too_many = digits.size() > static_cast<std::size_t>(kSignificantDigits);
  if (!decimal.too_many)
    for (const char c : digits) decimal.digits = decimal.digits * 10 + (c - '0');
  if (negative) decimal.digits = -decimal.digits;
  return decimal;
}

std::optional<Rational> scaled(const Decimal& decimal, std::int64_t numerator, std::int64_t denominator) {
  if (decimal.digits == 0) return Rational(0);
  if (decimal.exponent > kLargestExponent || decimal.exponent < -kLargestExponent) return std::nullopt;
  std::int64_t power = 1;
  for (int i = 0; i < (decimal.exponent < 0 ? -decimal.exponent : decimal.exponent); ++i) power *= 10;
  // Reduced factor by factor, so that the products stay below 9 digits · 10^18 · 2^43.
  std::int64_t up = decimal.exponent > 0 ? power : 1, down = decimal.exponent < 0 ? power : 1;
  const Rational digits_over_scale(decimal.digits, denominator), scale_over_power(numerator, down);
  const Wide top = Wide{digits_over_scale.numerator()} * up;
  constexpr Wide limit = std::numeric_limits<std::int64_t>::max();
  if (top > limit || top < -limit) return std::nullopt;
  const Rational left(static_cast<std::int64_t>(top), digits_over_scale.denominator());
  const std::int64_t cross_one = std::gcd(left.numerator(), scale_over_power.denominator());
  const std::int64_t cross_two = std::gcd(scale_over_power.numerator(), left.denominator());
  const Wide n = Wide{left.numerator() / cross_one} * (scale_over_power.numerator() / cross_two);
  const Wide d = Wide{left.denominator() / cross_two} * (scale_over_power.denominator() / cross_one);
  if (n > limit || n < -limit || d > limit) return std::nullopt;
  return Rational(static_cast<std::int64_t>(n), static_cast<std::int64_t>(d));
}

}  // namespace

const DimensionRow& row(Dimension dimension) {
  for (const DimensionRow& candidate : kDimensions)
    if (candidate.dimension == dimension) return candidate;
  assert(false);
  return kDimensions.front();
}

std::string unit_names(Dimension dimension) {
  std::vector<std::string_view> names;
  for (const Unit& unit : kUnits)
    if (unit.dimension == dimension && unit.shown) names.push_back(unit.name);
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += names[i];
  }
  return text;
}

std::variant<Rational, QuantityError> parse_quantity(std::string_view text, Dimension dimension) {
  const std::optional<Decimal> decimal = read_decimal(text);
  if (!decimal) return QuantityError{QuantityFault::NotANumber, {}};
  std::string_view unit = text.substr(decimal->length);
  while (!unit.empty() && unit.front() == ' ') unit.remove_prefix(1);

  std::int64_t numerator = 1, denominator = 1;
  if (dimension != Dimension::None) {
    if (unit.empty()) return QuantityError{QuantityFault::NoUnit, {}};
    bool found = false;
    for (const Unit& candidate : kUnits)
      if (candidate.dimension == dimension && candidate.name == unit) {
        numerator = candidate.numerator;
        denominator = candidate.denominator;
        found = true;
      }
    if (!found) return QuantityError{QuantityFault::WrongUnit, std::string(unit)};
  } else if (!unit.empty()) {
    return QuantityError{QuantityFault::WrongUnit, std::string(unit)};
  }
  if (decimal->too_many) return QuantityError{QuantityFault::TooManyDigits, std::string(unit)};
  const std::optional<Rational> value = scaled(*decimal, numerator, denominator);
  if (!value) return QuantityError{QuantityFault::OutOfReach, std::string(unit)};
  if (row(dimension).whole && value->denominator() != 1) return QuantityError{QuantityFault::NotWhole, std::string(unit)};
  return *value;
}

}  // namespace skeptic
