// What packs and unpacks windows, and gathers positions from banks: packer, nonzero_mask, position_mask, gather, beside what the machine model says.
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <string>
#include <vector>

#include "base/random.h"
#include "rtl/model.h"
#include "sparsity/mask.h"

namespace skeptic::rtl_test {
namespace {

constexpr int kRandom = 100'000;

int index_bits(int values) { return std::max(1, static_cast<int>(std::bit_width(static_cast<unsigned>(values - 1)))); }

struct Window {
  int window, slots, bits;
};
const std::vector<Window> kWindows{{8, 8, 8}, {8, 4, 5}, {7, 7, 3}, {16, 16, 4}, {2, 1, 6}, {4, 2, 16}};

/// Every mask of up to 16 positions, values at random; what is stored is what the mask keeps, in order.
TEST(RtlPacker, StoresTheKeptValuesInOrder) {
  std::vector<Instance> instances;
  for (const Window& w : kWindows)
    instances.push_back({"packer",
                         {{"WINDOW", w.window}, {"SLOTS", w.slots}, {"BITS", w.bits}},
                         {{"mask", w.window}, {"value", w.window * w.bits}},
                         {{"packed_values", w.slots * w.bits}}});
  Model model(shipped_sources(), instances);
  Random random(40);
  std::size_t wrong = 0;
  for (std::uint64_t number = 0; number < kRandom; ++number) {
    for (std::size_t i = 0; i < kWindows.size(); ++i) {
      model.input(i, "mask").set(number & ((1U << kWindows[i].window) - 1));
      for (int p = 0; p < kWindows[i].window; ++p)
        model.input(i, "value").set(p * kWindows[i].bits, kWindows[i].bits, random.below(std::uint64_t{1} << kWindows[i].bits));
    }
    model.settle();
    for (std::size_t i = 0; i < kWindows.size(); ++i) {
      const auto [window, slots, bits] = kWindows[i];
      std::vector<std::uint64_t> kept;
      for (int p = 0; p < window; ++p)
        if (number >> p & 1) kept.push_back(model.input(i, "value").get(p * bits, bits));
      kept.resize(static_cast<std::size_t>(std::max<int>(slots, static_cast<int>(kept.size()))), 0);
      for (int s = 0; s < slots; ++s) wrong += model.output(i, "packed_values").get(s * bits, bits) != kept[static_cast<std::size_t>(s)];
    }
  }
  EXPECT_EQ(wrong, 0U);
}

/// A stage that moves a value by one place too few.
TEST(RtlPacker, AStageThatMovesTooLittleIsFound) {
  Model model(with_mistake(shipped_sources(), "packer", "p + (1 << (d - 1))", "p + (d == 2 ? 1 : (1 << (d - 1)))"),
              {{"packer", {{"WINDOW", 8}, {"SLOTS", 8}, {"BITS", 3}}, {{"mask", 8}, {"value", 24}}, {{"packed_values", 24}}}});
  model.input(0, "mask").set(0b1100);
  for (int p = 0; p < 8; ++p) model.input(0, "value").set(3 * p, 3, static_cast<std::uint64_t>(p));
  model.settle();
  EXPECT_NE(model.output(0, "packed_values").get(0, 6), 2U + (3U << 3));
}

TEST(RtlMasks, OfValuesAndOfPositions) {
  Model model(shipped_sources(),
              {{"nonzero_mask", {{"WINDOW", 8}, {"BITS", 5}}, {{"value", 40}}, {{"mask", 8}}},
               {"position_mask", {{"WINDOW", 8}, {"SLOTS", 4}, {"INDEX_BITS", 3}}, {{"valid", 4}, {"index", 12}}, {{"mask", 8}}},
               {"position_mask", {{"WINDOW", 13}, {"SLOTS", 5}, {"INDEX_BITS", 4}}, {{"valid", 5}, {"index", 20}}, {{"mask", 13}}}});
  Random random(41);
  std::size_t wrong = 0;
  for (int number = 0; number < kRandom; ++number) {
    std::uint64_t nonzero = 0;
    for (int p = 0; p < 8; ++p) {
      const std::uint64_t value = random.below(3) == 0 ? 0 : random.below(32);
      model.input(0, "value").set(5 * p, 5, value);
      nonzero |= std::uint64_t{value != 0} << p;
    }
    std::uint64_t expected[2] = {0, 0};
    for (const std::size_t i : {1U, 2U}) {
      const int slots = i == 1 ? 4 : 5, bits = i == 1 ? 3 : 4, window = i == 1 ? 8 : 13;
      for (int s = 0; s < slots; ++s) {
        const std::uint64_t valid = random.below(2), index = random.below(static_cast<std::uint64_t>(window));
        model.input(i, "valid").set(s, 1, valid);
        model.input(i, "index").set(s * bits, bits, index);
        expected[i - 1] |= valid << index;
      }
    }
    model.settle();
    wrong += model.output(0, "mask").get() != nonzero;
    wrong += model.output(1, "mask").get() != expected[0];
    wrong += model.output(2, "mask").get() != expected[1];
  }
  EXPECT_EQ(wrong, 0U);
}

struct Banked {
  int positions, banks, ports, step;
};
const std::vector<Banked> kBanked{{8, 4, 1, 4}, {8, 16, 1, 8}, {16, 4, 2, 4}, {12, 8, 1, 4}, {16, 8, 3, 8}, {4, 3, 1, 1}, {6, 1, 1, 1}};

Instance gather(const Banked& b) {
  const int shift = index_bits(b.banks / b.step), member = index_bits((b.positions + b.banks - 1) / b.banks);
  return {
      "gather",
      {{"POSITIONS", b.positions},
       {"BANKS", b.banks},
       {"PORTS", b.ports},
       {"STEP", b.step},
       {"SHIFT_BITS", shift},
       {"MEMBER_BITS", member},
       {"BITS", 6}},
      {{"start", 1}, {"needed", b.positions}, {"shift", shift}, {"bank_value", b.banks * b.ports * 6}},
      {{"read", b.banks * b.ports}, {"read_member", b.banks * b.ports * member}, {"fresh", b.positions}, {"value", b.positions * 6}, {"done", 1}}};
}

/// Steps that differ from the machine model: every needed position comes once, with what its bank holds there, in max over banks of ceil(u/ports)
/// cycles.
std::size_t gather_mismatches(Model& model, std::size_t i, const Banked& b, Random& random, int steps) {
  const int member_bits = index_bits((b.positions + b.banks - 1) / b.banks);
  std::size_t wrong = 0;
  for (int number = 0; number < steps; ++number) {
    const std::uint64_t needed =
        random.below(std::uint64_t{1} << b.positions) & (number % 3 == 0 ? ~std::uint64_t{0} : random.below(1U << b.positions));
    const int shift = static_cast<int>(random.below(static_cast<std::uint64_t>(b.banks / b.step)));
    std::vector<int> in_bank(static_cast<std::size_t>(b.banks), 0);
    for (int p = 0; p < b.positions; ++p) in_bank[static_cast<std::size_t>((p + shift * b.step) % b.banks)] += static_cast<int>(needed >> p & 1);
    const int most = *std::max_element(in_bank.begin(), in_bank.end()), cycles = std::max(1, (most + b.ports - 1) / b.ports);
    model.input(i, "start").set(1);
    model.input(i, "needed").set(needed);
    model.cycle();
    model.input(i, "start").set(0);
    model.input(i, "shift").set(static_cast<std::uint64_t>(shift));
    std::uint64_t seen = 0;
    for (int cycle = 1; cycle <= cycles; ++cycle) {
      // What a bank holds of a step: 7·bank + 5·member, modulo 64.
      model.settle();
      for (int bank = 0; bank < b.banks; ++bank)
        for (int port = 0; port < b.ports; ++port) {
          const int place = bank * b.ports + port;
          const std::uint64_t member = model.output(i, "read_member").get(place * member_bits, member_bits);
          model.input(i, "bank_value").set(place * 6, 6, (7 * static_cast<std::uint64_t>(bank) + 5 * member) % 64);
        }
      model.settle();
      const std::uint64_t fresh = model.output(i, "fresh").get();
      wrong += (fresh & seen) != 0 || (fresh & ~needed) != 0;
      wrong += static_cast<int>(std::popcount(fresh)) != std::popcount(model.output(i, "read").get());
      for (int p = 0; p < b.positions; ++p)
        if (fresh >> p & 1)
          wrong +=
              model.output(i, "value").get(p * 6, 6) != static_cast<std::uint64_t>((7 * ((p + shift * b.step) % b.banks) + 5 * (p / b.banks)) % 64);
      seen |= fresh;
      wrong += (model.output(i, "done").get() != 0) != (cycle == cycles);
      model.cycle();
    }
    wrong += seen != needed;
  }
  return wrong;
}

TEST(RtlGather, TakesTheCyclesOfTheMachineModel) {
  std::vector<Instance> instances;
  for (const Banked& banked : kBanked) instances.push_back(gather(banked));
  Model model(shipped_sources(), instances);
  Random random(42);
  for (std::size_t i = 0; i < kBanked.size(); ++i) EXPECT_EQ(gather_mismatches(model, i, kBanked[i], random, kRandom / 7), 0U) << i;
}

/// An arbiter that lets one position too many pass.
TEST(RtlGather, AnArbiterThatForgetsAPositionIsFound) {
  Model model(with_mistake(shipped_sources(), "gather", "pending & ~fresh;", "pending & ~fresh & ~(fresh << 4);"), {gather(kBanked[0])});
  Random random(43);
  EXPECT_GT(gather_mismatches(model, 0, kBanked[0], random, 500), 0U);
}

}  // namespace
}  // namespace skeptic::rtl_test
