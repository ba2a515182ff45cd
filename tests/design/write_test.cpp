#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "design/hash.h"
#include "design/resolved.h"
#include "designs.h"
#include "random_design.h"

namespace skeptic {
namespace {

/// Values without their places.
std::vector<std::pair<std::string, ValueData>> values(const Design& design) {
  std::vector<std::pair<std::string, ValueData>> all;
  for (const auto& [path, value] : design.values) all.emplace_back(path, value.data);
  return all;
}

TEST(Write, ADesignAsAFile) {
  const Design design = with(with(small(), "operands.weights", "{pattern: \"2:4\", skip: pattern, encoding: offset}"), "name", "\"it: \\\"is\\\"\"");
  EXPECT_EQ(to_yaml(design),
            "skeptic: 1\n"
            "name: \"it: \\\"is\\\"\"\n"
            "clock: 1 GHz\n"
            "fabric:\n"
            "  array: {m: 4, n: 4}\n"
            "  lanes: 2\n"
            "  window: 4\n"
            "operands:\n"
            "  weights: {bits: 8, pattern: \"2:4\", skip: pattern, encoding: offset}\n"
            "  activations:\n"
            "    bits: 8\n"
            "  outputs: {bits: 8}\n"
            "memory:\n"
            "  dram: {bandwidth: 64 GB/s}\n"
            "  weights: {size: 64 KiB}\n"
            "  activations: {size: 64 KiB}\n"
            "technology: 7nm\n");
}

TEST(Write, InheritedValuesAndClaimsAreWrittenOut) {
  const Design design = load_design(std::string(SKEPTIC_SOURCE) + "/examples/dynamic-4of8.yaml");
  const std::string text = to_yaml(design);
  EXPECT_EQ(text.find("extends"), std::string::npos);
  EXPECT_NE(text.find("  - {speedup: 1.3, over: ampere-2to4, on: resnet50, batch: 1}\n"), std::string::npos);
  EXPECT_NE(text.find("  array: {m: 16, n: 16, k: 1}\n"), std::string::npos);
  const Design again = parse_design(text, "again.yaml");
  EXPECT_EQ(again.name, "dynamic 4:8");
  EXPECT_EQ(values(again), values(design));
}

TEST(Write, NamesSurvive) {
  for (const std::string name : {"plain", "a: b", "\"quotes\"", "back\\slash", "unknown", "null", "-", "#", "größer", "1.5", "{x}", "it's", "true"}) {
    Design design = small();
    design.name = name;
    EXPECT_EQ(parse_design(to_yaml(design), "x.yaml").name, name);
  }
}

TEST(Write, RandomDesignsSurvive) {
  const Design still = load_design("ampere-2to4");
  const Design dynamic = load_design(std::string(SKEPTIC_SOURCE) + "/examples/dynamic-4of8.yaml");
  EXPECT_TRUE(rc::check([&] {
    Design design = random_design(*rc::gen::arbitrary<bool>() ? still : dynamic);
    design.claims.push_back({Rational(*rc::gen::inRange(10, 100000), 1000), "dense", "resnet50", *rc::gen::inRange(1, 64), {}});
    const std::string text = to_yaml(design);
    const Design again = parse_design(text, "again.yaml");
    RC_ASSERT(values(again) == values(design));
    RC_ASSERT(again.unknowns() == design.unknowns());
    RC_ASSERT(content_hash(again) == content_hash(design));
    RC_ASSERT(again.name == design.name);
    RC_ASSERT(again.claims.size() == design.claims.size());
    RC_ASSERT(again.claims.back().speedup == design.claims.back().speedup);
    RC_ASSERT(again.claims.back().batch == design.claims.back().batch);
    RC_ASSERT(to_yaml(again) == text);
  }));
}

// What resolves, resolves to the same machine after writing; what does not, fails for the same reasons.
TEST(Write, RandomDesignsResolveTheSame) {
  const Design dynamic = load_design(std::string(SKEPTIC_SOURCE) + "/examples/dynamic-4of8.yaml");
  const auto reasons = [](const Design& design) {
    std::vector<std::string> messages;
    try {
      (void)resolve(design);
    } catch (const UserError& error) {
      for (const Diagnostic& one : error.diagnostics()) messages.push_back(one.message);
    }
    std::sort(messages.begin(), messages.end());
    return messages;
  };
  EXPECT_TRUE(rc::check([&] {
    const Design design = random_design(dynamic);
    RC_ASSERT(reasons(parse_design(to_yaml(design), "again.yaml")) == reasons(design));
  }));
}

}  // namespace
}  // namespace skeptic
