#include "review/delta.h"

#include "design/schema.h"
#include "design/structure.h"

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

}  // namespace

Delta delta(const Design& baseline, const Design& proposal) {
  Delta found;
  for (const Row& row : schema()) {
    if (row.role == Role::Label) continue;
    const Value *before = baseline.find(row.path), *after = proposal.find(row.path);
    if (same(row, before, after)) continue;
    const KeyChange change{std::string(row.path), text(row, before), text(row, after)};
    const bool part_of_new_mechanism = (before == nullptr || after == nullptr) && row.presence == Presence::Question;
    if (row.role == Role::Mechanism && structure_of(baseline, row.path) != structure_of(proposal, row.path))
      found.mechanisms.push_back(change);
    else if (!part_of_new_mechanism)
      found.parameters.push_back(change);
  }
  return found;
}

}  // namespace skeptic
