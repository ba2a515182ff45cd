// The designs that are shipped, and those of the contract, load and resolve.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <numeric>

#include "design/hash.h"
#include "design/mechanism.h"
#include "design/resolved.h"
#include "designs.h"

namespace skeptic {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Design example(const std::string& name) { return load_design(std::string(SKEPTIC_SOURCE) + "/examples/" + name + ".yaml"); }

/// Bits that one step of a whole wave reads of an operand, all positions of the pattern's slots being stored.
Rational line_rate(const ResolvedDesign& design, const Operand& operand, const Pattern& pattern, std::int64_t vectors) {
  const bool encoded = operand.encoding.kind != EncodingKind::None;
  const Rational stored = encoded && operand.skip == Skip::Pattern ? pattern.density() * Rational(design.window) : Rational(design.window);
  Rational metadata(0);
  if (operand.encoding.kind == EncodingKind::Bitmask) metadata = Rational(design.window);
  if (operand.encoding.kind == EncodingKind::Offset) metadata = bits_per_nonzero(pattern, EncodingKind::Offset) * stored;
  return Rational(vectors) * (stored * Rational(operand.bits) + metadata);
}

TEST(Library, Names) {
  EXPECT_THAT(library_designs(),
              testing::IsSupersetOf({"ampere-2to4", "dense",      "nvidia-a100",  "nvidia-h100", "sr-ste",     "sparsert",     "procrustes",
                                     "scnn",        "sparten",    "eyeriss-v2",   "sigma",       "tensordash", "griffin",      "s2ta",
                                     "dstc",        "rm-stc",     "vegeta",       "highlight",   "eureka",     "dominosearch", "haziza-2to4",
                                     "dynax",       "wanda-2to4", "amber-pruner", "teal"}));
}

// What runs has a value for everything; what waits says for what, and nothing else is wrong with it.
TEST(Library, EveryDesignRunsOrSaysWhatItWaitsFor) {
  for (const std::string& name : library_designs()) {
    const Design design = load_design(name);
    EXPECT_EQ(design.name, name);
    EXPECT_EQ(design.source, name);
    const std::string error = error_of([&] { resolve(design); });
    if (waits_for(design)) {
      EXPECT_NE(error.find("it waits for "), std::string::npos) << name;
      EXPECT_EQ(error.find("[design-"), std::string::npos) << name;
    } else {
      EXPECT_THAT(design.unknowns(), IsEmpty()) << name;
      EXPECT_EQ(error, "") << name;
    }
  }
}

TEST(Library, PriorArtIsCited) {
  for (const std::string& name : library_designs()) {
    if (name == "dense" || name == "ampere-2to4") continue;
    const Design design = load_design(name);
    EXPECT_NE(design.find("citation"), nullptr) << name;
    ASSERT_NE(design.find("year"), nullptr) << name;
    EXPECT_GE(std::get<Rational>(design.find("year")->data), Rational(2016)) << name;
  }
}

// So that they compare: what runs has the multipliers of `dense`, except for the two chips.
TEST(Library, WhatRunsHasTheMultipliersOfDense) {
  for (const std::string& name : library_designs()) {
    const Design design = load_design(name);
    if (waits_for(design)) continue;
    const std::int64_t expected = name == "nvidia-a100" ? 1024 : name == "nvidia-h100" ? 2048 : 512;
    EXPECT_EQ(resolve(design).multipliers(), expected) << name;
  }
}

// A child of a cited design is not that design.
TEST(Library, LabelsAreNotInherited) {
  const Design child = parse_design("skeptic: 1\nextends: sr-ste\n", "mine.yaml");
  EXPECT_EQ(child.find("citation"), nullptr);
  EXPECT_EQ(child.find("year"), nullptr);
  EXPECT_EQ(content_hash(child), content_hash(load_design("sr-ste")));
  const Design again = parse_design(to_yaml(load_design("sr-ste")), "again.yaml");
  EXPECT_EQ(again.find("citation")->written, load_design("sr-ste").find("citation")->written);
}

// A fair comparison: the same multipliers, clock, DRAM, buffers, vector unit and technology.
TEST(Library, DenseAndAmpereDifferOnlyInSparsity) {
  const Design dense = load_design("dense"), ampere = load_design("ampere-2to4");
  std::vector<std::string> different;
  for (const auto& [path, value] : dense.values)
    if (ampere.find(path) == nullptr || ampere.find(path)->data != value.data) different.push_back(path);
  EXPECT_THAT(different, ElementsAre("fabric.window", "operands.weights.encoding", "operands.weights.pattern", "operands.weights.skip"));
  EXPECT_EQ(dense.values.size(), ampere.values.size());
  EXPECT_EQ(resolve(dense).multipliers(), 512);
}

// Dense: lanes = window, so that no lane is idle. Ampere: as many kept values in a window as lanes.
TEST(Library, EveryWindowTakesOneCycleAndArrivesInOne) {
  for (const std::string name : {"dense", "ampere-2to4"}) {
    const ResolvedDesign design = resolve(load_design(name));
    EXPECT_EQ(design.weights.pattern.density() * Rational(design.window), Rational(design.lanes)) << name;
    EXPECT_LE(line_rate(design, design.weights, design.weights.pattern, design.array_m), *design.weights_buffer.width) << name;
    EXPECT_LE(line_rate(design, design.activations, design.activations.pattern, design.array_n), *design.activations_buffer.width) << name;
  }
}

// FP16 compressed to 56.25 % (2 values of 16 bits and 2 indices of 2 bits, of 64).
TEST(Library, AmpereStoresNineSixteenths) {
  const ResolvedDesign design = resolve(load_design("ampere-2to4"));
  EXPECT_EQ(line_rate(design, design.weights, design.weights.pattern, 1) / Rational(design.window * design.weights.bits), Rational(9, 16));
}

TEST(Examples, DynamicKeepsTheBaselinesWeightsAndMultipliers) {
  const ResolvedDesign baseline = resolve(load_design("ampere-2to4")), design = resolve(example("dynamic-4of8"));
  EXPECT_EQ(design.multipliers(), baseline.multipliers());
  EXPECT_EQ(design.array_m, baseline.array_m);
  EXPECT_EQ(design.array_n, baseline.array_n);
  EXPECT_EQ(design.lanes, baseline.lanes);
  EXPECT_EQ(design.weights.pattern, baseline.weights.pattern);
  EXPECT_EQ(design.weights.encoding, baseline.weights.encoding);
  EXPECT_EQ(design.activations.patterns, (std::vector<Pattern>{parse_pattern("2:8"), parse_pattern("4:8"), parse_pattern("dense")}));
  EXPECT_EQ(design.activations.decide->state_bits, 200 * 8192);
  EXPECT_EQ(design.activations.decide->latency, 15);
  // Weights and 4:8 activations arrive in the cycle in which they compute.
  EXPECT_LE(line_rate(design, design.weights, design.weights.pattern, design.array_m), *design.weights_buffer.width);
  EXPECT_LE(line_rate(design, design.activations, design.activations.patterns[1], design.array_n), *design.activations_buffer.width);
  const Design written = example("dynamic-4of8");
  ASSERT_EQ(written.claims.size(), 1U);
  EXPECT_EQ(written.claims[0].speedup, Rational(13, 10));
  EXPECT_EQ(written.claims[0].over, "ampere-2to4");
}

TEST(Examples, StaticRatioKeepsTheMultipliers) {
  const ResolvedDesign baseline = resolve(load_design("ampere-2to4")), design = resolve(example("only-4of8"));
  EXPECT_EQ(design.multipliers(), baseline.multipliers());
  EXPECT_EQ(design.weights.pattern.density(), baseline.weights.pattern.density());
  EXPECT_EQ(line_rate(design, design.weights, design.weights.pattern, design.array_m), *design.weights_buffer.width);
}

TEST(Examples, TwoSidedGathersFromFewBanks) {
  const ResolvedDesign design = resolve(example("two-sided"));
  EXPECT_EQ(design.weights.skip, Skip::Zeros);
  EXPECT_EQ(design.activations.skip, Skip::Zeros);
  EXPECT_EQ(design.activations.read, Read::Gather);
  EXPECT_LT(design.activations_buffer.banks, design.window);
}

TEST(Examples, VagueAsksForWhatItDoesNotSay) {
  EXPECT_THAT(example("vague").unknowns(),
              ElementsAre("operands.activations.decide.latency", "operands.activations.decide.rate", "operands.activations.decide.state"));
}

TEST(Examples, AllLoad) {
  for (const auto& entry : std::filesystem::directory_iterator(std::string(SKEPTIC_SOURCE) + "/examples"))
    if (entry.path().extension() == ".yaml") {
      EXPECT_EQ(error_of([&] { load_design(entry.path().string()); }), "") << entry.path().filename();
    }
}

TEST(Contract, EveryDesignLoadsAndResolves) {
  const std::filesystem::path folder = std::string(SKEPTIC_SHARED) + "/contract";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no ../shared/contract";
  int designs = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::filesystem::path file = entry.path() / "design.yaml";
    if (!std::filesystem::exists(file)) continue;
    ++designs;
    EXPECT_EQ(error_of([&] { resolve(load_design(file.string())); }), "") << entry.path().filename();
    const Design design = load_design(file.string());
    EXPECT_EQ(parse_design(to_yaml(design), "again.yaml").values.size(), design.values.size());
  }
  EXPECT_EQ(designs, 40);
}

TEST(Contract, OneDesignValueByValue) {
  const std::string file = std::string(SKEPTIC_SHARED) + "/contract/002/design.yaml";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no ../shared/contract";
  const ResolvedDesign design = resolve(load_design(file));
  EXPECT_EQ(design.name, "contract case");
  EXPECT_EQ(design.array_m * 100 + design.array_n * 10 + design.array_k, 453);
  EXPECT_EQ(design.lanes, 8);
  EXPECT_EQ(design.window, 16);
  EXPECT_EQ(design.order, Order::NOuter);
  EXPECT_EQ(design.domain, Domain::Array);
  EXPECT_EQ(design.slack, 5);
  EXPECT_EQ(design.weights.pattern, parse_pattern("2:4/2:4"));
  EXPECT_EQ(design.weights.encoding.kind, EncodingKind::Offset);
  EXPECT_EQ(design.activations.patterns, (std::vector<Pattern>{parse_pattern("1:2@8/1:2"), parse_pattern("4:8"), parse_pattern("dense")}));
  EXPECT_EQ(design.activations.decide->policy, (Policy{PolicyKind::Density, {0.25, 0.62, 1.0}}));
  EXPECT_EQ(design.activations.decide->pixels, 8);
  EXPECT_EQ(design.activations.decide->channels, 16);
  EXPECT_EQ(design.activations.decide->latency, 3);
  EXPECT_EQ(design.activations.decide->rate, Rational(3));
  EXPECT_EQ(design.output_bits, 32);
  EXPECT_EQ(design.tile->m, 8);
  EXPECT_EQ(design.tile->k, std::nullopt);
  EXPECT_EQ(design.dram_rate(), Rational(64));
  EXPECT_EQ(design.weights_buffer.width, Rational(128));
  EXPECT_EQ(design.buffers, 3);
}

}  // namespace
}  // namespace skeptic
