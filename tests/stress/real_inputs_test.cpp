// Where measured inputs lie, against the tensors of a trace themselves.
#include "stress/real_inputs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "stress/axis.h"
#include "stress/proposals.h"
#include "support/random_trace.h"

namespace skeptic {
namespace {

// Of the small network conv2 and fc read a rectifier and are no product of two activations.
TEST(RealInputs, SwingIsTheMeanDistanceFromTheMean) {
  const TraceFolder folder;
  write_random_trace(folder.file("t.trace"), small_network(), trace_header(5));
  Setting setting;
  setting.trace = folder.file("t.trace");
  setting = on_trace(setting, false);
  Laboratory laboratory;
  const RealInputs found = real_inputs(laboratory, setting, 4);
  EXPECT_EQ(found.inputs, 4);
  const TensorSource& source = laboratory.source(setting);
  std::vector<double> swings;
  for (const char* layer : {"conv2", "fc"}) {
    double shares[4], mean = 0, off = 0;
    for (std::int64_t input = 0; input < 4; ++input) {
      const std::vector<float> values = source.activations(*laboratory.network(setting).find(layer), input, 1).activations;
      shares[input] = static_cast<double>(std::count(values.begin(), values.end(), 0.0F)) / static_cast<double>(values.size());
      mean += shares[input] / 4;
    }
    for (const double share : shares) off += std::fabs(share - mean) / 4;
    swings.push_back(off);
  }
  std::sort(swings.begin(), swings.end());
  EXPECT_NEAR(found.swing.min, swings[0], 1e-12);
  EXPECT_NEAR(found.swing.max, swings[1], 1e-12);
  EXPECT_GT(swings[0], 0.001);
  const RealRange range = axis("input-variance").real(found);
  EXPECT_NEAR(range.most, 100 * swings[1], 1e-9);
}

// Drawn inputs are as many as are asked for, by themselves or in batches; each is the one that runs alone.
TEST(DrawnInputs, RunOneByOne) {
  Setting setting;
  setting.network = "linear:in=64,out=1,tokens=8";
  setting.layers = {"layer"};
  setting.image_deviation = 0.2;
  const Subject skipper = Subject::load("dense").with("operands.activations.skip", "zeros").with("fabric.window", "16");
  Laboratory laboratory;
  Setting all = setting;
  all.inputs = 4;
  EXPECT_EQ(load_workload(all).batches, (Batches{0, 4, 1}));
  const std::vector<std::int64_t> cycles = laboratory.run(skipper, all).batch_cycles;
  ASSERT_EQ(cycles.size(), 4U);
  for (std::int64_t input = 0; input < 4; ++input) {
    Setting one = setting;
    one.input = input;
    EXPECT_EQ(load_workload(one).batches, (Batches{input, 1, 1}));
    EXPECT_EQ(laboratory.run(skipper, one).cycles(), cycles[static_cast<std::size_t>(input)]) << input;
  }
  EXPECT_NE(cycles[1], cycles[2]);
}

}  // namespace
}  // namespace skeptic
