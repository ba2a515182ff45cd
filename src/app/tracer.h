// What the laboratory asks for when inputs are measured: skeptic-learn, started and read.
#pragma once

#include "stress/closed_loop.h"

namespace skeptic {

/// Empty where skeptic-learn was not built. Traces go to a temporary folder, which goes with the last copy of the tracer. Throws from a call
/// UserError: ProgramMissing, ProgramFailed with what skeptic-learn says.
Tracer learn_tracer();

}  // namespace skeptic
