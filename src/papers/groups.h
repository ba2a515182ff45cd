// Statements of one key, joined where they say the same.
#pragma once

#include <string>
#include <vector>

#include "papers/collect.h"

namespace skeptic::papers {

inline bool is_claim(const std::string& key) { return key.starts_with("claims."); }

/// Statements of one key with equal values joined; the first keeps its place, and weights add up.
struct Group {
  Stated first;
  int weight = 0, count = 0, strongest = 0;
};

std::vector<Group> groups_of(const std::vector<Stated>& all, const std::string& key);
/// A key whose values can differ because one of them is only likely: the strongest remain.
std::vector<Group> believed(std::vector<Group> groups);
/// What is said once, beside something that is said again and again, is said in passing.
void drop_passing(std::vector<Group>& groups);

/// What one statement means in the light of the others: lists that stand apart, what follows from what, what cannot hold. Whether the patterns of
/// activations are chosen at run time.
bool in_context(Collected& all, const OwnName& own);

}  // namespace skeptic::papers
