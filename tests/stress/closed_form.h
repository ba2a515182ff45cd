// Designs of one element or a few, loaded in a cycle, so that a layer's cycles are a line of arithmetic.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "stress/axis_run.h"
#include "stress/proposals.h"
#include "workload/layer.h"

namespace skeptic {

/// One element of one lane on windows of 16 at 1 GHz, 16 bits, nothing skipped; a tile is a layer, buffers hold everything, DRAM sends a block in a
/// cycle, ports have any width. A layer of M x K x N takes M·K'·N cycles, one for its load and one for its store.
inline Subject bare(const Settings& sets = {}) {
  return Subject::load("dense")
      .with({{"clock", "1 GHz"},
             {"fabric.array", "{m: 1, n: 1, k: 1}"},
             {"fabric.lanes", "1"},
             {"fabric.window", "16"},
             {"fabric.empty-window", "0"},
             {"tile", "{m: all, n: all, k: all}"},
             {"memory.dram.bandwidth", "1000000 GB/s"},
             {"memory.weights", "{size: 64 MiB, width: none}"},
             {"memory.activations", "{size: 64 MiB, width: none}"},
             {"memory.accumulators.size", "64 MiB"}})
      .with(sets);
}

/// The same, skipping the zeros of the activations.
inline Subject skipper(const Settings& sets = {}) { return bare({{"operands.activations.skip", "zeros"}}).with(sets); }

inline Setting layer_alone(const std::string& network, std::optional<double> zeros = {}) {
  Setting setting;
  setting.network = network;
  setting.layers = {"layer"};
  setting.zeros = zeros;
  return setting;
}

/// The operands of the only layer, for an input.
inline LayerOperands operands_of(const Setting& setting, std::int64_t input = 0) {
  const Workload workload = load_workload(setting);
  return workload.source->operands(*workload.network.find(setting.layers.front()), input, 1);
}

inline std::int64_t nonzeros(const std::vector<float>& values) {
  std::int64_t count = 0;
  for (const float value : values) count += value != 0;
  return count;
}

inline double ratio(std::int64_t over, std::int64_t under) { return static_cast<double>(over) / static_cast<double>(under); }
inline std::int64_t up(std::int64_t value, std::int64_t unit) { return (value + unit - 1) / unit; }

/// A break that the arithmetic has too: it holds on one side and not on the other, an integer or a percent away.
inline void expect_break(const AxisFinding& finding, const BreakPoint& found, const std::function<bool(std::int64_t)>& holds) {
  ASSERT_EQ(found.kind, Break::Between);
  EXPECT_TRUE(holds(found.last_good)) << found.last_good;
  EXPECT_FALSE(holds(found.first_bad)) << found.first_bad;
  if (finding.plan.continuous) {
    EXPECT_LE(found.first_bad - found.last_good, std::max<std::int64_t>(1, (found.last_good - finding.plan.samples.front()) / 100));
  }
}

/// Every point of a curve is what the arithmetic says.
inline void expect_curve(const AxisCurve& curve, const std::function<double(std::int64_t)>& result) {
  for (const CurvePoint& point : curve.points) EXPECT_NEAR(point.result, result(point.x), 1e-9 * point.result) << curve.label << " " << point.x;
}

inline AxisFinding on_axis(const char* name, const Subject& proposal, const Subject& baseline, const Setting& setting, double claimed) {
  Laboratory laboratory;
  return run_axis(laboratory, axis(name), {{proposal, baseline}, setting, claimed});
}

}  // namespace skeptic
