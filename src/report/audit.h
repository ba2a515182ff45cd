// The assumption audit by itself: a waterfall from the claim to what is left.
#pragma once

#include <string>

#include "base/json.h"
#include "stress/audit.h"

namespace skeptic {

Json audit_json(const Audit& audit);
std::string audit_text(const Audit& audit, bool colour);

}  // namespace skeptic
