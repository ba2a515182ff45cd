#include "sparsity/kernels/kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <ostream>
#include <string>
#include <vector>

#include "base/random.h"
#include "sparsity/nonzeros.h"
#include "sparsity/prune.h"

namespace skeptic {

void PrintTo(const PruningKernels* kernels, std::ostream* out) { *out << kernels->name; }

namespace {

/// Values of every size and many equal ones: zeros of both signs, what is smaller than normal numbers, infinities.
std::vector<float> any_values(Random& random, std::int64_t count) {
  using Limits = std::numeric_limits<float>;
  const float special[] = {0.0f,          -0.0f,         Limits::denorm_min(), -Limits::denorm_min(),
                           Limits::min(), Limits::max(), Limits::infinity(),   -Limits::infinity()};
  std::vector<float> values(static_cast<std::size_t>(count));
  const std::uint64_t kind = random.below(4);
  for (float& value : values) {
    if (kind == 0) value = static_cast<float>(random.normal());
    if (kind == 1) value = static_cast<float>(static_cast<std::int64_t>(random.below(5)) - 2);
    if (kind == 2) value = special[random.below(8)];
    if (kind == 3) value = random.below(2) == 0 ? 0.0f : static_cast<float>(random.normal());
  }
  return values;
}

using Words = std::vector<std::uint64_t>;

/// Words full of ones, and one more than may be written.
Words dirty(std::int64_t count) { return Words(static_cast<std::size_t>((count + 63) / 64 + 1), ~std::uint64_t{0}); }

/// The same, with bits [0, count) by `bit`, and no others before the last word.
template <typename Bit>
Words words_of(std::int64_t count, const Bit& bit) {
  Words words = dirty(count);
  std::fill(words.begin(), words.end() - 1, 0);
  for (std::int64_t i = 0; i < count; ++i) words[static_cast<std::size_t>(i / 64)] |= std::uint64_t{bit(i)} << (i % 64);
  return words;
}

/// Whether values[i] is among the first `keep` of its group, sorted by size and then by place.
bool kept_by_sorting(const std::vector<float>& values, std::int64_t i, int of, int keep) {
  std::vector<std::int64_t> order;
  for (std::int64_t j = i / of * of; j < (i / of + 1) * of; ++j) order.push_back(j);
  std::stable_sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) {
    return std::fabs(values[static_cast<std::size_t>(a)]) > std::fabs(values[static_cast<std::size_t>(b)]);
  });
  return std::find(order.begin(), order.begin() + keep, i) < order.begin() + keep;
}

class PruningKernelsOfSet : public testing::TestWithParam<const PruningKernels*> {};

TEST_P(PruningKernelsOfSet, KeepTheFirstWhenSorted) {
  Random random(3);
  for (const int of : {2, 4, 8, 16, 32})
    for (int keep = 1; keep <= of; ++keep)
      for (int repeat = 0; repeat < 4; ++repeat) {
        const std::int64_t count = of * static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(1600 / of)));
        const std::vector<float> values = any_values(random, count);
        Words words = dirty(count);
        GetParam()->keep(values.data(), count, of, keep, words.data());
        ASSERT_EQ(words, words_of(count, [&](std::int64_t i) { return kept_by_sorting(values, i, of, keep); }))
            << keep << ':' << of << " of " << count;
      }
}

TEST_P(PruningKernelsOfSet, NoNumberIsLargest) {
  const float nan = std::numeric_limits<float>::quiet_NaN(), infinity = std::numeric_limits<float>::infinity();
  const std::vector<float> values{1, infinity, -nan, 2, nan, 0, 0, 0};
  Words words = dirty(8);
  GetParam()->keep(values.data(), 8, 4, 1, words.data());
  EXPECT_EQ(words[0], 0b00010100u);
  GetParam()->nonzeros(values.data(), 8, words.data());
  EXPECT_EQ(words[0], 0b00011111u);
}

TEST_P(PruningKernelsOfSet, NonzerosAreWhatIsNotZero) {
  Random random(4);
  for (std::int64_t count = 0; count < 400; count += 1 + static_cast<std::int64_t>(random.below(5))) {
    const std::vector<float> values = any_values(random, count);
    Words words = dirty(count);
    GetParam()->nonzeros(values.data(), count, words.data());
    ASSERT_EQ(words, words_of(count, [&](std::int64_t i) { return values[static_cast<std::size_t>(i)] != 0.0f; })) << count;
  }
}

TEST_P(PruningKernelsOfSet, SquaresAreAsNearAsTheySay) {
  Random random(5);
  for (std::int64_t count = 0; count < 1200; count += 8) {
    std::vector<float> values(static_cast<std::size_t>(count));
    const double scale = std::pow(2.0, static_cast<double>(random.below(120)) - 100);  // down to squares that single precision does not hold
    for (float& value : values) value = random.below(3) == 0 ? 0.0f : static_cast<float>(scale * random.normal());
    const Words words = words_of(count, [&](std::int64_t) { return random.below(2) == 0; });
    std::vector<float> all(static_cast<std::size_t>(count / 8 + 1), -1.0f), kept = all;
    GetParam()->squares(values.data(), count, words.data(), all.data(), kept.data());
    for (std::int64_t span = 0; span < count / 8; ++span) {
      double sum = 0, kept_sum = 0;
      for (std::int64_t i = span * 8; i < span * 8 + 8; ++i) {
        const double value = values[static_cast<std::size_t>(i)];
        sum += value * value;
        kept_sum += (words[static_cast<std::size_t>(i / 64)] >> (i % 64) & 1) != 0 ? value * value : 0.0;
      }
      ASSERT_NEAR(all[static_cast<std::size_t>(span)], sum, 9 * 0x1p-24 * sum + 0x1p-120);
      ASSERT_NEAR(kept[static_cast<std::size_t>(span)], kept_sum, 9 * 0x1p-24 * kept_sum + 0x1p-120);
    }
    EXPECT_EQ(all.back(), -1.0f);
    EXPECT_EQ(kept.back(), -1.0f);
  }
}

TEST_P(PruningKernelsOfSet, PairsAreAdded) {
  for (std::int64_t count = 0; count < 140; count += 2) {
    std::vector<float> numbers(static_cast<std::size_t>(count)), sums;
    for (std::int64_t i = 0; i < count; ++i) numbers[static_cast<std::size_t>(i)] = static_cast<float>(i * i);
    for (std::size_t i = 0; i < numbers.size(); i += 2) sums.push_back(numbers[i] + numbers[i + 1]);
    GetParam()->add_pairs(numbers.data(), count);
    numbers.resize(sums.size());
    ASSERT_EQ(numbers, sums);
  }
}

TEST_P(PruningKernelsOfSet, SharesAreCompared) {
  Random random(6);
  const Share share{0.25f, 0.75f, 1.0f};
  for (std::int64_t count = 0; count < 200; ++count) {
    std::vector<float> all = any_values(random, count), kept = any_values(random, count);
    for (std::size_t i = 0; i < all.size(); ++i)
      if (random.below(2) == 0) all[i] = 4, kept[i] = static_cast<float>(random.below(5));  // 4 is above, 0 is not below: neither is 0 < 0
    for (float& number : all) number = std::fabs(number);
    Words above = dirty(count), below = dirty(count);
    GetParam()->compare(kept.data(), all.data(), count, share, above.data(), below.data());
    const auto at = [](const std::vector<float>& numbers, std::int64_t i) { return numbers[static_cast<std::size_t>(i)]; };
    ASSERT_EQ(above, words_of(count, [&](std::int64_t i) { return at(kept, i) > 0.75f * at(all, i) + 1.0f; }));
    ASSERT_EQ(below, words_of(count, [&](std::int64_t i) { return std::isfinite(at(all, i)) && at(kept, i) < 0.25f * at(all, i) - 1.0f; }));
  }
}

/// Rows that are no whole words, in runs of many rows, in part of a mask: every set of kernels writes the masks of the definition.
TEST_P(PruningKernelsOfSet, FillRowsThatAreNoWholeWords) {
  const PruningKernels& best = pruning_kernels();
  ASSERT_TRUE(choose_pruning_kernels(GetParam()->name));
  Random random(7);
  for (const std::int64_t columns : {8, 16, 24, 56, 64, 72, 120, 128, 136, 320}) {
    const std::int64_t rows = 1 + static_cast<std::int64_t>(random.below(700)), first_column = static_cast<std::int64_t>(random.below(70));
    const std::vector<float> values = any_values(random, rows * columns);
    const Mask nonzero = nonzeros_of(values.data(), rows, columns), kept = slots_of(parse_pattern("3:8"), values, rows, columns);
    Mask part(rows + 2, first_column + columns + 3);
    write_slots(parse_pattern("3:8"), values.data(), columns, rows, columns, part, 1, first_column);
    EXPECT_EQ(kept.count(), rows * columns / 8 * 3);
    EXPECT_EQ(part.count(), kept.count());
    for (std::int64_t r = 0; r < rows; ++r)
      for (std::int64_t c = 0; c < columns; ++c) {
        const std::int64_t i = r * columns + c;
        ASSERT_EQ(nonzero.get(r, c), values[static_cast<std::size_t>(i)] != 0.0f);
        ASSERT_EQ(part.get(1 + r, first_column + c), kept.get(r, c));
        if (i % 7 == 0) {
          ASSERT_EQ(kept.get(r, c), kept_by_sorting(values, i, 8, 3));
        }
      }
  }
  ASSERT_TRUE(choose_pruning_kernels(best.name));
}

INSTANTIATE_TEST_SUITE_P(Sets, PruningKernelsOfSet, testing::ValuesIn(available_pruning_kernels().begin(), available_pruning_kernels().end()),
                         [](const auto& param) { return std::string(param.param->name); });

TEST(PruningKernels, AreChosenByName) {
  const PruningKernels& best = pruning_kernels();
  EXPECT_EQ(&best, available_pruning_kernels().front());
  EXPECT_EQ(available_pruning_kernels().back()->name, "portable");
  EXPECT_TRUE(choose_pruning_kernels("portable"));
  EXPECT_EQ(pruning_kernels().name, "portable");
  EXPECT_FALSE(choose_pruning_kernels("abacus"));
  EXPECT_EQ(pruning_kernels().name, "portable");
  EXPECT_TRUE(choose_pruning_kernels(best.name));
}

}  // namespace
}  // namespace skeptic
