#include "design/hash.h"

#include <gtest/gtest.h>

#include "designs.h"

namespace skeptic {
namespace {

// FNV-1a over "path=value" lines in base units, computed with an independent program.
TEST(ContentHash, IsStable) { EXPECT_EQ(content_hash(small()), "992575a7eb7c9b0f"); }

TEST(ContentHash, IsOfValuesAlone) {
  const Design design = small();
  EXPECT_EQ(content_hash(with(design, "clock", "1000 MHz")), content_hash(design));
  EXPECT_EQ(content_hash(with(design, "name", "other")), content_hash(design));
  EXPECT_EQ(content_hash(with(design, "claims", "[{speedup: 2, over: dense, on: resnet50}]")), content_hash(design));
  EXPECT_EQ(content_hash(parse_design(to_yaml(design), "elsewhere.yaml")), content_hash(design));
}

TEST(ContentHash, SeesEveryValue) {
  const Design design = load_design(std::string(SKEPTIC_SOURCE) + "/examples/dynamic-4of8.yaml");
  for (const auto& [path, value] : std::vector<std::pair<std::string, std::string>>{{"clock", "1.42 GHz"},
                                                                                    {"fabric.order", "n-outer"},
                                                                                    {"operands.weights.pattern", "2:4/1:2"},
                                                                                    {"operands.weights.permutation", "channels"},
                                                                                    {"operands.activations.patterns", "[\"2:8\", dense]"},
                                                                                    {"operands.activations.encoding", "none"},
                                                                                    {"operands.activations.decide.policy", "{energy: 0.93}"},
                                                                                    {"operands.activations.decide.unit.channels", "all"},
                                                                                    {"operands.activations.decide.latency", "unknown"},
                                                                                    {"chip.area", "100 mm2"}})
    EXPECT_NE(content_hash(with(design, path, value)), content_hash(design)) << path;
  EXPECT_NE(content_hash(without(design, "vector")), content_hash(design));
}

}  // namespace
}  // namespace skeptic
