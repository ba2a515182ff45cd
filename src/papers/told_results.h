// Results by the rules of rules_results.cpp.
#pragma once

#include <vector>

#include "papers/result_marks.h"

namespace skeptic::papers {

/// The numbers that a rule reads, each with its value and its measure; of nothing measured where it is no result at all.
std::vector<Mark> told_results(const Sentence& sentence);

}  // namespace skeptic::papers
