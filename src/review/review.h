// The review of a proposal: everything from the experiments to the words.
#pragma once

#include "review/case_file.h"
#include "review/document.h"

namespace skeptic {

/// Throws UserError.
Document review(Laboratory& laboratory, const ReviewRequest& request);

/// The same from a finished investigation.
Document word(Laboratory& laboratory, const CaseFile& file);

}  // namespace skeptic
