#include "review/delta.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "design/schema.h"

namespace skeptic {
namespace {

/// What holds where nothing is written is the schema's default.
std::string text(const Row& row, const Value* value) {
  if (value != nullptr) return value->written;
  return row.fallback.empty() ? "absent" : std::string(row.fallback);
}

bool same(const Row& row, const Value* a, const Value* b) {
  if (a != nullptr && b != nullptr) return a->data == b->data;
  return text(row, a) == text(row, b);
}

/// The keys from which the mechanisms that differ are derived.
std::set<std::string> structural_keys(const StructuralDifference& difference) {
  std::set<std::string> keys;
  for (const auto* side : {&difference.removed, &difference.added})
    for (const Mechanism& mechanism : *side)
      for (std::string& key : keys_of(mechanism.facet)) keys.insert(std::move(key));
  return keys;
}

}  // namespace

StructuralDifference structural_difference(const std::vector<Mechanism>& before, const std::vector<Mechanism>& after) {
  StructuralDifference found;
  std::set_difference(before.begin(), before.end(), after.begin(), after.end(), std::back_inserter(found.removed));
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::back_inserter(found.added));
  return found;
}

StructuralDifference structural_difference(const Design& before, const Design& after) {
  return structural_difference(mechanisms_of(before), mechanisms_of(after));
}

Delta delta(const Design& baseline, const Design& proposal) {
  const std::set<std::string> structural = structural_keys(structural_difference(baseline, proposal));
  Delta found;
  for (const Row& row : schema()) {
    if (row.role == Role::Label) continue;
    const Value *before = baseline.find(row.path), *after = proposal.find(row.path);
    if (same(row, before, after)) continue;
    const KeyChange change{std::string(row.path), text(row, before), text(row, after)};
    const bool part_of_new_mechanism = (before == nullptr || after == nullptr) && row.presence == Presence::Question;
    if (row.role == Role::Mechanism && structural.contains(change.path))
      found.mechanisms.push_back(change);
    else if (!part_of_new_mechanism)
      found.parameters.push_back(change);
  }
  return found;
}

}  // namespace skeptic
