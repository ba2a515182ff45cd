// A fit and its check: tables for people, JSON for programs.
#pragma once

#include <optional>
#include <string>

#include "base/json.h"
#include "simulate/fit_check.h"
#include "workload/fit/fit.h"

namespace skeptic {

/// By layer what was measured, without the channels, which the fit's own file holds (workload/fit/fit_file.h); and under "check" the figures of
/// kFitFigures by design and layer, real and drawn. An error of null: the real figure is 0.
Json fit_report_json(const Fit& fit, const std::optional<FitCheck>& check);

/// The verdict, the figures of every design with their errors, and one line a layer that reads zeros.
std::string fit_report_text(const Fit& fit, const std::optional<FitCheck>& check, bool colour);

}  // namespace skeptic
