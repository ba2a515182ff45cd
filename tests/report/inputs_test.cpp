// What reports say of several inputs.
#include "report/inputs.h"

#include <gtest/gtest.h>

#include "report/comparison.h"
#include "report/simulation.h"
#include "stress/proposals.h"
#include "support/random_trace.h"

namespace skeptic {
namespace {

TEST(InputsText, WordsForInputsAndBatches) {
  EXPECT_EQ(inputs_words(1, 1), "1 image");
  EXPECT_EQ(inputs_words(8, 8), "8 images");
  EXPECT_EQ(inputs_words(1, 1000), "sum of 1,000 inputs");
  EXPECT_EQ(inputs_words(32, 992), "sum of 992 inputs in batches of 32");
}

// 100 … 117 in bins of 3: 100 101, none, 106, none, none, 117 in the sixth.
TEST(InputsText, QuantilesAndAHistogram) {
  EXPECT_EQ(batches_text(1, {106, 101, 117, 100}, Style{}),
            "\n  cycles of one input (quantiles by nearest rank)\n"
            "  p50 101, p90 117, p99 117; mean 106.0, least 100, most 117\n"
            "                               cycles  inputs\n"
            "               100 … 102                    2  ████████████████████████████████████████\n"
            "               103 … 105                    0  \n"
            "               106 … 108                    1  ████████████████████\n"
            "               109 … 111                    0  \n"
            "               112 … 114                    0  \n"
            "               115 … 117                    1  ████████████████████\n");
  EXPECT_EQ(batches_text(2, {50, 50}, Style{}),
            "\n  cycles of one batch (quantiles by nearest rank)\n  p50 50, p90 50, p99 50; mean 50.0, least 50, most 50\n");
  EXPECT_EQ(batches_text(1, {106}, Style{}), "");
}

TEST(InputsText, OpenAndClosedLoops) {
  EXPECT_EQ(loop_words(false, ""), "");
  EXPECT_EQ(loop_words(false, "mine"), "closed loop: the activations were measured with the pruning of mine");
  EXPECT_EQ(loop_words(true, ""),
            "open-loop: the activations were measured without this design's pruning; its effect on later layers is not in them");
  EXPECT_EQ(
      loop_words(true, "other"),
      "open-loop: the activations were measured without this design's pruning; its effect on later layers is not in them (the trace was pruned by "
      "other)");
}

class TracedReport : public ::testing::Test {
 protected:
  TracedReport() {
    write_random_trace(folder_.file("t"), small_network(), trace_header(4));
    setting_.trace = folder_.file("t");
    setting_.network = "small";
  }
  TraceFolder folder_;
  Setting setting_;
  Laboratory laboratory_;
};

TEST_F(TracedReport, SimulationSaysThatItIsASum) {
  const NetworkCounts& counts = laboratory_.run(static_2to4(), setting_);
  const Json json = simulation_json(counts, std::nullopt);
  EXPECT_EQ(json["inputs"], 4);
  EXPECT_EQ(json["images"], 1);
  EXPECT_EQ(json["open_loop"], true);
  EXPECT_FALSE(json.contains("pruned_by"));
  EXPECT_GT(json["dropped_weights"].get<std::int64_t>(), 0);
  ASSERT_EQ(json["batch_cycles"].size(), 4u);
  std::int64_t sum = 0;
  for (const Json& cycles : json["batch_cycles"]) sum += cycles.get<std::int64_t>();
  EXPECT_EQ(json["cycles"], sum);
  const Distribution<std::int64_t> found = distribution(counts.batch_cycles);
  EXPECT_EQ(json["cycles_of_batch"].dump(),
            (Json{{"p50", found.p50}, {"p90", found.p90}, {"p99", found.p99}, {"mean", found.mean}, {"min", found.min}, {"max", found.max}}).dump());
  const std::string text = simulation_text(resolve(static_2to4().design()), counts, false);
  EXPECT_TRUE(text.starts_with("ampere-2to4 on small, sum of 4 inputs\n")) << text;
  EXPECT_NE(text.find("open-loop: the activations were measured without this design's pruning"), std::string::npos) << text;
  EXPECT_NE(text.find("nonzero weights dropped by pruning"), std::string::npos);
  EXPECT_NE(text.find("cycles of one input (quantiles by nearest rank)"), std::string::npos);
}

TEST_F(TracedReport, ComparisonHasTheSpeedupsOfTheInputs) {
  const Contest contest{example("two-sided"), Subject::load("dense")};
  const Comparison comparison = compare(laboratory_, contest, setting_);
  const Json json = comparison_json(comparison, {}, {});
  EXPECT_EQ(json["inputs"], 4);
  EXPECT_EQ(json["batch_speedups"].get<std::vector<double>>(), comparison.speedups());
  EXPECT_EQ(json["speedup_of_batch"]["p50"].get<double>(), distribution(comparison.speedups()).p50);
  EXPECT_EQ(json["proposal"]["open_loop"], true);
  EXPECT_EQ(json["baseline"]["open_loop"], false);
  const std::string text = comparison_text(comparison, {}, {}, false);
  EXPECT_NE(text.find("two-sided zeros against dense on small, sum of 4 inputs\n"), std::string::npos) << text;
  EXPECT_NE(text.find("… by input: p50"), std::string::npos) << text;
  EXPECT_NE(text.find("two-sided zeros: open-loop: "), std::string::npos) << text;
  EXPECT_EQ(text.find("dense: open-loop: "), std::string::npos) << text;
}

}  // namespace
}  // namespace skeptic
