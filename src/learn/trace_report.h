// A trace's report, for people and as JSON.
#pragma once

#include <string>

#include "base/json.h"
#include "learn/trace.h"

namespace skeptic {

/// What was run, for the head of a report.
struct TraceTitle {
  std::string network, inputs, weights, design;  ///< `design` empty: nothing was pruned
  double threshold = 0;
  std::string file;  ///< empty: none was written
};

Json trace_json(const TraceTitle& title, const TraceReport& report);
std::string trace_text(const TraceTitle& title, const TraceReport& report);

}  // namespace skeptic
