// What works on masks: compressor, operand multiplexers, the intersection of two masks; and what counts and remembers: counters and the mode table.
#include "sparsity/mask.h"

#include <gtest/gtest.h>

#include <bit>
#include <string>
#include <vector>

#include "base/random.h"
#include "rtl/model.h"
#include "sparsity/encoding.h"
#include "sparsity/pattern.h"

namespace skeptic::rtl_test {
namespace {

constexpr int kRandom = 100'000;

int index_bits(int window) { return std::bit_width(static_cast<unsigned>(window - 1)); }
int count_bits(int window) { return std::bit_width(static_cast<unsigned>(window)); }

/// Positions of the ones of row 0, in order.
std::vector<int> ones_of(const Mask& mask) {
  std::vector<int> positions;
  for (int p = 0; p < mask.columns(); ++p)
    if (mask.get(0, p)) positions.push_back(p);
  return positions;
}

Mask mask_of(std::uint64_t bits, int window) {
  Mask mask(1, window);
  for (int p = 0; p < window; ++p)
    if (bits >> p & 1) mask.set(0, p);
  return mask;
}

Instance compressor(int window, int slots) {
  return {"compressor",
          {{"WINDOW", window}, {"SLOTS", slots}, {"INDEX_BITS", index_bits(window)}},
          {{"mask", window}},
          {{"valid", slots}, {"index", slots * index_bits(window)}, {"rest", window}}};
}

TEST(RtlCompressor, GivesThePositionsOfTheOnes) {
  const std::vector<std::pair<int, int>> shapes{{4, 2}, {8, 4}, {8, 8}, {7, 3}, {16, 2}, {16, 8}, {2, 1}, {32, 16}};
  std::vector<Instance> instances;
  for (const auto& [window, slots] : shapes) instances.push_back(compressor(window, slots));
  Model model(shipped_sources(), instances);
  Random random(1);
  std::size_t wrong = 0;
  for (std::uint64_t number = 0; number < kRandom; ++number) {  // up to 16 positions: every mask, and more
    for (std::size_t i = 0; i < shapes.size(); ++i)
      model.input(i, "mask").set(shapes[i].first <= 16 ? number & ((1u << shapes[i].first) - 1) : random.below(std::uint64_t{1} << shapes[i].first));
    model.settle();
    for (std::size_t i = 0; i < shapes.size(); ++i) {
      const auto [window, slots] = shapes[i];
      const Bits valid = model.output(i, "valid"), index = model.output(i, "index");
      const std::uint64_t mask = model.input(i, "mask").get();
      const std::vector<int> ones = ones_of(mask_of(mask, window));
      std::uint64_t rest = mask;
      for (int s = 0; s < slots; ++s) {
        const bool there = s < static_cast<int>(ones.size());
        const int position = there ? ones[static_cast<std::size_t>(s)] : 0;
        if (there) rest &= ~(std::uint64_t{1} << position);
        wrong += valid.get(s, 1) != there;
        wrong += index.get(s * index_bits(window), index_bits(window)) != static_cast<std::uint64_t>(position);
      }
      wrong += model.output(i, "rest").get() != rest;
    }
  }
  EXPECT_EQ(wrong, 0u);
}

TEST(RtlCompressor, ItsIndicesAreTheMetadataOfTheEncoding) {
  for (const std::string text : {"2:4", "4:8", "1:2", "3:7", "8:16"}) {
    const Pattern pattern = parse_pattern(text);
    const Instance made = compressor(static_cast<int>(pattern.levels[0].of), static_cast<int>(pattern.levels[0].keep));
    const GroupBits bits = group_bits(pattern, EncodingKind::Offset);
    EXPECT_EQ(made.outputs[1].width, bits.outer + bits.inner) << text;
  }
}

TEST(RtlOperandMultiplexer, TakesTheValueAtTheIndex) {
  struct Shape {
    int lanes, inputs, bits;
  };
  const std::vector<Shape> shapes{{2, 4, 8}, {4, 8, 16}, {1, 2, 3}, {3, 7, 5}, {2, 16, 8}};
  std::vector<Instance> instances;
  for (const Shape& s : shapes)
    instances.push_back({"operand_multiplexer",
                         {{"LANES", s.lanes}, {"INPUTS", s.inputs}, {"BITS", s.bits}, {"INDEX_BITS", index_bits(s.inputs)}},
                         {{"value", s.inputs * s.bits}, {"index", s.lanes * index_bits(s.inputs)}},
                         {{"chosen", s.lanes * s.bits}}});
  Model model(shipped_sources(), instances);
  Random random(2);
  std::size_t wrong = 0;
  for (int number = 0; number < kRandom; ++number) {
    for (std::size_t i = 0; i < shapes.size(); ++i) {
      const Shape& s = shapes[i];
      for (int p = 0; p < s.inputs; ++p) model.input(i, "value").set(p * s.bits, s.bits, random.below(std::uint64_t{1} << s.bits));
      for (int l = 0; l < s.lanes; ++l)
        model.input(i, "index").set(l * index_bits(s.inputs), index_bits(s.inputs), random.below(std::uint64_t{1} << index_bits(s.inputs)));
    }
    model.settle();
    for (std::size_t i = 0; i < shapes.size(); ++i) {
      const Shape& s = shapes[i];
      for (int l = 0; l < s.lanes; ++l) {
        const auto index = static_cast<int>(model.input(i, "index").get(l * index_bits(s.inputs), index_bits(s.inputs)));
        const std::uint64_t expected = index < s.inputs ? model.input(i, "value").get(index * s.bits, s.bits) : 0;
        wrong += model.output(i, "chosen").get(l * s.bits, s.bits) != expected;
      }
    }
  }
  EXPECT_EQ(wrong, 0u);
}

TEST(RtlIntersection, DealsThePairsToTheLanes) {
  const std::vector<std::pair<int, int>> shapes{{8, 1}, {8, 2}, {8, 4}, {16, 2}, {5, 3}};
  std::vector<Instance> instances;
  for (const auto& [window, lanes] : shapes)
    instances.push_back({"intersection",
                         {{"WINDOW", window}, {"LANES", lanes}, {"COUNT_BITS", count_bits(window)}},
                         {{"weight_mask", window}, {"activation_mask", window}, {"pending", window}},
                         {{"match", window},
                          {"valid", lanes},
                          {"weight_place", lanes * count_bits(window)},
                          {"activation_place", lanes * count_bits(window)},
                          {"rest", window}}});
  Model model(shipped_sources(), instances);
  Random random(3);
  std::size_t wrong = 0;
  const auto below = [](std::uint64_t mask, int position) {
    return static_cast<std::uint64_t>(std::popcount(mask & ((std::uint64_t{1} << position) - 1)));
  };
  for (std::uint64_t number = 0; number < kRandom; ++number)  // windows of 8: all pairs of masks
    for (std::size_t i = 0; i < shapes.size(); ++i) {
      const auto [window, lanes] = shapes[i];
      const std::uint64_t all = (std::uint64_t{1} << window) - 1;
      const std::uint64_t weights = window <= 8 ? number & all : random.below(all + 1),
                          activations = window <= 8 ? number >> 8 & all : random.below(all + 1);
      model.input(i, "weight_mask").set(weights);
      model.input(i, "activation_mask").set(activations);
      std::uint64_t pending = weights & activations;
      // A processing element's cycles on this window: ceil(pairs / lanes).
      const int cycles = (std::popcount(pending) + lanes - 1) / lanes;
      for (int cycle = 0; cycle < cycles; ++cycle) {
        model.input(i, "pending").set(pending);
        model.settle();
        wrong += model.output(i, "match").get() != (weights & activations);
        for (int l = 0; l < lanes; ++l) {
          wrong += model.output(i, "valid").get(l, 1) != (pending != 0);
          if (pending == 0) continue;
          const int position = std::countr_zero(pending), bits = count_bits(window);
          wrong += model.output(i, "weight_place").get(l * bits, bits) != below(weights, position);
          wrong += model.output(i, "activation_place").get(l * bits, bits) != below(activations, position);
          pending &= pending - 1;
        }
        wrong += model.output(i, "rest").get() != pending;
      }
      wrong += pending != 0;
    }
  EXPECT_EQ(wrong, 0u);
}

TEST(RtlProducerCounters, CountWhatWasWrittenToEachUnit) {
  constexpr int kUnits = 3, kElements = 4, kBits = 5, kCountBits = 9;
  Model model(shipped_sources(), {{"producer_counters",
                                   {{"UNITS", kUnits}, {"UNIT_BITS", 2}, {"ELEMENTS", kElements}, {"BITS", kBits}, {"COUNT_BITS", kCountBits}},
                                   {{"reset", 1}, {"write", 1}, {"write_unit", 2}, {"value", kElements * kBits}, {"close", 1}, {"close_unit", 2}},
                                   {{"closed", 1}, {"count", kCountBits}}}});
  model.input(0, "reset").set(1);
  model.cycle();
  model.input(0, "reset").set(0);
  Random random(4);
  std::vector<std::uint64_t> counts(kUnits, 0);
  bool closed = false;
  std::uint64_t expected = 0;
  std::size_t wrong = 0;
  for (int cycle = 0; cycle < kRandom; ++cycle) {
    const bool write = random.below(4) > 0, close = random.below(16) == 0;
    const std::uint64_t unit = random.below(kUnits), closing = random.below(kUnits);
    model.input(0, "write").set(write);
    model.input(0, "write_unit").set(unit);
    model.input(0, "close").set(close);
    model.input(0, "close_unit").set(closing);
    std::uint64_t nonzeros = 0;
    for (int e = 0; e < kElements; ++e) {
      const std::uint64_t value = random.below(2) == 0 ? 0 : random.below(1 << kBits);
      model.input(0, "value").set(e * kBits, kBits, value);
      nonzeros += value != 0;
    }
    model.cycle();
    wrong += model.output(0, "closed").get() != closed;
    if (closed) wrong += model.output(0, "count").get() != expected;
    if (write) counts[unit] = (counts[unit] + nonzeros) & ((1 << kCountBits) - 1);
    closed = close;
    if (close) expected = counts[closing], counts[closing] = 0;
  }
  EXPECT_EQ(wrong, 0u);
}

TEST(RtlModeTable, SaysWhatToSwitchTo) {
  constexpr int kUnits = 10;
  Model model(shipped_sources(), {{"mode_table",
                                   {{"UNITS", kUnits}, {"UNIT_BITS", 4}, {"PATTERN_BITS", 2}},
                                   {{"start", 1}, {"write", 1}, {"write_unit", 4}, {"write_pattern", 2}, {"read", 1}, {"read_unit", 4}},
                                   {{"valid", 1}, {"pattern", 2}, {"switches", 1}}}});
  Random random(5);
  std::vector<std::uint64_t> table(kUnits, 0);
  for (int u = 0; u < kUnits; ++u) {
    model.input(0, "write").set(1);
    model.input(0, "write_unit").set(static_cast<std::uint64_t>(u));
    model.input(0, "write_pattern").set(table[static_cast<std::size_t>(u)] = random.below(3));
    model.cycle();
  }
  model.input(0, "write").set(0);
  std::optional<std::uint64_t> last;  // the pattern of the read before
  bool valid = false, switches = false;
  std::uint64_t pattern = 0;
  std::size_t wrong = 0, switched = 0;
  for (int cycle = 0; cycle < kRandom; ++cycle) {
    const bool start = cycle == 0 || random.below(50) == 0, write = random.below(8) == 0, read = random.below(4) > 0;
    const std::uint64_t unit = random.below(kUnits), written = random.below(kUnits), to = random.below(3);
    model.input(0, "start").set(start);
    model.input(0, "write").set(write);
    model.input(0, "write_unit").set(written);
    model.input(0, "write_pattern").set(to);
    model.input(0, "read").set(read);
    model.input(0, "read_unit").set(unit);
    model.cycle();
    wrong += model.output(0, "valid").get() != valid;
    if (valid) wrong += model.output(0, "pattern").get() != pattern || model.output(0, "switches").get() != switches;
    if (start) last.reset();
    valid = read;
    if (read) {
      pattern = table[unit];
      switches = last && *last != pattern;
      switched += switches;
      last = pattern;
    }
    if (write) table[written] = to;
  }
  EXPECT_EQ(wrong, 0u);
  EXPECT_GT(switched, 1000u);
}

}  // namespace
}  // namespace skeptic::rtl_test
