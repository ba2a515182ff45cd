#include "design/plausible.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "design/resolved.h"
#include "design/schema.h"
#include "designs.h"

namespace skeptic {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Design example(const std::string& name) { return load_design(std::string(SKEPTIC_SOURCE) + "/examples/" + name + ".yaml"); }

TEST(Plausible, EndsAndChoices) {
  EXPECT_THAT(plausible_values("operands.activations.decide.latency"), ElementsAre("0 cycles", "64 cycles"));
  EXPECT_THAT(plausible_values("fabric.sync.domain"), ElementsAre("array", "row", "column", "pe"));
  EXPECT_THAT(plausible_values("operands.activations.decide.policy"), ElementsAre("cover", "{energy: 0.9}"));
  EXPECT_THAT(plausible_values("name"), IsEmpty());
  EXPECT_THAT(plausible_values("no.such.key"), IsEmpty());
}

TEST(Plausible, RangeOfOneDesign) {
  const Design design = example("dynamic-4of8");
  EXPECT_THAT(unknown_range(design, "operands.activations.decide.latency"), ElementsAre("0 cycles", "64 cycles"));
  // The window is 8: lanes end there. The lanes are 2: so does the window, from the other side.
  EXPECT_THAT(unknown_range(design, "fabric.lanes"), ElementsAre("1", "8"));
  EXPECT_THAT(unknown_range(with(design, "fabric.window", "4"), "fabric.lanes"), ElementsAre("1", "4"));
  EXPECT_THAT(unknown_range(with(design, "fabric.lanes", "8"), "fabric.window"), ElementsAre("8", "32"));
  // A granule of 24 positions: the nearest multiple above 64.
  EXPECT_THAT(unknown_range(with(with(design, "operands.weights.pattern", "1:3"), "operands.activations.decide.unit.channels", "unknown"),
                            "operands.activations.decide.unit.channels"),
              ElementsAre("72", "all"));
  // 16·3 columns and a granule of 8.
  const Design tiled = with(with(design, "fabric.array.n", "48"), "tile", "{m: all, n: unknown, k: unknown}");
  EXPECT_THAT(unknown_range(tiled, "tile.n"), ElementsAre("96", "all"));
  EXPECT_THAT(unknown_range(tiled, "tile.k"), ElementsAre("256", "all"));
  // Offset and combinatorial need `skip: pattern`.
  EXPECT_THAT(unknown_range(load_design("dense"), "operands.weights.encoding"), ElementsAre("none", "bitmask"));
  // A gather allows no slack, and no domain of rows for activations.
  const Design gathering = with(load_design("dense"), "operands.activations.read", "gather");
  EXPECT_THAT(unknown_range(gathering, "fabric.sync.slack"), ElementsAre("1"));
  EXPECT_THAT(unknown_range(gathering, "fabric.sync.domain"), ElementsAre("array", "column"));
}

// Whatever is unknown in the vague example can be set to either end, one after the other, and then it resolves.
TEST(Plausible, BothEndsResolve) {
  Design bare = load_design("ampere-2to4");
  bare = with(bare, "operands.activations", "{chosen: run-time, skip: pattern, encoding: unknown}");
  bare = with(with(bare, "fabric.lanes", "unknown"), "tile", "{k: unknown}");
  for (const Design& vague : {example("vague"), bare}) {
    for (const bool high : {false, true}) {
      Design design = vague;
      int steps = 0;
      while (!design.unknowns().empty() && ++steps < 100) {
        const std::string path = design.unknowns().front();
        const std::vector<std::string> range = unknown_range(design, path);
        ASSERT_FALSE(range.empty()) << path;
        design = with(design, path, high ? range.back() : range.front());
      }
      EXPECT_EQ(error_of([&] { resolve(design); }), "");
    }
  }
}

TEST(Plausible, EveryUnknownOfTheDynamicExampleHasARange) {
  const Design design = example("dynamic-4of8");
  for (const Row& row : schema()) {
    if (row.plausible.empty() || row.path == "operands.activations.pattern") continue;
    const std::string path(row.path);
    EXPECT_FALSE(unknown_range(with(design, path, "unknown"), path).empty()) << path;
  }
}

}  // namespace
}  // namespace skeptic
