// with and without: one key set, or taken out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "design/resolved.h"
#include "designs.h"

namespace skeptic {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string kLatency = "operands.activations.decide.latency";

Design example() { return load_design(std::string(SKEPTIC_SOURCE) + "/examples/dynamic-4of8.yaml"); }

TEST(With, SetsOneKey) {
  const Design design = with(example(), kLatency, "3 cycles");
  EXPECT_EQ(design.find(kLatency)->data, ValueData(Rational(3)));
  EXPECT_EQ(design.find(kLatency)->place.file, "--set");
  EXPECT_EQ(resolve(design).activations.decide->latency, 3);
  EXPECT_EQ(resolve(design).activations.decide->switch_cycles, 4);
  EXPECT_THAT(with(load_design("dense"), "clock", "1 GHz").own, Contains("clock"));
}

TEST(With, SetsEveryKindOfValue) {
  Design design = example();
  design = with(design, "operands.weights.pattern", "2:4/1:2");
  design = with(design, "operands.weights.encoding", "combinatorial");
  design = with(design, "operands.activations.patterns", "[1:4, \"2:4\", dense]");
  design = with(design, "operands.activations.decide.policy", "{density: [0.25, 0.5, 1]}");
  design = with(design, "operands.activations.decide.unit.channels", "all");
  design = with(design, "tile", "{m: 32, n: all}");
  design = with(design, "chip.area", "100 mm2");
  const ResolvedDesign resolved = resolve(design);
  EXPECT_EQ(resolved.weights.pattern, parse_pattern("2:4/1:2"));
  EXPECT_EQ(resolved.weights.encoding.kind, EncodingKind::Combinatorial);
  EXPECT_EQ(resolved.activations.patterns, (std::vector<Pattern>{parse_pattern("1:4"), parse_pattern("2:4"), parse_pattern("dense")}));
  EXPECT_EQ(resolved.activations.decide->policy, (Policy{PolicyKind::Density, {0.25, 0.5, 1.0}}));
  EXPECT_EQ(resolved.activations.decide->channels, std::nullopt);
  ASSERT_TRUE(resolved.tile);
  EXPECT_EQ(resolved.tile->m, 32);
  EXPECT_EQ(resolved.tile->n, std::nullopt);
  EXPECT_EQ(resolved.chip_area, 100.0);
}

TEST(With, MergesAMapping) {
  const Design design = with(example(), "operands.activations.decide", "{by: producer, switch: 2 cycles}");
  const ResolvedDesign resolved = resolve(design);
  EXPECT_EQ(resolved.activations.decide->by, DecideBy::Producer);
  EXPECT_EQ(resolved.activations.decide->switch_cycles, 2);
  EXPECT_EQ(resolved.activations.decide->pixels, 16);
}

TEST(With, TurnsAStaticDesignIntoOneThatChooses) {
  Design design =
      with(load_design("ampere-2to4"), "operands.activations",
           "{chosen: run-time, patterns: [\"2:4\", dense], skip: pattern, decide: {by: producer, policy: cover, unit: {pixels: 1, channels: all}, "
           "switch: 0 cycles, state: 1 KiB}}");
  EXPECT_THAT(design.unknowns(), IsEmpty());
  EXPECT_TRUE(resolve(design).activations.run_time());
  design = with(design, "operands.activations.chosen", "fixed");
  EXPECT_FALSE(resolve(design).activations.run_time());
  EXPECT_EQ(resolve(design).activations.pattern, Pattern{});
}

TEST(With, SetsUnknownAndNone) {
  EXPECT_THAT(with(example(), kLatency, "unknown").unknowns(), ElementsAre(kLatency));
  EXPECT_EQ(resolve(with(example(), "vector", "none")).vector_lanes, std::nullopt);
}

TEST(With, SetsNameAndClaims) {
  Design design = with(example(), "name", "other");
  EXPECT_EQ(design.name, "other");
  design = with(design, "claims", "[{speedup: 2, over: dense, on: vit-b16, batch: 8}]");
  ASSERT_EQ(design.claims.size(), 1U);
  EXPECT_EQ(design.claims[0].batch, 8);
}

TEST(With, ErrorsShowTheSetting) {
  const Design design = example();
  EXPECT_EQ(error_of([&] { with(design, kLatency, "3 s"); }),
            "--set:1:37: error: operands.activations.decide.latency has the unit \"s\" [design-unit]\n"
            "  operands.activations.decide.latency=3 s\n"
            "                                      ^\n"
            "  expected: a time from 0 cycles to 1000000 cycles\n");
  EXPECT_EQ(error_of([&] { with(design, "operands.activations.decide.latencies", "3 cycles"); }),
            "--set:1:1: error: unknown key \"latencies\" in operands.activations.decide [design-unknown-key]\n"
            "  operands.activations.decide.latencies=3 cycles\n"
            "  ^\n"
            "  expected: by, when, stored, from, policy, unit, latency, rate, switch or state\n"
            "  did you mean \"latency\"?\n");
  EXPECT_EQ(error_of([&] { with(design, "decide.latency", "3 cycles"); }),
            "--set:1:1: error: unknown key \"decide.latency\" [design-unknown-key]\n"
            "  decide.latency=3 cycles\n"
            "  ^\n"
            "  there is \"operands.activations.decide.latency\"\n");
  EXPECT_EQ(error_of([&] { with(design, "operands.weights.pattern", "2:x"); }),
            "--set:1:28: error: \"2:x\" is not a pattern [design-pattern]\n"
            "  operands.weights.pattern=2:x\n"
            "                             ^\n"
            "  expected: \"dense\", \"unstructured\", or levels such as \"2:4\", \"2:4/1:2\", \"2:4@16x16/1:2\"\n");
  EXPECT_EQ(error_of([&] { with(design, "fabric.lanes", ""); }),
            "--set:1:14: error: fabric.lanes has no value [yaml-shape]\n"
            "  fabric.lanes=\n"
            "               ^\n"
            "  expected: an integer from 1 to 64\n");
  EXPECT_EQ(error_of([&] { with(design, "fabric", "{lanes: [}"); }),
            "--set:1:17: error: not YAML: illegal flow end [yaml-syntax]\n"
            "  fabric={lanes: [}\n"
            "                  ^\n");
  EXPECT_EQ(error_of([&] { with(design, "extends", "dense"); }),
            "--set:1:1: error: extends belongs to a file and cannot be set [design-value]\n"
            "  extends=dense\n"
            "  ^\n");
  EXPECT_EQ(error_of([&] { with(design, "operands.activations.pattern", "2:4"); }),
            "--set:1:30: error: one pattern does not go with chosen: run-time [design-conflict]\n"
            "  operands.activations.pattern=2:4\n"
            "                               ^\n"
            "  expected: patterns, the list that is chosen from\n"
            "  or write chosen: offline, learned or fixed\n");
}

TEST(Without, TakesOutAKeyAndWhatLiesBelow) {
  const Design design = without(example(), "memory.accumulators");
  EXPECT_EQ(design.find("memory.accumulators.size"), nullptr);
  EXPECT_EQ(resolve(design).accumulator_bits, std::nullopt);
  EXPECT_NE(design.find("memory.weights.size"), nullptr);
  EXPECT_EQ(resolve(without(example(), "fabric.sync")).slack, 1);
  EXPECT_TRUE(without(example(), "claims").claims.empty());
}

TEST(Without, AQuestionIsUnknownAgain) {
  EXPECT_THAT(without(example(), kLatency).unknowns(), ElementsAre(kLatency));
  EXPECT_EQ(without(example(), "operands.activations.decide").unknowns().size(), 9U);
}

TEST(Without, ARequiredKeyIsMissedByResolve) {
  EXPECT_EQ(error_of([] { resolve(without(small(), "fabric.lanes")); }),
            "small.yaml: error: fabric.lanes is not written [design-missing-key]\n"
            "  expected: an integer from 1 to 64\n"
            "  write unknown where it is not decided yet\n");
}

TEST(Without, UnknownKeys) {
  EXPECT_EQ(error_of([] { without(small(), "fabric.lane"); }),
            "--set:1:1: error: unknown key \"lane\" in fabric [design-unknown-key]\n"
            "  fabric.lane\n"
            "  ^\n"
            "  expected: kind, delivery, array, arrays, slices, lanes, window, empty-window, order, sync, balance or decode\n"
            "  did you mean \"lanes\"?\n");
}

}  // namespace
}  // namespace skeptic
