// The check of a fit: what it compares is what the simulator and the work's histogram say.
#include "simulate/fit_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <tbb/global_control.h>

#include <cmath>

#include "simulate/simulator.h"
#include "support/random_trace.h"
#include "workload/fit/estimate.h"
#include "workload/fit/fitted_source.h"
#include "workload/sources.h"

namespace skeptic {
namespace {

TEST(FitDesigns, WordsAreTheirDesigns) {
  EXPECT_EQ(fit_design_words(kFitDesigns[1]),
            "dense --set fabric.lanes=4 --set fabric.window=16 --set 'operands.weights.pattern=\"2:4\"' --set operands.weights.skip=pattern "
            "--set operands.activations.skip=zeros");
  EXPECT_EQ(resolve(fit_design(kFitDesigns[2])).slack, 4);
  for (const FitDesignRow& row : kFitDesigns) {
    const ResolvedDesign design = resolve(fit_design(row)), counted = resolve(fit_design(kFitDesigns[row.work]));
    EXPECT_EQ(design.window, counted.window);
    EXPECT_EQ(design.array_m, counted.array_m);
  }
}

TEST(FitErrors, AreRelative) {
  EXPECT_DOUBLE_EQ(relative_error(200, 230), 0.15);
  EXPECT_DOUBLE_EQ(relative_error(200, 150), -0.25);
  EXPECT_EQ(relative_error(0, 0), 0);
  EXPECT_EQ(relative_error(0, 1), HUGE_VAL);
}

TEST(FitErrors, TheWorstTotalDecides) {
  FitCheck check{4, 1, {}};
  for (const FitDesignRow& row : kFitDesigns) {
    FitDesignCheck design{&row, {}, {}};
    for (FitLoad* load : {&design.total.real, &design.total.activations, &design.total.all}) *load = {1000, {{0, 10}, {0, 10}}};
    check.designs.push_back(design);
  }
  EXPECT_TRUE(check.holds(false) && check.holds(true));
  EXPECT_EQ(check.worst(true).error, 0);
  check.designs[2].total.activations.imbalance = 1100;  // the limit is within
  check.designs[1].total.all.imbalance = 899;
  EXPECT_TRUE(check.holds(false));
  EXPECT_FALSE(check.holds(true));
  EXPECT_DOUBLE_EQ(check.worst(false).error, 0.1);
  EXPECT_EQ(check.worst(false).design, &kFitDesigns[2]);
  EXPECT_DOUBLE_EQ(check.worst(true).error, -0.101);
  EXPECT_EQ(check.worst(true).figure, kFitFigures.data());
  check.designs[0].total.activations.work.largest = {10};  // 0 in place of 1
  EXPECT_DOUBLE_EQ(check.worst(false).error, -1);
  EXPECT_EQ(check.worst(false).figure->key, "work_largest");
}

class CheckedFit : public ::testing::Test {
 protected:
  CheckedFit() {
    write_random_trace(folder_.file("t"), small_network(), trace_header(6));
    trace_ = std::make_shared<const Trace>(folder_.file("t"));
    fit_ = std::make_shared<const Fit>(fit_trace(*trace_, 6));
  }
  TraceFolder folder_;
  std::shared_ptr<const Trace> trace_;
  std::shared_ptr<const Fit> fit_;
};

TEST_F(CheckedFit, ComparesWhatTheSimulatorSays) {
  const FitCheck check = check_fit(trace_, fit_, 4, 9);
  EXPECT_EQ(check.inputs, 4);
  EXPECT_EQ(check.seed, 9u);
  ASSERT_EQ(check.designs.size(), kFitDesigns.size());
  const std::shared_ptr<const TensorSource> real = std::make_shared<TraceSource>(trace_), drawn = std::make_shared<FittedSource>(fit_, "f", 9);
  for (const FitDesignCheck& design : check.designs) {
    SCOPED_TRACE(design.design->name);
    const ResolvedDesign resolved = resolve(fit_design(*design.design));
    const NetworkCounts of_real = Simulator(fit_->network, real, Batches{0, 4, 1}).run(resolved),
                        of_drawn = Simulator(fit_->network, drawn, Batches{0, 4, 1}).run(resolved);
    FitLoad real_sum, all_sum;
    ASSERT_EQ(design.layers.size(), 4u);
    for (const FitComparison& layer : design.layers) {
      SCOPED_TRACE(layer.layer);
      const Layer& row = *fit_->network.find(layer.layer);
      const auto imbalance = [&](const NetworkCounts& counts) {
        for (const LayerCounts& found : counts.layers)
          if (found.name == layer.layer) return found.stack[Slot::Imbalance];
        return std::int64_t{-1};
      };
      EXPECT_EQ(layer.real.imbalance, imbalance(of_real));
      EXPECT_EQ(layer.all.imbalance, imbalance(of_drawn));
      WorkDistribution of_trace, of_mixed, of_fit;
      for (std::int64_t i = 0; i < 4; ++i) {
        of_trace += work_distribution(resolved, row, real->operands(row, i, 1));
        of_fit += work_distribution(resolved, row, drawn->operands(row, i, 1));
        LayerOperands mixed = drawn->operands(row, i, 1);
        if (row.kind != LayerKind::Matmul) mixed.weights = real->operands(row, i, 1).weights;
        of_mixed += work_distribution(resolved, row, mixed);
      }
      EXPECT_EQ(layer.real.work, of_trace);
      EXPECT_EQ(layer.activations.work, of_mixed);
      EXPECT_EQ(layer.all.work, of_fit);
      real_sum += layer.real;
      all_sum += layer.all;
    }
    EXPECT_EQ(design.total.real.imbalance, real_sum.imbalance);
    EXPECT_EQ(design.total.all.work, all_sum.work);
  }
  EXPECT_LT(std::abs(check.worst(true).error), 0.25);  // of four inputs that differ much
}

TEST_F(CheckedFit, TheSameOnAnyNumberOfThreads) {
  std::int64_t told = 0, of = 0;
  const FitCheck many = check_fit(trace_, fit_, 2, 1, [&](std::int64_t done, std::int64_t all) { told = std::max(told, done), of = all; });
  EXPECT_EQ(told, of);
  const tbb::global_control one(tbb::global_control::max_allowed_parallelism, 1);
  const FitCheck alone = check_fit(trace_, fit_, 2, 1);
  for (std::size_t i = 0; i < many.designs.size(); ++i) {
    EXPECT_EQ(many.designs[i].total.all.imbalance, alone.designs[i].total.all.imbalance);
    EXPECT_EQ(many.designs[i].total.activations.work, alone.designs[i].total.activations.work);
  }
}

// Drawn tensors stand for those of a network that ran: what drops values on them is open-loop, unless that pruning was inside.
TEST_F(CheckedFit, LoopsAreThoseOfTheTrace) {
  Fit pruned = *fit_;
  pruned.pruning = "another's", pruned.pruned_by = "another";
  const ResolvedDesign drops = resolve(fit_design(kFitDesigns[1])), drops_nothing = resolve(fit_design(kFitDesigns[0]));
  const auto open = [&](const Fit& fit, const ResolvedDesign& design) {
    return Simulator(fit.network, std::make_shared<FittedSource>(std::make_shared<const Fit>(fit), "f", 1), Batches{0, 1, 1}).run(design).open_loop;
  };
  EXPECT_TRUE(open(*fit_, drops));
  EXPECT_FALSE(open(*fit_, drops_nothing));
  EXPECT_TRUE(open(pruned, drops_nothing));
}

}  // namespace
}  // namespace skeptic
