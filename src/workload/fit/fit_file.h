// A fit as a file: JSON, described in docs/fit.md.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "workload/fit/fit.h"

namespace skeptic {

Json fit_json(const Fit& fit);

/// The inverse: the same fit, to the last bit. `file` names the text in diagnostics. Throws UserError: FitFormat, and what the network's table has.
Fit parse_fit(std::string_view text, const std::string& file);

/// Throws UserError: FileMissing, FileUnreadable, and as parse_fit.
Fit read_fit(const std::string& file);

}  // namespace skeptic
