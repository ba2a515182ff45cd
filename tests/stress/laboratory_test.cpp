#include "stress/laboratory.h"

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>

#include "base/diagnostic.h"
#include "design/hash.h"
#include "stress/proposals.h"

namespace skeptic {
namespace {

/// What the command line reads out of a setting's flags, after a shell has split them.
Setting parsed(const std::string& flags) {
  Setting setting;
  CLI::App app;
  app.add_option("--network", setting.network);
  app.add_option("--batch", setting.images);
  app.add_option("--layers", setting.layers)->delimiter(',');
  app.add_option("--zeros", setting.zeros);
  app.add_option("--spread", setting.spread);
  app.add_option("--channel-zeros", setting.channel_zeros)->delimiter(',');
  app.add_option("--seed", setting.seed);
  app.add_option("--weights", setting.weights_file);
  app.add_option("--activations", setting.activations_file);
  std::vector<std::string> arguments = shell_arguments(flags);
  app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  return setting;
}

TEST(SettingFlags, DefaultsAreLeftOut) {
  EXPECT_EQ(Setting{}.flags(), " --network resnet50");
  EXPECT_EQ(resnet20().flags(), " --network resnet20");
}

TEST(SettingFlags, EveryFieldComesBackThroughAShell) {
  Setting setting;
  EXPECT_EQ(parsed(setting.flags()), setting);
  setting.network = "my nets/it's $HOME.yaml";
  setting.images = 8;
  setting.layers = {"layer1.0.conv1", "a layer"};
  setting.zeros = 0.1 + 0.2;  // not a short decimal
  setting.spread = 0.0;
  setting.channel_zeros = {0.7, 1.0 / 3};
  setting.seed = 18'446'744'073'709'551'615U;
  setting.weights_file = "w;rm -rf.safetensors";
  setting.activations_file = "a*.safetensors";
  EXPECT_EQ(parsed(setting.flags()), setting);
}

TEST(SettingFlags, DifferentSettingsHaveDifferentFlags) {
  Setting zero = resnet20(), absent = resnet20();
  zero.zeros = 0.0;
  EXPECT_NE(zero.flags(), absent.flags());
  Setting even = resnet20();
  even.channel_zeros = {0.5};
  EXPECT_NE(even.flags(), absent.flags());
}

TEST(Subject, WordsAreQuotedForAShell) {
  const Subject subject = static_2to4().with("fabric.sync.slack", "2").with("operands.activations", "{chosen: fixed, pattern: \"4:8\"}");
  EXPECT_EQ(subject.words(), "ampere-2to4 --set fabric.sync.slack=2 --set 'operands.activations={chosen: fixed, pattern: \"4:8\"}'");
  const std::vector<std::string> arguments = shell_arguments(subject.words());
  ASSERT_EQ(arguments.size(), 5U);
  EXPECT_EQ(arguments[4], "operands.activations={chosen: fixed, pattern: \"4:8\"}");
}

TEST(Subject, WordsMakeTheSameDesignAgain) {
  const Subject subject = example("dynamic-4of8")
                              .with({{"operands.activations.decide.latency", "3 cycles"},
                                     {"operands.activations.patterns", "[\"2:4@8/1:2\", \"4:8\", dense]"},
                                     {"operands.activations.decide.policy", "{density: [0.1, 0.5, 1]}"},
                                     {"operands.activations.decide.unit.channels", "all"}});
  EXPECT_EQ(content_hash(repeated(subject.words()).design()), content_hash(subject.design()));
}

TEST(Subject, AKeySetTwiceIsNamedOnceWithItsLastValue) {
  const Subject subject = static_2to4().with("fabric.sync.slack", "2").with("fabric.sync.slack", "8");
  EXPECT_EQ(subject.words(), "ampere-2to4 --set fabric.sync.slack=8");
  EXPECT_EQ(resolve(subject.design()).slack, 8);
}

TEST(Subject, AKeySetAgainStillTakesBackWhatCameBetween) {
  const Subject subject = static_2to4().with("tile", "auto").with("tile.m", "16").with("tile", "auto");
  EXPECT_EQ(content_hash(repeated(subject.words()).design()), content_hash(subject.design()));
}

TEST(Subject, WithLeavesTheOriginalAlone) {
  const Subject original = static_2to4();
  const Subject changed = original.with("fabric.sync.slack", "4");
  EXPECT_TRUE(original.sets().empty());
  EXPECT_NE(content_hash(original.design()), content_hash(changed.design()));
  EXPECT_THROW(original.with("fabric.slack", "4"), UserError);
}

TEST(Laboratory, RunsAnExperimentOnce) {
  Laboratory laboratory;
  const NetworkCounts* first = &laboratory.run(static_2to4(), one_layer());
  EXPECT_EQ(&laboratory.run(static_2to4(), one_layer()), first);
  // The same machine under other words is the same experiment; another seed is another.
  EXPECT_EQ(&laboratory.run(static_2to4().with("fabric.sync.slack", "1"), one_layer()), first);
  Setting other = one_layer();
  other.seed = 2;
  EXPECT_NE(&laboratory.run(static_2to4(), other), first);
  EXPECT_NE(&laboratory.run(static_2to4().with("fabric.sync.slack", "2"), one_layer()), first);
}

TEST(Laboratory, ForgottenTensorsAreMadeAgainTheSame) {
  Laboratory laboratory;
  const NetworkCounts before = laboratory.run(example("two-sided"), one_layer());
  laboratory.forget(one_layer());
  EXPECT_EQ(laboratory.run(example("two-sided"), one_layer()).cycles(), before.cycles());
  const Subject wider = example("two-sided").with("memory.activations.banks", "16");
  Laboratory fresh;
  EXPECT_EQ(laboratory.run(wider, one_layer()).layers, fresh.run(wider, one_layer()).layers);
}

TEST(Laboratory, CommandNamesDesignAndSetting) {
  EXPECT_EQ(Laboratory::command(static_2to4().with("fabric.lanes", "1"), one_layer()),
            "skeptic simulate ampere-2to4 --set fabric.lanes=1 --network resnet20 --layers layer3.1.conv1");
}

TEST(Laboratory, ReportsProgress) {
  std::vector<std::pair<std::string, double>> heard;
  Laboratory laboratory([&](const Progress& progress) { heard.emplace_back(progress.doing, progress.share); });
  laboratory.say("the claim", 0.25);
  ASSERT_EQ(heard.size(), 1U);
  EXPECT_EQ(heard[0], std::pair(std::string("the claim"), 0.25));
}

TEST(Comparison, SpeedupIsTheRatioOfTimesAtEachOnesClock) {
  Laboratory laboratory;
  const Contest contest{static_2to4().with("clock", "2.82 GHz").with("memory.dram.bandwidth", "200 GB/s"), static_2to4()};
  const Comparison same = compare(laboratory, contest, one_layer());
  EXPECT_EQ(same.proposal_cycles, same.baseline_cycles);
  EXPECT_DOUBLE_EQ(same.speedup(), 2.0);
  EXPECT_DOUBLE_EQ(same.baseline_seconds, static_cast<double>(same.baseline_cycles) / 1.41e9);
  const Comparison against_dense = compare(laboratory, {static_2to4(), Subject::load("dense")}, one_layer());
  EXPECT_EQ(against_dense.proposal_cycles, laboratory.run(static_2to4(), one_layer()).cycles());
  EXPECT_GT(against_dense.speedup(), 1.5);  // 2:4 at twice the dense rate, on a layer without edges
  EXPECT_LE(against_dense.speedup(), 2.0);
}

TEST(Comparison, CommandSetsBothSides) {
  const Comparison comparison{example("dynamic-4of8").with("fabric.sync.slack", "4"), static_2to4().with("tile", "auto"), one_layer()};
  EXPECT_EQ(comparison.command(), "skeptic compare " + example_file("dynamic-4of8") +
                                      " ampere-2to4 --set fabric.sync.slack=4 --set-baseline tile=auto --network resnet20 --layers layer3.1.conv1");
}

}  // namespace
}  // namespace skeptic
