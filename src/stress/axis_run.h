// An axis on a case: the curve, where it breaks, and why.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "stress/axis.h"
#include "stress/break_point.h"
#include "stress/laboratory.h"

namespace skeptic {

struct CurvePoint : AxisResult {
  std::int64_t x = 0;
  std::optional<Trial> trial;  ///< none where the axis has an experiment of its own
};

struct AxisCurve {
  std::string label;
  bool own = true;                 ///< of the proposal as its file has it
  std::vector<CurvePoint> points;  ///< by x; the samples, and what was tried to find the break points
  BreakPoint claim, even;          ///< of the claim, and of the baseline
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
  /// A place on the axis, as people read it: "42 %", "depthwise".
  std::string place(std::int64_t x) const;
  /// Some measured input lies at the break or beyond it: of the claim or, where the claim fails from the start, of the baseline.
  bool breaks_in_reality() const;
  /// Some measured input lies where the proposal is behind its baseline.
  bool loses_in_reality() const;
  /// How far behind the last measured input the first way breaks, in the axis's unit; negative where it breaks before. Of the claim or, where that
  /// fails from the start, of the lead over the baseline; nothing where inputs say nothing, or nothing breaks between two places.
  std::optional<double> margin() const;
  /// Some way is the proposal as its file has it.
  bool of_own() const;
  /// The way along which the proposal falls lowest, of those as its file has it if there are any.
  const AxisCurve& hardest() const;
};

/// `real`: of networks that ran, by network; for axes that inputs say something about. Throws UserError.
AxisFinding run_axis(Laboratory& laboratory, const AxisRow& axis, const AxisCase& of, const std::vector<RealInputs>& real = {});

/// All axes, in the table's order. Those that draw tensors of their own run beside the others, in a laboratory of their own. `report`: which is
/// begun, of those on the case's tensors, and how far these are.
std::vector<AxisFinding> run_axes(Laboratory& laboratory, const AxisCase& of, const std::vector<RealInputs>& real,
                                  const std::function<void(const AxisRow&, double)>& report);

/// "skeptic stress PROPOSAL BASELINE --axis …".
std::string axis_command(const AxisCase& of, const AxisRow& axis);

}  // namespace skeptic
