// The selectors against pruning (machine model, section 2): all combinations of corner values, and 100,000 random groups, bit by bit.
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/random.h"
#include "rtl/library.h"
#include "rtl/model.h"
#include "rtl/selectors.h"
#include "sparsity/pattern.h"
#include "sparsity/prune.h"

namespace skeptic::rtl_test {
namespace {

constexpr std::size_t kRandomGroups = 100'000;

struct Selector {
  std::string pattern;
  int bits;
  bool absolute;  ///< values are two's complement
  int stages;
};

using Values = std::vector<std::int64_t>;  ///< one group after the other

Instance instance_of(const Selector& selector) {
  const Pattern pattern = parse_pattern(selector.pattern);
  const int group = static_cast<int>(pattern.group_length());
  return {"selector",
          selector_parameters(pattern, selector.bits, selector.absolute, selector.stages),
          {{"value", group * selector.bits}},
          {{"keep", group}}};
}

/// Every combination of corner values over a group, where there are at most 2^16 of them: the more positions, the fewer corners.
Values corners(const Selector& selector, int group) {
  const std::int64_t half = std::int64_t{1} << (selector.bits - 1), top = selector.absolute ? half - 1 : 2 * half - 1;
  Values kinds{0, 1, top, selector.absolute ? -half : half, selector.absolute ? -top : top - 1, selector.absolute ? -1 : half - 1, 2, 3};
  std::size_t count = kinds.size(), all = 0;
  do {
    all = 1;
    for (int p = 0; p < group && all <= 65536; ++p) all *= count;
  } while (all > 65536 && --count > 0);
  Values values;
  for (std::size_t number = 0; number < all; ++number) {
    std::size_t left = number;
    for (int p = 0; p < group; ++p, left /= count) values.push_back(kinds[left % count]);
  }
  return values;
}

/// Groups of any values, of few (many ties), of many zeros.
Values random_groups(const Selector& selector, int group, std::uint64_t seed) {
  Random random(seed);
  const std::int64_t half = std::int64_t{1} << (selector.bits - 1);
  Values values;
  for (std::size_t number = 0; number < kRandomGroups; ++number) {
    const std::uint64_t kind = random.below(3);
    for (int p = 0; p < group; ++p) {
      std::int64_t value = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(2 * half))) - (selector.absolute ? half : 0);
      if (kind == 1) value = selector.absolute ? value % 3 : value & 3;
      if (kind == 2 && random.below(2) == 0) value = 0;
      values.push_back(value);
    }
  }
  return values;
}

/// Groups in which a selector keeps other positions than pruning does.
std::vector<std::size_t> mismatches(Model& model, const std::vector<Selector>& selectors, const std::vector<Values>& values) {
  std::vector<std::size_t> wrong(selectors.size(), 0);
  std::vector<Mask> slots;
  std::vector<Bits> value, keep;
  std::size_t most = 0;
  std::vector<std::size_t> groups;
  for (std::size_t i = 0; i < selectors.size(); ++i) {
    const Pattern pattern = parse_pattern(selectors[i].pattern);
    groups.push_back(values[i].size() / static_cast<std::size_t>(pattern.group_length()));
    const std::vector<float> floats(values[i].begin(), values[i].end());
    slots.push_back(slots_of(pattern, floats, static_cast<std::int64_t>(groups[i]), pattern.group_length()));
    value.push_back(model.input(i, "value"));
    keep.push_back(model.output(i, "keep"));
    most = std::max(most, groups[i] + static_cast<std::size_t>(selectors[i].stages));
  }
  for (std::size_t cycle = 0; cycle < most; ++cycle) {
    for (std::size_t i = 0; i < selectors.size(); ++i)
      if (cycle < groups[i]) {
        const int group = keep[i].width(), bits = selectors[i].bits;
        const std::int64_t* first = values[i].data() + cycle * static_cast<std::size_t>(group);
        for (int p = 0; p < group; ++p) value[i].set(p * bits, bits, static_cast<std::uint64_t>(first[p]));
      }
    model.cycle();
    for (std::size_t i = 0; i < selectors.size(); ++i) {
      const auto stages = static_cast<std::size_t>(selectors[i].stages);
      if (cycle < stages || cycle - stages >= groups[i]) continue;
      wrong[i] += keep[i].get() != slots[i].bits(static_cast<std::int64_t>(cycle - stages), 0, keep[i].width());
    }
  }
  return wrong;
}

std::vector<Instance> instances_of(const std::vector<Selector>& selectors) {
  std::vector<Instance> instances;
  for (const Selector& selector : selectors) instances.push_back(instance_of(selector));
  return instances;
}

const std::vector<Selector> kSelectors{
    {"2:4", 8, false, 0},      {"2:4", 8, true, 2},         {"4:8", 8, true, 4},     {"1:4", 16, false, 1},
    {"3:7", 12, true, 0},      {"1:2@4", 5, true, 3},       {"2:4/1:2", 8, true, 0}, {"2:4@4/2:4", 6, false, 7},
    {"1:2@8/2:4", 8, true, 1}, {"1:3@4/1:2@2", 4, true, 5}, {"2:8", 8, true, 10},
};

TEST(RtlSelector, KeepsWhatPruningKeeps) {
  Model model(shipped_sources(), instances_of(kSelectors));
  std::vector<Values> corner, random;
  for (std::size_t i = 0; i < kSelectors.size(); ++i) {
    const int group = static_cast<int>(parse_pattern(kSelectors[i].pattern).group_length());
    corner.push_back(corners(kSelectors[i], group));
    random.push_back(random_groups(kSelectors[i], group, 1 + i));
  }
  const std::vector<std::size_t> none(kSelectors.size(), 0);
  EXPECT_EQ(mismatches(model, kSelectors, corner), none);
  EXPECT_EQ(mismatches(model, kSelectors, random), none);
}

/// Every group of four values of two bits: ties of all kinds, by hand. Of 3 1 3 3 positions 0 and 2 are kept, of 1 1 1 1 positions 0 and 1.
TEST(RtlSelector, TiesGoToTheLowerIndex) {
  const std::vector<Selector> selectors{{"2:4", 8, false, 0}, {"2:4", 8, true, 2}};
  Model model(shipped_sources(), instances_of(selectors));
  const auto kept = [&](std::vector<std::uint64_t> values) {
    for (int p = 0; p < 4; ++p) model.input(0, "value").set(8 * p, 8, values[static_cast<std::size_t>(p)]);
    model.settle();
    return model.output(0, "keep").get();
  };
  EXPECT_EQ(kept({3, 1, 3, 3}), 0b0101);
  EXPECT_EQ(kept({1, 1, 1, 1}), 0b0011);
  EXPECT_EQ(kept({0, 0, 0, 9}), 0b1001);
  EXPECT_EQ(kept({255, 254, 255, 255}), 0b0101);
}

TEST(RtlSelector, ABrokenTieRuleIsFound) {
  const std::vector<Selector> selectors{{"2:4", 8, false, 0}, {"2:4/1:2", 8, true, 3}};
  const Sources broken = with_mistake(shipped_sources(), "compare_pairs", "] >= score[", "] > score[");
  Model model(broken, instances_of(selectors));
  std::vector<Values> values;
  for (std::size_t i = 0; i < selectors.size(); ++i)
    values.push_back(corners(selectors[i], static_cast<int>(parse_pattern(selectors[i].pattern).group_length())));
  for (const std::size_t wrong : mismatches(model, selectors, values)) EXPECT_GT(wrong, 0u);
  // Where no two magnitudes are equal the mistake makes no difference: what was found are ties.
  const std::vector<Values> distinct{{7, 1, 200, 4, 0, 1, 2, 3}, {1, -2, 3, -4, 5, -6, 70, -80}};
  EXPECT_EQ(mismatches(model, selectors, distinct), (std::vector<std::size_t>{0, 0}));
}

}  // namespace
}  // namespace skeptic::rtl_test
