// Whether tensors drawn from a fit load a machine as the trace's do: the slots that wait for slower elements, and the work of elements and steps.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "design/design.h"
#include "simulate/work_distribution.h"
#include "workload/fit/fit.h"
#include "workload/trace_file.h"

namespace skeptic {

/// The designs on which fits are checked: the library's `dense` with these keys set.
struct FitDesignRow {
  std::string_view name;
  std::string_view meaning;
  std::size_t work;                                                   ///< the row whose masks and windows it has: work is counted there
  std::array<std::pair<std::string_view, std::string_view>, 6> sets;  ///< unused ones are empty
};
inline constexpr std::array<FitDesignRow, 3> kFitDesigns{{
    {"two-sided",
     "both operands skip zeros, lockstep",
     0,
     {{{"fabric.lanes", "4"}, {"fabric.window", "16"}, {"operands.weights.skip", "zeros"}, {"operands.activations.skip", "zeros"}}}},
    {"2:4 + zeros",
     "weights pruned to 2:4, activations skip zeros, lockstep",
     1,
     {{{"fabric.lanes", "4"},
       {"fabric.window", "16"},
       {"operands.weights.pattern", "\"2:4\""},
       {"operands.weights.skip", "pattern"},
       {"operands.activations.skip", "zeros"}}}},
    {"slack 4",
     "both operands skip zeros, rows drift up to 4 steps",
     0,
     {{{"fabric.lanes", "4"},
       {"fabric.window", "16"},
       {"operands.weights.skip", "zeros"},
       {"operands.activations.skip", "zeros"},
       {"fabric.sync.slack", "4"},
       {"fabric.sync.domain", "row"}}}},
}};
Design fit_design(const FitDesignRow& row);
/// "dense --set fabric.lanes=4 …", as the command line takes it; quoted for a shell.
std::string fit_design_words(const FitDesignRow& row);

/// What must be reproduced, within kFitTolerance of the trace's.
inline constexpr double kFitTolerance = 0.1;

/// Tensors of one kind on one design.
struct FitLoad {
  std::int64_t imbalance = 0;  ///< lane slots (machine-model, section 6)
  WorkDistribution work;
  FitLoad& operator+=(const FitLoad& other);
};

/// One figure of a load; all are compared.
struct FitFigureRow {
  std::string_view key;
  std::string_view meaning;
  double (*of)(const FitLoad&);
};
inline constexpr std::array<FitFigureRow, 7> kFitFigures{{
    {"imbalance", "lane slots that wait for slower elements", [](const FitLoad& load) { return static_cast<double>(load.imbalance); }},
    {"work_mean", "multiplications of an element in a step, mean", [](const FitLoad& load) { return load.work.mean(); }},
    {"work_deviation", "… standard deviation", [](const FitLoad& load) { return load.work.deviation(); }},
    {"work_p50", "… median, interpolated", [](const FitLoad& load) { return load.work.smooth_quantile(0.5); }},
    {"work_p90", "… 90th percentile", [](const FitLoad& load) { return load.work.smooth_quantile(0.9); }},
    {"work_p99", "… 99th percentile", [](const FitLoad& load) { return load.work.smooth_quantile(0.99); }},
    {"work_largest", "of the busiest element of a step, mean over the steps", [](const FitLoad& load) { return load.work.mean_largest(); }},
}};

/// (drawn - real) / real; 0 where both are 0.
double relative_error(double real, double drawn);

struct FitComparison {
  std::string layer;  ///< empty: all layers
  FitLoad real;
  FitLoad activations;  ///< drawn activations, the trace's weights
  FitLoad all;          ///< both drawn
};

struct FitDesignCheck {
  const FitDesignRow* design = nullptr;
  std::vector<FitComparison> layers;
  FitComparison total;
};

/// A figure that drawn tensors miss, and by how much.
struct FitError {
  const FitDesignRow* design;
  const FitFigureRow* figure;
  double error;  ///< relative_error
};

struct FitCheck {
  std::int64_t inputs = 0;
  std::uint64_t seed = 1;
  std::vector<FitDesignCheck> designs;
  /// Whether all figures of all totals are within the tolerance: of drawn activations on the trace's weights, or of drawn tensors alone.
  bool holds(bool drawn_weights) const;
  /// The total that is missed by most.
  FitError worst(bool drawn_weights) const;
};

/// Runs the first `inputs` inputs of the trace, and as many drawn ones, one by one. `progress(done, of)` is called from any thread. Throws UserError:
/// what Trace::operands has.
FitCheck check_fit(std::shared_ptr<const Trace> trace, std::shared_ptr<const Fit> fit, std::int64_t inputs, std::uint64_t seed,
                   const std::function<void(std::int64_t, std::int64_t)>& progress = {});

}  // namespace skeptic
