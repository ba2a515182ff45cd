// What a request comes to before anything runs: claim, baseline, network and inputs.
#pragma once

#include <optional>

#include "review/case_file.h"
#include "stress/axis.h"

namespace skeptic {

struct Asked {
  std::optional<Claim> claim;
  double claimed = 1;
  bool claim_over_another = false;  ///< than the baseline: it names no claim over that
  Subject baseline;
  Setting swept;  ///< what is swept runs many times: on the first inputs, where many are measured
  Setting all;    ///< all of them
  /// Keys of the platform that the proposal's file leaves unknown: both designs stand on the same one, so the baseline takes what the proposal is
  /// given.
  std::vector<std::string> platform{};
};

/// A proposal, its unknowns set, against the baseline on the same platform.
Contest on_one_platform(const Subject& proposal, const Subject& baseline, const std::vector<std::string>& platform);

/// Throws UserError where there is no baseline.
Asked what_is_asked(const ReviewRequest& request);
/// The proposal's unknowns, each at its best and at its worst. Throws UserError.
ResolvedSubjects unknowns_of(Laboratory& laboratory, const Subject& proposal, const Asked& asked);
/// With every unknown at its kindest.
AxisCase axis_case(Laboratory& laboratory, const ReviewRequest& request);

}  // namespace skeptic
