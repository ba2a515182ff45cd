// "Did you mean": the nearest of the words that would have been right.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace skeptic {

/// Levenshtein distance with unit costs; adjacent transpositions count as one.
int edit_distance(std::string_view a, std::string_view b);

/// `did you mean "window"?`, or nothing where no candidate is near enough (a third of the word's length, at least 1). Where
/// none is as a whole, one of which a part between hyphens or points is.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

}  // namespace skeptic
