#include "sparsity/encoding.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace skeptic {
namespace {

Rational per_nonzero(const std::string& pattern, EncodingKind kind) { return bits_per_nonzero(parse_pattern(pattern), kind); }

TEST(Encoding, BitsPerNonzeroOfTheLiterature) {
  struct Row {
    std::string pattern;
    Rational offset, combinatorial;
  };
  // The exact values of ceil(log2 M) and ceil(log2 C(M,N))/N; two levels: ceil(log2 M) + ceil(log2 H)/N of the inner level.
  const std::vector<Row> rows{
      {"1:2", 1, 1},       {"1:4", 2, 2},         {"2:4", 2, {3, 2}},     {"2:6", 3, 2},       {"1:8", 3, 3},
      {"2:8", 3, {5, 2}},  {"4:8", 3, {7, 4}},    {"1:16", 4, 4},         {"2:16", 4, {7, 2}}, {"4:16", 4, {11, 4}},
      {"8:16", 4, {7, 4}}, {"16:32", 5, {15, 8}}, {"2:4/1:2", 3, {5, 2}},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(per_nonzero(row.pattern, EncodingKind::Offset), row.offset) << row.pattern;
    EXPECT_EQ(per_nonzero(row.pattern, EncodingKind::Combinatorial), row.combinatorial) << row.pattern;
  }
}

TEST(Encoding, OffsetsOfTwoLevels) {
  EXPECT_EQ(per_nonzero("1:2/2:4", EncodingKind::Offset), Rational(5, 2));
  EXPECT_EQ(per_nonzero("2:4/2:4", EncodingKind::Offset), Rational(3));
  EXPECT_EQ(per_nonzero("3:4/2:4", EncodingKind::Offset), Rational(3));
  EXPECT_EQ(per_nonzero("4:8/2:4", EncodingKind::Offset), Rational(7, 2));
  EXPECT_EQ(per_nonzero("1:4/2:4", EncodingKind::Offset), Rational(3));
  EXPECT_EQ(per_nonzero("2:8/2:4", EncodingKind::Offset), Rational(7, 2));
  EXPECT_EQ(per_nonzero("4:8/1:4", EncodingKind::Offset), Rational(5));
}

TEST(Encoding, GroupBitsSplitByLevel) {
  // 2:4@16/1:2: 64 positions; outer C(4,2) = 6 in 3 bits, or 2 indices of 2 bits; 2 kept blocks hold 16 inner groups of 1 bit.
  const GroupBits combinatorial = group_bits(parse_pattern("2:4@16/1:2"), EncodingKind::Combinatorial);
  EXPECT_EQ(combinatorial.outer, 3);
  EXPECT_EQ(combinatorial.inner, 16);
  const GroupBits offset = group_bits(parse_pattern("2:4@16/1:2"), EncodingKind::Offset);
  EXPECT_EQ(offset.outer, 4);
  EXPECT_EQ(offset.inner, 16);
  // The height does not change what one choice costs.
  EXPECT_EQ(group_bits(parse_pattern("2:4@16x16/1:2"), EncodingKind::Offset).outer, 4);
  // Three levels, 1:2/2:4/1:2: 1 choice of 1; 4 positions of 2 bits... of the kept half: 2 of 4 at 2 bits; 2 inner groups of 1 bit.
  const GroupBits three = group_bits(parse_pattern("1:2/2:4/1:2"), EncodingKind::Offset);
  EXPECT_EQ(three.outer, 1);
  EXPECT_EQ(three.inner, 4 + 2);
}

TEST(Encoding, NoMetadataWithoutAChoice) {
  for (const std::string pattern : {"dense", "unstructured", "1:1"}) {
    EXPECT_EQ(group_bits(parse_pattern(pattern), EncodingKind::Offset).outer, 0) << pattern;
    EXPECT_EQ(group_bits(parse_pattern(pattern), EncodingKind::Combinatorial).outer, 0) << pattern;
  }
  EXPECT_EQ(group_bits(parse_pattern("4:4"), EncodingKind::Combinatorial).outer, 0);
  EXPECT_EQ(group_bits(parse_pattern("4:4"), EncodingKind::Offset).outer, 8);  // offsets are written whether they inform or not
}

TEST(Encoding, AmpereFormatIsNineSixteenthsOfDense) {
  const Pattern pattern = parse_pattern("2:4");
  const Rational bits = Rational(2 * 16) + Rational(group_bits(pattern, EncodingKind::Offset).outer);
  EXPECT_EQ(bits / Rational(4 * 16), Rational(5625, 10000));
  EXPECT_EQ((Rational(2 * 8) + Rational(4)) / Rational(4 * 8), Rational(625, 1000));
}

TEST(Encoding, ChoiceBitsAgreeWithIntegerArithmetic) {
  // Pascal's triangle in 64 bits: C(62, 31) is below 2^59.
  std::vector<std::uint64_t> choices{1};
  for (std::int64_t m = 0; m <= 62; ++m) {
    for (std::int64_t n = 0; n <= m; ++n) ASSERT_EQ(choice_bits(m, n), ceil_log2(choices[static_cast<std::size_t>(n)])) << m << ' ' << n;
    std::vector<std::uint64_t> next(choices.size() + 1, 1);
    for (std::size_t n = 1; n < choices.size(); ++n) next[n] = choices[n - 1] + choices[n];
    choices = std::move(next);
  }
}

TEST(Encoding, ChoiceBitsOfLongGroups) {
  EXPECT_EQ(choice_bits(4096, 1), 12);
  EXPECT_EQ(choice_bits(4096, 4095), 12);
  EXPECT_EQ(choice_bits(4096, 2), 23);       // 4096 * 4095 / 2 is just below 2^23
  EXPECT_EQ(choice_bits(4096, 2048), 4090);  // 4^n / sqrt(pi n) (1 - 1/8n) with n = 2048 is 2^4089.67
  EXPECT_EQ(choice_bits(128, 64), 125);      // 2.395e37
}

TEST(Encoding, EveryKindHasItsRow) {
  for (const EncodingRow& entry : kEncodings) EXPECT_EQ(&row(entry.kind), &entry);
  EXPECT_EQ(row(EncodingKind::RunLength).name, "run-length");
  EXPECT_TRUE(row(EncodingKind::Offset).needs_pattern);
  EXPECT_TRUE(row(EncodingKind::Csr).needs_zeros);
}

}  // namespace
}  // namespace skeptic
