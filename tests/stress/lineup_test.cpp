#include "stress/lineup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/diagnostic.h"
#include "proposals.h"
#include "support/random_trace.h"
#include "workload/layer.h"

namespace skeptic {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Standing standing(double seconds, double joules, double activations = 0, double weights = 0, std::int64_t bits = 16) {
  Standing made{static_2to4(), bits, bits};
  made.seconds = seconds;
  made.joules = joules;
  made.dropped_energy = activations;
  made.dropped_magnitude = weights;
  return made;
}

TEST(Dominance, IsAsGoodInAllAndBetterInOne) {
  EXPECT_TRUE(dominates(standing(1, 1), standing(2, 1)));
  EXPECT_TRUE(dominates(standing(1, 1), standing(1, 2)));
  EXPECT_TRUE(dominates(standing(1, 1), standing(1, 1, 0.1)));
  EXPECT_TRUE(dominates(standing(1, 1), standing(1, 1, 0, 0.1)));
  EXPECT_FALSE(dominates(standing(1, 1), standing(1, 1)));  // equals do not
  EXPECT_FALSE(dominates(standing(1, 2), standing(2, 1)));
  EXPECT_FALSE(dominates(standing(1, 1, 0.1), standing(2, 2)));     // faster because it drops
  EXPECT_FALSE(dominates(standing(1, 1, 0, 0.5), standing(2, 2)));  // or because weights are gone
}

TEST(Dominance, FewerBitsAreNoWayToTheSameResult) {
  EXPECT_FALSE(dominates(standing(1, 1, 0, 0, 8), standing(2, 2, 0, 0, 16)));
  EXPECT_TRUE(dominates(standing(1, 1, 0, 0, 16), standing(2, 2, 0, 0, 8)));
  EXPECT_FALSE(dominates(standing(1, 1, 0, 0, 16), standing(1, 1, 0, 0, 8)));  // more bits alone are no gain
}

TEST(Dominance, IsMissedByTheWorstCriterion) {
  EXPECT_EQ(miss(standing(1, 1), standing(1, 1)), 0);
  EXPECT_EQ(miss(standing(1, 1, 0, 0, 16), standing(2, 2, 0.5, 0.5, 8)), 0);
  EXPECT_DOUBLE_EQ(miss(standing(2, 1), standing(1, 1)), 1);  // half as fast
  EXPECT_DOUBLE_EQ(miss(standing(1.25, 1.5), standing(1, 1)), 0.5);
  EXPECT_DOUBLE_EQ(miss(standing(1, 1, 0.25), standing(1, 1)), 0.25);
  EXPECT_DOUBLE_EQ(miss(standing(1, 1, 0, 0, 8), standing(1, 1, 0, 0, 16)), 1);
}

TEST(Lineups, MachinesThatAreTheSameShareARow) {
  Laboratory laboratory;
  const Subject lanes = Subject::load("dense").with("fabric.window", "4");
  const Lineup found =
      line_up(laboratory, {lanes, static_2to4(), Subject::load("sr-ste"), Subject::load("dense"), Subject::load("dense")}, false, one_layer());
  EXPECT_THAT(found.rows(), ElementsAre(ElementsAre(0u), ElementsAre(1u, 2u), ElementsAre(3u, 4u)));
  EXPECT_EQ(found.names({1, 2}), "ampere-2to4, sr-ste");
  EXPECT_EQ(found.names({0, 3, 4}), "dense with fabric.window=4, dense #2, dense #3");
}

TEST(Lineups, TheFirstIsAtItsOwnAreaAndTheOthersAtItsToo) {
  Laboratory laboratory;
  const Subject first = example("dynamic-4of8");
  const Lineup found = line_up(laboratory, {first, static_2to4(), Subject::load("dense")}, false, wide_layer());
  ASSERT_EQ(found.standings.size(), 3u);
  EXPECT_EQ(found.standings[0].own_cycles, laboratory.run(first, wide_layer()).cycles());
  EXPECT_EQ(found.standings[0].cycles, static_cast<double>(found.standings[0].own_cycles));
  EXPECT_EQ(found.standings[0].speedup, 1);
  EXPECT_EQ(found.standings[0].array(), "16x16");
  // The same as the verdict's rule, read from the other side.
  EXPECT_DOUBLE_EQ(found.standings[1].speedup, 1 / gain_at_equal_area(laboratory, {first, static_2to4()}, wide_layer()));
  EXPECT_LT(found.standings[1].own_area, found.standings[0].own_area);
  EXPECT_LE(found.standings[1].cycles, static_cast<double>(found.standings[1].own_cycles));  // its array may have grown
  EXPECT_LT(found.standings[2].cycles, static_cast<double>(found.standings[2].own_cycles));  // and that of `dense` has
}

// Halfway between two arrays the energy is between theirs.
TEST(Lineups, EnergyIsThatOfTheGrownArray) {
  Laboratory laboratory;
  const Setting setting = wide_layer();
  const Subject first = example("dynamic-4of8");
  const Lineup found = line_up(laboratory, {first, static_2to4()}, false, setting);
  const Standing& grown = found.standings[1];
  const auto joules = [&](ArrayShape shape) {
    const Subject changed = with_shape(static_2to4(), shape);
    return energy(resolve(changed.design()), laboratory.run(changed, setting)).total();
  };
  if (grown.gain->array) {
    EXPECT_DOUBLE_EQ(grown.joules, joules(*grown.gain->array));
  } else {
    const double below = joules(grown.gain->iso.below.shape), above = joules(grown.gain->iso.above.shape);
    EXPECT_GE(grown.joules, std::min(below, above));
    EXPECT_LE(grown.joules, std::max(below, above));
  }
  EXPECT_EQ(found.standings[0].joules, energy(resolve(first.design()), laboratory.run(first, setting)).total());
}

TEST(Lineups, OfTheLibraryTakeEveryDesignThatRunsOnce) {
  Laboratory laboratory;
  const Lineup found = line_up(laboratory, {Subject::load("s2ta"), static_2to4()}, true, one_layer());
  std::vector<std::string> names;
  for (const Standing& one : found.standings) names.push_back(one.subject.design().name);
  std::vector<std::string> expected{"s2ta", "ampere-2to4"};
  for (const std::string& name : library_that_runs())
    if (name != "s2ta" && name != "ampere-2to4") expected.push_back(name);
  EXPECT_EQ(names, expected);
  EXPECT_THAT(found.not_run, IsEmpty());
  for (const Standing& one : found.standings)
    for (const std::size_t by : one.dominated_by) EXPECT_TRUE(dominates(found.standings[by], one));
  EXPECT_EQ(found.command(), "skeptic compare s2ta ampere-2to4 --library --network resnet20 --layers layer3.1.conv1");
}

// On masks nothing can be pruned by magnitude.
TEST(Lineups, OfTheLibraryLeaveOutWhoCannotRunAndSaySo) {
  const TraceFolder folder;
  Setting setting;
  setting.trace = folder.file("masks.trace");
  write_random_trace(setting.trace, small_network(), trace_header(2, TraceStore::Masks));
  setting = on_trace(setting, false);
  Laboratory laboratory;
  const Lineup found = line_up(laboratory, {Subject::load("dense")}, true, setting);
  std::vector<std::string> names;
  for (const NotRun& one : found.not_run) {
    names.push_back(one.name);
    EXPECT_THAT(one.why, testing::HasSubstr("masks")) << one.name;
  }
  EXPECT_THAT(names, testing::IsSupersetOf({"haziza-2to4", "amber-pruner", "s2ta"}));
  EXPECT_EQ(found.standings.size() + found.not_run.size(), library_that_runs().size());
  EXPECT_THROW(line_up(laboratory, {Subject::load("s2ta")}, true, setting), UserError);  // what was given must run
}

TEST(Lineups, ThoseThatRunAreThoseThatNeedNothing) {
  EXPECT_THAT(library_that_runs(), ElementsAre("amber-pruner", "ampere-2to4", "dense", "dominosearch", "haziza-2to4", "highlight", "nvidia-a100",
                                               "nvidia-h100", "s2ta", "sparten", "sparten-unbalanced", "sr-ste", "vegeta", "wanda-2to4"));
}

TEST(LargestShapes, StandForTheNetwork) {
  const Network network = load_network("resnet20");
  const std::vector<ShapeShare> all = largest_shapes(network, {}, 100);
  double sum = 0;
  for (const ShapeShare& shape : all) sum += shape.share;
  EXPECT_NEAR(sum, 1, 1e-12);
  // Six 3x3 convolutions of 16 channels on 32 x 32: 6 · 2,359,296 of 40,551,040 multiplications.
  EXPECT_EQ(all.front().layer, "layer1.0.conv1");
  EXPECT_NEAR(all.front().share, 6 * 2359296.0 / static_cast<double>(network.macs()), 1e-12);
  for (std::size_t i = 1; i < all.size(); ++i) EXPECT_LE(all[i].share, all[i - 1].share);
  const std::vector<ShapeShare> some = largest_shapes(network, {"conv1", "layer3.1.conv1", "layer3.1.conv2"}, 2);
  ASSERT_EQ(some.size(), 2u);
  EXPECT_EQ(some[0].layer, "layer3.1.conv1");
  EXPECT_EQ(some[1].layer, "conv1");
  EXPECT_EQ(some[0].layers, 2);
  EXPECT_DOUBLE_EQ(some[0].own, some[0].share / 2);
  EXPECT_DOUBLE_EQ(some[1].own, some[1].share);
}

TEST(LargestShapes, CountOnceForEveryLayer) {
  Laboratory laboratory;
  Setting setting = one_layer(), both = one_layer();
  setting.layers = {"layer3.1.conv1", "layer3.1.conv2", "conv1"};
  setting.shapes = 1;
  const std::int64_t twice = 2 * laboratory.run(static_2to4(), one_layer()).cycles();
  EXPECT_EQ(laboratory.run(static_2to4(), setting).cycles(), twice);
  EXPECT_EQ(laboratory.run(static_2to4(), setting).batch_cycles, std::vector<std::int64_t>{twice});
  EXPECT_EQ(setting.flags(), " --network resnet20 --layers layer3.1.conv1,layer3.1.conv2,conv1 --shapes 1");
  // As many as there are: every layer counts, whichever ran for it.
  setting.shapes = 9, both.layers = {"layer3.1.conv1", "conv1"};
  EXPECT_EQ(laboratory.run(static_2to4(), setting).cycles(), laboratory.run(static_2to4(), both).cycles() + twice / 2);
}

// What a review shows is close to what all layers that multiply would show; element-wise ones are left out.
TEST(LargestShapes, LineDesignsUpAsTheWholeNetworkDoes) {
  Laboratory laboratory;
  Setting whole = resnet20();
  Setting shapes = whole;
  shapes.shapes = 6;
  for (const Layer& layer : load_network("resnet20").layers)
    if (layer.macs() > 0) whole.layers.push_back(layer.name);
  const std::vector<Subject> designs{static_2to4(), Subject::load("dense"), Subject::load("highlight"), Subject::load("s2ta")};
  const Lineup all = line_up(laboratory, designs, false, whole), some = line_up(laboratory, designs, false, shapes);
  for (std::size_t i = 0; i < designs.size(); ++i) {
    const Standing &a = all.standings[i], &b = some.standings[i];
    EXPECT_NEAR(b.speedup, a.speedup, 0.05 * a.speedup) << a.subject.design().name;
    EXPECT_NEAR(b.joules / some.standings[0].joules, a.joules / all.standings[0].joules, 0.1 * a.joules / all.standings[0].joules)
        << a.subject.design().name;
  }
}

}  // namespace
}  // namespace skeptic
