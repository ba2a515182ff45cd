#include "design/structure.h"

#include <gtest/gtest.h>

#include "design/schema.h"
#include "designs.h"

namespace skeptic {
namespace {

TEST(Structure, FormOfAPattern) {
  EXPECT_EQ(form_of(parse_pattern("dense")), "dense");
  EXPECT_EQ(form_of(parse_pattern("unstructured")), "unstructured");
  EXPECT_EQ(form_of(parse_pattern("2:4")), "N:M");
  EXPECT_EQ(form_of(parse_pattern("4:8")), "N:M");
  EXPECT_EQ(form_of(parse_pattern("1:2@4")), "N:M@B");
  EXPECT_EQ(form_of(parse_pattern("2:4/1:2")), "N:M/N:M");
  EXPECT_EQ(form_of(parse_pattern("2:4@2/1:2")), "N:M/N:M");
  EXPECT_EQ(form_of(parse_pattern("2:4@16/1:2")), "N:M@B/N:M");
  EXPECT_EQ(form_of(parse_pattern("2:4@16x16/1:2")), "N:M@BxR/N:M");
}

TEST(Structure, AnotherRatioIsAnotherParameter) {
  const std::string key = "operands.weights.pattern";
  const Design ampere = load_design("ampere-2to4");
  EXPECT_EQ(structure_of(ampere, key), structure_of(with(ampere, key, "4:8"), key));
  EXPECT_NE(structure_of(ampere, key), structure_of(with(ampere, key, "2:4/1:2"), key));
  EXPECT_NE(structure_of(ampere, key), structure_of(load_design("dense"), key));
}

TEST(Structure, OfEveryKind) {
  const Design design = load_design(std::string(SKEPTIC_SOURCE) + "/examples/dynamic-4of8.yaml");
  EXPECT_EQ(structure_of(design, "operands.activations.patterns"), "N:M, dense");
  EXPECT_EQ(structure_of(design, "operands.activations.pattern"), "");
  EXPECT_EQ(structure_of(design, "operands.activations.decide.policy"), "energy");
  EXPECT_EQ(structure_of(design, "operands.activations.decide.by"), "consumer");
  EXPECT_EQ(structure_of(design, "operands.activations.decide.latency"), "");
  EXPECT_EQ(structure_of(design, "operands.activations.encoding"), "bitmask");
  EXPECT_EQ(structure_of(design, "fabric.lanes"), "");
  EXPECT_EQ(structure_of(design, "fabric.sync.slack"), "1");
  EXPECT_EQ(structure_of(with(design, "fabric.sync.slack", "2"), "fabric.sync.slack"),
            structure_of(with(design, "fabric.sync.slack", "8"), "fabric.sync.slack"));
  EXPECT_EQ(structure_of(with(design, "operands.activations.decide.by", "unknown"), "operands.activations.decide.by"), "unknown");
  EXPECT_EQ(structure_of(small(), "fabric.order"), "m-outer");
  EXPECT_EQ(structure_of(small(), "operands.activations.decide.by"), "");
  EXPECT_EQ(structure_of(small(), "no.such.key"), "");
}

// The example that changes only a ratio must not differ in structure at all.
TEST(Structure, TheStaticRatioExampleHasTheBaselinesStructure) {
  const Design baseline = load_design("ampere-2to4");
  const Design design = load_design(std::string(SKEPTIC_SOURCE) + "/examples/only-4of8.yaml");
  for (const Row& row : schema()) EXPECT_EQ(structure_of(design, row.path), structure_of(baseline, row.path)) << row.path;
}

}  // namespace
}  // namespace skeptic
