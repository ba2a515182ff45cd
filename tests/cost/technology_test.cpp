// The tables: what the facts say, what was derived from them, and every number's source.
#include "cost/technology.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "base/diagnostic.h"
#include "cost/sram.h"

namespace skeptic {
namespace {

constexpr std::array<std::int64_t, 6> kSizes{2, 8, 32, 128, 512, 1024};  // KiB
constexpr std::int64_t kKibibyte = 8192;

using Column = std::array<double, 6>;

/// The CACTI rows: square millimetres and picojoules.
struct Rows {
  std::int64_t node, port;
  Column area, read;
};
constexpr std::array kCacti{
    Rows{45, 64, {0.00844, 0.0294, 0.106, 0.436, 1.775, 3.565}, {2.67, 6.05, 17.0, 37.5, 59.9, 77.2}},
    Rows{45, 256, {0.0158, 0.0351, 0.117, 0.539, 2.05, 4.18}, {8.65, 10.7, 25.4, 65.6, 145, 208}},
    Rows{32, 64, {0.0043, 0.0149, 0.0537, 0.245, 0.984, 1.80}, {1.42, 3.33, 9.69, 16.5, 29.7, 43.7}},
    Rows{22, 64, {0.0021, 0.0071, 0.0300, 0.116, 0.464, 0.914}, {0.69, 1.73, 4.00, 8.57, 15.5, 21.1}},
};

const SramTable& table(const Technology& technology, std::int64_t port) { return technology.sram[port == 64 ? 0 : 1]; }

TEST(Technology, CactiRowsAreReproducedExactlyAtTheirSizes) {
  for (const Rows& rows : kCacti) {
    const Technology technology = load_technology(rows.node);
    for (std::size_t i = 0; i < kSizes.size(); ++i) {
      const SramMacro macro = sram_macro(technology, kSizes[i] * kKibibyte, rows.port);
      EXPECT_EQ(macro.area.value, rows.area[i]) << rows.node << " nm, " << kSizes[i] << " KiB";
      EXPECT_EQ(macro.read.value, rows.read[i] * 1e-12);
      EXPECT_EQ(macro.area.confidence, Confidence::A);
      EXPECT_EQ(macro.read.confidence, Confidence::A);
      EXPECT_NE(macro.area.source.find("CACTI 7"), std::string::npos);
    }
  }
  const Column write{3.98, 7.41, 14.5, 24.2, 46.6, 63.9}, leakage{3.00, 11.0, 40.9, 150, 599, 1198};
  const Technology technology = load_technology(45);
  for (std::size_t i = 0; i < kSizes.size(); ++i) {
    const SramMacro macro = sram_macro(technology, kSizes[i] * kKibibyte, 64);
    EXPECT_EQ(macro.write.value, write[i] * 1e-12);
    EXPECT_EQ(macro.leakage->value, leakage[i] * 1e-3);
  }
}

// Horowitz's reads of 64 bits from 8 KiB, 32 KiB and 1 MiB at 45 nm: a check that no table was made from.
TEST(Technology, CactiAgreesWithHorowitzWithinFortyPercent) {
  const Technology technology = load_technology(45);
  const auto read = [&](std::int64_t size) { return sram_macro(technology, size * kKibibyte, 64).read.value; };
  EXPECT_NEAR(read(8) / 10e-12, 1, 0.4);
  EXPECT_NEAR(read(32) / 20e-12, 1, 0.4);
  EXPECT_NEAR(read(1024) / 100e-12, 1, 0.4);
}

TEST(Technology, DerivedColumnsFollowTheirSteps) {
  const Technology of45 = load_technology(45);
  const SramTable& narrow = table(of45, 64);
  const SramTable& wide = table(of45, 256);
  for (const std::int64_t node : technology_nodes()) {
    const Technology technology = load_technology(node);
    for (const SramTable& rows : technology.sram)
      for (std::size_t i = 0; i < kSizes.size(); ++i) {
        if (node != 45 || rows.port_bits != 64) {
          EXPECT_NEAR(rows.write.values[i] / rows.read.values[i], narrow.write.values[i] / narrow.read.values[i], 2e-3) << node;
          EXPECT_EQ(rows.write.confidence, Confidence::C);
        }
        if (node != 45 && rows.port_bits != 64) {
          EXPECT_NEAR(rows.area.values[i] / technology.sram[0].area.values[i], wide.area.values[i] / narrow.area.values[i], 2e-3);
          EXPECT_NEAR(rows.read.values[i] / technology.sram[0].read.values[i], wide.read.values[i] / narrow.read.values[i], 2e-3);
          EXPECT_EQ(rows.area.confidence, Confidence::C);
        }
      }
  }
}

/// Energy of a node by Stillmaker and Baas: a V^2 + b V + c.
double stillmaker(double a, double b, double c) { return a * 0.64 + b * 0.8 + c; }

TEST(Technology, SevenNanometresFollowFromBitCellAndScaling) {
  const double of45 = stillmaker(1.103, -0.362, 0.2767), of32 = stillmaker(0.9559, -0.7823, 0.471), of20 = stillmaker(0.373, -0.1582, 0.04104),
               of7 = stillmaker(0.1776, -0.09097, 0.02447), of22 = of20 + (of32 - of20) / 6;
  const Technology nm45 = load_technology(45), nm22 = load_technology(22), nm7 = load_technology(7);
  const double a_bit = nm45.sram[0].area.values[2] / 32;
  for (std::size_t i = 0; i < kSizes.size(); ++i) {
    const auto size = static_cast<double>(kSizes[i]);
    const double overhead = nm45.sram[0].area.values[i] / size / a_bit;
    EXPECT_NEAR(nm7.sram[0].area.values[i] / (0.027 / 0.70 * 1e-6 * size * 8192 * overhead), 1, 1e-3);
    EXPECT_NEAR(nm7.sram[0].read.values[i] / (nm22.sram[0].read.values[i] * of7 / of22), 1, 1e-3);
    EXPECT_EQ(nm7.sram[0].area.confidence, Confidence::C);
  }
  const auto ratio = [&](std::int64_t node, Primitive primitive, bool area) {
    const Logic there = logic(load_technology(node), primitive), here = logic(nm45, primitive);
    return area ? there.area.value / here.area.value : there.energy.value / here.energy.value;
  };
  for (const Primitive primitive : {Primitive::Adder, Primitive::Comparator, Primitive::Register, Primitive::Mux2, Primitive::Gate}) {
    EXPECT_NEAR(ratio(32, primitive, true), 0.46, 1e-9);
    EXPECT_NEAR(ratio(22, primitive, true), 0.21 + (0.46 - 0.21) / 6, 1e-4);
    EXPECT_NEAR(ratio(7, primitive, true), 0.059, 1e-9);
    EXPECT_NEAR(ratio(32, primitive, false), of32 / of45, 1e-4);
    EXPECT_NEAR(ratio(22, primitive, false), of22 / of45, 1e-4);
    EXPECT_NEAR(ratio(7, primitive, false), of7 / of45, 1e-5);
  }
}

TEST(Technology, MultipliersScaleWithTheProductOfTheirBits) {
  const Technology technology = load_technology(45);
  EXPECT_DOUBLE_EQ(multiplier(technology, 32, 32).area.value, 6350e-6);
  EXPECT_DOUBLE_EQ(multiplier(technology, 16, 16).area.value, 1587.5e-6);
  EXPECT_DOUBLE_EQ(multiplier(technology, 4, 8).area.value, 6350e-6 / 32);
  EXPECT_DOUBLE_EQ(multiplier(technology, 8, 8).energy.value, 0.2e-12);
  EXPECT_DOUBLE_EQ(multiplier(technology, 16, 16).energy.value, 0.8e-12);
  EXPECT_NEAR(multiplier(technology, 32, 32).energy.value / 3.1e-12, 1, 0.05);  // Horowitz's own 32-bit row
}

TEST(Technology, LogicOfFortyFiveNanometresIsTheSources) {
  const Technology technology = load_technology(45);
  EXPECT_DOUBLE_EQ(logic(technology, Primitive::Adder, 32).area.value, 278e-6);
  EXPECT_DOUBLE_EQ(logic(technology, Primitive::Adder, 32).energy.value, 0.1e-12);
  EXPECT_DOUBLE_EQ(logic(technology, Primitive::Comparator, 32).area.value, 71e-6);
  EXPECT_DOUBLE_EQ(logic(technology, Primitive::Comparator, 32).energy.value, 0.02947e-12);
  EXPECT_DOUBLE_EQ(logic(technology, Primitive::Register).area.value, 5.98e-6);
  EXPECT_DOUBLE_EQ(logic(technology, Primitive::Register, 10).energy.value, 0.09e-12);
  EXPECT_DOUBLE_EQ(logic(technology, Primitive::Mux2).area.value, 1.862e-6);
  // The mux's energy, from its own steps: internal energy and load at 1.1 V, to 0.9 V, one transition in two selections.
  EXPECT_NEAR(logic(technology, Primitive::Mux2).energy.value, 0.5 * (0.9 / 1.1) * (0.9 / 1.1) * (3.264e-15 + 0.5 * 3.781e-15 * 1.1 * 1.1), 1e-17);
  EXPECT_NEAR(logic(technology, Primitive::Gate).energy.value, 0.5 * (0.9 / 1.1) * (0.9 / 1.1) * (2.584e-15 + 0.5 * 3.786e-15 * 1.1 * 1.1), 1e-17);
}

TEST(Technology, EveryNumberHasASource) {
  for (const std::int64_t node : technology_nodes()) {
    const Technology technology = load_technology(node);
    EXPECT_EQ(technology.node, node);
    EXPECT_FALSE(technology.note.empty());
    for (const LogicReference& reference : technology.logic) {
      EXPECT_GT(reference.area.value, 0);
      EXPECT_GT(reference.energy.value, 0);
      EXPECT_FALSE(reference.area.source.empty());
      EXPECT_FALSE(reference.energy.source.empty());
      EXPECT_GE(reference.area.confidence, node == 7 ? Confidence::C : node == 45 ? Confidence::A : Confidence::B);
    }
    ASSERT_EQ(technology.sram.size(), 2U);
    for (const SramTable& rows : technology.sram)
      for (const SramColumn* column : {&rows.area, &rows.read, &rows.write}) {
        EXPECT_EQ(column->values.size(), kSizes.size());
        EXPECT_FALSE(column->source.empty());
        if (node == 7) {
          EXPECT_EQ(column->confidence, Confidence::C);
        }
      }
  }
}

TEST(Technology, UnknownNodeNamesThoseThatAre) {
  EXPECT_EQ(technology_nodes(), (std::vector<std::int64_t>{7, 22, 32, 45}));
  try {
    load_technology(5);
    FAIL() << "no error";
  } catch (const UserError& error) {
    EXPECT_STREQ(error.what(), "error: no technology table for 5nm [technology-unknown]\n  expected: one of 7nm, 22nm, 32nm, 45nm\n");
  }
}

TEST(Sram, BetweenRowsIsAStraightLineInLogarithms) {
  const Technology technology = load_technology(45);
  // 16 KiB is halfway from 8 to 32, and 128 bits halfway from 64 to 256: geometric means.
  const SramMacro size = sram_macro(technology, 16 * kKibibyte, 64);
  EXPECT_NEAR(size.area.value, std::sqrt(0.0294 * 0.106), 1e-12);
  EXPECT_NEAR(size.read.value, std::sqrt(6.05 * 17.0) * 1e-12, 1e-20);
  EXPECT_EQ(size.area.confidence, Confidence::B);
  const SramMacro port = sram_macro(technology, 32 * kKibibyte, 128);
  EXPECT_NEAR(port.area.value, std::sqrt(0.106 * 0.117), 1e-12);
  EXPECT_EQ(port.area.confidence, Confidence::B);
}

TEST(Sram, BeyondTheRowsIsAnEstimate) {
  const Technology technology = load_technology(45);
  const SramMacro large = sram_macro(technology, 2048 * kKibibyte, 64);
  EXPECT_NEAR(large.area.value, 3.565 * 3.565 / 1.775, 1e-12);  // the last segment's ratio again
  EXPECT_EQ(large.area.confidence, Confidence::C);
  EXPECT_EQ(sram_macro(technology, kKibibyte, 64).area.confidence, Confidence::C);
  EXPECT_EQ(sram_macro(technology, 8 * kKibibyte, 16).area.confidence, Confidence::C);
  EXPECT_EQ(sram_macro(technology, 8 * kKibibyte, 4).read.value, sram_macro(technology, 8 * kKibibyte, 16).read.value);
}

TEST(Sram, MorePortsFollowTheCellRule) {
  const Technology technology = load_technology(22);
  const SramMacro one = sram_macro(technology, 32 * kKibibyte, 64), two = sram_macro(technology, 32 * kKibibyte, 64, 2);
  EXPECT_NEAR(two.area.value / one.area.value, 1.5 * 1.3425, 1e-12);
  EXPECT_NEAR(two.read.value / one.read.value, std::sqrt(1.5 * 1.3425), 1e-12);
  EXPECT_NEAR(sram_macro(technology, 32 * kKibibyte, 64, 3).area.value / one.area.value, 2.0 * 1.685, 1e-12);
}

TEST(Sram, AreaAndEnergyGrowWithSizePortAndPorts) {
  for (const std::int64_t node : technology_nodes()) {
    const Technology technology = load_technology(node);
    for (const std::int64_t port : {16, 64, 100, 256})
      for (std::int64_t size = 256; size < 4096 * kKibibyte; size = size * 3 / 2) {
        const SramMacro macro = sram_macro(technology, size, port), larger = sram_macro(technology, size * 3 / 2, port);
        EXPECT_LT(macro.area.value, larger.area.value) << node << " nm, " << size << " bits, port " << port;
        EXPECT_LT(macro.read.value, larger.read.value);
        EXPECT_LT(macro.write.value, larger.write.value);
        EXPECT_LT(macro.area.value, sram_macro(technology, size, port, 2).area.value);
        EXPECT_LT(macro.read.value, sram_macro(technology, size, port * 2).read.value);
      }
  }
}

}  // namespace
}  // namespace skeptic
