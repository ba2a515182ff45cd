// Whatever a file holds, reading it ends: in a design or in a user's error whose text can be printed.
#include <gtest/gtest.h>

#include <random>

#include "base/file.h"
#include "base/json.h"
#include "design/plausible.h"
#include "design/resolved.h"
#include "designs.h"

namespace skeptic {
namespace {

enum class Outcome { Machine, Design, Error };

/// Everything that is done with a proposal before it is simulated.
Outcome survive(const std::string& text) {
  Outcome outcome = Outcome::Error;
  try {
    const Design design = parse_design(text, "hostile.yaml");
    outcome = Outcome::Design;
    parse_design(to_yaml(design), "again.yaml");
    (void)design.unknowns();
    (void)resolve(design);
    outcome = Outcome::Machine;
  } catch (const UserError& error) {
    EXPECT_FALSE(error.diagnostics().empty());
    for (const Diagnostic& one : error.diagnostics()) {
      EXPECT_FALSE(one.message.empty());
      // Reports are JSON, which holds UTF-8 alone; place.text may show the bytes that are not.
      EXPECT_NO_THROW(Json(one.message).dump()) << one.message;
      EXPECT_LT(one.message.size(), 500U) << one.message;
    }
  }
  return outcome;
}

std::string repeated(const std::string& part, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += part;
  return text;
}

TEST(Hostile, RandomCorruptionsOfARealFile) {
  const std::string example = to_yaml(load_design(std::string(SKEPTIC_SOURCE) + "/examples/dynamic-4of8.yaml"));
  const std::string alphabet = "{}[]:,#&*!|>'\"%@`\n\t -?.0123456789eE\\\0\x7f\x80\xff/x~";
  std::mt19937_64 random(7);
  const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
  int machines = 0, errors = 0;
  for (int i = 0; i < 4000; ++i) {
    std::string text = example;
    for (std::size_t change = 0, changes = 1 + below(4); change < changes && !text.empty(); ++change) {
      const std::size_t at = below(text.size());
      switch (below(6)) {
        case 0:
          text[at] = alphabet[below(alphabet.size())];
          break;
        case 1:
          text.insert(at, 1, alphabet[below(alphabet.size())]);
          break;
        case 2:
          text.erase(at, 1 + below(5));
          break;
        case 3:
          text[at] = static_cast<char>(random());
          break;
        case 4:
          text.insert(at, text.substr(below(text.size()), below(200)));
          break;
        default:
          text.resize(at);
          break;
      }
    }
    const Outcome outcome = survive(text);
    machines += outcome == Outcome::Machine;
    errors += outcome == Outcome::Error;
  }
  // Both happen, so that both ways are tried.
  EXPECT_GT(machines, 20);
  EXPECT_GT(errors, 500);
}

TEST(Hostile, DeepNesting) {
  // The file is one level, so the 32nd list is one too many.
  EXPECT_EQ(survive("skeptic: 1\nfabric: " + std::string(31, '[') + std::string(31, ']')), Outcome::Error);
  EXPECT_EQ(parse_error("fabric: " + std::string(32, '[') + std::string(32, ']')).substr(0, 65),
            "x.yaml:2:40: error: nested more than 32 levels deep [yaml-shape]\n");
  for (const std::string& part : std::vector<std::string>{"[", "{", "- ", "? ", "{a: [", "- - ", "[a, ", "[\n", "{a: ", "a:\n"})
    EXPECT_EQ(survive(repeated(part, 1 << 20)), Outcome::Error) << part;
}

TEST(Hostile, ManyValues) {
  EXPECT_EQ(parse_error("claims: [" + repeated("1,", 10000) + "1]\n"), "x.yaml:2:4004: error: more than 2000 values in one file [yaml-shape]\n");
  for (const std::string& part : std::vector<std::string>{"a: b\n", "\n- ", "a\n", "--- ", "x: {}\n", "\"", "!", "%", "  ", "#\n"})
    EXPECT_EQ(survive(repeated(part, 1 << 20)), Outcome::Error) << part;
}

TEST(Hostile, Aliases) {
  std::string bomb = "skeptic: 1\na0: &a0 [x, x]\n";
  for (int i = 1; i < 30; ++i)
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) + ", *a" + std::to_string(i - 1) + "]\n";
  EXPECT_EQ(survive(bomb), Outcome::Error);
}

TEST(Hostile, LongWordsAndLines) {
  for (const std::string key :
       {"name: ", "clock: ", "extends: ", "operands: {weights: {pattern: ", "fabric: {order: ", "operands: {weights: {encoding: run-length ", ""}) {
    for (const std::string& part : std::vector<std::string>{"x", "9", "é", "1:", "/", "."})
      EXPECT_EQ(survive("skeptic: 1\n" + key + repeated(part, 100000)), Outcome::Error) << key << part;
  }
}

TEST(Hostile, NumbersBeyondEverything) {
  const Design example = load_design(std::string(SKEPTIC_SOURCE) + "/examples/dynamic-4of8.yaml");
  for (const std::string& number : std::vector<std::string>{"999999999", "99999999999999999999", "-1", "0", "0.000000001", "1e309", "nan", "inf",
                                                            "0x10", "1_000", "+", "1/3", "١"}) {
    for (const std::string& unit :
         std::vector<std::string>{"", " GHz", " cycles", " KiB", " GB/s", " bits/cycle", " pJ/bit", " mm2", "nm", " units/cycle"}) {
      for (const std::string& key :
           std::vector<std::string>{"clock", "fabric.array.m", "fabric.lanes", "operands.activations.decide.rate",
                                    "operands.activations.decide.state", "memory.dram.bandwidth", "memory.weights.width", "memory.dram.energy",
                                    "chip.area", "technology", "tile.k", "operands.activations.decide.unit.channels"}) {
        (void)error_of([&] {
          const ResolvedDesign resolved = resolve(with(example, key, number + unit));
          // Their quotient is formed for every tile; it must exist.
          EXPECT_GT(resolved.dram_rate(), Rational(0));
          EXPECT_GT(ceil_divide(std::int64_t{1} << 50, resolved.dram_rate()), 0);
        });
      }
    }
  }
}

// The extremes of clock and bandwidth with nine digits each: their quotient stays exact.
TEST(Hostile, ExtremeRatesHaveExactQuotients) {
  for (const std::string& clock : std::vector<std::string>{"1 MHz", "1.000001 MHz", "99.9999999 GHz", "1.23456789 GHz", "100 GHz"})
    for (const std::string& bandwidth :
         std::vector<std::string>{"1 MB/s", "1.00000001 MB/s", "1000 TB/s", "999.999999 TB/s", "1.23456789 TiB/s", "909 TiB/s"}) {
      const ResolvedDesign design = resolve(with(with(small(), "clock", clock), "memory.dram.bandwidth", bandwidth));
      const Rational rate = design.dram_rate();
      EXPECT_EQ(rate * design.clock, design.dram_bandwidth) << clock << " " << bandwidth;
    }
}

TEST(Hostile, RangesOfBrokenDesigns) {
  // A design that already conflicts still has ranges for its unknowns.
  Design design = with(with(small(), "fabric.lanes", "64"), "memory.dram.bandwidth", "unknown");
  EXPECT_EQ(unknown_range(design, "memory.dram.bandwidth").size(), 2U);
}

}  // namespace
}  // namespace skeptic
