// An axis on a case: the curve, where it breaks, and why.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "stress/axis.h"
#include "stress/laboratory.h"

namespace skeptic {

struct CurvePoint : AxisResult {
  std::int64_t x = 0;
  std::optional<Trial> trial;  ///< none where the axis has an experiment of its own
};

/// Where a curve falls below a threshold for the first time.
struct AxisBreak {
  enum class Kind { AtOnce, Between, Never };
  double threshold = 1;
  Kind kind = Kind::Never;
  std::int64_t last_good = 0, first_bad = 0;  ///< of Between; next to each other, or a percent apart
};

struct AxisCurve {
  std::string label;
  std::vector<CurvePoint> points;  ///< by x; the samples, and what was tried to find the break points
  AxisBreak claim, even;           ///< of the claim, and of the baseline
  std::optional<Slot> cause;       ///< what takes most of the cycles that the proposal loses from the best place to the worst
  double cause_share = 0;          ///< of these cycles
  const CurvePoint* at(std::int64_t x) const;
  const CurvePoint& worst() const;
  const CurvePoint& best() const;
};

struct AxisFinding {
  const AxisRow* axis = nullptr;
  AxisPlan plan;
  std::vector<AxisCurve> curves;   ///< by way
  std::optional<RealRange> real;   ///< where measured inputs lie
  std::vector<std::string> notes;  ///< what else was found, a line each
  /// Some measured input lies at the break or beyond it: of the claim or, where the claim fails from the start, of the baseline.
  bool breaks_in_reality() const;
  /// Some measured input lies where the proposal is behind its baseline.
  bool loses_in_reality() const;
};

/// `real`: of networks that ran, by network; for axes that inputs say something about. Throws UserError.
AxisFinding run_axis(Laboratory& laboratory, const AxisRow& axis, const AxisCase& of, const std::vector<RealInputs>& real = {});

/// "skeptic stress PROPOSAL BASELINE --axis …".
std::string axis_command(const AxisCase& of, const AxisRow& axis);

/// First crossing of `threshold`: samples in order, then bisection between the last good and the first bad one, to neighbouring integers or to a
/// percent. `result` is asked once for every x.
AxisBreak find_axis_break(const AxisPlan& plan, double threshold, const std::function<double(std::int64_t)>& result);

}  // namespace skeptic
