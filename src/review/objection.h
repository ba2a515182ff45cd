// What the stress test puts to the idea: one experiment each, worded, with the condition under which the idea survives it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "review/case_file.h"

namespace skeptic {

struct Objection {
  std::string name;      ///< "equal area": in lists
  double left = 1;       ///< of what was asked for, under 1 where it hurts: the harder, the earlier it is told
  Sentence text{};       ///< what was measured, and the mechanism behind it
  Sentence survive{};    ///< what it would take, to be put behind the text; empty where the objection is lifted
  bool central = false;  ///< told first
  bool lifted() const { return survive.empty(); }
  Sentence whole() const { return say("{}{}", text, survive); }
};

/// The claim, and what eats it.
Objection of_claim(const CaseFile& file, Evidence& evidence);
/// The same silicon spent on a static design.
Objection of_area(const CaseFile& file, Evidence& evidence);
Objection of_energy(const CaseFile& file, Evidence& evidence);
/// An input with many zeros, and one with few.
Objection of_two_inputs(const CaseFile& file, Evidence& evidence);
Objection of_uneven_channels(const CaseFile& file, Evidence& evidence);
/// Metadata that changes at every inference. Precondition: file.patterns.
Objection of_changing_patterns(const CaseFile& file, Evidence& evidence);
/// The decision's gates against what the file states. Precondition: file.decision.
Objection of_gates(const CaseFile& file, Evidence& evidence);
/// What is left without the hidden assumptions. Precondition: file.audit.
Objection of_assumptions(const CaseFile& file, Evidence& evidence);
/// Networks that ran, with the pruning of both designs inside, the harshest told; nothing where none ran.
std::optional<Objection> of_measured_inputs(const CaseFile& file, Evidence& evidence);
/// The axes on which something breaks; what holds on all of the others is one objection that is lifted.
std::vector<Objection> of_axes(const CaseFile& file, Evidence& evidence);

}  // namespace skeptic
