// Settings and comparisons on a trace.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stress/proposals.h"
#include "support/random_trace.h"
#include "workload/sources.h"

namespace skeptic {
namespace {

using ::testing::ElementsAre;

class OnTrace : public ::testing::Test {
 protected:
  OnTrace() { write_random_trace(file(), small_network(), trace_header(5)); }
  std::string file() const { return folder_.file("t.trace"); }
  Setting setting() const {
    Setting made;
    made.trace = file();
    return on_trace(made, false);
  }
  Batches batches(std::optional<std::int64_t> input, std::optional<std::int64_t> inputs, std::int64_t images) const {
    Setting asked = setting();
    asked.input = input, asked.inputs = inputs, asked.images = images;
    return load_workload(asked).batches;
  }
  static std::string error_of(const std::function<void()>& action) {
    try {
      action();
    } catch (const UserError& error) {
      return error.what();
    }
    return {};
  }

  TraceFolder folder_;
};

TEST_F(OnTrace, TheNetworkIsTheTraces) {
  EXPECT_EQ(setting().network, "small");
  const Workload workload = load_workload(setting());
  EXPECT_EQ(workload.network.layers.size(), 6u);
  EXPECT_EQ(workload.source->describe(), "the trace " + file() + ": values of 5 inputs");
  Setting named;
  named.trace = file();
  EXPECT_EQ(error_of([&] { on_trace(named, true); }),
            file() + ": error: is a trace of \"small\", not of \"resnet50\" [trace-network]\n  expected: --network small, or none\n");
  named.network = "resnet7";
  EXPECT_NE(error_of([&] { on_trace(named, true); }).find("[network-unknown]"), std::string::npos);
}

TEST_F(OnTrace, InputsRunByThemselvesOrInWholeBatches) {
  EXPECT_EQ(batches({}, {}, 1), (Batches{0, 5, 1}));
  EXPECT_EQ(batches({}, 3, 1), (Batches{0, 3, 1}));
  EXPECT_EQ(batches(4, {}, 1), (Batches{4, 1, 1}));
  EXPECT_EQ(batches({}, {}, 2), (Batches{0, 2, 2}));  // the fifth is left over
  EXPECT_EQ(batches({}, 4, 4), (Batches{0, 1, 4}));
  EXPECT_EQ(error_of([&] { batches(5, {}, 1); }),
            file() + ": error: input 5 is asked for; the trace has 5 [trace-format]\n  expected: inputs from 0 to 4\n");
  EXPECT_EQ(error_of([&] { batches({}, 6, 1); }),
            file() + ": error: 6 inputs are asked for; the trace has 5 [trace-format]\n  expected: at most 5 inputs\n");
  EXPECT_EQ(error_of([&] { batches({}, 3, 4); }),
            file() + ": error: a batch of 4 inputs is asked for, and 3 run [command-line]\n  expected: a batch of at most 3\n");
}

TEST_F(OnTrace, AClosedLoopNeedsATraceThatCanBeMadeAgain) {
  Setting made;
  made.trace = file();
  made.closed_loop = true;
  EXPECT_EQ(error_of([&] { on_trace(made, false); }),
            file() +
                ": error: does not say how it was made, so that it cannot be made again with a design's pruning inside [trace-format]\n"
                "  expected: a trace that `skeptic trace` wrote\n");
}

TEST_F(OnTrace, FlagsNameTheTraceInsteadOfTheNetwork) {
  Setting asked = setting();
  EXPECT_EQ(asked.flags(), " --trace " + file());
  asked.inputs = 4, asked.images = 2, asked.layers = {"conv2"};
  EXPECT_EQ(asked.flags(), " --trace " + file() + " --inputs 4 --batch 2 --layers conv2");
  asked.inputs.reset(), asked.input = 0;
  EXPECT_EQ(asked.flags(), " --trace " + file() + " --input 0 --batch 2 --layers conv2");
  EXPECT_EQ(asked.synthetic().flags(), " --network small --batch 2 --layers conv2");
  asked.trace = "a trace's name";
  EXPECT_EQ(shell_arguments(asked.flags())[1], "a trace's name");
}

// Each input's speed-up is the ratio of the times of that input by itself; the whole's is that of the sums.
TEST_F(OnTrace, SpeedupsOfEveryInput) {
  Laboratory laboratory;
  const Contest contest{example("two-sided").with("clock", "1 GHz"), Subject::load("dense")};
  const Comparison all = compare(laboratory, contest, setting());
  EXPECT_EQ(all.inputs, 5);
  const std::vector<double> speedups = all.speedups();
  ASSERT_EQ(speedups.size(), 5u);
  std::int64_t proposal = 0, baseline = 0;
  for (std::int64_t input = 0; input < 5; ++input) {
    Setting one = setting();
    one.input = input;
    const Comparison alone = compare(laboratory, contest, one);
    EXPECT_EQ(alone.speedup(), speedups[static_cast<std::size_t>(input)]);
    EXPECT_THAT(alone.speedups(), ElementsAre(alone.speedup()));
    proposal += alone.proposal_cycles, baseline += alone.baseline_cycles;
  }
  EXPECT_EQ(all.proposal_cycles, proposal);
  EXPECT_EQ(all.baseline_cycles, baseline);
  EXPECT_LT(*std::min_element(speedups.begin(), speedups.end()), all.speedup());
  EXPECT_GT(*std::max_element(speedups.begin(), speedups.end()), all.speedup());
  EXPECT_TRUE(all.proposal_open_loop);  // its weights are pruned, and the trace's network had them all
  EXPECT_FALSE(all.baseline_open_loop);
  EXPECT_NE(all.command().find(" --trace " + file()), std::string::npos);
}

TEST_F(OnTrace, ProgressCountsInputs) {
  std::vector<Progress> heard;
  Laboratory laboratory([&](const Progress& progress) { heard.push_back(progress); });
  laboratory.say("simulating", 0.5, 0.75);
  laboratory.run(Subject::load("dense"), setting());
  ASSERT_GE(heard.size(), 5u);
  for (std::size_t i = 1; i < heard.size(); ++i) {
    EXPECT_GT(heard[i].share, heard[i - 1].share);
    EXPECT_TRUE(heard[i].doing.starts_with("simulating, input ")) << heard[i].doing;
  }
  EXPECT_EQ(heard.back().share, 0.75);
  EXPECT_EQ(heard.back().doing, "simulating, input 5 of 5");
}

}  // namespace
}  // namespace skeptic
