#include "base/rational.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdint>
#include <limits>

namespace skeptic {
namespace {

TEST(Rational, LowestTerms) {
  const Rational half(500, 1000);
  EXPECT_EQ(half.numerator(), 1);
  EXPECT_EQ(half.denominator(), 2);
  EXPECT_EQ(Rational(-6, 4), Rational(-3, 2));
  EXPECT_EQ(Rational(0, 17), Rational(0));
}

TEST(Rational, Arithmetic) {
  EXPECT_EQ(Rational(1, 3) + Rational(1, 6), Rational(1, 2));
  EXPECT_EQ(Rational(2, 3) * Rational(3, 4), Rational(1, 2));
  EXPECT_EQ(Rational(2, 3) / Rational(4, 3), Rational(1, 2));
  EXPECT_EQ(Rational(2, 3) / Rational(-4, 3), Rational(-1, 2));
  EXPECT_EQ(Rational(1, 3) + Rational(-1, 3), Rational(0));
}

TEST(Rational, IntermediateProductsMayBeWide) {
  const std::int64_t large = 4'000'000'000'000'000'000;
  EXPECT_EQ(Rational(large, 3) * Rational(3, large), Rational(1));
  EXPECT_EQ(Rational(large) / Rational(large - 1), Rational(large, large - 1));
  EXPECT_LT(Rational(large - 1, large), Rational(large, large - 1));
}

TEST(Rational, Order) {
  EXPECT_LT(Rational(1, 3), Rational(1, 2));
  EXPECT_LT(Rational(-1, 2), Rational(-1, 3));
  EXPECT_GT(Rational(7), Rational(27, 4));
  EXPECT_LE(Rational(2, 4), Rational(1, 2));
}

TEST(Rational, Text) {
  EXPECT_EQ(Rational(42).text(), "42");
  EXPECT_EQ(Rational(141, 100).text(), "1.41");
  EXPECT_EQ(Rational(-1, 8).text(), "-0.125");
  EXPECT_EQ(Rational(1, 3).text(), "1/3");
  EXPECT_EQ(Rational(4'000'000'000, 3).text(), "4000000000/3");
}

TEST(Rational, CeilDivide) {
  EXPECT_EQ(ceil_divide(10, 3), 4);
  EXPECT_EQ(ceil_divide(9, 3), 3);
  EXPECT_EQ(ceil_divide(0, 3), 0);
  // 100 GB/s at 1.41 GHz are 800/1.41 bits a cycle: 567.4.
  const Rational rate = Rational(800'000'000'000) / Rational(1'410'000'000);
  EXPECT_EQ(ceil_divide(std::int64_t{567}, rate), 1);
  EXPECT_EQ(ceil_divide(std::int64_t{568}, rate), 2);
  EXPECT_EQ(ceil_divide(std::int64_t{0}, rate), 0);
  EXPECT_EQ(ceil_divide(Rational(1, 2), Rational(1, 4)), 2);
  EXPECT_EQ(ceil_divide(Rational(5, 2), Rational(1, 1)), 3);
  EXPECT_EQ(ceil_divide(std::int64_t{1} << 62, Rational(3, 2)), 3'074'457'345'618'258'603);
}

TEST(Rational, RoundUpAndLogarithm) {
  EXPECT_EQ(round_up(0, 8), 0);
  EXPECT_EQ(round_up(1, 8), 8);
  EXPECT_EQ(round_up(8, 8), 8);
  EXPECT_EQ(ceil_log2(1), 0);
  EXPECT_EQ(ceil_log2(2), 1);
  EXPECT_EQ(ceil_log2(3), 2);
  EXPECT_EQ(ceil_log2(4096), 12);
  EXPECT_EQ(ceil_log2(4097), 13);
}

TEST(Rational, CeilDivideIsTheLeastThatSuffices) {
  const bool holds = rc::check("(n-1) rate < amount <= n rate", [] {
    const Rational amount(*rc::gen::inRange<std::int64_t>(0, 1'000'000'000), *rc::gen::inRange<std::int64_t>(1, 1'000));
    const Rational rate(*rc::gen::inRange<std::int64_t>(1, 1'000'000), *rc::gen::inRange<std::int64_t>(1, 100'000));
    const std::int64_t n = ceil_divide(amount, rate);
    RC_ASSERT(Rational(n) * rate >= amount);
    RC_ASSERT(n == 0 || Rational(n - 1) * rate < amount);
  });
  EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace skeptic
