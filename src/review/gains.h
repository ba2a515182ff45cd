// The gains of a review at equal area and what is added for them, with the evidence.
#pragma once

#include "review/case_file.h"

namespace skeptic {

/// Of the proposal over the strongest static opponent.
Ref gain_evidence(const CaseFile& file, const AreaGain& gain, Evidence& evidence);
/// Of a change, arrays with buffers.
Ref trial_gain(const CaseFile& file, const TwistTrial& trial, Evidence& evidence);
/// Of the best change, under its hardest denominator. Precondition: file.twist_hardest.
Ref twist_hardest(const CaseFile& file, Evidence& evidence);

/// What the proposal adds to its baseline: mm², and of the baseline's arrays and buffers.
Ref added_area(const CaseFile& file, Evidence& evidence);
Ref added_share(const CaseFile& file, Evidence& evidence);

}  // namespace skeptic
