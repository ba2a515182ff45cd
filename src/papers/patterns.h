// Ratios as they stand in a sentence.
#pragma once

#include <string>
#include <vector>

#include "papers/sentence.h"

namespace skeptic::papers {

/// A ratio, levels of ratios, or the word "dense".
struct Term {
  std::size_t begin, end;  ///< tokens
  std::string pattern;
};

/// The share of values that a pattern keeps.
double density(const std::string& pattern);
/// Ratios and the word "dense" as they stand, levels that lie in each other joined.
std::vector<Term> terms_of(const Sentence& sentence);
/// Patterns told by how many of a group stay or go ("each octet loses its three smallest"), and by N and M as symbols.
std::vector<Term> counted_groups(const Sentence& sentence);

}  // namespace skeptic::papers
