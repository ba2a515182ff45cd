// Settings and comparisons on tensors that are drawn from a fit.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "stress/proposals.h"
#include "support/random_trace.h"
#include "workload/fit/estimate.h"
#include "workload/fit/fit_file.h"
#include "workload/user_error.h"

namespace skeptic {
namespace {

class OnFit : public ::testing::Test {
 protected:
  OnFit() {
    write_random_trace(folder_.file("t.trace"), small_network(), trace_header(5));
    write(fit_trace(Trace(folder_.file("t.trace")), 5));
  }
  void write(const Fit& fit) const { write_file(file(), fit_json(fit).dump()); }
  std::string file() const { return folder_.file("f.json"); }
  Setting setting() const {
    Setting made;
    made.fit = file();
    return on_fit(made, false);
  }
  Batches batches(std::optional<std::int64_t> input, std::optional<std::int64_t> inputs, std::int64_t images) const {
    Setting asked = setting();
    asked.input = input, asked.inputs = inputs, asked.images = images;
    return load_workload(asked).batches;
  }
  TraceFolder folder_;
};

TEST_F(OnFit, TheNetworkIsTheFits) {
  EXPECT_EQ(setting().network, "small");
  const Workload workload = load_workload(setting());
  EXPECT_EQ(workload.network.layers.size(), 6u);
  EXPECT_EQ(workload.source->describe(), "tensors of seed 1 drawn from " + file() + ", the fit of 5 inputs of small");
  Setting named;
  named.fit = file();
  EXPECT_EQ(user_error([&] { on_fit(named, true); }),
            file() + ": error: is a fit of \"small\", not of \"resnet50\" [fit-network]\n  expected: --network small, or none\n");
  Fit fit = read_fit(file());
  fit.named = "nets/small.yaml";
  write(fit);
  EXPECT_EQ(setting().network, "nets/small.yaml");
}

TEST_F(OnFit, AsManyInputsAsAreAskedFor) {
  EXPECT_EQ(batches({}, {}, 1), (Batches{0, 1, 1}));
  EXPECT_EQ(batches({}, {}, 8), (Batches{0, 1, 8}));
  EXPECT_EQ(batches({}, 1000, 1), (Batches{0, 1000, 1}));
  EXPECT_EQ(batches({}, 1001, 8), (Batches{0, 125, 8}));
  EXPECT_EQ(batches(77, {}, 1), (Batches{77, 1, 1}));
  EXPECT_EQ(user_error([&] { batches({}, 3, 4); }),
            file() + ": error: a batch of 4 inputs is asked for, and 3 run [command-line]\n  expected: a batch of at most 3\n");
}

TEST_F(OnFit, FlagsNameTheFitInsteadOfTheNetwork) {
  Setting asked = setting();
  EXPECT_EQ(asked.flags(), " --fit " + file());
  asked.inputs = 4, asked.images = 2, asked.layers = {"conv2"}, asked.seed = 3;
  EXPECT_EQ(asked.flags(), " --fit " + file() + " --inputs 4 --batch 2 --layers conv2 --seed 3");
  EXPECT_EQ(asked.synthetic().flags(), " --network small --batch 2 --layers conv2 --seed 3");
  asked.fit = "a fit's name";
  EXPECT_EQ(shell_arguments(asked.flags())[1], "a fit's name");
}

// A fit of a network that Skeptic ships stands for itself: nothing runs, and nothing is traced.
TEST_F(OnFit, NothingRunsForIt) {
  Setting asked = setting();
  asked.network = "shapes-cnn";
  EXPECT_FALSE(asked.shipped());
  EXPECT_EQ(asked.recipe(), std::nullopt);
  EXPECT_TRUE(asked.synthetic().drawn);
}

TEST_F(OnFit, DesignsAreComparedInputByInput) {
  Laboratory laboratory;
  Setting asked = setting();
  asked.inputs = 3;
  const Contest contest{example("two-sided").with("clock", "1 GHz"), Subject::load("dense")};
  const Comparison all = compare(laboratory, contest, asked);
  EXPECT_EQ(all.inputs, 3);
  ASSERT_EQ(all.speedups().size(), 3u);
  std::int64_t cycles = 0;
  for (std::int64_t input = 0; input < 3; ++input) {
    Setting one = setting();
    one.input = input;
    cycles += compare(laboratory, contest, one).proposal_cycles;
  }
  EXPECT_EQ(all.proposal_cycles, cycles);
  EXPECT_TRUE(all.proposal_open_loop);  // its weights are pruned, and those that were fitted are whole
  EXPECT_FALSE(all.baseline_open_loop);
  EXPECT_NE(all.command().find(" --fit " + file() + " --inputs 3"), std::string::npos);
  asked.seed = 2;
  EXPECT_NE(compare(laboratory, contest, asked).proposal_cycles, all.proposal_cycles);
}

}  // namespace
}  // namespace skeptic
