#include "sparsity/mask.h"

#include <gtest/gtest.h>

namespace skeptic {
namespace {

/// Every third bit of each row, moved by the row's number.
Mask thirds(std::int64_t rows, std::int64_t columns) {
  Mask mask(rows, columns);
  for (std::int64_t r = 0; r < rows; ++r)
    for (std::int64_t c = 0; c < columns; ++c)
      if ((r + c) % 3 == 0) mask.set(r, c);
  return mask;
}

TEST(Mask, StartsEmpty) {
  const Mask mask(3, 70);
  EXPECT_EQ(mask.rows(), 3);
  EXPECT_EQ(mask.columns(), 70);
  EXPECT_EQ(mask.count(), 0);
  EXPECT_FALSE(mask.get(2, 69));
}

TEST(Mask, RowsDoNotShareWords) {
  Mask mask(2, 65);
  mask.set(0, 64);
  EXPECT_TRUE(mask.get(0, 64));
  EXPECT_FALSE(mask.get(1, 0));
  EXPECT_EQ(mask.row(0).size(), 2u);
  EXPECT_EQ(mask.row(0)[1], 1u);
  EXPECT_EQ(mask.row(1)[0], 0u);
}

TEST(Mask, BitsReadAcrossWords) {
  const Mask mask = thirds(4, 200);
  for (std::int64_t r = 0; r < 4; ++r)
    for (std::int64_t c = 0; c < 200; ++c)
      for (const int length : {1, 4, 32, 63, 64}) {
        std::uint64_t expected = 0;
        for (int i = 0; i < length && c + i < 200; ++i) expected |= static_cast<std::uint64_t>((r + c + i) % 3 == 0) << i;
        ASSERT_EQ(mask.bits(r, c, length), expected) << r << ' ' << c << ' ' << length;
      }
}

TEST(Mask, CountsAnyRange) {
  const Mask mask = thirds(2, 150);
  EXPECT_EQ(mask.count(), 100);
  for (std::int64_t from = 0; from <= 150; from += 7)
    for (std::int64_t to = from; to <= 150; ++to) {
      std::int64_t expected = 0;
      for (std::int64_t c = from; c < to; ++c) expected += mask.get(1, c);
      ASSERT_EQ(mask.count(1, from, to), expected) << from << ' ' << to;
    }
}

TEST(Mask, EqualByBits) {
  Mask mask = thirds(2, 10);
  EXPECT_EQ(mask, thirds(2, 10));
  mask.set(1, 0);
  EXPECT_NE(mask, thirds(2, 10));
}

}  // namespace
}  // namespace skeptic
