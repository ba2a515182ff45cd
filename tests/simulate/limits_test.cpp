// What a run would take, told before it begins.
#include "simulate/limits.h"

#include <gtest/gtest.h>

#include "base/diagnostic.h"
#include "design/design.h"
#include "simulate/auto_tile.h"
#include "simulate/simulate.h"
#include "support/random_case.h"
#include "workload/sources.h"

namespace skeptic {
namespace {

std::string text_of(const std::function<void()>& body) {
  try {
    body();
  } catch (const UserError& error) {
    return error.what();
  }
  return "";
}

TEST(Limits, MemoryIsThatOfTheTensorsAndOfTheLargestLayers) {
  const ResolvedDesign design = resolve(load_design("ampere-2to4"));
  const Network network = load_network("resnet50");
  const double one = memory_of(design, network, Batches{0, 1, 1}, {}, 2), eight = memory_of(design, network, Batches{0, 1, 8}, {}, 2);
  // 25.5 M weights and 11 M activations are 146 MB; a first run was seen to take 280 MB.
  EXPECT_GT(one, 146e6);
  EXPECT_LT(one, 400e6);
  EXPECT_GT(eight, one + 7 * 4 * 11e6 - 1e6);
  EXPECT_LT(memory_of(design, network, Batches{0, 1, 1}, {"conv1"}, 2), one / 2);
  EXPECT_GT(memory_of(design, network, Batches{0, 1, 1}, {}, 8), one);
  EXPECT_GT(memory_of(design, network, Batches{0, 1, 1}, {}, 2, Runs::Many), one);
}

TEST(Limits, TellsWhatWouldNotFit) {
  const ResolvedDesign design = resolve(load_design("ampere-2to4"));
  const Network network = load_network("resnet50");
  EXPECT_EQ(text_of([&] { check_memory(design, network, Batches{0, 1, 1}, {}, 0); }), "");
  EXPECT_EQ(text_of([&] { check_memory(design, network, Batches{0, 1, 1}, {}, std::int64_t{4} << 30); }), "");
  const std::string text = text_of([&] { check_memory(design, network, Batches{0, 1, 4096}, {}, std::int64_t{4} << 30); });
  EXPECT_TRUE(text.starts_with("error: simulating resnet50 on ampere-2to4 takes about ")) << text;
  EXPECT_TRUE(
      text.ends_with(" MB of memory [tensor-memory]\n  expected: at most 4096 MB\n"
                     "  a smaller --batch, some --layers, or a higher --memory-limit\n"))
      << text;
}

TEST(Limits, TellsOfSlotsBeyond64Bits) {
  const ResolvedDesign design = resolve(load_design("ampere-2to4"));
  EXPECT_EQ(text_of([&] { check_slots(design, "resnet50", 9e18L); }), "");
  EXPECT_EQ(text_of([&] { check_slots(design, "resnet50", 3.14e20L); }),
            "error: lane slots of resnet50 on ampere-2to4, 512 multipliers, could pass 64 bits: up to 3.1e+20 [layer-slots]\n"
            "  expected: at most 9.2e+18\n"
            "  a smaller array, fewer inputs, or some --layers\n");
}

TEST(Limits, NoLayerHasMoreSlotsThanItsBound) {
  int compared = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const RandomCase random = random_case(seed);
    try {
      const Geometry shape = geometry(random.design, random.layer, random.operands);
      BlockTables tables;
      const Tile tile = choose_tile(random.design, shape, random.layer.name, tables);
      const LayerCounts counts = simulate_layer(random.design, random.layer, random.operands, random.output_bits);
      ASSERT_LE(static_cast<long double>(counts.stack.total()), slots_bound(random.design, shape, tile)) << random.text();
      ++compared;
    } catch (const UserError&) {  // a case that the machine refuses
    }
  }
  EXPECT_GT(compared, 200);
}

TEST(Limits, ARunIsRefusedBeforeItsWork) {
  // A bit a second: loading alone takes more cycles than 64 bits of lane slots hold.
  ResolvedDesign design = resolve(load_design("ampere-2to4"));
  design.dram_bandwidth = Rational(1);
  const Network network = load_network("resnet20");
  Simulator simulator(network, std::make_shared<SyntheticSource>(network, SyntheticOptions{}), Batches{0, 1, 1});
  EXPECT_NE(text_of([&] { simulator.run(design); }).find("[layer-slots]"), std::string::npos);
}

}  // namespace
}  // namespace skeptic
