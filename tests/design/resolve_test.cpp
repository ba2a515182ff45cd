// From what was written to a machine; and what cannot hold together.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "design/resolved.h"
#include "designs.h"

namespace skeptic {
namespace {

/// The errors of resolving kSmall with some keys set.
std::string conflict(const std::vector<std::pair<std::string, std::string>>& settings) {
  Design design = small();
  for (const auto& [key, value] : settings) design = with(design, key, value);
  return error_of([&] { resolve(design); });
}

constexpr const char* kChooses =
    "{chosen: run-time, patterns: [\"2:8\", \"4:8\", dense], skip: pattern, decide: {by: consumer, when: tile, policy: {energy: 0.9}, "
    "unit: {pixels: 4, channels: 16}, latency: 5 cycles, rate: 0.5 units/cycle, switch: 2 cycles, state: 3 KiB}}";

TEST(Resolve, FillsInEveryDefault) {
  const ResolvedDesign design = resolve(small());
  EXPECT_EQ(design.name, "small");
  EXPECT_EQ(design.clock, Rational(1'000'000'000));
  EXPECT_EQ(design.array_m, 4);
  EXPECT_EQ(design.array_n, 4);
  EXPECT_EQ(design.array_k, 1);
  EXPECT_EQ(design.slices, Slices::Interleaved);
  EXPECT_EQ(design.lanes, 2);
  EXPECT_EQ(design.window, 4);
  EXPECT_EQ(design.empty_window, 1);
  EXPECT_EQ(design.order, Order::MOuter);
  EXPECT_EQ(design.domain, Domain::Array);
  EXPECT_EQ(design.slack, 1);
  EXPECT_EQ(design.decode_rate, std::nullopt);
  EXPECT_EQ(design.weights.bits, 8);
  EXPECT_EQ(design.weights.chosen, Chosen::Offline);
  EXPECT_EQ(design.weights.pattern, Pattern{});
  EXPECT_EQ(design.weights.skip, Skip::None);
  EXPECT_EQ(design.weights.encoding, Encoding{});
  EXPECT_EQ(design.weights.read, Read::Window);
  EXPECT_FALSE(design.weights.run_time());
  EXPECT_EQ(design.activations.chosen, Chosen::Fixed);
  EXPECT_FALSE(design.activations.run_time());
  EXPECT_EQ(design.output_bits, 8);
  EXPECT_FALSE(design.outputs_as_read);
  EXPECT_FALSE(design.tile);
  EXPECT_EQ(design.vector_lanes, std::nullopt);
  EXPECT_EQ(design.dram_bandwidth, Rational(512'000'000'000));
  EXPECT_EQ(design.dram_rate(), Rational(512));
  EXPECT_DOUBLE_EQ(design.dram_energy, 4e-12);
  EXPECT_EQ(design.weights_buffer.size_bits, 64 * 8192);
  EXPECT_EQ(design.weights_buffer.banks, 1);
  EXPECT_EQ(design.weights_buffer.ports, 1);
  EXPECT_EQ(design.weights_buffer.width, std::nullopt);
  EXPECT_EQ(design.accumulator_bits, std::nullopt);
  EXPECT_EQ(design.buffers, 2);
  EXPECT_EQ(design.chip_area, std::nullopt);
  EXPECT_EQ(design.technology, 7);
}

TEST(Resolve, ReadsEveryKey) {
  Design written = small();
  for (const auto& [key, value] : std::vector<std::pair<std::string, std::string>>{
           {"fabric.array.k", "2"},
           {"fabric.slices", "blocked"},
           {"fabric.empty-window", "0"},
           {"fabric.order", "n-outer"},
           {"fabric.sync", "{domain: row, slack: 3}"},
           {"fabric.decode.rate", "16 granules/cycle"},
           {"operands.weights", "{bits: 4, pattern: \"2:4\", chosen: learned, permutation: channels, skip: pattern, encoding: offset}"},
           {"operands.activations", kChooses},
           {"operands.outputs", "{bits: 16, encoding: as-read}"},
           {"tile", "{m: 8, n: all, k: 32}"},
           {"vector.lanes", "64"},
           {"memory.dram.energy", "3.9 pJ/bit"},
           {"memory.weights", "{banks: 8, ports: 2, width: 512 bits/cycle}"},
           {"memory.activations", "{banks: 4, width: 32 B/cycle}"},
           {"memory.accumulators.size", "256 KiB"},
           {"memory.buffers", "3"},
           {"chip.area", "12.5 mm2"},
           {"technology", "45 nm"}})
    written = with(written, key, value);
  const ResolvedDesign design = resolve(written);
  EXPECT_EQ(design.array_k, 2);
  EXPECT_EQ(design.slices, Slices::Blocked);
  EXPECT_EQ(design.empty_window, 0);
  EXPECT_EQ(design.order, Order::NOuter);
  EXPECT_EQ(design.domain, Domain::Row);
  EXPECT_EQ(design.slack, 3);
  EXPECT_EQ(design.decode_rate, Rational(16));
  EXPECT_EQ(design.weights.bits, 4);
  EXPECT_EQ(design.weights.chosen, Chosen::Learned);
  EXPECT_TRUE(design.weights.permuted);
  EXPECT_EQ(design.weights.pattern, parse_pattern("2:4"));
  EXPECT_EQ(design.weights.skip, Skip::Pattern);
  EXPECT_EQ(design.weights.encoding.kind, EncodingKind::Offset);
  EXPECT_EQ(design.activations.chosen, Chosen::RunTime);
  EXPECT_EQ(design.activations.listed().size(), 3U);
  ASSERT_TRUE(design.activations.decide);
  const Decision& decide = *design.activations.decide;
  EXPECT_EQ(decide.by, DecideBy::Consumer);
  EXPECT_EQ(decide.when, DecideWhen::Tile);
  EXPECT_EQ(decide.stored, Stored::None);
  EXPECT_EQ(decide.from, DecideFrom::ThisInput);
  EXPECT_EQ(decide.policy, (Policy{PolicyKind::Energy, {0.9}}));
  EXPECT_EQ(decide.pixels, 4);
  EXPECT_EQ(decide.channels, 16);
  EXPECT_EQ(decide.latency, 5);
  EXPECT_EQ(decide.rate, Rational(1, 2));
  EXPECT_EQ(decide.switch_cycles, 2);
  EXPECT_EQ(decide.state_bits, 3 * 8192);
  EXPECT_EQ(design.output_bits, 16);
  EXPECT_TRUE(design.outputs_as_read);
  ASSERT_TRUE(design.tile);
  EXPECT_EQ(design.tile->m, 8);
  EXPECT_EQ(design.tile->n, std::nullopt);
  EXPECT_EQ(design.tile->k, 32);
  EXPECT_EQ(design.vector_lanes, 64);
  EXPECT_DOUBLE_EQ(design.dram_energy, 3.9e-12);
  EXPECT_EQ(design.weights_buffer.banks, 8);
  EXPECT_EQ(design.weights_buffer.ports, 2);
  EXPECT_EQ(design.weights_buffer.width, Rational(512));
  EXPECT_EQ(design.activations_buffer.banks, 4);
  EXPECT_EQ(design.activations_buffer.width, Rational(256));
  EXPECT_EQ(design.accumulator_bits, 256 * 8192);
  EXPECT_EQ(design.buffers, 3);
  EXPECT_EQ(design.chip_area, 12.5);
  EXPECT_EQ(design.technology, 45);
}

TEST(Resolve, WordsOfTheMachineModel) {
  const auto resolved = [](const std::string& key, const std::string& value) {
    return resolve(with(with(small(), "operands.activations", kChooses), key, value));
  };
  const std::string decide = "operands.activations.decide.";
  EXPECT_EQ(resolved("fabric.sync.domain", "array").domain, Domain::Array);
  EXPECT_EQ(resolved("fabric.sync.domain", "column").domain, Domain::Column);
  EXPECT_EQ(resolved("fabric.sync.domain", "pe").domain, Domain::Pe);
  EXPECT_EQ(resolved("operands.activations.skip", "zeros").activations.skip, Skip::Zeros);
  EXPECT_EQ(resolved("operands.activations.read", "gather").activations.read, Read::Gather);
  EXPECT_EQ(resolved("operands.weights.chosen", "fixed").weights.chosen, Chosen::Fixed);
  EXPECT_EQ(resolved(decide + "by", "producer").activations.decide->by, DecideBy::Producer);
  EXPECT_EQ(resolved(decide + "when", "use").activations.decide->when, DecideWhen::Use);
  EXPECT_EQ(resolved(decide + "stored", "bitmask").activations.decide->stored, Stored::Bitmask);
  EXPECT_EQ(resolved(decide + "from", "previous-input").activations.decide->from, DecideFrom::PreviousInput);
  EXPECT_EQ(resolved(decide + "policy", "cover").activations.decide->policy, Policy{});
  EXPECT_EQ(resolved("operands.weights.skip", "zeros").weights.skip, Skip::Zeros);
  EXPECT_EQ(resolve(with(with(small(), "operands.weights.skip", "zeros"), "operands.weights.encoding", "run-length 4")).weights.encoding,
            (Encoding{EncodingKind::RunLength, 4}));
}

TEST(Resolve, NamesEveryUnknownAtOnce) {
  const Design design = with(with(with(small(), "fabric.lanes", "unknown"), "memory.dram.bandwidth", "unknown"), "fabric.order", "unknown");
  EXPECT_EQ(error_of([&] { resolve(design); }),
            "--set:1:14: error: fabric.lanes is unknown [design-unknown-value]\n"
            "  fabric.lanes=unknown\n"
            "               ^\n"
            "  expected: an integer from 1 to 64\n"
            "  plausible: 1 to 8; try one with --set 'fabric.lanes=1'\n"
            "--set:1:14: error: fabric.order is unknown [design-unknown-value]\n"
            "  fabric.order=unknown\n"
            "               ^\n"
            "  expected: m-outer or n-outer\n"
            "  plausible: m-outer or n-outer; try one with --set 'fabric.order=m-outer'\n"
            "--set:1:23: error: memory.dram.bandwidth is unknown [design-unknown-value]\n"
            "  memory.dram.bandwidth=unknown\n"
            "                        ^\n"
            "  expected: a bandwidth from 1 MB/s to 1000 TB/s, in MB/s, MiB/s, GB/s, GiB/s, TB/s or TiB/s\n"
            "  plausible: 25 GB/s to 2 TB/s; try one with --set 'memory.dram.bandwidth=25 GB/s'\n");
}

TEST(Resolve, WhatMakesNoDifferenceNeedNotBeKnown) {
  Design design = with(small(), "operands.activations", kChooses);
  design = with(design, "operands.activations.decide", "{by: producer, latency: unknown, rate: unknown, when: unknown}");
  EXPECT_EQ(resolve(design).activations.decide->latency, 0);
  EXPECT_FALSE(error_of([&] { resolve(with(design, "operands.activations.decide.by", "consumer")); }).empty());
}

TEST(Conflicts, WindowSmallerThanLanes) {
  EXPECT_EQ(error_of([] { resolve(parse_design(replaced(kSmall, "window: 4", "window: 1"), "x.yaml")); }),
            "x.yaml:7:11: error: the window of 1 is smaller than the 2 lanes [design-conflict]\n"
            "    window: 1\n"
            "            ^\n"
            "  expected: fabric.window >= fabric.lanes\n");
}

TEST(Conflicts, ArrayTooLarge) {
  EXPECT_EQ(conflict({{"fabric.array", "{m: 4096, n: 4096}"}}),
            "--set:1:18: error: the array has 16777216 elements [design-conflict]\n"
            "  fabric.array={m: 4096, n: 4096}\n"
            "                   ^\n"
            "  expected: m·n·k of at most 1048576\n");
}

TEST(Conflicts, Gather) {
  EXPECT_EQ(conflict({{"operands.activations.read", "gather"}, {"fabric.sync.slack", "4"}}),
            "--set:1:19: error: activations read by gather do not go with a slack of 4 [design-conflict]\n"
            "  fabric.sync.slack=4\n"
            "                    ^\n"
            "  expected: fabric.sync.slack: 1\n"
            "  or operands.activations.read: window\n");
  EXPECT_EQ(conflict({{"operands.activations.read", "gather"}, {"fabric.sync.domain", "row"}}),
            "--set:1:20: error: activations read by gather do not go with the domain row [design-conflict]\n"
            "  fabric.sync.domain=row\n"
            "                     ^\n"
            "  expected: fabric.sync.domain: array or column\n"
            "  or operands.activations.read: window\n");
  EXPECT_EQ(conflict({{"operands.weights.read", "gather"}, {"fabric.sync.domain", "pe"}}),
            "--set:1:20: error: weights read by gather do not go with the domain pe [design-conflict]\n"
            "  fabric.sync.domain=pe\n"
            "                     ^\n"
            "  expected: fabric.sync.domain: array or row\n"
            "  or operands.weights.read: window\n");
  EXPECT_EQ(conflict({{"operands.weights.read", "gather"}, {"fabric.sync.domain", "row"}}), "");
  EXPECT_EQ(conflict({{"operands.activations.read", "gather"}, {"fabric.sync.domain", "column"}}), "");
  EXPECT_EQ(conflict({{"operands.activations.read", "gather"}, {"operands.weights.read", "gather"}}), "");
}

TEST(Conflicts, Permutation) {
  EXPECT_EQ(conflict({{"operands.weights.permutation", "channels"}}),
            "--set:1:30: error: a permutation of channels does not go with dense weights [design-conflict]\n"
            "  operands.weights.permutation=channels\n"
            "                               ^\n"
            "  expected: operands.weights.pattern: levels such as \"2:4\"\n"
            "  or operands.weights.permutation: none\n");
  EXPECT_EQ(conflict({{"operands.weights.permutation", "channels"}, {"operands.weights.pattern", "\"2:4\""}, {"operands.weights.chosen", "fixed"}}),
            "--set:1:30: error: a permutation of channels does not go with weights that are fixed as they come [design-conflict]\n"
            "  operands.weights.permutation=channels\n"
            "                               ^\n"
            "  expected: operands.weights.chosen: offline or learned\n"
            "  or operands.weights.permutation: none\n");
  EXPECT_EQ(conflict({{"operands.weights.permutation", "channels"}, {"operands.weights.pattern", "\"2:4/1:2\""}}), "");
  EXPECT_EQ(conflict({{"operands.weights.permutation", "none"}}), "");
  EXPECT_FALSE(resolve(small()).weights.permuted);
}

TEST(Conflicts, OrdersOfTheRows) {
  EXPECT_EQ(conflict({{"fabric.balance", "[interleave, sort]"}}),
            "--set:1:16: error: rows cannot stand in two orders at once: sort and interleave [design-conflict]\n"
            "  fabric.balance=[interleave, sort]\n"
            "                 ^\n"
            "  expected: one of sort, pair and interleave\n"
            "  pair sorts rows first, so that sort may stand beside it\n");
  EXPECT_EQ(conflict({{"fabric.balance", "[pair]"}, {"operands.weights.pattern", "\"2:4@1x2\""}}),
            "--set:1:16: error: an order of the rows (pair) does not go with 2:4@1x2, of which 2 neighbours share a choice [design-conflict]\n"
            "  fabric.balance=[pair]\n"
            "                 ^\n"
            "  expected: operands.weights.pattern: levels without xR\n"
            "  or fabric.balance: none\n");
  const auto resolved = [](const char* balance) { return resolve(with(small(), "fabric.balance", balance)).balance; };
  EXPECT_EQ(resolve(small()).balance, Balance::None);
  EXPECT_EQ(resolved("none"), Balance::None);
  EXPECT_EQ(resolved("[sort]"), Balance::Sort);
  EXPECT_EQ(resolved("[pair]"), Balance::Pair);
  EXPECT_EQ(resolved("[interleave]"), Balance::Interleave);
  EXPECT_EQ(resolved("[pair, sort]"), Balance::Pair);
  EXPECT_EQ(resolve(load_design("sparten")).balance, Balance::Pair);
  EXPECT_EQ(conflict({{"fabric.balance", "[sort]"}, {"operands.weights.pattern", "\"2:4@16/1:2\""}}), "");
}

TEST(Conflicts, Encodings) {
  EXPECT_EQ(conflict({{"operands.weights.encoding", "offset"}}),
            "--set:1:27: error: offset does not go with skip: none [unsupported-encoding]\n"
            "  operands.weights.encoding=offset\n"
            "                            ^\n"
            "  expected: operands.weights.skip: pattern\n");
  EXPECT_EQ(conflict({{"operands.activations.encoding", "csr"}, {"operands.activations.skip", "pattern"}}),
            "--set:1:31: error: csr does not go with skip: pattern [unsupported-encoding]\n"
            "  operands.activations.encoding=csr\n"
            "                                ^\n"
            "  expected: operands.activations.skip: zeros\n");
  EXPECT_EQ(conflict({{"operands.activations.encoding", "run-length 3"}, {"operands.activations.skip", "zeros"}, {"tile", "{k: 8}"}}),
            "--set:1:10: error: run-length of activations does not go with a tile of a part of the reduction [unsupported-encoding]\n"
            "  tile={k: 8}\n"
            "           ^\n"
            "  expected: tile.k: all\n");
  EXPECT_EQ(conflict({{"operands.activations.encoding", "run-length 3"}, {"operands.activations.skip", "zeros"}, {"tile", "{m: 8}"}}), "");
  EXPECT_EQ(conflict({{"operands.weights.encoding", "combinatorial"}, {"operands.weights.skip", "pattern"}}), "");
}

TEST(Conflicts, UnitsAndGranules) {
  EXPECT_EQ(conflict({{"operands.activations", kChooses}, {"operands.activations.decide.unit.channels", "12"}}),
            "--set:1:43: error: 12 channels are no multiple of the granule of 8 positions [design-conflict]\n"
            "  operands.activations.decide.unit.channels=12\n"
            "                                            ^\n"
            "  expected: a multiple of 8, the least common multiple of the window and the groups of all patterns, or all\n");
  // 16 channels are two granules of 8, and no granule of 3·8.
  EXPECT_THAT(conflict({{"operands.activations", kChooses}, {"operands.weights.pattern", "1:3"}}),
              testing::HasSubstr("error: 16 channels are no multiple of the granule of 24 positions [design-conflict]"));
  EXPECT_EQ(conflict({{"operands.weights.pattern", "1:4093"}, {"operands.activations.pattern", "1:4091"}}),
            "small.yaml:7:11: error: windows and the groups of the patterns meet only after too many positions [design-conflict]\n"
            "    window: 4\n"
            "            ^\n"
            "  expected: a least common multiple of at most 65536\n");
}

TEST(Conflicts, OneLimitAPattern) {
  EXPECT_EQ(conflict({{"operands.activations", kChooses}, {"operands.activations.decide.policy", "{density: [0.5, 1]}"}}),
            "--set:1:36: error: 2 limits of density for 3 patterns [design-conflict]\n"
            "  operands.activations.decide.policy={density: [0.5, 1]}\n"
            "                                     ^\n"
            "  expected: one limit a pattern\n");
}

TEST(Conflicts, Tiles) {
  EXPECT_EQ(conflict({{"tile", "{m: 6, n: 8, k: 10}"}}),
            "--set:1:10: error: tile.m of 6 is no multiple of 4 [layer-tile]\n"
            "  tile={m: 6, n: 8, k: 10}\n"
            "           ^\n"
            "  expected: a multiple of fabric.array.m, or all\n"
            "--set:1:22: error: tile.k of 10 is no multiple of 4 [layer-tile]\n"
            "  tile={m: 6, n: 8, k: 10}\n"
            "                       ^\n"
            "  expected: a multiple of the granule of 4 positions times fabric.array.k, or all\n");
  EXPECT_EQ(conflict({{"fabric.array.k", "3"}, {"tile", "{k: 24}"}}), "");
}

TEST(Conflicts, AllAtOnceWithTheUnknowns) {
  const std::string text =
      conflict({{"operands.activations.read", "gather"}, {"fabric.sync.slack", "2"}, {"fabric.lanes", "8"}, {"clock", "unknown"}});
  EXPECT_THAT(text, testing::HasSubstr("clock is unknown"));
  EXPECT_THAT(text, testing::HasSubstr("a slack of 2"));
  EXPECT_THAT(text, testing::HasSubstr("smaller than the 8 lanes"));
}

TEST(Conflicts, AnUnknownValueConflictsWithNothing) {
  EXPECT_THAT(conflict({{"fabric.lanes", "8"}, {"fabric.window", "unknown"}}), testing::Not(testing::HasSubstr("conflict")));
}

}  // namespace
}  // namespace skeptic
